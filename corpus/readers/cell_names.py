"""Names of a table's cells as people write them."""


def cell_name(row: int, column: int) -> str:
    """Return "B3" for row 2, column 1, both counted from 0."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"
