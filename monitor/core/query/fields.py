"""The fields of a query: what stands after person:, country:, date: and the rest."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from monitor.core.errors import QueryError
from monitor.core.query.nodes import (
    Arrived,
    Dated,
    Focus,
    From,
    InCountry,
    InStory,
    Language,
    Named,
    NameTest,
    Node,
    Origin,
    Starred,
    Tagged,
    Undated,
    Unread,
)
from monitor.core.terms import EntityType, Zone
from monitor.core.tokens import name_key

_TYPES = {type.value.lower(): type for type in EntityType}
DAY_MS = 86_400_000
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field with its value as typed; ``position`` is where the value starts."""

    field: str
    text: str
    quoted: bool
    prefix: bool
    position: int


def field_node(value: FieldValue, zones: frozenset[Zone]) -> Node:
    """Return the node of a field.

    Raises:
        QueryError: where the value is none that the field can have.
    """
    if value.field in _TYPES:
        return Named(_TYPES[value.field], _name_test(value), zones)
    if value.field == "country":
        return InCountry(_country(value), zones)
    return _OTHERS[value.field](value)


def _name_test(value: FieldValue) -> NameTest:
    return NameTest(name_key(value.text), value.quoted, value.prefix)


def _country(value: FieldValue) -> str:
    code = value.text.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise QueryError(f"{value.field}: wants a two-letter code such as KP.", value.position)
    return code


def _language(value: FieldValue) -> Node:
    code = value.text.strip().lower()
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise QueryError("lang: wants a language code such as en.", value.position)
    return Language(code)


def _mark(value: FieldValue) -> Node:
    marks: dict[str, Node] = {"unread": Unread(), "starred": Starred()}
    node = marks.get(value.text.strip().lower())
    if node is None:
        raise QueryError("is: wants unread or starred.", value.position)
    return node


def _dates(value: FieldValue) -> Node:
    text = value.text.strip()
    if text.lower() == "none":
        return Undated()
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    if not first and not last:
        raise QueryError("date: wants a day, a month or a year, or two of them with .. between.", value.position)
    node = Dated(
        _day(first, value.position, last=False) if first else None,
        _day(last, value.position + len(text) - len(last), last=True) if last else None,
    )
    if node.first and node.last and node.first > node.last:
        raise QueryError("The first day is after the last.", value.position)
    return node


def _arrival(value: FieldValue) -> Node:
    first, dots, last = value.text.strip().partition("..")
    if not first and not last:
        raise QueryError("arrived: wants a day or a moment, or two of them with .. between.", value.position)
    begin = _moment(first, value.position, last=False) if first else None
    end = _moment(last if dots else first, value.position, last=True) if last or not dots else None
    return Arrived(begin, end)


def _moment(text: str, position: int, *, last: bool) -> int:
    """Return the beginning of a day, month or year in UTC, or what follows its end; a moment is itself."""
    if "T" in text:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise QueryError(f"“{text}” is no moment; write 2023-09-29T14:05Z.", position) from None
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    day = _day(text, position, last=last)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(midnight.timestamp() * 1000) + DAY_MS * last


def _day(text: str, position: int, *, last: bool) -> date:
    """Return the first (or last) day of a day, month or year."""
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        return date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if last else 1)))
    except (ValueError, calendar.IllegalMonthError):
        raise QueryError(f"“{text}” is no date; write 2023, 2023-09 or 2023-09-29.", position) from None


_OTHERS: dict[str, Callable[[FieldValue], Node]] = {
    "focus": lambda value: Focus(_country(value)),
    "source": lambda value: From(Origin.SOURCE, _name_test(value)),
    "agency": lambda value: From(Origin.AGENCY, _name_test(value)),
    "lang": _language,
    "tag": lambda value: Tagged(name_key(value.text)),
    "date": _dates,
    "is": _mark,
    "arrived": _arrival,
    "story": lambda value: InStory(value.text.strip()),
}
