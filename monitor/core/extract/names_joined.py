"""Names that a model cut in two or saw in part: a surname left over, a country's full name, the name in its own script.

"Rekan Saver, 20," is one person, "French Guiana" one country, and "Xi Jinping (习近平)" names one person twice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from monitor.core.extract.names_people import PARTICLES
from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_sightings import MODEL, Sighting, sight
from monitor.core.extract.names_words import CALENDAR_WORDS
from monitor.core.terms import EntityType

MOST_WORDS = 6  # of a person's name that two spans make
SURNAME_BEFORE_AGE = re.compile(r" (?P<surname>[^\W\d_a-zß-öø-ÿ][\w'’-]+)(?=, (?:aged )?\d\d(?:,|\.))")
REST_OF_COUNTRY = re.compile(r"(?: (?:and |& )?[A-Z][a-z]+){1,3}")
NOT_LATIN = r"[Ͱ-ϿЀ-ԯԱ-֏֐-׿؀-ۿऀ-ൿ฀-๿Ⴀ-ჿ぀-ヿ一-鿿가-힯]"
OTHER_SCRIPT = rf"{NOT_LATIN}(?:[{NOT_LATIN[1:-1]}\s.'’·-]{{0,60}}{NOT_LATIN})?"
IN_BRACKETS = re.compile(rf"\s?[(（]\s?(?P<name>{OTHER_SCRIPT})\s?[)）,;]")
BEFORE_BRACKET = re.compile(rf"(?P<name>{OTHER_SCRIPT})\s?[(（]\s?$")
LONGEST_BEFORE = 70  # characters looked back for a name in another script


def join_names(text: str, sightings: Sequence[Sighting], places: PlaceNames) -> list[Sighting]:
    """Return the sightings of a passage, those that are parts of one name joined."""
    whole = [_whole_country(text, _with_surname(text, sighting), places) for sighting in sightings]
    joined: list[Sighting] = []
    for sighting in whole:
        if not joined or joined[-1].end <= sighting.start:
            if joined and _are_one_person(text, joined[-1], sighting, places):
                joined.append(sight(text, joined.pop().start, sighting.end, EntityType.PERSON, "joined"))
            else:
                joined.append(sighting)
    return joined


def _with_surname(text: str, sighting: Sighting) -> Sighting:
    """Return a person of whom the model saw the first name only with the surname that stands before the age."""
    if sighting.type is not EntityType.PERSON:
        return sighting
    rest = SURNAME_BEFORE_AGE.match(text, sighting.end)
    if rest is None or rest["surname"] in CALENDAR_WORDS:
        return sighting
    return sight(text, sighting.start, rest.end(), EntityType.PERSON, "age")


def _whole_country(text: str, sighting: Sighting, places: PlaceNames) -> Sighting:
    """Return a country's full name where the model saw its first word only: "French" in "French Guiana"."""
    if sighting.type not in (EntityType.NORP, EntityType.PLACE) or " " in sighting.name:
        return sighting
    rest = REST_OF_COUNTRY.match(text, sighting.end)
    if rest is None:
        return sighting
    end = rest.end()
    while end > sighting.end:
        if places.country(text[sighting.start : end]):
            return sight(text, sighting.start, end, EntityType.PLACE, "country name")
        end = text.rfind(" ", sighting.end, end)
    return sighting


def _are_one_person(text: str, first: Sighting, second: Sighting, places: PlaceNames) -> bool:
    """Whether two spans side by side are one name: "Ana Ruiz" + "de Vega", "Carl Joseph Vallin" + "Dubrel"."""
    if first.type is not EntityType.PERSON or text[first.end : second.start] != " ":
        return False
    words = len(first.name.split()) + len(second.name.split())
    if words > MOST_WORDS or second.rule != MODEL:
        return False
    if second.type is EntityType.PERSON:
        return second.name.split()[0] in PARTICLES
    alone = second.type is EntityType.PLACE and " " not in second.name and not second.name.isupper()
    return alone and " " in first.name and not places.is_place(second.name)


def find_transcribed(text: str, sightings: Iterable[Sighting]) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield each name that stands in another script beside its Latin spelling, with that one.

    Both "Xi Jinping (习近平)" and "习近平 (Xi Jinping)" are read.
    """
    if text.isascii():
        return
    for latin in sightings:
        if latin.type not in (EntityType.PERSON, EntityType.ORG, EntityType.PLACE):
            continue
        if re.match(NOT_LATIN, latin.name):
            continue
        low = max(0, latin.start - LONGEST_BEFORE)
        found = IN_BRACKETS.match(text, latin.end) or BEFORE_BRACKET.search(text[low : latin.start])
        if found is not None:
            shift = 0 if found.re is IN_BRACKETS else low
            start, end = found.span("name")
            yield sight(text, shift + start, shift + end, latin.type, "in its own script"), latin
