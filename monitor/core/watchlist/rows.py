"""Records of a CSV file with their line numbers: a broken one takes nothing with it but itself."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.core.cells import unguard
from monitor.core.errors import MonitorError

RECORD_LINES = 50
"""The most lines that one quoted cell may run over: an unclosed quote must not swallow the rest of the file."""


class BadRecord(MonitorError):
    """A record of a list that makes no sense; the sentence says why."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a list that was left out, counted from 1, and why."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A record: the number of its first line, its cells, and the sentence of what is wrong with it."""

    number: int
    cells: list[str]
    wrong: str = ""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, ended by LF or CRLF and by nothing else: other breaks may stand in a cell."""
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def read_cells(text: str, delimiter: str = ",") -> Iterator[Cells]:
    """Yield the records of a CSV text. A quoted cell may run over lines, if the record then fits the header."""
    lines = split_lines(text)
    width = 0
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        found, length = _record(lines, at, delimiter, width)
        width = width or len(found.cells)
        yield found
        at += length


def _record(lines: Sequence[str], at: int, delimiter: str, width: int) -> tuple[Cells, int]:
    quotes = 0
    for length, line in enumerate(lines[at : at + RECORD_LINES], start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            found = _parsed(lines[at : at + length], at + 1, delimiter)
            if length == 1 or (not found.wrong and len(found.cells) in (width, width or len(found.cells))):
                return found, length
            break
    return _parsed(lines[at : at + 1], at + 1, delimiter), 1


def _parsed(lines: Sequence[str], number: int, delimiter: str) -> Cells:
    try:
        parsed = next(csv.reader(["\n".join(lines)], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return Cells(number, [], f"It is not valid CSV: {error}.")
    return Cells(number, [unguard(cell.strip()) for cell in parsed])
