import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.likeness import NEAR, Wordings, groups, likeness, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("请问：喀左县 依申请公开 归谁管呀？", "喀左县依申请公开归谁管"),
        ("ＩＰｖ６改造什么时候完成？", "ipv6改造什么时候完成"),
    ],
)
def test_marks_width_greetings_and_particles_do_not_count(one, other):
    assert wording(one) == wording(other)


def test_a_question_of_particles_only_keeps_them():
    assert wording("吗") == "吗"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青石县惠企政策清单由谁牵头", "青石县惠企政策清单是由谁牵头", True),
        ("青石县惠企政策清单由谁牵头", "青石县养老机构名单几月公布", False),
        ("青石县2023年工作要点的文号", "青石县2024年工作要点的文号", False),
    ],
)
def test_nearly_the_same_words_are_alike_unless_the_numbers_differ(one, other, same):
    assert (likeness(wording(one), wording(other)) >= NEAR) is same


@given(st.lists(st.text("青石县谁管什么时候12", min_size=1, max_size=12), max_size=20))
def test_groups_hold_every_question_once_and_their_members_are_near_the_first(texts):
    found = groups(texts)
    assert sorted(place for group in found for place in group) == list(range(len(texts)))
    for first, *others in found:
        assert all(likeness(wording(texts[first]), wording(texts[place])) >= NEAR for place in others)


def test_the_nearest_wording_is_found_and_the_earliest_wins_a_tie():
    seen = Wordings()
    for text in ("青石县清单由谁牵头", "白石县清单由谁牵头"):
        seen.add(text)
    assert seen.nearest("青石县清单由谁牵头呢") == 0
    assert seen.nearest("红石县清单由谁牵头") == 0
    assert seen.nearest("护照怎么补办") is None
