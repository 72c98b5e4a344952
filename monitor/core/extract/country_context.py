"""What the words around a name say: whether it names a place at all, and whether it stands inside another name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from monitor.core.extract.gazetteer import Gazetteer
from monitor.core.extract.passages import Passage
from monitor.core.extract.toponyms import Surface, Words
from monitor.core.records import CountryKind

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
ORGANISATION_LABELS = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
OTHER_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})

SHORT_CAPITALS = 4  # letters of a word in capitals that is more likely an acronym than a town
CURRENCIES = frozenset(
    "dollar dollars dlr dlrs franc francs mark marks pound pounds krone kroner krona kronor crown crowns peso pesos rupee"
    " rupees yen won yuan lira lire ruble rubles rouble roubles riyal riyals dinar dinars dirham dirhams real reais rand"
    " shilling shillings escudo escudos peseta pesetas guilder guilders schilling schillings markka forint zloty baht"
    " ringgit cents bucks".split()
)
LANGUAGE_WORDS = frozenset(
    "language languages speaker speakers speaking lesson lessons translation translations subtitles grammar dialect"
    " alphabet spelling dictionary literature".split()
)
LANGUAGES = frozenset(
    "english french spanish german italian portuguese dutch russian polish danish swedish norwegian finnish greek turkish"
    " arabic hebrew hindi urdu chinese japanese korean welsh irish scottish gaelic czech hungarian romanian ukrainian"
    " serbian croatian vietnamese thai persian catalan".split()
)
NO_SINGULAR_PERSON = frozenset("english french spanish dutch polish danish swedish finnish turkish welsh irish".split())
LANGUAGE_FOLLOWS = frozenset(
    "will would can could should may might has had have remains provides remain became becomes were are do does".split()
)
LANGUAGE_VERBS = frozenset("in into speak speaks spoke spoken speaking learn learning learned teach taught teaches fluent".split())
ENDS_PHRASE = frozenset("and or but to as is was at for with on fluently well when that which who than".split())
THINGS = frozenset(
    "bulldog bulldogs shepherd shepherds terrier terriers spaniel spaniels setter retriever retrievers poodle poodles hound"
    " mastiff goose geese swan cat cats cocker springer toast fries kiss onion horn press dressing bread pastry roulette"
    " salad vodka muffin muffins breakfast sausage sausages flu measles encephalitis fever moss ivy oak knotweed beetle"
    " hornet auction courage oven door doors window windows restaurant restaurants food foods cuisine dish dishes takeaway"
    " cooking recipe recipes bistro cafe eatery steakhouse heritage ancestry descent extraction cotton rock toffee stew"
    " architecture mansion townhouse townhouses terrace coffee wolfhound sheepdog rottweiler mountain orthodox baccalaureate guns connection".split()
)
DISEASE_WORDS = frozenset(
    "virus viruses disease fever hemorrhagic haemorrhagic syndrome flu strain strains encephalitis ebolavirus species".split()
)
STREETS = frozenset(
    "street streets st road roads rd avenue avenues ave drive drives dr lane ln boulevard blvd parade terrace crescent"
    " close parkway pike turnpike square circus row circle loop trail expressway plaza rue".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady dame judge justice sgt capt lt col maj gen cpl pvt rev fr prof sheikh prince"
    " princess queen king pope cardinal father brother sister deputy officer detective constable inspector councillor"
    " councilman councilwoman senator sen rep congressman congresswoman governor gov mayor coach pc det trooper".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest upper lower"
    " northeastern northwestern southeastern southwestern north-east mid far inner outer greater downtown rural".split()
)
GENERIC = DIRECTIONS | MONTHS | frozenset(
    "city park metro centre center first second third district beach airport station valley river side shore coast bar"
    " airport hill hills lake point bay port island islands village town county parish province state region national"
    " international road street church school college university hospital house hall court square bridge market club"
    " southland midland midlands union republic kingdom federal democratic people peoples old new st ste mt ft the of"
    " and la el de del san santa los las le les da do ward commune department zone area territory capital plateau delta"
    " division section unit green blue red black white grand great little big long high royal sun moon day night nord sud".split()
)
PLACE_PREPOSITIONS = frozenset("in at near from to outside around across throughout toward towards via between into leaving".split())

GOVERNMENT = re.compile(
    r"\b(?:ministry|ministries|minister|department|dept|government|parliament|senate|congress|council|court|courts|police"
    r"|army|navy|air force|armed forces|military|forces|embassy|consulate|commission|commissioner|commissioners|bureau"
    r"|board|authority|office|service|reserve|central bank|national bank|state bank|treasury|attorney|mayor|assembly"
    r"|legislature|administration|customs|guard|brigade|regiment|troops|president|presidency|sheriff|constabulary|agency"
    r"|embassies|federation|union|republic|state|city of|town of|village of|county|parish|province|township|borough"
    r"|district|division|regional|municipal|fire|ambulance|health board|trust|house of|supreme|constitution|act|treaty)\b",
    re.IGNORECASE,
)
FACILITY = re.compile(
    r"\b(?:airport|airfield|hospital|clinic|prison|jail|gaol|base|barracks|port|harbour|harbor|station|bridge|stadium"
    r"|arena|court|courthouse|palace|castle|museum|cathedral|church|mosque|temple|cemetery|tower|tunnel|dam|plant|mine"
    r"|park|gardens?|zoo|highway|interstate|motorway|railway|canal|river|lake|mountains?|hills?|island|islands|beach"
    r"|bay|valley|forest|desert|peninsula|reserve|sanctuary|lagoon|creek|falls|springs|square|hall|library|theatre"
    r"|theater|hotel|inn|mall|center|centre|detention|correctional|conservation|raceway|racecourse)\b",
    re.IGNORECASE,
)
OTHER_NAME = re.compile(
    r"\b(?:news agency|news agencies|information agency|press|presse|agence|times|post|news|journal|herald|tribune|gazette|guardian|telegraph|globe|daily"
    r"|chronicle|observer|mirror|star|sun|standard|express|mail|echo|courier|examiner|inquirer|sentinel|bulletin|register|review"
    r"|magazine|broadcasting|television|tv|radio|network|university|college|school|schools|academy|institute|party|democrats"
    r"|club|fc|united|rovers|wanderers|athletic|airlines?|airways|inc|corp|corporation|ltd|plc|llc|co|company|group|holdings"
    r"|industries|motors|petroleum|oil|steel|telecom|insurance|securities|partners|association|society|foundation|alliance"
    r"|coalition|front|movement|red cross|orchestra|festival|cup|open|championship|league)\b",
    re.IGNORECASE,
)


def is_joint(gap: str) -> bool:
    """Tell whether two words with this between them stand side by side: blanks, one line break, a hyphen."""
    return gap == " " or gap == "-" or (gap.isspace() and gap.count("\n") < 2)


@dataclass(slots=True)
class Reading:
    """A passage as it is read: its words, the names found in it, and the model's entities."""

    passage: Passage
    words: Words
    surfaces: list[Surface]
    spans: Sequence[tuple[int, int, str]]
    persons: set[str] = field(default_factory=set)

    def before(self, surface: Surface) -> str:
        """Return the word directly before a name, "" where there is none or anything but a blank is between."""
        if not surface.first:
            return ""
        index = surface.first - 1
        gap = self.passage.text[self.words.ends[index] : surface.start]
        if is_joint(gap) or (gap == ". " and self.words.keys[index] in TITLES):
            return self.words.words[index]
        return ""

    def in_capitals(self, surface: Surface) -> bool:
        """Tell whether a name stands among words in capitals: a headline or a dateline, where case says nothing."""
        words = self.words.words
        around = words[max(0, surface.first - 2) : surface.first] + words[surface.last + 1 : surface.last + 3]
        return any(word.isupper() and len(word) > SHORT_CAPITALS for word in around) or surface.first == 0

    def after(self, surface: Surface, step: int = 1) -> str:
        """Return the word directly after a name, "" where there is none or anything but a blank is between."""
        index = surface.last + step
        if index >= len(self.words.words):
            return ""
        gap = self.passage.text[self.words.ends[index - 1] : self.words.starts[index]]
        return self.words.words[index] if is_joint(gap) else ""


