"""Drafted questions about notices: document number, date, issuing body, telephone, stage, validity."""

import re
from collections.abc import Iterator

from corpus.model import DocumentStage, Fact, Notice
from eval.drafted import drafted, seeded
from eval.notice_file import NoticeFile
from eval.questions import Kind, Question

_PHONE = re.compile(r"\d{3,4}-\d{7,8}|\d{7,12}")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_TERM = re.compile("有效期(?:为|至)?.{1,12}")
_FRAME = "^(?:印发|转发|做好|开展|进一步)+|[《》]|（征求意见稿）|(?:的通知|的公告|的意见)$"
_LONGEST_TOPIC = 32

_WORDS: dict[str, tuple[str, ...]] = {
    "document_number": ("{it}的文号是多少？", "{it}是什么文号", "{it}的发文字号"),
    "issuing_body": ("{it}是哪个单位印发的？", "{it}是谁发的"),
    "dated_on": ("{it}是哪天成文的？", "{it}是几月几号发的"),
    "phone": ("{it}的联系电话是多少？", "{it}有不清楚的打哪个电话"),
    "contact_person": ("{it}的联系人是谁？", "{it}上写的联系人叫什么"),
    "email": ("{it}的联系邮箱是多少？", "{it}要求的材料发到哪个邮箱"),
    "effective_on": ("{it}从哪天起施行？", "{it}打哪天开始算数"),
    "expires_on": ("{it}的有效期是多久？", "{it}能管几年"),
    "stage": ("{it}是正式文件吗？", "{it}定稿了没有"),
}
_STATUS = frozenset({"effective_on", "expires_on", "stage"})


def topic_of(notice: Notice) -> str | None:
    """Return what a notice is called in speech: its title without who issues it and what kind it is.

    '清禾市人民政府办公室关于印发清禾市2023年政务公开工作要点的通知' -> '清禾市2023年政务公开工作要点'; None
    where nothing short is left.
    """
    if notice.forwards is not None:
        # Its title names another region's notice, and nobody could tell which of the two is meant.
        return None
    text = notice.title.split("关于", 1)[-1]
    text = re.sub(_FRAME, "", text)
    place = notice.region.short if notice.region else ""
    if place and place not in text and notice.region:
        text = f"{_place(notice)}{text}"
    return text if len(text) <= _LONGEST_TOPIC and "（" not in text[-1:] else None


def _place(notice: Notice) -> str:
    return notice.region.name if notice.region else ""


def notice_questions(notice: Notice, file: NoticeFile, topic: str, seed: int) -> Iterator[Question]:
    """Draft the questions that the head and tail of a notice answer.

    Args:
        notice: the one asked about.
        file: that it stands in.
        topic: what it is called in the question.
        seed: chooses the wording.
    """
    for name, patterns in _WORDS.items():
        facts = [fact for found, fact in notice.facts if found == name]
        # Of two telephones nobody could say which is meant.
        gold = _gold(name, notice, facts[0], file) if len(facts) == 1 else None
        if gold is None or not file.prints(gold[0]):
            continue
        rng = seeded(seed, notice.id, name)
        yield drafted(
            kind=Kind.STATUS if name in _STATUS else Kind.META,
            question=rng.choice(patterns).format(it=topic),
            persona=rng.choice(("operator", "public")), notices=(file.name,),
            evidence=(gold[0],), answer=gold[1],
        )  # fmt: skip


def _gold(name: str, notice: Notice, fact: Fact, file: NoticeFile) -> tuple[str, str] | None:
    """Return (evidence, answer) for a fact, None where it has no one answer."""
    printed = "".join(file.text[fact.span.start : fact.span.end].split())
    match name:
        case "phone":
            printed = fact.value
            found = _PHONE.findall(printed)
        case "dated_on" | "effective_on":
            found = _DATE.findall(printed)
        case "expires_on":
            found = _TERM.findall(printed)
        case "stage":
            draft = notice.stage is DocumentStage.CONSULTATION_DRAFT
            found = [fact.value] if draft else []
        case "contact_person":
            found = fact.value.split("、")
        case _:
            found = [fact.value]
    if len(found) != 1:
        return None
    return (printed if name in _WHOLE else found[0]), found[0]


# Here the evidence is the whole clause: a bare date may stand anywhere in a notice.
_WHOLE = frozenset({"effective_on"})
