import pytest

from qa.understand import read_question
from tests.qa.conftest import TODAY


def pieces(question, library, **given):
    reading = read_question(question, library, today=TODAY, **given)
    return {piece.name: piece for piece in reading.understood}


@pytest.mark.parametrize(
    ("question", "name", "said", "meant"),
    [
        ("请问清禾 惠农补贴由谁牵头", "region", "清禾", "清禾市"),
        ("栖霖区的公开电话", "region", "栖霖区", "栖霖区（清禾市）"),
        ("杭州市公积金", "region", "杭州市", "杭州市（库里没有这个地方的通知）"),
        ("青柏县的补贴怎么领", "region", "青柏县", "青柏县（库里没有这个地方的通知）"),
        ("清禾市2023年要点", "period", "2023年", "2023年的通知"),
        ("清禾市去年的要点", "period", "去年", "2024年的通知"),
        ("沐原县财政局的任务", "unit", "财政局", "县财政局"),
        ("沐原县本月到期的任务", "window", "本月到期的", "截止日在 2025-08-01 至 2025-08-31"),
        ("砚溪县9月底前要完成的任务", "window", "9月底前", "时限写作“9月底前”"),
        ("清禾政办发〔2023〕18号是谁发的", "number", "清禾政办发〔2023〕18号", "文号 清禾政办发[2023]18号"),
        ("清禾市要点第十一条由谁牵头", "item", "第十一条", "第11项（条）"),
        ("望川市就业补贴办法2023年5月1日时有效吗", "as_of", "2023年5月1日时", "按 2023-05-01 当天看是否有效"),
        ("清禾市公开教育入学信息由谁牵头", "subject", "公开教育入学信息", "查找：公开教育入学信息"),
        ("清禾市公开教育入学信息由谁牵头", "kind", "", "问由谁负责"),
        ("清禾市2月30日能办吗", "period", "2月30日", "没有“2月30日”这一天，请核对日期"),
    ],
)
def test_each_reading_says_its_words_and_what_they_were_taken_for(question, name, said, meant, library):
    piece = pieces(question, library)[name]
    assert (piece.said, piece.meant) == (said, meant)
    assert question[piece.start : piece.end] == said
    assert not piece.carried


def test_a_mistyped_name_is_said_as_typed(library):
    assert pieces("研溪县司法局的任务", library)["region"].said == "研溪县"


def test_a_place_chosen_beside_the_question_is_said_without_words(library):
    piece = pieces("惠农补贴由谁负责", library, region="墨坪县")["region"]
    assert (piece.said, piece.start, piece.end, piece.meant) == ("", 0, 0, "墨坪县")


@pytest.mark.parametrize(
    ("name", "question", "attribute", "empty"),
    [
        ("region", "清禾市惠农补贴由谁牵头", "regions", ()),
        ("region", "杭州市惠农补贴由谁牵头", "foreign", ()),
        ("period", "清禾市2023年惠农补贴由谁牵头", "years", ()),
        ("unit", "沐原县财政局的任务", "units", ()),
        ("role", "沐原县财政局牵头的任务", "role", None),
        ("window", "沐原县本月到期的任务", "window", None),
        ("window", "砚溪县9月底前要完成的任务", "limits", ()),
        ("number", "清禾政办发〔2023〕18号是谁发的", "number", None),
        ("item", "清禾市要点第十一条由谁牵头", "numbers", ()),
        ("as_of", "望川市就业补贴办法2023年5月1日时有效吗", "as_of", None),
        ("subject", "清禾市惠农补贴由谁牵头", "topic", ""),
        ("kind", "清禾市惠农补贴什么时候完成", "kind", "what"),
    ],
)
def test_what_is_taken_back_is_not_read(name, question, attribute, empty, library):
    read = read_question(question, library, today=TODAY)
    left = read_question(question, library, today=TODAY, ignore={name})
    assert getattr(read, attribute) != empty
    assert getattr(left, attribute) == empty
    if name not in ("kind", "subject"):
        assert name not in {piece.name for piece in left.understood}


def test_a_place_taken_back_is_not_asked_of(samples):
    answer = samples.ask("砚溪县惠农补贴信息由谁牵头", ignore={"region"})
    assert "region" not in {piece.name for piece in answer.understood}
