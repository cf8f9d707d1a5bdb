import json
import logging
from datetime import date

import pytest

from corpus.errors import StoreBusy, StoreDamaged
from corpus.model import DeadlineKind
from index import open_index
from qa.answer import Reason, Status, Warning
from qa.assistant import Assistant
from qa.library import Library
from qa.record import answer_record
from tests.qa.conftest import TODAY, filled

ASKED = "清禾市公开教育入学信息由谁牵头？"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("砚溪县护照办理要多少钱", Reason.NOT_IN_LIBRARY),
        ("清禾市出租车起步价是多少", Reason.NOT_IN_LIBRARY),
        ("沐原县高龄津贴80岁每月多少钱", Reason.NOT_IN_LIBRARY),
        ("清禾政办发〔2022〕18号是谁发的", Reason.NOT_IN_LIBRARY),
        ("杭州市公积金租房能提多少", Reason.OTHER_REGION),
        ("喀左县财政信息公开由谁牵头", Reason.OTHER_REGION),
        ("墨坪县2023年耕地补贴每亩标准", Reason.OTHER_PERIOD),
        ("清禾市2019年政务公开要点由谁牵头", Reason.OTHER_PERIOD),
        ("我的公积金余额是多少", Reason.PERSONAL_CASE),
        ("今天清禾天气怎么样", Reason.OUT_OF_SCOPE),
        ("？？", Reason.UNCLEAR),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(question, reason, samples, fits_contract):
    answer = samples.ask(question)
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, reason)
    # A telephone of the nearest notice may be shown, never more.
    assert len(answer.citations) <= 1
    assert all(citation.quote.strip("。") in answer.text for citation in answer.citations)
    assert answer.confidence is None
    fits_contract(answer)


@pytest.mark.parametrize(
    "question",
    [
        ASKED,
        "清禾市网站适老化什么时候完成",
        "清禾市单身职工租房一年最多能提多少公积金？",
        "砚溪县2023年任务分工里年底前要完成的有哪几项",
        "清禾市2023年政务公开工作要点的文号是多少",
        "砚溪县2023年政务公开任务分工是正式文件吗",
        "澄岭区歇业备案由哪个部门牵头",
        "文号是多少",
    ],
)
def test_every_answer_satisfies_the_contract(question, samples, fits_contract):
    fits_contract(samples.ask(question, id="q1"))


def test_the_notice_of_the_region_above_answers_with_a_warning(samples):
    answer = samples.ask("澄岭区歇业备案由哪个部门牵头")
    assert answer.citations[0].notice.region.name == "望川市"
    assert Warning.OTHER_REGION in answer.warnings
    assert Warning.OTHER_REGION not in samples.ask("望川市歇业备案由哪个部门牵头").warnings


def test_a_draft_is_warned_of(samples):
    assert Warning.CONSULTATION_DRAFT in samples.ask("砚溪县赶集日政策咨询摊位由谁负责").warnings


def test_a_notice_that_ended_is_warned_of(on):
    question = "望川市2022年就业补贴毕业生首次创办企业给多少钱"
    assert samples_warnings(on, date(2025, 8, 1), question) == (Warning.EXPIRED,)
    assert samples_warnings(on, date(2024, 8, 31), question) == ()


def samples_warnings(on, day, question):
    answer = on(day).ask(question)
    assert "8000元" in answer.text
    return answer.warnings


def test_a_limit_is_passed_on_the_day_after_it(on):
    question = "清禾市网站适老化什么时候完成"
    assert on(date(2023, 11, 15)).ask(question).warnings == ()
    assert on(date(2023, 11, 16)).ask(question).warnings == (Warning.DEADLINE_PASSED,)


def test_what_goes_on_is_never_passed(samples):
    answer = samples.ask("砚溪县公开招聘会岗位信息什么时候完成")
    assert answer.fields.deadline.kind is DeadlineKind.ONGOING
    assert Warning.DEADLINE_PASSED not in answer.warnings


def test_the_same_question_has_the_same_receipt_and_another_another(samples):
    assert samples.ask(ASKED, id="a").receipt == samples.ask(ASKED, id="b").receipt
    assert samples.ask(ASKED).receipt != samples.ask("沐原县公租房由谁负责").receipt


