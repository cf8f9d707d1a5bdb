"""What holds of any question whatever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.record import answer_record
from tests.qa.verbatim import verify

PLACES = ("", "清禾市", "清禾", "砚溪县", "云岭省", "沐原", "栖霖区", "望川市", "墨坪县", "杭州市")
YEARS = ("", "2022年", "2023年", "2024年", "2025年", "2019年")
TOPICS = (
    "惠农补贴",
    "公积金租房提取",
    "居民医保缴费",
    "网站适老化",
    "政务公开工作要点",
    "县财政局",
    "市教育局",
    "营业执照",
    "高龄津贴发放办法",
    "第3项任务",
    "清禾政办发〔2023〕18号",
    "《清禾市住房公积金提取管理办法》",
    "9月底前",
)
ASKING = (
    "由谁牵头",
    "归那个局管",
    "什么时候完成",
    "要多少钱",
    "的文号",
    "还有效吗",
    "是正式文件吗",
    "牵头哪些任务",
    "要完成的任务",
    "提到了哪几条",
    "没写牵头单位的有哪几条",
    "联系电话",
    "是根据什么文件制定的",
    "一共有几项任务",
    "是谁发的",
    "能办吗",
    "",
)
_ASKED = st.tuples(*map(st.sampled_from, (PLACES, YEARS, TOPICS, ASKING))).map("".join)
_MIXED = st.lists(
    st.sampled_from((*PLACES, *YEARS, *TOPICS, *ASKING, "\n", "（", "）", "》", "谁")), max_size=7
)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    question=st.one_of(_ASKED, _ASKED, _MIXED.map("".join), _ANY),
    region=st.sampled_from([None, None, "清禾市", "砚溪", "某县"]),
)
def test_any_question_gets_an_answer_made_of_printed_words(question, region, samples, library):
    answer = samples.ask(question, region=region)
    assert answer.question == question
    assert answer.text
    verify(answer, library)
    assert answer_record(answer)["receipt"] == answer.receipt
