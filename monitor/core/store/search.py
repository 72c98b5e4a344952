"""A query's tree as SQL: conditions on ``a.article_id``, the words as expressions of FTS5.

What the index cannot say alone (the same sentence, the same paragraph, the lead, how often) is asked in two
steps: the index narrows, and the function ``holds`` looks at the text of what is left, by the very code that
matches one article in memory.
"""

from dataclasses import dataclass, field
from datetime import date

from monitor.core.query.match import words_hold
from monitor.core.query.nodes import (
    And,
    AtLeast,
    Dated,
    Everything,
    Focus,
    From,
    HasZone,
    InCountry,
    Language,
    Named,
    NameTest,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Starred,
    Tagged,
    Undated,
    Unread,
    Within,
)
from monitor.core.records import Block, Zone
from monitor.core.store.codes import TYPE_CODE, ZONE_CODE, ZONES, zone_list
from monitor.core.store.content import decode_blocks
from monitor.core.store.schema import DAY_SHIFT
from monitor.core.streams import ArticleWords


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL on ``a.article_id`` with the values of its parameters."""

    sql: str
    values: tuple[object, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql}) and ({other.sql})", self.values + other.values)


TRUE = Condition("1")


@dataclass(slots=True)
class Checks:
    """The parts of queries that only the text itself can answer, by the number under which SQL asks for them."""

    nodes: list[Node] = field(default_factory=list)

    def number(self, node: Node) -> int:
        """Return the number of a part."""
        if node not in self.nodes:
            self.nodes.append(node)
        return self.nodes.index(node)

    def holds(self, number: int, title: str | None, title_apart: int, text: str, blocks: str) -> bool:
        """Answer for one article: the SQL function ``holds``."""
        zoned = _Stored(text, title, bool(title_apart), decode_blocks(blocks))
        return words_hold(self.nodes[number], ArticleWords(zoned))


@dataclass(frozen=True, slots=True)
class _Stored:
    text: str
    title: str | None
    title_apart: bool
    blocks: tuple[Block, ...]


def condition(node: Node, checks: Checks) -> Condition:  # noqa: PLR0911  # one a kind of node
    """Return the condition that an article answers a query."""
    expression = match_expression(node)
    if expression is not None:
        return Condition("a.article_id in (select rowid from words where words match ?)", (expression,))
    match node:
        case Everything():
            return TRUE
        case And(parts):
            return _all(parts, checks)
        case Or(parts):
            return _any(parts, checks)
        case Not(part):
            inner = condition(part, checks)
            return Condition(f"({inner.sql}) is not true", inner.values)  # null, where a column is, is not true either
        case Within() | AtLeast():
            return _checked(node, checks)
        case _:
            return _field(node)


def match_expression(node: Node) -> str | None:
    """Return a query as an expression of FTS5, or None where it holds anything but words in zones."""
    match node:
        case Phrase(words, prefix, zones):
            return f"{_columns(zones)}: {_quoted(words, prefix)}" if zones else None
        case Near(left, right, distance):
            zones = left.zones & right.zones
            phrases = f"{_quoted(left.words, left.prefix)} {_quoted(right.words, right.prefix)}"
            return f"{_columns(zones)}: NEAR({phrases}, {distance})" if zones else None
        case Or(parts):
            found = [match_expression(part) for part in parts]
            return " OR ".join(f"({one})" for one in found) if None not in found else None
        case And(parts):
            return _conjunction(parts)
        case _:
            return None


def _conjunction(parts: tuple[Node, ...]) -> str | None:
    """FTS5 has no NOT alone, only A NOT B."""
    wanted = [match_expression(part) for part in parts if not isinstance(part, Not)]
    unwanted = [match_expression(part.part) for part in parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    expression = " AND ".join(f"({one})" for one in wanted)
    return f"({expression}) NOT ({' OR '.join(f'({one})' for one in unwanted)})" if unwanted else expression


def necessary(node: Node) -> Node:
    """Return what must be true in the index wherever a part that needs the text holds: never less than it."""
    match node:
        case Within(_, part, _):
            return necessary(part)
        case AtLeast(_, phrase):
            return phrase
        case And(parts):
            kept = tuple(part for part in map(necessary, parts) if not isinstance(part, Everything))
            return And(kept) if len(kept) > 1 else kept[0] if kept else Everything()
        case Or(parts):
            found = tuple(map(necessary, parts))
            return Everything() if any(isinstance(part, Everything) for part in found) else Or(found)
        case Not():
            return Everything()
        case _:
            return node


def _checked(node: Node, checks: Checks) -> Condition:
    narrowed = condition(necessary(node), checks)
    asked = Condition(
        "(select holds(?, a.title, a.title_apart, c.text, c.blocks) from content c where c.article_id = a.article_id)",
        (checks.number(node),),
    )
    return asked if narrowed == TRUE else narrowed & asked


def _all(parts: tuple[Node, ...], checks: Checks) -> Condition:
    """Join words into one expression first: the index intersects them faster than SQL."""
    wordy = tuple(part for part in parts if match_expression(part.part if isinstance(part, Not) else part) is not None)
    together = match_expression(And(wordy)) if len(wordy) > 1 else None
    rest = [part for part in parts if together is None or part not in wordy]
    found = [condition(part, checks) for part in rest]
    if together is not None:
        found.insert(0, Condition("a.article_id in (select rowid from words where words match ?)", (together,)))
    return _joined(" and ", found)


def _any(parts: tuple[Node, ...], checks: Checks) -> Condition:
    wordy = tuple(part for part in parts if match_expression(part) is not None)
    rest: list[Node] = [part for part in parts if part not in wordy]
    if wordy:
        rest.insert(0, Or(wordy) if len(wordy) > 1 else wordy[0])
    return _joined(" or ", [condition(part, checks) for part in rest])


def _joined(operator: str, found: list[Condition]) -> Condition:
    return Condition(
        operator.join(f"({one.sql})" for one in found), tuple(value for one in found for value in one.values)
    )


def _field(node: Node) -> Condition:  # noqa: PLR0911  # one a kind of node
    match node:
        case HasZone(zone):
            return Condition("a.zones & ?", (1 << ZONE_CODE[zone],))
        case Named(kind, test, zones):
            accepted, values = name_condition(test)
            return Condition(
                "a.article_id in (select article_id from mention where entity_id in"
                f" (select entity_id from entity where type = ? and {accepted}) and zone in ({zone_list(zones)}))",
                (TYPE_CODE[kind], *values),
            )
        case InCountry(code, zones):
            return Condition(
                "a.article_id in (select article_id from country_mention"
                f" where code = ? and not in_name and zone in ({zone_list(zones)}))",
                (code,),
            )
        case From(origin, test):
            accepted, values = name_condition(test)
            return Condition(f"a.{origin}_id in (select {origin}_id from {origin} where {accepted})", values)
        case Tagged(key):
            return Condition("a.article_id in (select article_id from tag where key = ?)", (key,))
        case Focus(code):
            return Condition("a.article_id in (select article_id from focus where code = ? and focus)", (code,))
        case _:
            return _column(node)


def _column(node: Node) -> Condition:
    match node:
        case Language(code):
            return Condition("a.language is ?", (code,))
        case Dated(first, last):
            return _dated(first, last)
        case Undated():
            return Condition("a.day is null")
        case Unread():
            return Condition("a.unread")
        case Starred():
            return Condition("a.starred")
        case _:
            raise TypeError(f"no node of a query: {node!r}")


def _dated(first: date | None, last: date | None) -> Condition:
    """A range of days is a range of article numbers; undated articles are numbered by arrival and left out."""
    low = first.toordinal() if first else 0
    high = last.toordinal() + 1 if last else 1 << 22
    return Condition(
        "a.article_id >= ? and a.article_id < ? and a.day is not null", (low << DAY_SHIFT, high << DAY_SHIFT)
    )


def name_condition(test: NameTest) -> tuple[str, tuple[object, ...]]:
    """Return the condition on a table with a folded ``key`` that ``NameTest.accepts`` is in Python."""
    if test.whole and test.prefix:
        return "substr(key, 1, length(?)) = ?", (test.key, test.key)
    if test.whole:
        return "key = ?", (test.key,)
    return "instr(' ' || key || ' ', ?)", (f" {test.key}" if test.prefix else f" {test.key} ",)


def _columns(zones: frozenset[Zone]) -> str:
    return "{" + " ".join(zone.value for zone in ZONES if zone in zones) + "}"


def _quoted(words: tuple[str, ...], prefix: bool) -> str:
    """Words are letters and digits only, so quotes need no doubling; the phrase is split at blanks by FTS5."""
    return f'"{" ".join(words)}"' + (" *" if prefix else "")
