"""Which countries an article names: every mention with its kind, rule and confidence.

Two passes: what is certain first (names of countries and peoples, "City, State", appositions), then the names that
several places bear, by size, by the countries found so far and by hints. The policy is in docs/manual/countries.md.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from monitor.core.extract.country_context import SHORT_CAPITALS, Dateline, Reading, is_country_word, judge, person_words
from monitor.core.extract.country_languages import LanguageNames, names_in
from monitor.core.extract.country_patterns import (
    apposed_places,
    find_dateline,
    places_before_regions,
    towns_before_abbreviations,
)
from monitor.core.extract.country_places import (
    FAMILIAR,
    FAMILIAR_THRESHOLD,
    PLACE_THRESHOLD,
    PLACED_IN,
    SOFT_THRESHOLD,
    context_weight,
    may_be_place,
    support,
    unsupported_weight,
)
from monitor.core.extract.country_policy import add_short_forms, lacks_its_country, settle_shared_names
from monitor.core.extract.country_unknown import add_unknown_places
from monitor.core.extract.country_votes import Choice, Votes, candidates, ranked
from monitor.core.extract.country_words import REGION_NOUNS
from monitor.core.extract.folding import fold_name
from monitor.core.extract.gazetteer import Gazetteer
from monitor.core.extract.passages import Passage
from monitor.core.extract.toponyms import Decision, Surface, attach_spans, find_surfaces, split_words
from monitor.core.records import Article, CountryMention, DatelinePlace
from monitor.core.terms import COUNTED_ZONES, CountryKind, Zone

COUNTRIES_VERSION = "countries 5"
EVIDENCE_ZONES = COUNTED_ZONES | {Zone.DATELINE}
"""What stands in other zones, captions and credits, is resolved too, but only after these and without a say."""

SETTLED_CONFIDENCE = 0.97
KIND_WEIGHTS = {
    CountryKind.NAME: 1.0,
    CountryKind.SUBDIVISION: 1.0,
    CountryKind.DEMONYM: 0.8,
    CountryKind.GOVERNMENT: 0.8,
}
INSIDE_NAME_WEIGHT = 0.4  # of what stands inside a company's or a paper's name
OWN_TOWN = 4.3  # powers of ten: a town of about 20,000 is meant rather than the province that it gave its name
RIVAL_PEOPLE = 800  # a town from which on a country's namesake may be what local news means: Lebanon, Poland, Peru
CITY_STATE_PEOPLE = 300_000  # a country's name alone in a dateline is a town, unless there is a city of that size
SURELY_MEANT = 300_000  # people of a town that is meant though somebody of the article is called like it: Houston
COUNTY_NOUNS = frozenset({"county", "province", "oblast", "prefecture", "governorate"})
SOFT_SHARPNESS = 2.0
SOFT_CHOICES = 6
PLAIN_MARGIN = 0.5  # powers of ten by which the largest place of a name must lead to speak for its country
VOTE_ROUNDS = 2
WIKINER_LABELS = {"PER": "PERSON", "MISC": ""}  # of the French model and others; the English one has OntoNotes' labels


class LabelledSpan(Protocol):
    """A model's entity: half-open offsets into its passage and the model's label."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def label(self) -> str:
        """What the model takes it for: OntoNotes' labels."""


@dataclass(frozen=True, slots=True)
class CountryFindings:
    """The country mentions of an article (those ``in_name`` never count), and its dateline's places resolved."""

    mentions: tuple[CountryMention, ...]
    dateline: tuple[DatelinePlace, ...]


def find_countries(
    article: Article,
    passages: Sequence[Passage],
    found: Sequence[Sequence[LabelledSpan]],
    gazetteer: Gazetteer,
) -> CountryFindings:
    """Return the countries that an article names, in the order of its passages.

    Args:
        article: The article; ``document.home_country`` is a prior for ambiguous towns, never more.
        passages: Its passages as ``split_passages`` gives them.
        found: The model's entities of each passage; empty lists where there is no model.
        gazetteer: Where names are looked up.
    """
    names = names_in(article.language)
    readings = [_read(*pair, gazetteer, names) for pair in zip(passages, found, strict=True)]
    votes = Votes(gazetteer.neighbours, article.document.home_country)
    first = [reading for reading in readings if reading.passage.zone in EVIDENCE_ZONES]
    votes.hint(first, gazetteer)
    _settle(first, votes, gazetteer)
    _settle([reading for reading in readings if reading.passage.zone not in EVIDENCE_ZONES], votes, gazetteer)
    return CountryFindings(tuple(_mentions(readings)), _resolve_dateline(article.dateline, readings))


