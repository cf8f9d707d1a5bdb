import pytest

from corpus.model import Region
from qa.understand.places import read_places


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("清禾市公开教育入学信息", ["清禾市"]),
        ("清禾公开教育入学信息", ["清禾市"]),
        ("砚溪居民医保", ["砚溪县"]),
        ("云岭省政策文件库", ["云岭省"]),
        ("清禾市栖霖区的通知", ["栖霖区"]),
        ("望川市澄岭区摇号", ["澄岭区"]),
        ("沐原县和墨坪县的补贴", ["沐原县", "墨坪县"]),
        ("公开惠农补贴", []),
    ],
)
def test_the_most_particular_places_of_the_library_are_meant(text, known, library):
    assert [region.name for region in read_places(text, library).known] == known


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("杭州市公积金", ("杭州市",)),
        ("喀左县财政信息", ("喀左县",)),
        ("广东的补贴", ("广东",)),
        ("清禾市的补贴", ()),
        ("和平共处", ()),
    ],
)
def test_places_that_the_library_has_nothing_of_are_named(text, foreign, library):
    assert read_places(text, library).foreign == foreign


def test_names_of_places_are_taken_out_of_the_rest(library):
    assert read_places("清禾市公开教育信息", library).rest == " 公开教育信息"


def test_a_parent_of_the_place_meant_is_no_other_place(library):
    county = Region(name="濉溪县", short="濉溪", parents=("安徽省", "淮北市"))
    changed = type(library)(sequence=0, notices={}, entries={}, texts={})
    changed.__dict__["regions"] = {"濉溪县": (county,)}
    places = read_places("安徽省淮北市濉溪县的任务", changed)
    assert (places.known, places.foreign, places.rest.split()) == ((county,), (), ["的任务"])


def test_a_short_name_that_goes_on_to_another_place_is_that_place(library):
    regions = dict(library.regions)
    first = next(iter(library.notices.values())).region
    regions["抚顺"] = (first,)
    changed = type(library)(sequence=0, notices=library.notices, entries=library.entries, texts=library.texts)
    changed.__dict__["regions"] = regions
    assert read_places("抚顺的任务", changed).known == (first,)
    assert read_places("抚顺市的任务", changed).foreign == ("抚顺市",)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("蓬瀛市渔船检验谁负责", "蓬瀛市"),
        ("蓬瀛省渔船检验谁负责", "蓬瀛省"),
        ("蓬瀛区渔船检验谁负责", "蓬瀛区"),
        ("蓬瀛镇渔船检验谁负责", "蓬瀛镇"),
    ],
)
def test_an_invented_place_at_the_beginning_is_another_place(question, name, library):
    assert read_places(question, library).foreign == (name,)


@pytest.mark.parametrize(
    "question",
    [
        "医保省内就医怎么报",
        "补贴市里发还是县里发",
        "低保县里批还是乡里批",
        "农贸市场摊位费多少",
        "自然保护区能不能放牧",
        "老旧小区改造谁负责",
        "特色小镇怎么申报",
        "农民工返乡创业有补贴吗",
        "公司上市有奖励吗",
    ],
)
def test_words_with_the_letter_of_a_kind_are_no_place(question, library):
    assert read_places(question, library).foreign == ()
