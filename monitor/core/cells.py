"""Cells of a CSV file that a spreadsheet cannot take for a formula, and back."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARD = "'"


def guard(cell: str) -> str:
    """Return the cell with an apostrophe in front where a spreadsheet would run it.

    This changes the text: exports to JSON Lines keep it as it is.
    """
    return GUARD + cell if cell.lstrip(GUARD).startswith(_FORMULA) else cell


def unguard(cell: str) -> str:
    """Return the cell without the apostrophe that ``guard`` put there."""
    return cell[1:] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(_FORMULA) else cell
