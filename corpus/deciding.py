"""`zhengda notices set`, `unset` and `history`: a status set by hand, with its reason."""

import getpass
from collections.abc import Callable
from datetime import date, datetime

import click

from corpus.cli import MASK, EnumChoice
from corpus.decisions import Decided, Decision, line_of
from corpus.errors import UsageError
from corpus.find import find_notice
from corpus.json_records import Record, iso
from corpus.labels import VALIDITIES
from corpus.model import Validity
from corpus.opened import library, print_json
from corpus.typed import one_line
from corpus.validity import as_of

_DAY = click.DateTime(["%Y-%m-%d"])
REASON = click.option("--reason", required=True, metavar="理由", help="为什么，会留在记录里。")
BY = click.option("--by", metavar="姓名", help="由谁决定；不写时用系统的登录名。")


@click.command(
    "set",
    short_help="人工设定一份通知的有效性",
    help="人工设定一份通知的有效性，盖过从原文读出的。原文和读出的内容不动，每次设定都留记录。\n\n"
    "例：zhengda notices set 青政办发〔2023〕1号 --validity repealed --from 2024-01-01 "
    '--reason "县政府常务会议决定废止"',
)
@click.argument("wanted", metavar="ID")
@click.option("--validity", type=EnumChoice(Validity), required=True, help="设为哪一种。")
@click.option("--from", "since", type=_DAY, metavar="日期", help="从哪一天起，如 2024-01-01。")
@REASON
@BY
def set_validity(
    wanted: str, validity: Validity, since: datetime | None, reason: str, by: str | None
) -> None:
    """Set a notice's validity by hand."""
    decision = Decision(
        validity=validity, since=since.date() if since else None, reason=said(reason), by=signed(by)
    )
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        store.decide(notice, decision)
        now = find_notice(store.notices(), notice.id)
        today = _today(as_of(now, date.today()))
        click.echo(f"已把 {notice.id}《{notice.title}》设为{VALIDITIES[validity]}；{today}")


@click.command(
    "unset",
    short_help="取消人工设定的有效性",
    help="取消人工设定，一份通知的有效性重新以原文和库里的其他通知为准。取消也留记录。",
)
@click.argument("wanted", metavar="ID")
@REASON
@BY
def unset(wanted: str, reason: str, by: str | None) -> None:
    """Take back what was set by hand."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        former = store.decisions(notice)
        if not former or former[-1].decision.validity is None:
            raise UsageError(f"{notice.id}《{notice.title}》没有人工设定的有效性，不用取消。")
        store.decide(notice, Decision(validity=None, reason=said(reason), by=signed(by)))
        now = find_notice(store.notices(), notice.id)
        click.echo(f"已取消 {notice.id}《{notice.title}》的人工设定；{_today(as_of(now, date.today()))}")


@click.command(
    "history", short_help="看一份通知的人工设定记录", help="列出一份通知的全部人工设定和取消，从早到晚。"
)
@click.argument("wanted", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def history(wanted: str, as_json: bool) -> None:
    """List what was set by hand."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        found = store.decisions(notice)
    if as_json:
        print_json({"notice_id": notice.id, "decisions": [_record(one) for one in found]})
    else:
        click.echo(
            "\n".join(line_of(one) for one in found) or f"{notice.id}《{notice.title}》没有人工设定过。"
        )


def _record(found: Decided) -> Record:
    decision = found.decision
    return {
        "number": found.number,
        "kept_at": found.kept_at,
        "validity": decision.validity.value if decision.validity else None,
        "from": iso(decision.since),
        "reason": decision.reason,
        "by": decision.by,
    }


def _today(validity: Validity) -> str:
    return f"今天的状态是：{VALIDITIES[validity]}。"


def said(reason: str) -> str:
    """Take a reason, in one line and with personal data masked: it is kept, and that of a status is public.

    Raises:
        UsageError: it is empty.
    """
    given = " ".join(one_line(reason).split())
    if not given:
        raise UsageError("--reason 不能是空的：要写明为什么这样设定。")
    mask: Callable[[str], str] = click.get_current_context().meta[MASK]
    kept = mask(given)
    if kept != given:
        click.echo(f"理由里的个人信息已遮盖，记下的是：{kept}", err=True)
    return kept


def signed(by: str | None) -> str | None:
    """Name who decides: as given, else the account that runs the program."""
    name = one_line((by or "").encode("utf-8", "replace").decode("utf-8"))
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A process may run under a number that no account has.
        return None
