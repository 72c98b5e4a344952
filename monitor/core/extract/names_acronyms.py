"""Which organisation an acronym stands for in an article: "the Lakeland Rail Board (LRB)", and LRB from there on."""

import re
from collections.abc import Iterable, Mapping

BRACKETED = re.compile(r"\s?\(\s?[\"“‘]?(?P<acronym>[A-Z][A-Za-z&./-]{1,9}[A-Za-z])[\"”’]?\s?[);,]")
MIN_CAPITALS = 2
MIN_INITIALS = 3  # shorter initials of different bodies coincide too easily to be paired without brackets
JOINING = frozenset("of the for and in on to de la du des et".split())


def bracketed_acronym(text: str, end: int) -> tuple[int, int] | None:
    """Return the span of the acronym that stands in brackets right after a name that ends at ``end``."""
    found = BRACKETED.match(text, end)
    if found is None or sum(letter.isupper() for letter in found["acronym"]) < MIN_CAPITALS:
        return None
    return found.span("acronym")


def initials(name: str) -> str:
    """Return the capitals with which a name of several words would be abbreviated, "" for a single word."""
    words = [word for word in re.split(r"[\s-]+", name) if word and word.lower() not in JOINING]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def pair_initials(acronyms: Iterable[str], organisations: Iterable[str]) -> Mapping[str, str]:
    """Return the organisation of each acronym that is the initials of exactly one of them."""
    by_initials: dict[str, set[str]] = {}
    for name in organisations:
        by_initials.setdefault(initials(name), set()).add(name)
    pairs = {}
    for acronym in acronyms:
        names = by_initials.get(acronym.replace(".", ""), set())
        if len(acronym) >= MIN_INITIALS and len(names) == 1:
            pairs[acronym] = next(iter(names))
    return pairs
