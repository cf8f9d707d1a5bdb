from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.copies import likeness, mark_copies, packed, sketch, unpacked
from corpus.model import DocumentStage, Notice, Region, Span
from tests.corpus.made import REGION, notice

LONG = "".join(
    f"第{number}条，各乡镇要在{number}月{number}日前完成第{number * 7}项清单。" for number in range(1, 60)
)
OTHER = "".join(f"养老机构第{number}款补贴按{number * 13}元发放，逐户核对。" for number in range(1, 60))


def marked(*pairs: tuple[Notice, str]) -> dict[str, str | None]:
    sketches = {made.id: sketch(text) for made, text in pairs}
    return {made.id: made.copy_of for made in mark_copies([made for made, _ in pairs], sketches)}


def made(id_: str, **fields: object) -> Notice:
    return notice(id=id_, **fields)


def test_the_same_number_from_two_sources_is_one_notice_and_the_fuller_copy_is_kept() -> None:
    full, part = made("a", span=Span(0, 900)), made("b", span=Span(0, 300), dated_on=None)
    assert marked((part, LONG[:300]), (full, LONG)) == {"a": None, "b": "a"}


def test_without_a_number_nearly_the_same_text_is_one_notice() -> None:
    one = made("a", document_number=None, title="关于做好清单工作的通知一")
    two = made("b", document_number=None, title="清单工作通知（转载）")
    assert marked((one, LONG), (two, LONG.replace("，", ",") + "编辑：小李")) == {"a": None, "b": "a"}
    assert marked((one, LONG), (two, OTHER)) == {"a": None, "b": None}


@pytest.mark.parametrize(
    "fields",
    [
        {"document_number": "青政办发〔2023〕2号"},
        {"dated_on": date(2024, 1, 5), "document_number": None},
        {"region": Region(name="白石县", short="白石")},
        {"stage": DocumentStage.CONSULTATION_DRAFT},
        {"sample": True},
        {"forwarded_by": "c"},
        {"forwards": "c"},
    ],
)
def test_what_tells_two_notices_apart_outweighs_the_same_words(fields: dict[str, object]) -> None:
    assert marked((made("a"), LONG), (made("b", **fields), LONG)) == {"a": None, "b": None}


def test_of_one_title_and_other_words_both_stay() -> None:
    one, two = made("a", document_number=None), made("b", document_number=None)
    assert marked((one, LONG), (two, OTHER)) == {"a": None, "b": None}


def test_three_copies_have_one_best() -> None:
    copies = [
        (made(name, region=REGION, span=Span(0, size)), LONG)
        for name, size in zip("abc", (5, 9, 7), strict=True)
    ]
    assert marked(*copies) == {"a": "b", "b": None, "c": "b"}


def test_texts_too_short_to_tell_are_not_alike() -> None:
    assert likeness(sketch("通知"), sketch("通知")) == 0
    assert likeness(sketch(LONG), sketch(LONG)) == 1
    assert likeness(sketch(LONG), sketch(OTHER)) < 0.2


def test_a_sketch_comes_back_from_the_store() -> None:
    kept = unpacked([("a", packed(sketch(LONG))), ("b", None)])
    assert set(kept) == {"a"}
    assert np.array_equal(kept["a"], sketch(LONG))


@given(
    st.text(min_size=200, max_size=400, alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
)
def test_line_breaks_and_spaces_do_not_matter(text: str) -> None:
    broken = "\n".join(text[place : place + 30] for place in range(0, len(text), 30))
    assert likeness(sketch(text), sketch(broken)) == 1


def test_a_library_of_one_template_is_marked_quickly() -> None:
    many = [(made(f"n{number}", document_number=f"青政发〔2023〕{number}号"), LONG) for number in range(400)]
    assert set(marked(*many).values()) == {None}
