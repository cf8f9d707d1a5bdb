"""What a notice says it does to others: ends, ends in part, amends, confirms, carries out, forwards.

Works on folded text. Only what is said outright counts: 与《…》不一致的，以本办法为准 ends nothing, and
neither does 未列入目录的不再执行, nor a task such as 研究修订《…》.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.clauses import CLAUSES, read_clauses
from corpus.numerals import NUMERAL


@dataclass(frozen=True, slots=True)
class Cite:
    """《…》(number) in folded text.

    Attributes:
        lead: the sentence before it, other cited titles left out.
    """

    start: int
    end: int
    title: str
    number: str | None
    lead: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What is said: the fact's name, its value, and its place in the folded text."""

    name: str
    value: str
    start: int
    end: int


_OVER = "废止|失效|停止(?:执行|施行|实施)|不再(?:执行|施行|实施)|终止(?:执行|实施)"
_MARK = f"(?:\\d{{1,3}}[.、]|{NUMERAL}{{1,3}}、|\\((?:\\d{{1,3}}|{NUMERAL}{{1,3}})\\))"
_NOTE = "(?:\\([^()]{0,60}\\))?"
# 同时废止, 自本办法施行之日起即行废止, 等4件规范性文件失效; not 废止程序, 停止执行的, 未废止.
_ENDED_AFTER = re.compile(
    f"{_NOTE}(?:等\\d*[件个项份])?(?:,?自[^,。;《》]{{1,24}}起,?)?"
    f"[^《》。;,第未不中非拟与应须可期]{{0,12}}?(?:{_OVER})(?!程序|条件|情形|标准|时|的|后|前|或|等)"
)
_NOT_YET = "不得|未|拟|建议|提请|应当|应予|研究|适时|及时|可以|被|经|已"
# 决定废止《…》, 现予废止《…》
_ENDED_BEFORE = re.compile(
    "(?<!或)(?:废止|(?:宣布|决定)[^《》。;,]{0,4}(?:失效|停止执行))(?:\\d{4}年)?[^《》。;,:的后前\\d]{0,6}$"
)
_UNSAID = re.compile(
    f"(?:{_NOT_YET})(?:修改|修订|清理)?(?:或者?|、|和|并)?(?:全文)?(?:废止|停止执行)[^《》]*$"
)
# 决定废止下列文件:1.《…》 and 以下文件予以废止。一、《…》
_LIST_BEFORE = re.compile(
    f"(?:(?:{_OVER})[^《》。;]{{0,24}}:|(?:下列|以下)[^《》。;]{{0,20}}(?:{_OVER})[:。])(?:{_MARK})?$"
)
_JOINED_AFTER = re.compile("(?:、|以及|和|及|与)?")
_JOINED_BEFORE = re.compile(f"(?:(?:[、;]|以及|和|及|与)?{_MARK}?|。{_MARK}|中的?)")
_RESTS_ON = re.compile("(?:根据|依据|按照|依照|参照|贯彻|落实)[^。;,]*$")
_STAYS = re.compile(f"{_NOTE}(?:等\\d*[件个项份])?[^《》。;,不未]{{0,14}}(?:继续|仍然?)有效")
# 《…》有效期延长至2026年4月5日, 延长《…》的有效期, 《…》继续有效,有效期至2027年12月31日
_TERM = f"{_NOTE}的?(?:有效期|试行期|(?:执行|实施|施行|试行)期限)限?"
_EXTENDED_AFTER = re.compile(
    f"{_TERM}[^《》。;,未不拟]{{0,8}}(?:延长|延续|顺延)(?!程序|条件|情形|的|后|前|或|等|[^。;,]{{0,6}}[?])"
    f"|{_STAYS.pattern},(?:其|上述文件的?)?有效期限?(?:延长|延续|顺延)?(?:为|至|到)"
)
_EXTENDED_BEFORE = re.compile("(?:关于|决定|同意|予以|现将?|继续)(?:延长|延续|顺延)(?:执行|实施)?$")
_PART = re.compile(
    f"(?:中的?|的|之)?(?:(?P<clauses>{CLAUSES})|(?:部分|有关|相关|个别|若干)(?:条款|规定|内容|条文|政策))"
)
_INNER = re.compile("中的?《")
_AMENDED_BEFORE = re.compile("(?:关于|决定)(?:对)?(?:修改|修订|修正|调整)(?:<|〈)?$")
_AMENDED_AFTER = re.compile(
    f"{_NOTE}(?:的?(?:部分|有关|相关|个别)?(?:条款|内容|规定))?"
    "(?:(?:作|做|作出|做出|进行)(?:如下|以下)(?:修改|修订|修正|调整|补充)|(?:修改|修订|修正|调整)(?:如下|为:)"
    "|的补充(?:通知|规定|意见))"
)
_CHANGED = "修改为|修订为|修正为|改为|调整为|变更为|修改如下|增加"
_DELETED = "删去|删除|废止|取消|停止执行|不再执行"
_VERB = re.compile(f"{_CHANGED}|{_DELETED}")
_DELETED_CLAUSES = re.compile(f"原?(?P<clauses>{CLAUSES})")
_NAMED_CLAUSES = re.compile(f"(?<!作为)(?<!改为)(?<!修改为){CLAUSES}")
_AT_ONCE = re.compile("(?:的规定|的内容)?(?:予以|同时|全文|相应|一并|均)?")
_WORDS_ONLY = re.compile("中|的?□")
_CHANGED_INLINE = re.compile(f"[^《》。;]{{0,30}}?(?:{_CHANGED})")
_CARRIED_OUT = re.compile("(?:贯彻|落实)(?:执行|实施)?[^。;,]{0,12}$")
_ASKED = re.compile("(?:根据|按照|依据)[^。;,]{0,20}$")
_ASKS = re.compile(f"{_NOTE}[^《》。;,]{{0,16}}(?:要求|精神|部署)")
_FORWARDED_AFTER = re.compile(f"{_NOTE}[^《》。;]{{0,12}}(?:转发给你们|予以转发)")
_FORWARDED_BEFORE = re.compile("(?:关于转发|^转发|现(?:将|予)?转发)[^《》。;,]{0,24}$")
_ONLY_NUMBER = "(?:(?<=原)|(?<=废止)|(?<=[、,。;:和及]))[一-龥]{2,10}[\\[(【]\\d{4}[\\])】](?:第)?\\d{1,4}号"
_NUMBER_ENDED = re.compile(f"(?P<number>{_ONLY_NUMBER})(?:文件|通知|文)?(?={_ENDED_AFTER.pattern})")
_QUOTED = re.compile('"[^"]*"|《[^《》]*》')
_NUMBERED = re.compile(f"(?:^|(?<=□)){_MARK}")
# 未列入《…》的不再执行 speaks of what is in it, not of it.
_OBJECT = re.compile("(?:列入|纳入|符合|属于|违反|按照?|依照|依据|根据|参照|对照|与|经|以)(?:原)?$")
_AHEAD = 160


