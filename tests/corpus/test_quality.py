import hashlib

from corpus.disclosure import is_public
from corpus.layout import PLAIN, Block, Doubt, DoubtKind, Format, Layout, Locator
from corpus.model import Document, ParsedDocument, Span
from corpus.parse import parse_document
from corpus.quality import checked, doubts_of
from corpus.readers.draft import Draft, Fragment, TableCell
from corpus.readers.ports import Limits

HEAD = "青石县人民政府办公室关于印发2024年公开要点的通知\n青政办发〔2024〕3号\n各乡镇人民政府：\n"
TAIL = "青石县人民政府办公室\n2024年3月1日\n"
TASKS = "1. 公开权责清单。（责任单位：县司法局）\n2. 公开财政预算。（责任单位：县财政局）\n"


def read(text: str, layout: Layout = PLAIN) -> ParsedDocument:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return parse_document(Document(text=text, sha256=digest, source="a", layout=layout))


def kinds(text: str, layout: Layout = PLAIN) -> list[DoubtKind]:
    return [doubt.kind for doubt in doubts_of(read(text, layout))]


def test_a_sound_notice_leaves_no_doubt() -> None:
    assert kinds(HEAD + TASKS + TAIL) == []


def test_a_number_that_is_left_out_is_told() -> None:
    gap = TASKS.replace("2. ", "4. ")
    (doubt,) = doubts_of(read(HEAD + gap + TAIL))
    assert doubt.kind is DoubtKind.NUMBERING_GAP
    assert "从 1 跳到 4" in doubt.message
    assert doubt.span is not None
    assert (HEAD + gap + TAIL)[doubt.span.start :].startswith("4. 公开财政预算")


def test_an_attachment_that_is_not_there_is_told_and_one_that_is_not() -> None:
    body = "现将《2024年公开要点》印发给你们，任务分工详见附件，请认真落实。\n"
    assert kinds(HEAD + body + TAIL) == [DoubtKind.MISSING_ATTACHMENT]
    assert kinds(HEAD + body + TAIL + "附件\n2024年公开要点\n" + TASKS) == []


def test_a_title_of_one_place_over_the_signature_of_another_is_told() -> None:
    title = "喀喇沁左翼蒙古族自治县人民政府办公室关于印发公开要点的通知\n各乡镇：\n请认真落实清单制度。\n"
    assert kinds(title + "濉溪县人民政府办公室\n2024年3月1日\n") == [DoubtKind.FOREIGN_PAGE]
    assert kinds(title + "喀左县人民政府办公室\n2024年3月1日\n") == []


def table(*rows: tuple[str, ...]) -> Draft:
    draft = Draft(Format.HTML, Limits())
    for line in HEAD.splitlines():
        draft.paragraph(Fragment(text=line))
    draft.table([[TableCell(paragraphs=((Fragment(text=text),),)) for text in row] for row in rows])
    return draft


def test_a_table_of_units_without_a_header_is_told() -> None:
    rows = (("1", "公开权责清单", "县司法局"), ("2", "公开预算", "县财政局"), ("3", "公开规划", "县发改局"))
    headless = table(*rows).reading()
    assert kinds(headless.text, headless.layout) == [DoubtKind.NO_HEADER]
    headed = table(("序号", "工作任务", "责任单位"), *rows).reading()
    assert kinds(headed.text, headed.layout) == []


def test_what_stands_on_a_withheld_page_is_kept_back_until_it_is_released() -> None:
    text = HEAD + TASKS + TAIL
    second = text.index("2. ")
    layout = Layout(
        format=Format.IMAGE,
        blocks=(
            Block(span=Span(0, second), locator=Locator(page=1)),
            Block(span=Span(second, len(text)), locator=Locator(page=2)),
        ),
        doubts=(Doubt(kind=DoubtKind.LOW_CONFIDENCE, message="认不清", page=2, withholds=True),),
    )
    parsed = read(text, layout)
    (kept,) = checked(parsed).notices
    assert [item.number for item in kept.items] == ["1"]
    assert all(passage.span.end <= second for passage in kept.passages)
    (released,) = checked(parsed, frozenset({2})).notices
    assert [item.number for item in released.items] == ["1", "2"]
    assert released == parsed.notices[0]


def test_a_notice_with_a_person_s_number_is_not_public() -> None:
    listed = "补助对象名单：李四，510101198001010015。\n"
    (open_,) = checked(read(HEAD + TASKS + TAIL)).notices
    (closed,) = checked(read(HEAD + listed + TASKS + TAIL)).notices
    assert is_public(open_.notice)
    assert not is_public(closed.notice)
    ((name, fact),) = [row for row in closed.notice.facts if row[0] == "private"]
    assert (name, fact.value) == ("private", "身份证号")
    assert (HEAD + listed)[fact.span.start : fact.span.end] == "510101198001010015"


def names(parsed: ParsedDocument) -> list[str]:
    known = {"private", "recognised", "partial"}
    return [name for part in checked(parsed).notices for name, _ in part.notice.facts if name in known]


def test_how_a_text_was_read_goes_with_its_notice() -> None:
    text = HEAD + TASKS + TAIL
    block = Block(span=Span(0, len(text)), locator=Locator(page=1), confidence=0.98)
    assert names(read(text)) == []
    assert names(read(text, Layout(format=Format.IMAGE, blocks=(block,)))) == ["recognised"]
    cut = Doubt(kind=DoubtKind.CUT_SHORT, message="只读了前 300 页")
    assert names(read(text, Layout(format=Format.PDF, doubts=(cut,)))) == ["partial"]
    assert names(read(HEAD + "任务分工详见附件，请认真落实。\n" + TAIL)) == ["partial"]
