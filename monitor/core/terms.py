"""The closed lists of the program: what is told apart, by the words that the record of the contract uses."""

from enum import StrEnum


class Zone(StrEnum):
    """What a stretch of an article is. The list is closed; see the record in the contract."""

    HEADLINE = "headline"
    DUP_HEADLINE = "dup_headline"
    DATE_LINE = "date_line"
    SITE_NAME = "site_name"
    TAGLINE = "tagline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    BODY = "body"
    HEADING = "heading"
    TEASER = "teaser"
    BYLINE = "byline"
    LEGAL = "legal"
    FURNITURE = "furniture"


COUNTED_ZONES = frozenset({Zone.HEADLINE, Zone.BODY})
"""The only zones whose mentions are counted."""

LISTED_ZONES = frozenset(Zone) - {Zone.TEASER, Zone.LEGAL, Zone.FURNITURE}
"""The zones in which entities are looked for at all."""


class EntityType(StrEnum):
    """The kinds of entity that are told apart. The list is closed."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    NORP = "NORP"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"
    OTHER = "OTHER"


class CountryKind(StrEnum):
    """How a mention points at its country. The list is closed."""

    NAME = "name"
    SHORT = "short"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    GOVERNMENT = "government"
    CITY = "city"
    SUBDIVISION = "subdivision"
    PLACE = "place"


class Status(StrEnum):
    """How a file, or an article inside a file, ended. PENDING is only ever seen after a crash."""

    PENDING = "pending"
    STORED = "stored"
    PARTIAL = "partial"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Severity(StrEnum):
    """How urgent an entry's alerts are."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


def at_least(severity: Severity, least: str | None) -> Severity:
    """Return the more urgent of two severities, of which the second may be missing."""
    return severity if least is None else max(severity, Severity(least), key=list(Severity).index)


class AlertState(StrEnum):
    """Where an alert stands in the analyst's triage."""

    NEW = "new"
    SEEN = "seen"
    ESCALATED = "escalated"
    DISMISSED = "dismissed"
    DONE = "done"
