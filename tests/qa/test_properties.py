"""What holds of any question whatever."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.record import answer_record
from tests.qa.verbatim import verify

_WORDS = (
    "清禾市", "清禾", "砚溪县", "云岭省", "栖霖区", "杭州市", "2023年", "2024年", "2019年", "教育局", "市政府办公室", "县财政局",
    "牵头", "负责", "配合", "哪些任务", "由谁", "什么时候", "多少钱", "文号", "还有效吗", "9月底前", "年底前", "提到", "没写牵头单位",
    "的有哪几条", "惠农补贴", "公积金", "医保", "网站适老化", "政务公开工作要点", "任务", "第3项", "清禾政办发〔2023〕18号", "《", "》",
    "（", "）", "的", "是", "？", " ", "\n", "联系电话", "根据什么文件", "一共有几项",
)  # fmt: skip
QUESTIONS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_WORDS), max_size=8).map("".join))


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(question=QUESTIONS, region=st.sampled_from([None, "清禾市", "砚溪", "某县"]))
def test_any_question_gets_an_answer_made_of_printed_words(question, region, samples, library):
    answer = samples.ask(question, region=region)
    assert answer.question == question
    assert answer.text
    verify(answer, library)
    assert answer_record(answer)["receipt"] == answer.receipt
