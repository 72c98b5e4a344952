"""What kind of name a sighting is, corrected by the words around it, the name's own words and the gazetteer."""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.core.extract.names_people import PARTICLES
from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_sightings import KEPT_ANSWERS, MODEL, Sighting, goes_on, occurrences
from monitor.core.extract.names_sports import is_employer, is_sport, is_team
from monitor.core.extract.names_words import (
    EVENT_HEADS,
    FAITHS,
    FIRM_ORG_HEADS,
    FIRM_OWNED,
    FIRM_THINGS,
    MEDIA_NOUNS,
    ORG_HEADS,
    PLACE_HEADS,
    PLACE_NOUNS,
    PLACE_STARTS,
    SPEECH_VERBS,
    SURNAME_HEADS,
)
from monitor.core.terms import EntityType

PERSON, ORG, PLACE = EntityType.PERSON, EntityType.ORG, EntityType.PLACE
NORP, EVENT, PRODUCT, OTHER = EntityType.NORP, EntityType.EVENT, EntityType.PRODUCT, EntityType.OTHER

MOST_NAMES = 4  # words of a person's name
NO_PERSONS = frozenset(
    "new old north south east west northern southern eastern western central upper lower greater great united san "
    "santa saint st fort mount city town village international national bureau house street and & the republic "
    "democrats republicans labour labor conservatives greens studios films records entertainment games sports capital "
    "securities technologies systems solutions energy power oil gas foods hotels stores research associates "
    "university".split()
)
"""Words that stand in names of places and bodies, hardly in those of people."""

PORTFOLIOS = frozenset(
    "Agriculture Commerce Defence Defense Development Economy Education Energy Environment Finance Fisheries Foreign "
    "Health Home Housing Industry Interior Justice Labor Labour Mines Oil Planning Science Tourism Trade Transport "
    "Treasury".split()
)

CONTEXT = 60  # characters of the line that a rule sees on either side


@dataclass(slots=True)
class Seen:
    """A sighting with what a rule may look at: its words, and its line before and after it.

    Attributes:
        head: The word that says what it is, in lower case: the last one before "of" and the like.
        previous: The word before, without quotation marks; "" at the start of a line.
    """

    name: str
    words: tuple[str, ...]
    head: str
    type: EntityType
    before: str
    previous: str
    after: str
    text: str
    line_start: int
    places: PlaceNames

    @property
    def line(self) -> str:
        """The whole line."""
        line_end = self.text.find("\n", self.line_start)
        return self.text[self.line_start : line_end if line_end >= 0 else len(self.text)]


Rule = Callable[[Seen], EntityType | None]

