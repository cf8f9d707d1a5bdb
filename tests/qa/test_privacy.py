import pytest

from qa.privacy import mask, mask_note


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证110101199003071234", "身份证〔身份证号〕"),
        ("身份证11010119900307123X查一下", "身份证〔身份证号〕查一下"),
        ("卡号6222021234567890123", "卡号〔卡号〕"),
        ("电话13800138000", "电话〔手机号〕"),
        ("电话138 0013 8000", "电话〔手机号〕"),
        ("电话138-0013-8000", "电话〔手机号〕"),
        ("电话１３８００１３８０００", "电话〔手机号〕"),
        ("谁\ud800负责", "谁?负责"),
        ("座机0571-87654321", "座机〔电话〕"),
        ("邮箱li.si+1@mail.example.cn", "邮箱〔邮箱〕"),
        ("我叫张三，想问补贴", "〔姓名〕，想问补贴"),
        ("本人李小四想咨询公积金", "〔姓名〕想咨询公积金"),
        ("姓名：王五，电话13900139000", "〔姓名〕，电话〔手机号〕"),
    ],
)
def test_personal_data_is_replaced_by_what_it_is(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "清禾政办发〔2023〕18号的文号",
        "2023年11月15日前完成",
        "12345热线怎么打",
        "补贴8000元",
        "我是企业，想问执照",
        "我是退休老人，想问津贴",
        "本人学生，想问补贴",
        "第28条由谁牵头",
        "",
    ],
)
def test_what_is_not_personal_stays(text):
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("来电人王小明，问医保", "来电人〔姓名〕，问医保"),
        ("联系人：李四 电话0571-87654321", "联系人：〔姓名〕 电话〔电话〕"),
        ("张女士来问高龄津贴", "〔姓名〕来问高龄津贴"),
        ("家住南街3栋2单元501室", "〔住址〕"),
        ("车牌辽A12345", "车牌〔车牌号〕"),
    ],
)
def test_a_note_names_no_caller_home_or_car(text, masked):
    assert mask_note(text) == masked
    assert mask_note(masked) == masked


@pytest.mark.parametrize("text", ["市民高龄津贴怎么领", "群众金融服务", "申请人应当年满80周岁", "转县数据局"])
def test_words_of_policy_are_left_in_a_note(text):
    assert mask_note(text) == text
