"""Names in tables of sports results, which models trained on prose misread: who stands where is in the layout.

Teams are organisations, unless they are countries; what stands before a country in brackets, beside a shirt number
or on a scorecard is a person.
"""

import re
from collections.abc import Callable, Iterator

from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_sightings import Sighting, sight
from monitor.core.terms import EntityType

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.&-]*"
_TEAM = rf"{_CAPITAL}(?:\s(?:{_CAPITAL}|of|de|da|do|del|and|&|\([A-Z]{{1,3}}\)))*"
_PERSON = rf"{_CAPITAL}(?:[ ](?:{_CAPITAL}|de|da|dos|del|van|von|der|den|al|el|bin|ben|la|le))*"
_SCORE = r"\d{1,3}(?:-\d{1,2})?(?:\sdec(?:lared)?)?"
_TALLY = r"[-+]?\d*[.,:/]?\d+(?:\s\d/\d)?"
_ASIDE = r"(?:\s\([^()\n]*\))?"

MATCH = re.compile(
    rf"^(?P<home>{_TEAM})\s{_SCORE}(?:\sand\s{_SCORE})?{_ASIDE},?\s(?:[-–]\s)?"
    rf"(?P<away>{_TEAM})\s?{_SCORE}(?:\sand\s{_SCORE})?{_ASIDE}\.?$"
)
STANDING = re.compile(rf"^(?:\d{{1,2}}[.)]?\s)?(?P<team>{_TEAM})(?:\s{_TALLY}|\s[-–]){{4,}}$")
FIXTURE = re.compile(rf"(?P<home>{_TEAM})\s(?:v|vs\.?|AT|V|VS)\s(?P<away>{_TEAM})(?=,|\.?$|\s\()")
FIXTURE_LINE = re.compile(r"^(?:[A-Z][\w ]{0,30}:\s)?[^:.]{5,160}\.?$")
INNINGS = re.compile(rf"(?P<team>{_TEAM})\s\d{{1,3}}(?:-\d)?(?:\sand\s\d{{1,3}}(?:-\d)?)?(?=\s\(|[.,]|$)")
INNINGS_FIGURE = re.compile(r"\(\w[\w. '’-]*\s\d{1,3}(?:-\d{1,3})?\b")
BOWLING = re.compile(rf"(?<=[(;,]\s|.\()(?P<player>{_PERSON})\s\d{{1,3}}(?:-\d{{1,3}})?(?:\snot\sout)?(?=[,;)])")
SHIRT = re.compile(rf"\b\d{{1,2}}\s?-\s(?P<player>{_PERSON})(?=[,;.(]|\s\(|$)")
ATHLETE = re.compile(
    rf"(?P<player>{_CAPITAL}(?:[ \n](?:{_CAPITAL}|de|da|van|von|al|el))+)\s\((?P<country>[A-Z][\w. ]+)\)"
)
SCORECARD = re.compile(
    rf"^(?P<player>{_PERSON})\s(?:(?:c|st)\s(?P<second>{_PERSON}|and|sub)\s)?(?:lbw\s)?(?:b\s(?P<third>{_PERSON})|run\sout"
    rf"(?:\s\([^)]*\))?|not\sout|retired\s\w+)\s\d{{1,3}}$"
)

HINT = re.compile(r"[\dvVA(](?:(?<=\d)|(?<=\sv)(?:s\.?)?\s|(?<=\sV)S?\s|(?<=\sA)T\s|(?<=\()[A-Z])")
"""A digit, " vs. " or "(A". What it begins with stands first, so that the search leaps to it."""
LONGEST_ROW = 200  # characters of a line of a table


def read_results(text: str, places: PlaceNames) -> list[Sighting]:
    """Return the names that the layout of result lines gives away, in no order."""
    found: list[Sighting] = []
    position = 0
    for line in text.split("\n"):
        if HINT.search(line):
            for match in _matches(line):
                if match.re is not ATHLETE or places.country(match["country"]):
                    found.extend(_sightings(match, line, position, places))
        position += len(line) + 1
    return found


def _matches(line: str) -> Iterator[re.Match[str]]:
    """Yield what fits a line: one pattern of a whole line, or any number of those that fit parts of it."""
    if len(line) <= LONGEST_ROW:
        whole = MATCH.match(line) or STANDING.match(line) or SCORECARD.match(line)
        if whole is not None:
            yield whole
            return
        if FIXTURE_LINE.match(line):
            yield from FIXTURE.finditer(line)
    if " - " in line and len(SHIRT.findall(line)) > 1:
        yield from SHIRT.finditer(line)
    if "(" in line:
        if len(INNINGS_FIGURE.findall(line)) > 1:
            yield from INNINGS.finditer(line)
            yield from BOWLING.finditer(line)
        yield from ATHLETE.finditer(line)


def _sightings(match: re.Match[str], line: str, offset: int, places: PlaceNames) -> Iterator[Sighting]:
    for role, name in match.groupdict().items():
        if name is not None and name not in ("and", "sub"):
            start, end = match.span(role)
            seen = sight(line, start, end, _TYPE_OF[role](name, places), "result line")
            yield Sighting(start + offset, end + offset, seen.type, seen.rule, seen.name, seen.key)


def _team(name: str, places: PlaceNames) -> EntityType:
    return EntityType.PLACE if places.country(name) else EntityType.ORG


def _person(_name: str, _places: PlaceNames) -> EntityType:
    return EntityType.PERSON


def _country(_name: str, _places: PlaceNames) -> EntityType:
    return EntityType.PLACE


_TYPE_OF: dict[str, Callable[[str, PlaceNames], EntityType]] = {
    "home": _team,
    "away": _team,
    "team": _team,
    "player": _person,
    "second": _person,
    "third": _person,
    "country": _country,
}
