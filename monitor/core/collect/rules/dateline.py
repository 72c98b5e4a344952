"""Datelines: "OSLO/ROME (Reuters) –", "LONDON, Ky., March 4 -", "MOSCOW, September 29. /TASS/.", "Berlin (dpa) -".

A dateline is places, perhaps with a state or country, a date and an agency, in nearly any order, and a mark that
ends it. The more of that is there, the surer it is one; how sure is its strength.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from monitor.core.collect.rules.agencies import is_agency
from monitor.core.collect.rules.dates import FoundDate, find_dates, find_day_of_month
from monitor.core.collect.rules.shape import count_words

MAX_LINES_LEAD = 120  # characters of a dateline that runs over a line end
LONGEST = 180  # characters; three cities with their countries, a date and an agency fit
MAX_ACRONYM = 3  # letters of a word in capitals that is rather an acronym than a town
MIN_REST_WORDS = 4  # of the sentence after a dateline that has neither date nor agency


class Strength(IntEnum):
    """How sure a dateline is."""

    LOOSE = 1  # a capitalised place and a dash: only the first paragraph of an article begins so
    CAPITALS = 2  # places in capitals and a dash
    STRICT = 3  # with an agency or a date


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the beginning of a paragraph; ``end`` is where the first word after it begins."""

    end: int
    places: tuple[str, ...]
    agency: str | None
    date: FoundDate | None
    strength: Strength