def effects(text: str, cites: Sequence[Cite]) -> Iterator[Effect]:
    """Yield what a folded text does to the notices it cites, in the order of the text.

    Yields:
        `repeals`, `repeals_part`, `amends`, `extends`, `confirms`, `implements`, `forwards` with the
        number or else the title, at the citation's place; behind an `extends` the years it counts,
        `extended_for`; behind a `repeals_part` or `amends` the clauses named, each at its own place:
        `ended_clause` and `changed_clause`.
    """
    before, after = _led(text, cites), _followed(text, cites)
    stops = [cite.start for cite in cites[1:]] + [len(text)]
    for place, cite in enumerate(cites):
        found = list(_of(text, cite, ends=before[place] or after[place]))
        yield from found
        if any(effect.name == "amends" for effect in found) and len(found) == 1:
            yield from _statements(text, cite.end, _next_act(text, cites, place, stops))
    yield from _numbers(text)


def _of(text: str, cite: Cite, *, ends: bool) -> Iterator[Effect]:
    tail = text[cite.end : cite.end + _AHEAD]
    part = _PART.match(tail)
    rest = tail[part.end() :] if part else tail
    if _EXTENDED_AFTER.match(tail) or (_EXTENDED_BEFORE.search(cite.lead) and re.match(_TERM, tail)):
        yield _effect("extends", cite)
        yield from _years_more(tail, cite.end)
    if _STAYS.match(tail):
        yield _effect("confirms", cite)
    elif ends and (part or _INNER.match(tail)):
        yield _effect("repeals_part", cite)
        yield from _clauses("ended_clause", part, cite.end)
    elif ends:
        yield _effect("repeals", cite)
    elif part and part["clauses"] and (_CHANGED_INLINE.match(rest) or _AMENDED_BEFORE.search(cite.lead)):
        yield _effect("amends", cite)
        yield from _clauses("changed_clause", part, cite.end)
    elif _AMENDED_BEFORE.search(cite.lead) or _AMENDED_AFTER.match(tail):
        yield _effect("amends", cite)
    if _CARRIED_OUT.search(cite.lead) or (_ASKED.search(cite.lead) and _ASKS.match(tail)):
        yield _effect("implements", cite)
    if _FORWARDED_AFTER.match(tail) or _FORWARDED_BEFORE.search(cite.lead):
        yield _effect("forwards", cite)


