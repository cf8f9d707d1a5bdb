"""Care for the library: `zhengda notices quality`, `release`, `publish`, `withdraw`, `remove`, `versions`."""

from pathlib import Path

import click

from corpus.deciding import BY, REASON, said, signed
from corpus.disclosure import is_public
from corpus.errors import StoreError, UsageError
from corpus.find import find_notice
from corpus.model import Notice
from corpus.opened import library, print_json
from corpus.progress import progress_bar
from corpus.quality_report import quality_of, quality_page, quality_record, quality_text
from corpus.releases import PageRelease, Publication
from corpus.removals import removal_record
from corpus.reread import release_pages
from corpus.settings import load_settings
from corpus.taking_out import take_out
from corpus.why import why

_ID = click.argument("wanted", metavar="ID")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "quality",
    short_help="看一份通知读得怎么样、有哪些疑点",
    help="看一份通知读到了什么、哪里有疑点、哪些内容不宜公开。\n\n"
    "ID 同 zhengda notices show；导出 JSON、CSV 时可以不写，就是全部通知。\n\n"
    "例：zhengda notices quality --csv 质量.csv",
)
@click.argument("wanted", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--csv", "table", type=_FILE, help="写成 CSV 文件，可用 Excel 打开。")
@click.option("--html", type=_FILE, help="写成网页文件。")
def quality(wanted: str | None, as_json: bool, table: Path | None, html: Path | None) -> None:
    """Show how well notices were read."""
    if wanted is None and (html is not None or not (as_json or table)):
        raise UsageError("请写明是哪一份通知；要全部通知的，加 --json 或 --csv。")
    with library() as store, progress_bar("检查读入质量") as told:
        notices = store.notices() if wanted is None else (find_notice(store.notices(), wanted),)
        found = []
        for number, notice in enumerate(notices, 1):
            found.append(quality_of(store, notice))
            told(number, len(notices))
    if html is not None:
        _write(html, quality_page(found[0]).encode("utf-8"))
    if table is not None:
        # Excel's writer is imported along with it and takes a third of a second.
        from corpus.quality_csv import quality_csv

        _write(table, quality_csv(found))
    if as_json:
        print_json({"notices": [*map(quality_record, found)]} if wanted is None else quality_record(found[0]))
    elif html is None and table is None:
        click.echo(quality_text(found[0]))


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
        told = quality_of(store, notice)
        held: set[int | None] = {doubt.page for doubt in told.doubts if told.holds(doubt)}
        chosen: set[int | None] = set(pages) or held
        if not chosen & held:
            raise UsageError("这份通知里没有这样的页要放行。用 zhengda notices quality 看有哪些。")
        release_pages(
            store, notice, PageRelease(pages=tuple(held & chosen), reason=said(reason), by=signed(by))
        )
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
    help="从库里删除一份通知和它的旧版本，不能撤销；要再有，重新导入原文件。谁、何时、为什么留在记录里"
    "（zhengda notices removed）。\n\n"
    "原件照样留在 data_dir/originals 备查；里面有不该留的内容时加 --with-original 一并删除。"
    "对它的决定、更正、进度记录和引用过它的回执都留着，公众看不到。\n\n"
    "例：zhengda notices remove ID --reason 误传",
)
@_ID
@REASON
@BY
@click.option("--with-original", is_flag=True, help="连同原件一起删除；别的通知还要用的原件不删。")
@click.option("--yes", is_flag=True, help="不再询问。")
def remove(wanted: str, reason: str, by: str | None, with_original: bool, yes: bool) -> None:
    """Take a notice out of the library."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        if not yes:
            what = f"{notice.id}《{notice.title}》{'连同原件' if with_original else ''}"
            click.confirm(f"删除 {what}？", abort=True, err=True)
        erased = take_out(
            store,
            load_settings().data_dir,
            notice,
            reason=said(reason),
            by=signed(by),
            with_original=with_original,
        )
        click.echo(f"已删除 {notice.id}《{notice.title}》。{_of_originals(erased, wished=with_original)}")


def _of_originals(erased: int, *, wished: bool) -> str:
    if not wished:
        return "原件仍留在 data_dir/originals。"
    return f"连同 {erased} 个原件。" if erased else "没有可删的原件：没有存过，或别的通知还要用。"


_ORIGINALS = {"kept": "原件还在", "erased": "原件已删除", "none": "没有单独的原件"}


@click.command(
    "removed",
    short_help="看删除过哪些通知、为什么",
    help="列出由人删除过的通知：何时、谁、为什么，原件还在不在。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def removed(as_json: bool) -> None:
    """List the notices that were taken out."""
    data_dir = load_settings().data_dir
    with library() as store:
        found = [removal_record(one, data_dir) for one in store.removals()]
    if as_json:
        print_json({"removed": found})
        return
    for one in found:
        click.echo(
            f"{one['number']}. {one['at']} {one['by'] or '未署名'}：删除《{one['title']}》"
            f"（{one['notice_id']}，{one['source']}），{_ORIGINALS[str(one['original'])]}。理由：{one['reason']}"
        )
    if not found:
        click.echo("没有删除过通知。")


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


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StoreError(f"写不了文件 {path}（{why(error)}）。请检查路径、权限和空间。") from error
    click.echo(f"已写入 {path}。", err=True)
