"""Watchlist entries as CSV: what is exported can be imported again; a bad line is reported and the rest goes in."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.core.cells import guard, unguard
from monitor.core.errors import MonitorError, QueryError
from monitor.core.query import parse
from monitor.core.records import Entry, Severity, Zone

COLUMNS = (
    "name",
    "aliases",
    "weak",
    "weak_name",
    "query",
    "zones",
    "severity",
    "type",
    "category",
    "notes",
    "expires",
    "enabled",
    "ids",
)
"""The columns of an export, in order. An import needs ``name`` only; columns it does not know are left out."""

SEPARATOR = ";"
"""What stands between several values in one cell."""

RECORD_LINES = 50
"""The most lines that one quoted cell may run over: an unclosed quote must not swallow the rest of the file."""

_TRUE = frozenset({"yes", "true", "1", "x"})
_FALSE = frozenset({"no", "false", "0", ""})


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a list that was left out, counted from 1, and why."""

    number: int
    sentence: str


class _BadCell(MonitorError):
    """A cell that makes no sense; the sentence says which."""


def write_entries(entries: Iterable[Entry]) -> str:
    """Return the entries as CSV with a header, cells guarded against spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([guard(cell) for cell in _cells(entry)])
    return out.getvalue()


def read_entries(text: str) -> tuple[list[Entry], list[BadLine]]:
    """Return the entries of a CSV list and the lines that are none.

    The first line is a header where one of its cells is "name"; without one each line is a name and,
    separated by semicolons, its aliases.
    """
    entries: list[Entry] = []
    bad: list[BadLine] = []
    seen: dict[str, int] = {}
    columns: Sequence[str] | None = None
    for number, row in _rows(text):
        try:
            cells = _parsed(row)
            if columns is None:
                columns = _header(cells)
                if columns is not None:
                    continue
                columns = COLUMNS[:2]
            entry = _entry(dict(zip(columns, cells, strict=False)))
            if entry.name in seen:
                raise _BadCell(f"{entry.name!r} stands on line {seen[entry.name]} already.")
        except _BadCell as error:
            bad.append(BadLine(number, error.sentence))
            continue
        seen[entry.name] = number
        entries.append(entry)
    return entries, bad


# --- out ----------------------------------------------------------------------------------------


def _cells(entry: Entry) -> list[str]:
    return [
        entry.name,
        _joined(entry.aliases),
        _joined(entry.weak),
        "yes" if entry.weak_name else "no",
        entry.query or "",
        _joined(zone.value for zone in entry.zones),
        entry.severity.value,
        entry.type or "",
        entry.category or "",
        entry.notes or "",
        entry.expires or "",
        "yes" if entry.enabled else "no",
        _joined(entry.ids),
    ]


def _joined(values: Iterable[str]) -> str:
    return f"{SEPARATOR} ".join(value.replace(SEPARATOR, ",") for value in values)


# --- in -----------------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Yield each record with the number of its first line; quoted cells may run over lines, within reason."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        length = _length(lines, at)
        record = "\n".join(lines[at : at + length])
        if record.strip():
            yield at + 1, record
        at += length


def _length(lines: Sequence[str], at: int) -> int:
    quotes = 0
    for length, line in enumerate(lines[at : at + RECORD_LINES], start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return length
    return 1


def _parsed(row: str) -> list[str]:
    try:
        parsed = next(csv.reader(io.StringIO(row), strict=True), [])
    except csv.Error as error:
        raise _BadCell(f"It is not valid CSV: {error}.") from error
    return [unguard(cell.strip()) for cell in parsed]


def _header(cells: Sequence[str]) -> Sequence[str] | None:
    names = [cell.casefold().removeprefix("\ufeff").replace(" ", "_") for cell in cells]
    return names if "name" in names else None


def _entry(cells: Mapping[str, str]) -> Entry:
    name = cells.get("name", "")
    if not name:
        raise _BadCell("It has no name.")
    return Entry(
        name=name,
        aliases=_values(cells.get("aliases", "")),
        weak=_values(cells.get("weak", "")),
        weak_name=_flag(cells, "weak_name", default=False),
        query=_query(cells.get("query", "")),
        zones=_zones(cells.get("zones", "")),
        severity=_severity(cells.get("severity", "")),
        type=cells.get("type") or None,
        category=cells.get("category") or None,
        notes=cells.get("notes") or None,
        expires=_day(cells.get("expires", "")),
        enabled=_flag(cells, "enabled", default=True),
        ids=_values(cells.get("ids", "")),
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in cell.split(SEPARATOR) if value.strip()))


def _flag(cells: Mapping[str, str], column: str, *, default: bool) -> bool:
    cell = cells.get(column, "").casefold()
    if not cell:
        return default
    if cell not in _TRUE | _FALSE:
        raise _BadCell(f"{column} is {cell!r}, neither yes nor no.")
    return cell in _TRUE


def _query(cell: str) -> str | None:
    if not cell:
        return None
    try:
        parse(cell)
    except QueryError as error:
        raise _BadCell(f"The query cannot be understood: {error.sentence}") from error
    return cell


def _zones(cell: str) -> tuple[Zone, ...]:
    try:
        return tuple(Zone(value.casefold()) for value in _values(cell)) or (Zone.HEADLINE, Zone.BODY)
    except ValueError as error:
        raise _BadCell(f"{cell!r} names no zone; zones are {', '.join(Zone)}.") from error


def _severity(cell: str) -> Severity:
    try:
        return Severity(cell.casefold()) if cell else Severity.MEDIUM
    except ValueError as error:
        raise _BadCell(f"{cell!r} is no severity; severities are {', '.join(Severity)}.") from error


def _day(cell: str) -> str | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError as error:
        raise _BadCell(f"{cell!r} is no day; write it as 2026-12-31.") from error
