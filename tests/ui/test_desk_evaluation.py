import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from eval.cache import Cache
from eval.desk import open_desk
from eval.evaluate import Bench, evaluate
from eval.folder import RunFolder
from eval.questions import State, load_questions
from eval.register import register, registered
from eval.variants import find_variant
from tests.ui.conftest import MARKUP, ROOT, enter

DAYS = {"whole": datetime(2026, 3, 1, tzinfo=UTC), "threshold": datetime(2026, 3, 2, tzinfo=UTC)}
# People's own words: some are always missed.
SET = ROOT / "eval" / "sets" / "citizen.jsonl"


@pytest.fixture(scope="session")
def runs(site, site_settings, tmp_path_factory):
    """Two runs of one set over the site's library, registered; the set's name is hostile."""
    assert site
    folder = tmp_path_factory.mktemp("runs")
    asked = folder / "<img src=x onerror=hacked()>${window.hacked=1}.jsonl"
    shutil.copy(SET, asked)
    bench = Bench(cache=Cache(folder / "cache"), progress=lambda _done, _total: None, limit=40)
    for name in ("whole", "threshold"):
        run = RunFolder.create(folder / name)
        evaluate(load_questions(asked), site_settings, run, bench, find_variant(name))
        register(site_settings.data_dir, run, at=DAYS[name])
    return asked.name


def choose(page, label, place=0):
    page.get_by_label(label).click()
    page.get_by_role("option").nth(place).click()


def cell(page, words):
    return page.get_by_role("gridcell").filter(has_text=words).first


def test_without_a_run_the_page_says_how_to_make_one(desk, site_settings):
    page, _ = desk
    (site_settings.data_dir / "eval" / "runs.jsonl").unlink(missing_ok=True)
    page.get_by_role("tab", name="评测").click()
    page.get_by_text("还没有评测。用 zhengda eval run").wait_for()
    assert not page.get_by_label("看哪一次").is_visible()


def test_a_run_is_seen_over_time_in_detail_and_against_another(desk, site, site_settings, runs):
    page, seen = desk
    page.get_by_role("tab", name="评测").click()
    page.locator(".desk-chart svg circle").first.wait_for()
    cell(page, runs).wait_for()
    cell(page, "第一条即依据").wait_for()
    _, older = (label for label, _ in open_desk(site_settings).runs.listing()["runs"])
    page.get_by_role("gridcell").filter(has_text=older[:19]).first.click()
    chosen = page.get_by_label("看哪一次")
    page.wait_for_function("([input, label]) => input.value === label", arg=[chosen.element_handle(), older])
    page.get_by_role("tab", name="通知").click()
    page.get_by_role("tab", name="评测").click()
    page.wait_for_timeout(500)
    assert chosen.input_value() == older
    choose(page, "最差的题")
    cell(page, "丢在哪一步").wait_for()
    page.get_by_text("经过（检索和打分，JSON）").wait_for()
    choose(page, "与同一题集的哪一次对照")
    cell(page, "看不出").wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0
    assert [url for url in seen if not url.startswith((site, "data:", "blob:"))] == []


@pytest.mark.usefixtures("runs")
def test_a_run_whose_files_are_broken_is_said_and_the_page_goes_on(desk, site_settings, tmp_path):
    page, _ = desk
    newest, *_ = registered(site_settings.data_dir)
    broken = RunFolder.create(tmp_path / "broken")
    shutil.copytree(newest.folder, broken.path, dirs_exist_ok=True)
    register(site_settings.data_dir, broken, at=datetime.now(UTC))
    (broken.path / "outcomes.jsonl").write_text("[1]", encoding="utf-8")
    page.get_by_role("tab", name="评测").click()
    page.get_by_text("没有可用的 outcomes.jsonl").first.wait_for()
    choose(page, "看哪一次", 1)
    cell(page, "第一条即依据").wait_for()
    shutil.rmtree(broken.path)


