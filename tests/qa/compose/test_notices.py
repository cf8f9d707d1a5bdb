import pytest

from qa.answer import Reason, Status
from tests.qa.verbatim import verify


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("清禾市2023年政务公开工作要点的文号是多少", "发文字号：清禾政办发〔2023〕18号。"),
        ("云岭省2023年政务公开工作要点的文号是多少", "发文字号：云岭政办〔2023〕31号。"),
        ("栖霖区转发省里政务公开要点的文件是什么字号", "发文字号：栖霖政办函〔2023〕14号。"),
        (
            "清禾市2024年度居民医保缴费通知是谁发的",
            "发文机关：清禾市医疗保障局；发文机关：国家税务总局清禾市税务局。",
        ),
        ("栖霖政办函〔2023〕14号是谁发的", "发文机关：清禾市栖霖区人民政府办公室。"),
        (
            "清禾市2023年政务公开工作要点是什么时候印发的",
            "成文日期：2023年4月26日；印发日期：2023年4月27日。",
        ),
        ("霁川县2023年政务公开工作要点的联系人是谁", "联系人：周知远、何禾。"),
        ("霁川县2023年政务公开工作要点的联系电话是多少", "电话：0000-1600855。"),
        ("霁川县2023年政务公开工作要点的电子邮箱", "电子邮箱：zwgk@jichuan.example。"),
        (
            "沐原县2023年任务分解表是根据什么文件制定的",
            "依据：《望川市人民政府办公室关于2023年政务公开工作的安排意见》（望川府办发〔2023〕4号）。",
        ),
        (
            "清禾政办发18号有几项任务",
            "《清禾市人民政府办公室关于印发清禾市2023年政务公开工作要点的通知》共列出 12 项任务。",
        ),
        ("清禾市住房公积金提取管理办法什么时候施行", "施行日期：自2024年3月1日起施行。"),
    ],
)  # fmt: skip
def test_a_fact_of_the_head_is_given_as_printed(question, text, samples, library):
    answer = samples.ask(question)
    assert answer.text == text
    verify(answer, library)


def test_of_two_telephones_the_one_asked_for_is_given(samples):
    assert "0000-1901199" in samples.ask("清禾市2024年度医保税务缴费咨询电话是多少").text
    assert "0000-1901188" in samples.ask("清禾市2024年度医保政策咨询电话是多少").text


def test_the_telephone_of_another_office_is_no_answer(samples):
    answer = samples.ask("霁川县公安局电话是多少")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)


def test_the_count_of_tasks_is_of_the_items_cited(samples):
    answer = samples.ask("清禾市2023年政务公开工作要点一共有几项任务")
    assert len(answer.citations) == 12


def test_where_several_notices_are_meant_the_person_chooses(samples):
    answer = samples.ask("文号是多少")
    assert answer.status is Status.CLARIFY
    assert answer.alternatives
    chosen = samples.ask(answer.alternatives[0])
    assert (chosen.status, chosen.text) == (Status.ANSWERED, "发文字号：清禾政办发〔2023〕18号。")


def test_a_fact_that_is_not_printed_is_not_made_up(samples):
    answer = samples.ask("清禾市2023年政务公开工作要点的电子邮箱")
    assert (answer.status, answer.reason, answer.citations) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY, ())
