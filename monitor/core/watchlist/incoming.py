"""Lists of names from elsewhere, told apart by what is in them: every good line becomes an entry, bad ones are named.

Read are the program's own CSV, OpenSanctions' simple CSV (``targets.simple.csv``), FollowTheMoney as JSON lines, any
other table once its columns are mapped, and pasted names, one a line with their aliases after semicolons.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from monitor.core.records import Entry
from monitor.core.tokens import words
from monitor.core.watchlist.lists import COLUMNS, SEPARATOR, check_names, entry_of, read_entries, values_of
from monitor.core.watchlist.rows import BadLine, BadRecord, read_cells, split_lines


class ListFormat(StrEnum):
    """What a list is."""

    OWN = "entries as this program exports them"
    SANCTIONS = "OpenSanctions' simple CSV"
    ENTITIES = "FollowTheMoney entities"
    TABLE = "a table with columns of its own"
    NAMES = "names, one a line"


OWNED = frozenset({ListFormat.SANCTIONS, ListFormat.ENTITIES})
"""The formats whose records have ids: a later version of such a list is an update."""

SANCTIONS_COLUMNS = frozenset({"id", "schema", "name", "aliases"})
"""The columns that tell OpenSanctions' simple CSV; it has more."""

SCHEMA_TYPES: Mapping[str, str] = {
    "Person": "person",
    "LegalEntity": "org",
    "Organization": "org",
    "Company": "org",
    "PublicBody": "org",
    "Vessel": "product",
    "Airplane": "product",
    "Vehicle": "product",
}
"""The schemas of things with a name that is written about, and the type of their entries. Relations are passed over."""

STRONG = ("name", "alias", "previousName")
WEAK = ("weakAlias", "abbreviation")
"""The FollowTheMoney properties that hold names."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a list holds: its entries, the lines that are none, and records that are no names and were passed over."""

    format: ListFormat
    entries: tuple[Entry, ...]
    bad: tuple[BadLine, ...]
    passed_over: int = 0
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which field each column of a table holds, by the column's place; fields are those of ``lists.COLUMNS``."""

    fields: tuple[str, ...]
    has_header: bool = True
    delimiter: str = ","


@dataclass(slots=True)
class _Gathered:
    """Entries by name: records of one name are one entry with the ids of all, for the text cannot tell them apart."""

    by_name: dict[str, Entry] = field(default_factory=dict)
    bad: list[BadLine] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        known = self.by_name.get(entry.name)
        self.by_name[entry.name] = entry if known is None else joined(known, entry)


def read_incoming(
    text: str, *, category: str | None = None, columns: ColumnMap | None = None, split_weak: bool = False
) -> Incoming:
    """Return the entries of a list, whatever it is.

    Args:
        text: The list.
        category: What the entries of records with ids are filed under where they name no dataset of their own.
        columns: How a table is to be read; guessed where None.
        split_weak: Whether aliases of a single word become weak ones: "Kim" supports, it never fires alone.
    """
    kind = list_format(text) if columns is None else ListFormat.TABLE
    if kind is ListFormat.OWN:
        entries, bad = read_entries(text)
        found = Incoming(kind, tuple(entries), tuple(bad))
    elif kind is ListFormat.SANCTIONS:
        found = _read_sanctions(text, category)
    elif kind is ListFormat.ENTITIES:
        found = _read_entities(text, category)
    elif kind is ListFormat.NAMES:
        found = _read_names(text)
    else:
        found = _read_table(text, columns or guess_columns(text))
    return replace(found, entries=tuple(map(weakened, found.entries))) if split_weak else found


def list_format(text: str) -> ListFormat:
    """Tell what a list is by its first line."""
    first = next((line for line in split_lines(text[:100_000]) if line.strip()), "")
    if first.lstrip().startswith("{"):
        return ListFormat.ENTITIES
    header = _header(first, _delimiter(first))
    if header >= SANCTIONS_COLUMNS:
        return ListFormat.SANCTIONS
    if "name" in header and header <= frozenset(COLUMNS):
        return ListFormat.OWN
    named = any(_HEADER_WORDS.get(word) == "name" for word in header)
    return ListFormat.TABLE if len(header) > 1 and (named or _is_regular(text)) else ListFormat.NAMES


def weakened(entry: Entry) -> Entry:
    """Return an entry whose aliases of a single word only support."""
    single = tuple(alias for alias in entry.aliases if len(words(alias)) == 1)
    strong = tuple(alias for alias in entry.aliases if alias not in single)
    return replace(entry, aliases=strong, weak=tuple(dict.fromkeys((*entry.weak, *single))))


