"""How alike two spellings are: what they share in order, of the length of both (the ratio of rapidfuzz, 0 to 100).

Counted here, for that library would be the only reason to ship it. The longest common subsequence is found with one
number a word as a row of bits (Hyyrö 2004), after two bounds that most pairs of names fail.
"""

from collections import Counter
from collections.abc import Iterable, Iterator


def likeness(one: str, other: str) -> float:
    """Return how alike two words are, from 0 to 100."""
    whole = len(one) + len(other)
    return 200 * _common(one, other) / whole if whole else 100.0


def nearest(word: str, words: Iterable[str], least: float) -> Iterator[tuple[str, float]]:
    """Yield the words that are at least so much like one, each with how much."""
    letters = Counter(word)
    for other in words:
        whole = len(word) + len(other)
        if 200 * min(len(word), len(other)) < least * whole:
            continue
        if 200 * (letters & Counter(other)).total() < least * whole:
            continue
        score = likeness(word, other)
        if score >= least:
            yield other, score


def _common(one: str, other: str) -> int:
    """Return the length of the longest common subsequence."""
    places: dict[str, int] = {}
    for place, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << place
    row = every = (1 << len(one)) - 1
    for char in other:
        met = row & places.get(char, 0)
        row = ((row + met) | (row - met)) & every
    return len(one) - row.bit_count()
