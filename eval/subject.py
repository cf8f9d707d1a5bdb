"""What a task item is about, in a few of its own words, and the words by which it is known again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import TaskItem
from eval import metrics
from eval.notice_file import NoticeFile
from index.expansion import synonyms

LONGEST = 20
"""Letters of an item that a drafted question may repeat at most: it asks, it does not quote."""
_SHORTEST = 4
_EVIDENCE = (6, 24)
_MANY_EVIDENCE = 2

_SENTENCE = re.compile(r"[。；;！!？?\n]|\.(?!\d)")
_CLAUSE = re.compile(r"[，,：:。；;！!？?\n]|\.(?!\d)")
# 5月底前, 2024年6月20日前, 年底前, 9月底前,: when it is due is no part of what is to be done.
_WHEN = re.compile(
    r"(?:在|于|每年)?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[年季月]?[底末初中])?(?:之?前|以前)(?:要|将)?"
    r"|^\d{4}年(?:度)?"
)
# 按照…, 围绕…, 为…: a clause that leads up to the task does not name it.
_PREAMBLE = re.compile(
    "^(?:按照?|根据|围绕|坚持|为了?|以|结合|针对|对于?|凡|依据|依托|通过|利用|在|由|充分|从|聚焦|紧扣|自|把|将|如|经)"
)
_ADVERB = re.compile(
    "^(?:进一步|切实|全面|积极|主动|持续|稳步|深入|大力|扎实|及时|认真|严格|不断|继续|加快|着力|有序|依法|统一|定期|逐步|"
    "要|并|更好|做到|统筹)+"
)
_TRAILING = re.compile("(?:等|等工作|的?工作)$")
_ODD = re.compile(r"[《》“”\"'()（）〔〕\[\]<>…、]$|^[、的和与及]|[的和与及对向把将]$|\s")
# 公开X -> X公开: what is done may stand behind; 加强X -> X: what says little may go.
_KEPT = re.compile(
    "^(公开|公布|发布|建设|编制|编印|汇编|清理|修订|更新|改造|解读|培训|办理|发放|审核|创建)(.{3,})$"
)
_DROPPED = re.compile(
    "^(?:加强|强化|做好|推进|推动|推行|深化|完善|提升|提高|抓好|开展|落实|实施|优化|规范|健全|拓展|改进|建立|组织|"
    "建好|管好|实行|完成)(.{3,})$"
)
# Whoever asks when does not know within what time.
_WITHIN = re.compile(r"\d+个?(?:工作日|自然日|日|天|小时|分钟|月|年)(?:之?内|以内)")
_FIRM = 0.8
_OPENING = {"“": "”", "《": "》", "（": "）", "(": ")", "〔": "〕", "[": "]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an item is about.

    Attributes:
        doing: as the item has it, a verb and its object (公开教育入学信息).
        thing: turned into a noun, in everyday words where there are any (教育入学信息公开).
        verbal: whether `doing` begins with a verb, so that 怎样 or 由谁负责 may stand before it.
        evidence: words of the item that no other item of the file has.
    """

    doing: str
    thing: str
    verbal: bool
    evidence: tuple[str, ...]


def subject_of(item: TaskItem, file: NoticeFile) -> Subject | None:
    """Return what an item is about, None where it cannot be said in a few words of its own."""
    doing = next((found for clause in _clauses(item) if (found := _bare(clause))), None)
    evidence = evidence_of(item, file)
    if doing is None or not evidence:
        return None
    verbal = bool(_KEPT.match(doing) or _DROPPED.match(doing))
    return Subject(doing=doing, thing=everyday(_noun(doing)), verbal=verbal, evidence=evidence)


def evidence_of(item: TaskItem, file: NoticeFile) -> tuple[str, ...]:
    """Return words that stand in this item of the file and in no other, at most two runs of 6 to 24."""
    others = [wording for other, wording in file.item_wordings.items() if other != item.id]
    found: list[str] = []
    for clause in _CLAUSE.split(item.text):
        words = clause.strip()[: _EVIDENCE[1]]
        folded = metrics.fold(words)
        known = len(folded) >= _EVIDENCE[0] and file.prints(words)
        if known and not any(folded in other for other in others):
            found.append(words)
    # Words that stand once in the whole file cannot be found in a preamble by mistake.
    found.sort(key=lambda words: file.wording.count(metrics.fold(words)) > 1)
    return tuple(found[:_MANY_EVIDENCE])


def everyday(text: str) -> str:
    """Put what people say for what notices write, where the two mean the same: 老年人 -> 老人."""
    for rule in synonyms():
        # A word that holds the other (政府办公室 > 政府办) would grow for ever.
        if rule.weight >= _FIRM and len(rule.said) < len(rule.written):
            text = text.replace(rule.written, rule.said)
    return text


def _clauses(item: TaskItem) -> Iterator[str]:
    """Give the first sentence where it is a title, then clause by clause, those that lead up to it last."""
    sentence = _SENTENCE.split(item.text, maxsplit=1)[0].strip()
    yield sentence
    clauses = [clause.strip() for clause in _CLAUSE.split(item.text)]
    yield from sorted(clauses, key=lambda clause: _PREAMBLE.match(clause) is not None)
    yield from (clause.split("、")[0] for clause in clauses if not _PREAMBLE.match(clause))


def _bare(clause: str) -> str | None:
    """Take off when and how; None where what is left is no short phrase of its own."""
    text = _WHEN.sub("", clause.strip())
    text = _TRAILING.sub("", _ADVERB.sub("", text))
    if not _SHORTEST <= len(text) <= LONGEST or _PREAMBLE.match(text) or _CLAUSE.search(text):
        return None
    if _WITHIN.search(text):
        return None
    closed = all(text.count(mark) == text.count(end) for mark, end in _OPENING.items())
    return text if closed and not _ODD.search(text) else None


def _noun(doing: str) -> str:
    kept = _KEPT.match(doing)
    if kept:
        verb, thing = kept.groups()
        return thing if thing.endswith(verb) else thing + verb
    dropped = _DROPPED.match(doing)
    return dropped.group(1) if dropped else doing