def _years_more(tail: str, offset: int) -> Iterator[Effect]:
    """Yield the years that a term is extended by: 有效期延长2年."""
    if more := re.match(f"{_TERM}[^《》。;,]{{0,8}}(?:延长|延续|顺延)(?P<years>(?:\\d|{NUMERAL})年)", tail):
        yield Effect("extended_for", more["years"], offset + more.start("years"), offset + more.end("years"))


def _effect(name: str, cite: Cite) -> Effect:
    return Effect(name, cite.number or cite.title, cite.start, cite.end)


def _clauses(name: str, part: re.Match[str] | None, offset: int) -> Iterator[Effect]:
    if part is None or not part["clauses"]:
        return
    yield from _named(name, part["clauses"], offset + part.start("clauses"))


def _led(text: str, cites: Sequence[Cite]) -> list[bool]:
    """Tell for each citation whether words before it, or before the list it stands in, end it."""
    led: list[bool] = []
    for place, cite in enumerate(cites):
        ahead = text[max(0, cite.start - 60) : cite.start]
        said = bool(_ENDED_BEFORE.search(ahead) or _LIST_BEFORE.search(ahead)) and not _UNSAID.search(ahead)
        if not said and place and led[-1]:
            gap = text[cites[place - 1].end : cite.start]
            part = _PART.match(gap)
            said = _JOINED_BEFORE.fullmatch(gap[part.end() if part else 0 :]) is not None
        tail = text[cite.end : cite.end + _AHEAD]
        led.append(said and not _AMENDED_AFTER.match(tail) and not _STAYS.match(tail))
    return led


def _followed(text: str, cites: Sequence[Cite]) -> list[bool]:
    """Tell for each citation whether words behind it, or behind the list it stands in, end it."""
    followed = [False] * len(cites)
    for place in range(len(cites) - 1, -1, -1):
        cite = cites[place]
        tail = text[cite.end : cite.end + _AHEAD]
        part = _PART.match(tail)
        if _ENDED_AFTER.match(tail[part.end() :] if part else tail):
            followed[place] = _OBJECT.search(text[max(0, cite.start - 6) : cite.start]) is None
        elif place + 1 < len(cites) and followed[place + 1] and not _RESTS_ON.search(cite.lead):
            gap = text[cite.end : cites[place + 1].start]
            followed[place] = _JOINED_AFTER.fullmatch(gap[part.end() if part else 0 :]) is not None
    return followed


def _next_act(text: str, cites: Sequence[Cite], place: int, stops: Sequence[int]) -> int:
    """Where the next citation stands that something is done to: the statements before it are of this one."""
    for other, stop in zip(cites[place + 1 :], stops[place:], strict=False):
        if _AMENDED_BEFORE.search(other.lead) or _AMENDED_AFTER.match(text[other.end : other.end + _AHEAD]):
            return stop
    return len(text)


def _statements(text: str, start: int, end: int) -> Iterator[Effect]:
    """Yield the clauses that the sentences of an amendment change (将第三条修改为…) or end (删去第五条)."""
    hidden = _QUOTED.sub(lambda match: "□" * len(match.group()), text[start:end])
    for sentence in re.finditer("[^。;:]+", hidden):
        # The number of the statement itself is no clause: (一)将第四条…
        words = _NUMBERED.sub(lambda match: "□" * len(match.group()), sentence.group())
        offset = start + sentence.start()
        done = 0
        for verb in _VERB.finditer(words):
            yield from _statement(words, done, verb, offset)
            done = verb.end()


def _statement(words: str, done: int, verb: re.Match[str], offset: int) -> Iterator[Effect]:
    deletes = re.fullmatch(_DELETED, verb.group()) is not None
    behind = _DELETED_CLAUSES.match(words, verb.end()) if deletes else None
    if behind:
        # 删去第五条中的"…" leaves the clause.
        name = "changed_clause" if _WORDS_ONLY.match(words, behind.end()) else "ended_clause"
        yield from _named(name, behind["clauses"], offset + behind.start("clauses"))
        return
    for found in _NAMED_CLAUSES.finditer(words, done, verb.start()):
        # 第五条予以删除 ends it, 第五条取消资格的情形… does not.
        whole = deletes and _AT_ONCE.fullmatch(words, found.end(), verb.start())
        ends = whole and words[verb.end() : verb.end() + 1] in ("", ",", "、")
        yield from _named("ended_clause" if ends else "changed_clause", found.group(), offset + found.start())


def _named(name: str, clauses: str, offset: int) -> Iterator[Effect]:
    for start, end, number in read_clauses(clauses):
        yield Effect(name, number, offset + start, offset + end)


def _numbers(text: str) -> Iterator[Effect]:
    """Yield repeals that name a number without a title: 青政办发〔2018〕9号同时废止."""
    for match in _NUMBER_ENDED.finditer(text):
        yield Effect("repeals", match["number"], *match.span("number"))