def test_an_answer_can_be_shown_again_by_its_receipt(samples):
    answer = samples.ask("望川市简化食品小作坊许可由谁牵头", id="q7")
    kept = samples.store.receipt(answer.receipt)
    given = answer_record(answer)
    for key in ("id", "question", "text", "fields", "citations", "warnings", "asked_on"):
        assert kept[key] == given[key]


def test_a_question_is_kept_with_personal_data_masked_and_echoed_as_it_came(samples, caplog):
    question = "我叫张三，手机13800138000，清禾市公开教育入学信息由谁牵头？"
    with caplog.at_level(logging.DEBUG):
        answer = samples.ask(question)
    assert answer.question == question
    kept = json.dumps(samples.store.receipt(answer.receipt), ensure_ascii=False)
    assert "〔手机号〕" in kept
    for secret in ("张三", "13800138000"):
        assert secret not in kept
        assert secret not in caplog.text


def test_a_telephone_that_a_notice_prints_is_kept_in_the_question(samples):
    question = "医保大厅0000-1801077打不通，0000-1801078呢"
    kept = samples.store.receipt(samples.ask(question).receipt)
    assert kept["question"] == "医保大厅0000-1801077打不通，〔电话〕呢"


def test_a_question_offered_back_is_kept_masked_too(samples):
    kept = samples.store.receipt(samples.ask("我叫张三，手机13800138000，文号是多少").receipt)
    assert "13800138000" not in json.dumps(kept, ensure_ascii=False)


def test_a_store_that_is_busy_keeps_no_answer_from_its_asker(samples, monkeypatch, caplog):
    def busy(_id, _record):
        raise StoreBusy("库正忙")

    monkeypatch.setattr(samples.store, "save_receipt", busy)
    assert samples.ask(ASKED).status is Status.ANSWERED
    assert "not kept" in caplog.text


def test_a_text_that_was_tampered_with_is_never_quoted(sample_store, sample_engine, sample_settings):
    assistant = Assistant(sample_store, sample_engine, sample_settings, today=lambda: TODAY)
    held = assistant.library()
    texts = {key: text.replace("5月底前", "6月底前") for key, text in held.texts.items()}
    assistant._snapshot._held = Library(
        sequence=held.sequence, notices=held.notices, entries=held.entries, texts=texts
    )
    with pytest.raises(StoreDamaged):
        assistant.ask(ASKED)


def test_a_notice_taken_out_answers_no_more(tmp_path, sample_settings):
    settings = sample_settings.model_copy(update={"data_dir": tmp_path / "data"})
    store = filled(settings)
    assistant = Assistant(store, open_index(settings, store), settings, today=lambda: TODAY)
    assistant.warm()
    answer = assistant.ask(ASKED)
    assert answer.fields.lead_units == ("市教育局",)
    store.remove(answer.citations[0].notice.id)
    again = assistant.ask(ASKED)
    assert answer.citations[0].notice.id not in {citation.notice.id for citation in again.citations}
    assert again.receipt != answer.receipt
    assistant.close()


def test_a_region_chosen_beside_the_question_is_the_one_answered_from(samples):
    answer = samples.ask("公开惠农补贴由谁负责", region="云岭省")
    assert {citation.notice.region.name for citation in answer.citations} == {"云岭省"}


def test_stages_are_timed(samples):
    took = dict(samples.ask(ASKED).took_ms)
    assert set(took) >= {"understand", "search", "compose", "total"}
    assert took["total"] >= took["search"] > 0


def test_the_forwarded_notice_and_its_cover_are_told_apart(samples):
    cover = samples.ask("栖霖区2023年政务公开工作要点的文号是多少").citations[0].notice
    inner = samples.ask("云岭省开展结对帮带由谁负责").citations[0].notice
    assert (cover.forwards, inner.forwarded_by) == (inner.id, cover.id)


def test_tasks_of_a_unit_that_the_notices_of_a_place_never_name_are_none_of_theirs(samples):
    answer = samples.ask("霁川县市场监管局2023年牵头哪几项")
    assert answer.status is Status.ANSWERED
    for unit in ("县教育局", "县医疗保障局"):
        answer = samples.ask(f"霁川县2023年{unit}牵头哪几项")
        assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY), unit
