"""Dialogues over the sample notices: what a follow-up leaves out is taken from the turn before."""

import pytest

from corpus.errors import StoreBusy
from qa.answer import Reason, Status, Warning
from qa.dialogue import read_turn, turn_of, turn_record
from qa.refuse import refused
from qa.understand import read_question
from tests.qa.conftest import TODAY

FIRST = "清禾市2023年网站适老化由谁牵头？"


def talk(samples, *questions):
    """Ask one question on from the answer of the other."""
    answers, receipt = [], None
    for question in questions:
        answers.append(samples.ask(question, after=receipt))
        receipt = answers[-1].receipt
    return answers


# Three turns each, with words that the answers must hold.
DIALOGUES = [
    (
        ("望川市电子营业执照能在银行开户用吗", "银行开户"),
        ("这摊子事总归有个挑头的吧", "市市场监管局、市数据局"),
        ("那几家单位手上还有啥任务", "共 "),
    ),
    (
        ("沐原县种地补贴一亩多少钱", "86.5元"),
        ("手一滑，该是墨坪县", "79元"),
        ("都得捎上啥证件", "身份证、社保卡和承包证"),
    ),
    (
        ("清禾市2023年谁牵头建设政策问答库", "市行政审批局"),
        ("上头给的期限到啥日子", "2023-11-30"),
        ("红头文件右上角那个编号报一下", "清禾政办发〔2023〕18号"),
    ),
    ((FIRST, "市政府办公室"), ("那什么时候完成？", "2023年11月15日前"), ("责任单位呢", "市大数据中心")),
    ((FIRST, "市政府办公室"), ("谁配合？", "没有写明配合单位"), ("什么时候完成", "2023年11月15日前")),
    ((FIRST, "市政府办公室"), ("第九项呢？", "市政府办公室"), ("时限是哪天", "8月底前")),
    ((FIRST, "市政府办公室"), ("第五项是什么", "解读材料"), ("这一项谁牵头", "市政府办公室")),
    ((FIRST, "市政府办公室"), ("这份文件文号是多少？", "清禾政办发〔2023〕18号"), ("哪天印发的", "4月2")),
    ((FIRST, "市政府办公室"), ("还有效吗", "正式文件"), ("它的文号是什么", "清禾政办发〔2023〕18号")),
    ((FIRST, "市政府办公室"), ("那教育入学信息呢？", "市教育局"), ("几月底前完成", "5月底前")),
    ((FIRST, "市政府办公室"), ("用好考核结果呢", "市委编办"), ("什么时候通报", "12月20日前")),
    (
        ("清禾市2023年医保缴费和报销信息由谁牵头", "市医疗保障局"),
        ("什么时候张贴", "9月底前"),
        ("还有哪些是他们牵头的", "共 1 项市医疗保障局牵头的任务"),
    ),
    (
        ("沐原县公租房信息公开归谁负责", "县民政局"),
        ("什么时候前完成", "10月底前"),
        ("第12项呢", "县融媒体中心"),
    ),
    (
        ("沐原县2023年财政局有哪些任务", "共 "),
        ("县融媒体中心呢", "电子公开屏"),
        ("县残疾人联合会呢", "无障碍"),
    ),
    (
        ("砚溪县饮用水水质检测结果由谁牵头公开", "县水务局"),
        ("年底前要完成的有哪些", "共 "),
        ("这份分工是正式文件吗", "征求意见稿"),
    ),
    (
        ("砚溪县2023年任务分工是正式文件吗", "征求意见稿"),
        ("意见征求到什么时候", "3月20日"),
        ("打哪个电话提意见", "0000-1400633"),
    ),
    (
        ("杭州市高龄津贴80岁每月多少钱", "库里没有杭州市的通知"),
        ("那清禾市呢？", "60元"),
        ("那重庆呢", "库里没有重庆的通知"),
    ),
    (
        ("清禾市高龄津贴80岁每月多少钱", "60元"),
        ("那重庆呢", "库里没有重庆的通知"),
        ("那清禾呢", "60元"),
    ),
    (
        ("望川市就业补贴申领办法2023年5月1日时还有效吗", "2023年5月1日当天"),
        ("文号是多少", "望川人社规〔2022〕5号"),
        ("那时候是正式文件吗", "试行文件"),
    ),
    (
        ("清禾市2023年政务公开工作要点的文号是多少", "清禾政办发〔2023〕18号"),
        ("那2024年呢", "〔2024〕"),
        ("哪天印发的", "2024年"),
    ),
    (
        ("沐原县2023年医保报销目录调整由谁负责公开", "县医疗保障局"),
        ("什么时候完成", "全年"),
        ("不是沐原，是清禾", "市医疗保障局"),
    ),
    (
        ("清禾市2023年政务公开要点里市政府办公室牵头哪些任务", "共 5 项"),
        ("上面第二条什么时候完成", "2023年11月15日前"),
        ("最后一项呢", "考核结果"),
    ),
    (
        ("望川市热线工单规定第3项谁负责", "市政府各部门"),
        ("下一项谁牵头", "市委编办"),
        ("上一项几天办结", "3个工作日内"),
    ),
    (
        ("霁川县食品抽检不合格的几天内公布", "7个工作日"),
        ("顺便问下望川开个个体户要多久拿照", "30分钟"),
        ("刚才说的那个抽检谁牵头", "县市场监管局"),
    ),
    (
        ("沐原县政务公开专区谁建", "县政府办公室"),
        ("不是这项，是电子公开屏", "县融媒体中心"),
        ("什么时候弄好", "12月20日前"),
    ),
    (
        ("清禾市2024年政策问答库由谁牵头扩充", "市数据局"),
        ("啥时候之前要弄完", "年底前"),
        ("要扩到多少条", "1500条"),
    ),
    (
        ("清禾市2024年政务公开要做哪些事", "共 8 项任务"),
        ("第三个谁牵头", "市工业和信息化局"),
        ("这份文件有哪些任务", "共 8 项任务"),
    ),
    (
        ("清禾市2024年小学网上报名几号开始", "6月20日"),
        ("上一年的呢", "7月3日至7月5日"),
        ("下一年的呢", "6月20日至6月26日"),
    ),
    (
        ("墨坪县耕地补贴每亩多少钱", "79元"),
        ("别的县呢", "86.5元"),
        ("那边村级公示几天", "7天"),
    ),
    (
        ("云岭省2023年困难残疾人生活补贴每月多少钱", "元"),
        ("外省呢", "库里没有外省同类事项的通知"),
        ("别处呢", "没有"),
    ),
]


