"""Corrections: 不是濉溪，是喀左 / 我说的是喀左不是濉溪 / 错了，应该是县财政局."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.fold import Folded
from qa.understand.understood import Note

_MARKS = "[,。;、!?~]*"
_WHO_ASKS = "(?:[哦噢嗯唉哎]+,?)?(?:我|咱|来电人|来电的|对方|[他她]|人家|群众|市民)"
_I_ASK = f"(?:{_WHO_ASKS}(?=是)|(?:{_WHO_ASKS})?(?:要|想)?(?:说|问|指|要|查|办|领|报)的)?"
_NOT_THIS = re.compile(
    f"(?<!是)不是(?P<wrong>[^,。;?!是]{{1,16}}?)的?{_MARKS}(?:而)?{_I_ASK}(?:应该|应当)?(?<!不)是(?![不否])(?P<right>[^,。;?!]{{0,16}})"
)
_NOT_THAT = re.compile(
    f"{_I_ASK}(?:应该|应当)?(?<!不)是(?P<right>[^,。;?!是]{{2,16}}?){_MARKS}(?:而)?不是(?P<wrong>[^,。;?!是]{{2,16}})$"
)
# 不是仓库，我想问的是商业那片; 我不是问做完，是问方案; 不是取自己的，是冒领的那种: said so plainly that what
# is taken back needs to be no name.
_ASK = "(?:想|要)?(?:问|说|指|查|打听)"
_PLAINLY = re.compile(
    f"^(?:[^,。;]{{0,4}},)?(?:{_WHO_ASKS})?不是{_ASK}?(?P<wrong>[^,。;?!]{{1,16}}?)的?[,。;、!]+(?:而)?"
    f"(?:(?:{_WHO_ASKS})?{_ASK}的?是|是{_ASK})(?!不是|[否谁哪])(?P<right>[^,。;?!]{{2,}})"
    "|^不是(?P<not>[^,。;?!]{1,16}?)的?[,。;、!]+(?:而)?是(?P<but>[^,。;?!]{2,16}那[种个类块片条项摊])$"
)
# 不是本人，我想问的是可以代办吗 says who asks.
_OF_ASKER = re.compile("户口|户籍|本人|本地|户主|业主|外地|当地")
# 算了不问减税了，我想问的是宣传归谁
_NO_MORE = re.compile(
    f"^(?:(?:算了|好了?|行)[,。;、!]*)?(?:先)?不(?:问|说|查)(?P<wrong>[^,。;?!]{{1,12}}?)了[,。;、!]+"
    f"(?:(?:{_WHO_ASKS})?{_ASK}的?(?:一?下)?是?)?"
)
_WRONG = re.compile(
    f"^(?:不对|错了|搞错了|弄错了|说错了|打错了|写错了|我?(?:说|打|写|搞|弄|看|听|记|问|讲)(?:错|岔|串)(?:行|字)?了|(?:弄|搞|记)混了|更正一?下|口误|不是这[个份项条]|不是那[个份项条]|不是的|不是)"
    f"(?:,|。|!|;|、)+{_I_ASK}(?:应该|应当)?是?"
)


# 不是这一项，是公开屏: what was spoken of.
_THIS = re.compile("[这那该]一?[项条个件份]?(?:任务|工作|事项?|文件|通知|办法)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A question with what it takes back cut out: `wrong`, "" where that is not said."""

    folded: Folded
    note: Note
    wrong: str = ""


def read_correction(
    folded: Folded, is_name: Callable[[str], bool], *, goes_on: bool = False
) -> Corrected | None:
    """Cut out of a question what it takes back; None where it takes nothing back.

    Args:
        folded: the question.
        is_name: tells a place, a unit, a year, an item's number or words of the question before; with none
            of these 不是本地户籍，是租房的 corrects nothing.
        goes_on: whether it goes on from another question, which it may take back in so many words.
    """
    text = folded.text
    match = _WRONG.search(text)
    if match:
        return _said_twice(_cut(folded, match, "更正：按后面说的理解", ""))
    match = _NOT_THIS.search(text)
    if match and (is_name(match["wrong"]) or _THIS.fullmatch(match["wrong"])):
        return _cut(folded, match, f"更正：不按“{match['wrong']}”，按“{match['right']}”", match["wrong"])
    match = _NOT_THAT.search(text)
    if match and is_name(match["wrong"].removesuffix("的")):
        return _cut(folded, match, f"更正：不按“{match['wrong']}”，按“{match['right']}”", match["wrong"])
    return _taken_back(folded) if goes_on else None


def _taken_back(folded: Folded) -> Corrected | None:
    match = _NO_MORE.match(folded.text)
    if match:
        return _cut(folded, match, f"不问“{match['wrong']}”了", "")
    match = _PLAINLY.match(folded.text)
    if match is None:
        return None
    wrong, right = (match["wrong"], "right") if match["wrong"] else (match["not"], "but")
    if _OF_ASKER.search(wrong):
        return None
    return _cut(folded, match, f"更正：不按“{wrong}”，按“{match[right]}”", wrong, right)


def _said_twice(taken: Corrected) -> Corrected:
    """说错了，不是提取，是贷款: what is taken back needs to be no name, since it is said to be wrong."""
    match = _NOT_THIS.match(taken.folded.text)
    if match is None:
        return taken
    cut = _cut(taken.folded, match, f"更正：不按“{match['wrong']}”，按“{match['right']}”", match["wrong"])
    return replace(cut, note=replace(cut.note, words=taken.note.words + cut.note.words))


def _cut(folded: Folded, match: re.Match[str], meant: str, wrong: str, right: str = "right") -> Corrected:
    """Leave of the match only what is right."""
    start = match.start(right) if wrong else match.end()
    end = match.end(right) if wrong else match.end()
    text = folded.text[: match.start()] + folded.text[start:end] + folded.text[match.end() :]
    origin = (*folded.origin[: match.start()], *folded.origin[start:end], *folded.origin[match.end() :])
    return Corrected(folded=Folded(text, origin), note=Note("correction", match.group(), meant), wrong=wrong)
