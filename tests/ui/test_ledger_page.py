"""The staff ledger as staff meet it: a real browser on a real server."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.axe import violations
from tests.ui.conftest import enter
from ui.ledger.columns import columns

FILES = Path(__file__).parents[2] / "ui" / "ledger" / "page"
OWN = {"http://www.w3.org/2000/svg"}
MANY = 10_000
_UNITS = ["县发展和改革局", "县财政局", "县教育局", "县水利局", "县民政局"]


@pytest.fixture
def open_ledger(chromium, site, signed_in):
    """Opens the ledger signed in; fails the test on errors in its scripts."""
    opened, errors = [], []

    def open_page(query="", before=None, **options):
        context = chromium.new_context(
            **{"viewport": {"width": 1360, "height": 900}, "locale": "zh-CN", **options}
        )
        opened.append(context)
        context.add_cookies(signed_in("管理员"))
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(error))
        if before:
            before(page)
        page.goto(f"{site}/tasks/{query}")
        page.wait_for_function("() => /^共/.test(document.getElementById('count').textContent)")
        return page

    yield open_page
    for context in opened:
        context.close()
    assert errors == []


def found(page):
    """How many rows satisfy the filter, as the page says."""
    page.wait_for_selector("#filters:not([aria-busy])", state="attached")
    return int(re.search(r"符合 (\d+) 项", page.locator("#count").inner_text())[1])


def invented(number):
    day = date(2026, 1, 1) + timedelta(days=number * 7 % 720)
    return {
        "notice": f"青石县第{number % 200}号要点", "notice_id": f"n{number % 200}", "document_number": None,
        "region": "青石县", "stage": "final", "validity": "in_force", "item_id": f"n{number % 200}-i{number}",
        "path": ["一、要点"], "item": str(number),
        "text": f"第{number}件事：" + "把清单公开、核对、报送。" * 8,
        "lead_units": [_UNITS[number % 5]], "responsible_units": [_UNITS[(number + 1) % 5], "各乡镇"],
        "cooperating_units": [], "start": 0, "end": 9,
        "deadline": {"text": "月底前", "kind": "by_date", "due": day.isoformat(), "rule": None},
    }  # fmt: skip


def many(page):
    tasks = columns([invented(number) for number in range(MANY)])
    page.route("**/api/v1/tasks/table", lambda route: route.fulfill(json=tasks))


def test_the_page_names_no_other_address_and_parses_no_html():
    for file in FILES.iterdir():
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= OWN, file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), file.name


def test_an_operator_is_told_that_the_ledger_is_not_his(chromium, site):
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    enter(page, f"{site}/tasks", name="话务员")
    assert "您没有打开这一页的权限" in page.inner_text("main")
    context.close()


FILTERS = [
    {"text": "清单"},
    {"text": "２０２３ 公开"},
    {"unit": "市教育局"},
    {"unit": "市教育局", "role": "lead"},
    {"role": "cooperating"},
    {"region": "清禾市"},
    {"when": "undated"},
    {"when": "overdue"},
    {"when": "month"},
    {"state": "not_noted"},
    {"state": "done"},
]


def test_every_filter_finds_what_the_exported_file_holds(open_ledger, site):
    page = open_ledger()
    for wanted in FILTERS:
        page.click("button[type=reset]")
        for name, value in wanted.items():
            field = page.locator(f"#{name}")
            field.select_option(value) if name not in ("text", "unit") else field.fill(value)
        shown = found(page)
        address = page.locator("[data-format=csv]").get_attribute("href")
        lines = page.request.get(site + address).text().replace('""', "")
        records = re.sub('"[^"]*"', "", lines).strip().split("\n")
        assert len(records) - 1 == shown, wanted


def test_the_filter_is_kept_in_the_address_and_comes_back(open_ledger):
    page = open_ledger("?text=清单&when=overdue&view=time")
    assert page.input_value("#text") == "清单"
    assert page.locator("#time").is_visible()
    shown = found(page)
    page.reload()
    page.wait_for_function("() => /^共/.test(document.getElementById('count').textContent)")
    assert found(page) == shown


def test_a_row_opens_its_clause_in_the_notice(open_ledger):
    page = open_ledger("?text=网页怪字")
    page.locator("#rows a.task").click()
    page.locator("#place").wait_for()
    assert "清理网页怪字" in page.locator("#place").inner_text()


def test_hostile_text_is_shown_as_text_in_every_view(open_ledger):
    page = open_ledger("?text=网页怪字")
    assert "<script>window.hacked=1</script>" in page.locator("#rows").inner_text()
    for view in ("month", "time", "counts"):
        page.click(f"[data-view={view}]")
        page.locator(f"#{view} > *").first.wait_for()
    page.click("[data-view=list]")
    page.locator("#rows .state").click()
    page.fill("#note-text", "<img src=y onerror='window.hacked=2'>")
    page.check("[name=to][value=under_way]")
    page.click("#note-save")
    page.get_by_text("<img src=y").wait_for()
    assert page.locator("img[src=x], img[src=y]").count() == 0
    assert page.evaluate("window.hacked") is None


def test_progress_is_noted_by_keyboard_and_the_next_one_sees_it(open_ledger):
    page = open_ledger("?text=医保缴费")
    page.locator("#rows .state").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.get_by_text("还没有人登记").wait_for()
    page.get_by_label("逾期说明", exact=True).focus()
    page.keyboard.press("Space")
    page.locator("#note-save").press("Enter")
    assert "原因" in page.locator("#note-problem").inner_text()
    page.locator("#note-text").fill("等上级文件，问13912345678")
    assert "〔…〕" in page.locator("#note-masked").inner_text()
    page.locator("#note-save").press("Enter")
    page.wait_for_function("() => document.activeElement.classList.contains('late')")
    assert "等上级文件，问〔手机号〕" in page.locator("#rows").inner_text()
    other = open_ledger("?state=late")
    row = other.locator("#rows tr").first
    assert "等上级文件" in row.inner_text()
    assert "管理员" in row.inner_text()
    row.locator(".state").click()
    other.locator("#note-history .note-line").wait_for()
    assert other.locator("#note-history li").count() == 1


def test_one_who_comes_second_is_told_and_what_he_typed_stays(open_ledger):
    first, second = open_ledger("?text=网页怪字"), open_ledger("?text=网页怪字")
    for page in (first, second):
        page.locator("#rows .state").click()
        page.wait_for_function(
            "() => !document.getElementById('note-history').textContent.includes('正在读')"
        )
        page.check("[name=to][value=done]")
    first.fill("#note-text", "先到的")
    first.click("#note-save")
    first.wait_for_function("() => !document.getElementById('note').open")
    second.fill("#note-text", "后到的")
    second.click("#note-save")
    second.wait_for_selector("#note-problem:visible")
    assert "别人刚刚更新过" in second.locator("#note-problem").inner_text()
    assert second.input_value("#note-text") == "后到的"
    second.get_by_text("先到的").wait_for()


def test_when_the_server_is_gone_the_note_is_kept_and_can_be_sent_later(open_ledger):
    page = open_ledger("?text=清单")
    page.locator("#rows .state").first.click()
    page.wait_for_function("() => !document.getElementById('note-history').textContent.includes('正在读')")
    page.check("[name=to][value=under_way]")
    page.fill("#note-text", "写到一半")
    page.route("**/progress", lambda route: route.abort())
    page.click("#note-save")
    page.wait_for_selector("#note-problem:visible")
    page.click("#note-close")
    page.unroute("**/progress")
    page.locator("#rows .state").first.click()
    assert page.input_value("#note-text") == "写到一半"
    page.wait_for_function("() => !document.getElementById('note-history').textContent.includes('正在读')")
    page.click("#note-save")
    page.wait_for_function("() => !document.getElementById('note').open")


def test_a_month_leads_to_the_tasks_of_a_day(open_ledger):
    page = open_ledger("?view=month")
    day = page.locator("#month td button").first
    due = int(re.match(r"\d+", day.inner_text())[0])
    day.click()
    assert found(page) == due
    assert page.locator("#list").is_visible()


def test_counts_stand_in_a_table_beside_the_drawing(open_ledger):
    page = open_ledger("?view=counts")
    assert page.locator("#counts svg[aria-hidden=true]").count() == 2
    page.locator("#counts summary").nth(1).click()
    cells = page.locator("#counts figure").nth(1).locator("tbody tr")
    numbers = [row.locator("td").all_inner_texts() for row in cells.all()]
    assert sum(int(all) for all, *_ in numbers) == found(page)
    assert all(int(all) == sum(map(int, parts)) for all, *parts in numbers)


def test_the_timeline_is_a_table_that_draws_each_task_from_its_notice_to_its_last_day(open_ledger):
    page = open_ledger("?view=time")
    page.locator(".gantt svg rect").first.wait_for()
    rows = page.locator(".gantt tbody tr")
    assert rows.count() == page.locator(".gantt svg[aria-hidden=true]").count() > 5
    said = page.locator(".gantt tbody .visually-hidden").all_inner_texts()
    dates = [[tuple(map(int, day)) for day in re.findall(r"(\d+)年(\d+)月(\d+)日", one)] for one in said]
    assert sum(len(days) == 2 and days[0] < days[1] for days in dates) > 5
    widths = page.locator(".gantt rect").evaluate_all(
        "all => all.map((one) => Number(one.getAttribute('width')))"
    )
    assert min(widths) >= 6
    assert max(widths) <= 1000
    rows.first.locator("a").focus()
    page.keyboard.press("Enter")
    page.locator("#place").wait_for()


def test_ten_thousand_tasks_are_turned_over_in_the_timeline_with_the_keyboard(open_ledger):
    page = open_ledger("?view=time", before=many)
    page.locator(".gantt rect").first.wait_for()
    first = page.locator(".gantt caption").inner_text()
    page.get_by_role("button", name="更早").press("Enter")
    page.wait_for_function(
        "before => document.querySelector('.gantt caption').innerText !== before", arg=first
    )
    assert page.locator(".gantt tbody tr").count() == 40
    assert page.evaluate("document.activeElement.textContent") == "更早"


@pytest.mark.parametrize("when", ["overdue", "week", "month", "quarter"])
def test_a_quick_choice_finds_as_many_as_it_says(open_ledger, when):
    page = open_ledger(before=many)
    quick = page.locator(f"[data-when={when}]")
    said = int(quick.locator(".number").inner_text())
    quick.click()
    assert found(page) == said
    assert page.input_value("#when") == when
    assert quick.get_attribute("aria-pressed") == "true"
    quick.click()
    assert found(page) == MANY


def test_a_clause_that_changed_shows_the_difference_on_its_row(open_ledger):
    def changed(page):
        page.route("**/api/v1/tasks/table", lambda route: route.fulfill(json=columns([invented(1)])))
        note = {"number": 3, "state": "under_way", "note": "", "by": "甲", "at": "2026-01-01T00:00:00Z"}
        told = {**note, "notes": 2, "clause": "修好北桥。\n时限：6月底前"}
        page.route(
            "**/api/v1/tasks/progress",
            lambda route: route.fulfill(
                json={"tasks": {"n1-i1": told}, "lost": [], "user": "甲", "today": "2026-03-01"}
            ),
        )
        now = {"clause": "修好南桥和北桥。\n时限：9月底前", "history": [told]}
        page.route("**/api/v1/tasks/n1-i1/progress", lambda route: route.fulfill(json=now))

    page = open_ledger(before=changed)
    assert "共 2 条" in page.locator("#rows").inner_text()
    page.locator(".change summary").click()
    page.locator(".change ins").first.wait_for()
    assert page.locator(".change ins").all_inner_texts() == ["南桥和", "9"]
    assert page.locator(".change del").all_inner_texts() == ["6"]


@pytest.mark.parametrize("look", ["light", "dark", "large", "contrast"])
def test_axe_finds_nothing_in_any_view(open_ledger, look):
    page = open_ledger("?view=time", color_scheme="dark" if look == "dark" else "light")
    if look in ("large", "contrast"):
        page.click(f"[data-display={look}]")
    for view in ("time", "counts", "month", "list"):
        page.click(f"[data-view={view}]")
        page.locator(f"#{view} > *").first.wait_for()
        assert violations(page) == []
    page.locator("#rows .state").first.click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []


def test_all_that_is_found_is_printed_without_the_form(open_ledger):
    page = open_ledger()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows tr").count() == found(page)
    assert page.locator("#filters").is_hidden()
    assert page.locator("#wanted").inner_text().startswith("未筛选")


def test_a_printed_timeline_is_whole_and_says_what_was_asked_for(open_ledger):
    def some(page):
        tasks = columns([invented(number) for number in range(90)])
        page.route("**/api/v1/tasks/table", lambda route: route.fulfill(json=tasks))

    page = open_ledger("?view=time&unit=县财政局&role=lead", before=some)
    page.locator(".gantt rect").first.wait_for()
    page.fill("#unit", "")
    page.wait_for_selector("#filters:not([aria-busy])", state="attached")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".gantt tbody tr").count() == 90
    assert page.locator("#wanted").inner_text().startswith("筛选：角色“牵头”；")


def test_what_was_put_right_is_marked_at_the_task_alone(open_ledger):
    def one(page):
        tasks = columns([{**invented(1), "corrected": ["时限"]}])
        page.route("**/api/v1/tasks/table", lambda route: route.fulfill(json=tasks))

    row = open_ledger(before=one).locator("#rows tr")
    assert row.inner_text().count("人工更正：时限") == 1
    assert "人工更正：时限" in row.locator("td").first.inner_text()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("view", ["list", "month", "time", "counts"])
def test_a_narrow_phone_never_scrolls_sideways(open_ledger, view, large):
    page = open_ledger(f"?view={view}", viewport={"width": 320, "height": 640})
    if large:
        page.click("[data-display=large]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


STEPS = [
    ("text", "9"), ("text", "报送 第77"), ("when", "quarter"), ("text", ""), ("role", "lead"),
    ("when", "overdue"), ("when", ""),
]  # fmt: skip
_FILTER = """async ([name, value]) => {
    const form = document.getElementById("filters"), count = document.getElementById("count");
    const told = new Promise((done) => {
        new MutationObserver((_, seen) => { seen.disconnect(); done(); }).observe(count, { childList: true });
    });
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
    await told;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}"""


def test_of_ten_thousand_rows_only_some_are_drawn_whatever_is_asked_for(open_ledger):
    page = open_ledger(before=many)
    counts = []
    for step in STEPS:
        page.evaluate(_FILTER, step)
        assert page.locator("#rows tr").count() == min(found(page), 50)
        counts.append(found(page))
    assert 0 < counts[1] < counts[0] < MANY
    assert counts[-1] == MANY