# Where a mark that ends a dateline may stand, and the marks themselves (the character at the point is their first).
_POINTS = re.compile(r"[-—–―‒:._)\]]")
_MARK = re.compile(
    r"(?P<mark>--+|[—–―‒]|-+(?<=\s-)(?=[\s\"“‘'A-ZÀ-Þ])|-(?<=[\w)\].,/]-)(?=\s)|\.[-–—]|[:.](?<=[)\]/][:.])|"
    r"_(?<=\s_)(?=\s)|"
    r"[)\]](?=\s[\"“‘A-ZÀ-Þ0-9]))\s*"
)
# Nearly every paragraph shows by its second word that it begins with no dateline.
_MAY_BEGIN = re.compile(
    r"(?:[A-ZÀ-ÞŁŚŻČŠŽĐ]\S*\s*(?:$|[A-ZÀ-ÞŁŚŻČŠŽĐ0-9(\[/—–―‒_:-]|(?:and|und|et|y|e|de|del|do|da|di|la|el|al|am|an|"
    r"of|upon)\s)|[(\[/0-9])"
)
_BRACKETED = re.compile(r"[(\[](?P<who>[^()\[\]]{2,45})[)\]]")
_MAY_BE_WHOLE = re.compile(r"[(\[/]|(?:1[89]|20)\d\d")
_LONG_NUMBER = re.compile(r"\d{3}")
_SLASHED = re.compile(r"(?:(?<=\s)|^)/(?P<who>[A-Z][\w .&-]{1,30})/")
_AFTER_COMMA = re.compile(
    r"[,\s]\s*(?P<who>[A-Z]{2,7}|dpa|Reuters|Xinhua|Kyodo|Yonhap|Interfax|Bernama|Antara)\s*[-–—,]*\s*$"
)
_COLON = re.compile(
    r"(?P<lead>[A-Z][A-Z'’. ]{2,40}(?:/[A-Z][A-Z'’. ]{2,40})*|"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}|"
    r"\d{1,2} [A-Z][a-z]{2,8}))?\s?:\s+(?=[\"“‘A-Z0-9])"
)
_UNMARKED = re.compile(
    r"(?P<lead>[A-Z]{4,}(?:[ -][A-Z]{2,}){0,2})\s+(?=(?:The|A|An|In|Two|Three|Four|Five|At|More|It|U\.S\.|"
    r"President|Police|At least|Prime|On)\s)"
)
_WORD = re.compile(r"(?:[dlDL]['’])?[A-ZÀ-ÞŁŚŻČŠŽĐ][\w'’`.-]*$|[A-Z]\.$")
_PARTICLE = frozenset(
    "de la las los el al of the am an der den di da do dos du le les sur es upon on in and bei bin ob a y".split()
)
_ONE_COUNTRY = re.compile(
    r"\b(Bosnia|Trinidad|Antigua|Nevis|Kitts|Tomé|Tome|Vincent|Turks|Wallis|Pierre|Serbia) and (?=the |[A-Z])"
)
_AND = re.compile(r"\s*/\s*|\s+(?:and|und|et|y|e)\s+|\s*&\s*", re.IGNORECASE)
_REST = re.compile(r"[\"“‘'„«(\[]?[A-ZÀ-ÞА-ЯŁŚŻČŠŽĐ0-9$€£]|[^\x00-\x7f]")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?", re.IGNORECASE)
_TRIM = " \t\n\xa0,.;:/-–—_"
# Words in capitals before a dash or a colon that are no places: what kind of story follows.
_LABELS = frozenset(
    "UPDATE UPDATED BREAKING EXCLUSIVE OPINION ANALYSIS COMMENT EDITORIAL WATCH VIDEO LIVE LATEST PHOTOS PHOTO "
    "FILE IMAGE EXPLAINER "
    "FEATURE INTERVIEW FACTBOX TIMELINE CORRECTED CORRECTION WRAPUP SUMMARY NEWS SPORT SPORTS SOCCER FOOTBALL "
    "TENNIS GOLF CRICKET "
    "RUGBY BOXING CYCLING ATHLETICS BASKETBALL BASEBALL HOCKEY SWIMMING SKIING MOTOR RACING OLYMPICS NBA NFL NHL "
    "MLB UEFA FIFA NATO "
    "OPEC NASA UNESCO UNICEF COVID AIDS HIV REVIEW OBITUARY PROFILE READ MORE ALERT URGENT FLASH BRIEF BRIEFS "
    "NOTE WARNING ALSO "
    "QUESTION ANSWER SPONSORED ADVERTISEMENT POLL QUIZ PODCAST PREVIEW REPORT STORY TITLE HEADLINE SOURCE DATE "
    "SUBJECT FROM ICYMI "
    "RELATED CAPTION PICTURED SHARES STOCKS FOREX MARKETS MONEY BUSINESS TECH HEALTH SCIENCE WORLD POLITICS "
    "CULTURE TRAVEL SCHEDULE RESULTS STANDINGS SCORES".split()
)
_SMALL_LABELS = frozenset(label.capitalize() for label in _LABELS) | frozenset(
    "Meanwhile However Still Today Yesterday Tomorrow Yes No And But".split()
)
_TOWN_FIRST = frozenset(
    "New San Santa Santo São Sao St. Saint Sankt Los Las La El Le Tel Abu Hong Kuala Addis Buenos Rio Cape "
    "Mexico Panama Port Fort "
    "Phnom Ho Baton Salt Kansas Guatemala Vatican Kuwait Den Bad Frankfurt West East North South Al Dar Porto "
    "Belo Puerto Nova Novi".split()
)
_TOWN_LAST = frozenset(
    "City Town Beach Springs Falls Rouge Island Islands Lake Valley Bay Heights Hills Park Rapids Haven Creek".split()
)
# Papers of these cities end their datelines with a colon ("ISLAMABAD: The government …").
_COLON_CITIES = frozenset(
    "NEW DELHI|DELHI|MUMBAI|KOLKATA|CHENNAI|BENGALURU|BANGALORE|HYDERABAD|PUNE|AHMEDABAD|LUCKNOW|JAIPUR|PATNA|"
    "BHOPAL|CHANDIGARH|KOCHI|"
    "THIRUVANANTHAPURAM|GUWAHATI|SRINAGAR|JAMMU|GURUGRAM|NOIDA|RANCHI|BHUBANESWAR|VISAKHAPATNAM|MANGALURU|MYSURU|"
    "NAGPUR|SURAT|"
    "ISLAMABAD|KARACHI|LAHORE|PESHAWAR|QUETTA|RAWALPINDI|MULTAN|FAISALABAD|SIALKOT|MUZAFFARABAD|DHAKA|CHATTOGRAM|"
    "COLOMBO|KATHMANDU|"
    "KABUL|KUALA LUMPUR|PUTRAJAYA|GEORGE TOWN|JOHOR BARU|KOTA KINABALU|KUCHING|IPOH|SINGAPORE|JAKARTA|MANILA|"
    "BANGKOK|HANOI|PHNOM PENH|"
    "YANGON|DUBAI|ABU DHABI|RIYADH|JEDDAH|DOHA|KUWAIT CITY|MANAMA|MUSCAT|CAIRO|BEIRUT|AMMAN|DAMASCUS|BAGHDAD|"
    "GAZA|JERUSALEM|RAMALLAH|"
    "NAIROBI|KAMPALA|LAGOS|ABUJA|ACCRA|WASHINGTON|NEW YORK|LONDON|PARIS|BEIJING|MOSCOW|UNITED NATIONS|GENEVA|"
    "BRUSSELS|TOKYO|SEOUL".split("|")
)


