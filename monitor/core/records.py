"""The nouns of the program: frozen records that cross every thread, process and room.

Offsets are half-open and count Unicode code points of the text they belong to: ``Article.text``, or
``Article.title`` where ``in_title`` is set (only articles whose title came apart from the text have
such spans). Dates are ISO 8601 in UTC, countries ISO 3166-1 alpha-2 (Kosovo is XK), languages ISO 639-1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from monitor.core.terms import AlertState, CountryKind, EntityType, Severity, Status, Zone


@dataclass(frozen=True, slots=True)
class _Record:
    """Sent to another process by what makes it: twice as fast as what data classes do by themselves."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how to make this record again."""
        kind: Any = type(self)
        return kind, _values_of(kind)(self)


@cache
def _values_of(kind: Any) -> Callable[[_Record], tuple[Any, ...]]:
    """Return what gets the values of a record's fields, of which each kind has several."""
    values: Callable[[_Record], tuple[Any, ...]] = attrgetter(*kind.__slots__)
    return values


@dataclass(frozen=True, slots=True)
class Reason(_Record):
    """Why something is partial or refused: a code of the closed list in ``errors`` and one sentence to act on."""

    code: str
    sentence: str


# --- collect: a file becomes documents, a document an article -----------------------------------


@dataclass(frozen=True, slots=True)
class SourceDefaults(_Record):
    """What a folder or a command line says of all its files; used where a document says nothing itself.

    ``home_country`` is ISO 3166-1 alpha-2, ``language`` ISO 639-1. ``severity`` is the least that an alert on one of
    its articles has, however modest the entry. ``columns`` are those of tables by the key of their header: which field
    is in the column of which name, as the analyst chose.
    """

    source: str | None = None
    home_country: str | None = None
    language: str | None = None
    severity: Severity | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document(_Record):
    """One article's worth of text as a reader got it out of a file, before anything is decided about it.

    ``path`` is the file as given (surrogate-escaped where its name is not UTF-8), ``member`` the inner
    path where the file holds several articles ("line 7", "b/c.html"), else None. ``sha256`` is of the
    bytes of the file, or of the member. ``text`` is what contract.md calls *text*: no stripping, no
    normalisation. ``title``, ``source``, ``published``, ``language``, ``url`` and ``home_country`` hold
    what the format itself said; None where it said nothing. ``given_id`` keeps its JSON type.
    ``furniture`` lists spans of ``text`` that the reader already knows to be page furniture, ``headings``
    those that the markup says are section headings, ``captions`` those that it says are captions.
    ``partial`` is set where text was lost or doubtful. ``container`` is the SHA-256 of the whole file where ``member``
    is set; it is the ledger's, not the article's. ``severity`` is that of the folder's defaults.
    """

    path: str
    text: str
    format: str
    sha256: str
    member: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    home_country: str | None = None
    given_id: str | int | float | None = None
    encoding: str | None = None
    bylines: tuple[str, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    captions: tuple[tuple[int, int], ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    partial: Reason | None = None
    container: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Refusal(_Record):
    """A file, or an article inside one, that could not be taken in."""

    path: str
    reason: Reason
    member: str | None = None
    sha256: str | None = None
    given_id: str | int | float | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Block(_Record):
    """A stretch of ``Article.text``, its zone and the rule that decided it. Blocks are ordered and never overlap."""

    start: int
    end: int
    zone: Zone
    rule: str


@dataclass(frozen=True, slots=True)
class OtherDate(_Record):
    """A date that the article bears but that is not its publication: role "photo", "event", "updated" …"""

    value: str
    role: str


@dataclass(frozen=True, slots=True)
class Published(_Record):
    """When an article was published: ISO 8601 value, precision ("day", "minute", "month" …), and how it was found."""

    value: str
    precision: str
    method: str
    alternatives: tuple[OtherDate, ...] = ()


@dataclass(frozen=True, slots=True)
class DatelinePlace(_Record):
    """A place of the dateline; ``country`` None where it is not resolved."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Byline(_Record):
    """Someone credited: role "reporter", "editor", "writer" …"""

    name: str
    role: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Photo(_Record):
    """The article's photo as its caption and credit describe it."""

    caption: str | None
    photographer: str | None
    provider: str | None
    taken: str | None = None


@dataclass(frozen=True, slots=True)
class Article(_Record):
    """A document divided into zones, with its metadata. ``body`` is the body's paragraphs joined by blank lines.

    ``dateline`` places have no country yet when ``collect`` makes them: ``extract`` resolves those.
    ``title_apart`` is true where the title came apart from the text (then spans may be ``in_title``).
    ``body_spans`` are the stretches of ``text``, one a body paragraph in order, that ``body`` is made of.
    """

    document: Document
    blocks: tuple[Block, ...]
    title: str | None
    title_apart: bool
    source: str | None
    agency: str | None
    syndicated: bool
    language: str | None
    published: Published | None
    dateline: tuple[DatelinePlace, ...]
    bylines: tuple[Byline, ...]
    photo: Photo | None
    headings: tuple[str, ...]
    body: str
    body_spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The text that every span counts in."""
        return self.document.text


# --- extract: an article becomes an analysis ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention(_Record):
    """One occurrence of an entity; ``name`` is the entity it resolves to, ``rule`` the rule or model that found it."""

    start: int
    end: int
    zone: Zone
    name: str
    type: EntityType
    rule: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class CountryMention(_Record):
    """One occurrence of a country. ``confidence`` is 0 to 1; with ``in_name`` it is part of a name and never counts."""

    start: int
    end: int
    zone: Zone
    code: str
    kind: CountryKind
    rule: str
    confidence: float = 1.0
    in_title: bool = False
    in_name: bool = False


@dataclass(frozen=True, slots=True)
class FocusScore(_Record):
    """How much an article is about a country, and whether that makes it one of its focus countries."""

    code: str
    score: float
    focus: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quote(_Record):
    """What somebody is quoted as saying: the span with its marks, the resolved speaker and the cue verb."""

    start: int
    end: int
    zone: Zone
    partial: bool
    speaker: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class Analysis(_Record):
    """Everything that is known of one article. ``versions`` names the rules and models that found it.

    ``words`` are the folded words of its paragraphs (``streams.fold_rows``), so that whoever indexes or matches it need
    not make them again; None where nobody has made them. They follow from the article and say nothing of their own.
    """

    article: Article
    entities: tuple[Mention, ...] = ()
    countries: tuple[CountryMention, ...] = ()
    focus: tuple[FocusScore, ...] = ()
    quotes: tuple[Quote, ...] = ()
    fingerprint: bytes | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    partial: Reason | None = None
    words: tuple[tuple[Zone, str], ...] | None = field(default=None, compare=False, repr=False)


# --- watchlist ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry(_Record):
    """A line of the watchlist.

    The name and ``aliases`` are strong unless ``weak_name`` is set; ``weak`` aliases never fire alone,
    they support a strong hit. ``query`` is an expression of the query grammar that must hold as well; where it
    asks for something and the entry has no aliases (or a weak name), it is enough and the name a mere label.
    ``zones`` are where names are looked for.
    """

    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    weak_name: bool = False
    query: str | None = None
    zones: tuple[Zone, ...] = (Zone.HEADLINE, Zone.BODY)
    severity: Severity = Severity.MEDIUM
    type: str | None = None
    category: str | None = None
    notes: str | None = None
    expires: str | None = None
    enabled: bool = True
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence(_Record):
    """One matched span of an alert; ``text`` is what stands there, ``rule`` what matched it, ``score`` 0 to 1.

    ``new`` where the alert was updated by the sentence that it stands in.
    """

    start: int
    end: int
    zone: Zone
    text: str
    rule: str
    score: float = 1.0
    in_title: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Hit(_Record):
    """An entry met one analysed article. The store makes an alert of the first hit of an entry in a story."""

    entry: str
    severity: Severity
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Alert(_Record):
    """An entry met a story."""

    alert_id: int
    entry: str
    severity: Severity
    state: AlertState
    updated: bool
    story: str
    article_id: int
    title: str | None
    copies: int
    evidence: tuple[Evidence, ...]


# --- store --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LedgerRow(_Record):
    """A row of the ledger: one file, or one article inside a file, that was ever seen."""

    path: str
    member: str | None
    status: Status
    reason: Reason | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class SmartFolder(_Record):
    """A query that the analyst gave a name to."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class AlertFilter(_Record):
    """A filter of the alerts that the analyst gave a name to.

    ``period`` is that of the articles, as ``periods.period_on`` has it; empty is any. ``entry`` None is every entry.
    """

    name: str
    states: tuple[AlertState, ...] = tuple(AlertState)
    severities: tuple[Severity, ...] = tuple(Severity)
    entry: str | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Changes(_Record):
    """What a write changed: the GUI hears this and each model decides whether it concerns it.

    ``statuses`` says how each thing that was saved ended, in the order of saving; ``alerts`` lists the new and the
    updated ones.
    """

    articles: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    alerts: tuple[int, ...] = ()
    entries: bool = False
    ledger: bool = False
    decisions: bool = False
    statuses: tuple[Status, ...] = ()
