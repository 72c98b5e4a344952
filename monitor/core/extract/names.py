"""The names of an article: what the model saw, cut, typed, found again and resolved to entities."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.core.extract.entities import FoundSpan
from monitor.core.extract.names_again import find_again
from monitor.core.extract.names_bodies import gather_bodies
from monitor.core.extract.names_cues import find_cued
from monitor.core.extract.names_families import Place, settle_shared_surnames
from monitor.core.extract.names_joined import find_transcribed, join_names
from monitor.core.extract.names_people import Cast, gather_cast
from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_results import read_results
from monitor.core.extract.names_sightings import MODEL, Sighting, fold, sight, without_overlap
from monitor.core.extract.names_spans import read_spans
from monitor.core.extract.names_sports import find_teams
from monitor.core.extract.names_types import correct_type, is_common_word, is_portfolio, is_topic
from monitor.core.extract.passages import Passage
from monitor.core.records import Article, Mention
from monitor.core.terms import EntityType, Zone

NAMES_VERSION = "names 3"

CREDIT_ZONES = frozenset({Zone.BYLINE, Zone.CREDIT})
"""Zones whose people write or photograph: a reporter Jack Kim is never the Kim of the story."""

AGAIN_TYPES = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.PLACE, EntityType.NORP})
"""The kinds of names that are looked for where no model saw them."""

RULE_VOTES = 3  # what the type that a rule gave weighs against one that only the model gave


def resolve_names(
    article: Article, passages: Sequence[Passage], found: Sequence[Sequence[FoundSpan]], places: PlaceNames
) -> tuple[Mention, ...]:
    """Return the mentions of an article's entities in the order of the text, those in a separate title first.

    Args:
        article: The article, with its language and metadata.
        passages: The article's passages.
        found: The model's spans in each of them.
        places: What is known of places.
    """
    seen = [
        without_overlap([*_from_metadata(article, passage), *_see(passage.text, spans, places, article.language)])
        for passage, spans in zip(passages, found, strict=True)
    ]
    counted = [index for index, passage in enumerate(passages) if passage.counted]
    cast = gather_cast(_full_names(seen[index] for index in counted))
    bodies = gather_bodies((passages[index].text, seen[index]) for index in counted)
    bodies = {key: name for key, name in bodies.items() if key not in cast.families and not places.country(key)}
    types = {**_settle_types((seen[index] for index in counted), cast), **dict.fromkeys(bodies, EntityType.ORG)}
    seen = [_retype(sightings, types) for sightings in seen]
    known = _known_names((seen[index] for index in counted), cast)
    for index in counted:
        seen[index] = _complete(passages[index].text, seen[index], known, cast)
    families = settle_shared_surnames(((index, seen[index]) for index in counted), cast)
    naming = _Naming(cast, bodies, _spellings(seen), places, families, _transcribed(passages, seen))
    mentions = [
        _mention(passage, sighting, naming, number)
        for number, (passage, sightings) in enumerate(zip(passages, seen, strict=True))
        for sighting in sightings
    ]
    return tuple(sorted(mentions, key=lambda mention: (not mention.in_title, mention.start, mention.end)))


def _from_metadata(article: Article, passage: Passage) -> Iterator[Sighting]:
    """Yield the people credited where the credits are printed, and the places of the dateline."""
    if passage.zone in CREDIT_ZONES:
        photographer = article.photo.photographer if article.photo else None
        for name in (*(byline.name for byline in article.bylines), photographer or ""):
            start = passage.text.find(name) if name else -1
            if start >= 0:
                yield sight(passage.text, start, start + len(name), EntityType.PERSON, "credit")
    elif passage.zone is Zone.DATELINE:
        printed = passage.text.casefold()
        for place in article.dateline:
            start = printed.find(place.name.casefold())
            if start >= 0 and len(printed) == len(passage.text):
                end = start + len(place.name)
                yield Sighting(start, end, EntityType.PLACE, "dateline", place.name, fold(place.name))


def _see(text: str, spans: Sequence[FoundSpan], places: PlaceNames, language: str | None) -> list[Sighting]:
    """Return what stands in a passage, from the layout of results, the model, and words that announce a name."""
    sightings = without_overlap(
        [*read_results(text, places), *find_teams(text, language), *read_spans(text, spans, language)]
    )
    sightings = [
        correct_type(text, sighting, places)
        for sighting in join_names(text, sightings, places)
        if not (is_topic(text, sighting) or is_common_word(text, sighting) or is_portfolio(text, sighting))
    ]
    found = without_overlap([*sightings, *find_cued(text, sightings, places, language)])
    own_script = [sighting for sighting, _ in find_transcribed(text, found)]
    return without_overlap([*own_script, *found]) if own_script else found


def _transcribed(passages: Sequence[Passage], seen: Sequence[Sequence[Sighting]]) -> Mapping[str, Sighting]:
    """Return the Latin spelling that stands beside each name in another script, by its folded form."""
    pairs = (
        pair
        for passage, sightings in zip(passages, seen, strict=True)
        if not passage.text.isascii()
        for pair in find_transcribed(passage.text, sightings)
    )
    return {own.key: latin for own, latin in pairs}


def _full_names(seen: Iterable[Sequence[Sighting]]) -> list[str]:
    """Return the people named in full, as often as they are."""
    return [
        sighting.name
        for sightings in seen
        for sighting in sightings
        if sighting.type is EntityType.PERSON and " " in sighting.name
    ]


def _settle_types(seen: Iterable[Sequence[Sighting]], cast: Cast) -> dict[str, EntityType]:
    """Return the type of each folded name that got different ones: a person's if the cast knows it, else by vote."""
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in (sighting for sightings in seen for sighting in sightings):
        by_name[sighting.key].append(sighting)
    settled = {}
    for name, sightings in by_name.items():
        is_family = name in cast.names or name in cast.families
        if all(sighting.rule == MODEL for sighting in sightings):
            type_ = EntityType.PERSON if is_family else _voted(sightings)
        else:
            type_ = _voted_with_rules(sightings, is_family=is_family)
        if type_ is not None:
            settled[name] = type_
    return settled


