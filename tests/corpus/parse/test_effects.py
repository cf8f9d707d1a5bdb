"""What notices say they do to others, form by form; the county and its papers are invented."""

import pytest

from corpus.fold import fold
from corpus.parse.facts import cited

A, B, C = "《青禾县甲办法》（青禾政办发〔2018〕9号）", "《青禾县乙办法》", "《青禾县丙规定》"
A_IS, B_IS, C_IS = "青禾政办发[2018]9号", "青禾县乙办法", "青禾县丙规定"


def said(text: str, *, of: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = [(name, fold(fact.value).text) for name, fact in cited(text, fold(text))]
    passed = ("cites", "basis") if of else ("cites", "basis", "implements", "forwards")
    return [(name, value) for name, value in found if name not in passed and (not of or name in of)]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        (f"原{A}同时废止。", [A_IS]),
        (f"{A}即行废止。", [A_IS]),
        (f"{A}自本办法施行之日起同时废止。", [A_IS]),
        (f"{A}自2025年7月1日起停止执行。", [A_IS]),
        (f"自本通知印发之日起，{A}不再执行。", [A_IS]),
        (f"{A}现予以废止。", [A_IS]),
        (f"{B}等4件规范性文件宣布失效。", [B_IS]),
        (f"{A}、{B}和{C}同时废止。", [A_IS, B_IS, C_IS]),
        (f"决定废止{A}、{B}、{C}。", [A_IS, B_IS, C_IS]),
        (f"决定废止下列文件：1.{A}2.{B}3.{C}", [A_IS, B_IS, C_IS]),
        (f"以下文件予以废止。一、{A}；二、{B}。", [A_IS, B_IS]),
        ("《青禾县丁办法》（青禾政发〔2019〕2号，以下简称《丁》）同时废止。", ["青禾政发[2019]2号"]),
        (f"决定废止{A}中的{B}。", [B_IS]),
        ("青禾政办发〔2018〕9号文件同时废止。", []),
        ("本办法自印发之日起施行，青禾政办发〔2018〕9号文件同时废止。", [A_IS]),
        ("原青禾政办发〔2018〕9号同时废止。", [A_IS]),
        # Only what is said of the one is said of it.
        (f"根据{A}、{B}，{C}同时废止。", [C_IS]),
        (f"{A}同时废止。{B}另行修订。", [A_IS]),
        (f"决定废止{A}，{B}继续有效。", [A_IS]),
        (f"与{A}不一致的，以本办法为准。", []),
        (f"{A}与本办法不一致的规定停止执行。", []),
        (f"未列入{A}的事项不再执行。", []),
        (f"{A}规定的废止程序另行通知。", []),
        (f"{A}实施前已经停止执行的项目不再受理。", []),
        (f"{A}未废止前仍按原规定办理。", []),
        (f"{A}有效期届满后自动失效。", []),
        (f"适时修改或废止{A}。", []),
        (f"建议废止{A}。", []),
        (f"废止清单 1.{A}1全文废止2.{B}26.支持企业发展。", [A_IS]),
        (f"废止后的{A}不得再作为依据。", []),
    ],
)
def test_what_is_repealed_whole(text: str, ended: list[str]) -> None:
    assert said(text, of=("repeals",)) == [("repeals", value) for value in ended]


