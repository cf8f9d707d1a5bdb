"""A progress bar on stderr for what takes more than two seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

_DELAY_SECONDS = 2.0


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar for the block.

    Args:
        label: what is being done.

    Returns:
        A function to call with (done, total).
    """
    # disable=None: no bar where stderr is not a terminal.
    with tqdm(desc=label, delay=_DELAY_SECONDS, leave=False, disable=None) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield report
