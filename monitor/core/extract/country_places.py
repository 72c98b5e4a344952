"""How much an occurrence of a name looks like the place that it is taken for.

A sum of what speaks for and against it; PLACE_THRESHOLD and the weights were set together on the development half of
five annotated news corpora.
"""

from collections.abc import Iterable

from monitor.core.extract.country_context import ORGANISATION_LABELS, PLACE_LABELS, SLACK
from monitor.core.extract.country_votes import Choice, Votes
from monitor.core.extract.country_words import MONTHS, NATURE, PLACE_PREPOSITIONS
from monitor.core.extract.toponyms import Surface
from monitor.core.terms import CountryKind

PLACE_THRESHOLD = 1.5
SOFT_THRESHOLD = 1.0  # from which on a name speaks softly for what it may mean
FAMILIAR = 2.5  # an occurrence this plain lets the name's other occurrences pass at FAMILIAR_THRESHOLD
FAMILIAR_THRESHOLD = 0.0
MIDDLE_SIZE = 4.5  # a town of 30,000 speaks neither for nor against itself

LABEL_WEIGHTS = {"PERSON": -1.5, "NORP": -0.5, "": 0.0}
PLACE_LABEL, PLACE_LABEL_LONGER = 2.5, 1.5
ORGANISATION_LONGER = 0.3
NAME_OF_OTHER_KIND, OTHER_LABEL = -0.3, -2.5
PLACED_IN = frozenset("in near outside".split())
"""Words that stand before places and hardly before people: an unknown town's name is often taken for a person's."""
AFTER_PREPOSITION, AFTER_CAPITAL, BEFORE_CAPITAL = 1.2, -1.0, -0.7
IN_GOVERNMENT_BODY = 0.7
TOWN_LIKE, BEFORE_BASED, DATELINE = 0.7, 1.0, 2.0
COMMON_WORD, SURNAME, SAINT, PERSON_OF_ARTICLE = -1.5, -0.7, -1.0, -1.0
EVIDENCE, EVIDENCE_CAP = 1.0, 1.5
UNSUPPORTED, UNSUPPORTED_CAP = -0.7, 2.0  # for each step that another country is better supported
NATURE_UNSUPPORTED, DOUBTFUL_UNSUPPORTED, SMALL_SUBDIVISION_UNSUPPORTED = -1.5, -3.0, -1.5
SUPPORTED = 0.4
SMALL_SUBDIVISION = 4.0


def context_weight(surface: Surface, persons: set[str]) -> float:
    """Return what the words around a name and the name itself say, whatever place it may be."""
    placed = surface.label in PLACE_LABELS
    weight = _label_weight(surface)
    if surface.before.lower() in PLACE_PREPOSITIONS:
        weight += AFTER_PREPOSITION
    elif surface.before[:1].isupper() and not placed and surface.before.lower() not in MONTHS:
        weight += AFTER_CAPITAL
    if surface.label == "ORG" and surface.inside in ("government", "facility"):
        weight += IN_GOVERNMENT_BODY
    elif surface.after[:1].isupper() and not placed:
        weight += BEFORE_CAPITAL
    weight += TOWN_LIKE * surface.town_like + BEFORE_BASED * (surface.after == "based")
    weight += DATELINE * surface.filed_from
    if surface.toponym is not None:
        weight += COMMON_WORD * surface.toponym.is_word
        weight += SURNAME * (surface.toponym.is_surname and not placed)
    return weight + SAINT * surface.key.startswith("st ") + PERSON_OF_ARTICLE * (surface.key in persons)


def _label_weight(surface: Surface) -> float:
    start, end = surface.span
    exact = start >= surface.start - SLACK and end <= surface.end + SLACK - 1
    if surface.owns_state:
        return PLACE_LABEL
    if surface.label in PLACE_LABELS:
        return PLACE_LABEL if exact else PLACE_LABEL_LONGER
    if surface.label == "ORG":
        return 0.0 if exact else ORGANISATION_LONGER
    if surface.label in LABEL_WEIGHTS:
        return 0.0 if exact and _is_placed_in(surface) else LABEL_WEIGHTS[surface.label]
    return NAME_OF_OTHER_KIND if surface.label in ORGANISATION_LABELS and surface.inside == "name" else OTHER_LABEL


def _is_placed_in(surface: Surface) -> bool:
    """Tell whether a name that nobody bears stands where places stand: "in Khon Kaen", but not "belief in Powell"."""
    known = surface.toponym
    borne = known is None or known.is_surname or known.is_first_name or known.is_word
    return not borne and surface.before.lower() in PLACED_IN


def may_be_place(context_weights: Iterable[float], sizes: Iterable[float]) -> bool:
    """Tell whether a name can pass as a place at all, however well the article supports its country."""
    best = max(context_weights, default=0.0) + max(sizes, default=0.0) - MIDDLE_SIZE
    return best + EVIDENCE * EVIDENCE_CAP >= min(PLACE_THRESHOLD, SOFT_THRESHOLD)


def support(key: str, choice: Choice, size: float, votes: Votes) -> tuple[float, float]:
    """Return what the chosen place says, its size and how the article supports its country, and that evidence."""
    code, kind, _ = choice
    evidence = votes.evidence(code, key)
    weight = (size - MIDDLE_SIZE) + EVIDENCE * min(EVIDENCE_CAP, evidence)
    weight += UNSUPPORTED * max(0.0, min(UNSUPPORTED_CAP, votes.strongest(key) - evidence))
    if kind is CountryKind.SUBDIVISION and size < SMALL_SUBDIVISION and evidence < SUPPORTED:
        weight += SMALL_SUBDIVISION_UNSUPPORTED
    return weight, evidence


def unsupported_weight(surface: Surface, choice: Choice, evidence: float) -> float:
    """Return what speaks against one occurrence where nothing else in the article supports its country."""
    code, kind, _ = choice
    if evidence >= SUPPORTED:
        return 0.0
    weight = NATURE_UNSUPPORTED if surface.after.lower() in NATURE else 0.0
    return weight + DOUBTFUL_UNSUPPORTED * (kind is not CountryKind.NAME and _is_doubtful(surface, code))


def _is_doubtful(surface: Surface, code: str) -> bool:
    """Tell whether a name stands for a country only as a doubtful word, not as a town that the tables know."""
    known = surface.toponym is not None and any(place.code == code for place in surface.toponym.places)
    return not known and any(sense.doubtful and sense.code == code for sense in surface.senses)
