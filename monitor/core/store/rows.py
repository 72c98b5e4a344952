"""What the reader hands out: rows of lists and counts, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.core.records import Alert, Analysis, Reason
from monitor.core.terms import CountryKind, EntityType, Severity, Status, Zone


class Sort(StrEnum):
    """How a list of articles is ordered. Newest means published, or arrived where there is no date."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ARRIVED = "arrived"
    TITLE = "title"
    SOURCE = "source"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A line of the article list.

    ``key`` is the article's own id, the same in every library; ``published`` is None where the article bears
    no date, ``arrived`` (ISO 8601, UTC) is then what it is sorted by. ``copies`` counts the articles of its
    story, itself too. ``severity`` is that of its most urgent alert, None without any.
    """

    article_id: int
    key: str
    title: str | None
    source: str | None
    agency: str | None
    language: str | None
    published: str | None
    arrived: str
    status: Status
    unread: bool
    starred: bool
    story: str
    copies: int
    focus: tuple[str, ...]
    tags: tuple[str, ...]
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with all that is known of it; ``analysis`` has the analyst's corrections in it."""

    article_id: int
    key: str
    analysis: Analysis
    status: Status
    reason: Reason | None
    story: str
    copies: int
    alerts: tuple[Alert, ...]
    arrived: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How many articles a query finds, and in how many stories."""

    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class CountryCount:
    """A country under a query: counted mentions, and the articles and stories that hold them."""

    code: str
    mentions: int
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class EntityCount:
    """An entity under a query: counted mentions, and the articles and stories that hold them."""

    name: str
    type: EntityType
    mentions: int
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class Count:
    """A source, language or day with the number of its articles under a query; ``value`` None: it is not known."""

    value: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story under a query: its id, the title of its first article, how many of its articles the query finds."""

    story: str
    title: str | None
    source: str | None
    published: str | None
    copies: int
    found: int


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """One mention behind a count, with the text there; ``kind`` only for countries, ``type`` for entities."""

    article_id: int
    title: str | None
    start: int
    end: int
    zone: Zone
    in_title: bool
    text: str
    name: str
    type: EntityType | None
    kind: CountryKind | None
    rule: str
    before: str = ""
    after: str = ""
