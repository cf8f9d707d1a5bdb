"""`zhengda users`: who may use the signed-in faces."""

import shutil
import sys
from collections.abc import Callable

import click

from corpus.accounts.events import KIND_NAMES, Event
from corpus.accounts.passwords import LONGEST, SHORTEST
from corpus.accounts.rights import FACE_NAMES, MAY_OPEN, ROLE_NAMES, AccountRole, User
from corpus.cli import EnumChoice
from corpus.deciding import signed
from corpus.errors import UsageError
from corpus.grid import grid
from corpus.json_records import Record
from corpus.opened import library, print_json

NOBODY = "还没有用户，工作台没有人能登录。新建第一个管理员：zhengda users add 名字 --role administrator"

_RIGHTS = "\n".join(
    f"{role.value}（{name}）：{'、'.join(FACE_NAMES[face] for face in MAY_OPEN if role in MAY_OPEN[face])}"
    for role, name in ROLE_NAMES.items()
)
_NAME = click.argument("name", metavar="名字")
_STDIN = click.option("--password-stdin", "from_stdin", is_flag=True, help="密码从标准输入读一行，不询问。")


@click.group(
    "users",
    short_help="用户：新建、角色、密码、停用",
    help="谁能登录工作台。密码只存摘要（argon2id），没有默认用户和默认密码。\n\n"
    f"角色和能打开的页面：\n\n\b\n{_RIGHTS}",
)
def users() -> None:
    """Care for accounts."""


@users.command(
    "add",
    short_help="新建用户",
    help=f"新建用户，密码当场输入（不显示），{SHORTEST}—{LONGEST} 个字符。\n\n"
    "例：zhengda users add 张三 --role staff",
)
@_NAME
@click.option("--role", type=EnumChoice(AccountRole), required=True, help="角色。")
@_STDIN
def add(name: str, role: AccountRole, from_stdin: bool) -> None:
    """Add a user."""
    password = _password(from_stdin)
    with library() as store:
        user = store.accounts.add(name, role, password, by=signed(None))
    click.echo(f"已新建「{user.name}」（{user.role_name}）。")


@users.command("list", short_help="列出用户", help="列出用户：角色、能否登录、何时新建、上次登录（UTC）。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_users(as_json: bool) -> None:
    """List the users."""
    with library() as store:
        found = store.accounts.users()
    if as_json:
        print_json({"users": [_record(user) for user in found]})
    else:
        click.echo(_table(found) if found else NOBODY)


@users.command("role", short_help="改角色", help="改一个用户的角色，立即生效。")
@_NAME
@click.argument("role", metavar="角色", type=EnumChoice(AccountRole))
def set_role(name: str, role: AccountRole) -> None:
    """Give a user another role."""
    with library() as store:
        user = store.accounts.set_role(name, role, by=signed(None))
    click.echo(f"「{user.name}」现在是{user.role_name}。")


@users.command("password", short_help="改密码", help="改一个用户的密码；已登录的都要重新登录。")
@_NAME
@_STDIN
def set_password(name: str, from_stdin: bool) -> None:
    """Give a user another password."""
    with library() as store:
        known = store.accounts.user(name)
        user = store.accounts.set_password(known.name, _password(from_stdin), by=signed(None))
    click.echo(f"已改「{user.name}」的密码；已登录的要重新登录。")


@users.command("lock", short_help="停用", help="停用一个用户：不能再登录，已登录的立即退出。")
@_NAME
def lock(name: str) -> None:
    """Shut a user out."""
    with library() as store:
        user = store.accounts.lock(name, by=signed(None))
    click.echo(f"已停用「{user.name}」。恢复用 zhengda users unlock {user.name}")


@users.command("unlock", short_help="恢复", help="恢复停用的用户，也解除登录失败太多后的等待。")
@_NAME
def unlock(name: str) -> None:
    """Let a user in again."""
    with library() as store:
        user = store.accounts.unlock(name, by=signed(None))
    click.echo(f"「{user.name}」又可以登录了。")


@users.command("remove", short_help="删除", help="删除一个用户，已登录的立即退出；记录仍保存。")
@_NAME
@click.option("--yes", is_flag=True, help="不再询问。")
def remove(name: str, yes: bool) -> None:
    """Take a user out."""
    with library() as store:
        user = store.accounts.user(name)
        if not yes:
            click.confirm(f"删除「{user.name}」（{user.role_name}）？", abort=True, err=True)
        store.accounts.remove(user.name, by=signed(None))
    click.echo(f"已删除「{user.name}」。")


@users.command(
    "log", short_help="看登录和变更记录", help="列出登录、失败、暂停、变更的记录（UTC），从早到晚。"
)
@click.option("--last", type=click.IntRange(min=1), default=50, show_default=True, help="最近多少条。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def log(last: int, as_json: bool) -> None:
    """List what happened to accounts."""
    with library() as store:
        found = store.accounts.events(last)
    if as_json:
        print_json({"events": [_event_record(event) for event in found]})
    else:
        click.echo("\n".join(_event_line(event) for event in found) or "还没有记录。")


def _password(from_stdin: bool) -> str:
    """Take a new password: a line of stdin, else asked for twice and not shown."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("这里不能隐藏着输入密码。请在终端里运行，或加 --password-stdin 从标准输入读。")
    return _agreed(lambda words: str(click.prompt(words, hide_input=True, err=True)))


def _agreed(ask: Callable[[str], str]) -> str:
    """Ask twice.

    Raises:
        UsageError: the two differ.
    """
    first = ask(f"密码（{SHORTEST}—{LONGEST} 个字符，输入时不显示）")
    if first != ask("再输入一次"):
        raise UsageError("两次输入的密码不一样。请重新运行。")
    return first


def _record(user: User) -> Record:
    return {
        "name": user.name,
        "role": user.role.value,
        "locked": user.locked,
        "created_at": user.created_at,
        "signed_in_at": user.signed_in_at,
    }


def _table(found: tuple[User, ...]) -> str:
    rows = [
        [
            user.name,
            user.role_name,
            "已停用" if user.locked else "可登录",
            user.created_at,
            user.signed_in_at or "没有登录过",
        ]
        for user in found
    ]
    return grid(
        ["名字", "角色", "状态", "新建于", "上次登录"], rows, shutil.get_terminal_size((100, 24)).columns
    )


def _event_record(event: Event) -> Record:
    return {
        "at": event.kept_at, "kind": event.kind.value, "name": event.name, "by": event.by,
        "address": event.address, "detail": event.detail,
    }  # fmt: skip


def _event_line(event: Event) -> str:
    by = f"由 {event.by}" if event.by and event.by != event.name else ""
    where = f"自 {event.address}" if event.address else ""
    parts = [event.kept_at, KIND_NAMES[event.kind], event.name, event.detail, by, where]
    return "  ".join(part for part in parts if part)
