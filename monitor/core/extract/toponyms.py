"""Where a text may name a place: the longest stretch at every capital letter that the gazetteer knows."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from monitor.core.extract.country_languages import NO_NAMES, LanguageNames
from monitor.core.extract.folding import fold_word, fold_words
from monitor.core.extract.gazetteer import Gazetteer, Sense, Toponym
from monitor.core.terms import CountryKind

# A word with its inner apostrophes ("N'Djamena") but without a possessive, an acronym with its points, a number.
# It begins with what all of these begin with, a letter or a digit, to which the search leaps.
WORD = re.compile(
    r"([^\W_](?:(?<=\d)\d*|(?<!\d)(?:[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|(?:\.[^\W\d_](?=\.))+\."
    r"|&(?<=[A-Z]&)[A-Z]\b|(?<!\w['’].)(?:['’](?![sS]\b)[^\W\d_]+)?)))"
)
LONGEST_NAME = 7  # words of "Democratic People's Republic of the Congo"
LONGEST_SMALL = 5  # "République démocratique du Congo"
POINTED = frozenset({"st", "ste", "mt", "ft", "pt", "n", "s", "e", "w", "dr", "no"})  # written with a point in names
POSSESSIVE = re.compile("['’]s")
CAPITAL_ELISIONS = frozenset({"L'", "L’", "D'", "D’"})
SENTENCE_HEADS = frozenset(
    "dans de à vers pour avec selon depuis en et mais sur sous chez par après avant contre entre chaque comme que si"
    " quand pendant malgré sauf outre hors devant derrière voici".split()
)
"""French words that may open a sentence before an elided article: "Dans l'Ohio" is no name of two words."""
EVERYDAY_STARTS = frozenset(f"the {way}" for way in "north south east west northern southern eastern western".split())
"""What small places are called and sentences begin with: "The Northern Irish delegation"."""
ARTICLES = frozenset("la le les el los las il lo der die das".split())
OWNING_JOINTS = frozenset({"'s ", "’s "})
BEFORE_CAPITAL = re.compile("['’](?=[A-ZÀ-Þ])")  # a quick look before the pattern is tried
ELISION = re.compile(r"\b(?:[ldjnsmtc]|qu)['’](?=[A-ZÀ-Þ])")
ELISIONS = frozenset({"d'", "l'", "d’", "l’"})
JOINTS = frozenset({" ", "-", "–", "‑", " - ", " & "})
INSIDE = frozenset(
    "of the and de la le les du des da do dos das del della di el al an am auf bei in im on upon sur sous en et y e i"
    " und van der den von zu ter ten op aan cum with under next by los las ul ad as ash az es".split()
)
"""Words in small letters that stand inside names."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their spans, themselves, the folded form of each, and whether a possessive follows."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]
    possessive: list[bool]

    def key(self, first: int, last: int) -> str:
        """Return the key of a stretch of words: "people" + "'s" inside a name gives "peoples"."""
        if first == last:
            return self.keys[first]
        if True not in self.possessive[first:last]:
            return " ".join(self.keys[first : last + 1])
        inner = [f"{self.keys[n]}s" if self.possessive[n] else self.keys[n] for n in range(first, last)]
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

    Attributes:
        first: Index of its first word in the passage, ``last`` that of its last.
        label: Label of the model's entity that it overlaps, "" where there is none; ``span`` is that entity.
        before: The word directly before it, ``after`` the one directly after it, "" where something is between.
        barred: Why it names no place at all ("person", "street" …), "" where it may.
        inside: What it stands inside: "government", "facility", another "name", or "".
        town_like: Whether it stands where local news puts a town: "Lebanon police".
        owns_state: Whether what only a state has follows it: "Jordan's foreign minister".
        filed_from: Whether it stands in a dateline; ``by_wire`` where that is one in the style of a world agency.
    """

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
    owns_state: bool = False
    filed_from: bool = False
    by_wire: bool = False
    decision: Decision | None = None


def split_words(text: str) -> Words:
    """Return the words of a text, in order."""
    parts = WORD.split(text)  # what stands between the words, and the words
    words, bounds = parts[1::2], list(accumulate(map(len, parts)))
    starts, ends = bounds[:-1:2], bounds[1::2]
    if BEFORE_CAPITAL.search(text) and ELISION.search(text):
        spans = _without_elisions(text, zip(starts, ends, strict=True))
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        words = [text[start:end] for start, end in spans]
    owning = {match.start() for match in POSSESSIVE.finditer(text)}
    possessive = [end in owning for end in ends] if owning else [False] * len(ends)
    return Words(starts, ends, words, fold_words(words), possessive)


def _without_elisions(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the words without a French article or preposition before a name: "l'Iran", but "Côte d'Ivoire"."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        elision = ELISION.match(text, start, end)
        inside = bool(found) and text[found[-1][0]].isupper() and text[found[-1][1] : start] == " "
        inside = inside and text[slice(*found[-1])].lower() not in SENTENCE_HEADS
        found.append((elision.end(), end) if elision and not inside else (start, end))
    return found


def find_surfaces(text: str, words: Words, gazetteer: Gazetteer, names: LanguageNames = NO_NAMES) -> Iterator[Surface]:
    """Yield the longest known names of a text, in order and never overlapping; names of regions are skipped over.

    Args:
        text: The text.
        words: Its words.
        gazetteer: What names mean in English, and where towns are.
        names: What names mean in the language of the text.
    """
    if names.pattern is not None:
        yield from _in_script(text, words, names)
    spelled, free = words.words, 0
    for position in range(len(spelled)) if names.small else _with_capitals(spelled):
        start = words.starts[position]
        if position < free or (start and text[start - 1].isdigit()):  # the end of a postcode: "SL4 1NJ"
            continue
        if _has_capital(spelled[position]):
            surface, length = _longest_at(text, words, position, gazetteer, names)
        else:
            surface, length = _small_at(words, position, names)
            if surface is None and spelled[position][:2] in ELISIONS:
                surface = _behind_elision(words, position, gazetteer, names)
        if surface is not None:
            yield surface
        free = position + length


def _with_capitals(words: Sequence[str]) -> list[int]:
    return [number for number, word in enumerate(words) if not word.islower() and _has_capital(word)]


def _has_capital(word: str) -> bool:
    return word[0].isupper() or word[1:2].isupper()  # "eSwatini"


def _in_script(text: str, words: Words, names: LanguageNames) -> Iterator[Surface]:
    """Yield the names of countries in a script without capitals, many of which write no blanks either."""
    if names.pattern is None:
        return
    for match in names.pattern.finditer(text):
        index = max(0, bisect.bisect_right(words.starts, match.start()) - 1)
        senses = (Sense(names.codes[match.group()], CountryKind.NAME),)
        yield Surface(*match.span(), index, index, match.group(), senses)


def _small_at(words: Words, at: int, names: LanguageNames) -> tuple[Surface | None, int]:
    """Return the adjective of a country at a word in small letters, if any: "russe", "nord-coréen"."""
    for last in (at + 1, at):
        if last < len(words.words) and (senses := names.small.get(words.key(at, last))):
            return Surface(words.starts[at], words.ends[last], at, last, words.key(at, last), senses), last - at + 1
    return None, 1


def _longest_at(
    text: str, words: Words, at: int, gazetteer: Gazetteer, names: LanguageNames
) -> tuple[Surface | None, int]:
    """Return the longest name that starts at a word, if any, and how many words to go on by."""
    last = _reach(text, words, at)
    if names.words:
        last = max(last, _reach_of_country(words, at, names))
    while True:
        key, end = words.key(at, last), words.ends[last]
        if last > at and words.possessive[last] and key not in gazetteer.words and gazetteer.toponym(f"{key}s"):
            key, end = f"{key}s", end + 2  # "St. John's" is a town, "Paris's" is not
        senses = names.words.get(key) or names.small.get(key)
        if senses is None:
            senses = gazetteer.senses(words.words[at], key) if last == at else gazetteer.words.get(key, ())
        if key in gazetteer.regions or senses is None:
            return None, last - at + 1
        toponym = None if not senses and key in EVERYDAY_STARTS else gazetteer.toponym(key)
        if not senses and last == at and names.stems and (inflected := names.sense_of_inflected(key)):
            senses = (inflected,)
        if senses or toponym is not None:
            if not senses and last > at and words.keys[at] in ARTICLES and _names_country(words, at + 1, names):
                return None, 1  # "La Côte d'Ivoire", not the town La Côte
            return Surface(words.starts[at], end, at, last, key, senses, toponym), last - at + 1
        if last == at:
            return _behind_elision(words, at, gazetteer, names), 1
        last -= 1
        while last > at and words.words[last][0].islower() and words.words[last][:2] not in ELISIONS:
            last -= 1


def _reach_of_country(words: Words, at: int, names: LanguageNames) -> int:
    """Return the last word of a country's name that goes on in small letters: "Guinée équatoriale"."""
    end = min(len(words.words), at + LONGEST_SMALL) - 1
    fitting = (
        last for last in range(end, at, -1) if words.words[last][0].islower() and words.key(at, last) in names.words
    )
    return next(fitting, at)


