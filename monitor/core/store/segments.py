"""What articles add to counts, by column instead of by article: for counts over hundreds of thousands of them.

A segment holds up to 65,536 articles in the order of their numbers. Its columns are arrays: one value an article
(source, story, …), or which countries and entities each mentions (``postings``), or one bit an article: whether it
holds a common word (``common_words``). A filter is then one bit an article, and a count a sum of bits.

Segments are a cache of ``tally``, never the truth: triggers note in ``loose`` which articles no segment holds yet
and in ``gone`` which ones a segment still holds as they were. The writer keeps the first short (``keep_up``); a
reader makes a segment of the loose ones in memory. Dropping all segments loses nothing but time.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.core.store.common_words import load_common_words
from monitor.core.store.number_lists import Bits, Numbers
from monitor.core.store.numbering import DAY_SHIFT
from monitor.core.store.postings import Columns, Fetch, Postings, postings_columns, unpacked
from monitor.core.store.tallies import split_countries, split_entities
from monitor.core.store.word_bits import choose_common_words, word_column, word_columns

MOST = 65_536
"""Articles in a segment: a place in it has 16 bits."""
LOOSE = 1_024
"""Articles outside of segments from which it pays to make one; a reader sums up to so many in 5 ms."""
FOLD = 4
"""So many segments of one size become one: each is asked for apart, and there are at most three of a size."""
_COLUMNS = "article_id, shared, source_id, agency_id, language, dated, words, countries, entities"


class Segment:
    """Some articles, their columns fetched when they are first needed.

    Attributes:
        size: How many articles it holds.
    """

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch = fetch
        self.size = size
        self.countries = Postings(fetch, "country", size)
        self.entities = Postings(fetch, "entity", size)
        gone = fetch("gone")
        self._live: Bits = np.frombuffer(gone, np.bool_) == 0 if gone else np.ones(size, np.bool_)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The articles' numbers, ascending."""
        return self.column("numbers", np.int64)

    @property
    def live(self) -> Bits:
        """Which articles still are as the segment says."""
        return self._live

    def column(self, name: str, kind: Any) -> NDArray[Any]:
        """Return a column of one value an article; 0 stands for none."""
        return np.frombuffer(self._fetch(name) or b"", kind)

    def languages(self) -> list[str | None]:
        """Return what the numbers of the column ``language`` stand for."""
        found: list[str | None] = json.loads(self._fetch("languages") or b"[]")
        return found

    def stories(self) -> NDArray[np.int64] | None:
        """Return each article's story, 0 where it is alone in it; None where all are."""
        blob = self._fetch("story")
        return np.frombuffer(blob, np.int64) if blob else None

    def holding(self, word: str) -> Bits | None:
        """Return which articles hold a word in headline or body, None where the word is not a common one."""
        blob = self._fetch(word_column(word))
        return None if blob is None else unpacked(np.frombuffer(blob, np.uint64), self.size)


def segments_of(connection: sqlite3.Connection) -> list[Segment]:
    """Return everything that is counted, in segments."""
    return [*stored_segments(connection), *loose_segments(connection)]


def stored_segments(connection: sqlite3.Connection) -> list[Segment]:
    """Return the segments that are stored."""
    numbers = [number for (number,) in connection.execute("select segment_id from segment order by segment_id")]
    found = [_stored(connection, number) for number in numbers]
    if connection.execute("select 1 from gone limit 1").fetchone():
        for segment in found:
            _without_gone(connection, segment)
    return found


def loose_segments(connection: sqlite3.Connection) -> list[Segment]:
    """Return the articles that no segment holds as one, or nothing where there are none. It takes half a megabyte."""
    loose = connection.execute(
        f"select {_COLUMNS} from loose cross join tally using (article_id) order by 1"
    ).fetchall()
    return [Segment(_Made(connection, loose).fetch, len(loose))] if loose else []


