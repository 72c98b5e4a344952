"""The bits of common words: choosing the words, asking the index for who holds them, and columns of segments."""

import sqlite3
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.core.query.nodes import Phrase
from monitor.core.store.common_words import MOST_COMMON, width_of
from monitor.core.store.expressions import match_expression
from monitor.core.store.number_lists import Numbers, among, read_numbers
from monitor.core.store.postings import Columns, packed
from monitor.core.tokens import words

SHARE = 16
"""One article in so many holds a common word. Of a million 60,000 are asked of the index in 30 ms."""
_SAMPLED = 512


def word_columns(common: Sequence[str], held: Sequence[bytes]) -> Columns:
    """Return a column of one bit an article for each common word, from the bits of the articles' tallies."""
    width = width_of(common)
    if not common or any(len(bits) != width for bits in held):
        return {}
    by_article = np.frombuffer(b"".join(held), np.uint8).reshape(-1, width)
    columns: Columns = {}
    for place, word in enumerate(common):
        bits = (by_article[:, place >> 3] >> (place & 7) & 1).astype(np.bool_)
        columns[word_column(word)] = packed(bits).tobytes()
    return columns


def word_column(word: str) -> str:
    """Return the name of a common word's column."""
    return f"word {word}"


def choose_common_words(connection: sqlite3.Connection) -> None:
    """Choose the words that many of the articles hold now, and note who holds them with every tally and segment.

    30 µs an article, nearly all of them for asking the index: done while a library is small (see ``keep_up``) and,
    once, to one of an earlier version.
    """
    rows = connection.execute("select article_id from tally order by 1")
    numbers = np.array([number for (number,) in rows], np.int64)
    common = _words_of_many(connection, numbers[:: max(1, len(numbers) // _SAMPLED)])
    held = np.zeros((len(numbers), width_of(common)), np.uint8)
    for place, word in enumerate(common):
        held[among(numbers, _holding(connection, word)), place >> 3] |= np.uint8(1 << (place & 7))
    connection.execute("delete from common_word")
    connection.executemany("insert into common_word values (?, ?)", enumerate(common))
    filled = ((bits.tobytes(), number) for bits, number in zip(held, numbers.tolist(), strict=True))
    connection.executemany("update tally set words = ? where article_id = ?", filled)


def _words_of_many(connection: sqlite3.Connection, sample: Numbers) -> list[str]:
    """Return the words that a good share of some articles hold, the most frequent first.

    Their whole texts are looked at, other zones too: whose bits it pays to keep is a guess, what they say is not.
    """
    counts: Counter[str] = Counter()
    for number in sample.tolist():
        text = connection.execute("select text from content where article_id = ?", (number,)).fetchone()[0]
        counts.update(set(words(text)))
    common = sorted((-n, word) for word, n in counts.items() if n * SHARE >= len(sample))
    return [word for _, word in common[:MOST_COMMON]]


def _holding(connection: sqlite3.Connection, word: str) -> NDArray[np.int64]:
    """Return the articles that hold a word in headline or body, by the index, ascending."""
    select = "select cast(group_concat(rowid) as blob) from (select rowid from words where words match ? order by 1)"
    return read_numbers(connection.execute(select, (match_expression(Phrase((word,))),)).fetchone()[0])