def _names_country(words: Words, at: int, names: LanguageNames) -> bool:
    """Tell whether a country's name in the text's language starts at a word."""
    ends = range(at, min(len(words.words), at + LONGEST_NAME))
    return any(words.key(at, last) in names.words for last in ends)


def _behind_elision(words: Words, at: int, gazetteer: Gazetteer, names: LanguageNames) -> Surface | None:
    """Return the place behind an article at the head of a sentence or inside a name: "L'Iran", "l'État d'Amazonas"."""
    word = words.words[at]
    if (word[:2] not in CAPITAL_ELISIONS and word[:2] not in ELISIONS) or not word[2:3].isupper():
        return None
    key = fold_word(word[2:])
    senses = names.words.get(key) or (gazetteer.words.get(key, ()) if names.words else ())
    toponym = gazetteer.toponym(key) if names.words else None
    if not senses and toponym is None:
        return None
    return Surface(words.starts[at] + 2, words.ends[at], at, at, key, senses, toponym)


def _reach(text: str, words: Words, at: int) -> int:
    """Return the index of the last word that a name starting here can have."""
    last = index = at
    limit = min(len(words.words), at + LONGEST_NAME) - 1
    while index < limit:
        gap = text[words.ends[index] : words.starts[index + 1]]
        if not is_joint(gap) and gap not in OWNING_JOINTS and not (gap in (". ", ".") and words.keys[index] in POINTED):
            break
        index += 1
        word = words.words[index]
        if word[0].isupper() or word[0].isdigit() or word[:2] in ELISIONS:
            last = index
        elif words.keys[index] not in INSIDE and gap != "-":
            break
    return last


def is_joint(gap: str) -> bool:
    """Tell whether two words with this between them stand side by side: blanks, one line break, a hyphen."""
    return gap in JOINTS or (gap.isspace() and gap.count("\n") < 2)


def attach_spans(surfaces: Sequence[Surface], spans: Sequence[tuple[int, int, str]]) -> None:
    """Tell every surface which of the model's entities it overlaps, if any. Both are in text order."""
    index = 0
    for surface in surfaces:
        while index < len(spans) and spans[index][1] <= surface.start:
            index += 1
        if index < len(spans) and spans[index][0] < surface.end:
            start, end, surface.label = spans[index]
            surface.span = (start, end)
