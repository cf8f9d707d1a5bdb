"""The tokeniser of multilingual-e5-small in the form of the tokenizers library (adapter of it)."""

from typing import Any

from index.e5_file import PackedModel


def build_tokenizer(packed: PackedModel) -> Any:  # noqa: ANN401
    """Build the tokeniser out of the packed vocabulary; it gives the same ids as the package's own engine.

    Args:
        packed: the model as packed.

    Returns:
        A tokenizers.Tokenizer without truncation.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = packed.pieces
    tokenizer = Tokenizer(models.Unigram(list(pieces.scored), unk_id=pieces.unknown, byte_fallback=False))
    # The same ids as the package's own map of characters, on every text tried.
    dropped = Regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffd]")
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(dropped, ""), normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    begin, end = pieces.scored[pieces.begin][0], pieces.scored[pieces.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, pieces.begin), (end, pieces.end)],
    )
    specials = (pieces.begin, pieces.pad, pieces.end, pieces.unknown)
    tokenizer.add_special_tokens(
        [AddedToken(pieces.scored[i][0], special=True, normalized=False) for i in specials]
    )
    return tokenizer
