"""The tree of a query: frozen nodes, the same for SQL and for memory.

Words and names carry the zones they look in (headline and body unless the query says otherwise), so no
node needs to know what stands around it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from monitor.core.terms import COUNTED_ZONES, EntityType, Zone

LEAD_WORDS = 60
"""LEAD looks at so many words from the start of the body."""


class Unit(StrEnum):
    """A stretch of text that SENT, PARA and LEAD look within."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    LEAD = "lead"


class Origin(StrEnum):
    """Who brought an article: the outlet that published it or the agency that wrote it."""

    SOURCE = "source"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Everything:
    """True of every article: the empty query."""


@dataclass(frozen=True, slots=True)
class And:
    """True where all parts are."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """True where any part is."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """True where its part is not."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words one after another in a paragraph; with ``prefix`` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False
    zones: frozenset[Zone] = COUNTED_ZONES


@dataclass(frozen=True, slots=True)
class Near:
    """Two phrases in one zone, in any order, with at most ``distance`` tokens between them."""

    left: Phrase
    right: Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A phrase that stands at least so many times in its zones together."""

    times: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Within:
    """True where some sentence or paragraph of the zones, or the lead of the body, makes its part true."""

    unit: Unit
    part: "Node"
    zones: frozenset[Zone] = COUNTED_ZONES


@dataclass(frozen=True, slots=True)
class HasZone:
    """The article has a stretch of this zone with words in it."""

    zone: Zone


@dataclass(frozen=True, slots=True)
class NameTest:
    """How a name is compared: the folded ``key`` is the whole name, or one word of it, or (``prefix``) begins one."""

    key: str
    whole: bool = False
    prefix: bool = False

    def accepts(self, name_key: str) -> bool:
        """Tell whether a folded name (``tokens.name_key``) passes."""
        if self.whole:
            return name_key.startswith(self.key) if self.prefix else name_key == self.key
        return f" {self.key}{'' if self.prefix else ' '}" in f" {name_key} "


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of a type is mentioned in the zones by the name it resolves to."""

    type: EntityType
    test: NameTest
    zones: frozenset[Zone] = COUNTED_ZONES


@dataclass(frozen=True, slots=True)
class InCountry:
    """A country is mentioned in the zones; places inside names do not count."""

    code: str
    zones: frozenset[Zone] = COUNTED_ZONES


@dataclass(frozen=True, slots=True)
class Focus:
    """A country is one of those that the article is about."""

    code: str


@dataclass(frozen=True, slots=True)
class From:
    """The article's source or agency."""

    origin: Origin
    test: NameTest


@dataclass(frozen=True, slots=True)
class Language:
    """The article's language, ISO 639-1."""

    code: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The analyst gave the article this tag; ``key`` is the folded tag."""

    key: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Published on a UTC day from ``first`` to ``last``, both included; None is open. Undated articles are not."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Undated:
    """The article bears no date of publication."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The analyst has not read the article."""


@dataclass(frozen=True, slots=True)
class Starred:
    """The analyst starred the article."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The article came in from ``first`` to before ``end``, milliseconds since 1970, UTC; None is open."""

    first: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class InStory:
    """The article is one of the story that holds the article with this key."""

    key: str


Node: TypeAlias = (
    Everything
    | And
    | Or
    | Not
    | Phrase
    | Near
    | AtLeast
    | Within
    | HasZone
    | Named
    | InCountry
    | Focus
    | From
    | Language
    | Tagged
    | Dated
    | Undated
    | Unread
    | Starred
    | InStory
    | Arrived
)

EVERYTHING = Everything()


def both(left: Node, right: Node) -> Node:
    """Return left AND right: how a filter bar narrows what was typed."""
    if isinstance(left, Everything):
        return right
    if isinstance(right, Everything):
        return left
    parts = (
        *(left.parts if isinstance(left, And) else (left,)),
        *(right.parts if isinstance(right, And) else (right,)),
    )
    return And(parts)
