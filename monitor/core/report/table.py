"""Records as a CSV table for spreadsheets: a line an article, its lists in cells, guarded against formulas."""

import csv
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

from monitor.core.cells import guard

Record = Mapping[str, Any]

SEPARATOR = "; "


def write_table(records: Iterable[Record], file: IO[str]) -> None:
    """Write a header and one row a record."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([guard(cell(record)) for cell in COLUMNS.values()])


def _plain(key: str) -> Callable[[Record], str]:
    return lambda record: "" if record[key] is None else str(record[key])


def _joined(key: str, part: Callable[[Record], str]) -> Callable[[Record], str]:
    return lambda record: SEPARATOR.join(part(each) for each in record[key])


def _published(key: str) -> Callable[[Record], str]:
    return lambda record: record["published"][key] if record["published"] else ""


def _story(key: str) -> Callable[[Record], str]:
    return lambda record: str(record["story"][key]) if record["story"] else ""


def _focus(record: Record) -> str:
    return SEPARATOR.join(country["code"] for country in record["countries"] if country["focus"])


COLUMNS: Mapping[str, Callable[[Record], str]] = {
    "id": _plain("id"),
    "status": _plain("status"),
    "title": _plain("title"),
    "source": _plain("source"),
    "agency": _plain("agency"),
    "language": _plain("language"),
    "published": _published("value"),
    "precision": _published("precision"),
    "dateline": _joined("dateline", lambda place: place["name"]),
    "bylines": _joined("bylines", lambda byline: byline["name"]),
    "focus": _focus,
    "countries": _joined("countries", lambda country: f"{country['code']} {country['count']}"),
    "entities": _joined("entities", lambda entity: f"{entity['name']} {entity['count']}"),
    "story": _story("id"),
    "copies": _story("copies"),
    "alerts": _joined("alerts", lambda alert: alert["entry"]),
    "path": _plain("path"),
    "member": _plain("member"),
    "body": _plain("body"),
}