def person_words(readings: Iterable[Reading]) -> set[str]:
    """Return the folded last words of every full name that the model sees in the article."""
    found: set[str] = set()
    for reading in readings:
        text = reading.passage.text
        for start, end, label in reading.spans:
            if label == "PERSON":
                parts = re.sub(r"['’]s$", "", text[start:end].replace("\n", " ")).split()
                if len(parts) > 1:
                    found.add(parts[-1].strip(".,").lower())
    return found


def judge(reading: Reading, surface: Surface, gazetteer: Gazetteer, persons: set[str]) -> None:
    """Note on a surface why it names no place (``barred``), what it stands inside, and what comes around it."""
    before, after = reading.before(surface), reading.after(surface)
    surface.before, surface.after = before, after  # one look each: they are asked for often
    surface.barred = (
        _bar_as_measure(reading, surface, after)
        or _bar_as_language(reading, surface, gazetteer)
        or _bar_as_thing(surface, before, after)
        or _bar_as_street(reading, surface, after)
        or _bar_as_person(reading, surface, gazetteer, persons)
        or _bar_as_generic(reading, surface)
    )
    if not surface.barred:
        surface.inside = _what_holds(reading, surface)


def is_country_word(surface: Surface) -> bool:
    """Tell whether a name is that of a country or its people, not of a town."""
    return bool(surface.senses) and surface.senses[0].kind in (CountryKind.NAME, CountryKind.DEMONYM)


def is_demonym(surface: Surface) -> bool:
    """Tell whether a name is that of a people."""
    return bool(surface.senses) and surface.senses[0].kind is CountryKind.DEMONYM


