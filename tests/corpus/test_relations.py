from dataclasses import replace
from datetime import date

import pytest

from corpus.edges import Edge, EdgeKind, edges_of
from corpus.model import DocumentStage, Fact, Notice, Region, Span, Validity
from corpus.relations import all_edges, clause_changes, gravest_edge, settle
from tests.corpus.made import notice


def old(**fields: object) -> Notice:
    return notice("旧", **{"title": "青石县关于印发高龄津贴发放办法的通知", **fields})


def new(fact: str, value: str, **fields: object) -> Notice:
    facts = ((fact, Fact(value=value, span=Span(0, 1))),)
    known = {
        "title": "青石县关于废止文件的通知",
        "document_number": "青政发〔2025〕4号",
        "dated_on": date(2025, 5, 20),
    }
    return notice("新", facts=facts, **{**known, **fields})


@pytest.mark.parametrize(
    ("fact", "validity", "word"),
    [("repeals", Validity.REPEALED, "废止"), ("supersedes", Validity.SUPERSEDED, "代替")],
)
def test_a_notice_is_ended_by_its_number_however_it_is_printed(
    fact: str, validity: Validity, word: str
) -> None:
    ended, ending = settle((old(), new(fact, "青政办发 [2023] 1 号")))
    assert ended.validity is validity
    assert ended.validity_reason == f"被《青石县关于废止文件的通知》（青政发〔2025〕4号，2025-05-20）{word}"
    assert ending.validity is Validity.UNKNOWN


@pytest.mark.parametrize(
    "value",
    ["关于印发高龄津贴发放办法的通知", "《高龄津贴发放办法》", "《青石县关于印发高龄津贴发放办法的通知》"],
)
def test_a_notice_is_ended_by_its_title_or_by_that_of_what_it_issued(value: str) -> None:
    assert settle((old(), new("repeals", value)))[0].validity is Validity.REPEALED


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stage": DocumentStage.CONSULTATION_DRAFT}, "a draft ends nothing"),
        ({"dated_on": date(2020, 1, 1)}, "an older notice does not end a younger one"),
        ({"sample": True}, "an invented notice does not end a real one"),
        ({"region": Region(name="白石县", short="白石")}, "a title counts inside one region only"),
    ],
)
def test_a_title_does_not_end_where_it_must_not(fields: dict[str, object], why: str) -> None:
    assert (
        settle((old(), new("repeals", "《高龄津贴发放办法》", **fields)))[0].validity is Validity.UNKNOWN
    ), why


def test_a_number_counts_across_regions() -> None:
    ending = new("repeals", "青政办发〔2023〕1号", region=None)
    assert settle((old(), ending))[0].validity is Validity.REPEALED


@pytest.mark.parametrize("value", ["", "《》", "的通知", "青政办发〔2023〕11号"])
def test_other_values_end_nothing(value: str) -> None:
    assert settle((old(), new("repeals", value)))[0].validity is Validity.UNKNOWN


def test_a_notice_does_not_end_itself() -> None:
    own = new("repeals", "青政发〔2025〕4号")
    assert settle((own,)) == (own,)


def test_a_repeal_outweighs_a_replacement_whatever_the_order() -> None:
    ending = (new("supersedes", "青政办发〔2023〕1号"), new("repeals", "青政办发〔2023〕1号", id="n9"))
    assert settle((old(), *ending))[0].validity is Validity.REPEALED
    assert settle((*ending, old()))[-1].validity is Validity.REPEALED


def test_what_a_notice_says_of_its_own_end_stays() -> None:
    own = old(validity=Validity.REPEALED, validity_reason="已废止")
    assert settle((own, new("supersedes", "青政办发〔2023〕1号")))[0] == own


def test_the_last_day_is_the_one_before_the_end_takes_effect() -> None:
    ending = new("repeals", "青政办发〔2023〕1号", effective_on=date(2025, 7, 1))
    assert settle((old(), ending))[0].expires_on == date(2025, 6, 30)
    earlier = old(expires_on=date(2024, 12, 31))
    assert settle((earlier, ending))[0].expires_on == date(2024, 12, 31)