AFTER_MEDIA = re.compile(rf"\b{MEDIA_NOUNS}\s*,?\s*[\"“‘']?$", re.IGNORECASE)
BEFORE_MEDIA = re.compile(rf"[\"”’']?\s+(?:{MEDIA_NOUNS}|agency|television|radio)\b")
AFTER_PLACE_NOUN = re.compile(rf"\b{PLACE_NOUNS} of (?:the )?$", re.IGNORECASE)
BEFORE_PLACE_NOUN = re.compile(rf"\s+{PLACE_NOUNS}\b(?! (?:council|police|government|court|hall|school))")
TITLE_BEFORE = frozenset(
    "Mr Mrs Ms Dr Prof Professor Sir Senator Sen Rep Gen General Colonel Col Lt Capt Sgt Judge Justice President "
    "Chancellor Premier Minister Secretary Governor Gov Mayor Ambassador Bishop Cardinal Spokesman spokesman "
    "Spokeswoman spokeswoman Coach coach Striker striker Midfielder midfielder Defender defender Goalkeeper goalkeeper "
    "Captain captain".split()
)
MEDIA_BEFORE = frozenset(
    "newspaper newspapers daily dailies weekly magazine magazines tabloid tabloids broadcaster broadcasters newswire "
    "newswires wire wires agency agencies site sites channel channels outlet outlets portal portals station stations "
    "network networks website websites".split()
)
"""The last words of MEDIA_NOUNS: a quick look before the pattern is tried."""
IN_PLACE = frozenset("in In near Near outside Outside around Around from into Into leaving toward towards".split())
LIVES = re.compile(
    r"\s(?:(?:co-)?starred|married|graduated|was born|was married|was educated|retired|resigned|tweeted|himself|"
    r"herself|and (?:his|her) (?:wife|husband|family|father|mother|brother|sister|son|daughter))\b|"
    r"['’]s? (?:wife|husband|father|mother|brother|sister|son|daughter|widow|girlfriend|lawyer|career|death)\b"
)
ACTS = re.compile(
    r"\s(?:(?:will|would|has|had|also|later)\s){0,2}(?:travel|fly|fl[ei]w|flies|left|leaves?|arrived?|arrives|visit(?:s|ed)?|"
    r"met|meets?|spoke|speaks?|stay(?:s|ed)?|walk(?:s|ed)?|step(?:s|ped)?|told|tells|thinks?|knew|knows|smiled|laughed|"
    r"took office|was elected|was arrested|was sworn)\b|"
    r"['’]s (?:first|second|third|last|next) (?:visit|trip|term|speech)\b"
)
BEFORE_ROLE = re.compile(
    r",\s(?:(?:an?|the|who is|former|then|deputy|senior|assistant|associate|executive|managing|vice|acting|his|her|its|"
    r"their)\s){0,3}(?:[a-z-]+\s){0,2}"
    r"(?:head|director|professor|lecturer|researcher|fellow|analyst|economist|strategist|historian|spokesman|spokeswoman|"
    r"spokesperson|minister|lawyer|attorney|editor|correspondent|executive|chairman|chairwoman|chairperson|secretary|"
    r"president|founder|owner|manager|coach|captain|teacher|farmer|doctor|nurse|surgeon|engineer|scientist|biologist|"
    r"geologist|epidemiologist|expert|specialist|resident|mother|father|widow|activist|campaigner|organi[sz]er|ombudsman|"
    r"adviser|advisor|ambassador|envoy|diplomat|lawmaker|legislator|councillor|councilman|councilwoman|commissioner|"
    r"judge|prosecutor|governor|mayor|author|writer|poet|novelist|singer|actor|actress|painter|architect|fisherman|"
    r"shopkeeper|baker|driver|student|volunteer)\b(?=\s(?:of|at|for|with|in|from|and|who|on)\b|,)|,\sof\s[A-Z]"
)
BEFORE_AGE = re.compile(r",\s\d\d(?:,|\s?[.;])")
BEFORE_SPEECH = re.compile(rf"\s+{SPEECH_VERBS}\b")
AFTER_FIRM = re.compile(
    rf" {FIRM_THINGS}\b|['’]s? (?:[a-z]+(?:-[a-z]+)? ){{0,2}}?{FIRM_OWNED}\b|, which\b", re.IGNORECASE
)
BEFORE_FIRM = ("hares of ", "hareholders of ", "ubsidiary of ", "unit of ", "ounder of ")
AFTER_TOWN = re.compile(
    r" (?:police|residents?|homes|firefighters|councill?ors|city council|town council|hospital|courthouse|high school"
    r"|man|woman|couple|teenager|native)\b"
)
ACRONYM = re.compile(r"(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6})")
MODEL_NUMBER = re.compile(r"[A-Z]{1,5}-\d+[A-Za-z]?")
UNQUOTED = re.compile(r"[\"”’](?!\w)")
AFTER_POST = re.compile(r"\b(?:head|director|chief|chair|manager) of (?:the )?$")
BEFORE_EMPLOYER = re.compile(r"(?: [a-z]+){0,2} (?:at|with|for) (?:the )?[A-Z]")