PART, ENDED, CHANGED = "repeals_part", "ended_clause", "changed_clause"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"废止{A}第三条、第五条。", [(PART, A_IS), (ENDED, "第三条"), (ENDED, "第五条")]),
        (f"废止{A}中的第三条和第五条。", [(PART, A_IS), (ENDED, "第三条"), (ENDED, "第五条")]),
        (f"{A}第二条停止执行。", [(PART, A_IS), (ENDED, "第二条")]),
        (f"{A}第二章、第三章同时废止。", [(PART, A_IS), (ENDED, "第二章"), (ENDED, "第三章")]),
        (f"{A}（三）废止。", [(PART, A_IS), (ENDED, "(三)")]),
        (f"废止{A}第三条第（二）项。", [(PART, A_IS), (ENDED, "第三条第(二)项")]),
        (f"废止{A}第5项。", [(PART, A_IS), (ENDED, "第5项")]),
        (f"废止{A}第三、五条。", [(PART, A_IS), (ENDED, "第三条"), (ENDED, "第五条")]),
        (f"废止{A}第三条至第五条。", [(PART, A_IS), *((ENDED, f"第{n}条") for n in "三四五")]),
        (f"废止{A}部分条款。", [(PART, A_IS)]),
        (f"{A}的有关规定同时废止。", [(PART, A_IS)]),
        (
            f"决定废止{A}第三条、{B}第五条。",
            [(PART, A_IS), (ENDED, "第三条"), (PART, B_IS), (ENDED, "第五条")],
        ),
        (f"决定废止{A}中的{B}。", [(PART, A_IS), ("repeals", B_IS)]),
        (f"{A}第三条按下列规定执行。", []),
        (f"按照{A}第三条办理。", []),
        (f"{A}继续有效。", [("confirms", A_IS)]),
        (f"{B}等7件规范性文件继续有效。", [("confirms", B_IS)]),
    ],
)
def test_what_is_repealed_in_part(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"将{A}第三条修改为：“第三条 照此办理。”", [("amends", A_IS), (CHANGED, "第三条")]),
        (f"{A}第三条中的“五日”调整为“三日”。", [("amends", A_IS), (CHANGED, "第三条")]),
        (
            f"对{A}作如下修改：一、将第三条修改为：“第九条不予受理。”二、删去第五条。三、第六条中的“甲”修改为“乙”。",
            [("amends", A_IS), (CHANGED, "第三条"), (ENDED, "第五条"), (CHANGED, "第六条")],
        ),
        (
            f"现决定修改{A}如下：（一）第四条、第七条修改为：“略”。（二）删去第五条中的“甲”。",
            [("amends", A_IS), (CHANGED, "第四条"), (CHANGED, "第七条"), (CHANGED, "第五条")],
        ),
        (
            f"对{A}作如下修改：增加一条，作为第八条。第九条增加一款。第十条予以删除。",
            [("amends", A_IS), (CHANGED, "第九条"), (ENDED, "第十条")],
        ),
        (
            f"对{A}作如下修改：第四条取消资格的情形由民政局认定。第五条的规定同时废止。",
            [("amends", A_IS), (CHANGED, "第四条"), (ENDED, "第五条")],
        ),
        (
            f"一、对{A}作出如下修改：删去第二条。二、对{B}作出如下修改：删去第三条。",
            [("amends", A_IS), (ENDED, "第二条"), ("amends", B_IS), (ENDED, "第三条")],
        ),
        (f"青禾县人民政府关于修改{B}的决定", [("amends", B_IS)]),
        (f"关于{B}的补充通知", [("amends", B_IS)]),
        (f"牵头修订{B}，将第三条修改为新的要求。", []),
        (f"按照新修订的{B}执行。", []),
        (f"对{B}进行修订完善。", []),
    ],
)
def test_what_is_amended(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"为贯彻落实{A}，制定本方案。", [("implements", A_IS)]),
        (f"为贯彻落实{A}、{B}精神，制定本方案。", [("implements", A_IS), ("implements", B_IS)]),
        (f"根据{B}要求，现通知如下。", [("implements", B_IS)]),
        (f"根据{B}，现通知如下。", []),
        (f"现将{A}转发给你们，请认真落实。", [("forwards", A_IS)]),
        (f"青禾县人民政府办公室关于转发{B}的通知", [("forwards", B_IS)]),
        (f"现将{B}印发给你们。", []),
    ],
)
def test_what_is_carried_out_and_forwarded(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text, of=("implements", "forwards")) == found


def test_every_place_slices_back_to_what_was_printed() -> None:
    text = f"决 定废止{A}第 三 条、第五条；对{B}作如下修改：删去第 六 条。"
    for name, fact in cited(text, fold(text)):
        if name.endswith("_clause"):
            assert fold(text[fact.span.start : fact.span.end]).text == fact.value


def test_a_long_text_without_an_end_takes_no_time() -> None:
    for text in (f"对{A}作如下修改：" + '"' * 40_001, f"对{A}作如下修改：" + "第三条修改为" * 20_000):
        assert said(text)[0] == ("amends", A_IS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}有效期延长至2026年4月5日。", [A_IS]),
        (f"{A}的有效期延续2年。", [A_IS]),
        (f"经研究，决定延长{A}有效期。", [A_IS]),
        (f"{A}继续有效，有效期至2027年12月31日。", [A_IS]),
        (f"{A}有效期延长的条件另行规定。", []),
        (f"{A}有效期未延长。", []),
        (f"{A}继续有效。", []),
    ],
)
def test_what_is_extended(text: str, found: list[str]) -> None:
    assert [value for _, value in said(text, of=("extends",))] == found


def test_the_years_of_an_extension_are_kept() -> None:
    assert said(f"{A}的有效期延长两年。", of=("extended_for",)) == [("extended_for", "两年")]


def test_what_is_ended_is_no_basis() -> None:
    text = f"根据清理结果，决定废止{A}。"
    assert "basis" not in [name for name, _ in cited(text, fold(text))]
    text = f"根据{A}，决定废止{C}。"
    assert [fact.value for name, fact in cited(text, fold(text)) if name == "basis"] == [A]