def _bar_as_measure(reading: Reading, surface: Surface, after: str) -> str:
    text = reading.passage.text
    if text[surface.end : surface.end + 1] == "$" and surface.senses:
        return "currency"
    if text[surface.start - 1 : surface.start] == "<" and text[surface.start : surface.end].isupper():
        return "ticker"
    if surface.label in OTHER_LABELS and not surface.senses and surface.span != (surface.start, surface.end):
        return "measure"
    if is_country_word(surface) and after.lower() in CURRENCIES:
        return "currency"
    return ""


def _bar_as_language(reading: Reading, surface: Surface, gazetteer: Gazetteer) -> str:
    if not is_demonym(surface) or surface.key not in LANGUAGES:
        return ""
    following, preceding = surface.after.lower(), surface.before.lower()
    if following in LANGUAGE_WORDS:
        return "language"
    if following and following not in ENDS_PHRASE and following not in LANGUAGE_FOLLOWS:
        return ""
    if preceding in LANGUAGE_VERBS:
        return "language"
    if surface.key not in NO_SINGULAR_PERSON or preceding in ("the", "many", "most", "some", "all", "both"):
        return ""
    return "" if _beside_a_people(reading, surface, gazetteer) else "language"


def _beside_a_people(reading: Reading, surface: Surface, gazetteer: Gazetteer) -> bool:
    """Tell whether another people or country is named within three words: "Spanish, French and Mexican explorers"."""
    keys = reading.words.keys
    near = keys[max(0, surface.first - 3) : surface.first] + keys[surface.last + 1 : surface.last + 4]
    return any(key in gazetteer.words or key.upper() in gazetteer.acronyms for key in near)


def _bar_as_thing(surface: Surface, before: str, after: str) -> str:
    following = after.lower()
    if is_demonym(surface) and following in THINGS:
        return "thing"
    if following in DISEASE_WORDS and not (surface.senses and surface.senses[0].kind is CountryKind.NAME):
        return "disease"
    if surface.key in ("indian", "indians") and before[:1].isupper() and before.lower() not in MONTHS:
        return "people"
    return ""


def _bar_as_street(reading: Reading, surface: Surface, after: str) -> str:
    if after[:1].isupper() and after.lower() in STREETS and not is_demonym(surface):
        return "street"
    if after.lower() in ("streets", "roads", "avenues", "drives", "boulevards"):
        return "street"
    tail = reading.passage.text[surface.end : surface.end + 40]
    if re.match(r"(?:,? and|/|-) ?[A-Z]\w+ (?:[Ss]treets?|[Aa]venues?|[Rr]oads?|[Bb]oulevards?|[Dd]rives?)\b", tail):
        return "street"
    return ""


def _bar_as_person(reading: Reading, surface: Surface, gazetteer: Gazetteer, persons: set[str]) -> str:
    before, label = surface.before, surface.label
    key = surface.key
    if before.lower() in TITLES and before[:1].isupper() and label not in ("GPE", "NORP", "ORG", "LOC", "FAC") and not is_demonym(surface):
        return "person"
    if label == "PERSON" and surface.span != (surface.start, surface.end):
        start, end = surface.span
        if end - start <= surface.end - surface.start + 3:
            pass
        elif is_demonym(surface) and surface.start == start:
            return ""
        else:
            return "person"
    if key in persons and label in ("PERSON", "ORG", "", "NORP") and before.lower() not in PLACE_PREPOSITIONS:
        return "person"
    if label not in PLACE_LABELS and before[:1].isupper() and before.lower() in gazetteer.first_names:
        if before.lower() not in MONTHS and (label != "NORP" or not surface.after):
            return "person"
    return ""


def _bar_as_generic(reading: Reading, surface: Surface) -> str:
    text = reading.passage.text
    if surface.senses:
        return ""
    if surface.first == surface.last and text[surface.start : surface.end].isupper() and len(surface.key) <= SHORT_CAPITALS:
        if not reading.in_capitals(surface):
            return "acronym"
    return "generic" if all(word in GENERIC for word in surface.key.split(" ")) else ""


def _what_holds(reading: Reading, surface: Surface) -> str:
    """Return "government", "facility" or "name" for what a surface stands inside, "" where it stands alone."""
    start, end = surface.span
    text = reading.passage.text
    if surface.label in ORGANISATION_LABELS and end - start > surface.end - surface.start + 4:
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


CENTRAL_BANK = re.compile(r"^(?:the )?bank of (?!america\b|ireland\b|scotland\b|china\b|nova scotia|montreal|new york|cyprus\b|india\b)", re.IGNORECASE)


def kind_of_name(name: str) -> str:
    """Return what kind of name this is: "government", "facility", another "name", or "" where no word of it tells."""
    if OTHER_NAME.search(name) and not re.search(r"\b(?:ministry|minister|police|sheriff|embassy|federal reserve)\b", name, re.IGNORECASE):
        return "name"
    if CENTRAL_BANK.match(name) or GOVERNMENT.search(name):
        return "government"
    return "facility" if FACILITY.search(name) else ""
