from qa.answer import Status

PLAN = """{place}人民政府文件

{letters}政发〔2024〕{number}号

{place}人民政府关于印发养犬管理工作方案的通知

各乡镇人民政府：

（一）开展犬只登记。为犬只办理登记并发放犬牌。（{units}，2024年{month}月底前完成）

（二）开展犬只收容。流浪犬只由收容所收容。（牵头单位：县城市管理局）

{place}人民政府
2024年3月1日
"""


def plan(place, letters, number, units, month=9):
    return PLAN.format(place=place, letters=letters, number=number, units=units, month=month)


def test_where_places_differ_the_place_is_asked_back_and_each_is_shown(over):
    assistant = over(
        plan("砚溪县", "砚", 3, "牵头单位：县公安局"), plan("沐原县", "沐", 7, "牵头单位：县农业农村局")
    )
    answer = assistant.ask("犬只登记由谁牵头")
    assert answer.status is Status.CLARIFY
    assert answer.text.startswith("几个地方的规定不同，请问是哪个地方？")
    assert "县公安局" in answer.text
    assert "县农业农村局" in answer.text
    assert sorted(answer.alternatives) == ["沐原犬只登记由谁牵头", "砚溪犬只登记由谁牵头"]
    assert len({citation.notice.region.short for citation in answer.citations[:2]}) == 2
    assert all(assistant.ask(question).status is Status.ANSWERED for question in answer.alternatives)


def test_where_places_agree_the_common_answer_is_given(over):
    assistant = over(
        plan("砚溪县", "砚", 3, "牵头单位：县公安局"), plan("沐原县", "沐", 7, "牵头单位：县公安局")
    )
    answer = assistant.ask("犬只登记由谁牵头")
    assert answer.status is Status.ANSWERED
    assert answer.fields.lead_units == ("县公安局",)
    assert answer.alternatives


def test_a_named_place_is_never_asked_back(over):
    assistant = over(
        plan("砚溪县", "砚", 3, "牵头单位：县公安局"), plan("沐原县", "沐", 7, "牵头单位：县农业农村局")
    )
    answer = assistant.ask("沐原县犬只登记由谁牵头")
    assert (answer.status, answer.fields.lead_units) == (Status.ANSWERED, ("县农业农村局",))


def test_what_only_one_place_writes_of_is_answered(over):
    other = plan("沐原县", "沐", 7, "牵头单位：县农业农村局").replace("犬只", "鱼塘").replace("犬", "鱼")
    answer = over(plan("砚溪县", "砚", 3, "牵头单位：县公安局"), other).ask("犬只收容由谁牵头")
    assert (answer.status, answer.fields.lead_units) == (Status.ANSWERED, ("县城市管理局",))
