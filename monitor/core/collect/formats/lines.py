"""JSON Lines: an article a line, as the contract describes; a bad line is refused and the others go on."""

import hashlib
import json
import math
from collections.abc import Iterator

from monitor.core.collect.encoding import clean_text, decode, replace_unstorable
from monitor.core.collect.formats.text import DOUBTFUL
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, Refusal, SourceDefaults

_TEXT_FIELDS = ("title", "source", "published", "language", "url", "home_country")
_FIELDS = frozenset({"id", "text", *_TEXT_FIELDS})


def read_lines(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal]:
    """Yield a document or a refusal for every line that is not blank, in order.

    Raises:
        UnreadableDocument: empty, where every line is blank.
    """
    decoded = decode(raw.data)
    partial = DOUBTFUL if decoded.doubtful else None
    number = seen = 0
    for number, line in enumerate(decoded.text.split("\n"), start=1):  # not splitlines: U+2028 separates nothing
        if line.strip():
            seen += 1
            yield parse_line(
                line,
                path=raw.path,
                member=_member(raw, number),
                defaults=defaults,
                encoding=decoded.encoding,
                partial=partial,
            )
    if not seen:
        raise UnreadableDocument("empty", f"None of the {number} lines of the file holds anything.")


def parse_line(
    line: str,
    *,
    path: str,
    member: str,
    defaults: SourceDefaults,
    encoding: str = "utf-8",
    partial: Reason | None = None,
) -> Document | Refusal:
    """Return the document of one JSON Lines record, or the refusal that says what is wrong with it."""
    sha256 = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        record = _load(line)
        text = _text(record)
    except UnreadableDocument as error:
        return Refusal(path, error.reason, member=member, sha256=sha256)
    given = {name: _string(record.get(name)) for name in _TEXT_FIELDS}
    return Document(
        path=path,
        text=text,
        format="jsonl",
        sha256=sha256,
        member=member,
        title=given["title"],
        source=given["source"] or defaults.source,
        published=given["published"],
        language=_language(given["language"]) or defaults.language,
        url=given["url"],
        home_country=_country(given["home_country"]) or defaults.home_country,
        given_id=_identifier(record.get("id")),
        encoding=encoding,
        metadata={_clean(name): _storable(value) for name, value in record.items() if _is_unknown(name, value)},
        partial=partial,
    )


def _member(raw: RawFile, number: int) -> str:
    return f"line {number}" if raw.member is None else f"{raw.member}!/line {number}"


def _load(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        where = f", at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableDocument("bad_json", f"The line is not valid JSON{where}.") from error
    if not isinstance(record, dict):
        raise UnreadableDocument("bad_json", "The line is JSON, but not an object with fields.")
    return record


def _text(record: dict[str, object]) -> str:
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableDocument(
            "no_text", "The record has no text: its field 'text' is missing, blank or not a string."
        )
    return clean_text(text)


def _identifier(value: object) -> str | int | float | None:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def _is_unknown(name: str, value: object) -> bool:
    """Tell whether a field is to be kept as metadata: one that is not known, or is of another type."""
    if name == "text":
        return False
    if name == "id":
        return value is not None and _identifier(value) is None
    return name not in _FIELDS or (value is not None and not isinstance(value, str))


def _string(value: object) -> str | None:
    return _clean(value).strip() or None if isinstance(value, str) else None


def _language(value: str | None) -> str | None:
    code = (value or "").replace("_", "-").split("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _country(value: str | None) -> str | None:
    code = (value or "").upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _clean(value: str) -> str:
    return replace_unstorable(value)


def _storable(value: object) -> object:
    """Return a JSON value without characters and numbers that cannot be stored or written again."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {_clean(name): _storable(each) for name, each in value.items()}
    return value
