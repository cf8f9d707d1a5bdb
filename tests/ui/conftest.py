"""A real server in its own process, with the sample notices and one hostile one, and a real browser."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest
from playwright.sync_api import sync_playwright

from corpus.accounts import AccountRole
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store

PASSWORD = "青石 出门带伞 七把"
CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
HOSTILE = f"""临溪县人民政府办公室关于印发临溪县2024年网页清理工作要点的通知

临政办发〔2024〕9号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

（此件公开发布）

1. 清理网页怪字𠮷。{MARKUP}这类文字一律当作普通文字，6月底前清理完。（牵头单位：县数据局）
"""
_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
_SECONDS = 240
# The site serves every test of these pages, on a busy machine too.
_SITE_SECONDS = 1800


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """A running `zhengda serve`. Its stderr goes to a file: nobody reads a pipe while tests run."""

    process: subprocess.Popen
    timer: Timer
    log: Path

    def finish(self):
        """Wait for its end. Returns (exit code, stdout, stderr)."""
        out, _ = self.process.communicate(timeout=30)
        self.timer.cancel()
        return self.process.returncode, out, self.log.read_text(encoding="utf-8")

    def stop(self):
        """Interrupt it as a person would. Returns what `finish` does."""
        self.process.send_signal(signal.SIGINT)
        return self.finish()


def start(*options, data_dir, seconds=_SECONDS):
    """Start `zhengda serve`; it is killed after some minutes whatever happens."""
    environment = {**os.environ, "ZHENGDA_DATA_DIR": str(data_dir), "ZHENGDA_ENCODER": "none"}
    log = data_dir.parent / f"{data_dir.name}.log"
    with log.open("w", encoding="utf-8") as sink:
        process = subprocess.Popen(
            [sys.executable, "zhengda.py", "serve", *options],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
            encoding="utf-8",
        )
    timer = Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    return Server(process, timer, log)


@pytest.fixture(scope="session")
def site_settings(tmp_path_factory):
    """Where the site keeps its data."""
    return Settings(data_dir=tmp_path_factory.mktemp("site") / "data", encoder="none")


@pytest.fixture(scope="session")
def site(site_settings):
    settings, folder = site_settings, site_settings.data_dir.parent
    hostile = folder / "hostile.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    store = Store.open(settings.store_path)
    ingest([SAMPLES], store, settings=settings, sample=True)
    ingest([hostile], store, settings=settings)
    for name, role in (("管理员", AccountRole.ADMINISTRATOR), ("话务员", AccountRole.OPERATOR)):
        store.accounts.add(name, role, PASSWORD, by=None)
    store.close()
    port = free_port()
    server = start("--port", str(port), data_dir=settings.data_dir, seconds=_SITE_SECONDS)
    said = server.process.stdout.readline()
    assert str(port) in said, server.log.read_text(encoding="utf-8")
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield browser
        browser.close()


def enter(page, address, name="管理员"):
    """Open an address that one must sign in for, and sign in on the way."""
    page.goto(address)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{address}/")


@pytest.fixture
def desk(chromium, site):
    """The desk, opened once it is ready, and the addresses that the page asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page, seen = context.new_page(), []
    page.set_default_timeout(40_000)
    page.on("request", lambda request: seen.append(request.url))
    enter(page, f"{site}/desk")
    page.get_by_role("tab", name="查一查").wait_for()
    yield page, seen
    context.close()


@pytest.fixture
def page(chromium, site):
    """The public page on a phone, opened; fails the test on any error in its scripts."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    opened, errors = context.new_page(), []
    opened.set_default_timeout(10_000)
    opened.on("pageerror", lambda error: errors.append(error))
    opened.goto(site)
    opened.wait_for_selector("#examples .chip")
    yield opened
    context.close()
    assert errors == []