def find_dateline(text: str, *, day_first: bool | None = None) -> Dateline | None:
    """Return the dateline that a paragraph begins with, or None.

    Args:
        text: The paragraph, without blanks around it.
        day_first: See ``dates.find_dates``.
    """
    if not _MAY_BEGIN.match(text):
        return None
    head = text[:LONGEST]
    best: Dateline | None = None
    for point in _POINTS.finditer(head):
        mark = _MARK.match(head, point.start())
        found = _read(text, mark, day_first) if mark else None
        if found and (best is None or found.strength >= best.strength) and found.end < len(text):
            best = found
    return best or _with_colon(text) or _without_mark(text) or _whole_line(text, day_first)


def read_place_line(text: str) -> Dateline | None:
    """Read a line above an article that is nothing but a place in capitals with its state or country."""
    if count_words(text) > 7 or "," not in text or not text.split(",", 1)[0].isupper():
        return None
    places = tuple(_places(text))
    return Dateline(len(text), tuple(map(place_name, places)), None, None, Strength.LOOSE) if places else None


def _read(text: str, mark: re.Match[str], day_first: bool | None) -> Dateline | None:
    glyph = mark["mark"]
    lead = text[: mark.start()].rstrip()
    if glyph in (")", "]"):  # an agency that needs no mark after it: "New Delhi, Sep 29 (PTI) The government …"
        lead, glyph = text[: mark.start() + 1], ""
    if not lead or ("\n" in lead and len(lead) > MAX_LINES_LEAD):
        return None
    rest, agency = _take_agency(lead)
    rest, date, has_day = _take_date(rest, day_first)
    places = tuple(_places(rest))
    if not places and rest.strip(_TRIM):
        return None
    if agency and rest.lstrip()[:1] in "-–—" and places and not (has_day or places[0].isupper()):
        return None  # "(Reuters) - Ida Roe - the chair of …": only capitals or a date go on after "(ANSA) -"
    if not glyph and not (agency and is_agency(agency) and (places or has_day)):
        return None
    if glyph in (".", ":") and not (agency and (is_agency(agency) or has_day)):
        return None  # "London (The Oval): …" is a row of a list
    strength = _strength(text[mark.end() :], rest, places, agency, has_day=has_day, glyph=glyph)
    return Dateline(mark.end(), tuple(map(place_name, places)), agency, date, strength) if strength else None


def _strength(
    after: str, lead: str, places: tuple[str, ...], agency: str | None, *, has_day: bool, glyph: str
) -> Strength | None:
    """Weigh what a dateline consists of, and whether what follows it may begin a sentence."""
    known = agency is not None and is_agency(agency)
    if not _REST.match(after):
        return Strength.STRICT if places and (known or (has_day and places[0].isupper())) else None
    if agency and agency.upper() not in _LABELS and (places or has_day or known):
        return Strength.STRICT
    if not places or places[0].split(None, 1)[0].strip(".,:").upper() in _LABELS:
        return None
    return Strength.STRICT if has_day else _by_looks(after, lead, places, glyph)


def _by_looks(after: str, lead: str, places: tuple[str, ...], glyph: str) -> Strength | None:
    """Weigh a dateline without agency and date: capitals, or a town before a dash."""
    if count_words(after) < MIN_REST_WORDS or after[:200].isupper():
        return None
    if all(place.split(",", 1)[0].isupper() for place in places):
        return Strength.CAPITALS if len(places[0].replace(".", "")) > MAX_ACRONYM else None
    if places[0].split(None, 1)[0] in _SMALL_LABELS:
        return None
    is_dash = glyph in ("—", "–", "--") or "," in lead
    return Strength.LOOSE if is_dash and _may_be_town(places[0]) else None


def _may_be_town(place: str) -> bool:
    """Tell whether capitalised words before a dash may be a town: one word, or several as towns have them."""
    words = place.split(",", 1)[0].split()
    return len(words) == 1 or "," in place or (len(words) <= 3 and (words[0] in _TOWN_FIRST or words[-1] in _TOWN_LAST))


def _with_colon(text: str) -> Dateline | None:
    found = _COLON.match(text)
    if found is None or found["lead"].strip().upper() not in _COLON_CITIES:
        return None
    is_capitals = found["lead"].isupper()
    if not is_capitals and not found["date"]:
        return None
    return Dateline(
        found.end(), (place_name(found["lead"]),), None, None, Strength.STRICT if found["date"] else Strength.CAPITALS
    )


def _without_mark(text: str) -> Dateline | None:
    """Read "DETROIT The U.S. Transportation Department": a place in capitals, then a sentence, nothing between."""
    found = _UNMARKED.match(text)
    if found is None or found["lead"].split()[0] in _LABELS or count_words(text[found.end() :]) < MIN_REST_WORDS:
        return None
    return Dateline(found.end(), (place_name(found["lead"]),), None, None, Strength.LOOSE)


