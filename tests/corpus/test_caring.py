import json
from pathlib import Path

import pytest
from click.testing import Result

from corpus.disclosure import is_public
from corpus.errors import UsageError
from corpus.ingest import ingest
from corpus.layout import Block, Doubt, DoubtKind, Format, Layout, Locator
from corpus.model import Document, Span
from corpus.originals import original
from corpus.parse import parse_document
from corpus.quality import checked
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from tests.corpus.commanding import command
from tests.corpus.made import document, written

LISTED = "补助对象名单：李四，510101198001010015。\n"


def run(settings: Settings, *arguments: str, typed: str = "") -> Result:
    return command(settings, "notices", *arguments, typed=typed)


def scanned() -> Document:
    text = written(1)
    place = text.rindex("1.")
    layout = Layout(
        format=Format.IMAGE,
        blocks=(
            Block(span=Span(0, place), locator=Locator(page=1), confidence=0.99),
            Block(span=Span(place, len(text)), locator=Locator(page=2), confidence=0.5),
        ),
        doubts=(Doubt(kind=DoubtKind.LOW_CONFIDENCE, message="这一页认不清", page=2, withholds=True),),
        pages=2,
    )
    made = document(text)
    return Document(text=text, sha256=made.sha256, source="扫描.png", layout=layout)


@pytest.fixture
def held(store: Store, settings: Settings) -> Settings:
    store.add(checked(parse_document(scanned())))
    return settings


def the_id(store: Store) -> str:
    (notice,) = store.notices()
    return notice.id


def test_a_page_that_is_held_back_is_shown_and_released_once_it_was_compared(
    held: Settings, store: Store
) -> None:
    notice_id = the_id(store)
    assert store.items() == ()
    told = run(held, "quality", notice_id).stdout
    assert "第 2 页：这一页认不清（暂不用来回答）" in told
    assert "扫描.png（image，2 页）" in told
    out = run(held, "release", notice_id, "--page", "2", "--reason", "已核对", "--by", "小王").stdout
    assert "已放行" in out
    assert len(store.items()) == 1
    assert "暂不用来回答" not in run(held, "quality", notice_id).stdout
    # A reading of the same text keeps what a person released.
    again = checked(parse_document(scanned()), store.released(scanned().sha256))
    assert store.add(again).value == "unchanged"


def test_a_page_that_is_not_held_cannot_be_released(held: Settings, store: Store) -> None:
    with pytest.raises(UsageError, match="没有这样的页"):
        run(held, "release", the_id(store), "--page", "1", "--reason", "已核对")


def test_a_page_that_was_released_is_not_released_once_more(held: Settings, store: Store) -> None:
    notice_id = the_id(store)
    run(held, "release", notice_id, "--reason", "已核对")
    with pytest.raises(UsageError, match="没有这样的页"):
        run(held, "release", notice_id, "--page", "2", "--reason", "又一次")


def test_the_report_is_given_to_programs_and_as_a_page(held: Settings, store: Store, tmp_path: Path) -> None:
    record = json.loads(run(held, "quality", the_id(store), "--json").stdout)
    (doubt,) = record["doubts"]
    assert (doubt["kind"], doubt["page"], doubt["withheld"]) == ("low_confidence", 2, True)
    page = tmp_path / "质量.html"
    run(held, "quality", the_id(store), "--html", str(page))
    html = page.read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in html
    assert "第 2 页：这一页认不清" in html
    assert "http" not in html