def _read(passage: Passage, found: Sequence[LabelledSpan], gazetteer: Gazetteer, names: LanguageNames) -> Reading:
    words = split_words(passage.text)
    surfaces = list(find_surfaces(passage.text, words, gazetteer, names))
    spans = [(span.start, span.end, WIKINER_LABELS.get(span.label, span.label)) for span in found]
    attach_spans(surfaces, spans)
    dateline = find_dateline(passage.text)
    if passage.zone is Zone.DATELINE:
        dateline = Dateline(len(passage.text), dateline is not None and dateline.by_wire)
    return Reading(passage, words, surfaces, spans, dateline)


def _settle(readings: Sequence[Reading], votes: Votes, gazetteer: Gazetteer) -> None:
    """Decide every surface of these readings, with what the votes already hold and adding to them."""
    persons = person_words(readings)
    for reading in readings:
        for surface in reading.surfaces:
            judge(reading, surface, gazetteer, persons)
    _bar_diseases(readings)
    _bar_surnames(readings, persons)
    _settle_certain(readings, votes, gazetteer)
    for reading in readings:
        _settle_abbreviated(reading, votes, gazetteer)
        _settle_in_regions(reading, votes)
        _settle_apposed(reading, votes)
    settle_shared_names(readings, votes, gazetteer.shared)
    _settle_by_votes(readings, votes, persons, gazetteer)
    add_short_forms(readings, votes)
    add_unknown_places(readings, gazetteer.regions)


def _bar_diseases(readings: Sequence[Reading]) -> None:
    """Bar every occurrence of a town that the article uses as the name of a disease: Marburg."""
    surfaces = [surface for reading in readings for surface in reading.surfaces]
    diseases = {surface.key for surface in surfaces if surface.barred == "disease"}
    for surface in surfaces:
        if surface.key in diseases and not is_country_word(surface):
            surface.barred = "disease"


def _bar_surnames(readings: Sequence[Reading], persons: set[str]) -> None:
    """Bar a small town's name that is the surname of somebody named in full, unless it stands once where towns do."""
    surfaces = [surface for reading in readings for surface in reading.surfaces if surface.key in persons]
    placed = {
        surface.key
        for reading in readings
        for surface in reading.surfaces
        if surface.key in persons and _stands_as_place(reading, surface)
    }
    for surface in surfaces:
        if surface.key not in placed and not surface.senses and not surface.barred and _is_small_town(surface):
            surface.barred = "person"


def _stands_as_place(reading: Reading, surface: Surface) -> bool:
    if surface.before.lower() in PLACED_IN or surface.town_like or surface.filed_from:
        return True
    following = reading.passage.text[surface.end : surface.end + 3]
    return following.startswith(", ") and following[2:].isupper()


def _is_small_town(surface: Surface) -> bool:
    places = surface.toponym.places if surface.toponym else ()
    return all(place.kind in "ca23" and place.population < SURELY_MEANT for place in places)


def _settle_certain(readings: Sequence[Reading], votes: Votes, gazetteer: Gazetteer) -> None:
    """Settle the names of countries, peoples, states and governments that mean one thing."""
    townish = {surface.key for reading in readings for surface in reading.surfaces if _may_be_a_town(surface)}
    for surface in (surface for reading in readings for surface in reading.surfaces):
        if surface.barred or not surface.senses or surface.key in townish or surface.key in gazetteer.shared:
            continue
        sense = surface.senses[0]
        several = len({other.code for other in surface.senses}) > 1
        if several or sense.doubtful or sense.kind not in KIND_WEIGHTS:
            continue
        surface.decision = Decision(sense.code, sense.kind, sense.kind.value, SETTLED_CONFIDENCE, sense.first_level)
        weight = KIND_WEIGHTS[sense.kind] * (INSIDE_NAME_WEIGHT if surface.inside == "name" else 1.0)
        votes.add(surface.key, surface.decision, weight)


def _may_be_a_town(surface: Surface) -> bool:
    """Tell whether a country's name stands where a town of that name would: "Lebanon police", "LEBANON (AP)"."""
    if (
        surface.barred
        or surface.toponym is None
        or not surface.senses
        or surface.senses[0].kind is not CountryKind.NAME
    ):
        return False
    if len(surface.key) <= SHORT_CAPITALS and " " not in surface.key:
        return False  # "US officials"
    towns = [place for place in surface.toponym.places if place.kind == "c"]
    if not any(town.population > RIVAL_PEOPLE and town.code != surface.senses[0].code for town in towns):
        return False
    return surface.town_like or (surface.filed_from and max(town.population for town in towns) < CITY_STATE_PEOPLE)


