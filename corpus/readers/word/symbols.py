"""Letters of symbol fonts (`w:sym`), which stand in a private range, as letters that every font has."""

_TABLES = {
    "symbol": {
        0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
        0xBB: "≈", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xA5: "∞", 0xE5: "∑", 0xD6: "√",
    },
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•",
        0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x2A: "✉",
    },
    "wingdings 2": {
        0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0xA2: "■",
        0x97: "●", 0x98: "●", 0x9A: "○", 0x99: "○",
    },
}  # fmt: skip
# Wingdings' figures in circles: black ones behind white ones.
_CIRCLES = ((0x81, "①②③④⑤⑥⑦⑧⑨⑩"), (0x8C, "❶❷❸❹❺❻❼❽❾❿"))


def symbol(font: str, code: str) -> str | None:
    """Return the letter that a symbol font prints.

    Args:
        font: its name.
        code: four hex digits, F0 before a place in the font.

    Returns:
        None where that is not known.
    """
    try:
        point = int(code, 16)
    except ValueError:
        return None
    if 0x20 <= point < 0xD800 or 0xF900 <= point < 0xFFFE:
        return chr(point)
    place, table = point & 0xFF, _TABLES.get(font.strip().lower(), {})
    if font.strip().lower() == "wingdings":
        for first, letters in _CIRCLES:
            if first <= place < first + len(letters):
                return letters[place - first]
    return table.get(place) if 0xF000 <= point <= 0xF0FF else None
