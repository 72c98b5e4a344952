"""What the words around a name say: whether it names a place at all, and whether it stands inside another name."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.core.extract.country_words import (
    COLOURS,
    CURRENCIES,
    DISEASES,
    DOLLARS,
    FRENCH_BEFORE_LANGUAGE,
    FRENCH_BREEDS,
    GENERIC,
    HEADLINE_VERBS,
    LANGUAGE_FOLLOWS,
    LANGUAGE_VERBS,
    LANGUAGE_WORDS,
    LANGUAGES,
    MONTHS,
    NO_SINGULAR_PERSON,
    PLACE_PREPOSITIONS,
    STREET_PLURALS,
    STREETS,
    THINGS,
    TITLES,
    TOWN_AFTER,
)
from monitor.core.extract.gazetteer import Gazetteer
from monitor.core.extract.passages import Passage
from monitor.core.extract.toponyms import Surface, Words, is_joint
from monitor.core.terms import CountryKind

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
ORGANISATION_LABELS = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
MEASURE_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
SHORT_CAPITALS = 4  # letters of a word in capitals that is more likely an acronym than a town
PRONOUN_VERBS = frozenset("give gives let tell tells help helps save show shows leave make makes join spare".split())
OWNED = frozenset("his her their my our your".split())  # "her German was better than her English"
SMALL_TWINS = frozenset("turkey china jersey guinea japan".split())
"""Countries' names that are words: at the head of a sentence the text's own small letters tell."""
SLACK = 4  # letters by which the model's entity may be longer than the name: "the ", "'s"

GOVERNMENT = re.compile(
    r"\b(?:ministry|ministries|minister|department|dept|government|parliament|senate|congress|council|courts?|police"
    r"|army|navy|air force|armed forces|military|forces|embassy|embassies|consulate|commission|commissioners?|bureau"
    r"|board|authority|office|service|reserve|central bank|national bank|state bank|treasury|attorney|mayor|assembly"
    r"|legislature|administration|customs|guard|brigade|regiment|troops|president|presidency|sheriff|constabulary|agency"
    r"|federation|union|republic|state|city of|town of|village of|county|parish|province|township|borough|district"
    r"|division|regional|municipal|fire|ambulance|health board|trust|house of|supreme|constitution|act|treaty)\b",
    re.IGNORECASE,
)
FACILITY = re.compile(
    r"\b(?:airport|airfield|hospital|clinic|prison|jail|gaol|base|barracks|port|harbou?r|station|bridge|stadium|arena"
    r"|courthouse|palace|castle|museum|cathedral|church|mosque|temple|cemetery|tower|tunnel|dam|plant|mine|park|gardens?"
    r"|zoo|highway|interstate|motorway|railway|canal|river|lake|mountains?|hills?|islands?|beach|bay|valley|forest|desert"
    r"|peninsula|sanctuary|lagoon|creek|falls|springs|square|hall|library|theatre|theater|hotel|inn|mall|center|centre"
    r"|detention|correctional|conservation|raceway|racecourse)\b",
    re.IGNORECASE,
)
OTHER_NAME = re.compile(
    r"\b(?:news agenc(?:y|ies)|information agency|press|presse|agence|times|post|news|journal|herald|tribune|gazette"
    r"|guardian|telegraph|globe|daily|chronicle|observer|mirror|star|sun|standard|express|mail|echo|courier|examiner"
    r"|inquirer|sentinel|bulletin|register|review|magazine|broadcasting|television|tv|radio|network|university|college"
    r"|schools?|academy|institute|party|democrats|club|fc|united|rovers|wanderers|athletic|airlines?|airways|inc"
    r"|corp|corporation|ltd|plc|llc|co|company|group|holdings|industries|motors|petroleum|oil|steel|telecom|insurance"
    r"|securities|partners|association|society|foundation|alliance|coalition|front|movement|red cross|orchestra"
    r"|festival|cup|open|championship|league)\b",
    re.IGNORECASE,
)
SURELY_GOVERNMENT = re.compile(r"\b(?:ministry|minister|police|sheriff|embassy|federal reserve)\b", re.IGNORECASE)
CENTRAL_BANK = re.compile(
    r"^(?:the )?bank of (?!america\b|ireland\b|scotland\b|china\b|nova scotia|montreal|new york|cyprus\b|india\b)",
    re.IGNORECASE,
)
STATE_OWNED = re.compile(
    r"['’]s (?:\w+ ){0,2}?(?:minister|ministry|government|parliament|king|queen|monarchy|president|presidency|army"
    r"|military|air force|security forces|border|borders|capital|central bank|constitution|embassy|ambassador|cabinet"
    r"|royal court|ruling|economy|opposition|territory)\b",
    re.IGNORECASE,
)
COMPANY_AFTER = re.compile(
    r"(?: [A-Z][\w&.-]*){1,4},? (?:Inc|Corp|Ltd|Plc|PLC|Pty|LLC|GmbH|AG|NV|N\.V|S\.A|SpA|AB|Oyj|Bhd|Pte)\b"
)
STREET_PAIR = re.compile(r"(?:,? and|/|-) ?[A-Z]\w+ (?:[Ss]treets?|[Aa]venues?|[Rr]oads?|[Bb]oulevards?|[Dd]rives?)\b")
TOWN_BEFORE = re.compile(
    r"\b\d{1,2},(?: of)?(?: the)? $|\b[Cc]ity of $|\btown of $"
    r"|\b(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive)\.?,? $"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the places of a dateline end, and whether it is one in the style of a world agency: "GENEVA, March 4 -"."""

    end: int
    by_wire: bool


