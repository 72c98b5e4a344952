"""Dates as they stand in articles: found in prose, read from a line that is nothing but a date, read from a format.

Month names of English, French, German, Spanish, Italian, Portuguese and Dutch; ISO; numbers with care (9/11/2023 is
read only where the order of day and month is known). Weekdays are never turned into dates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from monitor.core.collect.rules.wording import holds_any

EARLIEST_YEAR, LATEST_YEAR = 1800, 2100  # outside of them a number is no year of an article

_MONTHS = (
    "january января січня stycznia ocak jan janvier janv januar jänner enero ene gennaio gen janeiro januari",
    "february февраля лютого lutego şubat feb février févr fév "
    "fevrier februar febrero febbraio febr fevereiro fev februari",
    "march марта березня marca mart marts maret mar mars märz marz maerz marzo março marco maart mrt",
    "april апреля квітня kwietnia nisan apr avril avr abril abr aprile",
    "may мая травня maja mayıs maj mai mayo maggio mag maio mei",
    "june июня червня czerwca haziran jun juin juni junio giugno giu junho",
    "july июля липня lipca temmuz jul juillet juil juli julio luglio lug julho",
    "august августа серпня sierpnia ağustos augusti aug août aout agosto ago agustus augustus",
    "september сентября вересня września eylül sept sep septembre septiembre settembre set setembro",
    "october октября жовтня października ekim oct octobre oktober okt octubre ottobre ott outubro out",
    "november ноября listopada kasım nov novembre noviembre novembro",
    "december декабря грудня grudnia aralık desember dec décembre déc "
    "decembre dezember dez diciembre dic dicembre dezembro",
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WEEKDAYS = (
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag "
    "zaterdag zondag mo di mi do fr sa so"
).split()
# Whole zones of the world's clocks that need no table of summer times; others leave the day as it is written.
_ZONES = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_ZONES |= {
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
    "SGT": 8,
    "HKT": 8,
    "AEST": 10,
    "AEDT": 11,
}

_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTH_NUMBERS), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°)?\.?"
_BLANK = r"[ \xa0\u202f]{1,3}"
_OF = r"(?:(?:de|del|of|di|do)[ \xa0])?"
_TIME = (
    r"(?:[T,;|·•–—@-]|\bat\b|\bà\b|\bum\b|\ba las\b|\balle\b|"
    r"\s){0,4}?(?<!\d)(?P<hour>[0-2]?\d)(?:[:h](?P<minute>[0-5]\d)|\.(?P<minute2>[0-5]\d)(?=\s*[ap]\.?m))?"
    r"(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s*Uhr\b)?(?:\s?(?P<zone>[+-]\d\d:?\d\d|Z\b|[A-Z]{2,4}\b(?:[+-]\d{1,2}\b)?))?"
)
_DAY_MONTH_YEAR = re.compile(
    rf"\b{_DAY}{_ORDINAL}(?:[ \xa0-]{{1,2}}){_OF}{_MONTH}[, \xa0-]{{1,3}}{_OF}{_YEAR}\b", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(
    rf"\b{_MONTH}[ \xa0]{{1,2}}{_DAY}{_ORDINAL}(?:,[ \xa0]{{0,2}}|[ \xa0]{{1,2}}){_YEAR}\b", re.IGNORECASE
)
_ISO = re.compile(rf"\b{_YEAR}(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark){_DAY}(?=T|\b)")
_EAST_ASIAN = re.compile(rf"{_YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]")
_NUMERIC = re.compile(rf"\b(?P<first>[0-3]?\d)(?P<mark>[./-]) ?(?P<second>[0-3]?\d)(?P=mark) ?{_YEAR}\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?[ \xa0]{{1,2}}{_OF}{_YEAR}\b", re.IGNORECASE)
_MONTH_DAY = re.compile(
    rf"\b(?:{_MONTH}[ \xa0]{{1,2}}{_DAY}{_ORDINAL}|"
    rf"{_DAY.replace('day', 'day2')}{_ORDINAL}[ \xa0]{{1,2}}{_OF}{_MONTH.replace('month', 'month2')})(?![\w:])",
    re.IGNORECASE,
)
_CLOCK = re.compile(_TIME, re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")

_LABELS = re.compile(
    r"\b(?:(?:first|last|originally)?[ -]?(?:published|posted|updated?|modified|created|issued|released|filed|"
    r"date|dated|"
    r"edited|revised)|publié|mis à jour|modifié|publicado|actualizado|veröffentlicht|aktualisiert|stand|erstellt|"
    r"pubblicato|aggiornato|publicado|atualizado|gepubliceerd|bijgewerkt|on|at|le|am|el|il|em|op|à|um|a las|alle|uhr|"
    r"de|den|the|of|local time|hrs|h|time|last|by admin|(?:gmt|utc)(?:[+-]\d{1,2}(?::?\d\d)?)?)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updated?|modified|revised|mis à jour|modifié|actualizado|aktualisiert|aggiornato|atualizado|bijgewerkt",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _WEEKDAYS), key=len, reverse=True)) + r")\b\.?", re.IGNORECASE
)
_LOOSE_CLOCK = re.compile(
    r"\b[0-2]?\d(?:[:.h][0-5]\d){0,2}\s?(?:[ap]\.?m\.?)?(?:\s?(?:\(?[A-Z]{1,4}(?:[+-]\d{1,2}(?::?\d\d)?)?\)?|"
    r"[+-]\d\d:?\d\d))?"
)
_READING_TIME = re.compile(r"\b\d{1,3}[ -]min(?:ute)?s?(?: de)?(?: read| lecture| lectura| lesezeit)?\b", re.IGNORECASE)
_AGO = re.compile(
    r"(?:\b(?:\d{1,3}|an?|one|few|several)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago\b|"
    r"\b(?:today|yesterday|just now)\b"
    r"|\bil y a \d+ \w+|\bvor \d+ \w+|\bhace \d+ \w+)",
    re.IGNORECASE,
)
_AGO_WORDS = (" ago", "today", "yesterday", "just now", "il y a", "vor ", "hace ")
_GLUED = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=[+-]\d)(?=Updated\b)")  # "4, 20243:12 PM GMT+2Updated"
_BY_WHOM = re.compile(r"(?<=\s)by [\w.-]+(?: [\w.-]+){0,2}\s*$")
_PLACE_FIRST = re.compile(r"^\s*[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}\s+[-–|]\s")  # "La Paz - 03 jul 2024 - 20:15"
_ONLY_CLOCK = re.compile(r"\s*[0-2]?\d[:.h][0-5]\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?[A-Z]{3,4})?\s*")
_LEFT_OVER = re.compile(r"[^\W_]")
MAX_DATE_WORDS = 22  # of the same
MAX_DATE_LINE = 160  # characters; a line that says when, in whatever detail, is shorter


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands in a text at ``start:end``. ``precision`` is "month", "day" or "minute"; times are UTC."""

    start: int
    end: int
    value: str
    precision: str


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only says when: ``published`` first named as such, ``updated`` where the line tells both."""

    published: FoundDate | None
    updated: FoundDate | None = None


def find_dates(text: str, *, day_first: bool | None = None) -> list[FoundDate]:
    """Return the dates of a text that name their year, in order, never overlapping.

    Args:
        text: Any text.
        day_first: Whether 9/11/2023 is the ninth of November; where that is not known (None) it is no date.
    """
    if not _HAS_YEAR.search(text):
        return []
    found = sorted(_candidates(text, day_first), key=lambda each: (each.start, each.start - each.end))
    kept: list[FoundDate] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def find_day_of_month(text: str) -> re.Match[str] | None:
    """Return where a text names a day without its year ("Sept. 29", "29 sep"), as datelines do, or None."""
    if not _DIGIT.search(text) or not _names_month(text):
        return None
    for found in _MONTH_DAY.finditer(text):
        if 1 <= int(found["day"] or found["day2"]) <= 31:
            return found
    return None


def read_date_line(line: str, *, day_first: bool | None = None) -> DateLine | None:
    """Return the dates of a line that says nothing but when, or None where it says anything else.

    A line such as "3 hours ago" or "Thursday 14:05" is a date line without a date.
    """
    if len(line) > MAX_DATE_LINE or len(line.split()) > MAX_DATE_WORDS:
        return None
    line = _GLUED.sub(" ", line)
    dates = find_dates(line, day_first=day_first)
    rest = line
    for each in reversed(dates):
        rest = rest[: each.start] + " " + rest[each.end :]
    if not dates and not _is_vague_date(rest):
        return None
    if dates:
        rest = _BY_WHOM.sub(" ", rest)
        rest = _PLACE_FIRST.sub(" ", rest) if ":" in line else rest
    rest = _MONTH_DAY.sub(" ", _NUMERIC.sub(" ", _AGO.sub(" ", rest)))
    for words in (_READING_TIME, _WEEKDAY, _LABELS, _LOOSE_CLOCK):
        rest = words.sub(" ", rest)
    if _LEFT_OVER.search(rest):
        return None
    return _roles(line, dates)


def _is_vague_date(line: str) -> bool:
    """Tell whether a line names a time that is no date by itself: "3 hours ago", "Sept 29", "Thursday 14:05"."""
    if holds_any(line.lower(), _AGO_WORDS) and _AGO.search(line):
        return True
    if _HAS_YEAR.search(line) and _NUMERIC.search(line):
        return True
    if _ONLY_CLOCK.fullmatch(line):
        return True
    return find_day_of_month(line) is not None or (":" in line and _WEEKDAY.search(line) is not None)


def read_timestamp(value: str, *, day_first: bool | None = None) -> FoundDate | None:
    """Return the date that a format gives in a field of its own: ISO 8601, a mail's date, or any date of prose.

    A time without a zone is taken as UTC, as programs write it.
    """
    stamp = value.strip()
    moment = _iso_moment(stamp) or _mail_moment(stamp)
    if moment is not None:
        if (
            moment == moment.replace(hour=0, minute=0, second=0, microsecond=0)
            and "T" not in stamp
            and ":" not in stamp
        ):
            return _day(0, len(value), moment.year, moment.month, moment.day)
        return _minute(0, len(value), moment)
    found = find_dates(stamp, day_first=day_first)
    return found[0] if found else None


def _roles(line: str, dates: list[FoundDate]) -> DateLine:
    """Tell the date of publication from that of an update by the word before it."""
    published = updated = None
    start = 0
    for each in dates:
        if _UPDATED.search(line, start, each.start):
            updated = updated or each
        else:
            published = published or each
        start = each.end
    return DateLine(published, updated)


def _candidates(text: str, day_first: bool | None) -> Iterator[FoundDate]:
    named = _names_month(text)
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR) if named else ():
        for found in pattern.finditer(text):
            yield from _with_time(
                text, found, int(found["year"]), _MONTH_NUMBERS[found["month"].lower()], int(found["day"])
            )
    for pattern in (_ISO, _EAST_ASIAN):
        for found in pattern.finditer(text):
            yield from _with_time(text, found, int(found["year"]), int(found["month"]), int(found["day"]))
    for found in _NUMERIC.finditer(text):
        order = _day_and_month(found, day_first)
        if order:
            yield from _with_time(text, found, int(found["year"]), order[1], order[0])
    for found in _MONTH_YEAR.finditer(text) if named else ():
        month = _MONTH_NUMBERS[found["month"].lower()]
        yield FoundDate(found.start(), found.end(), f"{found['year']}-{month:02}", "month")


def _names_month(text: str) -> bool:
    """Tell whether a text holds the name of a month: a cheap look before the patterns."""
    return not _MONTH_NUMBERS.keys().isdisjoint(_WORDS.findall(text.lower()))


def _day_and_month(found: re.Match[str], day_first: bool | None) -> tuple[int, int] | None:
    first, second = int(found["first"]), int(found["second"])
    if found["mark"] == "." or first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    if day_first is None:
        return None
    return (first, second) if day_first else (second, first)


def _with_time(text: str, found: re.Match[str], year: int, month: int, day: int) -> Iterator[FoundDate]:
    """Yield the date, with the time that follows it where its zone is known; else the day as it is written."""
    only_day = _day(found.start(), found.end(), year, month, day)
    if only_day is None:
        return
    clock = _CLOCK.match(text, found.end())
    moment = _moment(only_day, clock) if clock else None
    if clock is None or moment is None:
        yield only_day
    elif isinstance(moment, datetime):
        yield _minute(found.start(), clock.end(), moment)
    else:
        yield FoundDate(found.start(), clock.end(), only_day.value, "day")


def _moment(day: FoundDate, clock: re.Match[str]) -> datetime | bool | None:
    """Return the moment in UTC, True where it is a time of an unknown zone, None where it is no time."""
    minute = clock["minute"] or clock["minute2"]
    if minute is None and clock["half"] is None:
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    offset = _offset(clock["zone"])
    if hour > 23:
        return None
    if offset is None:
        return True
    return datetime.fromisoformat(day.value).replace(hour=hour, minute=int(minute or 0), tzinfo=timezone(offset))


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > 14 or minutes > 59:
            return None
        size = timedelta(hours=hours, minutes=minutes)
        return -size if zone[0] == "-" else size
    hours_east = _ZONES.get(zone.upper())
    return None if hours_east is None else timedelta(hours=hours_east)


def _day(start: int, end: int, year: int, month: int, day: int) -> FoundDate | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return FoundDate(start, end, date(year, month, day).isoformat(), "day")
    except ValueError:
        return None


def _minute(start: int, end: int, moment: datetime) -> FoundDate:
    utc = moment if moment.tzinfo is None else moment.astimezone(UTC)
    return FoundDate(start, end, utc.strftime("%Y-%m-%dT%H:%MZ"), "minute")


def _iso_moment(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
        return moment if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mail_moment(stamp: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(stamp)
        return moment if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
