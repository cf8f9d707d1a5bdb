"""What can be told of the pages' scripts without running them: they have no compiler to say it."""

import re

import pytest

from tests.site import ROOT

SCRIPTS = sorted((ROOT / "ui").rglob("*.js"))
NAMES = re.compile(r"^import \{([^}]+)\} from \"([^\"]+)\";$", re.MULTILINE)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(ROOT / "ui").as_posix())
def test_every_name_that_is_imported_is_used(script):
    text = script.read_text(encoding="utf-8")
    rest = NAMES.sub("", text)
    named = [one.split(" as ")[-1].strip() for names, _ in NAMES.findall(text) for one in names.split(",")]
    assert [name for name in named if not re.search(rf"\b{re.escape(name)}\b", rest)] == []


def test_there_are_scripts_and_imports_to_look_at():
    assert sum(len(NAMES.findall(script.read_text(encoding="utf-8"))) for script in SCRIPTS) > 50
