"""What articles add to counts, by column instead of by article: for counts over hundreds of thousands of them.

A segment holds up to 65,536 articles in the order of their numbers. Its columns are arrays: one value an article
(source, story, …), or for each country and entity the places of the articles that mention it, once for each article
and apart once more for every further mention. A filter is then one bit an article, and a count a sum of bits.

Segments are a cache of ``tally``, never the truth: triggers note in ``loose`` which articles no segment holds yet
and in ``gone`` which ones a segment still holds as they were. The writer keeps the first short (``keep_up``); a
reader makes a segment of the loose ones in memory. Dropping all segments loses nothing but time.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.store.tallies import split_countries, split_entities

Bits: TypeAlias = NDArray[np.bool_]
Columns: TypeAlias = dict[str, bytes]

MOST = 65_536
"""Articles in a segment: a place in it has 16 bits."""
LOOSE = 4_096
"""Articles outside of segments from which it pays to make one; a reader sums up to so many in 20 ms."""
OFTEN = 16
"""Mentions in a segment from which a country or entity stands in the columns that are read first; the many that are
mentioned less stand apart (``SELDOM``), and are looked up only where they may matter."""
SELDOM = "~"
_COLUMNS = "article_id, shared, source_id, agency_id, language, dated, countries, entities"


class Segment:
    """Some articles, their columns fetched when they are first needed.

    Attributes:
        numbers: The articles' numbers, ascending.
    """

    def __init__(self, fetch: Callable[[str], bytes | None]) -> None:
        self._fetch = fetch
        self._keys: dict[str, tuple[NDArray[np.uint32], NDArray[np.int64]]] = {}
        self.numbers: NDArray[np.int64] = self.column("numbers", np.int64)
        gone = fetch("gone")
        self._live: Bits = np.ones(len(self.numbers), np.bool_)
        if gone:
            self._live = np.frombuffer(gone, np.bool_) == 0

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

    def keys(self, name: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return what a column of many values knows, and where the places of each begin (and, last, end)."""
        if name not in self._keys:
            both = self.column(f"{name}.keys", np.uint32).reshape(2, -1)
            self._keys[name] = both[0, :-1], both[1].astype(np.int64)
        return self._keys[name]

    def places(self, name: str) -> NDArray[np.uint16]:
        """Return the places of all keys of a column, one after the other."""
        return self.column(f"{name}.places", np.uint16)

    def having(self, name: str, wanted: Sequence[int]) -> Bits:
        """Return which articles have any of some keys."""
        bits = np.zeros(len(self.numbers), np.bool_)
        left = np.array(wanted, np.int64)
        for column in (name, name + SELDOM):
            keys, ends = self.keys(column)
            at = _places_of(keys, left)
            if len(at):
                places = self.places(column)
                for one in at.tolist():
                    bits[places[ends[one] : ends[one + 1]]] = True
                left = left[~np.isin(left, keys[at])]
            if not len(left):
                break
        return bits

    def sums_of(self, name: str, wanted: NDArray[np.int64], bits: Bits) -> NDArray[np.int64]:
        """Return how often each of some keys occurs among the chosen articles."""
        keys, ends = self.keys(name)
        sums = np.zeros(len(wanted), np.int64)
        at = _places_of(keys, wanted)
        if len(at):
            places = self.places(name)
            for one, key in zip(at.tolist(), keys[at].tolist(), strict=True):
                sums[np.searchsorted(wanted, key)] = np.count_nonzero(bits[places[ends[one] : ends[one + 1]]])
        return sums

    def sums(self, name: str, bits: Bits, *, all_of_them: bool) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the keys of a column and how often each occurs among the chosen articles."""
        keys, ends = self.keys(name)
        if all_of_them or not len(keys):
            return keys, np.diff(ends)
        found = bits.view(np.uint8).take(self.places(name))
        return keys, np.add.reduceat(found, ends[:-1], dtype=np.int64)


def segments_of(connection: sqlite3.Connection) -> list[Segment]:
    """Return everything that is counted, in segments; the loose articles are the last one."""
    numbers = [number for (number,) in connection.execute("select segment_id from segment order by segment_id")]
    found = [Segment(_stored(connection, number)) for number in numbers]
    for segment in found:
        _without_gone(connection, segment)
    loose = connection.execute(
        f"select {_COLUMNS} from loose cross join tally using (article_id) order by 1"
    ).fetchall()
    return [*found, *([Segment(_Made(loose).fetch)] if loose else [])]


def keep_up(connection: sqlite3.Connection, *, loose: int = LOOSE, most: int = MOST) -> None:
    """Make segments of the loose articles where there are enough, and note in the others what is gone."""
    waiting = _one(connection, "select count(*) from loose")
    if waiting < loose:
        return
    _note_gone(connection)
    small = connection.execute("select segment_id, live from segment where live <= ?", (most // 2,)).fetchall()
    if waiting + sum(live for _, live in small) >= most:
        for number, _ in small:
            _dissolve(connection, number)
    for chunk in _chunks(connection, most):
        _put(connection, make_columns(chunk), len(chunk))
    connection.execute("delete from loose")


def make_anew(connection: sqlite3.Connection) -> None:
    """Drop all segments and make them again from the tallies."""
    for statement in ("delete from segment_column", "delete from segment", "delete from gone"):
        connection.execute(statement)
    connection.execute("insert or ignore into loose select article_id from tally")
    keep_up(connection)


def make_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    """Return the columns of tallies, in order of their articles' numbers."""
    return _single_columns(rows) | _country_columns(rows) | _entity_columns(rows)


