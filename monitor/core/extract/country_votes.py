"""Which of the places that bear a name an article means: size, the countries it names for sure, and hints.

The weights were set on the development half of five annotated news corpora; none was fitted to one corpus alone.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from monitor.core.extract.country_context import Reading
from monitor.core.extract.gazetteer import SMALLEST, Gazetteer, Place, size_of
from monitor.core.extract.toponyms import Decision, Surface
from monitor.core.terms import CountryKind

# What a name means before the article is looked at, as powers of ten: 6 is a town of a million.
NAME_PRIOR = 8.0
DOUBTFUL_NAME = 0.6
STATE_PRIOR = 7.2
SUBDIVISION_PRIOR = 6.5
SUBDIVISION_DISCOUNT = 0.3
SMALL_SUBDIVISION = {"2": 3.5, "3": 3.0}
HAND_PRIORS = {"h": 6.2, "w": 7.4}
CAPITAL_PRIOR = 6.6
CAPITAL_BONUS = 1.5
UNKNOWN_CAPITAL = 3.0
OTHER_NAME_DISCOUNT = 0.4
BORNE_NAME_DISCOUNT = 1.0  # of a place's other name where a town has it for its own: Smyrna, Berea, Pueblo

# What the rest of the article adds.
EVIDENCE_WEIGHT = 2.5
EVIDENCE_CAP = 1.5  # so that no amount of talk about the United States makes Paris a town in Texas
WIRE_SHARE = 0.35  # in the datelines of world agencies a town without a state or country is the one that all know
HINT = 1.0
CLUE_CAP = 4.0
SOFT = 0.8
NEIGHBOUR = 0.2
HOME_VOTE = 3.0  # about two names of the home country: it decides between towns, never against evidence
STATE_BONUS = 1.2
PATTERN_BONUS = 4.0
TOWN_LIKE_PENALTY = {CountryKind.NAME: 2.5, CountryKind.CAPITAL: 1.2}
TOWN_LIKE_SHARE = 1.5

Choice = tuple[str, CountryKind, str]  # country, kind, first level

TALK = {"US": 0.1}  # share of the evidence that speaks for a town there: the whole world talks about the country
LOCAL_KINDS = frozenset({CountryKind.SUBDIVISION, CountryKind.CITY, CountryKind.PLACE})


CANADIAN_AREAS = (
    "204|226|236|249|250|289|306|343|365|403|416|418|431|437|438|450|506|514|519|579|581|587|604|613|639|647|672|705|709"
    "|778|780|782|807|819|825|867|873|902|905"
)
NUMBERED = (
    (re.compile(rf"(?<![\d.-])\(?(?:{CANADIAN_AREAS})\)?[-. ]\d{{3}}[-.]\d{{4}}(?![-\d])"), (("CA", 1.5),)),
    (
        re.compile(
            rf"(?<![\d.-])\(?(?!{CANADIAN_AREAS})\d{{3}}\)?[-. ]\d{{3}}[-.]\d{{4}}(?![-\d])|"
            r"(?<![\d.(-])(?<!\d[-. )])(?<!\d\) )\d{3}-\d{4}(?![-\d])"
        ),
        (("US", 0.7), ("CA", 0.2)),
    ),
    (
        re.compile(r"\bI-\d{1,3}\b|\b(?:U\.?S\.?|State) (?:Route|Highway|Hwy\.?) \d|\b[Rr]oute \d{1,3}\b"),
        (("US", 0.6),),
    ),
    (re.compile(r"\d [NSEW]\. [A-Z]\w+ (?:St|Ave|Blvd|Dr|Rd)\b"), (("US", 0.6),)),
    (re.compile(r"\b[A-Z]\d[A-Z] \d[A-Z]\d\b"), (("CA", 1.0),)),
    (re.compile(r"(?<![\d+])0\d{2,4} \d{3,4} ?\d{3,4}\b|\bM\d{1,2} motorway|£\d"), (("GB", 0.5),)),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"), (("GB", 0.8),)),
    (re.compile(r"₹ ?\d|\bRs\.? ?\d"), (("IN", 0.5), ("PK", 0.3), ("LK", 0.2), ("NP", 0.2))),
)
"""How telephones, roads, houses, letters and prices are numbered, and where; each within a line."""
SIGN_OF_NUMBER = re.compile(
    r"\d(?:[-.]\d{4}(?<=(?<!\d)\d{3}.{5})(?![-\d])|(?<=I-.)|(?<=oute .)|(?<=way .)|(?<=wy .)|(?<=wy\. .)"
    r"| [NSEW]\. [A-Z]|(?<=[A-Z].)[A-Z\d]? \d|\d\d \d{3}|\d? motorway|(?<=£.)|(?<=₹.)|(?<=₹ .)|(?<=Rs.)"
    r"|(?<=Rs[. ].)|(?<=Rs\. .))"
)
"""A digit of whatever these patterns find, with what stands beside it: nine of ten texts have none, seen in one pass.
It begins with the digit, to which the search leaps; so must those of patterns to come.
"""


class Votes:
    """The evidence of one article for countries and their first-level subdivisions.

    Attributes:
        certain: Weight of the settled names of each country.
        hints: Weight of words of public life and of the home country.
    """

    def __init__(self, neighbours: Mapping[str, tuple[str, ...]], home: str | None = None) -> None:
        self.certain: defaultdict[str, float] = defaultdict(float)
        self.hints: defaultdict[str, float] = defaultdict(float)
        self._soft: defaultdict[str, float] = defaultdict(float)
        self._soft_local: defaultdict[str, float] = defaultdict(float)
        self._own: dict[str, dict[str, float]] = {}
        self._own_local: dict[str, dict[str, float]] = {}
        self._totals: dict[str, float] = {}
        self._national: defaultdict[str, float] = defaultdict(float)
        self._local: defaultdict[str, float] = defaultdict(float)
        self._states: Counter[tuple[str, str]] = Counter()
        self._pinned: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._seen: Counter[tuple[str, str]] = Counter()
        self._given: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._neighbours = neighbours
        if home:
            self.hints[home] += HOME_VOTE

    def add(self, key: str, decision: Decision, weight: float = 1.0, *, pin: bool = False) -> None:
        """Count a settled name, the first time in full, later ones less; ``pin`` its meaning to its key."""
        seen = self._seen[key, decision.code]
        self._seen[key, decision.code] += 1
        self.certain[decision.code] += weight / (1 + seen)
        self._given[key, decision.code] += weight / (1 + seen)
        if decision.kind in LOCAL_KINDS:
            self._local[decision.code] += weight / (1 + seen)
        if decision.first_level and not seen:
            self._states[decision.code, decision.first_level] += 1
        self._totals.clear()
        if pin:
            self._pinned[key].add((decision.code, decision.first_level))

    def hint(self, readings: Iterable[Reading], gazetteer: Gazetteer) -> None:
        """Count the words of public life that hint at a country, each once."""
        found: set[str] = set()
        for reading in readings:
            keys = reading.words.keys
            distinct = set(keys)
            found |= distinct & gazetteer.clue_words
            firsts = distinct & gazetteer.clue_firsts
            pairs = {f"{one} {two}" for one, two in pairwise(keys) if one in firsts} if firsts else set()
            found |= pairs & gazetteer.clue_words
        for code, weight in _numbers_of_public_life(readings):
            self.hints[code] += weight
        for word in sorted(found):
            clue = gazetteer.clues[word]
            hints = self._national if clue.national else self.hints
            for code, weight in clue.weights:
                hints[code] = min(max(CLUE_CAP, hints[code]), hints[code] + weight)
        self._totals.clear()

    def speak_softly(self, shares: Mapping[str, Mapping[Choice, float]]) -> None:
        """Take the shares of the choices for each name that is not settled yet, in place of those taken before."""
        self._soft, self._soft_local = defaultdict(float), defaultdict(float)
        self._own, self._own_local = {}, {}
        for key, share in shares.items():
            capitals = {code for code, kind, _ in share if kind is CountryKind.CAPITAL}
            own: dict[str, float] = defaultdict(float)
            own_local: dict[str, float] = defaultdict(float)
            for (code, kind, _), part in share.items():
                own[code] += part
                own_local[code] += part * (kind in LOCAL_KINDS and code not in capitals)
            self._own[key], self._own_local[key] = own, own_local
            for code, part in own.items():
                self._soft[code] += part
                self._soft_local[code] += own_local[code]
        self._totals.clear()

    def evidence(self, code: str, key: str = "") -> float:
        """Return the strength of all evidence for a country but that of the name itself, on a logarithmic scale."""
        total = self._total(code)
        total -= self._given.get((key, code), 0.0)
        if (own := self._own.get(key)) is not None:
            total -= SOFT * own.get(code, 0.0)
        return math.log1p(max(0.0, total))

    def _total(self, code: str) -> float:
        total = self._totals.get(code)
        if total is None:
            hints = self.hints.get(code, 0.0) + self._national.get(code, 0.0)
            total = self.certain.get(code, 0.0) + HINT * hints + SOFT * self._soft.get(code, 0.0)
            for other in self._neighbours.get(code, ()):
                if other in self.certain:
                    total += NEIGHBOUR * min(1.0, self.certain[other])
            self._totals[code] = total
        return total

    def local_evidence(self, code: str, key: str) -> float:
        """Return the strength of what speaks for a story that plays inside a country: its states, towns and hints.

        Talk about the United States does not make Georgia one of them; talk about Atlanta does.
        """
        soft = self._soft_local.get(code, 0.0) - self._own_local.get(key, {}).get(code, 0.0)
        return math.log1p(self._local[code] + HINT * self.hints[code] + SOFT * max(0.0, soft))

    def town_evidence(self, code: str, key: str) -> float:
        """Return the strength of what speaks for a town in a country; less than all evidence where talk is cheap."""
        share = TALK.get(code)
        if share is None:
            return self.evidence(code, key)
        local, total = math.expm1(self.local_evidence(code, key)), math.expm1(self.evidence(code, key))
        return math.log1p(local + share * max(0.0, total - local))

    def strongest(self, key: str = "") -> float:
        """Return the evidence for the country that the article speaks of most."""
        return max((self.evidence(code, key) for code in self.certain), default=0.0)

    def state_bonus(self, code: str, first_level: str) -> float:
        """Return what a place gains by other names of its state or province."""
        return STATE_BONUS * min(1.5, self._states[code, first_level])

    def has_pins(self, key: str) -> bool:
        """Whether a pattern settled this name elsewhere in the article."""
        return key in self._pinned

    def is_pinned(self, key: str, code: str, first_level: str) -> bool:
        """Whether a pattern settled this name as a place of this country and state elsewhere in the article."""
        pinned = self._pinned.get(key)
        return pinned is not None and any(other == code and first_level in ("", level) for other, level in pinned)


def _numbers_of_public_life(readings: Iterable[Reading]) -> Iterator[tuple[str, float]]:
    """Yield countries with weights for the ways in which telephones and roads are numbered there, each once."""
    texts = [reading.passage.text for reading in readings if SIGN_OF_NUMBER.search(reading.passage.text)]
    lines = [line for text in texts for line in text.split("\n") if SIGN_OF_NUMBER.search(line)]
    for pattern, weights in NUMBERED:
        if any(pattern.search(line) for line in lines):
            yield from weights


def candidates(surface: Surface) -> dict[Choice, float]:
    """Return everything that a name can mean, with its weight before the article is looked at."""
    found: dict[Choice, float] = {}
    places = surface.toponym.places if surface.toponym else ()
    for choice, weight in (*_as_country(surface, places), *(_as_place(place, places) for place in places)):
        if weight > found.get(choice, 0.0):
            found[choice] = weight
    return found


def _as_country(surface: Surface, places: Sequence[Place]) -> Iterable[tuple[Choice, float]]:
    for sense in surface.senses:
        if sense.kind is CountryKind.CAPITAL:
            sizes = (size_of(place) for place in places if place.code == sense.code and place.kind in "ca")
            size = max(sizes, default=UNKNOWN_CAPITAL) + CAPITAL_BONUS
            weight = size if sense.doubtful else max(CAPITAL_PRIOR, size)
        elif sense.kind is CountryKind.SUBDIVISION:
            weight = STATE_PRIOR
        else:
            weight = NAME_PRIOR - DOUBTFUL_NAME * sense.doubtful
        yield (sense.code, sense.kind, sense.first_level), weight


def _as_place(place: Place, places: Sequence[Place]) -> tuple[Choice, float]:
    if place.kind in HAND_PRIORS:
        return (place.code, _kind_by_hand(place, places), ""), HAND_PRIORS[place.kind]
    if place.kind == "1":
        weight = min(SUBDIVISION_PRIOR, math.log10(place.population + SMALLEST) - SUBDIVISION_DISCOUNT)
        return (place.code, CountryKind.SUBDIVISION, place.first_level), weight
    if place.kind in SMALL_SUBDIVISION:
        return (place.code, CountryKind.SUBDIVISION, place.first_level), SMALL_SUBDIVISION[place.kind]
    weight = size_of(place)
    if place.kind == "a":
        weight -= BORNE_NAME_DISCOUNT if any(other.kind in "cw" for other in places) else OTHER_NAME_DISCOUNT
    return (place.code, CountryKind.CITY, place.first_level), weight


def _kind_by_hand(place: Place, places: Sequence[Place]) -> CountryKind:
    """Return what a place written by hand is: the tables know the towns and the provinces among them."""
    kinds = {other.kind for other in places if other.code == place.code}
    if kinds & {"c", "a"}:
        return CountryKind.CITY
    return CountryKind.SUBDIVISION if kinds & {"1", "2", "3"} else CountryKind.PLACE


def ranked(
    key: str, surfaces: Sequence[Surface], votes: Votes, weights: Mapping[Choice, float]
) -> list[tuple[float, Choice]]:
    """Return what a name can mean in this article with scores, the best first."""
    town_like = min(1.0, TOWN_LIKE_SHARE * sum(surface.town_like for surface in surfaces) / len(surfaces))
    cap = EVIDENCE_CAP * (WIRE_SHARE if any(surface.by_wire for surface in surfaces) else 1.0)
    evidence = {code: min(cap, votes.evidence(code, key)) for code in {code for code, _, _ in weights}}
    # Against a country of that name only what happens inside the other one speaks for a place there.
    against_a_country = any(kind is CountryKind.NAME for _, kind, _ in weights)
    for_towns = votes.local_evidence if against_a_country else votes.town_evidence
    talked_of = {code for code, kind, _ in weights if code in TALK and kind in LOCAL_KINDS}
    local = {code: min(cap, for_towns(code, key)) for code in talked_of}
    pinned = votes.has_pins(key)
    scored = []
    for (code, kind, first_level), weight in weights.items():
        for_it = local[code] if code in TALK and kind in LOCAL_KINDS else evidence[code]
        score = weight + EVIDENCE_WEIGHT * for_it
        if first_level:
            score += votes.state_bonus(code, first_level)
        if town_like:
            score -= TOWN_LIKE_PENALTY.get(kind, 0.0) * town_like
        if pinned:
            score += PATTERN_BONUS * votes.is_pinned(key, code, first_level)
        scored.append((score, (code, kind, first_level)))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return scored
