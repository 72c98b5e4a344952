"""Patterns that settle a place at once: "Medina, Ohio", "the Russian border city of Khasan", "Lviv in western Ukraine"."""

import re
from collections.abc import Iterator

from monitor.core.extract.country_context import DIRECTIONS, PLACE_LABELS, Reading, is_country_word
from monitor.core.extract.gazetteer import Gazetteer, Sense
from monitor.core.extract.toponyms import Decision, Surface
from monitor.core.records import CountryKind

ABBREVIATION = re.compile(
    r",\s{1,2}((?:[A-Z]\.\s?){1,3}(?:[A-Z][a-z]+\.)?|[A-Z][a-z]{1,4}\.?|[A-Z]{2,5}\.?)(?=[\s,.;:)\]—–-]|$)"
)
IN_COUNTRY = re.compile(
    r"(?:,| in| of|, in|, a \w+(?: \w+)? in|, on the \w+ coast of)? (?:the )?(?:(?:far|mid|[a-z]*(?:north|south|east|west)[a-z]*|central|rural|upper|lower|coastal|inland) ?-?)*$"
)
PLACE_NOUNS = frozenset(
    "city cities town towns village villages port capital suburb suburbs resort settlement settlements municipality"
    " hamlet community neighbourhood neighborhood province region district state county island islands enclave area"
    " peninsula prefecture department oblast governorate territory stronghold hub outpost commune township".split()
)
REGION_NOUNS = frozenset(
    "province region district state county island islands peninsula prefecture department oblast governorate territory".split()
)
NAMED_AFTER = frozenset("city town village port suburb resort island township peninsula province".split())
TOWN_AFTER = frozenset(
    "police man woman men women resident residents native teen teenager boy girl couple firefighters fire school schools"
    " city town council mayor officials high area township borough church family students student-athlete store"
    " businessman motorist driver motel apartment home house neighborhood parish county sheriff hospital isd chamber"
    " community firm lawyer attorney public elementary middle independent planning zoning common road".split()
)
DATELINE_HEAD = re.compile(
    r"\s*([A-Z][A-Za-z.'’ -]{2,40}(?:/[A-Z][A-Za-z.' -]{2,30})*)(?:, ?[A-Z][A-Za-z.]{1,15})?(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? \d{4})?"
    r" ?(?:\([A-Za-z][^)]{1,30}\))? ?(?:--|[—–-]|:|\. ?[—–-]+)\s*(?=\S)"
)


def mark_town_like(reading: Reading) -> None:
    """Mark names that stand where local news puts a town: "Lebanon police", "Joyce, 22, Palestine"."""
    text = reading.passage.text
    for surface in reading.surfaces:
        left = text[max(0, surface.start - 24) : surface.start]
        surface.town_like = (
            surface.after in TOWN_AFTER
            or surface.after.lower() in ("police", "city", "school", "high", "independent", "civic", "area", "isd", "elementary")
            or bool(re.search(r"\b\d{1,2},(?: of)?(?: the)? $|\b[Cc]ity of $|[A-Z]\w+ [A-Z][\w.]+,? of $|\btown of $|\b(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive)\.?,? $", left))
        )


def dateline_end(text: str) -> int:
    """Return where the dateline at the head of a text ends, 0 where there is none."""
    match = DATELINE_HEAD.match(text)
    if match is None:
        return 0
    place = match.group(1)
    letters = [letter for letter in place if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) > 0.7 * len(letters) or "(" in match.group() or "/" in place:
        return match.end(1)
    return match.end(1) if re.search(r", [A-Z][a-z]{2,8}\.? \d{1,2}", match.group()) else 0


