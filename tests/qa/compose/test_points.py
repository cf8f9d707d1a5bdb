from qa.compose.points import points_below
from tests.qa.verbatim import verify

RULES = """砚溪县养犬管理办法

第一章 总则

第一条 为了规范养犬行为，制定本办法。

第二条 有下列情形之一的，不予办理犬只登记：
（一）犬只没有接种狂犬病疫苗的；
（二）养犬人没有固定住所的；
（三）法律、法规规定的其他情形。

第三条 登记由县公安局办理。

砚溪县人民政府
2024年3月1日
"""


def test_an_opening_answers_with_all_of_its_points(over):
    assistant = over(RULES)
    answer = assistant.ask("砚溪县哪些情形不予办理犬只登记")
    assert [line[:3] for line in answer.text.splitlines()][1:] == ["（一）", "（二）", "（三）"]
    assert "没有固定住所" in answer.text
    assert "县公安局" not in answer.text
    assert [citation.item for citation in answer.citations[:4]] == ["二", "一", "二", "三"]
    verify(answer, assistant.library())


def test_what_opens_nothing_has_no_points(over):
    library = over(RULES).library()
    (plain,) = (entry for entry in library.entries.values() if "公安局" in entry.folded)
    assert points_below(plain, library) == ()


def test_many_points_are_cut_with_a_word_about_it(over):
    points = "".join(f"（{number}）{'第' * 200}类情形；\n" for number in "一二三四五六七八九")
    rules = RULES.replace(
        "（一）犬只没有接种狂犬病疫苗的；\n（二）养犬人没有固定住所的；\n（三）法律、法规规定的其他情形。\n",
        points,
    )
    answer = over(rules).ask("砚溪县哪些情形不予办理犬只登记")
    assert answer.text.endswith("条，见原文）")
