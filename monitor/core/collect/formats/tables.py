"""CSV: an article a row, its columns told by their names; other columns are kept as metadata."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from monitor.core.collect.encoding import clean_text, decode
from monitor.core.collect.formats.marked import Given, Marked, compose, one_line
from monitor.core.collect.formats.text import DOUBTFUL
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, Refusal, SourceDefaults

DELIMITERS = ",;\t|"
HEAD_BYTES = 16_384  # within which the row of names ends
MAX_FIELD = 100_000_000  # characters of one cell; Python's own limit is shorter than an article can be

_FORM = re.compile(r"[\W_]+")
# Names of columns as exports of media databases write them, the best first.
_NAMES: dict[str, str] = {
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


def looks_like_table(raw: RawFile) -> bool:
    """Tell whether the first row names a column of texts and at least one more that is known."""
    if b"\0" in raw.data[:HEAD_BYTES]:
        return False
    columns = map_columns(_header(decode(raw.data[:HEAD_BYTES]).text))
    return "text" in columns and len(columns) >= 2


def map_columns(names: Sequence[str]) -> dict[str, int]:
    """Return which column holds what: text, title, source, published, url, language, author, id."""
    forms = [_FORM.sub(" ", name).strip().casefold() for name in names]
    columns: dict[str, int] = {}
    for field, known in _NAMES.items():
        place = next((forms.index(name) for name in known.split("|") if name in forms), None)
        if place is not None and place not in columns.values():
            columns[field] = place
    return columns


def read_table(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal]:
    """Yield an article a row; a bad row is refused and the others go on.

    Raises:
        UnreadableDocument: empty, where there is no row but that of names.
    """
    decoded = decode(raw.data)
    written = clean_text(decoded.text)
    names = _header(written)
    columns = map_columns(names)
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(io.StringIO(written.lstrip("\n"), newline=""), delimiter=_delimiter(written))
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


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first line most often."""
    line = text.lstrip("\n\ufeff").split("\n", 1)[0]
    return max(DELIMITERS, key=line.count)
