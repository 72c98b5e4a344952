"""A name seen in a passage, before it is resolved to an entity."""

import bisect
import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from monitor.core.extract.folding import fold_name
from monitor.core.terms import EntityType

MODEL = "model"  # the rule of a sighting on which only the model had its say
KEPT_KEYS = 32_768  # folded names kept, because the same names come again in every article
KEPT_ANSWERS = 8_192  # what else is remembered of as many names: enough for those of the day

fold = functools.lru_cache(maxsize=KEPT_KEYS)(fold_name)
"""``fold_name``, remembered."""


class Sighting(NamedTuple):
    """A name seen in a passage: the span of the passage's text, what kind of name, and the rule that says so.

    ``name`` is the name as printed, its blanks and line breaks single blanks; ``key`` is the same folded.
    """

    start: int
    end: int
    type: EntityType
    rule: str
    name: str
    key: str

    def typed(self, type_: EntityType, rule: str) -> "Sighting":
        """Return the same name as another kind of name."""
        return Sighting(self.start, self.end, type_, rule, self.name, self.key)


def sight(text: str, start: int, end: int, type_: EntityType, rule: str = MODEL) -> Sighting:
    """Return the sighting of ``text[start:end]``."""
    name = text[start:end]
    if "\n" in name or "  " in name or "\xa0" in name:
        name = " ".join(name.split())
    return Sighting(start, end, type_, rule, name, fold(name))


def occurrences(text: str, word: str) -> Iterator[tuple[str, str]]:
    """Yield the letter before and the two after each place where a word stands, also inside another.

    Instead of a pattern for each word: compiling one takes longer than reading the article.
    """
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        yield text[start - 1 : start] if start else "", text[end : end + 2]
        start = text.find(word, start + 1)


def goes_on(letter: str) -> bool:
    """Tell whether a word goes on with this character: a letter, a digit or an underscore."""
    return letter.isalnum() or letter == "_"


def without_overlap(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Return the sightings in text order, of overlapping ones the earlier given."""
    kept: list[Sighting] = []
    starts: list[int] = []
    for sighting in sightings:
        place = bisect.bisect_left(starts, sighting.end)
        if not place or kept[place - 1].end <= sighting.start:
            kept.insert(place, sighting)
            starts.insert(place, sighting.start)
    return kept
