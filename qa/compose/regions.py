"""A question that names several regions: each answers for itself, side by side."""

from collections.abc import Sequence

from corpus.model import Region
from qa.cite import distinct
from qa.compose.draft import Draft


def regions_answer(drafts: Sequence[tuple[Region, Draft | None]]) -> Draft | None:
    """Set the regions' answers under each other, the leading citation of each first.

    Args:
        drafts: a region and its answer, None where its notices have none.

    Returns:
        One draft, its fields those of the first region that answers; None where no region answers.
    """
    found = [draft for _, draft in drafts if draft is not None]
    if not found:
        return None
    rows = [f"{region.short}：{draft.text if draft else '库里的通知没有写到。'}" for region, draft in drafts]
    leading = [draft.citations[0] for draft in found]
    rest = [citation for draft in found for citation in draft.citations[1:]]
    return Draft(
        text="\n".join(rows),
        fields=found[0].fields,
        citations=distinct((*leading, *rest)),
        rests_on=len(leading),
        confidence=min(draft.confidence or 0.0 for draft in found),
    )
