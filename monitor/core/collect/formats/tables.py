"""CSV: an article a row, its columns told by their names; other columns are kept as metadata."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.core.collect.encoding import clean_text, decode
from monitor.core.collect.formats.marked import Given, Marked, compose, one_line
from monitor.core.collect.formats.text import DOUBTFUL
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, Refusal, SourceDefaults

DELIMITERS = ",;\t|"
HEAD_BYTES = 16_384  # within which the row of names ends
SAMPLE_BYTES = 262_144  # of a table that is shown before its columns are chosen
SAMPLE_ROWS = 3
TABLE_ENDINGS = (".csv", ".tsv")
MAX_FIELD = 100_000_000  # characters of one cell; Python's own limit is shorter than an article can be

_FORM = re.compile(r"[\W_]+")
FIELDS = ("text", "title", "source", "published", "url", "language", "author", "id")
"""What a column may hold."""

# Names of columns as exports of media databases write them, the best first.
_WRITTEN: dict[str, str] = {
    "text": "text|body|fulltext|full text|body text|content|article|article text|article body|story|main text|volltext|"
    "texte|texto|inhalt",
    "title": "title|headline|heading|subject|article title|titel|titre|titulo|überschrift|schlagzeile",
    "source": "source|publication|outlet|publisher|newspaper|media|medium|source name|publication title|quelle|journal",
    "published": "published|date|publication date|pubdate|published at|publish date|date published|datum|timestamp|"
    "created",
    "url": "url|link|address|permalink|web url",
    "language": "language|lang|sprache|langue|idioma",
    "author": "author|byline|authors|writer|journalist|autor|auteur|by",
    "id": "id|guid|article id|document id|accession number",
}
_NAMES = {field: tuple(names.split("|")) for field, names in _WRITTEN.items()}
_NO_NAME = re.compile(r"(?:[\W_]*[^\W_]){40}")  # more letters than any of them: the first paragraph of an article


@dataclass(frozen=True, slots=True)
class TableSample:
    """The beginning of a table: the key of its header, the names of its columns, its first rows, what is in which."""

    key: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]


def looks_like_table(raw: RawFile) -> bool:
    """Tell whether the first row names a column of texts and one more that is known, or the file is plainly a table."""
    if b"\0" in raw.data[:HEAD_BYTES]:
        return False
    head = decode(raw.data[:HEAD_BYTES]).text
    names = _header(head)
    columns = map_columns(names)
    if "text" in columns and len(columns) >= 2:
        return True
    name = (raw.member or raw.path).lower()
    return name.endswith(TABLE_ENDINGS) and len(names) >= 2 and _rows_are_even(head, len(names))


def sample_table(data: bytes, chosen: Mapping[str, Mapping[str, str]]) -> TableSample:
    """Return the beginning of a table, for the analyst to say what is in which column.

    Args:
        data: Its bytes.
        chosen: What was chosen before, by the keys of headers.
    """
    head = clean_text(decode(data[:SAMPLE_BYTES]).text)
    names = _header(head)
    rows = list(islice(_rows(head), 1, SAMPLE_ROWS + 1))
    key = header_key(names)
    found = choose_columns(names, chosen.get(key))
    columns = {field: names[place] for field, place in found.items()}
    return TableSample(key, tuple(names), tuple(map(tuple, rows)), columns)


def header_key(names: Sequence[str]) -> str:
    """Return what tables of the same columns share."""
    forms = [_FORM.sub(" ", name).strip().casefold() for name in names]
    return hashlib.sha256(json.dumps(forms).encode()).hexdigest()[:16]


def choose_columns(names: Sequence[str], chosen: Mapping[str, str] | None) -> dict[str, int]:
    """Return which column holds what: as the analyst chose, else by the columns' names."""
    if chosen is None:
        return map_columns(names)
    return {field: names.index(name) for field, name in chosen.items() if field in _NAMES and name in names}