class _Made:
    """The columns of tallies, made as they are asked for: those of entities take most of the time, and few ask."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._columns: Columns = {}
        self._makers = {"country": _country_columns, "entity": _entity_columns, "": _single_columns}

    def fetch(self, name: str) -> bytes | None:
        family = next(family for family in ("country", "entity", "") if name.startswith(family))
        if (make := self._makers.pop(family, None)) is not None:
            self._columns |= make(self._rows)
        return self._columns.get(name)


def _country_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    countries = [row[-2] for row in rows]
    return _postings("country", countries, *split_countries("".join(countries)))


def _entity_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    entities = [row[-1] for row in rows]
    return _postings("entity", entities, *split_entities("".join(entities)))


def _single_columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    """Return the columns of one value an article."""
    numbers, shared, sources, agencies, languages, dated, _, _ = zip(*rows, strict=True)
    known = sorted({language or "" for language in languages})
    place_of = {language: place for place, language in enumerate(known)}
    columns = {
        "numbers": np.array(numbers, np.int64).tobytes(),
        "source": np.array([number or 0 for number in sources], np.int32).tobytes(),
        "agency": np.array([number or 0 for number in agencies], np.int32).tobytes(),
        "language": np.array([place_of[language or ""] for language in languages], np.uint16).tobytes(),
        "languages": json.dumps([language or None for language in known]).encode(),
        "dated": np.array(dated, np.bool_).tobytes(),
    }
    if any(shared):
        columns["story"] = np.array([story or 0 for story in shared], np.int64).tobytes()
    return columns


def _postings(
    name: str,
    tallies: Sequence[str],
    keys: NDArray[np.int64],
    counts: NDArray[np.int64],
    goes_on: Bits,
) -> Columns:
    """Return the places of each key, once for each article and apart for its further mentions."""
    lengths = np.array([len(tally) for tally in tallies], np.int64)
    width = int(lengths.sum()) // max(1, len(keys))
    places = np.repeat(np.arange(len(tallies)), lengths // max(1, width))
    again = np.where(goes_on, counts, counts - 1)
    among, of = np.unique(keys, return_inverse=True)
    often = (np.bincount(of, weights=counts, minlength=len(among)) >= OFTEN)[of]
    columns: Columns = {}
    for column, chosen in ((name, often), (name + SELDOM, ~often)):
        first = chosen & ~goes_on
        columns |= _sorted_places(column, keys[first], places[first])
        more = again * chosen
        columns |= _sorted_places(f"{column}+", np.repeat(keys, more), np.repeat(places, more))
    return columns


def _places_of(keys: NDArray[Any], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where those of the wanted keys stand that are there."""
    if not len(keys):
        return np.zeros(0, np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: NDArray[np.int64] = at[keys[at] == wanted]
    return found


def _sorted_places(name: str, keys: NDArray[np.int64], places: NDArray[np.int64]) -> Columns:
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    both = np.array([np.append(keys[starts], 0), np.append(starts, len(keys))], np.uint32)
    return {f"{name}.keys": both.tobytes(), f"{name}.places": places.astype(np.uint16).tobytes()}


def _stored(connection: sqlite3.Connection, number: int) -> Callable[[str], bytes | None]:
    def fetch(name: str) -> bytes | None:
        select = "select value from segment_column where segment_id = ? and name = ?"
        row = connection.execute(select, (number, name)).fetchone()
        return None if row is None else row[0]

    return fetch


def _without_gone(connection: sqlite3.Connection, segment: Segment) -> None:
    """Leave out what is noted as gone but not yet in the segment."""
    if not len(segment.numbers):
        return
    ends = (int(segment.numbers[0]), int(segment.numbers[-1]))
    gone = connection.execute("select article_id from gone where article_id between ? and ?", ends).fetchall()
    if gone:
        at = np.searchsorted(segment.numbers, np.array([number for (number,) in gone], np.int64))
        live = segment.live.copy()
        live[at[segment.numbers[at] == [number for (number,) in gone]]] = False
        segment._live = live


def _note_gone(connection: sqlite3.Connection) -> None:
    for (number,) in connection.execute("select segment_id from segment").fetchall():
        segment = Segment(_stored(connection, number))
        before = int(segment.live.sum())
        _without_gone(connection, segment)
        live = int(segment.live.sum())
        if live != before:
            _put_column(connection, number, "gone", (~segment.live).tobytes())
            connection.execute("update segment set live = ? where segment_id = ?", (live, number))
    connection.execute("delete from gone")


def _dissolve(connection: sqlite3.Connection, number: int) -> None:
    segment = Segment(_stored(connection, number))
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
