"""Patterns that settle a place at once: "Medina, Ohio", "the Russian border city of Khasan", "Lviv, Ukraine"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from monitor.core.extract.country_context import Dateline, Reading, is_country_word
from monitor.core.extract.country_words import DIRECT_NOUNS, PLACE_NOUNS, REGION_NOUNS
from monitor.core.extract.gazetteer import Gazetteer, Sense, size_of
from monitor.core.extract.toponyms import Decision, Surface, Words
from monitor.core.terms import CountryKind

ABBREVIATION = re.compile(
    r",\s{1,2}((?:[A-Z]\.\s?){1,3}(?:[A-Z][a-z]+\.)?|[A-Z][a-z]{1,4}\.?|[A-Z]{2,5}\.?)(?=[\s,.;:)\]—–-]|$)"
)
BETWEEN_PLACE_AND_REGION = re.compile(
    r"(?:,| in| of|, in|, a \w+(?: \w+)? in|, on the \w+ coast of)? (?:the )?"
    r"(?:(?:far|mid|[a-z]*(?:north|south|east|west)[a-z]*|central|rural|upper|lower|coastal|inland) ?-?)*"
)
LONGEST_BETWEEN = 40
CLAUSE_LETTERS = frozenset({" ", "'", "’", "-"})
CHANCE_MARGIN = 1.5  # powers of ten by which a namesake elsewhere is better known
DATELINE_HEAD = re.compile(
    r"\s*([A-Z][A-Za-z.'’ -]{2,40}(?:/[A-Z][A-Za-z.' -]{2,30})*)(?:, ?[A-Z][A-Za-z.]{1,15})?"
    r"(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? \d{4})? ?(?:\([A-Za-z][^)]{1,30}\))?"
    r" ?(?:--|[—–-]|:|\. ?[—–-]+)\s*(?=\S|$)"
)
DATELINE_DAY = re.compile(r", [A-Z][a-z]{2,8}\.? \d{1,2}")
WORLD_AGENCY = re.compile(
    r"\((?:Reuters|AFP|dpa|Xinhua|TASS|Interfax|Bloomberg|Thomson Reuters|EFE|ANSA|Kyodo)\b", re.I
)
DATELINE_CAPITALS = 0.7  # share of capital letters that makes a leading name a dateline without a day or an agency
MOST_WORDS_BETWEEN = 6  # of "the Russian Far East port and border city of X"
LONGEST_APPOSED = 4  # words of a place that a pattern names and no table knows

Region = tuple[str, str]  # country and first level, "" for the whole country


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline at the head of a text, None where there is none."""
    match = DATELINE_HEAD.match(text)
    if match is None:
        return None
    head, place = match.group(), match.group(1)
    letters = [letter for letter in place if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > DATELINE_CAPITALS * len(letters)
    by_wire = DATELINE_DAY.search(head) is not None or WORLD_AGENCY.search(head) is not None
    return Dateline(match.end(1), by_wire) if shouted or "(" in head or by_wire else None


def towns_before_abbreviations(
    reading: Reading, gazetteer: Gazetteer
) -> Iterator[tuple[Surface, Decision, tuple[int, int]]]:
    """Yield the towns that a state's abbreviation follows, with its span: "LONDON, Ky.", "Melville, Sask."."""
    text = reading.passage.text
    for surface in reading.surfaces:
        if text[surface.end : surface.end + 1] != ",":
            continue
        match = ABBREVIATION.match(text, surface.end)
        sense = _abbreviated(match.group(1), surface, gazetteer) if match else None
        if match and sense:
            decision = Decision(sense.code, CountryKind.CITY, "town, state", 0.97, sense.first_level)
            yield surface, decision, match.span(1)


def _abbreviated(form: str, surface: Surface, gazetteer: Gazetteer) -> Sense | None:
    plain = form.replace(".", "").replace(" ", "")
    senses = gazetteer.abbreviations.get(plain) or gazetteer.abbreviations.get(plain.capitalize())
    if not senses:
        return None
    places = surface.toponym.places if surface.toponym else ()
    known = {(place.code, place.first_level) for place in places} & {
        (sense.code, sense.first_level) for sense in senses
    }
    # Two capitals without points ("IN", "OR") are words in a headline: believed only after a town of that state.
    return senses[0] if "." in form or len(plain) > 2 or not plain.isupper() or known else None


def places_before_regions(reading: Reading) -> Iterator[tuple[Surface, Surface, Region]]:
    """Yield places with the country or state after them: "Surrey, British Columbia", "Lviv in western Ukraine"."""
    text, surfaces = reading.passage.text, reading.surfaces
    for inner, outer in pairwise(surfaces):
        gap = text[inner.end : outer.start]
        if len(gap) > LONGEST_BETWEEN or gap in ("", " ", "-") or inner.barred or outer.barred:
            continue
        if inner.toponym is None or not BETWEEN_PLACE_AND_REGION.fullmatch(gap):
            continue
        region = next((region for region in _regions(outer, inner, gap) if _lies_in(inner, region)), None)
        if region is None or ("," in gap and _is_chance(reading, inner, outer, region)):
            continue
        yield inner, outer, region


def _regions(outer: Surface, inner: Surface, gap: str) -> Iterator[Region]:
    for sense in outer.senses:
        if sense.kind in (CountryKind.NAME, CountryKind.SUBDIVISION):
            yield sense.code, sense.first_level
    if outer.toponym is not None and gap == ", " and outer.key != inner.key:
        for place in outer.toponym.places:
            if place.kind == "1":
                yield place.code, place.first_level


def _is_chance(reading: Reading, inner: Surface, outer: Surface, region: Region) -> bool:
    """Tell whether a far better known place and a country only happen to meet: "from Moscow, the United States said".

    A country or state that belongs to the place before it is followed by a comma or ends its clause.
    """
    if reading.passage.text[outer.end : outer.end + 1] not in CLAUSE_LETTERS:
        return False
    places = inner.toponym.places if inner.toponym else ()
    here = max((size_of(place) for place in places if place.code == region[0]), default=0.0)
    return max(size_of(place) for place in places) - here > CHANCE_MARGIN


def _lies_in(inner: Surface, region: Region) -> bool:
    code, first_level = region
    places = inner.toponym.places if inner.toponym else ()
    return any(place.code == code and first_level in ("", place.first_level) for place in places)


def apposed_places(reading: Reading) -> Iterator[tuple[Surface, int, int, CountryKind]]:
    """Yield country words with the first and last word of the place they introduce: "the Russian city of Khasan"."""
    words = reading.words
    for surface in reading.surfaces:
        if surface.barred or not is_country_word(surface):
            continue
        noun, first = _noun_after(words, surface.last + 1)
        if not noun or first >= len(words.words) or not words.words[first][0].isupper():
            continue
        if any(mark in reading.passage.text[surface.end : words.starts[first]] for mark in '.,;:!?()"“”'):
            continue
        if words.words[first - 1] == noun and (noun not in DIRECT_NOUNS or words.words[first].isupper()):
            continue
        kind = CountryKind.SUBDIVISION if noun in REGION_NOUNS else CountryKind.CITY
        yield surface, first, _end_of_name(reading, first), kind


def _noun_after(words: Words, start: int) -> tuple[str, int]:
    """Return the noun for a place in the words in small letters from ``start`` on, and where those words end."""
    noun, index = "", start
    while index < min(len(words.words), start + MOST_WORDS_BETWEEN) and words.words[index][0].islower():
        word = words.words[index]
        if word in PLACE_NOUNS:
            noun = word
        elif word not in ("of", "called", "named", "the"):
            noun = ""
        index += 1
    return noun, index


def _end_of_name(reading: Reading, first: int) -> int:
    words, text, last = reading.words, reading.passage.text, first
    while last + 1 < len(words.words) and last - first + 1 < LONGEST_APPOSED and words.words[last + 1][0].isupper():
        if text[words.ends[last] : words.starts[last + 1]] not in (" ", "-"):
            break
        last += 1
    return last
