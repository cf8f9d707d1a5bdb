"""The command line in the test's own process, over the library of some settings."""

from click.testing import CliRunner, Result

from corpus.settings import Settings
from zhengda import cli


def command(settings: Settings, *arguments: str, typed: str = "") -> Result:
    """Run a command of the whole line; an error of ours is raised, not told.

    Args:
        settings: whose folder holds the library.
        arguments: as after `zhengda`.
        typed: what stands on its standard input.
    """
    given = ["--data-dir", str(settings.data_dir), *arguments]
    return CliRunner().invoke(cli, given, input=typed, catch_exceptions=False)