def _whole_line(text: str, day_first: bool | None) -> Dateline | None:
    """Read a line that is nothing but a dateline: "LANDGRAAF, Netherlands 1996-08-31", "SEOUL (Reuters) –"."""
    if len(text) > LONGEST or not (_MAY_BE_WHOLE.search(text) or find_day_of_month(text)):
        return None
    lead = text.rstrip(_TRIM)
    rest, agency = _take_agency(lead)
    rest, date, has_day = _take_date(rest, day_first)
    places = tuple(_places(rest))
    if not places or (date and date.precision == "month") or places[0].split()[0] in _LABELS:
        return None
    is_capitals = places[0].split(",", 1)[0].isupper()
    is_marked = is_capitals and lead != text  # "ROME (Some Agency) –", but not "Mario Rossi (Italy)"
    if not ((agency and (is_agency(agency) or is_marked)) or (has_day and is_capitals)):
        return None
    return Dateline(len(text), tuple(map(place_name, places)), agency, date, Strength.STRICT)


def _take_agency(lead: str) -> tuple[str, str | None]:
    """Take the agency out of a lead: bracketed, between slashes, or after a comma."""
    for pattern in (_BRACKETED, _SLASHED):
        found = pattern.search(lead)
        if found and (is_agency(found["who"]) or _may_be_agency(found["who"])):
            return lead[: found.start()] + " " + lead[found.end() :], found["who"].strip()
    found = _AFTER_COMMA.search(lead)
    if found and found.start() and is_agency(found["who"]):
        return lead[: found.start()], found["who"]
    return lead, None


def _may_be_agency(name: str) -> bool:
    return not name[:1].islower() and not _LONG_NUMBER.search(name)


def _take_date(lead: str, day_first: bool | None) -> tuple[str, FoundDate | None, bool]:
    """Take the date out of a lead; the last is whether it names a day, with or without its year."""
    lead = _WEEKDAY.sub(" ", lead) if "day" in lead.lower() else lead
    dates = find_dates(lead, day_first=day_first)
    if dates:
        first = dates[0]
        return lead[: first.start] + " " + lead[first.end :], first, True
    day = find_day_of_month(lead)
    if day:
        return lead[: day.start()] + " " + lead[day.end() :], None, True
    return lead, None, False


def _places(lead: str) -> Iterator[str]:
    """Yield the places of "A/B/C", "A, B and C" or "A, Country"; nothing where anything else stands there."""
    lead = _ONE_COUNTRY.sub(r"\1 of ", lead)  # "Bosnia and Herzegovina" is one place
    chunks = [chunk.strip(_TRIM) for chunk in _AND.split(lead.strip(" \t\n\xa0,;:/-–—_"))]
    if len(chunks) > 5:
        return
    if len(chunks) > 1 and "/" not in lead and "," in chunks[0]:
        chunks = [part.strip() for part in ",".join(chunks[:-1]).split(",")] + chunks[-1:]
    if all(_is_place(chunk) for chunk in chunks):
        yield from (_with_stop(chunk, lead) for chunk in chunks)


def _with_stop(place: str, lead: str) -> str:
    """Give an abbreviation at the end of a place ("LONDON, Ky.") the full stop back that was trimmed."""
    end = lead.find(place) + len(place)
    return place + "." if lead[end : end + 1] == "." and "," in place else place


def _is_place(text: str) -> bool:
    words = text.split()
    if not words or len(words) > 7 or not words[0][:1].isupper():
        return False
    if text.count(",") > 2 or (len(words) > 4 and "," not in text):
        return False
    return all(_WORD.match(word.rstrip(",")) or word in _PARTICLE for word in words)


def place_name(place: str) -> str:
    """Return the name of a dateline's place as it is otherwise written, without its state or country."""
    name = place.split(",", 1)[0].strip()
    if not name.isupper() or (len(name.replace(".", "")) <= 2):
        return name
    words = [_capitalised(word, first=number == 0) for number, word in enumerate(name.split())]
    return " ".join(words)


def _capitalised(word: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:[A-Z]\.){2,}", word):
        return word
    lowered = word.lower()
    if not first and lowered in _PARTICLE:
        return lowered
    parts = [
        part if number and part in ("au", "de", "sur", "en", "le", "la", "upon") else _title(part)
        for number, part in enumerate(lowered.split("-"))
    ]
    return "-".join(parts)


def _title(part: str) -> str:
    """Return "N'Djamena" and "Sana'a" as they are written: after an apostrophe a capital only where more follow."""
    pieces = re.split(r"(['’])", part)
    if len(pieces) == 3 and len(pieces[0]) <= 2 and len(pieces[2]) > 2:
        return pieces[0].capitalize() + pieces[1] + pieces[2].capitalize()
    return part[:1].upper() + part[1:]
