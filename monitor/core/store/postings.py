"""A segment's columns of many values: which countries, or which entities, each of its articles mentions.

The keys stand in three tiers. Each article's keys are listed in every tier, one article after the other, as places in
the tier's list of keys: to count what some articles mention, only their lists are read. Keys that many articles
mention (``FREQUENT``) have a row of one bit an article besides: a count over any number of articles is an AND and a
sum of bits. A row takes 8 KB and is counted in a microsecond; the rows are read by 32, the most frequent first.

Mentions after an article's first stand apart: by key, the places of the articles, once for each.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.store.number_lists import Bits, Numbers

Columns: TypeAlias = dict[str, bytes]
Sums: TypeAlias = tuple[NDArray[np.uint32], Numbers]
"""Keys, and a number of each."""
Fetch: TypeAlias = Callable[[str], bytes | None]

OFTEN = 4
"""Mentions in a segment from which a key stands above the many that are mentioned less (``SELDOM``): those are looked
up only where they may matter. Segments of different limits cannot be counted together: a new one needs a migration."""
FREQUENT, MIDDLING, SELDOM = "", "-", "~"
TIERS = (FREQUENT, MIDDLING, SELDOM)
SHARE = {"country": 64, "entity": 256}
"""A key is frequent where it is mentioned once for so many articles: of 65,536 in 1,024 or 256, which as a list take 2
and ½ KB, in place of 8."""
PLACED = ("country",)
"""Names whose lists say for each key, too, which article it is of: 2 bytes that make counts over many articles quicker.
Of entities an article has four times as many, and those of many articles are counted by rows."""
FEW = 8
"""One article in so many and fewer are counted by their lists, more by rows."""
_ROWS = 32
_SIXTEEN = 1 << 16


class Postings:
    """The columns of one name (``country`` or ``entity``), fetched when they are first needed."""

    def __init__(self, fetch: Fetch, name: str, articles: int) -> None:
        self._fetch = fetch
        self._name = name
        self._articles = articles
        self._kept: dict[str, NDArray[np.uint32]] = {}

    def keys(self, tier: str) -> NDArray[np.uint32]:
        """Return the keys of a tier, which ascend; those of the frequent ones descend by their totals."""
        return self._list(f"{tier}.keys")

    def totals(self, tier: str) -> NDArray[np.uint32]:
        """Return how many articles of the segment mention each key of a tier."""
        return self._list(f"{tier}.totals")

    def is_above(self, tier: str, wanted: Numbers) -> Bits:
        """Return which of some keys stand in a tier above another."""
        above: Bits = np.zeros(len(wanted), np.bool_)
        for one in TIERS[: TIERS.index(tier)]:
            above |= self._find(one, wanted)[1]
        return above

    def having(self, wanted: Sequence[int]) -> Bits:
        """Return which articles mention any of some keys."""
        left, bits = np.array(sorted(wanted), np.int64), np.zeros(self._articles, np.bool_)
        for tier in TIERS:
            at, known = self._find(tier, left)
            if tier == FREQUENT:
                for row in at.tolist():
                    bits |= unpacked(self._rows(row // _ROWS)[row % _ROWS], self._articles)
            elif len(at):
                bits[self._places_with(tier, at)[1]] = True
            left = left[~known]
            if not len(left):
                break
        return bits

    def sums(self, tier: str, bits: Bits) -> Sums:
        """Return the keys of a tier and how many of the chosen articles mention each."""
        keys = self.keys(tier)
        chosen = int(np.count_nonzero(bits))
        if chosen == self._articles or not len(keys):
            return keys, self.totals(tier).astype(np.int64)
        if tier == FREQUENT and chosen * FEW > self._articles:
            mask = packed(bits)
            rows = [_common(self._rows(at), mask) for at in range(-(-len(keys) // _ROWS))]
            return keys, np.concatenate(rows)
        return keys, np.bincount(self._lists(tier, bits)[0], minlength=len(keys))

    def sums_of(self, wanted: Numbers, bits: Bits) -> Numbers:
        """Return how many of the chosen articles mention each of some keys, which ascend."""
        sums, left = np.zeros(len(wanted), np.int64), np.ones(len(wanted), np.bool_)
        mask = packed(bits)
        for tier in TIERS:
            at, known = self._find(tier, wanted)
            if tier == FREQUENT:
                found = np.zeros(len(at), np.int64)
                for piece in np.unique(at // _ROWS).tolist():
                    inside = at // _ROWS == piece
                    found[inside] = _common(self._rows(piece), mask)[at[inside] % _ROWS]
                sums[known] = found
            elif len(at):
                of, places = self._places_with(tier, at)
                sums[known] = np.bincount(of[bits[places]], minlength=len(at))
            left &= ~known
            if not left.any():
                break
        return sums

    def pairs(self, bits: Bits) -> Iterator[Sums]:
        """Yield the keys that the chosen articles mention, each with the place of the article."""
        for tier in TIERS:
            codes, lengths = self._lists(tier, bits)
            yield self.keys(tier)[codes], np.repeat(np.flatnonzero(bits), lengths)

    def most_of(self, wanted: Numbers) -> Numbers:
        """Return how often some keys, which ascend, may be mentioned: exactly, where they are frequent."""
        at, known = self._find(FREQUENT, wanted)
        most = np.full(len(wanted), most_unseen(self._name, self._articles), np.int64)
        most[known] = self.totals(FREQUENT)[at]
        keys, ends = self._further(FREQUENT)
        at, known = _find(keys, wanted)
        most[known] += ends[at + 1] - ends[at]
        return most

    def further_sums(self, tier: str, bits: Bits) -> Sums:
        """Return the keys with further mentions of a tier and how many of those are in the chosen articles."""
        keys, ends = self._further(tier)
        if not len(keys) or bits.all():
            return keys, np.diff(ends)
        found = bits.view(np.uint8).take(self._column(f"+{tier}.places", np.uint16))
        return keys, np.add.reduceat(found, ends[:-1], dtype=np.int64)

    def further_sums_of(self, wanted: Numbers, bits: Bits) -> Numbers:
        """Return how many further mentions of some keys, which ascend, the chosen articles hold."""
        sums, left = np.zeros(len(wanted), np.int64), np.ones(len(wanted), np.bool_)
        for tier in TIERS:
            keys, ends = self._further(tier)
            at, known = _find(keys, wanted)
            if len(at):
                lengths = ends[at + 1] - ends[at]
                places = self._column(f"+{tier}.places", np.uint16)[_stretches(ends[at], lengths)]
                of = np.repeat(np.arange(len(at)), lengths)
                sums[known] = np.bincount(of[bits[places]], minlength=len(at))
            left &= ~known
            if not left.any():
                break
        return sums

    # --- inside -----------------------------------------------------------------------------

    def _column(self, name: str, kind: Any) -> NDArray[Any]:
        return np.frombuffer(self._fetch(self._name + name) or b"", kind)

    def _list(self, name: str) -> NDArray[np.uint32]:
        if name not in self._kept:
            self._kept[name] = self._column(name, np.uint32)
        return self._kept[name]

    def _further(self, tier: str) -> tuple[NDArray[np.uint32], Numbers]:
        """Return the keys with further mentions of a tier, and where the places of each begin (and, last, end)."""
        return self._list(f"+{tier}.keys"), self._list(f"+{tier}.ends").astype(np.int64)

    def _find(self, tier: str, wanted: Numbers) -> tuple[Numbers, Bits]:
        return _find(self.keys(tier), wanted, ascend=tier != FREQUENT)

    def _rows(self, piece: int) -> NDArray[np.uint64]:
        return self._column(f".rows{piece}", np.uint64).reshape(-1, _words(self._articles))

    def _codes(self, tier: str) -> tuple[NDArray[Any], Numbers]:
        """Return the lists of all articles, and where each begins (and, last, ends)."""
        codes = self._column(f"{tier}.codes", _kind(len(self.keys(tier))))
        return codes, self._column(f"{tier}.ends", np.uint32).astype(np.int64)

    def _lists(self, tier: str, bits: Bits) -> tuple[NDArray[Any], Numbers]:
        """Return the lists of the chosen articles, one after the other, and the length of each."""
        codes, ends = self._codes(tier)
        lengths = np.diff(ends)
        chosen = np.flatnonzero(bits)
        if len(chosen) * FEW > self._articles:
            places = self._column(f"{tier}.places", np.uint16)
            return np.compress(bits.take(places) if len(places) else np.repeat(bits, lengths), codes), lengths[chosen]
        return codes[_stretches(ends[chosen], lengths[chosen])], lengths[chosen]

    def _places_with(self, tier: str, wanted: Numbers) -> tuple[Numbers, Numbers]:
        """Return where any of some codes stands: which of them, and the place of the article."""
        codes, ends = self._codes(tier)
        which = np.full(len(self.keys(tier)), -1, np.int32)
        which[wanted] = np.arange(len(wanted))
        hits = np.flatnonzero(codes == wanted[0]) if len(wanted) == 1 else np.flatnonzero(which[codes] >= 0)
        return which[codes[hits]], np.searchsorted(ends, hits, side="right") - 1


def postings_columns(name: str, tallies: Sequence[str], keys: Numbers, counts: Numbers, goes_on: Bits) -> Columns:
    """Return the columns of what articles mention, of entries as ``tallies`` splits them."""
    lengths = np.array([len(tally) for tally in tallies], np.int64)
    width = int(lengths.sum()) // max(1, len(keys))
    places = np.repeat(np.arange(len(tallies)), lengths // max(1, width))
    among, of = np.unique(keys, return_inverse=True)
    articles = np.bincount(of[~goes_on], minlength=len(among))
    mentions = np.bincount(of, weights=counts, minlength=len(among))
    frequent = mentions > most_unseen(name, len(tallies))
    tier_of = np.where(frequent, 0, np.where(mentions >= OFTEN, 1, 2))
    columns: Columns = {}
    for number, tier in enumerate(TIERS):
        listed = np.flatnonzero(tier_of == number)
        if tier == FREQUENT:
            listed = listed[np.argsort(-articles[listed], kind="stable")]
        chosen = (tier_of[of] == number) & ~goes_on
        code_of = np.zeros(len(among), _kind(len(listed)))
        code_of[listed] = np.arange(len(listed))
        codes, at = code_of[of[chosen]], places[chosen]
        columns[f"{name}{tier}.keys"] = among[listed].astype(np.uint32).tobytes()
        columns[f"{name}{tier}.totals"] = articles[listed].astype(np.uint32).tobytes()
        columns[f"{name}{tier}.codes"] = codes.tobytes()
        if name in PLACED:
            columns[f"{name}{tier}.places"] = at.astype(np.uint16).tobytes()
        columns[f"{name}{tier}.ends"] = np.searchsorted(at, np.arange(len(tallies) + 1)).astype(np.uint32).tobytes()
        if tier == FREQUENT:
            columns |= _row_columns(name, len(listed), codes, at, len(tallies))
    again = np.where(goes_on, counts, counts - 1)
    for tier, inside in ((FREQUENT, tier_of[of] < 2), (SELDOM, tier_of[of] == 2)):
        columns |= _further_columns(
            f"{name}+{tier}", np.repeat(keys, again * inside), np.repeat(places, again * inside)
        )
    return columns


def most_unseen(name: str, articles: int) -> int:
    """Return how often a key may be mentioned in a segment of so many articles without being frequent there."""
    return max(articles // SHARE[name], OFTEN - 1)


def _row_columns(name: str, keys: int, codes: NDArray[Any], places: Numbers, articles: int) -> Columns:
    columns: Columns = {}
    for piece, first in enumerate(range(0, keys, _ROWS)):
        inside = (codes >= first) & (codes < first + _ROWS)
        bits = np.zeros((min(_ROWS, keys - first), articles), np.bool_)
        bits[codes[inside] - first, places[inside]] = True
        columns[f"{name}.rows{piece}"] = packed(bits).tobytes()
    return columns


def _further_columns(name: str, keys: Numbers, places: Numbers) -> Columns:
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return {
        f"{name}.keys": keys[starts].astype(np.uint32).tobytes(),
        f"{name}.ends": np.append(starts, len(keys)).astype(np.uint32).tobytes(),
        f"{name}.places": places.astype(np.uint16).tobytes(),
    }


def _stretches(starts: Numbers, lengths: Numbers) -> Numbers:
    """Return the places of stretches that begin at some places, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def packed(bits: Bits) -> NDArray[np.uint64]:
    """Return bits, eight a byte, in whole words of 64."""
    eighths = np.packbits(bits, axis=-1, bitorder="little")
    room = np.zeros((*bits.shape[:-1], _words(bits.shape[-1]) * 8), np.uint8)
    room[..., : eighths.shape[-1]] = eighths
    return room.view(np.uint64)


def unpacked(words: NDArray[np.uint64], count: int) -> Bits:
    """Return the first bits of such words."""
    return np.unpackbits(words.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def _common(rows: NDArray[np.uint64], mask: NDArray[np.uint64]) -> Numbers:
    """Return how many bits each row has in common with a mask."""
    found: Numbers = np.bitwise_count(rows & mask).sum(axis=1, dtype=np.int64)
    return found


def _find(keys: NDArray[np.uint32], wanted: Numbers, *, ascend: bool = True) -> tuple[Numbers, Bits]:
    """Return where those of the wanted keys stand that are there, and which of them are."""
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(len(wanted), np.bool_)
    if ascend:
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    else:
        order = np.argsort(keys)
        at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    known: Bits = keys[at] == wanted
    return at[known], known


def _kind(keys: int) -> Any:
    return np.uint16 if keys <= _SIXTEEN else np.uint32


def _words(articles: int) -> int:
    return -(-articles // 64)
