"""Names that need a decision of policy (docs/manual/countries.md): the Koreas and their like, "the North", Brussels."""

from collections.abc import Iterable, Mapping

from monitor.core.extract.country_context import Reading
from monitor.core.extract.country_votes import Votes
from monitor.core.extract.gazetteer import SharedName
from monitor.core.extract.toponyms import Decision, Surface
from monitor.core.terms import CountryKind

SHORT_FORMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "north": ("KP", ("KP",)),
    "south": ("KR", ("KP", "KR")),
    "states": ("US", ()),
    "emirates": ("AE", ()),
    "islamic republic": ("IR", ("IR",)),
}
"""What stands after "the", the country it is short for, and the countries that the article must name for it."""

NEEDS_COUNTRY = frozenset({"brussels", "bruxelles", "brussel"})
"""Seats of international bodies: the town's country only where another name of that country supports it."""

SHARED_CONFIDENCE, SHORT_CONFIDENCE = 0.85, 0.85


def settle_shared_names(readings: Iterable[Reading], votes: Votes, shared: Mapping[str, SharedName]) -> None:
    """Settle names like "Korean" and "Congolese" by the countries that the article names in full."""
    named = {code for code, weight in votes.certain.items() if weight > 0}
    for surface in (surface for reading in readings for surface in reading.surfaces):
        name = shared.get(surface.key)
        if name is None or surface.barred or surface.decision is not None:
            continue
        code = _shared_by(name, named)
        if code is None:
            surface.barred = "shared"
        else:
            surface.decision = Decision(code, name.kind, "shared name", SHARED_CONFIDENCE)
            votes.add(surface.key, surface.decision, 0.5)


def _shared_by(name: SharedName, named: set[str]) -> str | None:
    meant = [code for code in name.codes if code in named]
    if len(meant) == 1:
        return meant[0]
    return None if meant and name.unresolved_between else name.default


def add_short_forms(readings: Iterable[Reading], votes: Votes) -> None:
    """Add a surface for every "the North" and its like whose countries the article names."""
    for reading in readings:
        words = reading.words
        added = []
        for index, key in enumerate(words.keys[:-1]):
            if key != "the" or not words.words[index + 1][0].isupper():
                continue
            surface = _short_form(reading, index + 1, votes)
            if surface is not None and not any(other.first == surface.first for other in reading.surfaces):
                added.append(surface)
        if added:
            reading.surfaces = sorted([*reading.surfaces, *added], key=lambda surface: surface.start)


def _short_form(reading: Reading, first: int, votes: Votes) -> Surface | None:
    words, text = reading.words, reading.passage.text
    for last in (first + 1, first):
        if last >= len(words.words) or (key := words.key(first, last)) not in SHORT_FORMS:
            continue
        code, required = SHORT_FORMS[key]
        following = text[words.ends[last] : words.ends[last] + 2]
        if not all(votes.certain[other] > 0 for other in required) or (
            following[:1] == " " and following[1:].isupper()
        ):
            return None
        decision = Decision(code, CountryKind.SHORT, "short form", SHORT_CONFIDENCE)
        return Surface(words.starts[first], words.ends[last], first, last, key, decision=decision)
    return None


def lacks_its_country(surface: Surface, code: str, votes: Votes) -> bool:
    """Tell whether this is the seat of an international body without another name of its country in the article.

    A dateline needs none: it says where the story was filed.
    """
    return (
        surface.key in NEEDS_COUNTRY and not surface.filed_from and votes.certain[code] <= 0 and votes.hints[code] <= 0
    )