@dataclass(slots=True)
class Reading:
    """A passage as it is read: its words, the names found in it, the model's entities, and its dateline."""

    passage: Passage
    words: Words
    surfaces: list[Surface]
    spans: Sequence[tuple[int, int, str]]
    dateline: Dateline | None = None

    def before(self, surface: Surface) -> str:
        """Return the word directly before a name, "" where there is none or more than a blank is between."""
        if not surface.first:
            return ""
        index = surface.first - 1
        gap = self.passage.text[self.words.ends[index] : surface.start]
        if is_joint(gap) or (gap == ". " and self.words.keys[index] in TITLES):
            return self.words.words[index]
        return ""

    def after(self, surface: Surface) -> str:
        """Return the word directly after a name, "" where there is none or more than a blank is between."""
        index = surface.last + 1
        if index >= len(self.words.words):
            return ""
        gap = self.passage.text[surface.end : self.words.starts[index]]
        return self.words.words[index] if is_joint(gap) else ""

    def in_capitals(self, surface: Surface) -> bool:
        """Tell whether a name stands among words in capitals: a headline or a dateline, where case says nothing."""
        words = self.words.words
        around = words[max(0, surface.first - 2) : surface.first] + words[surface.last + 1 : surface.last + 3]
        return surface.first == 0 or any(word.isupper() and len(word) > SHORT_CAPITALS for word in around)


def person_words(readings: Iterable[Reading]) -> set[str]:
    """Return the last words, in small letters, of every full name that the model sees in the article."""
    found: set[str] = set()
    for reading in readings:
        text = reading.passage.text
        for start, end, label in reading.spans:
            if label == "PERSON" and not text[start:end].isupper():  # of a headline in capitals it is half a guess
                parts = text[start:end].removesuffix("'s").removesuffix("’s").split()
                if len(parts) > 1:
                    found.add(parts[-1].strip(".,").lower())
    return found


def judge(reading: Reading, surface: Surface, gazetteer: Gazetteer, persons: set[str]) -> None:
    """Note on a surface why it names no place (``barred``), what it stands inside, and what comes around it."""
    surface.before, surface.after = reading.before(surface), reading.after(surface)
    surface.filed_from = reading.dateline is not None and surface.end <= reading.dateline.end
    surface.by_wire = surface.filed_from and reading.dateline is not None and reading.dateline.by_wire
    surface.barred = (
        _bar_as_measure(reading, surface)
        or _bar_as_french_language(reading, surface)
        or _bar_as_language(reading, surface, gazetteer)
        or _bar_as_thing(reading, surface)
        or _bar_as_street(reading, surface)
        or _bar_as_person(reading, surface, gazetteer, persons)
        or _bar_as_generic(reading, surface)
    )
    if not surface.barred:
        surface.inside = _what_holds(reading, surface)
        surface.town_like = _is_town_like(reading, surface)
        surface.owns_state = _owns_state(reading, surface)


def is_country_word(surface: Surface) -> bool:
    """Tell whether a name is that of a country or its people, not of a town."""
    return bool(surface.senses) and surface.senses[0].kind in (CountryKind.NAME, CountryKind.DEMONYM)


def is_demonym(surface: Surface) -> bool:
    """Tell whether a name is that of a people."""
    return bool(surface.senses) and surface.senses[0].kind is CountryKind.DEMONYM


