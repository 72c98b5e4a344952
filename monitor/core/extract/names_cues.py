"""Names that the words beside them announce, seen by a model or not: "the newspaper La Hora", "KBN reported"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_sightings import Sighting, sight
from monitor.core.extract.names_spans import skip_titles
from monitor.core.extract.names_words import CALENDAR_WORDS, MEDIA_NOUNS, ORG_HEADS, SPEECH_VERBS
from monitor.core.extract.recase import SMALL_WORDS
from monitor.core.terms import EntityType

CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’&.-]*\w"
OUTLET = re.compile(
    rf"\b(?=[dmnrtwb]){MEDIA_NOUNS}\s[\"“‘]?(?P<name>{CAPITALISED}(?:\s(?:{CAPITALISED}|de|la|el|al|of|the))*)(?<!['’]s)"
)
OUTLET_FIRST = re.compile(
    rf"[Tt](?<!\w[Tt])he\s(?P<name>{CAPITALISED}(?:\s{CAPITALISED}){{0,3}})\s(?:newspaper|daily|magazine|weekly|tabloid|"
    r"broadcaster|news\sagency|news\ssite|news\swebsite)\b"
)
NO_BODIES = frozenset("TV MP PM CEO VP DJ DA AG PR QC KC IT AI OK ID".split())
SPEAKING_ACRONYM = re.compile(
    rf"(?P<name>[A-Z](?<![\w.&-].)[A-Z]{{1,5}})(?:\s(?:had|has|also|later))?\s{SPEECH_VERBS}\b"
)
MEDIA_SIGN = re.compile(r"d(?:aily|ailies)|magazine|news|radio|t(?:abloid|v |elevision)|we(?:ekly|bsite)|broadcaster")
"""What is in each noun for a medium: a quick look before the patterns are tried."""

AGE = re.compile(r", (?:aged )?(?:1[6-9]|[2-9]\d),\s(?=[a-z])")
BEFORE_THE_AGE = re.compile(
    rf"(?<![\w.’'-])(?P<name>{CAPITALISED}(?:\s(?:{CAPITALISED}|[A-Z]\.|de|van|von|al|el|bin)){{0,3}})$"
)
LONGEST_AGED = 60  # characters of a name before its age
FRENCH_OUTLET = re.compile(
    rf"\b(?:quotidien|journal|hebdomadaire|mensuel)\s[\"“«]?\s?(?P<name>{CAPITALISED}(?:\s(?:{CAPITALISED}|de|du|la|le))*)"
)


class Cue(NamedTuple):
    """A pattern that announces a ``name``, what is always in a match of it, and what it never announces."""

    pattern: re.Pattern[str]
    rule: str
    sign: re.Pattern[str] | None = None
    excluded: frozenset[str] = frozenset()


CUES: Mapping[str, Sequence[Cue]] = {
    "en": (
        Cue(OUTLET, "media outlet", sign=MEDIA_SIGN),
        Cue(OUTLET_FIRST, "media outlet", sign=MEDIA_SIGN),
        Cue(SPEAKING_ACRONYM, "speaking acronym", excluded=NO_BODIES),
    ),
    "fr": (Cue(FRENCH_OUTLET, "media outlet"),),
}


def find_cued(
    text: str, seen: Sequence[Sighting], places: PlaceNames, language: str | None = None
) -> Iterator[Sighting]:
    """Yield the names that their company gives away, in no order; they may overlap those ``seen``."""
    if (language or "en") == "en":
        yield from _find_aged(text, seen, places)
    cues = CUES.get(language or "en", ())
    signs = {sign for sign in {cue.sign for cue in cues} if sign is None or sign.search(text)}
    for cue in cues:
        if cue.sign not in signs:
            continue
        for match in cue.pattern.finditer(text):
            name = match["name"]
            if name not in cue.excluded and not places.is_place(name) and not places.is_demonym(name):
                yield sight(text, *match.span("name"), EntityType.ORG, cue.rule)


def _find_aged(text: str, seen: Sequence[Sighting], places: PlaceNames) -> Iterator[Sighting]:
    """Yield the people whose age follows: "Rekan Saver, 20, was", but not "Boston, 45, Denver" nor "May, 20,"."""
    for age in AGE.finditer(text):
        low = max(age.start() - LONGEST_AGED, *(sighting.end for sighting in seen if sighting.start < age.start()), 0)
        match = BEFORE_THE_AGE.search(text[low : age.start()]) if low < age.start() else None
        if match is None:
            continue
        start, end = _without_opening(text, low + match.start(), age.start()), age.start()
        name = text[start:end]
        words = name.split()
        if not words or words[0] in CALENDAR_WORDS or name.isupper() or places.is_place(name):
            continue
        if ORG_HEADS.isdisjoint({word.lower() for word in words}):
            yield sight(text, start, end, EntityType.PERSON, "age")


def _without_opening(text: str, start: int, end: int) -> int:
    """Return where a name begins behind the word that opens its sentence: "On", "In", "Incumbent Grey Tolver"."""
    first = text[start:end].split(maxsplit=1)[0]
    opens = text[max(0, start - 2) : start].strip(" \"“‘'")[-1:] in ("", ".", "!", "?", "\n")
    if opens and (first.lower() in SMALL_WORDS or text.count(" ", start, end) > 1):
        start = min(end, start + len(first) + 1)
    return skip_titles(text, start, end)