def _settle_abbreviated(reading: Reading, votes: Votes, gazetteer: Gazetteer) -> None:
    starts = {surface.start: surface for surface in reading.surfaces}
    for town, decision, (start, end) in list(towns_before_abbreviations(reading, gazetteer)):
        if town.barred not in ("", "person", "generic", "acronym"):
            continue
        if town.decision is not None and is_country_word(town) and town.toponym is None:
            continue
        town.barred, town.decision = "", decision
        votes.add(town.key, decision, 1.5, pin=True)
        state = starts.get(start)
        if state is None:
            state = Surface(start, end, town.last + 1, town.last + 1, "")
            reading.surfaces.append(state)
        state.barred = ""
        state.decision = replace(decision, kind=CountryKind.SUBDIVISION, rule="state after town")
    reading.surfaces.sort(key=lambda surface: surface.start)


def _settle_in_regions(reading: Reading, votes: Votes) -> None:
    for inner, outer, (code, first_level) in places_before_regions(reading):
        known = inner.decision
        if known is not None and (known.rule == "town, state" or (is_country_word(inner) and not first_level)):
            continue
        if known is None or known.code != code or known.kind is CountryKind.NAME:
            capital = any(sense.kind is CountryKind.CAPITAL and sense.code == code for sense in inner.senses)
            kind = CountryKind.CAPITAL if capital else _town_or_county(inner.key)
            inner.decision = Decision(code, kind, "town, region", SETTLED_CONFIDENCE, first_level)
            votes.add(inner.key, inner.decision, pin=True)
        if outer.decision is None or outer.decision.code != code:
            kind = CountryKind.SUBDIVISION if first_level else CountryKind.NAME
            outer.decision = Decision(code, kind, "region after town", SETTLED_CONFIDENCE, first_level)
            votes.add(outer.key, outer.decision, pin=True)


def _settle_apposed(reading: Reading, votes: Votes) -> None:
    firsts = {surface.first: surface for surface in reading.surfaces}
    for country, first, last, kind in list(apposed_places(reading)):
        if country.decision is None:
            continue
        place = firsts.get(first)
        if place is None:
            words = reading.words
            place = Surface(words.starts[first], words.ends[last], first, last, words.key(first, last))
            reading.surfaces.append(place)
        elif is_country_word(place) and place.decision is not None:
            continue
        place.barred = ""
        place.decision = Decision(country.decision.code, kind, "apposition", SETTLED_CONFIDENCE)
        votes.add(place.key, place.decision, pin=True)
    reading.surfaces.sort(key=lambda surface: surface.start)


@dataclass(slots=True)
class _Name:
    """A name that is not settled yet: where it stands, what its surroundings weigh there, and what it can mean.

    ``country`` is where a name alone, without the article, would be taken for a place; "" where that is open.
    """

    places: list[Surface]
    weights: list[float]
    choices: Mapping[Choice, float]
    country: str = ""


def _settle_by_votes(readings: Sequence[Reading], votes: Votes, persons: set[str], gazetteer: Gazetteer) -> None:
    """Settle what is left: first let every name speak softly for what it may mean, then choose."""
    names = _open_names(readings, persons)
    for _ in range(VOTE_ROUNDS):
        votes.speak_softly({key: _soft_votes(key, name, votes) for key, name in names.items()})
    for key, name in names.items():
        order = ranked(key, name.places, votes, name.choices)
        if order:
            _decide(key, name, order[0][1], votes, gazetteer)


