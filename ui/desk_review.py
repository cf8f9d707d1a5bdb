"""The desk's page for accepting questions: one at a time, with the passage that it rests on."""

from collections.abc import Callable, Sequence
from typing import Any

from corpus.errors import ZhengdaError
from ui.desk_form import ReviewForm, review_form
from ui.desk_parts import lines, marked, said
from ui.ports import Record, Review
from ui.quiet_gradio import gr

_NO_DRAFT = "还没有草稿。点“由库里的通知起草”，或“从使用中收集”（被拒答的、有人评价过的提问）。"
# Also where the server has begun anew under an open page: it knows nothing of what that shows.
_NONE_SHOWN = "先选一份草稿。"
_FIRST_SET = "题集"
_UP = "() => {document.getElementById('review-said')?.scrollIntoView({block: 'start'}); return []}"
_DECISIONS = (
    ("收下", "accept", "primary"),
    ("不收", "reject", "secondary"),
    ("以后再看", "skip", "secondary"),
)


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
    form = review_form(review, draft, target)
    _starts(review, form, tab, [draft.input, target.submit, again.click])
    _makers(review, form, from_library, from_use)
    _decisions(review, form)


def _opened(review: Review, form: ReviewForm, name: str | None, target: str, told: str = "") -> list[Any]:
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


def _starts(review: Review, form: ReviewForm, tab: gr.Tab, events: Sequence[Any]) -> None:
    given, outputs = [form.draft, form.target], [form.draft, *form.outputs]

    def back(name: str | None, target: str, shown: Record) -> list[Any]:
        # Somebody who has looked something up in another tab finds the question as they left it.
        return [gr.skip()] * len(outputs) if shown.get("id") else _opened(review, form, name, target)

    tab.select(back, [*given, form.shown], outputs, api_name=False)
    gr.on(events, lambda name, target: _opened(review, form, name, target), given, outputs, api_name=False)


def _makers(review: Review, form: ReviewForm, from_library: gr.Button, from_use: gr.Button) -> None:
    def made(make: Callable[[], str], target: str) -> list[Any]:
        try:
            name = make()
        except ZhengdaError as error:
            return [gr.skip(), *_only_said(form, str(error))]
        return _opened(review, form, name, target, f"新草稿：{name}。")

    outputs = [form.draft, *form.outputs]
    for button, make in ((from_library, review.draft_from_library), (from_use, review.draft_from_use)):
        button.click(lambda target, make=make: made(make, target), form.target, outputs, api_name=False)


def _decisions(review: Review, form: ReviewForm) -> None:
    with form.body, gr.Row():
        buttons = [
            (gr.Button(label, variant=variant, size="lg", min_width=90), decision)
            for label, decision, variant in _DECISIONS
        ]
        check = gr.Button("先核对", size="lg", min_width=90)

    def deciding(decision: str) -> Callable[..., list[Any]]:
        # Who decides is the one who is signed in; Gradio hands the request over by its annotation.
        def decided(request: gr.Request, *given: Any) -> list[Any]:  # noqa: ANN401 - values of components
            return _decided(review, form, decision, request.username or "", given)

        return decided

    def looked(*given: Any) -> list[Any]:  # noqa: ANN401 - values of components
        return _looked_over(review, form, given)

    for button, act in [*((button, deciding(decision)) for button, decision in buttons), (check, looked)]:
        done = button.click(act, form.inputs, form.outputs, api_name=False)
        done.then(None, None, None, js=_UP, api_name=False)


def _decided(review: Review, form: ReviewForm, decision: str, by: str, given: Sequence[Any]) -> list[Any]:
    draft, target, shown, skipped, *texts = given
    if not shown.get("id"):
        return _only_said(form, _NONE_SHOWN)
    put_off = [*skipped, shown["id"]] if decision == "skip" else skipped
    try:
        page = review.decide(
            draft, target, shown["id"], decision, by=by, fields=form.texts(texts), seen=shown["seen"],
            skipped=skipped, known_problems=shown["problems"],
        )  # fmt: skip
    except ZhengdaError as error:
        return _only_said(form, str(error))
    return _filled(form, page, skipped=put_off) if "fields" in page else _held_back(form, page)


def _looked_over(review: Review, form: ReviewForm, given: Sequence[Any]) -> list[Any]:
    draft, target, shown, _, *texts = given
    if not shown.get("id"):
        return _only_said(form, _NONE_SHOWN)
    try:
        found = review.check(draft, target, shown["id"], form.texts(texts))
    except ZhengdaError as error:
        return _only_said(form, str(error))
    told = "核对过了，没有发现问题。" if not found["problems"] else "核对过了，请看“注意”。"
    return _held_back(form, {**found, "id": shown["id"], "seen": shown["seen"], "said": told})


def _filled(form: ReviewForm, page: Record, told: str = "", skipped: Sequence[str] = ()) -> list[Any]:
    """Fill the form with the question that `Review.open` gives."""
    shown = {"id": page["id"], "seen": page["seen"], "problems": page["problems"]}
    return [
        said(f"{told}{page['said']}"), said(_progress(page)), gr.update(visible=page["id"] is not None),
        lines("asked", page["notes"]), _warned(page["problems"]), marked(page["passages"]),
        shown, list(skipped), *(page["fields"].get(key) or None for key in form.fields),
    ]  # fmt: skip


def _held_back(form: ReviewForm, page: Record) -> list[Any]:
    """Leave the form as it was filled in, with what was found about it."""
    shown = {"id": page["id"], "seen": page["seen"], "problems": page["problems"]}
    found = [_warned(page["problems"]), marked(page["passages"]), shown]
    return [said(page["said"]), *([gr.skip()] * 3), *found, *([gr.skip()] * (1 + len(form.fields)))]


def _only_said(form: ReviewForm, words: str, *, hide: bool = False) -> list[Any]:
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
