"""Listings on standard output: a table for people, JSON Lines and CSV for programs."""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from monitor.core.cells import guard
from monitor.core.errors import UsageError
from monitor.core.record import dump

CELL_WIDTH = 60
"""Characters of a cell in a table; longer ones end in an ellipsis. The other formats never cut."""

BLOCK = 500
"""Rows of a table that are aligned together, so that a long listing starts at once."""

Row = Mapping[str, Any]


def write_rows(rows: Iterable[Row], columns: Sequence[str], form: str) -> int:
    """Print the rows and return how many there were.

    Args:
        rows: What to list; JSON Lines print every key, table and CSV the columns only.
        columns: Keys in the order of the columns.
        form: ``table``, ``jsonl`` or ``csv``.
    """
    writers = {"table": _write_table, "jsonl": _write_lines, "csv": _write_csv}
    return writers[form](rows, columns)


def hint(sentence: str) -> None:
    """Tell the user, in a line on standard error, something that is no part of the listing."""
    print(printable(sentence), file=sys.stderr)


def write_file(file: Path, text: str) -> None:
    """Write a text to a file; - is standard output.

    Raises:
        UsageError: where the file cannot be written.
    """
    if str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from error


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, which has an s where there are several unless they are called otherwise."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def printable(text: str) -> str:
    """Return a text that cannot steer the terminal: line breaks, control and direction characters are made visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\t\u2028\u2029":
        return " "
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cs") or (kind == "Cf" and char not in "\u00ad\u200c\u200d"):
        return f"\\u{ord(char):04x}"
    return char


def _write_lines(rows: Iterable[Row], columns: Sequence[str]) -> int:
    number = 0
    for number, row in enumerate(rows, start=1):  # noqa: B007  # its last value is the count
        print(dump(row))
    return number


def _write_csv(rows: Iterable[Row], columns: Sequence[str]) -> int:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    number = 0
    for number, row in enumerate(rows, start=1):  # noqa: B007
        writer.writerow([guard(_cell(row.get(column))) for column in columns])
    return number


def _write_table(rows: Iterable[Row], columns: Sequence[str]) -> int:
    source, number = iter(rows), 0
    while block := [[_cut(_cell(row.get(column))) for column in columns] for row in islice(source, BLOCK)]:
        if number == 0 and sys.stdout.isatty():
            block.insert(0, [column.upper() for column in columns])
            number -= 1
        number += len(block)
        widths = [max(map(len, cells)) for cells in zip(*block, strict=True)]
        for cells in block:
            print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    return number


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
    return json.dumps(value, ensure_ascii=False)


def _cut(cell: str) -> str:
    shown = printable(cell)
    return shown if len(shown) <= CELL_WIDTH else f"{shown[: CELL_WIDTH - 1]}…"
