"""Which bodies are copies of which: an index of their fingerprints by band, and the pair test on what it finds.

A story is the articles whose bodies hang together by such pairs. The test is symmetric and all pairs with a band in
common are tested, so that the same articles make the same stories in whatever order they come and go.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from monitor.core.likeness import BANDS, Fingerprint, are_near_copies, unpack
from monitor.core.store.absent import Absent
from monitor.core.store.gathering import WriterConnection

# Of one wording each, so that SQLite compiles them once.
_IN_BANDS = f"select distinct body_id from band where value in ({','.join('?' * BANDS)})"
_PRINTS = "select key, fingerprint from body where body_id in (select value from json_each(?))"


class StoryIndex:
    """The bodies of all articles, each once, with their fingerprints and the bands of those.

    The bands of one body lie all over their table. They are gathered and written at the end of a transaction, in the
    order of their keys: each page is then touched once a transaction instead of once a row.
    """

    def __init__(self, connection: WriterConnection, absent: Absent) -> None:
        self._connection = connection
        self._absent = absent
        self._gathered: dict[int, tuple[int, ...]] = {}
        self._values: set[int] = set()

    def add(self, key: bytes | None, packed: bytes | None) -> list[int]:
        """Note the body of an article that is about to be filed; return the stories that it belongs to, in order.

        They are that of the same body and those of its near copies: none where it is new, several where it shows
        that they are one. A body too short for a ``key`` is like no other.
        """
        if key is None:
            return []
        is_new = self._absent.has_body(key)
        number, known = (None, None) if is_new else self._find(key)
        print_ = unpack(packed)
        if number is None:
            insert = "insert into body (key, fingerprint) values (?, ?)"
            number = int(self._connection.beside(insert, (key, packed)).lastrowid or 0)
        elif print_ is None or packed == known:
            return self._story(key)
        else:
            self._drop_bands(number, known)
            self._connection.execute("update body set fingerprint = ? where body_id = ?", (packed, number))
        stories = set() if is_new else set(self._story(key))
        if print_ is not None:
            stories.update(self._copies(print_, number, stories))
            self._gathered[number] = print_.bands
            self._values.update(print_.bands)
        return sorted(stories)

    def remove(self, key: bytes | None) -> bool:
        """Forget a body that no article has any more; return whether it was forgotten."""
        if key is None or self._story(key):
            return False
        number, packed = self._find(key)
        if number is not None:
            self._drop_bands(number, packed)
            self._connection.execute("delete from body where body_id = ?", (number,))
        return True

    def parts(self, keys: Sequence[bytes]) -> list[list[bytes]]:
        """Return the bodies of a story by what still hangs together, the part of the first one first."""
        prints = {key: unpack(self._find(key)[1]) for key in keys}
        groups = _Groups(keys)
        by_band: dict[int, list[bytes]] = defaultdict(list)
        for key, print_ in prints.items():
            for value in print_.bands if print_ else ():
                by_band[value].append(key)
        for members in by_band.values():
            groups.join_where(members, lambda one, other: are_near_copies(_known(prints[one]), _known(prints[other])))
        for key in keys[1:]:
            if prints[key] is None:  # of another version: nothing says that it is no copy
                groups.join(keys[0], key)
        return groups.lists()

    def flush(self) -> None:
        """Write what was gathered."""
        rows = sorted([(value, number) for number, values in self._gathered.items() for value in values])
        self._connection.insert("band", rows, where_known="ignore")
        self.forget()

    def forget(self) -> None:
        """Drop what was gathered in a transaction that failed."""
        self._gathered.clear()
        self._values.clear()

    def _copies(self, print_: Fingerprint, number: int, known: set[int]) -> set[int]:
        """Return the stories that hold a near copy, but for the known ones."""
        candidates: set[int] = set()
        if values := self._absent.but_for(print_.bands):
            values += values[-1:] * (BANDS - len(values))
            candidates.update(body_id for (body_id,) in self._connection.beside(_IN_BANDS, values))
        if not self._values.isdisjoint(print_.bands):
            bands = set(print_.bands)
            candidates.update(body for body, values in self._gathered.items() if not bands.isdisjoint(values))
        candidates.discard(number)
        if not candidates:
            return set()
        found: set[int] = set()
        settled: set[bytes] = set()  # the bodies of stories that were found: they need no test
        for key, packed in self._connection.beside(_PRINTS, (json.dumps(list(candidates)),)).fetchall():
            other = unpack(packed) if key not in settled else None
            if other is not None and are_near_copies(print_, other):
                for story in self._story(key):
                    found.add(story)
                    bodies = "select body_key from article where story_id = ?"
                    settled.update(body for (body,) in self._connection.beside(bodies, (story,)))
        return found - known

    def _find(self, key: bytes) -> tuple[int | None, bytes | None]:
        row = self._connection.beside("select body_id, fingerprint from body where key = ?", (key,)).fetchone()
        return row or (None, None)

    def _story(self, key: bytes) -> list[int]:
        row = self._connection.beside("select story_id from article where body_key = ? limit 1", (key,)).fetchone()
        return [row[0]] if row else []

    def _drop_bands(self, number: int, packed: bytes | None) -> None:
        print_ = unpack(packed)
        bands = print_.bands if print_ else ()
        self._gathered.pop(number, None)
        delete = "delete from band where value = ? and body_id = ?"
        self._connection.executemany(delete, [(value, number) for value in bands])


class _Groups:
    """Sets of bodies that are joined pair by pair (union-find)."""

    def __init__(self, keys: Iterable[bytes]) -> None:
        self._parent = {key: key for key in keys}

    def join(self, one: bytes, other: bytes) -> None:
        """Make one group of the groups of two bodies."""
        self._parent[self._root(other)] = self._root(one)

    def join_where(self, members: Iterable[bytes], are_copies: Callable[[bytes, bytes], bool]) -> None:
        """Join the groups of all pairs that are copies, without testing what is one group already."""
        groups: dict[bytes, list[bytes]] = {}
        for key in members:
            for root in [root for root in groups if root != self._root(key)]:
                if any(are_copies(key, other) for other in groups[root]):
                    mine = groups.pop(self._root(key), [])
                    self.join(root, key)
                    groups[root] += mine
            groups.setdefault(self._root(key), []).append(key)

    def lists(self) -> list[list[bytes]]:
        """Return the groups in the order of their first members."""
        groups: dict[bytes, list[bytes]] = defaultdict(list)
        for key in self._parent:
            groups[self._root(key)].append(key)
        return list(groups.values())

    def _root(self, key: bytes) -> bytes:
        while (parent := self._parent[key]) != key:
            self._parent[key] = key = self._parent[parent]
        return key


def mark_story(connection: sqlite3.Connection, story_id: int) -> None:
    """Note in the tallies of a story's articles whether it has several."""
    members = connection.execute("select article_id from article where story_id = ?", (story_id,)).fetchall()
    shared = story_id if len(members) > 1 else None
    update = "update tally set shared = ?1 where article_id = ?2 and shared is not ?1"
    connection.executemany(update, [(shared, number) for (number,) in members])


def _known(print_: Fingerprint | None) -> Fingerprint:
    if print_ is None:
        raise ValueError("only bodies with a fingerprint have bands")
    return print_