@pytest.mark.parametrize("turns", DIALOGUES, ids=lambda turns: turns[0][0] + turns[1][0])
def test_three_turns_are_right_to_the_end(turns, samples):
    for answer, (question, words) in zip(
        talk(samples, *(question for question, _ in turns)), turns, strict=True
    ):
        assert words in answer.text, question


def test_a_follow_up_on_the_item_is_answered_from_that_very_passage(samples):
    first, then = talk(samples, FIRST, "那什么时候完成？")
    assert then.citations[0].span == first.citations[0].span
    assert len(then.citations) == 1


def test_what_is_taken_over_is_said_as_such(samples):
    _, then = talk(samples, FIRST, "那砚溪县呢？")
    carried = {piece.name: piece.meant for piece in then.understood if piece.carried}
    assert carried == {"kind": "问由谁负责", "period": "2023年的通知", "subject": "查找：网站适老化"}
    (place,) = (piece for piece in then.understood if piece.name == "region")
    assert (place.said, place.carried) == ("砚溪县", False)


def test_what_is_taken_over_can_be_taken_back(samples):
    first = samples.ask(FIRST)
    kept = samples.ask("公开惠农补贴由谁负责", after=first.receipt)
    freed = samples.ask("公开惠农补贴由谁负责", after=first.receipt, ignore={"region", "notice"})
    assert {citation.notice.region.name for citation in kept.citations} == {"清禾市"}
    assert not [piece for piece in freed.understood if piece.name in ("region", "notice")]


def test_a_question_of_its_own_about_another_place_takes_over_nothing(samples):
    _, then = talk(samples, FIRST, "沐原县公租房信息公开归谁负责")
    assert not [piece for piece in then.understood if piece.carried]
    assert then.citations == samples.ask("沐原县公租房信息公开归谁负责").citations


def test_another_matter_stays_in_the_place_and_leaves_the_notice(samples):
    _, then = talk(samples, "清禾市单身职工租房一年最多提多少公积金", "换个问题，高龄津贴90岁每月多少")
    assert "150元" in then.text
    assert {piece.name for piece in then.understood if piece.carried} == {"region"}


def test_small_talk_between_changes_nothing_of_what_is_spoken_of(samples):
    *_, then = talk(samples, FIRST, "今天天气怎么样", "那什么时候完成？")
    assert "2023年11月15日前" in then.text


