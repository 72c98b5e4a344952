"""What one article adds to counts, in few characters: the countries and entities it mentions, with how often.

A count over a million articles reads one short row an article instead of its 25 mentions; the rows of a query are
put end to end by SQLite and added up here. A tally follows from the mentions and is written with them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from monitor.core.store.codes import TYPE_CODE, TYPES
from monitor.core.terms import EntityType

BULK = 40_000
"""Characters from which numpy pays for being imported."""
_BASE = 64
_FIRST = ord("0")
_COUNTRY_WIDTH = 5  # two letters, three digits
_ENTITY_WIDTH = 7  # five digits of base 64 for number, type and whether the entry goes on, two for the count
TYPE_BITS = 3
"""Bits of an entity's key that say its type."""
TYPE_MASK = (1 << TYPE_BITS) - 1
_MOST_A_COUNTRY = 999
_MOST_AN_ENTITY = _BASE**2 - 1

Entity: TypeAlias = tuple[int, EntityType]
Counts: TypeAlias = tuple[Counter[str], Counter[str]]
"""Mentions and articles by country."""


def encode_countries(mentions: Mapping[str, int]) -> str:
    """Return the counted mentions by country. More than 999 go on in an entry in small letters."""
    text = []
    for code, count in mentions.items():
        rest, label = count, code
        while rest > 0:
            text.append(f"{label}{min(rest, _MOST_A_COUNTRY):03d}")
            rest, label = rest - _MOST_A_COUNTRY, code.lower()
    return "".join(text)


def add_countries(tallies: str) -> Counts:
    """Return mentions and articles by country of tallies put end to end."""
    if len(tallies) > BULK:
        return _add_countries_in_bulk(tallies)
    mentions: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for at in range(0, len(tallies), _COUNTRY_WIDTH):
        code = tallies[at : at + 2]
        mentions[code.upper()] += int(tallies[at + 2 : at + _COUNTRY_WIDTH])
        articles[code] += 1
    return mentions, Counter({code: count for code, count in articles.items() if code.isupper()})


def encode_entities(mentions: Mapping[int, int], types: Mapping[int, EntityType]) -> str:
    """Return the counted mentions by entity number. More than 4,095 go on in an entry that is marked."""
    text: list[str] = []
    for number, mentioned in mentions.items():
        key, count = (number * 8 + TYPE_CODE[types[number]]) * 2, mentioned
        if key >= _BASE**5:
            raise OverflowError("the library holds more entities than its tallies can number")
        while count > _MOST_AN_ENTITY:
            text.append(_entity(key, _MOST_AN_ENTITY))
            key, count = key | 1, count - _MOST_AN_ENTITY
        if count:
            text.append(_entity(key, count))
    return "".join(text)


def _entity(key: int, count: int) -> str:
    return chr(_FIRST + (key >> 24)) + _PAIRS[key >> 12 & 4095] + _PAIRS[key & 4095] + _PAIRS[count]


def add_entities(tallies: str) -> dict[int, tuple[EntityType, int, int]]:
    """Return type, mentions and articles by entity number of tallies put end to end."""
    keys, mentions, articles = _sum_entities(tallies)
    found: dict[int, tuple[EntityType, int, int]] = {}
    for key, mentioned, among in zip(keys, mentions, articles, strict=True):
        number, type_ = key >> 4, TYPES[key >> 1 & 7]
        _, before, among_before = found.get(number, (type_, 0, 0))
        found[number] = (type_, before + mentioned, among_before + (0 if key & 1 else among))
    return found


def _sum_entities(tallies: str) -> tuple[Iterable[int], Iterable[int], Iterable[int]]:
    if len(tallies) > BULK:
        return _sum_entities_in_bulk(tallies)
    mentions: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    for at in range(0, len(tallies), _ENTITY_WIDTH):
        key = _number(tallies[at : at + 5])
        mentions[key] += _number(tallies[at + 5 : at + _ENTITY_WIDTH])
        articles[key] += 1
    return mentions.keys(), mentions.values(), articles.values()


def split_countries(tallies: str) -> "tuple[Any, Any, Any]":
    """Return arrays of tallies put end to end: the letters of each code as a number, counts, whether it goes on."""
    import numpy as np

    entries = np.frombuffer(tallies.encode("ascii"), np.uint8).reshape(-1, _COUNTRY_WIDTH).astype(np.int64)
    goes_on = entries[:, 0] >= ord("a")
    letters = entries[:, :2] - np.where(goes_on, ord("a") - ord("A"), 0)[:, None]
    counts = (entries[:, 2] - 48) * 100 + (entries[:, 3] - 48) * 10 + (entries[:, 4] - 48)
    return letters[:, 0] * 256 + letters[:, 1], counts, goes_on


def split_entities(tallies: str) -> "tuple[Any, Any, Any]":
    """Return arrays of tallies put end to end: number and type of each entity, counts, whether it goes on."""
    import numpy as np

    entries = np.frombuffer(tallies.encode("ascii"), np.uint8).reshape(-1, _ENTITY_WIDTH)
    keys = np.zeros(len(entries), np.int64)
    for place in range(5):
        keys = keys * _BASE + (entries[:, place] - _FIRST)
    counts = (entries[:, 5].astype(np.int64) - _FIRST) * _BASE + (entries[:, 6] - _FIRST)
    return keys >> 1, counts, (keys & 1).astype(np.bool_)


def country_key(code: str) -> int:
    """Return the number that a country has in ``split_countries``."""
    return ord(code[0]) * 256 + ord(code[1])


def country_code(key: int) -> str:
    """Return the code behind such a number."""
    return chr(key >> 8) + chr(key & 255)


def entity_key(number: int, type_: EntityType) -> int:
    """Return the number that an entity has in ``split_entities``."""
    return number << TYPE_BITS | TYPE_CODE[type_]


def _add_countries_in_bulk(tallies: str) -> Counts:
    import numpy as np

    keys, counts, goes_on = split_countries(tallies)
    mentions = np.bincount(keys, weights=counts, minlength=1 << 16)
    articles = np.bincount(keys[~goes_on], minlength=1 << 16)
    found: Counts = (Counter(), Counter())
    for key in np.flatnonzero(articles).tolist():
        found[0][country_code(key)] = int(mentions[key])
        found[1][country_code(key)] = int(articles[key])
    return found


def _sum_entities_in_bulk(tallies: str) -> tuple[Iterable[int], Iterable[int], Iterable[int]]:
    import numpy as np

    keys, counts, goes_on = split_entities(tallies)
    found, places, articles = np.unique(keys * 2 + goes_on, return_inverse=True, return_counts=True)
    mentions = np.bincount(places, weights=counts).astype(np.int64)
    return found.tolist(), mentions.tolist(), articles.tolist()


_PAIRS = [chr(_FIRST + pair // _BASE) + chr(_FIRST + pair % _BASE) for pair in range(_BASE**2)]


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * _BASE + ord(digit) - _FIRST
    return number