def test_a_private_number_blocks_until_a_person_decides_and_is_not_printed(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "名单.txt"
    path.write_text(written(1) + LISTED, encoding="utf-8")
    report = ingest([path], store, settings=settings)
    assert "有身份证号 1 处，暂不对外公开" in report.files[0].doubts[-1]
    (notice,) = store.notices()
    assert not is_public(notice)
    told = run(settings, "quality", notice.id).stdout
    assert "身份证号，第" in told
    assert "510101198001010015" not in told
    assert "现在公开" in run(settings, "publish", notice.id, "--reason", "名单依法公示").stdout
    assert is_public(store.notices()[0])
    assert "现在不公开" in run(settings, "withdraw", notice.id, "--reason", "公示期满").stdout
    assert not is_public(store.notices()[0])
    assert [one.publication.public for one in store.publications()] == [True, False]


def test_a_former_version_can_be_read(store: Store, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for number in (1, 2):
        path.write_text(written(number), encoding="utf-8")
        ingest([path], store, settings=settings)
    listed = run(settings, "versions", the_id(store)).stdout
    assert "1. " in listed
    assert run(settings, "versions", the_id(store), "--text", "1").stdout == written(1) + "\n"
    assert run(settings, "versions", the_id(store), "--text", "0").stdout == written(2) + "\n"
    with pytest.raises(UsageError, match="只有 1 个"):
        run(settings, "versions", the_id(store), "--text", "2")


def test_a_notice_is_removed_only_after_a_yes(held: Settings, store: Store) -> None:
    notice_id = the_id(store)
    assert run(held, "remove", notice_id, "--reason", "误传", typed="n\n").exit_code == 1
    assert len(store.notices()) == 1
    assert "没有删除过通知" in run(held, "removed").stdout
    said = run(held, "remove", notice_id, "--yes", "--reason", "误传", "--by", "李四").stdout
    assert "已删除" in said
    assert "原件仍留在" in said
    assert store.notices() == ()
    listed = run(held, "removed").stdout
    assert "李四" in listed
    assert "没有单独的原件。理由：误传" in listed
    (kept,) = json.loads(run(held, "removed", "--json").stdout)["removed"]
    assert (kept["notice_id"], kept["by"], kept["original"]) == (notice_id, "李四", "none")


def test_a_notice_is_removed_with_its_original_and_never_without_a_reason(
    settings: Settings, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    digests = []
    for number in (1, 2):
        path.write_text(written(number), encoding="utf-8")
        ingest([path], store, settings=settings)
        digests.append(store.document(the_id(store)).file_sha256)
    notice_id = the_id(store)
    assert run(settings, "remove", notice_id, "--yes").exit_code == 2
    assert len(store.notices()) == 1
    assert all(original(settings.data_dir, digest) for digest in digests)
    said = run(settings, "remove", notice_id, "--yes", "--reason", "含个人信息", "--with-original").stdout
    # That of the former version goes too.
    assert "连同 2 个原件" in said
    assert not any(original(settings.data_dir, digest) for digest in digests)
    assert "原件已删除" in run(settings, "removed").stdout


def test_a_reason_is_kept_without_personal_data_and_unseen_marks(settings: Settings, store: Store) -> None:
    store.add(parse_document(document(written(1))))
    notice_id = the_id(store)
    given = "来电人王小明（13800138000）\u202e要求\u200b撤下"
    told = run(settings, "withdraw", notice_id, "--reason", given, "--by", "李四\u202e\udcff")
    assert "已遮盖" in told.stderr
    ((_, publication),) = [(one.kept_at, one.publication) for one in store.publications()]
    assert publication.reason == "来电人〔姓名〕（〔手机号〕）要求撤下"
    assert publication.by == "李四?"
    run(settings, "set", notice_id, "--validity", "repealed", "--reason", given)
    # Everybody reads why a status was set.
    assert "人工设定" in run(settings, "show", notice_id).stdout
    assert "13800138000" not in run(settings, "show", notice_id).stdout
    run(settings, "remove", notice_id, "--yes", "--reason", given)
    assert store.removals()[0].removal.reason == publication.reason
    assert "遮盖" not in run(settings, "removed").stderr


def test_an_original_that_another_notice_needs_is_not_said_to_be_deleted(
    settings: Settings, store: Store
) -> None:
    # The notice that is forwarded stands in one file with the one that forwards it.
    ingest([SAMPLES / "03-qilinqu-forwarded-2023.txt"], store, settings=settings)
    cover, body = sorted(store.notices(), key=lambda notice: notice.span)
    said = run(settings, "remove", body.id, "--yes", "--reason", "误传", "--with-original").stdout
    assert "没有可删的原件" in said
    assert original(settings.data_dir, store.document(cover.id).file_sha256)
    assert "没有单独的原件" in run(settings, "removed").stdout
