"""The full visible evaluation: every set that is at hand, each over its own library, in one go."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.settings import Settings
from eval.beir import BeirSet
from eval.evaluate import Bench, evaluate, library_for, load_set
from eval.folder import RunFolder
from eval.origin import Origin
from eval.questions import QuestionSet, load_questions
from eval.rows import numbered_lines
from eval.scoring import Figures

_LOG = logging.getLogger(__name__)
_PROBLEMS_TOLD = 50
FIVE, SAMPLES, MORE = "five", "samples", "more"
_SETS = Path(__file__).parent / "sets"
_GOLD_DAY = date(2025, 8, 1)
_SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One set of the full evaluation.

    Attributes:
        label: for tables. set: a question file or a BEIR folder; notices: what a question file is asked over.
        library: takes only the questions of the file that name it.
        day: the day that gold holds for (还没到期的任务), None where it holds on any.
    """

    name: str
    label: str
    set: Path
    notices: tuple[Path, ...] = ()
    library: str | None = None
    day: date | None = None

    @property
    def set_name(self) -> str:
        """What its questions are called: the file, and which of its questions where they are not all."""
        return f"{self.set.name}（{self.library}）" if self.library else self.set.name

    @property
    def present(self) -> bool:
        """Whether everything that is needed is there."""
        return all(path.exists() for path in (self.set, *self.notices))


def parts(shared: Path) -> tuple[Part, ...]:
    """Name every set of the full evaluation; `shared` is the folder of real notices and sets."""
    real, samples = (shared / "notices",), (_SAMPLES,)
    more = (*real, shared / "notices-more")
    dev = shared / "questions" / "dev.jsonl"
    return (
        Part(name="dev", label="五份通知，给定问题", set=dev, notices=real),
        _own("five", "五份通知，自拟问题", real),
        _own("five-unseen", "五份通知，从未用于拟合", real),
        _own("refuse", "五份通知，应拒答", real),
        _own("absent-five", "五份通知，库外题", real, of="absent", library=FIVE),
        _own("samples", "示例通知", samples),
        _own("citizen", "示例通知，口语问题", samples),
        _own("absent-samples", "示例通知，库外题", samples, of="absent", library=SAMPLES),
        _own("plain", "示例通知，数量、比较、逾期等", samples, day=_GOLD_DAY),
        _own("dialogues", "示例通知，三句对话", samples, day=_GOLD_DAY),
        _own("dialogues-more", "示例通知，三句对话，指代、更正、换话题", samples, day=_GOLD_DAY),
        _own("hostile", "示例通知，任何库都应拒答", samples),
        _own("hostile-five", "五份通知，任何库都应拒答", real, of="hostile"),
        _own("more", "五份和三十份通知", more),
        _own("more-unseen", "三十份通知，从未用于拟合", more, library=MORE),
        _own("samples-unseen", "示例通知，从未用于拟合", samples, of="more-unseen", library=SAMPLES),
        _own("spoken-five", "五份通知，口语问题", real),
        _own("spoken-samples", "示例通知，口语问题二", samples, day=_GOLD_DAY),
        _own("spoken-more", "三十份通知，口语问题", more),
        _own("asked-five", "五份通知，市民常问", real),
        _own("asked-samples", "示例通知，市民常问", samples, day=_GOLD_DAY),
        _own("asked-more", "三十份通知，市民常问", more),
        _own("asked-five-unseen", "五份通知，市民常问，从未用于拟合", real),
        _own("asked-samples-unseen", "示例通知，市民常问，从未用于拟合", samples, day=_GOLD_DAY),
        _own("asked-more-unseen", "三十份通知，市民常问，从未用于拟合", more),
        _own("five-blind", "五份通知，先写后测", real),
        _own("more-blind", "三十份通知，先写后测", more),
        _own("dialogues-blind", "示例通知，三句对话，先写后测", samples, day=_GOLD_DAY),
        _own("dialogues-samples", "示例通知，三句对话，先写后测二", samples, day=_GOLD_DAY),
        _own("dialogues-samples-more", "示例通知，三句对话，先写后测三", samples, day=_GOLD_DAY),
        _own("dialogues-samples-unseen", "示例通知，三句对话，从未用于拟合", samples, day=_GOLD_DAY),
        _own("dialogues-five", "五份通知，三句对话，先写后测", real),
        _own("dialogues-five-more", "五份通知，三句对话，先写后测二", real),
        _own("dialogues-five-unseen", "五份通知，三句对话，从未用于拟合", real),
        _own("dialogues-further", "三十份通知，三句对话，先写后测", more),
        _own("dialogues-further-more", "三十份通知，三句对话，先写后测二", more),
        _own("dialogues-further-unseen", "三十份通知，三句对话，从未用于拟合", more),
        Part(name="ncp", label="NCP 政策检索", set=shared / "data" / "ncp"),
        Part(name="msga", label="MSGA 部门答复", set=shared / "data" / "msga"),
    )


def _own(
    name: str, label: str, notices: tuple[Path, ...], *,
    of: str | None = None, library: str | None = None, day: date | None = None,
) -> Part:  # fmt: skip
    """Name a set of the project's own: the one called so, or questions `of` another."""
    file = _SETS / f"{of or name}.jsonl"
    return Part(name=name, label=label, set=file, notices=notices, library=library, day=day)


def evaluate_all(
    wanted: tuple[Part, ...],
    settings: Settings,
    out: Path,
    bench: Bench,
    told: Callable[[Part, Figures | None], None],
    *,
    force: bool = False,
) -> dict[str, Figures]:
    """Measure part after part, each into a folder of its own under `out`.

    Args:
        wanted: from `parts`; one that is not at hand is passed over.
        settings: encoder and thresholds.
        out: existing folder.
        bench: see `eval.evaluate`.
        told: called after each part with its figures, None where it was passed over.
        force: whether folders that hold a run are written over.
    """
    found = {}
    for part in wanted:
        if not part.present:
            told(part, None)
            continue
        asked = _asked(part)
        library = library_for(asked, settings, bench, part.notices)
        folder = RunFolder.fresh(out / part.name, force=force)
        on = replace(bench, today=bench.today or part.day)
        Origin.of(part.set, part.notices, library=part.library, limit=on.limit, day=on.today).write(
            folder.path
        )
        found[part.name] = evaluate(asked, library, folder, on)
        told(part, found[part.name])
    RunFolder(out).write_object("all.json", {part.name: part.label for part in wanted if part.name in found})
    return found


def _asked(part: Part) -> QuestionSet | BeirSet:
    if part.set.is_dir():
        return load_set(part.set)
    return questions_of(part.set, part.library, part.notices)


def questions_of(path: Path, library: str | None, notices: Sequence[Path] = ()) -> QuestionSet:
    """Read a question file, or those of its questions that are meant for one library (key `library`).

    Args:
        path: of the file; a warning names each line that was left out, of very many the first.
        library: the key's value, None for all questions.
        notices: where notices that evidence refers to are looked for first.

    Raises:
        UsageError: the file cannot be read.
    """
    asked = load_questions(path, notices=notices)
    for line in asked.left_out[:_PROBLEMS_TOLD]:
        _LOG.warning("%s", line)
    if library is None:
        return asked
    left_out = {problem.line for problem in asked.problems}
    rows = [json.loads(line) for number, line in numbered_lines(path) if number not in left_out]
    meant = {row["id"] for row in rows if row.get("library") == library}
    return replace(asked, questions=tuple(row for row in asked.questions if row.id in meant))