def map_columns(names: Sequence[str]) -> dict[str, int]:
    """Return which column holds what: text, title, source, published, url, language, author, id."""
    forms = ["" if _NO_NAME.match(name) else _FORM.sub(" ", name).strip().casefold() for name in names]
    columns: dict[str, int] = {}
    for field, known in _NAMES.items():
        place = next((forms.index(name) for name in known if name in forms), None)
        if place is not None and place not in columns.values():
            columns[field] = place
    return columns


def read_table(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal]:
    """Yield an article a row; a bad row is refused and the others go on.

    Raises:
        UnreadableDocument: empty, where there is no row but that of names; unknown_columns.
    """
    decoded = decode(raw.data)
    written = clean_text(decoded.text)
    names = _header(written)
    columns = choose_columns(names, defaults.columns.get(header_key(names)))
    if "text" not in columns:
        raise UnreadableDocument(
            "unknown_columns", "Which column of the table holds the text cannot be told; choose its columns."
        )
    csv.field_size_limit(MAX_FIELD)
    rows = _rows(written)
    next(rows, None)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            row = []
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        given = _given(row, names, columns, decoded.encoding)
        text = Marked(_cell(row, columns, "text") or "")
        member = raw.inner_name(f"row {number}")
        yield _read_row(raw, defaults, text, given, member=member, partial=DOUBTFUL if decoded.doubtful else None)
    if not number:
        raise UnreadableDocument("empty", "The table has no rows, only names of columns.")


def _read_row(
    raw: RawFile, defaults: SourceDefaults, text: Marked, given: Given, *, member: str, partial: Reason | None
) -> Document | Refusal:
    written = json.dumps([text.text, given.title, given.published, given.source, given.given_id], ensure_ascii=True)
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    if not text.text:
        reason = UnreadableDocument("no_text", "The row has nothing in its column of texts.").reason
        return Refusal(raw.path, reason, member=member, sha256=sha256, given_id=given.given_id)
    return compose(raw, defaults, text, given, format_name="csv", member=member, sha256=sha256, partial=partial)


def _given(row: Sequence[str], names: Sequence[str], columns: Mapping[str, int], encoding: str) -> Given:
    author = _cell(row, columns, "author")
    known = set(columns.values())
    others = {one_line(name): value for n, (name, value) in enumerate(zip(names, row, strict=False)) if n not in known}
    return Given(
        title=_cell(row, columns, "title"),
        source=_cell(row, columns, "source"),
        published=_cell(row, columns, "published"),
        method="column of the table",
        language=_cell(row, columns, "language"),
        url=_cell(row, columns, "url"),
        given_id=_cell(row, columns, "id"),
        bylines=tuple(re.split(r"\s*;\s*", author)) if author else (),
        encoding=encoding,
        metadata={name: value for name, value in others.items() if name},
    )


def _cell(row: Sequence[str], columns: Mapping[str, int], field: str) -> str | None:
    place = columns.get(field)
    return row[place] if place is not None and place < len(row) and row[place].strip() else None


def _header(text: str) -> list[str]:
    """Return the cells of the first row that is not blank."""
    begin = clean_text(text).lstrip("\n")
    try:
        return next(csv.reader(io.StringIO(begin[:HEAD_BYTES], newline=""), delimiter=_delimiter(begin)), [])
    except csv.Error:
        return []


def _rows(written: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(written.lstrip("\n"), newline=""), delimiter=_delimiter(written))


def _rows_are_even(head: str, columns: int) -> bool:
    """Tell whether the first rows have as many cells as there are columns, but for the last, which may be cut off."""
    try:
        rows = list(islice(_rows(clean_text(head)), 1, SAMPLE_ROWS + 2))
    except csv.Error:
        return False
    whole = rows[:-1] if len(rows) > 1 else rows
    return bool(whole) and all(len(row) == columns for row in whole)


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first line most often."""
    line = text.lstrip("\n\ufeff").split("\n", 1)[0]
    return max(DELIMITERS, key=line.count)
