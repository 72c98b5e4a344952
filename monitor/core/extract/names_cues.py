"""Names that the words beside them announce, seen by a model or not: "the newspaper La Hora", "KBN reported"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_sightings import Sighting, sight
from monitor.core.extract.names_words import MEDIA_NOUNS, SPEECH_VERBS
from monitor.core.terms import EntityType

CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’&.-]*\w"
OUTLET = re.compile(
    rf"\b(?=[dmnrtwb]){MEDIA_NOUNS}\s[\"“‘]?(?P<name>{CAPITALISED}(?:\s(?:{CAPITALISED}|de|la|el|al|of|the))*)(?<!['’]s)"
)
OUTLET_FIRST = re.compile(
    rf"[Tt](?<!\w[Tt])he\s(?P<name>{CAPITALISED}(?:\s{CAPITALISED}){{0,3}})\s(?:newspaper|daily|magazine|weekly|tabloid|"
    r"broadcaster|news\sagency|news\ssite|news\swebsite)\b"
)
NO_BODIES = r"(?!(?:TV|MPs?|PM|CEO|VP|DJ|DA|AG|PR|QC|KC|IT|AI|OK|ID)\b)"
SPEAKING_ACRONYM = re.compile(
    rf"(?<![\w.&-]){NO_BODIES}(?P<name>[A-Z]{{2,6}})(?:\s(?:had|has|also|later))?\s{SPEECH_VERBS}\b"
)

FRENCH_OUTLET = re.compile(
    rf"\b(?:quotidien|journal|hebdomadaire|mensuel)\s[\"“«]?\s?(?P<name>{CAPITALISED}(?:\s(?:{CAPITALISED}|de|du|la|le))*)"
)
CUES: Mapping[str, Sequence[tuple[re.Pattern[str], str]]] = {
    "en": ((OUTLET, "media outlet"), (OUTLET_FIRST, "media outlet"), (SPEAKING_ACRONYM, "speaking acronym")),
    "fr": ((FRENCH_OUTLET, "media outlet"),),
}


def find_cued(text: str, places: PlaceNames, language: str | None = None) -> Iterator[Sighting]:
    """Yield the organisations that their company gives away, in no order; they may overlap others."""
    for pattern, rule in CUES.get(language or "en", ()):
        for match in pattern.finditer(text):
            if not places.is_place(match["name"]) and not places.is_demonym(match["name"]):
                yield sight(text, *match.span("name"), EntityType.ORG, rule)