def test_without_endings_nothing_changes() -> None:
    both = (old(), notice("另一份"))
    assert all(found is given for found, given in zip(settle(both), both, strict=True))


def test_a_name_that_only_ends_like_another_is_not_the_same() -> None:
    other = old(title="青石县关于印发困难老人高龄津贴发放办法的通知")
    assert settle((other, new("repeals", "《高龄津贴发放办法》")))[0].validity is Validity.UNKNOWN


def test_a_title_of_another_number_or_another_body_is_not_the_same() -> None:
    by_county = old(title="青石县人民政府关于印发高龄津贴发放办法的通知")
    numbered = "《高龄津贴发放办法》（青政办发〔2019〕77号）"
    assert settle((by_county, new("repeals", numbered)))[0].validity is Validity.UNKNOWN
    bureau = "《青石县民政局关于印发高龄津贴发放办法的通知》"
    assert settle((by_county, new("repeals", bureau)))[0].validity is Validity.UNKNOWN
    same = "《青石县政府关于印发高龄津贴发放办法的通知》"
    assert settle((by_county, new("repeals", same)))[0].validity is Validity.REPEALED


def said(*facts: tuple[str, str, int], **fields: object) -> Notice:
    """A notice that says something of others: name, value and place of each fact."""
    made = tuple((name, Fact(value=value, span=Span(at, at + 5))) for name, value, at in facts)
    known = {
        "title": "青石县关于公布清理结果的通知",
        "document_number": "青政发〔2025〕4号",
        "dated_on": date(2025, 5, 20),
    }
    return notice("新", facts=made, **{**known, **fields})


CITE = "《高龄津贴发放办法》（青政办发〔2023〕1号）"
NUMBER = "青政办发〔2023〕1号"