def _bar_as_measure(reading: Reading, surface: Surface) -> str:
    text = reading.passage.text
    if surface.senses and "$" in (text[surface.end : surface.end + 1], text[surface.start - 1 : surface.start]):
        return "currency"
    if text[surface.start - 1 : surface.start] == "<" and text[surface.start : surface.end].isupper():
        return "ticker"
    if is_country_word(surface) and surface.after.lower() in (CURRENCIES if is_demonym(surface) else DOLLARS):
        return "currency"  # "Polish zloty", but not "Poland won"
    if is_demonym(surface) and surface.before.lower() in CURRENCIES and _is_small(reading, surface):
        return "currency"  # "franc suisse"
    alone = surface.span == (surface.start, surface.end)
    return "measure" if surface.label in MEASURE_LABELS and not surface.senses and not alone else ""


def _bar_as_language(reading: Reading, surface: Surface, gazetteer: Gazetteer) -> str:
    if surface.key not in LANGUAGES or not is_demonym(surface):
        return ""
    following, preceding = surface.after.lower(), surface.before.lower()
    if following in LANGUAGE_WORDS:
        return "language"
    if following and following not in LANGUAGE_FOLLOWS:
        return ""
    if preceding in LANGUAGE_VERBS or preceding in OWNED:
        return "language"
    if surface.key not in NO_SINGULAR_PERSON or preceding in ("the", "many", "most", "some", "all", "both"):
        return ""
    return "" if _is_beside_a_people(reading, surface, gazetteer) else "language"


def _is_small(reading: Reading, surface: Surface) -> bool:
    """Tell whether a name is written small: French adjectives and languages are, French people are not."""
    return reading.passage.text[surface.start].islower()


def _bar_as_french_language(reading: Reading, surface: Surface) -> str:
    """A French adjective may stand for the language: "le néerlandais recule", but not in "le russe Gazprom"."""
    if not is_demonym(surface) or not _is_small(reading, surface) or surface.after[:1].isupper():
        return ""
    elided = reading.passage.text[max(0, surface.start - 2) : surface.start].lower() in ("l'", "l’")
    return "language" if elided or surface.before.lower() in FRENCH_BEFORE_LANGUAGE else ""


def _is_beside_a_people(reading: Reading, surface: Surface, gazetteer: Gazetteer) -> bool:
    """Tell whether another people or country is named within three words: "Spanish, French and Mexican explorers"."""
    keys = reading.words.keys
    near = keys[max(0, surface.first - 3) : surface.first] + keys[surface.last + 1 : surface.last + 4]
    return any(key in gazetteer.words or key.upper() in gazetteer.acronyms for key in near)


def _heads_sentence(reading: Reading, start: int) -> bool:
    """Tell whether a word that begins here is the first of its sentence or line."""
    before = reading.passage.text[max(0, start - 3) : start].strip(" \"“‘'")
    return start == 0 or before[-1:] in (".", "!", "?", ":", "\n", "")


def _is_word_here(reading: Reading, surface: Surface) -> bool:
    """Tell whether a name heads its sentence and the text writes the word small too: "Turkey prices", "a turkey"."""
    text = reading.passage.text
    return _heads_sentence(reading, surface.start) and re.search(rf"(?<!\w){surface.key}s?(?!\w)", text) is not None


def _bar_as_thing(reading: Reading, surface: Surface) -> str:
    following = surface.after.lower()
    if is_demonym(surface) and (following in THINGS or _is_coloured_thing(reading, surface)):
        return "thing"
    if is_demonym(surface) and _is_of_others(reading, surface):
        return "people"
    if following in DISEASES and not (surface.senses and surface.senses[0].kind is CountryKind.NAME):
        return "disease"
    if is_demonym(surface) and surface.before.lower() in FRENCH_BREEDS and _is_small(reading, surface):
        return "thing"
    if surface.key in SMALL_TWINS and _is_word_here(reading, surface):
        return "thing"
    return ""


def _is_coloured_thing(reading: Reading, surface: Surface) -> bool:
    """Tell whether a colour stands between an adjective and a thing: "Australian black swan"."""
    words = reading.words.keys
    index = surface.last + 2
    return surface.after in COLOURS and index < len(words) and words[index] in THINGS


def _is_of_others(reading: Reading, surface: Surface) -> bool:
    """Tell whether the word before makes other people of it: "Cherokee Indians", "New Londoners"."""
    if surface.before == "New":
        return True
    return surface.key in ("indian", "indians") and _is_of_a_tribe(reading, surface)


def _is_of_a_tribe(reading: Reading, surface: Surface) -> bool:
    """Tell "Cherokee Indians" from "An Indian court": a word that heads its sentence has a capital anyhow."""
    before = surface.before
    if not before[:1].isupper() or before.lower() in MONTHS | {"the"}:
        return False
    start = reading.words.starts[surface.first - 1]
    return surface.span[0] <= start < surface.span[1] or not _heads_sentence(reading, start)


