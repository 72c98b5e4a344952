"""Where a text may name a place: the longest stretch at every capital letter that the gazetteer knows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.core.extract.folding import fold_word
from monitor.core.extract.gazetteer import Gazetteer, Sense, Toponym
from monitor.core.records import CountryKind

# A word with its inner points and apostrophes ("U.S.", "N'Djamena"), without a possessive.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z]&[A-Z]\b|(?<!\w['’])[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|\d+")
LONGEST_NAME = 7  # words of "Democratic Republic of the Congo" and some
JOINTS = frozenset({" ", "-", "\n", " - ", "–", "‑", "\u00a0", " & ", " \n", "  "})
POINTED = frozenset({"st", "ste", "mt", "ft", "pt", "n", "s", "e", "w", "dr", "no"})  # written with a point inside names
POSSESSIVES = frozenset({"'s", "’s"})
OWNING_JOINTS = frozenset({"'s ", "’s "})
ELISIONS = frozenset({"d'", "l'", "d’", "l’"})
INSIDE = frozenset(
    "of the and de la le les du des da do dos das del della di el al an am auf bei in im on upon sur sous en et y e i und "
    "van der den von zu ter ten op aan cum with under next by los las ul ad as ash az es".split()
)  # words in small letters that stand inside names


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their spans, themselves, and the folded form of each."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]
    possessive: list[bool]

    def key(self, first: int, last: int) -> str:
        """Return the key of a stretch of words: "people" + "'s" inside a name gives "peoples"."""
        if first == last:
            return self.keys[first]
        inner = [key + "s" if owns else key for key, owns in zip(self.keys[first:last], self.possessive[first:last], strict=True)]
        return " ".join([*inner, self.keys[last]])


@dataclass(frozen=True, slots=True)
class Decision:
    """The country that a surface was found to name, how, and how sure that is (0 to 1)."""

    code: str
    kind: CountryKind
    rule: str
    confidence: float
    first_level: str = ""


@dataclass(slots=True)
class Surface:
    """A stretch of a passage that may name a place, with everything it can mean and, in the end, what it does.

    ``first`` and ``last`` are the indices of its words, ``label`` and ``span`` those of the model's entity around it.
    """

    passage: int
    start: int
    end: int
    first: int
    last: int
    key: str
    senses: tuple[Sense, ...] = ()
    toponym: Toponym | None = None
    label: str = ""
    span: tuple[int, int] = (0, 0)
    before: str = ""
    after: str = ""
    barred: str = ""
    inside: str = ""
    town_like: bool = False
    decision: Decision | None = None


def split_words(text: str) -> Words:
    """Return the words of a text, in order."""
    starts, ends, words = [], [], []
    for match in WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        words.append(match.group())
    possessive = [text[end : end + 2] in POSSESSIVES for end in ends]
    return Words(starts, ends, words, [fold_word(word) for word in words], possessive)


def find_surfaces(text: str, words: Words, gazetteer: Gazetteer, passage: int = 0) -> Iterator[Surface]:
    """Yield the longest known names of a text, in order and never overlapping; names of regions are skipped over."""
    position, count = 0, len(words.words)
    while position < count:
        if not words.words[position][0].isupper():
            position += 1
            continue
        surface, length = _longest_at(text, words, position, gazetteer, passage)
        if surface is not None:
            yield surface
        position += length


def _longest_at(text: str, words: Words, at: int, gazetteer: Gazetteer, passage: int) -> tuple[Surface | None, int]:
    last = _reach(text, words, at)
    while True:
        key = words.key(at, last)
        if last > at and words.possessive[last] and gazetteer.toponym(key + "s") is not None:
            key += "s"
        senses = _senses(words, at, last, key, gazetteer)
        if senses is None:
            return None, last - at + 1
        toponym = gazetteer.toponym(key)
        if senses or toponym is not None:
            end = words.ends[last] + (2 if key != words.key(at, last) else 0)
            return Surface(passage, words.starts[at], end, at, last, key, senses, toponym), last - at + 1
        if last == at:
            return None, 1
        last -= 1
        while last > at and words.words[last][0].islower():
            last -= 1


def _senses(words: Words, at: int, last: int, key: str, gazetteer: Gazetteer) -> tuple[Sense, ...] | None:
    """Return the senses of a name as a country's; None where it is a region that is to be skipped."""
    if at == last:
        plain = words.words[at].replace(".", "")
        if plain.isupper() and plain in gazetteer.acronyms:
            return gazetteer.acronyms[plain]
        if plain.isupper() and plain in gazetteer.region_acronyms:
            return None
    if key in gazetteer.regions:
        return None
    return gazetteer.words.get(key, ())


def _reach(text: str, words: Words, at: int) -> int:
    """Return the index of the last word that a name starting here can have."""
    last, index = at, at
    limit = min(len(words.words), at + LONGEST_NAME) - 1
    while index < limit:
        gap = text[words.ends[index] : words.starts[index + 1]]
        if gap not in JOINTS and not (gap.isspace() and gap.count("\n") < 2) and not (gap in (". ", ".") and words.keys[index] in POINTED) and gap not in OWNING_JOINTS:
            break
        index += 1
        word = words.words[index]
        if word[0].isupper() or word[0].isdigit() or word[:2] in ELISIONS:
            last = index
        elif words.keys[index] not in INSIDE and gap != "-":
            break
    return last


def attach_spans(surfaces: Sequence[Surface], spans: Sequence[tuple[int, int, str]]) -> None:
    """Tell every surface which of the model's entities it overlaps, if any. Both are in text order."""
    index = 0
    for surface in surfaces:
        while index < len(spans) and spans[index][1] <= surface.start:
            index += 1
        if index < len(spans) and spans[index][0] < surface.end:
            start, end, surface.label = spans[index]
            surface.span = (start, end)
