from dataclasses import replace
from datetime import date

import pytest

from corpus.model import Validity
from qa.answer import Warning
from qa.compose import status_answer
from tests.qa.verbatim import verify


@pytest.mark.parametrize(
    ("question", "said", "warning"),
    [
        ("砚溪县2023年政务公开任务分工是正式文件吗", "这是征求意见稿，尚未定稿", Warning.CONSULTATION_DRAFT),
        ("望川市就业补贴申领办法还有效吗", "这是试行文件；已过有效期", Warning.EXPIRED),
        ("望川市12345热线工单办理规定还有效吗", "这是正式文件；现行有效", None),
        ("云岭省2023年政务公开工作要点是转发的吗", "本件由另一机关转发", None),
        ("清禾市2023年政务公开工作要点还有效吗", "原文没有写明有效期", None),
    ],
)
def test_a_status_is_said_and_warned_of(question, said, warning, samples, library):
    answer = samples.ask(question)
    assert said in answer.text
    assert answer.warnings == ((warning,) if warning else ())
    verify(answer, library)


def test_a_repealed_notice_is_not_in_force(samples):
    answer = samples.ask("霁川县高龄津贴发放办法还有效吗")
    assert "已被废止" in answer.text
    assert answer.warnings == (Warning.REPEALED,)


def test_a_superseded_notice_is_said_to_be(samples):
    assert "已被废止，由新文件代替" in samples.ask("清禾房公管〔2022〕3号现在还能用吗").text


def test_a_superseded_notice_is_warned_of(samples):
    assert samples.ask("清禾房公管〔2022〕3号现在还能用吗").warnings == (Warning.SUPERSEDED,)


def test_the_words_that_end_a_notice_are_cited_first(samples):
    answer = samples.ask("清禾房公管〔2022〕3号现在还能用吗")
    assert "（清禾房公管〔2022〕3号）同时废止" in answer.citations[0].quote
    assert answer.citations[0].notice.document_number == "清禾房公管〔2024〕6号"


def test_a_notice_is_judged_on_the_day_it_is_asked_about(on):
    question = "望川市就业补贴申领办法还有效吗"
    assert "现行有效" in on(date(2024, 8, 31)).ask(question).text
    assert "已过有效期" in on(date(2024, 9, 1)).ask(question).text
    early = on(date(2022, 8, 20)).ask(question)
    assert "尚未施行" in early.text
    assert early.warnings == (Warning.NOT_YET_EFFECTIVE,)


def test_a_notice_that_prints_nothing_of_its_status_is_cited_by_its_beginning(library):
    notice = next(notice for notice in library.notices.values() if notice.validity is Validity.UNKNOWN)
    (citation,) = status_answer(replace(notice, facts=()), library, date(2025, 8, 1)).citations
    first = min(entry.passage.span for entry in library.entries.values() if entry.notice.id == notice.id)
    assert citation.span == first


def test_the_cover_of_a_forwarded_notice_is_cited_where_it_names_it(samples):
    answer = samples.ask("云岭省2023年政务公开工作要点是转发的吗")
    assert "转 发给你们" in " ".join(citation.quote for citation in answer.citations)


def test_what_is_printed_on_a_notices_term_is_said_with_how_it_stands(samples):
    assert (
        "原文：本规定自2024年7月8日起施行，有效期3年。"
        in samples.ask("望川市12345热线工单办理规定过期了没").text
    )
    assert "原文：" not in samples.ask("望川市12345热线工单办理规定是正式文件吗").text
    # What another notice has ended has no term any more.
    assert "有效期5年" not in samples.ask("霁川县高龄津贴发放办法还有效吗").text
