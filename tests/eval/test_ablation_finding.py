from eval.ablation import READ, Ablation, Row
from eval.ablation_finding import ablation_finding
from eval.ablation_report import ablation_page, ablation_table
from eval.compare import difference


def changes(**gaps):
    """Return changes over 40 questions: a figure given 1 rises on all, -1 falls on all, 0 stays."""
    names = {"hit": "hit@1", "refusal": "refusal_recall", "wrong": "wrong_refusal"}
    return tuple(difference(names[key], [(0.5, 0.5 + gap / 2)] * 40) for key, gap in gaps.items())


def row(name, label, **gaps):
    return Row(name=name, label=label, figures={"hit@1": 0.5}, changes=changes(**gaps))


def peer(name, gap, value):
    change = difference("hit@1", [(1.0, 1.0 + gap)] * 40)
    return Row(name=name, label=name, figures={"hit@1": value}, changes=(change,))


MEASURED = Ablation(
    assistant=(
        Row(name="whole", label="完整", figures={"hit@1": 0.5}),
        row("dense", "去掉向量检索", hit=-1),
        row("synonyms", "去掉同义词", hit=0),
        row("handing", "去掉套话降级", hit=1),
        row("threshold", "去掉拒答阈值", refusal=-1, wrong=-1),
        row("encoder-m3e", "编码模型 m3e", hit=-1),
    ),
    search=(
        peer("rank-bm25（jieba）", -0.4, 0.6),
        Row(name=READ, label="本库", figures={"hit@1": 1.0}),
    ),
)


def sentence(start):
    (found,) = [words for words in ablation_finding(MEASURED) if words.startswith(start)]
    return found


def test_each_ingredient_is_told_as_what_it_does():
    assert "向量检索，hit@1 -0.500（95% 区间 -0.500 到 -0.500，p < 0.001）" in sentence("有用")
    assert "套话降级，hit@1 +0.500" in sentence("有害")
    assert "1 种：同义词" in sentence("看不出差别")
    told = sentence("有得有失")
    assert "拒答阈值" in told
    assert "refusal_recall -0.500" in told
    assert "wrong_refusal -0.500" in told


def test_the_number_of_tests_is_told_with_what_chance_alone_would_give():
    assert "共检验 5 次" in sentence("以上")


def test_the_baselines_stand_beside_ours_in_one_sentence():
    assert "hit@1 为 1.000；rank-bm25（jieba） 0.600，差 -0.400" in sentence("同样的段落")


def test_another_encoder_is_told_apart_from_what_was_left_out():
    assert "hit@1 -0.500" in sentence("换成编码模型 m3e")
    assert "m3e" not in sentence("有用")


def test_the_finding_ends_the_table_and_the_page_and_what_a_person_wrote_comes_first():
    written = "# 结论\n向量有用 <script>alert(1)</script>"
    text, page = ablation_table(MEASURED, written), ablation_page(MEASURED, written)
    assert text.index("> # 结论") < text.index("- 有用")
    assert "\n# 结论" not in text
    assert page.index("# 结论") < page.index("<li>有用")
    for told in (text, page):
        assert "<script" not in told
        assert "&lt;script" in told
    assert "p &lt; 0.001" in page
    assert len(ablation_finding(MEASURED)) <= 10


def test_an_ablation_of_nothing_has_no_finding():
    only = Ablation(assistant=MEASURED.assistant[:1], search=())
    assert ablation_finding(only) == ()