def test_an_unknown_receipt_is_said_and_ignored(samples):
    answer = samples.ask(FIRST, after="r00000000000000000000")
    assert answer.status is Status.ANSWERED
    assert answer.understood[-1].name == "after"
    alone = samples.ask("那什么时候完成？", after="r00000000000000000000")
    assert alone.reason is Reason.UNCLEAR


def test_a_dialogue_goes_on_after_the_process_began_anew(samples, on):
    first = samples.ask(FIRST)
    assert "2023年11月15日前" in on(TODAY).ask("那什么时候完成？", after=first.receipt).text


def test_a_dialogue_goes_on_where_receipts_cannot_be_stored(on, monkeypatch):
    assistant = on(TODAY)

    def busy(_id, _record):
        raise StoreBusy("库正忙")

    monkeypatch.setattr(assistant.store, "save_receipt", busy)
    _, then = talk(assistant, "清禾市2023年规范答复文书由谁牵头", "那什么时候完成？")
    assert then.status is Status.ANSWERED


def test_the_same_follow_up_on_another_turn_has_another_receipt(samples):
    one = talk(samples, FIRST, "电话多少？")[-1]
    other = talk(samples, "云岭省开展结对帮带由谁负责", "电话多少？")[-1]
    assert one.receipt != other.receipt


def test_a_turn_is_kept_masked_and_read_back(samples):
    answer = samples.ask("我叫张三，手机13800138000，清禾市公开教育入学信息由谁牵头？")
    kept = samples.store.receipt(answer.receipt)
    turn = read_turn(kept["turn"])
    assert turn is not None
    assert turn_record(turn) == kept["turn"]
    assert "13800138000" not in repr(turn)


@pytest.mark.parametrize("record", [None, {}, {"kind": "neu"}, [1], {"kind": "who", "later": 1}])
def test_a_turn_of_another_version_is_none(record):
    assert read_turn(record) is None


def test_another_matter_without_a_place_is_answered_out_of_all_notices_and_says_whose(samples):
    _, then = talk(samples, "墨坪县耕地补贴一亩给多少", "热线月报什么时候编")
    assert "每月15日前" in then.text
    assert not [piece for piece in then.understood if piece.carried]
    assert Warning.OTHER_REGION in then.warnings


def test_what_no_notice_holds_is_not_answered_out_of_the_one_spoken_of(samples):
    _, then, last = talk(samples, "清禾市90岁老人高龄津贴每月多少", "护照过期了在哪补办", "津贴几号到账")
    assert then.status is Status.NOT_FOUND
    assert "每月15日" in last.text


def test_turns_further_back_are_kept_with_the_turn(samples):
    *_, last = talk(samples, FIRST, "那什么时候完成？", "责任单位呢")
    turn = read_turn(samples.store.receipt(last.receipt)["turn"])
    assert [each.question for each in turn.earlier] == ["那什么时候完成？", FIRST]
    assert turn.earlier[0].earlier == ()


def test_the_telephone_beside_a_refusal_is_of_no_notice_spoken_of(samples, library):
    answered = samples.ask("霁川县高龄津贴咨询电话是多少")
    reading = read_question("霁川县养老院床位多少钱", library, today=TODAY)
    answer = refused(reading.question, Reason.NOT_IN_LIBRARY, "没有写到", citations=answered.citations)
    turn = turn_of(reading, answer, library)
    assert turn is not None
    assert (turn.notice, turn.passage, turn.cited) == (None, None, ())


def test_what_has_ended_is_spoken_of_and_not_what_ended_it(samples, library):
    first = samples.ask("霁川县高龄津贴发放办法现在还算数吗")
    turn = read_turn(samples.store.receipt(first.receipt)["turn"])
    assert "印发" in library.notices[turn.notice].title
    now = samples.ask("那现在百岁老人每月给几个钱", after=first.receipt)
    ended = {citation.notice.id for citation in now.citations} & {turn.notice}
    assert not ended
    # A notice that only ends it does not count in its place.
    assert "按现行有效的通知查" in {piece.meant for piece in now.understood}


@pytest.mark.parametrize(
    ("question", "follow", "held"),
    [
        (FIRST, "搞到好久", "2023年11月15日前"),
        (FIRST, "这一块是哪些牵头", "市政府办公室"),
        ("清禾市政策问答2023年要上线多少条", "在哪里能看到", "问答"),
        ("清禾市2023年要建政策问答库，哪家牵头？", "要攒够多少条", "500条"),
    ],
)
def test_a_follow_up_of_asking_words_alone_is_about_what_was_asked_before(question, follow, held, samples):
    first, second = talk(samples, question, follow)
    assert second.citations[0].item == first.citations[0].item
    assert held in second.text
