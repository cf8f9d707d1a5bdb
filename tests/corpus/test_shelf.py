from datetime import date

import pytest

from corpus.model import DocumentStage, Region
from corpus.shelf import Asked, Facet, item_counts, look_up, shelved
from corpus.store import Store
from tests.corpus.made import notice, parsed, written

TODAY = date(2025, 8, 1)
MANY = 5000


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青石县关于做好某事的通知", "通知"),
        ("青石县养老服务实施方案（征求意见稿）", "方案"),
        ("青石县高龄津贴发放办法（试行）〔2023年版〕", "办法"),
        ("青石县人民政府令", "令"),
        ("关于同意设立某处的批复", "批复"),
        ("青石县的一封信", "其他"),
    ],
)
def test_the_kind_of_document_is_told_by_the_end_of_its_title(title, kind):
    (head,) = shelved([notice(title=title)], {}, TODAY)
    assert head.values[Facet.KIND] == (kind,)


def library():
    north = Region(name="北山县", short="北山")
    known = (
        notice("a", title="青石县关于印发养老服务工作方案的通知", year=2024, dated_on=date(2024, 3, 1)),
        notice("b", title="青石县关于养老服务的意见", year=2023, document_number="青政发〔2023〕9号"),
        notice("c", title="北山县关于养老服务的公告", region=north, year=2023, dated_on=None),
        notice(
            "d",
            title="北山县关于修路的通知（征求意见稿）",
            region=north,
            stage=DocumentStage.CONSULTATION_DRAFT,
        ),
    )
    return shelved(known, {known[0].id: 7}, TODAY)


def titles(found):
    return [head.notice.title for head in found.heads]


def test_the_newest_comes_first_and_what_has_no_day_last():
    heads = library()
    assert heads[0].notice.dated_on == date(2024, 3, 1)
    assert heads[-1].day is None
    assert heads[0].items == 7


def test_a_notice_is_found_by_its_kind_and_by_the_kind_of_what_it_issues():
    for kind in ("通知", "方案"):
        found = look_up(library(), Asked(values={Facet.KIND: kind}))
        assert "青石县关于印发养老服务工作方案的通知" in titles(found)


@pytest.mark.parametrize("words", ["养老 服务", "养老服务", "養老", "９号　青政发", "〔2023〕9"])
def test_words_are_looked_for_in_title_and_number_whatever_their_width(words):
    assert "青石县关于养老服务的意见" in titles(look_up(library(), Asked(words=words)))


def test_a_count_says_what_choosing_that_value_would_find():
    heads = library()
    chosen = {Facet.REGION: "青石县"}
    counts = look_up(heads, Asked(values=chosen, words="养老")).counts
    assert counts[Facet.REGION] == {"青石县": 2, "北山县": 1}
    for facet in Facet:
        for value, count in counts[facet].items():
            found = look_up(heads, Asked(values={**chosen, facet: value}, words="养老"))
            assert len(found.heads) == count, (facet, value)


def test_the_worse_copy_of_a_shown_notice_is_left_out():
    best, worse = notice("a"), notice("b", copy_of=notice("a").id)
    assert len(shelved((best, worse), {}, TODAY)) == 1
    assert len(shelved((worse,), {}, TODAY)) == 1


def test_tasks_are_counted_in_the_store(tmp_path):
    store = Store.open(tmp_path / "zhengda.db")
    made = parsed(written(1), items=2)
    store.add(made)
    assert item_counts(store) == {made.notices[0].notice.id: 2}
    store.close()


def test_five_thousand_notices_are_narrowed_to_those_asked_for():
    known = tuple(
        notice(
            str(n), title=f"青石县关于第{n}件事的通知", year=2000 + n % 25, issuing_bodies=(f"第{n % 300}局",)
        )
        for n in range(MANY)
    )
    heads = shelved(known, {}, TODAY)
    found = look_up(heads, Asked(values={Facet.YEAR: "2003"}, words="第3"))
    asked = {one.id for one in known if one.year == 2003 and "第3" in one.title}
    assert {head.notice.id for head in found.heads} == asked
    assert 0 < len(asked) < MANY
