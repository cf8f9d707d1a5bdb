import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.differences import Change, Piece, differences

OLD = "一、要求\n建设村级养老点二十个，2023年6月底前建成。\n每月探访一次，做好记录。\n"
NEW = "一、要求\n建设村级养老点三十个，2024年6月底前建成。\n每月探访一次。\n开通热线。\n"


def shown(old, new):
    """Each line with [-taken out-] and {+put in+}."""
    marks = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return [
        "".join(marks[piece.change].format(piece.text) for piece in line) for line in differences(old, new)
    ]


def test_only_what_changed_inside_a_line_is_marked():
    assert shown(OLD, NEW) == [
        "一、要求",
        "建设村级养老点[-二-]{+三+}十个，[-2023-]{+2024+}年6月底前建成。",
        "每月探访一次[-，做好记录-]。",
        "{+开通热线。+}",
    ]


def test_a_line_written_anew_is_taken_out_and_put_in_whole():
    assert shown("甲乙丙丁戊己庚辛。", "天地玄黄宇宙洪荒！") == [
        "[-甲乙丙丁戊己庚辛。-]",
        "{+天地玄黄宇宙洪荒！+}",
    ]


def test_white_space_and_empty_lines_are_no_difference():
    assert differences("甲。\r\n\r\n  乙。 \n", "甲。\n乙。") == (
        (Piece(Change.SAME, "甲。"),),
        (Piece(Change.SAME, "乙。"),),
    )


@pytest.mark.parametrize(("old", "new"), [("", "甲。"), ("甲。", "")])
def test_one_text_may_be_empty(old, new):
    assert [piece.change for line in differences(old, new) for piece in line] == [
        Change.ADDED if new else Change.REMOVED
    ]


TEXTS = st.text(alphabet="甲乙丙12a，。\n", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(old, new):
    pieces = [piece for line in differences(old, new) for piece in line]
    for text, gone in ((old, Change.ADDED), (new, Change.REMOVED)):
        assert "".join(piece.text for piece in pieces if piece.change is not gone) == text.replace("\n", "")