def _open_names(readings: Iterable[Reading], persons: set[str]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for reading in readings:
        for surface in reading.surfaces:
            if surface.decision is None and not surface.barred:
                if surface.key not in names:
                    names[surface.key] = _Name([], [], candidates(surface))
                names[surface.key].places.append(surface)
                names[surface.key].weights.append(context_weight(surface, persons))
    names = {key: name for key, name in names.items() if may_be_place(name.weights, name.choices.values())}
    for name in names.values():
        name.country = _plain_country(name.choices)
    return names


def _soft_votes(key: str, name: _Name, votes: Votes) -> dict[Choice, float]:
    if not name.country:
        return {}
    order = ranked(key, name.places, votes, name.choices)
    top, choice = order[0]
    if choice[0] != name.country or max(_likelihoods(key, name, choice, votes)) < SOFT_THRESHOLD:
        return {}
    shares = {choice: math.exp(SOFT_SHARPNESS * (score - top)) for score, choice in order[:SOFT_CHOICES]}
    total = sum(shares.values())
    return {choice: share / total for choice, share in shares.items()}


def _plain_country(choices: Mapping[Choice, float]) -> str:
    """Return the country whose largest place of this name leads by far, "" where none does."""
    sizes: dict[str, float] = {}
    for (code, _, _), size in choices.items():
        sizes[code] = max(size, sizes.get(code, size))
    code = max(sizes, key=sizes.__getitem__, default="")
    others = max((size for other, size in sizes.items() if other != code), default=0.0)
    return code if code and sizes[code] - others >= PLAIN_MARGIN else ""


def _likelihoods(key: str, name: _Name, choice: Choice, votes: Votes) -> list[float]:
    """Return for each occurrence of a name how much it looks like the place that is chosen for it."""
    common, evidence = support(key, choice, name.choices[choice], votes)
    pairs = zip(name.places, name.weights, strict=True)
    return [common + weight + unsupported_weight(surface, choice, evidence) for surface, weight in pairs]


def _decide(key: str, name: _Name, choice: Choice, votes: Votes, gazetteer: Gazetteer) -> None:
    code, _, first_level = choice
    kind = _kind_of(key, name, choice, gazetteer)
    weights = _likelihoods(key, name, choice, votes)
    threshold = FAMILIAR_THRESHOLD if max(weights) >= FAMILIAR else PLACE_THRESHOLD
    for surface, weight in zip(name.places, weights, strict=True):
        if weight >= threshold and not lacks_its_country(surface, code, votes):
            confidence = round(min(0.95, 0.5 + 0.08 * weight), 2)
            surface.decision = Decision(code, kind, "votes", confidence, first_level)


def _kind_of(key: str, name: _Name, choice: Choice, gazetteer: Gazetteer) -> CountryKind:
    """Return what a choice is: of a country and its state, the country; of a town and its province, the town."""
    code, kind, first_level = choice
    if kind is CountryKind.SUBDIVISION and (code, CountryKind.NAME, "") in name.choices:
        return CountryKind.NAME  # Scotland is both
    same_name = kind is CountryKind.SUBDIVISION and name.choices.get((code, CountryKind.CITY, first_level), 0.0)
    if same_name and same_name >= OWN_TOWN and not any(_is_region(surface) for surface in name.places):
        kind = CountryKind.CITY  # Porto, Limerick
    if kind is CountryKind.CITY and _town_or_county(key) is CountryKind.SUBDIVISION:
        return CountryKind.SUBDIVISION
    if kind is CountryKind.CITY and gazetteer.is_capital(key, code):
        largest = max(weight for (other, what, _), weight in name.choices.items() if (other, what) == (code, kind))
        if name.choices[code, kind, first_level] == largest:
            return CountryKind.CAPITAL
    return kind


def _town_or_county(key: str) -> CountryKind:
    """Return what a place is by its last word: the tables hold some counties as towns."""
    return CountryKind.SUBDIVISION if key.rsplit(" ", 1)[-1] in COUNTY_NOUNS else CountryKind.CITY


def _is_region(surface: Surface) -> bool:
    """Tell whether the word beside a name says that the province is meant, not its town."""
    return surface.after.lower() in REGION_NOUNS or surface.before.lower() in REGION_NOUNS


def _mentions(readings: Iterable[Reading]) -> Iterable[CountryMention]:
    for reading in readings:
        passage = reading.passage
        for surface in reading.surfaces:
            decision = surface.decision
            if decision is not None and not surface.barred:
                yield CountryMention(
                    *passage.locate(surface.start, surface.end),
                    zone=passage.zone,
                    code=decision.code,
                    kind=decision.kind,
                    rule=decision.rule,
                    confidence=decision.confidence,
                    in_title=passage.in_title,
                    in_name=surface.inside == "name",
                )


def _resolve_dateline(places: Sequence[DatelinePlace], readings: Sequence[Reading]) -> tuple[DatelinePlace, ...]:
    """Return the dateline's places with the countries that their names were found to mean."""
    if not places:
        return ()
    found: dict[str, str] = {}
    for reading in readings:
        for surface in reading.surfaces:
            if surface.decision is not None and (surface.key not in found or reading.passage.zone is Zone.DATELINE):
                found[surface.key] = surface.decision.code
    return tuple(replace(place, country=found.get(fold_name(place.name.split(",")[0]))) for place in places)