def _voted(sightings: Sequence[Sighting]) -> EntityType | None:
    """Return the type that most sightings have, where they differ; of a person and a body the body."""
    first = sightings[0].type
    if all(sighting.type is first for sighting in sightings):
        return None
    return _most_voted(Counter(sighting.type for sighting in sightings))


def _most_voted(votes: Counter[EntityType]) -> EntityType | None:
    (type_, most), *others = votes.most_common(2)
    if others and most > others[0][1]:
        return type_
    is_one_of_both = bool(others) and {type_, others[0][0]} == {EntityType.PERSON, EntityType.ORG}
    return EntityType.ORG if is_one_of_both else None  # nobody of that name is named in full


def _voted_with_rules(sightings: Sequence[Sighting], *, is_family: bool) -> EntityType | None:
    """Return the type that the rules gave most, or the vote where they do not agree."""
    votes: Counter[EntityType] = Counter()
    firm: Counter[EntityType] = Counter()
    for sighting in sightings:
        votes[sighting.type] += 1 if sighting.rule == MODEL else RULE_VOTES
        if sighting.rule != MODEL:
            firm[sighting.type] += RULE_VOTES
    if is_family and firm[EntityType.PLACE] <= votes.total() / 2:
        return EntityType.PERSON
    [(type_, most)] = firm.most_common(1)
    return type_ if most > firm.total() / 2 else _most_voted(votes)


def _retype(sightings: Sequence[Sighting], types: Mapping[str, EntityType]) -> list[Sighting]:
    """Return the sightings with the settled types where only the model had its say."""
    return [
        sighting.typed(types[sighting.key], "same name elsewhere")
        if sighting.rule == MODEL and types.get(sighting.key, sighting.type) is not sighting.type
        else sighting
        for sighting in sightings
    ]


def _known_names(seen: Iterable[Sequence[Sighting]], cast: Cast) -> dict[str, EntityType]:
    """Return the printed names to look for again; a single word of people only where it is all of a name."""
    sightings = [sighting for inside in seen for sighting in inside if sighting.type in AGAIN_TYPES]
    times = Counter(sighting.name for sighting in sightings)
    return {
        sighting.name: sighting.type
        for sighting in sightings
        if sighting.type is not EntityType.PERSON
        or " " in sighting.name
        or (times[sighting.name] > 1 and sighting.key not in cast.names and sighting.key not in cast.families)
    }


def _complete(text: str, sightings: list[Sighting], known: Mapping[str, EntityType], cast: Cast) -> list[Sighting]:
    again = list(find_again(text, sightings, known, cast.surnames))
    return sorted([*sightings, *again], key=lambda sighting: sighting.start) if again else sightings


def _spellings(seen: Sequence[Sequence[Sighting]]) -> Mapping[str, str]:
    """Return the most usual printed form of each folded name, one not all in capitals if there is one."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for sightings in seen:
        for sighting in sightings:
            forms[sighting.key][sighting.name] += 1
    return {
        key: max(counts, key=lambda form: (not (form.isupper() and len(form) > 1), counts[form]))
        if len(counts) > 1
        else next(iter(counts))
        for key, counts in forms.items()
    }


@dataclass(frozen=True, slots=True)
class _Naming:
    """What decides which entity a name stands for."""

    cast: Cast
    bodies: Mapping[str, str]
    spellings: Mapping[str, str]
    places: PlaceNames
    families: Mapping[Place, str]
    transcribed: Mapping[str, Sighting]

    def entity(self, sighting: Sighting, zone: Zone, passage: int) -> str:
        """Return the name of the entity that a sighting in a passage, given by its number, stands for."""
        if (person := self.families.get((passage, sighting.start))) is not None:
            return person
        sighting = self.transcribed.get(sighting.key, sighting)
        usual = self.spellings.get(sighting.key, sighting.name)
        if sighting.type is EntityType.PERSON:
            if zone in CREDIT_ZONES and " " not in sighting.name:
                return usual
            name = self.cast.names.get(sighting.key, usual)
            latin = self.transcribed.get(fold(name)) if self.transcribed else None  # a surname in its own script
            return name if latin is None else self.cast.names.get(latin.key, latin.name)
        if sighting.type is EntityType.PLACE and sighting.name.replace(".", "").isupper():
            return self.places.country(sighting.name) or usual
        return self.bodies.get(sighting.key, usual) if sighting.type is EntityType.ORG else usual


def _mention(passage: Passage, sighting: Sighting, naming: _Naming, number: int) -> Mention:
    start, end = passage.locate(sighting.start, sighting.end)
    name = naming.entity(sighting, passage.zone, number)
    return Mention(start, end, passage.zone, name, sighting.type, sighting.rule, passage.in_title)
