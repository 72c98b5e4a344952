"""A query's tree as SQL.

One part of the query leads: a table that holds its articles in the order of their numbers, newest first, such
as the full-text index or the rows of one country. The other parts are tested on each article that it yields, so
that the first page of a list needs no more of it than it shows. What the index cannot say alone (the same
sentence, the lead, how often) is asked of the text itself, by the code that matches one article in memory.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.core.query.match import words_hold
from monitor.core.query.nodes import (
    And,
    Arrived,
    AtLeast,
    Dated,
    Everything,
    Focus,
    From,
    HasZone,
    InCountry,
    InStory,
    Language,
    Named,
    NameTest,
    Node,
    Not,
    Or,
    Origin,
    Starred,
    Tagged,
    Undated,
    Unread,
    Within,
)
from monitor.core.records import Block
from monitor.core.store.codes import TYPE_CODE, ZONE_CODE, zone_mask
from monitor.core.store.content import decode_blocks
from monitor.core.store.expressions import is_wordy, match_expression, necessary
from monitor.core.store.numbering import DAY_SHIFT
from monitor.core.streams import ArticleWords

FEW = 200
"""Articles that are looked up one by one in the full-text index, at up to 100 µs each for a common word. Where a part
has more, the words lead: to test the other part costs 0.4 µs for each of the articles that hold them."""
MANY = 20_000
"""How far the articles of a part are counted to see which part leads: 1 ms."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL with the values of its parameters."""

    sql: str
    values: tuple[object, ...] = ()


TRUE = Condition("1")


@dataclass(frozen=True, slots=True)
class Plan:
    """How the articles of a query are found: the leading table, its key, its test, and what is tested on article a."""

    table: str
    key: str
    lead: Condition
    rest: Condition = TRUE

    @property
    def leads(self) -> bool:
        """Whether a part of the query leads, so that not all articles are looked at."""
        return self.lead != TRUE

    def numbers(self, limit: int, *, newest: bool = True) -> Condition:
        """Return the selection of article numbers, in order."""
        order = f"order by {self.key} {'desc' if newest else 'asc'} limit ?"
        if self.rest == TRUE:
            sql = f"select {self.key} as article_id from {self.table} where {self.lead.sql} {order}"
            return Condition(sql, (*self.lead.values, limit))
        return Condition(f"select a.article_id {self._source()} {order}", (*self._values(), limit))

    def ranked(self, limit: int, bound: int) -> Condition:
        """Return the selection of article numbers by relevance, the best first, among the newest ``bound``.

        Where no words lead there is nothing to rank by: the newest come first.
        """
        if self.table != _WORDS:
            return self.numbers(limit)
        newest = self.numbers(bound)
        floor = f"w.rowid >= (select min(article_id) from ({newest.sql}))"
        sql = f"select w.rowid as article_id {self._source()} and {floor} order by w.rank, w.rowid desc limit ?"
        return Condition(sql, (*self._values(), *newest.values, limit))

    def tallies(self, columns: str, where: str = "1") -> Condition:
        """Return the selection of columns of ``tally`` t, without looking at ``article`` where it need not."""
        if self == _ALL:
            return Condition(f"select {columns} from tally t where {where}")
        tables, key = (self.table, self.key) if self.rest == TRUE else (f"{self.table}{self._join()}", "a.article_id")
        return Condition(
            f"select {columns} from {tables} cross join tally t on t.article_id = {key}"
            f" where ({self.lead.sql}) and ({self.rest.sql}) and ({where})",
            self._values(),
        )

    def articles(self, columns: str) -> Condition:
        """Return the selection of columns of ``article`` a, in no order."""
        return Condition(f"select {columns} {self._source()}", self._values())

    def _source(self) -> str:
        return f"from {self.table}{self._join()} where ({self.lead.sql}) and ({self.rest.sql})"

    def _join(self) -> str:
        return "" if self.key == "a.article_id" else f" cross join article a on a.article_id = {self.key}"

    def _values(self) -> tuple[object, ...]:
        return self.lead.values + self.rest.values


def plan_of(numbers: Iterable[int]) -> Plan:
    """Return the plan of articles that are known by their numbers."""
    # The list leads, so that counts look up each tally and nothing else.
    return Plan("json_each(?) d", "d.value", Condition("1", (f"[{','.join(map(str, numbers))}]",)))


_WORDS = "words w"
_ALL = Plan("article a", "a.article_id", TRUE)


