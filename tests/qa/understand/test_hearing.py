"""Follow-ups that name no matter of their own are read in plain words, and can be taken back."""

import pytest

from qa.understand import Intent, Kind, Turn, read_question
from tests.qa.conftest import TODAY


@pytest.fixture(scope="module")
def licence(library):
    """A turn on one task of a notice of 2024."""
    entry = next(each for each in library.items if "推广电子营业执照" in each.folded)
    return Turn(
        question="望川市电子营业执照能在银行开户用吗", asked="电子营业执照能在银行开户用吗",
        topic="电子营业执照 银行开户", kind=Kind.YES_NO, regions=("望川市",),
        answered=("市市场监管局", "市数据局"), notice=entry.notice.id, passage=entry.passage.id,
    )  # fmt: skip


@pytest.fixture(scope="module")
def read(licence, library):
    def reading(question, ignore=frozenset()):
        return read_question(question, library, today=TODAY, after=licence, ignore=ignore)

    return reading


@pytest.mark.parametrize(
    ("question", "heard", "kind"),
    [
        ("这摊事总归有个打头的吧", Intent.WHO_LEAD, Kind.WHO),
        ("最迟拖到哪天得弄完", Intent.WHEN_DUE, Kind.WHEN),
        ("文件右上角那个编号报一下", Intent.NUMBER, Kind.META),
        ("这东西眼下还作数不作数", Intent.IN_FORCE, Kind.STATUS),
        ("原话一个字不落念给我听", Intent.WORDING, Kind.WHAT),
        ("那几家单位另外还揽了哪些任务", Intent.UNIT_TASKS, Kind.LIST),
    ],
)
def test_it_is_read_in_plain_words_and_stays_with_what_was_spoken_of(read, licence, question, heard, kind):
    reading = read(question)
    assert (reading.heard, reading.kind) == (heard, kind)
    assert reading.question == question
    if kind is not Kind.LIST:
        assert reading.notice == licence.notice


def test_what_was_heard_is_said_and_can_be_taken_back(read):
    question = "这摊事总归有个打头的吧"
    assert "接着问：由谁牵头" in [each.meant for each in read(question).understood]
    assert read(question, ignore=frozenset({"asked"})).heard is None


def test_what_the_rules_know_keeps_its_own_words(read):
    reading = read("那由谁牵头")
    assert (reading.heard, reading.folded) == (Intent.WHO_LEAD, "那由谁牵头")


@pytest.mark.parametrize(
    "question",
    [
        "县教育局手上还有哪些任务",
        "6月底前要弄完的都有哪些",
        "第3项是谁牵头的",
        "歇业备案那条谁牵头",
        "2月30日前能弄完吗",
    ],
)
def test_a_unit_a_limit_a_number_or_a_matter_named_is_read_as_it_stands(read, question):
    assert read(question).heard is None


def test_another_place_is_asked_the_same_and_a_side_of_it_is_kept(read):
    assert read("手一滑，该是墨坪县").folded.startswith("那墨坪县呢")
    reading = read("墨坪县那边到手能有几个钱")
    assert (reading.heard, reading.folded) == (Intent.AMOUNT, "墨坪县标准是多少")
    assert [region.name for region in reading.regions] == ["墨坪县"]


def test_what_is_said_beside_a_place_keeps_its_words_and_can_be_taken_back(read):
    question = "刚才打错了，我是沐原的，啥时候发"
    assert read(question).folded == "沐原啥时候发"
    assert "接着问：沐原啥时候发" in [each.meant for each in read(question).understood]
    assert read(question, ignore=frozenset({"asked"})).folded != "沐原啥时候发"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("清禾市2023年政务公开要点是照省里哪份文件来的", "basis"),
        ("望川市就业补贴申领办法打哪天起管用", "effective_on"),
    ],
)
def test_a_fact_of_a_notice_that_is_named_is_asked_in_plain_words(library, question, fact):
    assert read_question(question, library, today=TODAY).fact == fact


def test_by_which_day_is_no_number_of_a_notice(library):
    assert read_question("清禾市2024年实施方案几号前报", library, today=TODAY).fact is None


def test_two_places_are_read_as_they_stand(read):
    assert read("墨坪县和沐原县也都这样吗").heard is None


def test_this_year_asks_nothing_of_another_years_notice(read):
    reading = read("今年还按这个来吗")
    assert (reading.heard, reading.years) == (Intent.IN_FORCE, ())


def test_from_when_it_no_longer_counts_asks_whether_it_stands(read):
    assert read("从哪天起就不作数了").kind is Kind.STATUS


def test_the_name_of_the_rules_is_kept(read):
    assert "这份办法" in read("这老早的办法眼下还管用没").folded


def test_when_something_is_paid_out_is_not_when_the_notice_was(read):
    assert read("什么时候发").heard is not Intent.ISSUED
    assert read("是哪天发的文").fact == "issued"


@pytest.mark.parametrize("said", ["那二三年的呢", "二0二三年的是咋说的"])
def test_a_year_as_people_say_it(read, said):
    assert read(said).years == (2023,)


@pytest.mark.parametrize("said", ["干了二三年的能算吗", "住满二三年的呢", "要等二三年呢"])
def test_two_or_three_years_are_no_year(read, said):
    assert read(said).years == ()


def test_nothing_is_heard_without_a_turn_before(library):
    assert read_question("总得有个打头的吧", library, today=TODAY).heard is None
