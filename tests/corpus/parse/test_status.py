"""Stage and time of force, in the words notices use."""

from datetime import date

import pytest

from corpus.fold import fold
from corpus.model import DocumentStage, Validity
from corpus.parse.status import read_force, read_stage
from tests.corpus.parse.written import facts, notice, parse

DRAFT, TRIAL, FINAL = DocumentStage.CONSULTATION_DRAFT, DocumentStage.TRIAL, DocumentStage.FINAL
ISSUED = date(2023, 3, 1)


@pytest.mark.parametrize(
    ("title", "stage", "words"),
    [
        ("某某办法(征求意见稿)", DRAFT, "征求意见稿"),
        ("某某办法(送审稿)", DRAFT, "送审稿"),
        ("某某办法(审议稿)", DRAFT, "审议稿"),
        ("某某办法(讨论稿)", DRAFT, "讨论稿"),
        ("某某条例(草案)", DRAFT, "草案"),
        ("某某办法(试行)", TRIAL, "试行"),
        ("某某规定(暂行)", TRIAL, "暂行"),
        ("某某暂行办法", TRIAL, "暂行办法"),
        ("某某试行细则", TRIAL, "试行细则"),
        ("某某办法(修订)", FINAL, None),
        ("某某办法", FINAL, None),
    ],
)
def test_a_title_states_the_stage(title: str, stage: DocumentStage, words: str | None) -> None:
    assert read_stage(title) == (stage, words)


@pytest.mark.parametrize(
    ("text", "effective", "expires"),
    [
        ("本办法自2023年5月1日起施行。", date(2023, 5, 1), None),
        ("本办法自2023年5月1日起正式实施。", date(2023, 5, 1), None),
        ("本办法自二〇二三年五月一日起执行。", date(2023, 5, 1), None),
        ("本办法自2023年1月1日起施行。", date(2023, 1, 1), None),
        ("本办法自印发之日起施行。", ISSUED, None),
        ("本办法自公布之日起生效。", ISSUED, None),
        ("本办法自2023年5月1日起施行，有效期5年。", date(2023, 5, 1), date(2028, 4, 30)),
        ("本办法自2024年2月29日起施行，有效期为2年。", date(2024, 2, 29), date(2026, 2, 28)),
        ("自发布之日起施行，有效期三年。", ISSUED, date(2026, 2, 28)),
        ("本办法有效期至2025年12月31日。", None, date(2025, 12, 31)),
        ("有效期截至2025年12月31日。", None, date(2025, 12, 31)),
        ("本办法自2023年5月1日起执行，执行至2025年12月31日。", date(2023, 5, 1), date(2025, 12, 31)),
        ("本办法自2023年2月30日起施行。", None, None),
        ("本办法从2023年5月1日起实施。", date(2023, 5, 1), None),
        ("本办法于2023年5月1日起施行。", date(2023, 5, 1), None),
        ("本办法自2023年5月1日施行。", date(2023, 5, 1), None),
        ("本通知2023年5月1日起执行。", date(2023, 5, 1), None),
        ("本办法自公布之日起30日后施行。", date(2023, 3, 31), None),
        ("本通告自即日起施行。", ISSUED, None),
        ("《某条例》自2019年5月15日起施行以来。本办法自2023年5月1日起施行。", date(2023, 5, 1), None),
        ("《某条例》自2019年5月15日起施行。本办法自2023年5月1日起施行。", date(2023, 5, 1), None),
        ("有效期至2025年底。", None, date(2025, 12, 31)),
        ("本办法有效期至2025年6月底。", None, date(2025, 6, 30)),
        ("本办法有效期延长至2028年12月31日。", None, date(2028, 12, 31)),
        ("本办法自2023年5月1日起至2025年12月31日止。", date(2023, 5, 1), date(2025, 12, 31)),
        ("本办法有效期自2023年5月1日至2025年12月31日。", date(2023, 5, 1), date(2025, 12, 31)),
        ("本办法自2023年5月1日起施行，至2025年12月31日止。", date(2023, 5, 1), date(2025, 12, 31)),
        ("本办法自2023年5月1日起试行，试行期1年。", date(2023, 5, 1), date(2024, 4, 30)),
        ("本办法自2023年5月1日起施行，试行期一年。", date(2023, 5, 1), date(2024, 4, 30)),
        ("本办法自2023年5月1日起施行，有效期暂定2年。", date(2023, 5, 1), date(2025, 4, 30)),
        ("本办法自2023年5月1日起施行，试行6个月。", date(2023, 5, 1), date(2023, 10, 31)),
        ("本办法自2023年8月31日起施行，有效期6个月。", date(2023, 8, 31), date(2024, 2, 29)),
        ("本目录有效期3年。", None, date(2026, 2, 28)),
        ("本政策实施期限至2025年12月31日。", None, date(2025, 12, 31)),
        ("许可证有效期5年，期满换发。", None, None),
        ("发给临时登记证，有效期三年。", None, None),
        ("合同有效期至2025年12月31日。", None, None),
        ("有效期届满前6个月提出申请。", None, None),
        ("生效时间：2023-05-01 废止时间：2025-01-23", date(2023, 5, 1), date(2025, 1, 23)),
        ("[实施日期] 2023年5月1日 [废止日期] ----", date(2023, 5, 1), None),
        ("按要求办理。", None, None),
    ],
)
def test_the_time_of_force_is_read(text: str, effective: date | None, expires: date | None) -> None:
    found = read_force(fold(text), ISSUED)
    assert (found.effective_on, found.expires_on) == (effective, expires)