class Search:
    """Plans queries on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._asked: list[Node] = []
        connection.create_function("holds", 5, self._holds, deterministic=True)

    def plan(self, node: Node, *, by_words: bool = False) -> Plan:
        """Return how the articles of a query are found; with ``by_words`` words lead wherever there are any."""
        # What asks the texts is led by the words that it cannot do without; by relevance it has no order of its own.
        texts = [] if by_words else [part for part in conjuncts(node) if _leads_by_words(part)]
        words, parts = _conjuncts(And((*conjuncts(node), *map(necessary, texts))))
        leads = [(self._size(plan), plan, part) for part in parts if (plan := self._lead(part)) is not None]
        size, best, leading = min(leads, key=lambda lead: lead[0], default=(MANY + 1, _ALL, None))
        if words is not None and (by_words or leading is None or size > FEW):
            best, leading = Plan(_WORDS, "w.rowid", Condition("w.words match ?", (words,))), None
        elif words is not None:
            parts = [*parts, _Wordy(words)]
        rest = [self._test(part) for part in parts if part is not leading and part not in texts]
        rest += [self._holding(part) for part in texts]
        return Plan(best.table, best.key, best.lead, _joined(" and ", rest) if rest else TRUE)

    def held_by_text(self, node: Node, numbers: Iterable[int]) -> Condition:
        """Return the selection of those of some articles whose texts make a query of words alone true."""
        held = self._holding(node)
        listed = ",".join(map(str, numbers))
        return Condition(
            f"select a.article_id from article a where a.article_id in ({listed}) and {held.sql}", held.values
        )

    def _lead(self, node: "Node | _Wordy") -> Plan | None:  # noqa: PLR0911  # one a kind of node
        """Return the table that holds exactly the articles of a part, in order, if there is one."""
        match node:
            case InCountry(code, zones):
                test = Condition("d.code = ? and d.zones & ?", (code, zone_mask(zones)))
                return Plan("in_country d", "d.article_id", test)
            case Named(_, _, zones):
                numbers = self.entity_numbers(node)
                test = Condition("d.entity_id = ? and d.zones & ?", (numbers[0] if numbers else 0, zone_mask(zones)))
                return Plan("named d", "d.article_id", test) if len(numbers) < 2 else None
            case Focus(code):
                return Plan("focus d", "d.article_id", Condition("d.code = ? and d.focus", (code,)))
            case Tagged(key):
                return Plan("tag d", "d.article_id", Condition("d.key = ?", (key,)))
            case From(origin, test):
                numbers = self.origin_numbers(origin, test)
                lead = Condition(f"a.{origin}_id = ?", (numbers[0] if numbers else 0,))
                return Plan("article a", "a.article_id", lead) if len(numbers) < 2 else None
            case Starred():
                return Plan("article a", "a.article_id", Condition("a.starred"))
            case InStory():
                return Plan("article a", "a.article_id", _column(node))
            case _:
                return None

    def _size(self, plan: Plan) -> int:
        """Count the articles of a part as far as it matters."""
        select = plan.numbers(MANY)
        row = self._connection.execute(f"select count(*) from ({select.sql})", select.values).fetchone()
        return int(row[0])

    def _test(self, node: "Node | _Wordy") -> Condition:  # noqa: PLR0911  # one a kind of node
        """Return the condition that article a answers a part."""
        if isinstance(node, _Wordy):
            return Condition(
                "exists (select 1 from words where words match ? and rowid = a.article_id)", (node.expression,)
            )
        expression = match_expression(node)
        if expression is not None:
            return Condition("a.article_id in (select rowid from words where words match ?)", (expression,))
        match node:
            case Everything():
                return TRUE
            case And(parts):
                words, rest = _conjuncts(node)
                found = [self._test(part) for part in rest]
                among = Condition("a.article_id in (select rowid from words where words match ?)", (words,))
                return _joined(" and ", [among, *found] if words is not None else found)
            case Or(parts):
                return _joined(" or ", [self._test(part) for part in alternatives(parts)])
            case Not(part):
                inner = self._test(part)
                return Condition(f"({inner.sql}) is not true", inner.values)  # null is not true either
            case Within() | AtLeast():
                return _joined(" and ", [self._test(necessary(node)), self._holding(node)])
            case _:
                return self._field(node)

    def _holding(self, node: Node) -> Condition:
        """Return the condition that the text of article a makes a part true."""
        if node not in self._asked:
            self._asked.append(node)
        return Condition(
            "(select holds(?, a.title, a.title_apart, c.text, c.blocks) from content c"
            " where c.article_id = a.article_id)",
            (self._asked.index(node),),
        )

    def _holds(self, number: int, title: str | None, title_apart: int, text: str, blocks: str) -> bool:
        stored = _Stored(text, title, bool(title_apart), decode_blocks(blocks))
        return words_hold(self._asked[number], ArticleWords(stored))

    def _field(self, node: Node) -> Condition:
        match node:
            case InCountry(code, zones):
                return _row("in_country", "code = ? and zones & ?", (code, zone_mask(zones)))
            case Named(_, _, zones):
                return _among("named", "entity_id", self.entity_numbers(node), zone_mask(zones))
            case Focus(code):
                return _row("focus", "code = ? and focus", (code,))
            case Tagged(key):
                return _row("tag", "key = ?", (key,))
            case From(origin, test):
                numbers = ",".join(map(str, self.origin_numbers(origin, test)))
                return Condition(f"a.{origin}_id in ({numbers})")
            case _:
                return _column(node)

    def entity_numbers(self, node: Named) -> list[int]:
        """Return the entities that a name in a query means."""
        accepted = name_condition(node.test)
        select = f"select entity_id from entity where type = ? and {accepted.sql}"
        rows = self._connection.execute(select, (TYPE_CODE[node.type], *accepted.values))
        return [number for (number,) in rows]

    def origin_numbers(self, origin: Origin, test: NameTest) -> list[int]:
        """Return the sources (or agencies) that a name in a query means."""
        accepted = name_condition(test)
        rows = self._connection.execute(f"select {origin}_id from {origin} where {accepted.sql}", accepted.values)
        return [number for (number,) in rows]


@dataclass(frozen=True, slots=True)
class _Wordy:
    """All parts of a conjunction that are words, as one expression."""

    expression: str


@dataclass(frozen=True, slots=True)
class _Stored:
    """As much of a stored article as ``streams`` needs."""

    text: str
    title: str | None
    title_apart: bool
    blocks: tuple[Block, ...]


def name_condition(test: NameTest) -> Condition:
    """Return the condition on a table with a folded ``key`` that ``NameTest.accepts`` is in Python."""
    if test.whole and test.prefix:
        return Condition("substr(key, 1, length(?)) = ?", (test.key, test.key))
    if test.whole:
        return Condition("key = ?", (test.key,))
    return Condition("instr(' ' || key || ' ', ?)", (f" {test.key}" if test.prefix else f" {test.key} ",))


def _conjuncts(node: Node) -> "tuple[str | None, list[Node | _Wordy]]":
    """Return the words that must hold, as one expression, and the other parts of a conjunction."""
    parts: list[Node | _Wordy] = list(conjuncts(node))
    wordy = tuple(part for part in parts if not isinstance(part, _Wordy) and is_wordy(part))
    expression = match_expression(And(wordy)) if wordy else None
    if expression is None:
        return None, [part for part in parts if not isinstance(part, Everything)]
    return expression, [part for part in parts if part not in wordy]


def conjuncts(node: Node) -> tuple[Node, ...]:
    """Return the parts of a query all of which must be true."""
    return node.parts if isinstance(node, And) else (node,)


def _leads_by_words(node: "Node | _Wordy") -> bool:
    return isinstance(node, Within | AtLeast) and match_expression(necessary(node)) is not None


def alternatives(parts: tuple[Node, ...]) -> list[Node]:
    """Join the alternatives that are words: the index unites them faster than SQL."""
    wordy = tuple(part for part in parts if match_expression(part) is not None)
    rest = [part for part in parts if part not in wordy]
    return [Or(wordy) if len(wordy) > 1 else wordy[0], *rest] if wordy else rest


def _column(node: Node) -> Condition:  # noqa: PLR0911  # one a kind of node
    match node:
        case HasZone(zone):
            return Condition("a.zones & ?", (1 << ZONE_CODE[zone],))
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
        case Arrived(first, end):
            return Condition("a.arrived >= ? and a.arrived < ?", (first or 0, end if end is not None else 1 << 62))
        case InStory(key):
            return Condition("a.story_id = (select story_id from article where key = ?)", (key,))
        case _:
            raise TypeError(f"no node of a query: {node!r}")


def _dated(first: date | None, last: date | None) -> Condition:
    """A range of days is a range of article numbers; undated articles are numbered by arrival and left out."""
    low = first.toordinal() if first else 0
    high = last.toordinal() + 1 if last else 1 << 22
    return Condition(
        "a.article_id >= ? and a.article_id < ? and a.day is not null", (low << DAY_SHIFT, high << DAY_SHIFT)
    )


def _row(table: str, test: str, values: tuple[object, ...]) -> Condition:
    return Condition(f"exists (select 1 from {table} where {test} and article_id = a.article_id)", values)


def _among(table: str, key: str, numbers: list[int], zones: int) -> Condition:
    if len(numbers) == 1:
        return _row(table, f"{key} = ? and zones & ?", (numbers[0], zones))
    listed = ",".join(map(str, numbers))
    return Condition(
        f"a.article_id in (select article_id from {table} where {key} in ({listed}) and zones & ?)", (zones,)
    )


def _joined(operator: str, found: list[Condition]) -> Condition:
    kept = [one for one in found if one != TRUE] if operator == " and " else found
    if len(kept) < 2:
        return kept[0] if kept else TRUE
    return Condition(
        operator.join(f"({one.sql})" for one in kept), tuple(value for one in kept for value in one.values)
    )