def joined(one: Entry, other: Entry) -> Entry:
    """Return an entry with the aliases and ids of another one too."""
    weak = _together(one.weak, other.weak)
    strong = _together(one.aliases, (other.name,), other.aliases)
    aliases = tuple(alias for alias in strong if alias != one.name and alias not in weak)
    return replace(one, aliases=aliases, weak=weak, ids=_together(one.ids, other.ids))


# --- tables ---------------------------------------------------------------------------------------


_HEADER_WORDS: Mapping[str, str] = {
    "name": "name", "full_name": "name", "fullname": "name", "entity": "name", "caption": "name",
    "aliases": "aliases", "alias": "aliases", "aka": "aliases", "a.k.a.": "aliases", "other_names": "aliases",
    "also_known_as": "aliases", "other_name": "aliases",
    "weak": "weak", "weak_aliases": "weak", "weakalias": "weak", "short_names": "weak",
    "id": "ids", "ids": "ids", "identifier": "ids", "uid": "ids",
    "type": "type", "schema": "type", "category": "category", "list": "category", "dataset": "category",
    "notes": "notes", "note": "notes", "remarks": "notes", "remark": "notes", "comment": "notes", "comments": "notes",
    "severity": "severity", "query": "query",
    "expires": "expires", "zones": "zones", "enabled": "enabled", "weak_name": "weak_name",
}  # fmt: skip


def guess_columns(text: str) -> ColumnMap:
    """Return how a table is probably to be read: by the words of its header, else the name first, aliases after it."""
    first = next((line for line in split_lines(text[:100_000]) if line.strip()), "")
    delimiter = _delimiter(first)
    cells = next(iter(read_cells(first, delimiter)), None)
    names = [_key(cell) for cell in cells.cells] if cells else []
    fields = tuple(_HEADER_WORDS.get(name, "") for name in names)
    if "name" in fields:
        return ColumnMap(fields, has_header=True, delimiter=delimiter)
    rest = tuple("aliases" for _ in names[1:])
    return ColumnMap(("name", *rest), has_header=False, delimiter=delimiter)


def _read_table(text: str, columns: ColumnMap) -> Incoming:
    gathered = _Gathered()
    for number, record in enumerate(read_cells(text, columns.delimiter)):
        if number == 0 and columns.has_header:
            continue
        try:
            if record.wrong:
                raise BadRecord(record.wrong)
            gathered.add(entry_of(_fields(record.cells, columns)))
        except BadRecord as error:
            gathered.bad.append(BadLine(record.number, error.sentence))
    return Incoming(ListFormat.TABLE, tuple(gathered.by_name.values()), tuple(gathered.bad))


def _fields(cells: Sequence[str], columns: ColumnMap) -> dict[str, str]:
    if len(cells) > len(columns.fields):
        raise BadRecord(f"It has {_counted_cells(cells)} where there are {len(columns.fields)} columns.")
    found: dict[str, str] = {}
    for name, cell in zip(columns.fields, cells, strict=False):
        if name and cell:
            found[name] = f"{found[name]}{SEPARATOR}{cell}" if name in found else cell
    return found


def _is_regular(text: str) -> bool:
    """Tell cells without a header from names with a comma in them ("Acme, Inc."): no blank follows a comma."""
    lines = [line for line in split_lines(text[:100_000])[:20] if line.strip()]
    if any("\t" in line for line in lines):
        return True
    return all(line.count(",") == lines[0].count(",") > 0 and ", " not in line for line in lines)


def _delimiter(line: str) -> str:
    counts = {mark: line.count(mark) for mark in (",", "\t", ";")}
    return max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else ","


def _header(line: str, delimiter: str) -> frozenset[str]:
    return frozenset(_key(cell) for cell in next(csv.reader([line], delimiter=delimiter), []))


def _key(cell: str) -> str:
    return cell.strip().casefold().replace(" ", "_")


# --- OpenSanctions' simple CSV --------------------------------------------------------------------


def _read_sanctions(text: str, category: str | None) -> Incoming:
    gathered = _Gathered()
    header: list[str] = []
    categories = set()
    for record in read_cells(text):
        if not header:
            header = [_key(cell) for cell in record.cells]
            continue
        try:
            entry = _sanctioned(header, record.cells, record.wrong, category)
        except BadRecord as error:
            gathered.bad.append(BadLine(record.number, error.sentence))
            continue
        categories.add(entry.category)
        gathered.add(entry)
    entries = tuple(gathered.by_name.values())
    named = frozenset(name for name in categories if name)
    return Incoming(ListFormat.SANCTIONS, entries, tuple(gathered.bad), categories=named)


