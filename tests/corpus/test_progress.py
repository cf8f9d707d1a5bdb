import io
import sys

from corpus.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(monkeypatch, *told):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("corpus.progress._DELAY_SECONDS", 0.0)
    with progress_bar("评测") as progress:
        for done, total in told:
            progress(done, total)
    return screen.getvalue()


def test_a_bar_shows_how_long_it_will_still_take(monkeypatch):
    assert "预计还要" in shown(monkeypatch, (1, 4), (2, 4))


def test_another_stage_begins_anew(monkeypatch):
    assert "0/3" in shown(monkeypatch, (90, 100), (1, 3))
