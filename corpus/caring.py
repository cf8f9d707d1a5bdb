"""`zhengda notices quality`, `release`, `publish`, `withdraw`, `remove`, `versions`: care for the library."""

from pathlib import Path

import click

from corpus.deciding import BY, REASON, said, signed
from corpus.disclosure import is_public
from corpus.errors import StoreError, UsageError
from corpus.find import find_notice
from corpus.model import Notice
from corpus.opened import library, print_json
from corpus.quality_report import quality_of, quality_page, quality_record, quality_text
from corpus.releases import PageRelease, Publication
from corpus.reread import release_pages
from corpus.why import why

_ID = click.argument("wanted", metavar="ID")


@click.command(
    "quality",
    short_help="看一份通知读得怎么样、有哪些疑点",
    help="看一份通知读到了什么、哪里有疑点、哪些内容不宜公开。\n\nID 同 zhengda notices show。",
)
@_ID
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="写成网页文件。")
def quality(wanted: str, as_json: bool, html: Path | None) -> None:
    """Show how well a notice was read."""
    with library() as store:
        found = quality_of(store, find_notice(store.notices(), wanted))
    if html is not None:
        _write(html, quality_page(found))
    elif as_json:
        print_json(quality_record(found))
    else:
        click.echo(quality_text(found))


@click.command(
    "release",
    short_help="核对原件后放行认不清的页",
    help="核对原件以后，放行因认不清而暂不用来回答的页。\n\n"
    "例：zhengda notices release ID --page 2 --reason 已核对",
)
@_ID
@click.option("--page", "pages", type=click.IntRange(min=1), multiple=True, help="第几页；不写是整个文件。")
@REASON
@BY
def release(wanted: str, pages: tuple[int, ...], reason: str, by: str | None) -> None:
    """Release pages that were held back."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        held = {doubt.page for doubt in quality_of(store, notice).doubts if doubt.withholds}
        chosen: set[int | None] = set(pages) or held
        if not chosen & held:
            raise UsageError("这份通知里没有这样的页要放行。用 zhengda notices quality 看有哪些。")
        all_ = store.released(notice.sha256) | (chosen & held)
        decision = PageRelease(pages=tuple(sorted(all_, key=str)), reason=said(reason), by=signed(by))
        release_pages(store, notice, decision)
        now = next((one for one in store.notices() if one.id == notice.id), notice)
        click.echo(
            f"已放行《{now.title}》的 {len(chosen & held)} 处；现在有 {len(store.items(now.id))} 条任务。"
        )


@click.command(
    "publish",
    short_help="决定一份通知可以公开",
    help="由人决定一份通知可以对外公开，即使里面有疑似个人信息或内部标记。决定留记录。",
)
@_ID
@REASON
@BY
def publish(wanted: str, reason: str, by: str | None) -> None:
    """Let a notice go public."""
    _decide(wanted, public=True, reason=reason, by=by)


@click.command(
    "withdraw",
    short_help="把一份通知从公开的回答里撤下",
    help="把一份通知从公众能看到的回答、列表里撤下；库里仍保存。决定留记录。",
)
@_ID
@REASON
@BY
def withdraw(wanted: str, reason: str, by: str | None) -> None:
    """Take a notice off the public side."""
    _decide(wanted, public=False, reason=reason, by=by)


@click.command(
    "remove",
    short_help="从库里删除一份通知",
    help="从库里删除一份通知和它的旧版本，不能撤销；要再有，重新导入原文件。",
)
@_ID
@click.option("--yes", is_flag=True, help="不再询问。")
def remove(wanted: str, yes: bool) -> None:
    """Take a notice out of the library."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        if not yes:
            click.confirm(f"删除 {notice.id}《{notice.title}》？", abort=True, err=True)
        store.remove(notice.id)
        click.echo(f"已删除 {notice.id}《{notice.title}》。")


@click.command(
    "versions",
    short_help="看一份通知的原文和旧版本",
    help="列出一份通知的旧版本；--text N 打印第 N 个旧版本的全文，--text 0 是现在的。",
)
@_ID
@click.option("--text", "number", type=click.IntRange(min=0), help="打印哪一个版本的全文。")
def versions(wanted: str, number: int | None) -> None:
    """List the former versions of a notice."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        former = store.former(notice.id)
        if number is not None:
            if number > len(former):
                raise UsageError(f"没有第 {number} 个旧版本，只有 {len(former)} 个。")
            text = former[number - 1].document.text if number else store.document(notice.id).text
            click.echo(text)
            return
    click.echo(f"现在的：{notice.source}，{notice.sha256[:12]}")
    for place, one in enumerate(former, 1):
        click.echo(f"{place}. {one.retired_at} 被取代：{one.document.source}，{one.document.sha256[:12]}")


def _decide(wanted: str, *, public: bool, reason: str, by: str | None) -> None:
    with library() as store:
        notice: Notice = find_notice(store.notices(), wanted)
        store.publish(notice, Publication(public=public, reason=said(reason), by=signed(by)))
        now = find_notice(store.notices(), notice.id)
        click.echo(f"{now.id}《{now.title}》现在{'公开' if is_public(now) else '不公开'}。")


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"写不了文件 {path}（{why(error)}）。请检查路径、权限和空间。") from error
    click.echo(f"已写入 {path}。", err=True)
