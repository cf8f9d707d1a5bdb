"""Follow-ups as people say them: corrections, other editions, times, the place above; over the samples."""

import pytest

from qa.answer import Reason, Status


def last_of(samples, *questions):
    """Ask one question on from the answer of the other; the last answer."""
    receipt = None
    for question in questions:
        answer = samples.ask(question, after=receipt)
        receipt = answer.receipt
    return answer


FUND = "清禾市2022年的公积金提取办法，单身租房一年最多取多少"


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        # Another edition of the rule spoken of.
        (("清禾房公管〔2022〕3号那个提取办法还有效吗", "新的文号是多少"), "清禾房公管〔2024〕6号"),
        (("清禾市现在的公积金提取办法文号是多少", "旧办法呢"), "清禾房公管〔2022〕3号"),
        (("清禾市现在的公积金提取办法文号是多少", "老的那个是不是不用了，替的哪个文件"), "同时废止"),
        ((FUND, "结了婚的呢", "改成2024年的新办法后呢"), "24000元"),
        ((FUND, "现在还要拿租房合同跑窗口吗"), "不再要求提交无房证明"),
        # What is taken back in so many words.
        (
            ("沐原县2023年医保报销目录谁公开", "算了不问医保了，我想问的是公租房那块归谁"),
            "县住房和城乡建设局",
        ),
        (("清禾市2023年网站适老化由谁牵头", "看串行了，是惠农补贴那条"), "市农业农村局"),
        (("清禾2024年小学网上报名是哪几天", "更正一下，是初中的"), "6月28日至7月2日"),
        (("清禾市2024年小学录取结果哪天公布", "更正一下，我问的是初中报名"), "6月28日至7月2日"),
        (("望川咨询类工单几天办结", "算了不问这个了，回访不满意怎么办"), "退回原单位重办"),
        # An edition asked for in words, by a question that stands for itself, and one that goes on from it.
        (("清禾市公积金旧办法买房提取几年内",), "两年内"),
        (("公积金租房提取要无房证明吗", "旧办法要吗", "那旧办法多少天能批下来"), "3个工作日内"),
        # Who pays out is no issuer of the notice.
        (("沐原县耕地补贴资金几号前发放到户", "谁发"), "县财政局"),
        # A time asked on, in words that the passage does not print.
        (("沐原县2023年谁汇总12345热点问题", "每个月卡到几号"), "每月10日前"),
        (("清禾市2023年网站适老化由谁牵头", "啥时候能开出来"), "2023年11月15日前"),
        # The place above the one spoken of.
        (("栖霖区转发的要点，任务台账几号前报", "省里那个惠农补贴，钱拨到县后多少天内公布"), "20个工作日"),
        (("清禾市100岁老人每月领多少高龄津贴", "霁川县呢", "市里的呢"), "每人每月500元"),
        # What only sounds like another edition, a correction, a place or a rule's end.
        (("清禾市小学前年什么时候报名",), "7月3日至7月5日"),
        (("清禾2024年公积金租房单身一年能取多少", "旧的租房合同还要交吗"), "不再要求提交无房证明"),
        (("霁川县公开的网站谁负责", "县级标准化目录谁编"), "县政府办公室"),
        (("清禾2024年度医保怎么缴", "什么时候不用缴费"), "孤儿不用缴费"),
        (("清禾2025年我家附近的助餐点老人吃饭有没有补助",), "每餐补助3元"),
        # One who rings asks for no telephone.
        (
            ("清禾2024年小学报名几号开始", "下一个电话问沐原的：2023年那张表，药店名单该谁公开"),
            "县医疗保障局",
        ),
    ],
)
def test_a_follow_up_is_answered_as_it_is_meant(questions, words, samples):
    answer = last_of(samples, *questions)
    assert answer.status is Status.ANSWERED
    assert words in answer.text


@pytest.mark.parametrize(
    ("questions", "reason"),
    [
        (("砚溪县新生儿参保谁牵头", "省里又是怎么规定的"), None),
        (("望川热线月报每个月几号前出", "上个月满意率是多少"), Reason.NOT_IN_LIBRARY),
        (("清禾2025年老人在助餐点一顿补几块", "离我们小区最近的助餐点在哪"), Reason.NOT_IN_LIBRARY),
        (("望川12345工单几天办结", "他们一共有多少个座席"), Reason.NOT_IN_LIBRARY),
        (("清禾市2023年网站适老化由谁牵头", "那砚溪县的ETC呢"), Reason.NOT_IN_LIBRARY),
        (("霁川县要点里面，5G基站信息公开谁负责",), Reason.NOT_IN_LIBRARY),
        # No table tells which city lies over the county.
        (("霁川县食品抽检结果谁公布", "市里呢"), Reason.OTHER_REGION),
    ],
)
def test_what_no_notice_tells_is_refused(questions, reason, samples):
    answer = last_of(samples, *questions)
    if reason is None:
        # The only province of the library answers, never the county in its name.
        assert all(each.notice.region.name != "砚溪县" for each in answer.citations)
    else:
        assert (answer.status, answer.reason) == (Status.NOT_FOUND, reason)


@pytest.mark.parametrize(
    ("questions", "text", "due"),
    [
        (("望川就业补贴，街道初审给几天",), "5个工作日内", None),
        (("墨坪县补贴投诉几天内答复",), "10个工作日内", None),
        (("砚溪县2023年任务分工的意见提到哪天为止",), "2023年3月6日至3月20日", "2023-03-20"),
    ],
)
def test_the_time_that_is_asked_for_is_the_time_limit_told(questions, text, due, samples):
    limit = last_of(samples, *questions).fields.deadline
    assert limit is not None
    assert (limit.text, limit.due and limit.due.isoformat()) == (text, due)


def test_a_trial_rule_that_has_run_out_is_told_by_its_term(samples):
    answer = last_of(samples, "望川2022年那个就业补贴办法，创业一次给多少", "这办法现在还作数吗")
    assert "有效期2年" in answer.citations[0].quote