def _sanctioned(header: Sequence[str], row: Sequence[str], wrong: str, category: str | None) -> Entry:
    if wrong:
        raise BadRecord(wrong)
    if len(row) != len(header):
        raise BadRecord(f"It has {_counted_cells(row)} where the header has {len(header)}.")
    cells = dict(zip(header, row, strict=True))
    if not cells["id"]:
        raise BadRecord("It has no id.")
    name = _plain_name(cells["name"])
    if not name:
        raise BadRecord("It has no name.")
    aliases = tuple(alias for alias in map(_plain_name, values_of(cells["aliases"])) if alias != name)
    check_names(name, *aliases)
    return Entry(
        name=name,
        aliases=aliases,
        type=SCHEMA_TYPES.get(cells["schema"], "other"),
        category=cells.get("dataset") or category,
        notes=_notes(cells),
        ids=(cells["id"],),
    )


def _notes(cells: Mapping[str, str]) -> str | None:
    parts = (cells.get(column, "") for column in ("countries", "birth_date", "sanctions"))
    return " · ".join(part[:200] for part in parts if part) or None


# --- FollowTheMoney -------------------------------------------------------------------------------


def _read_entities(text: str, category: str | None) -> Incoming:
    gathered = _Gathered()
    passed_over = 0
    categories = set()
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip():
            continue
        try:
            entry = _entity(_object(line), category)
        except BadRecord as error:
            gathered.bad.append(BadLine(number, error.sentence))
            continue
        if entry is None:
            passed_over += 1
            continue
        categories.add(entry.category)
        gathered.add(entry)
    entries = tuple(gathered.by_name.values())
    named = frozenset(name for name in categories if name)
    return Incoming(ListFormat.ENTITIES, entries, tuple(gathered.bad), passed_over, named)


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord("It is not valid JSON.") from error
    if not isinstance(found, dict):
        raise BadRecord("It is no JSON object.")
    return found


def _entity(found: Mapping[str, Any], category: str | None) -> Entry | None:
    schema, properties, key = found.get("schema"), found.get("properties"), found.get("id")
    if not isinstance(schema, str) or not isinstance(properties, dict) or not isinstance(key, str) or not key:
        raise BadRecord("It has no id, schema and properties.")
    if schema not in SCHEMA_TYPES:
        return None
    strong = list(dict.fromkeys(_texts(found.get("caption")) + _values_of(properties, STRONG)))
    if not strong:
        raise BadRecord("It has no name.")
    weak = tuple(name for name in _values_of(properties, WEAK) if name not in strong)
    check_names(*strong, *weak)
    dataset = next(iter(_texts(found.get("datasets"))), category)
    notes = " · ".join(_values_of(properties, ("country", "birthDate", "topics")))
    return Entry(
        name=strong[0],
        aliases=tuple(strong[1:]),
        weak=weak,
        type=SCHEMA_TYPES[schema],
        category=dataset,
        notes=notes[:400] or None,
        ids=(key,),
    )


def _values_of(properties: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for name in names for value in _texts(properties.get(name))))


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for one in values if isinstance(one, str) and (name := _plain_name(one))]


def _plain_name(name: str) -> str:
    """Return a name on one line, with a comma for a semicolon: that separates names in every list."""
    return " ".join(name.replace(SEPARATOR, ",").split())


# --- pasted names ---------------------------------------------------------------------------------


def _read_names(text: str) -> Incoming:
    gathered = _Gathered()
    for number, line in _numbered(text):
        names = [_plain_name(name) for name in line.split(SEPARATOR)]
        try:
            if not names[0]:
                raise BadRecord("It has no name before the first semicolon.")
            aliases = tuple(dict.fromkeys(name for name in names[1:] if name and name != names[0]))
            check_names(names[0], *aliases)
        except BadRecord as error:
            gathered.bad.append(BadLine(number, error.sentence))
            continue
        gathered.add(Entry(names[0], aliases))
    return Incoming(ListFormat.NAMES, tuple(gathered.by_name.values()), tuple(gathered.bad))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    lines = ((number, line.strip()) for number, line in enumerate(split_lines(text), start=1))
    return ((number, line) for number, line in lines if line and _key(line) != "name")


def _together(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for some in names for name in some))


def _counted_cells(row: Sequence[str]) -> str:
    return "1 cell" if len(row) == 1 else f"{len(row)} cells"