def settle_by_abbreviation(reading: Reading, gazetteer: Gazetteer) -> Iterator[tuple[Surface, Decision, tuple[int, int]]]:
    """Yield the towns that a state's abbreviation follows: "LONDON, Ky.", "Melville, Sask."."""
    text = reading.passage.text
    for surface in reading.surfaces:
        match = ABBREVIATION.match(text, surface.end)
        if match is None:
            continue
        sense = _abbreviated(match.group(1), surface, gazetteer)
        if sense is not None:
            yield surface, Decision(sense.code, CountryKind.CITY, "town, state", 0.97, sense.first_level), match.span(1)


def _abbreviated(form: str, surface: Surface, gazetteer: Gazetteer) -> Sense | None:
    plain = form.replace(".", "").replace(" ", "")
    senses = gazetteer.abbreviations.get(plain) or gazetteer.abbreviations.get(plain.capitalize())
    if not senses:
        return None
    pointed = "." in form or plain.capitalize() in gazetteer.abbreviations and plain.isupper() and len(plain) > 2 or plain in gazetteer.abbreviations and not plain.isupper()
    known = surface.toponym is not None and any(
        place.code == sense.code and place.first_level == sense.first_level for place in surface.toponym.places for sense in senses
    )
    return senses[0] if pointed or known or len(plain) > 2 else None


def settle_by_region(reading: Reading) -> Iterator[tuple[Surface, Surface, str, str]]:
    """Yield pairs of a place and the country or state around it: "Surrey, British Columbia", "Lviv in western Ukraine"."""
    text = reading.passage.text
    surfaces = reading.surfaces
    for inner, outer in zip(surfaces, surfaces[1:], strict=False):
        gap = text[inner.end : outer.start]
        if len(gap) > 40 or not IN_COUNTRY.match(gap) or gap.strip() == "" and gap != " ":
            continue
        if gap in ("", " ", "-") or outer.barred or inner.barred:
            continue
        for code, first_level in _readings_as_region(outer):
            if first_level and (gap != ", " or outer.key == inner.key) and not outer.senses:
                continue
            if _lies_in(inner, code, first_level):
                yield inner, outer, code, first_level
                break


def _readings_as_region(outer: Surface) -> Iterator[tuple[str, str]]:
    for sense in outer.senses:
        if sense.kind in (CountryKind.NAME, CountryKind.SUBDIVISION):
            yield sense.code, sense.first_level
    if outer.toponym is not None:
        for place in outer.toponym.places:
            if place.kind == "1":
                yield place.code, place.first_level


def _lies_in(inner: Surface, code: str, first_level: str) -> bool:
    if inner.toponym is None or is_country_word(inner) and not inner.town_like and inner.senses[0].code != code and not inner.toponym:
        return False
    return any(place.code == code and (not first_level or place.first_level == first_level) for place in inner.toponym.places)


def settle_by_apposition(reading: Reading) -> Iterator[tuple[Surface, int, int, CountryKind]]:
    """Yield country words with the span of the place that they introduce: "the Russian border city of [Khasan]"."""
    text, words = reading.passage.text, reading.words
    for surface in reading.surfaces:
        if not is_country_word(surface) or surface.barred:
            continue
        index = surface.last + 1
        noun = ""
        seen = 0
        while index < len(words.words) and words.words[index][0].islower() and seen < 6:
            word = words.words[index]
            if word in PLACE_NOUNS:
                noun = word
            elif noun and word not in ("of", "called", "named", "the"):
                noun = ""
            index += 1
            seen += 1
        if not noun or index >= len(words.words) or not words.words[index][0].isupper():
            continue
        between = text[surface.end : words.starts[index]]
        if re.search(r"[.,;:!?()\"“”]", between):
            continue
        last = index
        while last + 1 < len(words.words) and last - index < 3 and words.words[last + 1][0].isupper():
            if text[words.ends[last] : words.starts[last + 1]] not in (" ", "-"):
                break
            last += 1
        if words.words[index - 1] == noun and noun not in NAMED_AFTER or words.words[index].isupper():
            continue
        kind = CountryKind.SUBDIVISION if noun in REGION_NOUNS else CountryKind.CITY
        yield surface, index, last, kind