def _bar_as_street(reading: Reading, surface: Surface) -> str:
    following = surface.after.lower()
    if following in STREET_PLURALS or (
        surface.after[:1].isupper() and following in STREETS and not is_demonym(surface)
    ):
        return "street"
    return "street" if STREET_PAIR.match(reading.passage.text, surface.end) else ""


def _bar_as_person(reading: Reading, surface: Surface, gazetteer: Gazetteer, persons: set[str]) -> str:
    before, label = surface.before.lower(), surface.label
    if surface.key == "us" and surface.before.isupper() and before in PRONOUN_VERBS:
        return "pronoun"  # "GIVE US A CHANCE"
    after_capital = surface.before[:1].isupper()
    if after_capital and before in TITLES and label in ("", "PERSON", "WORK_OF_ART") and not is_demonym(surface):
        return "person"
    opens = surface.start == surface.span[0] and (is_demonym(surface) or _acts_in_headline(reading, surface, persons))
    if label == "PERSON" and _is_part(surface) and not opens:
        return "person"
    if surface.key in persons and label not in PLACE_LABELS and before not in PLACE_PREPOSITIONS:
        return "person"
    named = after_capital and before in gazetteer.first_names and before not in MONTHS
    return "person" if named and _is_surname(reading, surface) else ""


def _is_surname(reading: Reading, surface: Surface) -> bool:
    """Tell whether a name behind a first name is a surname: also "Carla Dade" that the model takes for a place."""
    if surface.label in PLACE_LABELS:
        return not surface.senses and _ends_span_of_two(reading, surface)
    return surface.label != "NORP" or not surface.after


def _acts_in_headline(reading: Reading, surface: Surface, persons: set[str]) -> bool:
    """Tell whether a country opens a headline that the model took for a person: "DENMARK SAYS", "Ghana Votes"."""
    if not is_country_word(surface) or surface.after.lower() in persons:
        return False
    start, end = surface.span
    return reading.passage.text[start:end].isupper() or surface.after.lower() in HEADLINE_VERBS


def _ends_span_of_two(reading: Reading, surface: Surface) -> bool:
    """Tell whether the model's entity is the word before this name and the name, nothing else."""
    return reading.words.starts[surface.first - 1] == surface.span[0] and surface.span[1] <= surface.end + SLACK - 1


def _is_part(surface: Surface) -> bool:
    """Tell whether the model's entity is longer than the name by more than an article or a possessive."""
    start, end = surface.span
    return end - start > surface.end - surface.start + SLACK - 1


def _bar_as_generic(reading: Reading, surface: Surface) -> str:
    if surface.senses:
        return ""
    spelled = reading.passage.text[surface.start : surface.end]
    if len(spelled) <= SHORT_CAPITALS and spelled.isupper() and not reading.in_capitals(surface):
        return "acronym"
    return "generic" if all(word in GENERIC for word in surface.key.split(" ")) else ""


def _is_town_like(reading: Reading, surface: Surface) -> bool:
    if surface.after.lower() in TOWN_AFTER:
        return True
    left = reading.passage.text[max(0, surface.start - 24) : surface.start]
    return TOWN_BEFORE.search(left) is not None


def _owns_state(reading: Reading, surface: Surface) -> bool:
    """Tell whether a country that people are called after has what only states have: "Jordan's foreign minister"."""
    if not is_country_word(surface) or not surface.senses[0].doubtful:
        return False
    return STATE_OWNED.match(reading.passage.text, surface.end) is not None


def _what_holds(reading: Reading, surface: Surface) -> str:
    """Return "government", "facility" or "name" for what a surface stands inside, "" where it stands alone."""
    start, end = surface.span
    text = reading.passage.text
    if not is_demonym(surface) and COMPANY_AFTER.match(text, surface.end):
        return "name"
    if surface.label in ORGANISATION_LABELS and end - start > surface.end - surface.start + SLACK:
        name = text[start:end]
    elif surface.label in ("", "PERSON", "ORG") and surface.after[:1].isupper() and not is_demonym(surface):
        name = text[surface.start : reading.words.ends[surface.last + 1]]
    else:
        return ""
    kind = kind_of_name(name)
    if kind:
        return kind
    # Without a word that says what it is, a model's organisation is doubtful: in capitals it is half the headline.
    return "" if name.isupper() or (is_country_word(surface) and not surface.after[:1].isupper()) else "name"


@functools.lru_cache(maxsize=8_192)
def kind_of_name(name: str) -> str:
    """Return what kind of name this is: "government", "facility", another "name", or "" where no word of it tells."""
    if OTHER_NAME.search(name) and not SURELY_GOVERNMENT.search(name):
        return "name"
    if CENTRAL_BANK.match(name) or GOVERNMENT.search(name):
        return "government"
    return "facility" if FACILITY.search(name) else ""