def edge(**fields: object) -> Edge:
    known = {"by": said().id, "span": Span(0, 5), "title": "高龄津贴发放办法", "number": NUMBER}
    return Edge(**{**known, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(EdgeKind))
def test_an_edge_has_kind_place_title_and_number(kind: EdgeKind) -> None:
    act = () if kind is EdgeKind.CITES else ((kind.value, NUMBER, 0),)
    by = said(("cites", CITE, 0), *act)
    assert edges_of(by) == (edge(kind=kind),)
    (found,) = all_edges((old(), by))
    assert (found.kind, found.target) == (kind, old().id)
    assert [one.target for one in all_edges((by,))] == [None]


def test_what_a_notice_rests_on_it_carries_out() -> None:
    assert [one.kind for one in edges_of(said(("cites", CITE, 0), ("basis", CITE, 0)))] == [
        EdgeKind.IMPLEMENTS
    ]


def test_one_target_is_named_once_for_each_kind_and_own_matter_not_at_all() -> None:
    twice = said(("cites", CITE, 0), ("cites", CITE, 9), ("repeals", NUMBER, 9))
    assert [(one.kind, one.span.start) for one in edges_of(twice)] == [
        (EdgeKind.REPEALS, 9),
        (EdgeKind.CITES, 0),
    ]
    issues = said(("cites", "《高龄津贴发放办法》", 0), title="青石县关于印发高龄津贴发放办法的通知")
    assert edges_of(issues) == ()
    # A new text of one name does end the old one.
    renewed = said(("repeals", "高龄津贴发放办法", 0), title="青石县关于印发高龄津贴发放办法的通知")
    assert settle((old(), renewed))[0].validity is Validity.REPEALED


def test_a_title_without_its_number_is_the_one_with_it() -> None:
    by = said(
        ("cites", "《高龄津贴发放办法》", 0),
        ("cites", CITE, 9),
        ("amends", "高龄津贴发放办法", 0),
        ("amends", NUMBER, 9),
        ("changed_clause", "第三条", 20),
    )
    (found,) = edges_of(by)
    assert (found.number, [clause.number for clause in found.clauses]) == (NUMBER, ["第三条"])
    two = said(
        ("cites", CITE, 0),
        ("cites", "《高龄津贴发放办法》（青政发〔2019〕7号）", 9),
        ("cites", "《高龄津贴发放办法》", 20),
    )
    assert [one.number for one in edges_of(two)] == [NUMBER, "青政发〔2019〕7号", None]


def test_a_title_that_several_notices_bear_leads_to_none() -> None:
    one, other = old(document_number=None), old(id="n9", document_number=None, dated_on=date(2020, 1, 1))
    by = said(("cites", "《高龄津贴发放办法》", 0))
    assert [found.target for found in all_edges((one, by))] == [one.id]
    assert [found.target for found in all_edges((one, other, by))] == [None]


def test_a_short_title_or_a_sample_leads_to_nothing() -> None:
    short = old(title="青石县关于印发津贴办法的通知", document_number=None)
    assert [found.target for found in all_edges((short, said(("cites", "《津贴办法》", 0))))] == [None]
    sample = said(("cites", CITE, 0), sample=True)
    assert [found.target for found in all_edges((old(), sample))] == [None]


def test_a_cited_notice_of_another_region_is_found_by_the_body_in_its_title() -> None:
    province = old(
        title="云岭省人民政府关于印发高龄津贴发放办法的通知",
        region=Region(name="云岭省", short="云岭"),
        document_number=None,
    )
    named = said(("cites", "《云岭省人民政府关于印发高龄津贴发放办法的通知》", 0))
    assert [found.target for found in all_edges((province, named))] == [province.id]
    bare = said(("cites", "《高龄津贴发放办法》", 0))
    assert [found.target for found in all_edges((province, bare))] == [None]


def test_a_cover_forwards_what_lies_in_its_document() -> None:
    body = old(id="n2", forwarded_by="n1", document_number=None)
    cover = said(("cites", CITE, 0), id="n1", forwards="n2")
    assert [(one.kind, one.target) for one in all_edges((cover, body))] == [
        (EdgeKind.FORWARDS, "n2"),
        (EdgeKind.CITES, "n2"),
    ]
    told = said(("cites", CITE, 0), ("forwards", NUMBER, 0), id="n1", forwards="n2")
    assert [(one.kind, one.target) for one in all_edges((told, body))] == [(EdgeKind.FORWARDS, "n2")]


def test_a_repeal_in_part_ends_the_clauses_it_names_and_not_the_notice() -> None:
    part = (
        ("cites", CITE, 0),
        ("repeals_part", NUMBER, 0),
        ("ended_clause", "第三条", 20),
        ("ended_clause", "第五条", 30),
    )
    by = said(*part, effective_on=date(2025, 7, 1))
    (changed, _) = settle((old(), by))
    assert changed.validity is Validity.UNKNOWN
    assert changed.expires_on is None
    named = "《青石县关于公布清理结果的通知》（青政发〔2025〕4号，2025-07-01）"
    assert changed.validity_reason == f"第三条、第五条已被{named}废止"
    found = clause_changes((old(), by))[old().id]
    assert [(one.number, one.ended, one.by, one.span, one.since) for one in found] == [
        ("第三条", True, by.id, Span(20, 25), date(2025, 7, 1)),
        ("第五条", True, by.id, Span(30, 35), date(2025, 7, 1)),
    ]
    assert found[0].reason == f"第三条已被{named}废止"


def test_some_clauses_that_are_not_named_end_nothing_but_are_told() -> None:
    by = said(("repeals_part", NUMBER, 0))
    changed = settle((old(validity=Validity.IN_FORCE, validity_reason="有效"), by))[0]
    assert changed.validity is Validity.IN_FORCE
    assert changed.validity_reason == (
        "有效；部分条款已废止，具体见《青石县关于公布清理结果的通知》（青政发〔2025〕4号，2025-05-20）"
    )
    assert [one.number for one in clause_changes((old(), by))[old().id]] == [None]


def test_an_amendment_changes_clauses_and_ends_those_it_deletes() -> None:
    clauses = [("changed_clause", f"第{number}条", 20) for number in "三四五六"]
    by = said(("amends", NUMBER, 0), *clauses, ("ended_clause", "第九条", 40))
    changed = settle((old(), by))[0]
    assert changed.validity is Validity.UNKNOWN
    assert changed.validity_reason is not None
    assert changed.validity_reason.startswith("第三条、第四条、第五条等4处已被《")
    assert "；第九条已被《" in changed.validity_reason
    assert [one.ended for one in clause_changes((old(), by))[old().id]] == [False] * 4 + [True]
    plainly = settle((old(), said(("amends", NUMBER, 0))))[0].validity_reason
    assert plainly is not None
    assert plainly.startswith("内容有修改，具体见《")


def test_a_draft_changes_no_clause() -> None:
    draft = said(
        ("repeals_part", NUMBER, 0), ("ended_clause", "第三条", 9), stage=DocumentStage.CONSULTATION_DRAFT
    )
    assert clause_changes((old(), draft)) == {}
    assert settle((old(), draft))[0] == old()


def test_a_confirmed_notice_is_in_force_unless_it_is_ended() -> None:
    confirming = said(("confirms", NUMBER, 0))
    assert settle((old(), confirming))[0].validity is Validity.IN_FORCE
    assert settle((old(validity=Validity.EXPIRED), confirming))[0].validity is Validity.EXPIRED
    assert settle((old(), confirming, new("repeals", NUMBER, id="n9")))[0].validity is Validity.REPEALED


def test_the_gravest_that_is_said_of_a_notice_is_found() -> None:
    by = said(("amends", NUMBER, 0), ("repeals", NUMBER, 9))
    found = gravest_edge((old(), by), old())
    assert found is not None
    assert (found.kind, found.span) == (EdgeKind.REPEALS, Span(9, 14))
    assert gravest_edge((old(), said()), old()) is None


def test_a_large_library_takes_one_pass() -> None:
    many = tuple(
        said(
            ("cites", f"《第{number}项工作管理办法》（白政发〔2023〕{number + 1}号）", 0),
            id=f"n{number}",
            document_number=f"白政发〔2023〕{number}号",
        )
        for number in range(3000)
    )
    found = all_edges(many)
    assert [one.target for one in found] == [*(f"n{number + 1}" for number in range(2999)), None]


def extending(**fields: object) -> Notice:
    title = "青石县关于延长高龄津贴发放办法有效期的通知"
    return new("extends", "青政办发〔2023〕1号", **{"title": title, **fields})


def test_an_extension_moves_the_last_day() -> None:
    first = old(expires_on=date(2025, 6, 30))
    known, _ = settle((first, extending(expires_on=date(2027, 6, 30))))
    assert known.expires_on == date(2027, 6, 30)
    assert known.validity_reason == (
        "有效期被《青石县关于延长高龄津贴发放办法有效期的通知》（青政发〔2025〕4号，2025-05-20）延长至2027-06-30"
    )
    shorter, _ = settle((first, extending(expires_on=date(2024, 6, 30))))
    assert shorter == first
    draft = extending(expires_on=date(2027, 6, 30), stage=DocumentStage.CONSULTATION_DRAFT)
    assert settle((first, draft))[0] == first


def test_an_extension_by_years_counts_from_the_last_day_before() -> None:
    by = extending()
    by = replace(by, facts=(*by.facts, ("extended_for", Fact(value="两年", span=Span(2, 4)))))
    assert settle((old(expires_on=date(2024, 2, 29)), by))[0].expires_on == date(2026, 2, 28)
    unknown, _ = settle((old(expires_on=date(2024, 2, 29)), extending()))
    assert unknown.expires_on is None
    assert unknown.validity_reason is not None


def test_a_repeal_outweighs_an_extension() -> None:
    by = extending(expires_on=date(2027, 6, 30))
    last = replace(new("repeals", "青政办发〔2023〕1号"), id="再新")
    known, *_ = settle((old(expires_on=date(2025, 6, 30)), by, last))
    assert known.validity is Validity.REPEALED
