"""Which of the places that bear a name an article means: size, the countries it names for sure, and hints."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from monitor.core.extract.country_context import Reading
from monitor.core.extract.gazetteer import Gazetteer, Place
from monitor.core.extract.toponyms import Decision, Surface
from monitor.core.records import CountryKind

NAME_PRIOR = 8.0
SUBDIVISION_PRIOR = 6.5
SUBDIVISION_DISCOUNT = 0.3
HAND_PRIOR = 6.2
CAPITAL_PRIOR = 6.6
CAPITAL_BONUS = 1.2
SMALLEST = 300
EVIDENCE_WEIGHT = 2.5
STATE_BONUS = 1.2
PATTERN_BONUS = 4.0
FAME = 0.7
EVIDENCE_CAP = 1.5
HINT = 0.8
SOFT = 0.5
NEIGHBOUR = 0.2
HOME_VOTE = 3.0
TOWN_LIKE_PENALTY = {CountryKind.NAME: 2.5, CountryKind.CAPITAL: 1.2}
CLUE_CAP = 4.0

Choice = tuple[str, CountryKind, str]  # country, kind, first level


class Votes:
    """The evidence of one article for countries and their first-level subdivisions."""

    def __init__(self, neighbours: Mapping[str, tuple[str, ...]], home: str | None = None) -> None:
        self._neighbours = neighbours
        self.certain: Counter[str] = Counter()
        self.hints: Counter[str] = Counter()
        self.soft: Counter[str] = Counter()
        self.states: Counter[tuple[str, str]] = Counter()
        self.pinned: dict[str, Counter[Choice]] = defaultdict(Counter)
        self._keys: Counter[tuple[str, str]] = Counter()
        if home:
            self.hints[home] += HOME_VOTE

    def add(self, key: str, decision: Decision, weight: float = 1.0) -> None:
        """Count a settled name: the first time in full, later ones less."""
        seen = self._keys[key, decision.code]
        self._keys[key, decision.code] += 1
        self.certain[decision.code] += weight / (1 + seen)
        if decision.first_level and not seen:
            self.states[decision.code, decision.first_level] += 1

    def hint(self, readings: Iterable[Reading], gazetteer: Gazetteer) -> None:
        """Count the words of public life that hint at a country."""
        clues = gazetteer.clues
        found: dict[str, tuple[tuple[str, float], ...]] = {}
        for reading in readings:
            keys = reading.words.keys
            for index, key in enumerate(keys):
                if key in clues:
                    found[key] = clues[key]
                elif index + 1 < len(keys) and (pair := f"{key} {keys[index + 1]}") in clues:
                    found[pair] = clues[pair]
        for weights in found.values():
            for code, weight in weights:
                self.hints[code] = min(CLUE_CAP, self.hints[code] + weight)

    def evidence(self, code: str, key: str = "") -> float:
        """Return the log-like strength of all evidence for a country but that of the name itself."""
        own = 0.0
        if key and self._keys[key, code]:
            own = sum(1 / (1 + n) for n in range(self._keys[key, code]))
        near = sum(min(1.0, self.certain[other]) for other in self._neighbours.get(code, ()) if other in self.certain)
        return math.log1p(
            max(0.0, self.certain[code] - own) + HINT * self.hints[code] + SOFT * self.soft[code] + NEIGHBOUR * near
        )

    def strongest(self, key: str = "") -> float:
        """Return the evidence for the country that the article speaks of most."""
        return max((self.evidence(code, key) for code in self.certain), default=0.0)


def size_of(place: Place) -> float:
    """Return how likely a place is to be meant by its name alone: its people and its fame, as powers of ten."""
    return math.log10(place.population + SMALLEST) + FAME * math.log10((place.known_as + 10) / 20)


def candidates(surface: Surface) -> dict[Choice, float]:
    """Return everything that a name can mean, with its weight before the article is looked at."""
    found: dict[Choice, float] = {}

    def offer(choice: Choice, weight: float) -> None:
        found[choice] = max(found.get(choice, 0.0), weight)

    sizes: dict[str, float] = {}
    for place in surface.toponym.places if surface.toponym else ():
        if place.kind in "ca":
            sizes[place.code] = max(sizes.get(place.code, 0.0), size_of(place))
    for sense in surface.senses:
        if sense.kind is CountryKind.CAPITAL:
            size = sizes.get(sense.code, 3.0) + CAPITAL_BONUS
            offer((sense.code, sense.kind, ""), size if sense.doubtful else max(CAPITAL_PRIOR, size))
        elif sense.kind is CountryKind.SUBDIVISION:
            offer((sense.code, sense.kind, sense.first_level), NAME_PRIOR - 0.8)
        else:
            offer((sense.code, sense.kind, ""), NAME_PRIOR - (0.8 if sense.doubtful else 0.0))
    for place in surface.toponym.places if surface.toponym else ():
        if place.kind == "h":
            offer((place.code, CountryKind.PLACE, ""), HAND_PRIOR)
        elif place.kind == "1":
            size = math.log10(place.population + SMALLEST) - SUBDIVISION_DISCOUNT
            offer((place.code, CountryKind.SUBDIVISION, place.first_level), min(SUBDIVISION_PRIOR, size))
        elif place.kind in "23":
            offer((place.code, CountryKind.SUBDIVISION, place.first_level), 3.5 if place.kind == "2" else 3.0)
        else:
            size = size_of(place) - (0.4 if place.kind == "a" else 0.0)
            offer((place.code, CountryKind.CITY, place.first_level), size)
    return found


def choose(key: str, surfaces: Sequence[Surface], votes: Votes, weights: dict[Choice, float]) -> list[tuple[float, Choice]]:
    """Return the choices for a name with their scores, the best first."""
    town_like = min(1.0, sum(surface.town_like for surface in surfaces) * 1.5 / len(surfaces))
    scored = []
    pinned = votes.pinned.get(key, {})
    for choice, weight in weights.items():
        code, kind, first_level = choice
        score = weight + EVIDENCE_WEIGHT * min(EVIDENCE_CAP, votes.evidence(code, key))
        if first_level:
            score += STATE_BONUS * min(1.5, votes.states[code, first_level])
        if kind in TOWN_LIKE_PENALTY:
            score -= TOWN_LIKE_PENALTY[kind] * town_like
        score += PATTERN_BONUS * min(1, sum(n for (c, _, level), n in pinned.items() if c == code and (level == first_level or not level)))
        scored.append((score, choice))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return scored
