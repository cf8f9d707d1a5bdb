"""Answers of a real library, arranged by a model behind a real local server."""

import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from qa.answer import Status
from qa.assistant import Assistant
from qa.record import answer_record
from qa.shared import SharedAssistant
from qa.show import answer_text
from qa.trace_record import trace_record
from tests.qa.writer.served import backwards, orders, says, served, sleeps

NOTICE = """临溪县人民政府办公室关于印发临溪县老年助餐补贴办法的通知

临政办发〔2024〕9号

各乡镇人民政府，县政府各部门：

现将《临溪县老年助餐补贴办法》印发给你们，请认真执行。

临溪县人民政府办公室

2024年3月1日

（此件公开发布）

第一条 老年助餐补贴由镇便民服务中心受理申请。老年助餐补贴标准为每人每月60元。
第二条 食堂的卫生检查由县市场监督管理局负责。
"""
ASKED = "临溪县老年助餐补贴有哪些内容"
WRITTEN = "老年助餐补贴标准为每人每月60元。老年助餐补贴由镇便民服务中心受理申请。"
EXTRACTED = "老年助餐补贴由镇便民服务中心受理申请。老年助餐补贴标准为每人每月60元。"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    made = Settings(data_dir=folder / "data", encoder="none")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    store = Store.open(made.store_path)
    ingest([folder / "notice.txt"], store, settings=made)
    store.close()
    return made


@contextmanager
def assisted(settings, **changes):
    made = settings.model_copy(update=changes)
    store = Store.open(made.store_path)
    assistant = Assistant(store, open_index(made, store), made)
    try:
        yield assistant
    finally:
        assistant.close()


def test_an_answer_that_a_model_ordered_says_so_everywhere(settings, fits_contract):
    with served(backwards) as server, assisted(settings, writer=server.setting) as assistant:
        answer, trace = assistant.explain(ASKED)
        assert (answer.text, answer.written) == (WRITTEN, True)
        assert answer_record(answer)["written"] is True
        assert "模型排过次序" in answer_text(answer)
        assert assistant.receipt(answer.receipt)["written"] is True
        assert assistant.receipt(answer.receipt)["writer"] == "tiny"
        assert trace_record(trace, answer)["steps"][-1] | {"ms": 0} == {
            "step": "arrange", "ms": 0, "written": True, "why": "written", "detail": "",
        }  # fmt: skip
        assert dict(answer.took_ms)["arrange"] > 0
        fits_contract(answer)


@pytest.mark.parametrize("reply", [says("好的，补贴是600元。"), orders("补贴是每人每月600元。")])
def test_an_answer_that_a_model_spoilt_is_the_extracted_one_and_the_trace_says_why(settings, reply):
    with assisted(settings) as plain:
        as_it_was = plain.ask(ASKED)
        assert (as_it_was.text, as_it_was.written) == (EXTRACTED, False)
    with served(reply) as server, assisted(settings, writer=server.setting) as assistant:
        answer, trace = assistant.explain(ASKED)
    assert len(server.asked) == 1
    assert (answer.text, answer.written, answer.citations) == (EXTRACTED, False, as_it_was.citations)
    step = trace_record(trace, answer)["steps"][-1]
    assert (step["step"], step["written"]) == ("arrange", False)
    assert step["why"] in ("no_json", "figure")


@pytest.mark.parametrize(
    "question",
    ["临溪县2024年9号文的文号是多少", "县市场监督管理局牵头的任务有哪些", "喀左县助餐补贴多少钱", "？"],
)
def test_lists_facts_and_refusals_are_never_sent(settings, question):
    with served(backwards) as server, assisted(settings, writer=server.setting) as assistant:
        assistant.ask(question)
    assert server.asked == []


def test_nothing_is_sent_unless_it_is_set(settings):
    with served(backwards) as server, assisted(settings) as assistant:
        answer = assistant.ask(ASKED)
    assert (server.asked, answer.written, answer.status) == ([], False, Status.ANSWERED)
    assert "arrange" not in dict(answer.took_ms)


def test_neither_key_nor_address_reaches_receipt_answer_or_log(settings, caplog):
    with served(says("{}")) as server:
        changes = {"writer": server.setting, "writer_key": "top-secret"}
        with assisted(settings, **changes) as assistant, caplog.at_level(logging.DEBUG):
            answer, trace = assistant.explain(ASKED)
            kept = json.dumps(assistant.receipt(answer.receipt), ensure_ascii=False)
    told = json.dumps(trace_record(trace, answer), ensure_ascii=False)
    assert server.keys == ["Bearer top-secret"]
    for text in (kept, told, caplog.text, repr(answer)):
        assert "top-secret" not in text
        assert server.address not in text


def test_a_model_that_takes_its_time_holds_up_nobody_elses_question(settings):
    reached, go = threading.Event(), threading.Event()

    def held(handler):
        reached.set()
        assert go.wait(30)
        backwards(handler)

    with served(held) as server, assisted(settings, writer=server.setting, writer_seconds=30) as assistant:
        shared = SharedAssistant(assistant)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(shared.ask, ASKED)
            assert reached.wait(30)
            # The other question is answered while the first still waits for the model.
            assert shared.ask("喀左县助餐补贴多少钱")["reason"] == "other_region"
            assert not waiting.done()
            go.set()
            assert waiting.result(30)["text"] == WRITTEN


def test_questions_that_wait_for_a_model_wait_together(settings):
    with served(sleeps) as server, assisted(settings, writer=server.setting, writer_seconds=1) as assistant:
        shared = SharedAssistant(assistant)
        shared.ask("？")
        since = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(shared.ask, [ASKED] * 4))
        assert {record["text"] for record in found} == {EXTRACTED}
        # One after the other it would be 4 seconds.
        assert time.monotonic() - since < 3
