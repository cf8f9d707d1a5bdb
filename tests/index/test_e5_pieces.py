import random
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.e5 import ONNX, TORCH
from index.e5_pieces import PieceTokeniser
from tests.index.conftest import sample_files

MARKED = [
    "",
    "\0",
    "<s>",
    "a<s>b",
    "＜s＞x",
    " </s> ",
    "a<unk>𐍈𐍈<unk>",
    "＜unk＞𐍈＜unk＞",
    "<mask>",
    "▁▁ a",
    "𐍈𐍈",
]


@pytest.fixture(scope="module")
def own(models_dir: Path) -> PieceTokeniser:
    return PieceTokeniser(models_dir / ONNX.name)


@pytest.fixture(scope="module")
def whole(models_dir: Path) -> Tokenizer:
    """The same vocabulary in the tokenizers library."""
    tokenizer = Tokenizer.from_file(str(models_dir / TORCH.name / "tokenizer.json"))
    tokenizer.no_truncation()
    return tokenizer


@pytest.mark.parametrize(
    "text", [*MARKED, "query: 依申请公开归谁管？", "passage: ﬃ  Ⅷ㍿\u3000①\n", "各级行政机关" * 300]
)
def test_ids_are_those_of_the_tokenizers_library(own: PieceTokeniser, whole: Tokenizer, text: str) -> None:
    assert own.encode(text) == whole.encode(text).ids


def test_ids_of_notices_are_those_of_the_tokenizers_library(own: PieceTokeniser, whole: Tokenizer) -> None:
    for path in sample_files():
        text = "passage: " + path.read_text("utf-8")
        assert own.encode(text) == whole.encode(text).ids


def test_every_character_that_has_another_form_is_cut_alike(own: PieceTokeniser, whole: Tokenizer) -> None:
    characters = [chr(i) for i in range(sys.maxunicode + 1) if not 0xD800 <= i < 0xE000]
    changed = [
        c for c in characters if unicodedata.normalize("NFKC", c) != c or c.isspace() or not c.isprintable()
    ]
    texts = [f"x{c}y" for c in changed if unicodedata.category(c) not in ("Cn", "Co")]
    assert len(texts) > 4000
    ids = [encoding.ids for encoding in whole.encode_batch(texts)]
    assert [text for text, id in zip(texts, ids, strict=True) if own.encode(text) != id] == []


def test_pieces_in_any_order_are_cut_alike(own: PieceTokeniser, whole: Tokenizer) -> None:
    pieces, chance = list(whole.get_vocab()), random.Random(1)
    for _ in range(3000):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 12))).replace("▁", " ")
        assert own.encode(text) == whole.encode(text).ids


@given(text=st.text(max_size=60))
def test_any_text_is_cut_alike(own: PieceTokeniser, whole: Tokenizer, text: str) -> None:
    assert own.encode(text) == whole.encode(text).ids
