import json
import re

import pytest

from qa.answer import Reason, Status
from qa.question_file import encodable
from qa.record import answer_record
from qa.show import answer_text
from tests.qa.verbatim import verify

BAD = {
    "empty": "",
    "blank": " \t\n\u3000",
    "too long": "清禾市教育局" * 1667,
    "punctuation": "？！……。，、；：“”《》（）",
    "sql": "'; DROP TABLE notices; -- 谁负责",
    "html": "<img src=x onerror=alert(1)>谁负责",
    "regular expression": "(?:(.*)*)*[谁+负责$",
    "query syntax": 'title:"谁" AND (负责 OR *) ~2 ^3 \\',
    "emoji": "😀😀👨‍👩‍👧",
    "emoji and words": "😀谁负责教育👍",
    "surrogate": "\ud800谁负责\udfff",
    "null": "谁\x00负责\x07",
    "newlines": "谁\n负责\r\n教育\u2028信息",
    "right to left": "\u202e谁负责\u202c\u200f教育",
    "percent": "%s%n{0}{question}谁负责",
    "latin": "who is responsible?",
    "numbers": "1234567890",
    "combining": "谁" + "\u0301" * 300 + "负责",
    "path": "../../etc/passwd 谁负责",
}


@pytest.mark.parametrize("question", BAD.values(), ids=BAD.keys())
def test_bad_input_gets_a_typed_answer_in_chinese(question, samples, library):
    answer = samples.ask(question)
    assert (answer.status is Status.NOT_FOUND) is (answer.reason is not None)
    assert re.search("[\u4e00-\u9fff]", answer.text)
    assert answer.question == encodable(question)
    assert samples.store.receipt(answer.receipt) is not None
    verify(answer, library)
    json.dumps(answer_record(answer))


def test_half_a_surrogate_pair_is_offered_back_in_a_form_that_can_be_kept(samples):
    assert samples.ask("\ud800文号是多少").status is Status.CLARIFY


@pytest.mark.parametrize("name", ["empty", "blank", "too long", "punctuation", "emoji", "latin", "numbers"])
def test_what_is_no_question_is_unclear(name, samples):
    assert samples.ask(BAD[name]).reason is Reason.UNCLEAR


def test_a_question_over_the_limit_is_told_the_limit(samples):
    assert "2000 字以内" in samples.ask("问" * 10_000).text


def test_markup_in_a_question_is_echoed_as_text_and_said_nowhere_else(samples):
    question = "<script>alert(1)</script>清禾市公开教育入学信息由谁牵头？"
    answer = samples.ask(question)
    assert answer.question == encodable(question)
    record = answer_record(answer)
    del record["question"]
    assert "<script>" not in json.dumps(record, ensure_ascii=False)
    assert "<script>" not in answer_text(answer)