def correct_type(text: str, sighting: Sighting, places: PlaceNames) -> Sighting:
    """Return the sighting with the type that the first fitting rule gives; itself where none fits."""
    if sighting.type is not PERSON and (national := _national(sighting.name, places)) is not None:
        return sighting.typed(national, "country name")
    line_start = text.rfind("\n", 0, sighting.start) + 1
    before = text[max(line_start, sighting.start - CONTEXT) : sighting.start]
    after = text[sighting.end : sighting.end + CONTEXT].split("\n", maxsplit=1)[0]
    words, head = _words_and_head(sighting.name)
    near = before[-25:].split()
    previous = near[-1].strip('"“‘,.') if near else ""
    seen = Seen(sighting.name, words, head, sighting.type, before, previous, after, text, line_start, places)
    for rule, name in RULES_OF[sighting.type]:
        found = rule(seen)
        if found is not None:
            return sighting.typed(found, name)
    return sighting


@functools.lru_cache(maxsize=KEPT_ANSWERS)
def _words_and_head(name: str) -> tuple[tuple[str, ...], str]:
    words = tuple(name.split())
    joint = next((i for i, word in enumerate(words) if i and word in ("of", "for", "de", "on", "in")), None)
    return words, words[joint - 1 if joint else -1].lower().rstrip(".")


def is_topic(text: str, sighting: Sighting) -> bool:
    """Whether a place is only what somebody's post is about: "head of Asia at the Institute"."""
    if sighting.type is not PLACE:
        return False
    before = text[max(0, sighting.start - CONTEXT) : sighting.start]
    return before.endswith((" of ", " of the ")) and bool(
        AFTER_POST.search(before) and BEFORE_EMPLOYER.match(text, sighting.end)
    )


def is_common_word(text: str, sighting: Sighting) -> bool:
    """Whether a single word that heads its sentence is written small elsewhere: "Volunteer drivers", "a volunteer"."""
    name = sighting.name
    if sighting.rule != MODEL or not name.isalpha() or not name[1:].islower() or sighting.type is NORP:
        return False
    before = text[max(0, sighting.start - 3) : sighting.start].rstrip(" \"“‘'")
    heads = not before or before[-1] in ".!?\n:"
    return heads and any(
        not (goes_on(before) or before in (".", "@") or goes_on(after[:1]) or after[:1] == "@")
        and not (after[:1] == "." and goes_on(after[1:]))
        for before, after in occurrences(text, name.lower())
    )


def is_portfolio(text: str, sighting: Sighting) -> bool:
    """Whether an organisation is only what a minister minds: "Commerce Minister"."""
    return (
        sighting.type is ORG
        and sighting.name in PORTFOLIOS
        and text.startswith((" Minister", " Secretary", " minister", " secretary"), sighting.end)
    )


def _national(name: str, places: PlaceNames) -> EntityType | None:
    """A country is a place; its adjective a nationality."""
    if places.country(name):
        return PLACE
    return NORP if places.is_demonym(name) else None


def _country_name(seen: Seen) -> EntityType | None:
    """ "Jordan" is a country, but not in "Jordan, 45,"."""
    return None if BEFORE_AGE.match(seen.after) else _national(seen.name, seen.places)


def _lives(seen: Seen) -> EntityType | None:
    """ "Preston starred", "Preston's wife"."""
    return PERSON if LIVES.match(seen.after) and not seen.places.country(seen.name) else None


def _acts(seen: Seen) -> EntityType | None:
    """ "Suparno will travel": of a single name that no map knows, what only people do makes a person."""
    if len(seen.words) > 1 or not ACTS.match(seen.after) or seen.previous in IN_PLACE:
        return None
    return None if seen.places.is_place(seen.name) else PERSON