def test_without_a_day_of_issue_a_term_has_no_end() -> None:
    found = read_force(fold("自印发之日起施行，有效期5年。"), None)
    assert (found.effective_on, found.expires_on) == (None, None)
    assert [name for name, _ in found.facts] == ["effective_on", "expires_on"]


@pytest.mark.parametrize(
    ("field", "validity"),
    [
        ("有效性：有效", Validity.IN_FORCE),
        ("有 效 性：现行有效", Validity.IN_FORCE),
        ("信息有效性：废止", Validity.REPEALED),
        ("效力状态：失效", Validity.EXPIRED),
        ("公文时效：有效", Validity.IN_FORCE),
        ("公文时效：无效", Validity.EXPIRED),
        ("索引号：0012 [有效性] 有效", Validity.IN_FORCE),
        ("索引号：0012 效力状态：已失效 主题词：公开", Validity.EXPIRED),
        ("时效性：全文废止", Validity.REPEALED),
        ("有效性：部分失效", Validity.IN_FORCE),
        ("有效性：部分废止", Validity.IN_FORCE),
        ("有效性：尚未生效", Validity.NOT_YET),
        ("有效性：", Validity.UNKNOWN),
    ],
)
def test_a_page_field_states_the_validity(field: str, validity: Validity) -> None:
    assert parse(f"{field}\n\n{notice('请认真落实。')}").notice.validity is validity


@pytest.mark.parametrize(
    ("title", "validity"),
    [
        ("青禾县人民政府办公室关于做好公开工作的通知（已失效）", Validity.EXPIRED),
        ("青禾县人民政府办公室关于做好公开工作的通知（已废止）", Validity.REPEALED),
        ("青禾县人民政府办公室关于做好公开工作的通知", Validity.UNKNOWN),
    ],
)
def test_the_status_may_stand_only_in_the_title(title: str, validity: Validity) -> None:
    assert parse(notice("请认真落实。", title=title)).notice.validity is validity


ENDED = "《青禾县旧办法》（青禾政办发〔2018〕9号）"


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        (f"决定废止{ENDED}。", ["青禾政办发〔2018〕9号"]),
        (f"{ENDED}同时废止。", ["青禾政办发〔2018〕9号"]),
        (f"{ENDED}全文废止。", ["青禾政办发〔2018〕9号"]),
        (f"{ENDED}宣布失效。", ["青禾政办发〔2018〕9号"]),
        (f"{ENDED}停止执行。", ["青禾政办发〔2018〕9号"]),
        (f"{ENDED}不再执行。", ["青禾政办发〔2018〕9号"]),
        ("《青禾县旧办法》即行废止。", ["青禾县旧办法"]),
        (f"废止{ENDED}部分条款。", []),
        (f"{ENDED}继续有效。", []),
        (f"与{ENDED}不一致的，以本办法为准。", []),
        ("未列入目录的不再执行。", []),
    ],
)
def test_what_a_notice_ends_is_read(words: str, targets: list[str]) -> None:
    parsed = parse(notice(words))
    assert [fold(value).text for value in facts(parsed, "supersedes")] == [fold(row).text for row in targets]


@pytest.mark.parametrize("subject", ["废止部分文件", "公布规范性文件清理结果", "宣布部分文件失效"])
def test_a_notice_whose_subject_is_ending_repeals(subject: str) -> None:
    parsed = parse(notice(f"决定废止{ENDED}。", title=f"青禾县人民政府办公室关于{subject}的通知"))
    assert len(facts(parsed, "repeals")) == 1
    assert not facts(parsed, "supersedes")
