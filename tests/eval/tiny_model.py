"""A sentence-transformers model of random weights, for tests of the whole way of another encoder."""

from pathlib import Path


def make_tiny_model(folder: Path, letters: str) -> Path:
    """Save a transformers folder as models are shipped: one layer, 16 numbers a vector, a token a letter.

    Args:
        folder: where to.
        letters: what the tokeniser knows.
    """
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(1)
    folder.mkdir(parents=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set(letters) - {" ", "\n"})]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=512,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder
