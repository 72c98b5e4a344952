"""What is known about an article beside its text: title, outlet, agency, date, dateline, bylines, photo, headings.

What the format itself says comes first, what the zones say second; nothing is guessed, and a date that is not there
stays away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.core.collect.rules.agencies import find_agency
from monitor.core.collect.rules.bylines import read_bylines, signed_agency
from monitor.core.collect.rules.captions import caption_text
from monitor.core.collect.rules.credits import read_credit
from monitor.core.collect.rules.dateline import Dateline
from monitor.core.collect.rules.dates import FoundDate, find_dates, read_date_line, read_timestamp
from monitor.core.collect.rules.outlet import has_outlet_word
from monitor.core.records import (
    Block,
    Byline,
    DatelinePlace,
    Document,
    OtherDate,
    Photo,
    Published,
)
from monitor.core.terms import Zone

# Languages whose readers write the day before the month in numbers; in English it depends on the country.
_DAY_FIRST = frozenset("fr de es it pt nl pl cs sk ru uk tr el sv da nb no fi ro bg hr sr sl".split())
_MONTH_FIRST_COUNTRIES = frozenset({"US", "PH"})
_TAKEN = re.compile(r"\b(?:taken|dated|made|shot|photographed|provided|released|pictured)\b[^.]{0,40}$", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(?:by\s+)?"
    r"(?P<name>(?-i:(?:The\s)?[A-ZÀ-Þ][\w&'’-]*(?:\s[A-ZÀ-Þ&][\w&'’-]*){0,4}))",
    re.IGNORECASE,
)
_NOT_OWNER = re.compile(r"\b(?:all|rights|reserved|copyright|inc|the author|photo)\b", re.IGNORECASE)
_CLOSING_AGENCY = re.compile(r"[(\[]\s*(?P<who>[A-Z][\w .&-]{1,40}?)\s*,?\s+(?P<date>[^()\[\]]{6,30})[)\]]\.?$")


@dataclass(frozen=True, slots=True)
class Facts:
    """The metadata of one article."""

    title: str | None
    title_apart: bool
    source: str | None
    agency: str | None
    syndicated: bool
    published: Published | None
    dateline: tuple[DatelinePlace, ...]
    bylines: tuple[Byline, ...]
    photo: Photo | None
    headings: tuple[str, ...]


def find_metadata(document: Document, blocks: Sequence[Block], datelines: Sequence[Dateline]) -> Facts:
    """Return what a document and its zones say about the article."""
    zones = _Zones(document.text, blocks)
    day_first = _day_first(document)
    headline = zones.first(Zone.HEADLINE)
    agency = _agency(zones, datelines)
    photo, taken = _photo(zones, agency, day_first)
    source = document.source or _site(zones, document.text) or _owner(zones, agency)
    return Facts(
        title=_one_line(headline) if headline else document.title,
        title_apart=headline is None and document.title is not None,
        source=source,
        agency=agency,
        syndicated=bool(agency and source and not _same_house(agency, source)),
        published=_published(document, zones, datelines, taken, day_first),
        dateline=_dateline_places(datelines),
        bylines=tuple(_bylines(document, zones)),
        photo=photo,
        headings=tuple(map(_one_line, zones.texts(Zone.HEADING))),
    )


def _dateline_places(datelines: Sequence[Dateline]) -> tuple[DatelinePlace, ...]:
    """Return the places of the first dateline that names any."""
    places = next((dateline.places for dateline in datelines if dateline.places), ())
    return tuple(DatelinePlace(name, None) for name in places)


class _Zones:
    """The texts of an article's blocks by their zone."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._texts: dict[Zone, list[str]] = {}
        for block in blocks:
            self._texts.setdefault(block.zone, []).append(text[block.start : block.end])

    def texts(self, zone: Zone) -> list[str]:
        return self._texts.get(zone, [])

    def first(self, zone: Zone) -> str | None:
        return next(iter(self.texts(zone)), None)


def _day_first(document: Document) -> bool | None:
    """Tell whether 9/11 is in November, from the country and language of the document; None where neither tells."""
    if document.home_country:
        return document.home_country not in _MONTH_FIRST_COUNTRIES
    return True if document.language in _DAY_FIRST else None


def _agency(zones: _Zones, datelines: Sequence[Dateline]) -> str | None:
    """Return the agency as the article names it: in the dateline, a line of its own, the credits, the legal lines."""
    for dateline in datelines:
        if dateline.agency:
            return dateline.agency
    for text in zones.texts(Zone.BYLINE):
        signed = signed_agency(text) or find_agency(text)
        if signed:
            return signed
    for text in zones.texts(Zone.LEGAL):
        found = find_agency(text)
        if found:
            return found
    closing = _closing_agency(zones)
    return closing[0] if closing else None


def _site(zones: _Zones, text: str) -> str | None:
    """Return the outlet's name from its banner; where that is in capitals, as it is written elsewhere in the text."""
    name = zones.first(Zone.SITE_NAME)
    if name is None or not name.isupper():
        return name
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.replace(name, " "), re.IGNORECASE)
    return found.group() if found else name


def _owner(zones: _Zones, agency: str | None) -> str | None:
    """Return the outlet that a copyright line names, unless that is the agency."""
    for text in [*zones.texts(Zone.LEGAL), *zones.texts(Zone.FURNITURE)]:
        found = _OWNER.search(text)
        if found and not _NOT_OWNER.search(found["name"]) and has_outlet_word(found["name"]):
            name = found["name"].strip(" .,")
            if not (agency and _same_house(agency, name)) and not find_agency(name):
                return name
    return None


def _same_house(agency: str, source: str) -> bool:
    return agency.casefold() in source.casefold() or source.casefold() in agency.casefold()


def _published(
    document: Document, zones: _Zones, datelines: Sequence[Dateline], taken: list[OtherDate], day_first: bool | None
) -> Published | None:
    """Return the date of publication by the best witness there is; the others become alternatives."""
    found = list(_witnesses(document, zones, datelines, day_first))
    if not found:
        return None
    date, method = found[0]
    others = [OtherDate(each.value, role) for each, role in _other_dates(document, zones, found, day_first)]
    return Published(date.value, date.precision, method, tuple(_distinct([*others, *taken], date.value)))


def _witnesses(
    document: Document, zones: _Zones, datelines: Sequence[Dateline], day_first: bool | None
) -> Iterator[tuple[FoundDate, str]]:
    if document.published:
        given = read_timestamp(document.published, day_first=day_first)
        if given:
            yield given, str(document.metadata.get("published_method") or "given")
    for text in zones.texts(Zone.DATE_LINE):
        line = read_date_line(text, day_first=day_first)
        if line and line.published:
            yield line.published, "leading date line"
    for dateline in datelines:
        if dateline.date:
            yield dateline.date, "dateline"
    closing = _closing_agency(zones)
    if closing:
        dates = find_dates(closing[1], day_first=day_first)
        if dates:
            yield dates[0], "closing agency line"
    for text in zones.texts(Zone.DATE_LINE):
        line = read_date_line(text, day_first=day_first)
        if line and line.updated:
            yield line.updated, "date of the last update"


def _other_dates(
    document: Document, zones: _Zones, found: list[tuple[FoundDate, str]], day_first: bool | None
) -> Iterator[tuple[FoundDate, str]]:
    for date, method in found[1:]:
        yield date, "updated" if method == "date of the last update" else "published"
    modified = document.metadata.get("modified")
    updated = read_timestamp(modified, day_first=day_first) if isinstance(modified, str) else None
    if updated:
        yield updated, "updated"


def _distinct(dates: list[OtherDate], chosen: str) -> Iterator[OtherDate]:
    seen = {(chosen, "published")}
    for date in dates:
        same_day = date.role in ("published", "updated") and date.value[:10] == chosen[:10] and len(date.value) <= 10
        if (date.value, date.role) not in seen and not same_day and date.value != chosen:
            seen.add((date.value, date.role))
            yield date


def _closing_agency(zones: _Zones) -> tuple[str, str] | None:
    """Return agency and date of a last line such as "(Xinhua News Agency April 6, 2018)"."""
    for text in [*zones.texts(Zone.BYLINE)[-1:], *zones.texts(Zone.BODY)[-1:]]:
        found = _CLOSING_AGENCY.search(text[-80:])
        if found and find_agency(found["who"]):
            return found["who"], found["date"]
    return None


def _photo(zones: _Zones, agency: str | None, day_first: bool | None) -> tuple[Photo | None, list[OtherDate]]:
    """Return the article's first photo, and the dates that its captions bear."""
    caption, credit = zones.first(Zone.CAPTION), zones.first(Zone.CREDIT)
    dates = [
        (text, each)
        for text in zones.texts(Zone.CAPTION)
        for each in find_dates(text, day_first=day_first)
        if each.precision != "month"
    ]
    others = [OtherDate(each.value[:10], "photo") for _, each in dates]
    if caption is None and credit is None:
        return None, others
    first = [each for text, each in dates if text == caption]
    values = {each.value[:10] for each in first}
    said = [each for each in first if _TAKEN.search(caption[: each.start])] if caption else []
    taken = said[-1].value[:10] if said else values.pop() if len(values) == 1 else None
    photographer, provider = read_credit(credit, agency=agency) if credit else (None, None)
    return Photo(caption_text(_one_line(caption)) or None if caption else None, photographer, provider, taken), others


def _bylines(document: Document, zones: _Zones) -> Iterator[Byline]:
    seen: set[str] = set()
    from_text = [byline for text in zones.texts(Zone.BYLINE) for byline in read_bylines(text)]
    named = {byline.name.casefold() for byline in from_text}
    from_format = [Byline(name, "writer") for name in document.bylines if name.casefold() not in named]
    for byline in [*from_format, *from_text]:
        key = byline.name.casefold() + byline.role
        if key not in seen:
            seen.add(key)
            yield byline


def _one_line(text: str) -> str:
    return " ".join(text.split())