def _media_outlet(seen: Seen) -> EntityType | None:
    """ "the newspaper La Hora", "La Hora newspaper"."""
    if (
        seen.previous.lower() in MEDIA_BEFORE
        and AFTER_MEDIA.search(seen.before)
        and not seen.places.is_place(seen.name)
    ):
        return ORG
    if BEFORE_MEDIA.match(seen.after) and not seen.places.is_place(seen.name):
        return ORG
    return None


def _titled(seen: Seen) -> EntityType | None:
    """ "Mr Castle", "coach Preston"."""
    if seen.previous in TITLE_BEFORE:
        return PERSON if len(seen.words) <= 3 and seen.head not in ORG_HEADS else None
    return None


def _posted(seen: Seen) -> EntityType | None:
    """ "Preston Vale, head of research at": of a full name that no map knows, a post makes a person."""
    return PERSON if BEFORE_ROLE.match(seen.after) and _is_full_name(seen) else None


def _speaks(seen: Seen) -> EntityType | None:
    """ "Preston Vale said": a full name that no map knows does not speak as a place."""
    return PERSON if BEFORE_SPEECH.match(seen.after) and _is_full_name(seen) else None


def _is_full_name(seen: Seen) -> bool:
    """Whether these may be a first name and a surname: capitalised words without one that says something else."""
    if not 2 <= len(seen.words) <= MOST_NAMES or seen.places.is_place(seen.name):
        return False
    if not all(word[0].isupper() or word in PARTICLES for word in seen.words) or seen.name.isupper():
        return False
    lowered = {word.lower().strip(".,") for word in seen.words}
    return not lowered & (ORG_HEADS | PLACE_HEADS | EVENT_HEADS | NO_PERSONS)


def _firm(seen: Seen) -> EntityType | None:
    """ "Norfell's customers", "the Norfell subsidiary": of a single name, what only firms have makes a firm."""
    if len(seen.words) > 1:
        return None
    if not AFTER_FIRM.match(seen.after) and not seen.before.endswith(BEFORE_FIRM):
        return None
    return None if seen.previous in TITLE_BEFORE else ORG


def _town(seen: Seen) -> EntityType | None:
    """ "Larkton police" where the gazetteer knows a Larkton."""
    if len(seen.words) > 2 or not AFTER_TOWN.match(seen.after):
        return None
    if seen.previous in TITLE_BEFORE or seen.name.isupper():
        return None
    return PLACE if seen.places.is_place(seen.name) else None


def _aged(seen: Seen) -> EntityType | None:
    """ "Preston, 45, said"."""
    return PERSON if BEFORE_AGE.match(seen.after) else None


def _place_noun(seen: Seen) -> EntityType | None:
    """ "the border town of Ruhama", "Ruhama district"."""
    if seen.before.endswith((" of ", " of the ")) and AFTER_PLACE_NOUN.search(seen.before):
        return PLACE
    if seen.type is not NORP and BEFORE_PLACE_NOUN.match(seen.after) and len(seen.words) <= 2:
        return PLACE
    return None


def _event_head(seen: Seen) -> EntityType | None:
    """ "the Harbour Cup"."""
    return EVENT if len(seen.words) > 1 and seen.head in EVENT_HEADS else None


def _organisation_head(seen: Seen) -> EntityType | None:
    """ "Port Authority", "Eastern Bank"."""
    if len(seen.words) < 2:
        return None
    if seen.type is PERSON and seen.head in SURNAME_HEADS:
        return None
    heads = FIRM_ORG_HEADS if seen.type is PLACE and "for" not in seen.words else ORG_HEADS
    return ORG if seen.head in heads else None


def _place_head(seen: Seen) -> EntityType | None:
    """ "Lake Street", "Northern Islands"."""
    if len(seen.words) < 2 or (seen.type is PERSON and seen.head in SURNAME_HEADS):
        return None
    return PLACE if seen.head in PLACE_HEADS or seen.words[0].lower() in PLACE_STARTS else None


def _faith(seen: Seen) -> EntityType | None:
    """Religions and creeds are communities, not bodies."""
    return NORP if seen.name.lower() in FAITHS else None


