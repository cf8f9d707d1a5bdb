import pytest

from qa.understand import Kind, read_question
from qa.understand.kinds import last_asking
from tests.qa.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "kind", "fact"),
    [
        ("清禾市公开教育入学信息由谁牵头？", Kind.WHO, None),
        ("沐原县政策讲堂窗口归那个局管", Kind.WHO, None),
        ("清禾市网站适老化什么时候完成", Kind.WHEN, None),
        ("沐原县公租房信息公开的完成时限", Kind.WHEN, None),
        ("清禾市解读材料什么时候发布", Kind.WHEN, None),
        ("墨坪县每亩补多少", Kind.HOW_MUCH, None),
        ("清禾公积金加装电梯能提取吗", Kind.YES_NO, None),
        ("砚溪县司法局牵头哪些任务", Kind.LIST, None),
        ("砚溪县司法局的任务", Kind.LIST, None),
        ("清禾市2023年市政府办公室牵头的任务有哪些", Kind.LIST, None),
        ("霁川县9月底前要完成的任务", Kind.LIST, None),
        ("清禾市2023年哪几条提到了12345", Kind.LIST, None),
        ("清禾市2023年没写牵头单位的有哪几条", Kind.LIST, None),
        ("清禾市教育局8月底前有哪几项任务", Kind.LIST, None),
        ("清禾市2023年政务公开工作要点的文号是多少", Kind.META, "document_number"),
        ("霁川县2023年政务公开工作要点的联系人是谁", Kind.META, "contact_person"),
        ("沐原县2023年任务分解表是根据什么文件制定的", Kind.META, "basis"),
        ("清禾市2023年政务公开工作要点一共有几项任务", Kind.META, "count"),
        ("清禾政办发18号有几项任务", Kind.META, "count"),
        ("栖霖政办函〔2023〕14号是谁发的", Kind.META, "issuing_body"),
        ("云岭政办〔2023〕31号是什么时候发的", Kind.META, "issued"),
        ("砚溪县2023年政务公开任务分工是正式文件吗", Kind.STATUS, None),
        ("霁川县高龄津贴发放办法还有效吗", Kind.STATUS, None),
        ("清禾网站适老化又是哪些牵头", Kind.WHO, None),
        ("政策问答库搞到好久", Kind.WHEN, None),
        ("清禾问答库好久弄完", Kind.WHEN, None),
        ("清禾小学网上报名是哪几天", Kind.WHEN, None),
        ("清禾住房公积金提取出来能不能用于装修", Kind.YES_NO, None),
        ("清禾现在能不能用医保卡买菜", Kind.YES_NO, None),
        ("清禾那份方案现在还能不能用", Kind.STATUS, None),
        ("清禾市督查工作哪个来", Kind.WHO, None),
        ("公开申请表哪个给填", Kind.WHO, None),
        ("这个补贴归哪个", Kind.WHO, None),
        ("砚溪那份方案管不管用", Kind.STATUS, None),
        ("公积金那个办法是整个作废还是只废几条", Kind.STATUS, None),
        ("清禾房公管〔2022〕3号现在还作数不", Kind.STATUS, None),
        ("霁川县的高龄津贴发放细则是哪天印发的", Kind.META, "issued"),
        ("栖霖区转发的政务公开措施 哪天发的", Kind.META, "issued"),
        ("霁川县发津贴的新规矩打哪天算起", Kind.META, "effective_on"),
        ("霁川县改过的领津贴规定能管几年", Kind.META, "expires_on"),
        ("霁川县的津贴公示期从哪天算起", Kind.WHEN, None),
        ("霁川县的津贴资格按规定能管几年", Kind.HOW_MUCH, None),
        ("责任单位写的是县财政局的有哪几项", Kind.LIST, None),
        ("我们局那张分工表，市政府办公室打头、别的单位搭手的是哪几条", Kind.LIST, None),
        ("清禾市茶园看护由哪三家牵头", Kind.WHO, None),
        ("茶园看护这摊事落到哪两家头上", Kind.WHO, None),
        ("茶园看护 牵头", Kind.WHO, None),
    ],
)
def test_a_question_is_of_the_kind_it_asks_for(question, kind, fact, library):
    reading = read_question(question, library, today=TODAY)
    assert (reading.kind, reading.fact) == (kind, fact)


@pytest.mark.parametrize(
    "question", ["高新区财政局牵头哪些任务", "石桥镇9月底前要完成的任务", "南湖新区司法局负责哪些工作"]
)
def test_tasks_of_a_place_that_is_not_known_are_not_listed_from_others(question, library):
    assert read_question(question, library, today=TODAY).kind is not Kind.LIST


def test_tasks_of_the_whole_county_are_listed(library):
    assert read_question("全县9月底前要完成的任务", library, today=TODAY).kind is Kind.LIST


@pytest.mark.parametrize(
    "question", ["清禾市教育局负责的入学信息有什么内容", "霁川县9月底前交叉检查栏目要做到什么"]
)
def test_a_subject_of_its_own_makes_no_list(question, library):
    assert read_question(question, library, today=TODAY).kind is Kind.WHAT


@pytest.mark.parametrize(
    ("question", "kind", "fact"),
    [
        ("清禾市把茶农投诉的几部电话并成一部，这事谁带头", Kind.WHO, None),
        ("公布茶园监督电话由谁负责", Kind.WHO, None),
        ("茶园监督电话是多少", Kind.META, "phone"),
        ("没统一登记编号的茶园文件，能拿来罚款不", Kind.YES_NO, None),
        ("茶园工作要点的索引号", Kind.META, "field"),
        ("茶园信箱里的来信几天内答复", Kind.HOW_MUCH, None),
        ("茶园来信的邮箱是哪个", Kind.META, "email"),
        ("还管用的茶园规矩要归到一起，责任在哪些单位", Kind.WHO, None),
        ("茶园规矩草案由哪个科起草", Kind.WHO, None),
        ("茶园办法过期了没", Kind.STATUS, None),
        ("不同户型的茶农公寓租金是多少", Kind.HOW_MUCH, None),
        ("茶农打了几个不一样的热线号，有没有说要并一并", Kind.YES_NO, None),
        ("春茶和秋茶的补贴有什么不同", Kind.COMPARE, None),
        ("春茶和秋茶的补贴一不一样", Kind.COMPARE, None),
        ("茶园主管部门多久答复", Kind.WHEN, None),
        ("责任单位什么时候要报茶园的情况", Kind.WHEN, None),
        ("责任单位没采完茶怎么处理", Kind.WHAT, None),
        ("茶园看护的责任单位有哪些", Kind.WHO, None),
        ("期限内没收到茶苗能投诉吗", Kind.YES_NO, None),
        ("茶园看护的时限是几天", Kind.WHEN, None),
        ("茶园看护的时限怎么写的", Kind.WHEN, None),
        ("茶农多久要体检一回", Kind.HOW_MUCH, None),
        ("茶价隔多长时间公布一次", Kind.HOW_MUCH, None),
    ],
)
def test_words_that_ask_weigh_more_than_words_of_the_matter(question, kind, fact, library):
    reading = read_question(question, library, today=TODAY)
    assert (reading.kind, reading.fact) == (kind, fact)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("茶厂老总一年拿多少工资,让不让公开", "让不让公开"),
        ("停水了找谁,时不时就停", "停水了找谁"),
        ("茶园补贴一亩多少", "茶园补贴一亩多少"),
        ("茶园补贴,茶苗补贴", "茶园补贴,茶苗补贴"),
    ],
)
def test_the_last_clause_that_asks_is_told(question, clause):
    assert last_asking(question) == clause
