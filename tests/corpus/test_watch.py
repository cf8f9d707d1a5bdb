from pathlib import Path

from corpus.watch import snapshot, watch


class Folder:
    """Changes a folder between two looks, as a script says, and notes what is told."""

    def __init__(self, path: Path, *steps: dict[str, str | None]) -> None:
        self.path, self.steps = path, list(steps)
        self.told: list[tuple[set[str], frozenset[str]]] = []

    def pause(self, _: float) -> None:
        for name, text in (self.steps.pop(0) if self.steps else {}).items():
            if text is None:
                (self.path / name).unlink()
            else:
                (self.path / name).write_text(text, encoding="utf-8")

    def changed(self, gone: frozenset[str]) -> None:
        names = {path.name for path in self.path.iterdir()}
        self.told.append((names, frozenset(Path(one).name for one in gone)))

    def run(self, rounds: int) -> list[tuple[set[str], frozenset[str]]]:
        watch([self.path], self.changed, rounds=rounds, pause=self.pause)
        return self.told


def test_what_is_there_is_told_at_once_and_nothing_more_while_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    assert Folder(tmp_path).run(5) == [({"a.txt"}, frozenset())]


def test_a_file_is_told_once_it_holds_still(tmp_path: Path) -> None:
    told = Folder(tmp_path, {"a.txt": "一"}, {"a.txt": "一二"}, {"a.txt": "一二三"}).run(6)
    assert told == [(set(), frozenset()), ({"a.txt"}, frozenset())]


def test_a_file_that_goes_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "b.txt").write_text("乙", encoding="utf-8")
    told = Folder(tmp_path, {"a.txt": None}).run(4)
    assert told[1:] == [({"b.txt"}, frozenset({"a.txt"}))]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert snapshot([tmp_path / "none"]) == {}
