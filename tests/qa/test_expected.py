"""Invented clauses: what sort of figure a question wants, and whether a clause prints one."""

import pytest

from qa.expected import expected, figured, is_silent, is_uncounted, lacks
from qa.understand import read_question
from tests.qa.conftest import TODAY
from tests.qa.test_contrast import entry


@pytest.fixture
def read(library):
    return lambda question: read_question(question, library, today=TODAY)


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("茶厂星期六几点开门", "hour"),
        ("茶园贷款利率多少", "interest"),
        ("茶乡政府网站的网址是什么", "site"),
        ("茶厂在哪条路上", "street"),
        ("茶苗一株几毛钱", "money"),
        ("茶叶补贴几时发", "day"),
        ("茶农多久要体检一回", "often"),
        ("茶农一年体检几次", "times"),
        ("收茶时多久内要把每户多少斤写下来", "length"),
        ("茶款几天到账", "days"),
        ("茶苗补贴给几千块", "money"),
        ("茶乡 建厂 总投资", "money"),
        ("茶园 登记费", "money"),
        ("茶农一个月收多少", "standard"),
        ("茶农培训几回", "times"),
        ("领茶苗要带哪些证件", "papers"),
        ("领茶苗得带啥", "papers"),
        ("茶乡的方案照省里哪个文件定的", "document"),
        ("茶园评估请的是哪家公司", "firm"),
        ("茶农 微信号", "account"),
        ("茶农办证用哪个软件", "app"),
        ("茶讯 下载方法", "download"),
        ("茶厂不交表要挨啥处分", "penalty"),
        ("茶厂招工要什么学历", "schooling"),
        ("收茶提前几天通知", "ahead"),
        ("茶厂周六上班吗", "clock"),
        # What is asked last counts, else what is asked at all.
        ("领茶苗要带什么材料,去哪里办", "place"),
        ("领茶苗要带什么材料,我急着用", "papers"),
    ],
)
def test_the_sort_of_figure_is_told(read, question, sort):
    assert expected(read(question)).name == sort


@pytest.mark.parametrize(
    ("question", "quote", "lacking"),
    [
        ("茶厂星期六几点开门", "周末加班的给予补休。", True),
        ("茶厂星期六几点开门", "每日9:00至17:00收茶。", False),
        ("茶厂在哪条路上", "推进茶园道路建设。", True),
        ("茶厂在哪条路上", "茶厂地址为春茶路12号。", False),
        ("茶乡热线有多少个话务员", "拨打12345反映茶园问题。", True),
        ("茶乡热线有多少个话务员", "12345热线设话务员30名。", False),
        ("茶农体检去哪个医院", "茶农每年体检一次，由茶厂组织。", True),
        ("茶农体检去哪个医院", "茶农到茶乡卫生院体检。", False),
        ("茶园一共多少户", "〔2021〕5号文件2021年3月起施行。", True),
        ("茶乡养老院一个月收多少", "茶乡养老服务股电话0000-2507755。", True),
        ("茶园评估请的是哪家公司", "开展茶园评估，由茶乡政府组织。", True),
        ("茶园评估请的是哪家公司", "茶园评估由春茶公司承担。", False),
        ("领茶苗要带哪些证件", "茶农申报、村级登记、乡镇核实。", True),
        ("领茶苗要带哪些证件", "凭身份证到村委会领取。", False),
        ("茶讯一年出几期", "办好12345热线和茶讯。", True),
        ("茶讯一年出几期", "茶讯每年出六期。", False),
        ("茶乡的方案照省里哪个文件定的", "茶乡制定方案，逐项落实。", True),
        ("茶乡的方案照省里哪个文件定的", "根据《云岭省茶园办法》制定本方案。", False),
        ("茶农社保给补多少", "按实际缴费额的三分之二给予补贴。", False),
        ("茶农社保给补几多", "茶农可以申请社保补贴。", True),
        ("茶农证丢了怎么补", "茶农凭茶农证领取茶苗。", True),
        ("茶农证丢了怎么补", "茶农证遗失的，到茶厂补办。", False),
        ("茶园大厅停车收费吗", "茶园大厅设停车场。", True),
        ("茶农录音存多久", "茶厂接听茶农来电并录音。", True),
        ("申请茶苗能找人代办吗", "茶农向茶厂申请茶苗。", True),
        ("乱打茶厂电话会不会被拘留", "茶厂电话全年有人接听。", True),
        ("公积金缴存多久可以贷款", "连续缴存6个月以上的可以申请贷款。", False),
        ("找不到工作怎么办", "登记失业人员享受职业介绍。", False),
        ("茶农卡坏了怎么办", "茶农卡损坏的，到茶厂更换。", False),
        ("办护照有什么规定", "申请护照的，应当本人到场。", False),
        ("茶厂按什么办法分配茶苗", "茶苗轮候分配。", False),
        ("茶农证明哪里开", "到茶厂窗口打印。", False),
        ("报销住院费", "住院医疗费用按80%支付。", False),
        ("茶农养老保险要交多少年", "累计缴费满15年。", False),
        ("续签合同提前多久申请", "应当在期满前30日内提出申请。", False),
        ("茶苗免费吗", "茶苗自费购买。", False),
        ("坐牢的人能领茶苗吗", "服刑期间停发。", False),
        ("周六加班工资怎么算", "加班工资按两倍计算。", False),
        # What is asked last wants no sum.
        ("茶厂老总一年拿多少工资，让不让公开", "依法公开茶厂负责人薪酬。", False),
        ("工资多少拿不出证明，按啥数来算", "按上年度平均工资计算。", False),
        ("收茶提前几天通知", "收到茶样之日起30日内评级。", True),
    ],
)
def test_a_clause_without_the_figure_lacks_it(read, question, quote, lacking):
    assert lacks(read(question), entry(quote)) is lacking


@pytest.mark.parametrize(
    ("question", "quote", "uncounted"),
    [
        ("茶乡小学招几个班", "片区包含三所学校。", True),
        ("茶乡小学招几个班", "小学招收6个班。", False),
        ("茶乡有几所小学", "片区包含三所学校。", False),
        ("茶园有哪几家", "茶园名单由茶厂公布。", False),
        ("茶园怎么申请", "茶园名单由茶厂公布。", False),
    ],
)
def test_what_counts_nothing_of_what_is_asked_is_told(read, question, quote, uncounted):
    assert is_uncounted(read(question), entry(quote)) is uncounted


@pytest.mark.parametrize(
    ("question", "quote", "silent"),
    [
        ("茶款几天到账", "骗取茶款的，五年内不得申领。", True),
        ("茶款几天到账", "茶款在五个工作日内拨付。", False),
        ("茶苗补贴哪天发", "茶苗补贴每人每月110元。", True),
        ("茶苗补贴哪天发", "茶苗补贴每月20日前打入账户。", False),
        ("见习补贴发几个月", "见习补贴由每人每月1200元提高到1500元。", True),
    ],
)
def test_a_figure_of_another_sort_is_no_answer(read, question, quote, silent):
    assert is_silent(read(question), entry(quote)) is silent


def test_only_sentences_with_the_figure_count(read):
    quote = "茶农可以申请补贴。每亩补贴20元。"
    assert figured(read("茶农一亩补多少钱"), entry(quote)) == ["每亩补贴20元"]
    assert len(figured(read("茶农怎么申请"), entry(quote))) == 3