def keep_up(connection: sqlite3.Connection, *, loose: int = LOOSE, most: int = MOST) -> None:
    """Make segments of the loose articles where there are enough, and note in the others what is gone.

    The common words are chosen with the first segment, and twice again while the library grows to a full one.
    """
    waiting = _one(connection, "select count(*) from loose")
    first = FOLD * loose
    if waiting < (loose if _one(connection, "select count(*) from segment") else first):
        return
    _note_gone(connection)
    segments = dict(connection.execute("select segment_id, live from segment").fetchall())
    before = sum(segments.values())
    if any(before < size <= before + waiting for size in (first, most // FOLD, most)):
        choose_common_words(connection)
        joined = list(segments)  # their columns are of the words before
    else:
        joined = _to_join(segments, waiting, loose, most)
    for number in joined:
        _dissolve(connection, number)
    words = load_common_words(connection)
    for chunk in _chunks(connection, most):
        _put(connection, make_columns(chunk, words), len(chunk))
    connection.execute("delete from loose")


def _to_join(segments: dict[int, int], waiting: int, loose: int, most: int) -> list[int]:
    """Return the segments (with their living articles) that become one with those that wait.

    They are those below a size that they fill together: so an article is put into a segment once for every size.
    """
    joined: list[int] = []
    size = FOLD * loose
    while size < FOLD * most:
        limit = size if size < most else most // 2 + 1
        smaller = [number for number, live in segments.items() if live < limit]
        if waiting + sum(segments[number] for number in smaller) >= min(size, most):
            joined = smaller
        size *= FOLD
    return joined


def make_anew(connection: sqlite3.Connection) -> None:
    """Drop all segments and make them again from the tallies."""
    for statement in ("delete from segment_column", "delete from segment", "delete from gone"):
        connection.execute(statement)
    connection.execute("insert or ignore into loose select article_id from tally")
    keep_up(connection)


def make_columns(rows: Sequence[tuple[Any, ...]], words: Sequence[str]) -> Columns:
    """Return the columns of tallies, in order of their articles' numbers; ``words`` are the common ones."""
    common = word_columns(words, [row[-3] for row in rows])
    return _single_columns(rows) | _country_columns(rows) | _entity_columns(rows) | common


class _Made:
    """The columns of tallies, made as they are asked for: those of entities take most of the time, and few ask."""

    _FAMILIES = ("country", "entity", "word ", "")

    def __init__(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        self._connection = connection
        self._rows = rows
        self._columns: Columns = {}
        self._makers: dict[str, Callable[[Sequence[tuple[Any, ...]]], Columns]] = {
            "country": _country_columns,
            "entity": _entity_columns,
            "word ": self._word_columns,
            "": _single_columns,
        }

    def fetch(self, name: str) -> bytes | None:
        family = next(family for family in self._FAMILIES if name.startswith(family))
        if (make := self._makers.pop(family, None)) is not None:
            self._columns |= make(self._rows)
        return self._columns.get(name)

    def _word_columns(self, rows: Sequence[tuple[Any, ...]]) -> Columns:
        return word_columns(load_common_words(self._connection), [row[-3] for row in rows])


def _country_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    countries = [row[-2] for row in rows]
    return postings_columns("country", countries, *split_countries("".join(countries)))


def _entity_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    entities = [row[-1] for row in rows]
    return postings_columns("entity", entities, *split_entities("".join(entities)))


def _single_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    """Return the columns of one value an article."""
    numbers, shared, sources, agencies, languages, dated, *_ = zip(*rows, strict=True)
    known = sorted({language or "" for language in languages})
    place_of = {language: place for place, language in enumerate(known)}
    columns = {
        "numbers": np.array(numbers, np.int64).tobytes(),
        "source": np.array([number or 0 for number in sources], np.int32).tobytes(),
        "agency": np.array([number or 0 for number in agencies], np.int32).tobytes(),
        "language": np.array([place_of[language or ""] for language in languages], np.uint16).tobytes(),
        "languages": json.dumps([language or None for language in known]).encode(),
        "dated": np.array(dated, np.bool_).tobytes(),
        "days": _days(np.array(numbers, np.int64)).tobytes(),
    }
    if any(shared):
        columns["story"] = np.array([story or 0 for story in shared], np.int64).tobytes()
    return columns


def _days(numbers: Numbers) -> NDArray[np.uint32]:
    """Return the days that article numbers carry, and where the articles of each begin."""
    days = numbers >> DAY_SHIFT
    starts = np.flatnonzero(np.diff(days, prepend=-1))
    return np.array([days[starts], starts], np.uint32)


def _stored(connection: sqlite3.Connection, number: int) -> Segment:
    def fetch(name: str) -> bytes | None:
        select = "select rowid from segment_column where segment_id = ? and name = ?"
        row = connection.execute(select, (number, name)).fetchone()
        if row is None:
            return None
        # Not as a value of a row: SQLite would take the pages through its cache, in nearly three times the time.
        with connection.blobopen("segment_column", "value", row[0], readonly=True) as blob:
            return blob.read()

    select = "select length(value) / 8 from segment_column where segment_id = ? and name = 'numbers'"
    return Segment(fetch, int(connection.execute(select, (number,)).fetchone()[0]))


def _without_gone(connection: sqlite3.Connection, segment: Segment) -> None:
    """Leave out what is noted as gone but not yet in the segment."""
    ends = (int(segment.numbers[0]), int(segment.numbers[-1]))
    gone = connection.execute("select article_id from gone where article_id between ? and ?", ends).fetchall()
    if gone:
        at = np.searchsorted(segment.numbers, np.array([number for (number,) in gone], np.int64))
        live = segment.live.copy()
        live[at[segment.numbers[at] == [number for (number,) in gone]]] = False
        segment._live = live


def _note_gone(connection: sqlite3.Connection) -> None:
    for (number,) in connection.execute("select segment_id from segment").fetchall():
        segment = _stored(connection, number)
        before = int(segment.live.sum())
        _without_gone(connection, segment)
        live = int(segment.live.sum())
        if live != before:
            _put_column(connection, number, "gone", (~segment.live).tobytes())
            connection.execute("update segment set live = ? where segment_id = ?", (live, number))
    connection.execute("delete from gone")


def _dissolve(connection: sqlite3.Connection, number: int) -> None:
    segment = _stored(connection, number)
    live = [(one,) for one in segment.numbers[segment.live].tolist()]
    connection.executemany("insert or ignore into loose values (?)", live)
    connection.execute("delete from segment_column where segment_id = ?", (number,))
    connection.execute("delete from segment where segment_id = ?", (number,))


def _chunks(connection: sqlite3.Connection, most: int) -> Iterator[list[tuple[Any, ...]]]:
    rows = connection.execute(f"select {_COLUMNS} from loose cross join tally using (article_id) order by 1")
    while chunk := rows.fetchmany(most):
        yield chunk


def _put(connection: sqlite3.Connection, columns: Columns, live: int) -> None:
    number = connection.execute("insert into segment (live) values (?)", (live,)).lastrowid or 0
    for name, value in columns.items():
        _put_column(connection, number, name, value)


def _put_column(connection: sqlite3.Connection, number: int, name: str, value: bytes) -> None:
    connection.execute("insert or replace into segment_column values (?, ?, ?)", (number, name, value))


def _one(connection: sqlite3.Connection, select: str) -> int:
    return int(connection.execute(select).fetchone()[0])
