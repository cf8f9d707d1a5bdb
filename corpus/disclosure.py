"""Whether a notice may be shown to the public: what its disclosure mark says."""

import re

from corpus.facts import PRIVATE, PUBLISHED, WITHDRAWN
from corpus.model import Notice

# 依申请公开, 此件不公开, 公开属性：不予公开, 内部文件
_CLOSED = re.compile("依申请公开|不予公开|不公开|内部")


def is_closed(mark: str) -> bool:
    """Tell a mark that keeps a notice from the public: 依申请公开, 不予公开, 此件不公开."""
    return _CLOSED.search(mark) is not None


def is_public(notice: Notice) -> bool:
    """Tell a notice that anybody may see from one that must never reach the public side.

    One that holds something private (see `corpus.private`) is held back until a person decides; what a
    person decided (see `corpus.releases`) outweighs all that was read.
    """
    names = {name for name, _ in notice.facts}
    if WITHDRAWN in names or PUBLISHED in names:
        return PUBLISHED in names
    return not is_closed(notice.disclosure or "") and PRIVATE not in names
