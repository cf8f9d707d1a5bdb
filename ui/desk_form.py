"""The form of a question on the desk: its fields, and what is said about it beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ui.ports import Record, Review
from ui.quiet_gradio import gr

_LINES = {"question": 2, "evidence": 2}
_SIDE_BY_SIDE = (
    ("kind", "persona", "answerable"),
    ("lead_units", "responsible_units"),
    ("deadline", "deadline_date"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewForm:
    """The components of a question, and the order in which events take and give their values.

    Attributes:
        draft, target: which draft, into which set.
        shown: id, `seen` and problems of the question on the page. skipped: ids put off in this sitting.
        told, progress, body, notes, problems, passages: what is said about it.
        fields: by key, in the order of the form.
    """

    draft: gr.Dropdown
    target: gr.Textbox
    shown: gr.State
    skipped: gr.State
    told: gr.HTML
    progress: gr.HTML
    body: gr.Column
    notes: gr.HTML
    problems: gr.HTML
    passages: gr.HTML
    fields: dict[str, Any]

    @property
    def inputs(self) -> list[Any]:
        """What every decision takes."""
        return [self.draft, self.target, self.shown, self.skipped, *self.fields.values()]

    def texts(self, values: Sequence[Any]) -> dict[str, str]:
        """Give the texts of the fields by key; Gradio gives None for one that is empty."""
        return dict(zip(self.fields, (value or "" for value in values), strict=True))

    @property
    def outputs(self) -> list[Any]:
        """What the page's events give values for."""
        said_of = [self.told, self.progress, self.body, self.notes, self.problems, self.passages]
        return [*said_of, self.shown, self.skipped, *self.fields.values()]


def review_form(review: Review, draft: gr.Dropdown, target: gr.Textbox) -> ReviewForm:
    """Lay the form out below what chooses the draft and the set."""
    told = gr.HTML(elem_classes="desk-words", elem_id="review-said")
    progress = gr.HTML(elem_classes="desk-words")
    with gr.Column(visible=False) as body, gr.Row():
        with gr.Column(min_width=320):
            notes = gr.HTML(elem_classes="desk-words")
            problems = gr.HTML(elem_classes="desk-words")
            passages = gr.HTML(elem_classes="desk-words")
        with gr.Column(min_width=320, scale=2):
            fields = _fields(review.form())
    return ReviewForm(
        draft=draft, target=target, shown=gr.State({}), skipped=gr.State([]), told=told,
        progress=progress, body=body, notes=notes, problems=problems, passages=passages, fields=fields,
    )  # fmt: skip


def _fields(form: Sequence[Record]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    by_key = {row["key"]: row for row in form}
    beside = {keys[0]: keys for keys in _SIDE_BY_SIDE}
    for row in form:
        if row["key"] in made:
            continue
        with gr.Row():
            for key in beside.get(row["key"], (row["key"],)):
                made[key] = _field(by_key[key])
    return {row["key"]: made[row["key"]] for row in form}


def _field(row: Record) -> Any:  # noqa: ANN401 - Gradio's components have no types
    if row["choices"]:
        # A draft made by hand may name somebody else as the one who asks.
        own = row["key"] == "persona"
        return gr.Dropdown(
            row["choices"],
            value=None,
            label=row["label"],
            interactive=True,
            allow_custom_value=own,
            min_width=110,
        )
    return gr.Textbox(
        label=row["label"], info=row["hint"], lines=_LINES.get(row["key"], 1), min_width=140,
        elem_id=f"review-{row['key']}",
    )  # fmt: skip
