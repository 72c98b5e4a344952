"""Which of the words that very many articles hold an article holds: a bit a word, kept with its tally.

To ask the full-text index for a word takes time for each article that holds it, so that the words of a third of all
articles were the slowest to count. The common words of a library are numbered; a tally has the bits of its article,
from its headline and body, and a segment the bits of its articles (``word_columns``). Any other word, and any other
zone, is asked of the index. It is the index that says which are held: the bits follow from the same words.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from monitor.core.terms import COUNTED_ZONES, Zone

MOST_COMMON = 512
"""Common words at most: 64 bytes an article, and again in its segment."""


class CommonWords:
    """The common words of a library, to note which an article holds."""

    def __init__(self, words: Sequence[str]) -> None:
        self._bit = {word: 1 << place for place, word in enumerate(words)}
        self._bytes = width_of(words)

    def held_in(self, texts: Mapping[Zone, str]) -> bytes:
        """Return the bits of the words that an article, as its index row holds it, has in headline and body."""
        if not self._bit:  # a small library has none
            return b""
        held: set[str] = set()
        for zone in COUNTED_ZONES:
            held |= self._bit.keys() & texts.get(zone, "").split(" ")
        return sum(map(self._bit.__getitem__, held)).to_bytes(self._bytes, "little")


def load_common_words(connection: sqlite3.Connection) -> list[str]:
    """Return the common words of a library, by number."""
    return [word for (word,) in connection.execute("select word from common_word order by place")]


def width_of(words: Sequence[str]) -> int:
    """Return how many bytes hold the bits of these words."""
    return -(-len(words) // 8)
