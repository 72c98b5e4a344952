"""Places that no table knows, where a model sees one and their region follows: "Varzaqan in East Azerbaijan"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from monitor.core.extract.country_context import Reading, kind_of_name
from monitor.core.extract.country_patterns import BETWEEN_PLACE_AND_REGION
from monitor.core.extract.toponyms import Decision, Surface
from monitor.core.terms import CountryKind

CONFIDENCE = 0.8
LONGEST_NAME = 4  # words
LONGEST_GAP = 40  # characters between a place and its region


def add_unknown_places(readings: Sequence[Reading], regions: frozenset[str]) -> None:
    """Add a surface for each place of the model's that no table knows and that a country or its region follows."""
    for reading in readings:
        added = [
            Surface(start, end, first, last, "", decision=decision)
            for start, end, first, last in _unknown(reading, regions)
            if (decision := _decision(reading, end)) is not None
        ]
        if added:
            reading.surfaces = sorted([*reading.surfaces, *added], key=lambda surface: surface.start)


def _unknown(reading: Reading, regions: frozenset[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the spans, with their first and last word, that a model takes for places and where no surface is."""
    words, text = reading.words, reading.passage.text
    surfaces = sorted(reading.surfaces, key=lambda surface: surface.start)
    starts = [surface.start for surface in surfaces]
    furthest = list(accumulate((surface.end for surface in surfaces), max))
    for start, end, label in reading.spans:
        before = bisect_left(starts, end)
        if label not in ("GPE", "LOC") or (before and furthest[before - 1] > start):
            continue
        inside = range(bisect_left(words.starts, start), bisect_left(words.starts, end))
        if not 0 < len(inside) <= LONGEST_NAME or not words.words[inside[0]][0].isupper():
            continue
        name = text[start:end]
        known = {words.key(first, inside[-1]) for first in inside}  # "the Middle East", "central Africa"
        if name.isupper() or kind_of_name(name) == "name" or known & regions:
            continue
        yield words.starts[inside[0]], words.ends[inside[-1]], inside[0], inside[-1]


def _decision(reading: Reading, end: int) -> Decision | None:
    following = next((surface for surface in reading.surfaces if surface.start >= end), None)
    if following is None or following.decision is None or following.barred:
        return None
    gap = reading.passage.text[end : following.start]
    region = following.decision.kind in (CountryKind.NAME, CountryKind.SUBDIVISION)
    if not region or not 0 < len(gap) <= LONGEST_GAP or gap == " " or not BETWEEN_PLACE_AND_REGION.fullmatch(gap):
        return None
    return Decision(following.decision.code, CountryKind.CITY, "unknown place, region", CONFIDENCE)