def test_a_question_is_drafted_reviewed_and_accepted(desk, site_settings):
    page, _ = desk
    shutil.rmtree(site_settings.data_dir / "eval" / "drafts", ignore_errors=True)
    page.get_by_role("tab", name="审题").click()
    page.get_by_text("还没有草稿").wait_for()
    page.get_by_role("button", name="由库里的通知起草").click()
    page.get_by_text("新草稿：由库起草").wait_for()
    page.locator(".desk-words mark").first.wait_for()
    accept = page.get_by_role("button", name="收下", exact=True)
    assert page.get_by_label("审题人").count() == 0
    page.get_by_label("收进题集").fill("验收")
    page.locator("#review-question textarea").fill("换个问法问同一件事行不行？")
    page.get_by_role("tab", name="通知").click()
    page.get_by_role("tab", name="审题").click()
    accept.click()
    page.get_by_text("已收入 验收.jsonl（第 1 版，共 1 题）").wait_for()
    page.get_by_role("button", name="不收").click()
    page.get_by_text("已收 1 · 不收 1").wait_for()
    (question,) = load_questions(site_settings.data_dir / "eval" / "sets" / "验收.jsonl").questions
    assert (question.state, question.reviewed_by) == (State.ACCEPTED, "管理员")
    assert question.question == "换个问法问同一件事行不行？"


def test_passages_and_problems_are_shown_as_text(desk, site_settings):
    page, _ = desk
    row = {
        "id": "h1", "kind": "unit", "question": "怪字谁清理？${window.hacked=1}", "notices": ["hostile.txt"],
        "evidence": ["清理网页怪字"], "lead_units": ["<img src=x onerror=window.hacked=1>"],
        "answerable": True, "state": "generated",
    }  # fmt: skip
    draft = site_settings.data_dir / "eval" / "drafts" / "怪.jsonl"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(json.dumps(row), encoding="utf-8")
    page.get_by_role("tab", name="审题").click()
    page.locator(".desk-words blockquote").filter(has_text=MARKUP).first.wait_for()
    page.get_by_text("通知里没有单位").first.wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("window.hacked") is None
    draft.unlink()


def test_the_second_of_two_people_on_one_question_is_told(desk, chromium, site, site_settings):
    first, _ = desk
    open_desk(site_settings).review.draft_from_library()
    context = chromium.new_context(locale="zh-CN")
    second = context.new_page()
    second.set_default_timeout(40_000)
    enter(second, f"{site}/desk", "话务员")
    for page in (first, second):
        page.get_by_role("tab", name="审题").click()
        page.get_by_text("待审").first.wait_for()
        page.get_by_label("收进题集").fill("两人")
    first.get_by_role("button", name="收下", exact=True).click()
    first.get_by_text("已收入 两人.jsonl").wait_for()
    second.get_by_role("button", name="不收").click()
    second.get_by_text("由管理员在别处审过（收下）").wait_for()
    context.close()
    (question,) = load_questions(site_settings.data_dir / "eval" / "sets" / "两人.jsonl").questions
    assert question.reviewed_by == "管理员"


# A server that began anew under an open page knows no question of it.
_FORGOTTEN = """
import sys
from pathlib import Path
from corpus.settings import Settings
from eval.desk import open_desk
from ui.desk_review import review_tab
from ui.quiet_gradio import gr
with gr.Blocks() as blocks, gr.Tab() as tab:
    review_tab(open_desk(Settings(data_dir=Path(sys.argv[1]), encoder="none")).review, tab)
(check,) = (block for block in blocks.blocks.values() if getattr(block, "value", None) == "先核对")
(pressed,) = (each for each in blocks.fns.values() if (check._id, "click") in each.targets and each.fn)
empty = [None] * (len(pressed.inputs) - 4)
said, *rest = pressed.fn(None, None, {}, [], *empty)
print("先选一份草稿" in said, len(rest) == len(pressed.outputs) - 1)
"""


def test_a_page_that_the_server_has_forgotten_is_told_what_to_do(tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", _FORGOTTEN, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["True", "True"], done.stderr
