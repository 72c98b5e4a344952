"""Watchlist entries as CSV: what is exported can be imported again; a bad line is reported and the rest goes in."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from monitor.core.cells import guard
from monitor.core.errors import QueryError
from monitor.core.query import parse
from monitor.core.records import Entry
from monitor.core.terms import Severity, Zone
from monitor.core.tokens import words
from monitor.core.watchlist.rows import BadLine, BadRecord, read_cells

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

MOST_CODE_POINTS = 300
"""A name longer than a headline is a mistake."""

_TRUE = frozenset({"yes", "true", "1", "x"})
_FALSE = frozenset({"no", "false", "0", ""})


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
    for record in read_cells(text):
        number, cells = record.number, record.cells
        try:
            if record.wrong:
                raise BadRecord(record.wrong)
            if columns is None:
                columns = _header(cells)
                if columns is not None:
                    continue
                columns = COLUMNS[:2]
            entry = entry_of(dict(zip(columns, cells, strict=False)))
            if entry.name in seen:
                raise BadRecord(f"{entry.name!r} stands on line {seen[entry.name]} already.")
        except BadRecord as error:
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


def _header(cells: Sequence[str]) -> Sequence[str] | None:
    names = [cell.casefold().removeprefix("\ufeff").replace(" ", "_") for cell in cells]
    return names if "name" in names else None


def entry_of(cells: Mapping[str, str]) -> Entry:
    """Return the entry that cells say, by the names of ``COLUMNS``.

    Raises:
        BadRecord: where a cell makes no sense.
    """
    name = cells.get("name", "")
    if not name:
        raise BadRecord("It has no name.")
    check_names(name, *values_of(cells.get("aliases", "")), *values_of(cells.get("weak", "")))
    return Entry(
        name=name,
        aliases=values_of(cells.get("aliases", "")),
        weak=values_of(cells.get("weak", "")),
        weak_name=_flag(cells, "weak_name", default=False),
        query=_query(cells.get("query", "")),
        zones=_zones(cells.get("zones", "")),
        severity=_severity(cells.get("severity", "")),
        type=cells.get("type") or None,
        category=cells.get("category") or None,
        notes=cells.get("notes") or None,
        expires=_day(cells.get("expires", "")),
        enabled=_flag(cells, "enabled", default=True),
        ids=values_of(cells.get("ids", "")),
    )


def check_names(*names: str) -> None:
    """Tell whether names can be looked for.

    Raises:
        BadRecord: where one has no letter or digit, or is longer than any name.
    """
    for name in names:
        if len(name) > MOST_CODE_POINTS:
            raise BadRecord(f"A name is longer than {MOST_CODE_POINTS} characters: {name[:40]}…")
        if not words(name):
            raise BadRecord(f"{name!r} has no letter or digit to look for.")


def values_of(cell: str) -> tuple[str, ...]:
    """Return the values that a cell holds, separated by semicolons, each once."""
    return tuple(dict.fromkeys(value.strip() for value in cell.split(SEPARATOR) if value.strip()))


def _flag(cells: Mapping[str, str], column: str, *, default: bool) -> bool:
    cell = cells.get(column, "").casefold()
    if not cell:
        return default
    if cell not in _TRUE | _FALSE:
        raise BadRecord(f"{column} is {cell!r}, neither yes nor no.")
    return cell in _TRUE


def _query(cell: str) -> str | None:
    if not cell:
        return None
    try:
        parse(cell)
    except QueryError as error:
        raise BadRecord(f"The query cannot be understood: {error.sentence}") from error
    return cell


def _zones(cell: str) -> tuple[Zone, ...]:
    try:
        return tuple(Zone(value.casefold()) for value in values_of(cell)) or (Zone.HEADLINE, Zone.BODY)
    except ValueError as error:
        raise BadRecord(f"{cell!r} names no zone; zones are {', '.join(Zone)}.") from error


def _severity(cell: str) -> Severity:
    try:
        return Severity(cell.casefold()) if cell else Severity.MEDIUM
    except ValueError as error:
        raise BadRecord(f"{cell!r} is no severity; severities are {', '.join(Severity)}.") from error


def _day(cell: str) -> str | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError as error:
        raise BadRecord(f"{cell!r} is no day; write it as 2026-12-31.") from error
