import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import corrected, find_slips

NAMES = frozenset(
    {
        *("砚溪县", "清禾市", "县司法局", "司法局", "教育局", "市教育局", "民政局"),
        *("市卫健委", "卫健委", "县卫生健康局", "县税务局", "云岭省", "应城市"),
    }
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("县思法局负责什么", "县司法局"),
        ("请问教遇局电话", "教育局"),
        ("名政局在哪", "民政局"),
        ("研溪县医保", "砚溪县"),
        ("清和市公积金", "清禾市"),
        ("清未市公积金", None),
        ("县卫生建康局牵头哪些", "县卫生健康局"),
    ],
)
def test_a_name_with_one_letter_mistyped_is_read(question: str, meant: str | None) -> None:
    slips = find_slips(question, NAMES)
    assert (slips[0].meant if slips else None) == meant


@pytest.mark.parametrize(
    "question",
    [
        "砚溪县司法局负责什么",  # typed right
        "县水务局管什么",  # a unit of its own, known in general though not to this library
        "陕西省和山西省",  # two provinces
        "是卫健委管吗",  # not 市卫健委
        "经城市管理部门许可",  # not 应城市
        "清河市的公积金",  # 清河 is a word, and a place elsewhere
        "墙溪县",  # not alike
        "教育",
        "",
    ],
)
def test_what_is_a_name_or_a_word_as_typed_is_left_alone(question: str) -> None:
    assert find_slips(question, NAMES) == ()


def test_of_two_places_that_sound_the_same_the_typed_one_is_meant() -> None:
    assert find_slips("清禾市", frozenset({"清禾市", "青禾市"})) == ()


def test_two_names_that_fit_equally_well_are_both_left_out() -> None:
    both = frozenset({"砚溪县", "雁溪县"})
    assert find_slips("燕溪县医保", both - {"雁溪县"})[0].meant == "砚溪县"
    assert find_slips("燕溪县医保", both) == ()


def test_the_same_sound_is_nearer_than_a_near_one() -> None:
    assert find_slips("思法局", frozenset({"司法局", "师法局"}))[0].meant == "司法局"


def test_the_longest_name_comes_first_and_says_where_the_letter_is() -> None:
    slips = find_slips("砚溪县思法局", NAMES)
    assert [slip.meant for slip in slips] == ["县司法局", "司法局"]
    assert {(slip.place, slip.letter) for slip in slips} == {(3, "司")}


def test_two_mistyped_names_are_both_put_right() -> None:
    text = "清和市教遇局"
    assert corrected(text, find_slips(text, NAMES)) == "清禾市教育局"


@given(st.text(alphabet=st.sampled_from("清禾青和市县司思法局教遇育研砚溪的，1"), max_size=20))
def test_putting_right_moves_no_letter_and_needs_no_second_time(text: str) -> None:
    slips = find_slips(text, NAMES)
    right = corrected(text, slips)
    assert len(right) == len(text)
    assert sum(one != other for one, other in zip(text, right, strict=True)) == len(
        {slip.place for slip in slips}
    )
    assert all(len(slip.typed) == len(slip.meant) and slip.meant in NAMES for slip in slips)
