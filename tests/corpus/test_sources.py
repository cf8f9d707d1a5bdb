from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.sources import SAMPLES, find_sources


def names(*paths: Path) -> list[str]:
    return [source.path.name for source in find_sources(paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden", ".git/d.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root


def test_folders_are_read_sorted_and_to_the_bottom_without_hidden_files(folder: Path) -> None:
    assert names(folder) == ["a.md", "b.txt", "c.txt"]


def test_a_hidden_file_that_is_named_is_read(folder: Path) -> None:
    assert names(folder / ".hidden") == [".hidden"]


def test_each_file_comes_once_by_whatever_way(folder: Path) -> None:
    (folder / "z.txt").symlink_to(folder / "b.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    assert names(folder / "b.txt", folder, folder / "sub" / ".." / "a.md") == ["b.txt", "a.md", "c.txt"]


def test_links_that_leave_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_text("x")
    (folder / "out").symlink_to(tmp_path / "secret", target_is_directory=True)
    (folder / "s.txt").symlink_to(tmp_path / "secret" / "s.txt")
    assert names(folder) == ["a.md", "b.txt", "c.txt"]
    assert names(folder / "s.txt") == ["s.txt"]


def test_a_broken_link_inside_is_kept_so_that_it_is_reported(folder: Path) -> None:
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    assert "broken.txt" in names(folder)


def test_a_link_that_leads_to_itself_is_kept_so_that_it_is_reported(folder: Path) -> None:
    (folder / "circle.txt").symlink_to("circle.txt")
    assert names(folder) == ["a.md", "b.txt", "circle.txt", "c.txt"]


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"路径不存在：.*none"):
        find_sources([tmp_path, tmp_path / "none"])


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有文件可读"):
        find_sources([tmp_path])
    with pytest.raises(UsageError, match="没有给出路径"):
        find_sources([])


def test_the_samples_are_there() -> None:
    assert len(find_sources([SAMPLES])) > 0
