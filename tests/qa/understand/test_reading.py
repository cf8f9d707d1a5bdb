import pytest

from corpus.fold import plain
from qa.understand import Kind, read_question
from tests.qa.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("清禾市2023年政务公开要点", (2023,)),
        ("清禾市23年政务公开要点", (2023,)),
        ("清禾市2024年度医保", (2024,)),
        ("2022年和2024年的办法", (2022, 2024)),
        ("20年内有效", ()),
        ("30年期限", ()),
        ("教育入学信息", ()),
    ],
)
def test_years_are_read_where_they_are_years(question, years, library):
    assert read_question(question, library, today=TODAY).years == years


@pytest.mark.parametrize(
    ("question", "region", "units", "read_as"),
    [
        ("研溪县司法局的任务", "砚溪县", ("司法局",), [("研溪县", "砚溪县")]),
        ("砚溪县思法局的任务", "砚溪县", ("司法局",), [("县思法局", "县司法局")]),
        ("清和市教遇局的任务", "清禾市", ("教育局",), [("清和市", "清禾市"), ("市教遇局", "市教育局")]),
        ("砚溪县司法局的任务", "砚溪县", ("司法局",), []),
    ],
)
def test_names_of_places_and_units_are_read_through_a_mistyped_letter(
    question, region, units, read_as, library
):
    reading = read_question(question, library, today=TODAY)
    assert [one.name for one in reading.regions] == [region]
    assert reading.units == units
    assert [(slip.typed, slip.meant) for slip in reading.slips] == read_as


def test_a_mistyped_place_elsewhere_is_still_another_place(library):
    reading = read_question("长莎县政务公开由谁牵头", library, today=TODAY)
    assert (reading.regions, reading.foreign) == ((), ("长沙县",))


@pytest.mark.parametrize(
    ("question", "units", "role"),
    [
        ("清禾市教育局牵头哪些任务", ("教育局",), "lead"),
        ("砚溪县卫健委的任务", ("卫健委",), None),
        ("砚溪县卫生健康局责任单位是哪些任务", ("卫生健康局",), "responsible"),
        ("清禾市教育局配合哪些任务", ("教育局",), "cooperating"),
        ("市发改委牵头哪些任务", ("市发改委",), "lead"),
        ("农业农村局和财政局的任务", ("农业农村局", "财政局"), None),
        ("清禾市惠农补贴由谁牵头", (), None),
    ],
)
def test_units_are_known_by_any_name_and_in_the_role_asked(question, units, role, library):
    reading = read_question(question, library, today=TODAY)
    assert (reading.units, reading.role) == (units, role)


@pytest.mark.parametrize(
    ("question", "limits"),
    [
        ("砚溪县年底前要完成的任务", ["年底前"]),
        ("霁川县9月底前要完成的任务", ["9月底前"]),
        ("清禾市11月15日前要完成的任务", ["11月15日前"]),
        ("清禾市教育局的任务", []),
    ],
)
def test_limits_are_read_with_their_year_left_open(question, limits, library):
    reading = read_question(question, library, today=TODAY)
    assert [limit.text for limit in reading.limits] == limits
    assert all(limit.due is None for limit in reading.limits)


@pytest.mark.parametrize(
    ("question", "number", "item"),
    [
        ("清禾房公管〔2022〕3号现在还能用吗", "清禾房公管[2022]3号", None),
        ("清禾政办发18号第3项由谁牵头", "清禾政办发18号", "3"),
        ("砚溪县第十二条由谁负责", None, "十二"),
        ("不少于三条以上", None, None),
    ],
)
def test_numbers_of_documents_and_items_are_read(question, number, item, library):
    reading = read_question(question, library, today=TODAY)
    assert (reading.number, reading.item) == (number, item)


def test_a_region_chosen_beside_the_question_counts_where_it_names_none(library):
    chosen = read_question("惠农补贴由谁负责", library, "墨坪县", today=TODAY)
    named = read_question("沐原县惠农补贴由谁负责", library, "墨坪县", today=TODAY)
    foreign = read_question("杭州市惠农补贴由谁负责", library, "墨坪县", today=TODAY)
    assert [region.name for region in chosen.regions] == ["墨坪县"]
    assert [region.name for region in named.regions] == ["沐原县"]
    assert foreign.regions == ()
    assert read_question("惠农补贴由谁负责", library, "某县", today=TODAY).regions == ()


def test_the_topic_leaves_out_the_place_the_year_and_the_asking_words(library):
    assert (
        read_question("请问清禾市2023年惠农补贴信息由谁牵头？", library, today=TODAY).topic == "惠农补贴信息"
    )


def test_the_commonest_slip_of_the_pen_is_read_as_meant(library):
    assert read_question("沐原县公租房信息归那个局管", library, today=TODAY).kind is Kind.WHO
    assert read_question("那个平台要清理", library, today=TODAY).folded == "那个平台要清理"


@pytest.mark.parametrize("question", ["清 禾 市\n惠农补贴", "清禾市惠农補貼", "清禾市**惠农补贴**\u200b"])
def test_spaces_marks_and_traditional_letters_are_read_over(question, library):
    assert read_question(question, library, today=TODAY).folded == plain("清禾市惠农补贴")