def _model_number(seen: Seen) -> EntityType | None:
    """ "KT-100"."""
    return PRODUCT if MODEL_NUMBER.fullmatch(seen.name) else None


def _acronym(seen: Seen) -> EntityType | None:
    """An acronym that is no place and not said to be anything else is an organisation."""
    if not ACRONYM.fullmatch(seen.name) or seen.places.is_place(seen.name):
        return None
    return ORG if seen.type is not PLACE or BEFORE_SPEECH.match(seen.after) else None


def _work_title(seen: Seen) -> EntityType | None:
    """A name of a person or place alone between quotation marks is the title of something."""
    return OTHER if seen.before.endswith(('"', "“", "‘")) and UNQUOTED.match(seen.after) else None


def _team(seen: Seen) -> EntityType | None:
    """ "a goal against Leeds"; a country plays as itself."""
    if seen.type is PERSON and len(seen.words) > 1 and not seen.places.is_place(seen.name):
        return None
    if seen.type is not PERSON or seen.places.is_place(seen.name):
        is_one = is_team(seen.before, seen.after)
    else:
        is_one = is_employer(seen.before)
    return ORG if is_one and is_sport(seen.line) else None


def _known_place(seen: Seen) -> EntityType | None:
    """ "in Ruhama," where the gazetteer knows a Ruhama."""
    if seen.type is PERSON and len(seen.words) > 2:
        return None
    if seen.type is ORG and ACRONYM.fullmatch(seen.name):
        return None
    if seen.previous not in IN_PLACE and not _is_spoken_of(seen):
        return None
    return PLACE if seen.places.is_place(seen.name) else None


def _is_spoken_of(seen: Seen) -> bool:
    """ "Reykjavik said on Wednesday", "a dock at Aalborg": where no sport is spoken of, the town and no club.

    Only a capital is taken for what speaks: other towns are surnames, too.
    """
    if seen.type is not ORG:
        return False
    speaks = BEFORE_SPEECH.match(seen.after) is not None and seen.places.is_capital(seen.name)
    return (speaks or seen.previous == "at") and not is_sport(seen.line)


ANY = frozenset(EntityType)
MADE_THINGS = frozenset({ORG, PLACE, PRODUCT, OTHER})

RULES: Sequence[tuple[Rule, frozenset[EntityType]]] = (
    (_country_name, ANY),
    (_titled, MADE_THINGS | {NORP}),
    (_aged, MADE_THINGS),
    (_posted, ANY - {PERSON}),
    (_speaks, frozenset({PLACE, OTHER, PRODUCT, NORP})),
    (_lives, frozenset({ORG, PLACE, PRODUCT})),
    (_acts, frozenset({PLACE})),
    (_media_outlet, ANY - {ORG, EVENT}),
    (_place_noun, frozenset({PERSON, ORG, PRODUCT, NORP, OTHER})),
    (_firm, frozenset({PERSON})),
    (_town, frozenset({PERSON, ORG})),
    (_faith, ANY - {NORP}),
    (_event_head, MADE_THINGS | {PERSON}),
    (_organisation_head, frozenset({PERSON, PLACE, NORP, PRODUCT, OTHER})),
    (_place_head, frozenset({ORG, PERSON, PRODUCT, OTHER, NORP})),
    (_model_number, frozenset({ORG, PERSON, PLACE})),
    (_work_title, frozenset({PERSON, PLACE})),
    (_acronym, frozenset({PERSON, NORP, PLACE})),
    (_team, frozenset({PLACE, OTHER, PRODUCT, PERSON})),
    (_known_place, ANY - {EVENT}),
)
"""In the order of their certainty, each with the types of names that it may change."""

RULES_OF = {
    type_: tuple((rule, rule.__name__.strip("_").replace("_", " ")) for rule, types in RULES if type_ in types)
    for type_ in EntityType
}
