"""A progress bar on stderr for what takes more than two seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

_DELAY_SECONDS = 2.0
_FORMAT = "{desc}：{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}，已用 {elapsed}，预计还要 {remaining}"


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar for the block.

    Args:
        label: what is being done.

    Returns:
        A function to call with (done, total).
    """
    # disable=None: no bar where stderr is not a terminal.
    with tqdm(
        desc=label, delay=_DELAY_SECONDS, leave=False, disable=None, bar_format=_FORMAT, smoothing=0.05
    ) as bar:

        def report(done: int, total: int) -> None:
            if done < bar.n:
                # Another stage: what the last one took says nothing about it.
                bar.reset(total)
            bar.total = total
            bar.update(done - bar.n)

        yield report
