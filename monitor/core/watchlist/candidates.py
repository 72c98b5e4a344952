"""Which articles an entry can meet, as a query: the index narrows the library, the matcher then decides."""

from monitor.core.query import Node, parse
from monitor.core.query.nodes import And, InCountry, Named, NameTest, Or, Phrase
from monitor.core.records import Entry
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key, words
from monitor.core.watchlist.match import country_codes, is_topic


def candidates(entry: Entry) -> Node | None:
    """Return a query that finds at least every article that the entry meets; None where it can meet none.

    Raises:
        QueryError: where the entry's own query cannot be understood.
    """
    query = parse(entry.query) if entry.query else None
    if query is not None and is_topic(entry, query):
        return query
    strong = ((entry.name,) if not entry.weak_name else ()) + entry.aliases
    named = tuple(part for name in dict.fromkeys(strong) for part in _by_name(entry, name)) + _by_country(entry)
    if not named:
        return None
    return Or(named) if query is None else And((Or(named), query))


def _by_name(entry: Entry, name: str) -> tuple[Node, ...]:
    zones, found = frozenset(entry.zones), tuple(words(name))
    if not found:
        return ()
    test = NameTest(name_key(name), whole=True)
    return Phrase(found, zones=zones), *(Named(kind, test, zones) for kind in EntityType)


def _by_country(entry: Entry) -> tuple[Node, ...]:
    return tuple(InCountry(code, frozenset(entry.zones)) for code in country_codes(entry))
