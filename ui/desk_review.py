"""The desk's page for accepting questions: one at a time, with the passage that it rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import ZhengdaError
from ui.desk_parts import lines, marked, said
from ui.ports import Record, Review
from ui.quiet_gradio import gr

_NO_DRAFT = "还没有草稿。点“由库里的通知起草”，或“从使用中收集”（被拒答的、有人评价过的提问）。"
_FIRST_SET = "题集"
_UP = "() => {document.getElementById('review-said')?.scrollIntoView({block: 'start'}); return []}"
_LINES = {"question": 2, "evidence": 2}
_SIDE_BY_SIDE = (
    ("kind", "persona", "answerable"),
    ("lead_units", "responsible_units"),
    ("deadline", "deadline_date"),
)
_DECISIONS = (
    ("收下", "accept", "primary"),
    ("不收", "reject", "secondary"),
    ("以后再看", "skip", "secondary"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
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

    @property
    def outputs(self) -> list[Any]:
        """What `_filled` and `_only_said` give values for."""
        said_of = [self.told, self.progress, self.body, self.notes, self.problems, self.passages]
        return [*said_of, self.shown, self.skipped, *self.fields.values()]


def review_tab(review: Review, tab: gr.Tab) -> None:
    """Lay the tab out.

    Args:
        review: drafts and sets.
        tab: read when it is opened, not before.
    """
    with gr.Row():
        draft = gr.Dropdown([], label="草稿", interactive=True, scale=2, min_width=300)
        target = gr.Textbox(_FIRST_SET, label="收进题集", max_lines=1)
    with gr.Row():
        from_library = gr.Button("由库里的通知起草", size="md", min_width=140)
        from_use = gr.Button("从使用中收集", size="md", min_width=140)
        again = gr.Button("再看一遍", size="md", min_width=140)
    form = _form(review, draft, target)
    _starts(review, form, tab, [draft.input, target.submit, again.click])
    _makers(review, form, from_library, from_use)
    _decisions(review, form)


def _form(review: Review, draft: gr.Dropdown, target: gr.Textbox) -> _Form:
    told = gr.HTML(elem_classes="desk-words", elem_id="review-said")
    progress = gr.HTML(elem_classes="desk-words")
    with gr.Column(visible=False) as body, gr.Row():
        with gr.Column(min_width=320):
            notes = gr.HTML(elem_classes="desk-words")
            problems = gr.HTML(elem_classes="desk-words")
            passages = gr.HTML(elem_classes="desk-words")
        with gr.Column(min_width=320, scale=2):
            fields = _fields(review.form())
    return _Form(
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


def _opened(review: Review, form: _Form, name: str | None, target: str, told: str = "") -> list[Any]:
    """Open a draft, the newest where none is named. Gives values for the choice of drafts and the form."""
    names: list[str] = []
    try:
        names = list(review.drafts())
        name = name if name in names else next(iter(names), None)
        if name is None:
            return [gr.update(choices=names, value=None), *_only_said(form, _NO_DRAFT, hide=True)]
        page = _filled(form, review.open(name, target), told)
    except ZhengdaError as error:
        page = _only_said(form, str(error), hide=True)
    return [gr.update(choices=names, value=name), *page]


def _starts(review: Review, form: _Form, tab: gr.Tab, events: Sequence[Any]) -> None:
    given, outputs = [form.draft, form.target], [form.draft, *form.outputs]

    def back(name: str | None, target: str, shown: Record) -> list[Any]:
        # Somebody who has looked something up in another tab finds the question as they left it.
        return [gr.skip()] * len(outputs) if shown.get("id") else _opened(review, form, name, target)

    tab.select(back, [*given, form.shown], outputs, api_name=False)
    gr.on(events, lambda name, target: _opened(review, form, name, target), given, outputs, api_name=False)


def _makers(review: Review, form: _Form, from_library: gr.Button, from_use: gr.Button) -> None:
    def made(make: Callable[[], str], target: str) -> list[Any]:
        try:
            name = make()
        except ZhengdaError as error:
            return [gr.skip(), *_only_said(form, str(error))]
        return _opened(review, form, name, target, f"新草稿：{name}。")

    outputs = [form.draft, *form.outputs]
    for button, make in ((from_library, review.draft_from_library), (from_use, review.draft_from_use)):
        button.click(lambda target, make=make: made(make, target), form.target, outputs, api_name=False)


def _decisions(review: Review, form: _Form) -> None:
    with form.body, gr.Row():
        buttons = [
            (gr.Button(label, variant=variant, size="lg", min_width=90), decision)
            for label, decision, variant in _DECISIONS
        ]
        check = gr.Button("先核对", size="lg", min_width=90)

    def decide(decision: str, by: str, *given: Any) -> list[Any]:  # noqa: ANN401 - values of components
        draft, target, shown, skipped, *texts = given
        if not shown.get("id"):
            return _only_said(form, "先选一份草稿。")
        fields = dict(zip(form.fields, (text or "" for text in texts), strict=True))
        put_off = [*skipped, shown["id"]] if decision == "skip" else skipped
        try:
            page = review.decide(
                draft, target, shown["id"], decision, by=by, fields=fields, seen=shown["seen"],
                skipped=skipped, known_problems=shown["problems"],
            )  # fmt: skip
        except ZhengdaError as error:
            return _only_said(form, str(error))
        return _filled(form, page, skipped=put_off) if "fields" in page else _held_back(form, page)

    def looked(*given: Any) -> list[Any]:  # noqa: ANN401 - values of components
        draft, target, shown, _, *texts = given
        fields = dict(zip(form.fields, (text or "" for text in texts), strict=True))
        try:
            found = review.check(draft, target, shown["id"], fields)
        except ZhengdaError as error:
            return _only_said(form, str(error))
        told = "核对过了，没有发现问题。" if not found["problems"] else "核对过了，请看“注意”。"
        return _held_back(form, {**found, "id": shown["id"], "seen": shown["seen"], "said": told})

    def deciding(decision: str) -> Callable[..., list[Any]]:
        # Who decides is the one who is signed in; Gradio hands the request over by its annotation.
        def decided(request: gr.Request, *given: Any) -> list[Any]:  # noqa: ANN401 - values of components
            return decide(decision, request.username or "", *given)

        return decided

    for button, decision in buttons:
        done = button.click(deciding(decision), form.inputs, form.outputs, api_name=False)
        done.then(None, None, None, js=_UP, api_name=False)
    checked = check.click(looked, form.inputs, form.outputs, api_name=False)
    checked.then(None, None, None, js=_UP, api_name=False)


def _filled(form: _Form, page: Record, told: str = "", skipped: Sequence[str] = ()) -> list[Any]:
    """Fill the form with the question that `Review.open` gives."""
    shown = {"id": page["id"], "seen": page["seen"], "problems": page["problems"]}
    return [
        said(f"{told}{page['said']}"), said(_progress(page)), gr.update(visible=page["id"] is not None),
        lines("asked", page["notes"]), _warned(page["problems"]), marked(page["passages"]),
        shown, list(skipped), *(page["fields"].get(key) or None for key in form.fields),
    ]  # fmt: skip


def _held_back(form: _Form, page: Record) -> list[Any]:
    """Leave the form as it was filled in, with what was found about it."""
    shown = {"id": page["id"], "seen": page["seen"], "problems": page["problems"]}
    found = [_warned(page["problems"]), marked(page["passages"]), shown]
    return [said(page["said"]), *([gr.skip()] * 3), *found, *([gr.skip()] * (1 + len(form.fields)))]


def _only_said(form: _Form, words: str, *, hide: bool = False) -> list[Any]:
    """Say something and leave all else; `hide` puts the question away."""
    rest = [gr.skip()] * (len(form.outputs) - 3)
    return [said(words), "" if hide else gr.skip(), gr.update(visible=False) if hide else gr.skip(), *rest]


def _warned(problems: Sequence[str]) -> str:
    return lines("warn", [f"注意：{problem}" for problem in problems])


def _progress(page: Record) -> str:
    done = page["progress"]
    parts = [f"已收 {done['accepted']}", f"不收 {done['rejected']}", f"待审 {done['waiting']}"]
    if page["unread"]:
        parts.append(f"读不出来 {page['unread']} 行")
    line = " · ".join(parts)
    if page["id"] is not None:
        return f"{line}　　这一题：{page['id']}"
    if done["waiting"]:
        return f"{line}。只剩放到后面的 {done['waiting']} 题；按“再看一遍”从头看。"
    return f"{line}。这份草稿审完了。"
