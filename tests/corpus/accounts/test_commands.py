import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.accounts import Lifetime, SignedIn
from corpus.accounts.commands import users
from corpus.errors import UsageError
from corpus.settings import Settings, command_line
from corpus.store import Store
from tests.corpus.accounts.conftest import PASSWORD

ROOT = Path(__file__).parents[3]


def run(settings: Settings, *arguments: str, given: str | None = None) -> Result:
    with command_line(data_dir=settings.data_dir):
        return CliRunner().invoke(users, arguments, input=given, catch_exceptions=False)


def add(settings: Settings, name: str, role: str) -> Result:
    return run(settings, "add", name, "--role", role, "--password-stdin", given=f"{PASSWORD}\n")


def listed(settings: Settings) -> dict[str, tuple[str, bool]]:
    found = json.loads(run(settings, "list", "--json").stdout)["users"]
    return {user["name"]: (user["role"], user["locked"]) for user in found}


def enters(settings: Settings, name: str, password: str) -> bool:
    store = Store.open(settings.store_path)
    try:
        return isinstance(store.door(Lifetime()).sign_in(name, password, address=""), SignedIn)
    finally:
        store.close()


def test_without_users_the_list_says_how_to_add_the_first(settings: Settings) -> None:
    assert "zhengda users add 名字 --role administrator" in run(settings, "list").stdout


def test_the_life_of_a_user(settings: Settings) -> None:
    assert "已新建「张三」（管理员）" in add(settings, "张三", "administrator").stdout
    add(settings, "李四", "operator")
    assert listed(settings) == {"张三": ("administrator", False), "李四": ("operator", False)}
    assert re.search(r"李四 +话务员 +可登录", run(settings, "list").stdout)
    assert "现在是编辑" in run(settings, "role", "李四", "editor").stdout
    run(settings, "lock", "李四")
    assert listed(settings)["李四"] == ("editor", True)
    assert not enters(settings, "李四", PASSWORD)
    run(settings, "unlock", "李四")
    assert enters(settings, "李四", PASSWORD)
    run(settings, "password", "李四", "--password-stdin", given="换过的 新密码 很长\r\n")
    assert enters(settings, "李四", "换过的 新密码 很长")
    assert run(settings, "remove", "李四", given="n\n").exit_code == 1
    assert "李四" in listed(settings)
    run(settings, "remove", "李四", "--yes")
    assert list(listed(settings)) == ["张三"]
    log = run(settings, "log").stdout
    assert [word in log for word in ("新建", "改角色", "停用", "恢复", "登录", "改密码", "删除")] == [
        True
    ] * 7
    assert json.loads(run(settings, "log", "--last", "1", "--json").stdout)["events"][0]["kind"] == "removed"


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("add", "张三", "--role", "staff", "--password-stdin"), "短\n", "密码太短"),
        (("add", "张三", "--role", "staff", "--password-stdin"), "", "密码太短"),
        (("add", "а-latin?", "--role", "staff", "--password-stdin"), f"{PASSWORD}\n", "用户名只能用"),
        (("add", "张三", "--role", "staff"), f"{PASSWORD}\n", "不能隐藏着输入"),
        (("password", "王五", "--password-stdin"), f"{PASSWORD}\n", "没有名为「王五」"),
        (("role", "王五", "staff"), None, "没有名为「王五」"),
    ],
)
def test_what_will_not_do_is_told(
    settings: Settings, arguments: tuple[str, ...], given: str | None, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        run(settings, *arguments, given=given)
    assert listed(settings) == {}


def test_help_shows_what_each_role_may_open(settings: Settings) -> None:
    assert re.search("operator（话务员）：工作台、话务台\n", run(settings, "--help").stdout)


def test_in_a_terminal_the_password_is_asked_for_twice_and_never_shown(tmp_path: Path) -> None:
    """A real process on a terminal of its own."""
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "ZHENGDA_DATA_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    command = [sys.executable, str(ROOT / "zhengda.py"), "users", "add", "李四", "--role", "staff"]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    for words in ("密码（", "再输入一次"):
        shown = _until(ours, words.encode(), shown)
        # The prompt is written before the terminal's echo is off.
        time.sleep(0.5)
        os.write(ours, b"kettle-orbit-91\n")
    shown = _until(ours, "已新建".encode(), shown)
    assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"kettle" not in shown


def _until(terminal: int, words: bytes, shown: bytes) -> bytes:
    until = time.monotonic() + 60
    while words not in shown:
        assert time.monotonic() < until, shown.decode()
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 4096)
    return shown
