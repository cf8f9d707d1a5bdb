"""A question that names several regions or years: each answers for itself, side by side."""

from collections.abc import Sequence

from qa.cite import distinct
from qa.compose.draft import Draft


def side_by_side(drafts: Sequence[tuple[str, Draft | None]]) -> Draft | None:
    """Set answers under each other, the leading citation of each first.

    Args:
        drafts: what each stands for (砚溪, 2023年) and its answer, None where its notices have none.

    Returns:
        One draft, its fields those of the first that answers; None where none does.
    """
    found = [draft for _, draft in drafts if draft is not None]
    if not found:
        return None
    rows = [f"{name}：{_said(draft)}" for name, draft in drafts]
    leading = [draft.citations[0] for draft in found]
    rest = [citation for draft in found for citation in draft.citations[1:]]
    return Draft(
        text="\n".join(rows),
        fields=found[0].fields,
        citations=distinct((*leading, *rest)),
        rests_on=len(leading),
        confidence=min(draft.confidence or 0.0 for draft in found),
    )


def _said(draft: Draft | None) -> str:
    return draft.text if draft else "库里的通知没有写到。"
