"""What the closed lists of the records are called on the screen, and how dates and numbers are written there."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from monitor.core.moments import published_moment
from monitor.core.terms import (
    AlertState,
    CountryKind,
    EntityType,
    Severity,
    Status,
    Zone,
)

DAY_LENGTH = len("2023-09-29")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def type_word(type: EntityType, *, many: bool = False) -> str:
    """Return what a kind of entity is called."""
    one, several = {
        EntityType.PERSON: (_tr("Person"), _tr("People")),
        EntityType.ORG: (_tr("Organisation"), _tr("Organisations")),
        EntityType.PLACE: (_tr("Place"), _tr("Places")),
        EntityType.NORP: (_tr("Group"), _tr("Groups")),
        EntityType.EVENT: (_tr("Event"), _tr("Events")),
        EntityType.PRODUCT: (_tr("Product"), _tr("Products")),
        EntityType.OTHER: (_tr("Other"), _tr("Others")),
    }[type]
    return several if many else one


def type_icon(type: EntityType) -> str:
    """Return the icon of a kind of entity."""
    known = {EntityType.PERSON: "person", EntityType.ORG: "organisation", EntityType.PLACE: "place"}
    return known.get(type, "tag")


def zone_word(zone: Zone) -> str:
    """Return what a zone is called."""
    return {
        Zone.HEADLINE: _tr("Headline"),
        Zone.DUP_HEADLINE: _tr("Repeated headline"),
        Zone.DATE_LINE: _tr("Date line"),
        Zone.SITE_NAME: _tr("Site name"),
        Zone.TAGLINE: _tr("Tagline"),
        Zone.DATELINE: _tr("Dateline"),
        Zone.CAPTION: _tr("Caption"),
        Zone.CREDIT: _tr("Credit"),
        Zone.BODY: _tr("Body"),
        Zone.HEADING: _tr("Section heading"),
        Zone.TEASER: _tr("Teaser"),
        Zone.BYLINE: _tr("Byline"),
        Zone.LEGAL: _tr("Legal"),
        Zone.FURNITURE: _tr("Page furniture"),
    }[zone]


def kind_word(kind: CountryKind) -> str:
    """Return what a kind of country mention is called."""
    return {
        CountryKind.NAME: _tr("Name"),
        CountryKind.SHORT: _tr("Short form"),
        CountryKind.DEMONYM: _tr("Demonym"),
        CountryKind.CAPITAL: _tr("Capital"),
        CountryKind.GOVERNMENT: _tr("Government"),
        CountryKind.CITY: _tr("City"),
        CountryKind.SUBDIVISION: _tr("State or province"),
        CountryKind.PLACE: _tr("Other place"),
    }[kind]


def severity_word(severity: Severity) -> str:
    """Return what a severity is called."""
    return {
        Severity.LOW: _tr("Low"),
        Severity.MEDIUM: _tr("Medium"),
        Severity.HIGH: _tr("High"),
        Severity.CRITICAL: _tr("Critical"),
    }[severity]


def state_word(state: AlertState) -> str:
    """Return what a state of an alert is called."""
    return {
        AlertState.NEW: _tr("New"),
        AlertState.SEEN: _tr("Seen"),
        AlertState.ESCALATED: _tr("Escalated"),
        AlertState.DISMISSED: _tr("Dismissed"),
        AlertState.DONE: _tr("Done"),
    }[state]


def status_word(status: Status) -> str:
    """Return how a file ended."""
    return {
        Status.PENDING: _tr("Waiting"),
        Status.STORED: _tr("Stored"),
        Status.PARTIAL: _tr("Stored in part"),
        Status.DUPLICATE: _tr("Known already"),
        Status.REFUSED: _tr("Refused"),
    }[status]


def status_icon(status: Status) -> tuple[str, str]:
    """Return the icon of how a file ended, and the token that tints it."""
    return {
        Status.PENDING: ("time", "secondary"),
        Status.STORED: ("check", "good"),
        Status.PARTIAL: ("medium", "high"),
        Status.DUPLICATE: ("copies", "secondary"),
        Status.REFUSED: ("failed", "critical"),
    }[status]


def day_text(value: str | None) -> str:
    """Return a publication as the window writes dates: "29 Sep 2023", local and with its time where it bears one."""
    moment = published_moment(value)
    if value is None or moment is None:
        return ""
    if len(value.strip()) <= DAY_LENGTH:
        precise = {4: f"{moment.year}", 7: f"{MONTHS[moment.month - 1]} {moment.year}"}
        return precise.get(len(value.strip()), _day(moment))
    return moment_text(value)


def moment_text(value: str) -> str:
    """Return an instant of ISO 8601 as local date and time: "29 Sep 2023 14:05"."""
    moment = published_moment(value)
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"{_day(local)} {local:%H:%M}"


def arrival_day(value: str) -> str:
    """Return the local day of an instant: what lists show of an article without a date."""
    return moment_text(value).rpartition(" ")[0]


def utc_text(value: str) -> str:
    """Return an instant as the tip beside a local time says it."""
    moment = published_moment(value)
    return f"{_day(moment)} {moment:%H:%M} UTC" if moment else ""


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)
