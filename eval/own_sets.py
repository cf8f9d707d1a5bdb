"""Our own visible question sets by the library they are asked over; the unseen ones are never fitted on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.questions import Question, load_questions

SETS = Path(__file__).parent / "sets"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLibrary:
    """Folders of notices, read as one library, with the sets of questions about them."""

    name: str
    notices: tuple[Path, ...]
    files: tuple[Path, ...]

    def questions(self, file: Path) -> list[Question]:
        """Return the questions of a set that are over this library, where the set says which."""
        lines = file.read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        ids = {row["id"] for row in rows if row.get("library", self.name) == self.name}
        found = load_questions(file, notices=self.notices).questions
        return [question for question in found if question.id in ids]

    def every_question(self) -> list[Question]:
        """Return the questions of all sets."""
        return [question for file in self.files for question in self.questions(file)]


def own_libraries(shared: Path) -> Sequence[OwnLibrary]:
    """Return the libraries; `shared` holds notices/, notices-more/ and questions/dev.jsonl."""
    return (
        OwnLibrary(
            name="five",
            notices=(shared / "notices",),
            files=(
                shared / "questions/dev.jsonl",
                *_own("five", "refuse", "absent", "spoken-five", "asked-five"),
            ),
        ),
        OwnLibrary(
            name="samples",
            notices=(SAMPLES,),
            files=_own("samples", "absent", "citizen", "spoken-samples", "asked-samples"),
        ),
        OwnLibrary(
            name="more",
            notices=(shared / "notices", shared / "notices-more"),
            files=_own("more", "spoken-more", "asked-more"),
        ),
    )


def _own(*names: str) -> tuple[Path, ...]:
    return tuple(SETS / f"{name}.jsonl" for name in names)
