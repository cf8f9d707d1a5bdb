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
from playwright.sync_api import Browser, sync_playwright

from corpus.accounts import AccountRole
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store

PASSWORD = "青石 出门带伞 七把"
CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[1]
USERS = {
    "管理员": AccountRole.ADMINISTRATOR,
    "话务员": AccountRole.OPERATOR,
    "工作人员": AccountRole.STAFF,
}
INVENTED = "http://evil.example/"
"""The address of a page that tests answer themselves; it never leaves the browser."""
_EVERYWHERE = ("data:", "blob:", INVENTED)
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
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
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
    for name, role in USERS.items():
        store.accounts.add(name, role, PASSWORD, by=None)
    store.close()
    port = free_port()
    server = start("--port", str(port), data_dir=settings.data_dir, seconds=_SITE_SECONDS)
    said = server.process.stdout.readline()
    assert str(port) in said, server.log.read_text(encoding="utf-8")
    yield f"http://127.0.0.1:{port}"
    server.stop()


class Chromium:
    """A browser that notes whatever its pages ask of another address than the site's."""

    def __init__(self, browser: Browser, site: str):
        self._browser, self._allowed = browser, (f"{site}/", *_EVERYWHERE)
        self.strayed = []

    def allow(self, site):
        """Let pages of another server of ours ask it."""
        self._allowed = (*self._allowed, f"{site}/")

    def new_context(self, **options):
        context = self._browser.new_context(**options)
        context.on("request", self._note)
        return context

    def _note(self, request):
        if not request.url.startswith(self._allowed):
            self.strayed.append(request.url)


@pytest.fixture(scope="session")
def chromium(site):
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield Chromium(browser, site)
        browser.close()


@pytest.fixture(autouse=True)
def nothing_strays(request):
    """Fails any test in a browser whose pages ask anything of another address."""
    yield
    if "chromium" in request.fixturenames:
        strayed = request.getfixturevalue("chromium").strayed
        asked, strayed[:] = list(strayed), []
        assert asked == []


@pytest.fixture(scope="session")
def signed_in(chromium, site):
    """Gives the cookies of a user who has signed in; once each: checking a password is slow on purpose."""
    cookies = {}

    def cookies_of(name):
        if name not in cookies:
            context = chromium.new_context(locale="zh-CN")
            page = context.new_page()
            page.set_default_timeout(40_000)
            enter(page, f"{site}/account", name, arrived=f"{site}/account")
            cookies[name] = context.cookies()
            context.close()
        return cookies[name]

    return cookies_of


def enter(page, address, name="管理员", *, arrived=None):
    """Open an address that one must sign in for, and sign in on the way."""
    page.goto(address)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(arrived or f"{address}/")
