"""Clubs that are called by the name of their town, told by what sport does with them: "a goal against Leeds"."""

import re
from collections.abc import Iterator

from monitor.core.extract.names_sightings import Sighting, sight
from monitor.core.terms import EntityType

SPORT = re.compile(
    r"\b(?:goals?|league|cup|season|midfielder|striker|winger|goalkeeper|defender|batsman|bowler|cricket|football|"
    r"soccer|rugby|hockey|basketball|baseball|innings|wickets?|coach|match|matches|playoffs?|play-offs?|draft|draw|"
    r"loan|debut|scored|scorer|tournament|championships?|quarterback|touchdowns?|homer|pitcher|runs|half-?time|"
    r"penalty|penalties|relegated|relegation|promoted|club|squad|captain|fixture|saison|joueur|entraîneur|buts?|"
    r"matchs?|championnat|repêchage|équipe|ligue|coupe|défenseur|attaquant|gardien|agent libre|"
    r"titulaire|échangé|transféré|transfert|victoire)\b",
    re.IGNORECASE,
)
SPORT_WORDS = 2  # different ones that a line needs before a town in it may be a club

_LINK = r"(?:\s[\w'’–.-]+){0,5}?\s"
BEFORE_TEAM = re.compile(
    r"\b(?:"
    rf"(?:goals?|scor(?:ed|es|ing)|debut(?:ed)?|appearances?|caps|play(?:s|ed|ing)?|midfielder|defender|striker|"
    rf"goalkeeper|winger|centur(?:y|ies)|innings|homer|runs|wickets?|match(?:es)?|games?){_LINK}(?:for|against)|"
    rf"(?:wins?|won|victory|victories|draws?|drew|loss(?:es)?|defeats?|lead|match(?:es)?){_LINK}(?:over|against|with|to)|"
    rf"(?:sign(?:s|ed|ing)?|contract|agreement){_LINK}(?:for|with|by)|"
    rf"(?:loan(?:ed)?|spell|stint|season|tenure|manager|coach|captain){_LINK}(?:at|with|from|to|of)|"
    rf"(?:transfer(?:red)?|moved?|move|return(?:ed)?|released|traded|bought|sold){_LINK}(?:from|to|by)|"
    r"beat|beats|beating|defeated|defeating|bested|thrashed|joined|joining|rejoined|faced|facing|against|v|vs|"
    r"contre|face à|rejoint|rejoindre"
    r")\s(?:the\s|le\s|la\s|l['’]|les\s)?$",
)
BEFORE_EMPLOYER = re.compile(
    r"\b(?:"
    rf"(?:goals?|debut(?:ed)?|appearances?|caps|play(?:s|ed|ing)?|midfielder|defender|striker|goalkeeper|winger){_LINK}for|"
    rf"(?:sign(?:s|ed|ing)?|contract){_LINK}(?:for|with)|loan(?:ed)? (?:to|at|from)|joined|joining|rejoined|"
    r"transferred to|rejoint"
    r")\s(?:the\s|le\s|la\s|l['’]|les\s)?$",
)
"""What comes before a club but hardly before a person."""

LINK_BEFORE = re.compile(
    r"(?:[^\w](?:for|against|over|with|to|by|at|from|of|vs?|beats?|beating|defeat\w+|bested|thrashed|\w*join\w*|"
    r"fac\w+|contre|face à)\s(?:the\s|le\s|la\s|l['’]|les\s)?)\Z"
)
"""A quick look before BEFORE_TEAM is tried."""

AFTER_TEAM = re.compile(
    r"(?:['’]s?)?\s(?:won|win|wins|beat|beats|defeated|bested|lost|lose|drew|scored|signed|thrashed|trailed|manager|"
    r"coach|striker|midfielder|defender|goalkeeper|captain|winger|fans|finished|hosted|host|face|faced|youth academy)\b"
)

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’.&-]*\w"
FRENCH_TEAM = re.compile(
    rf"\b(?:[Ll]es|[Dd]es|[Aa]ux)\s(?P<name>{_CAPITALISED}(?:\s{_CAPITALISED})?\s(?:de\sla\s|de\s|du\s|d['’])"
    rf"{_CAPITALISED}(?:\s{_CAPITALISED})?)"
)
""" "les Sabres de Buffalo": North American clubs in French, of which models see the halves."""


def find_teams(text: str, language: str | None) -> Iterator[Sighting]:
    """Yield the clubs whose names have a shape of their own."""
    if language == "fr":
        for match in FRENCH_TEAM.finditer(text):
            line_end = text.find("\n", match.end())
            line = text[text.rfind("\n", 0, match.start()) + 1 : line_end if line_end >= 0 else len(text)]
            if SPORT.search(line):
                yield sight(text, *match.span("name"), EntityType.ORG, "team")


def is_sport(line: str) -> bool:
    """Whether a line of text is about sport."""
    return len({word.lower() for word in SPORT.findall(line)}) >= SPORT_WORDS


def is_team(before: str, after: str) -> bool:
    """Whether what stands between ``before`` and ``after`` plays, is played or employs players."""
    return bool(LINK_BEFORE.search(before[-20:]) and BEFORE_TEAM.search(before)) or bool(AFTER_TEAM.match(after))


def is_employer(before: str) -> bool:
    """Whether what stands after ``before`` employs a player, and is not a player."""
    return bool(BEFORE_EMPLOYER.search(before))
