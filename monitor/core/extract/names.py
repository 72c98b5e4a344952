"""The names of an article: what the model saw, cut, typed, found again and resolved to entities."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.core.extract.entities import FoundSpan
from monitor.core.extract.folding import fold_name
from monitor.core.extract.names_acronyms import bracketed_acronym, pair_initials
from monitor.core.extract.names_again import find_again
from monitor.core.extract.names_cues import find_cued
from monitor.core.extract.names_people import Cast, gather_cast
from monitor.core.extract.names_places import PlaceNames
from monitor.core.extract.names_results import read_results
from monitor.core.extract.names_spans import MODEL, Sighting, read_spans
from monitor.core.extract.names_sports import find_teams
from monitor.core.extract.names_types import correct_type, is_topic
from monitor.core.extract.passages import Passage
from monitor.core.records import EntityType, Mention, Zone

NAMES_VERSION = "names 1"

CREDIT_ZONES = frozenset({Zone.BYLINE, Zone.CREDIT})
"""Zones whose people write or photograph: a reporter Jack Kim is never the Kim of the story."""

RULE_VOTES = 3  # what the type that a rule gave weighs against one that only the model gave
LOWER_WORD = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+\b")


def resolve_names(
    passages: Sequence[Passage],
    found: Sequence[Sequence[FoundSpan]],
    places: PlaceNames,
    language: str | None = None,
    credited: Collection[str] = (),
) -> tuple[Mention, ...]:
    """Return the mentions of an article's entities in the order of the text, those in a separate title first.

    Args:
        passages: The article's passages.
        found: The model's spans in each of them.
        places: What is known of places.
        credited: People whom the article credits, as its metadata has them.
        language: The article's, ISO 639-1; English rules are used where it is not known.
    """
    seen = [
        without_overlap([*_credits(passage, credited), *_see(passage.text, spans, places, language)])
        for passage, spans in zip(passages, found, strict=True)
    ]
    counted = [passage.counted for passage in passages]
    cast = gather_cast(_full_names(passages, seen))
    types = _settle_types(passages, seen, cast)
    seen = [_retype(passage.text, sightings, types) for passage, sightings in zip(passages, seen, strict=True)]
    known = _known_names(passages, seen)
    seen = [
        _complete(passage.text, sightings, known, cast) if counts else sightings
        for passage, sightings, counts in zip(passages, seen, counted, strict=True)
    ]
    naming = _Naming(cast, _acronyms(passages, seen), _spellings(passages, seen), places)
    mentions = [
        _mention(passage, sighting, naming)
        for passage, sightings in zip(passages, seen, strict=True)
        for sighting in sightings
    ]
    return tuple(sorted(mentions, key=lambda mention: (not mention.in_title, mention.start, mention.end)))


def _credits(passage: Passage, credited: Collection[str]) -> Iterator[Sighting]:
    """Yield the people credited where the credits are printed."""
    if passage.zone in CREDIT_ZONES:
        for name in credited:
            start = passage.text.find(name)
            if start >= 0:
                yield Sighting(start, start + len(name), EntityType.PERSON, "credit")


def _see(text: str, spans: Sequence[FoundSpan], places: PlaceNames, language: str | None) -> list[Sighting]:
    """Return what stands in a passage, from the layout of results, the model, and words that announce a name."""
    sightings = without_overlap(
        [*read_results(text, places), *find_teams(text, language), *read_spans(text, spans, language)]
    )
    sightings = [correct_type(text, sighting, places) for sighting in sightings if not is_topic(text, sighting)]
    return without_overlap([*sightings, *find_cued(text, places, language)])


def without_overlap(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Return the sightings in text order, of overlapping ones the earlier given."""
    kept: list[Sighting] = []
    taken: set[int] = set()
    for sighting in sightings:
        stretch = range(sighting.start, sighting.end)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(sighting)
    return sorted(kept, key=lambda sighting: sighting.start)


def _full_names(passages: Sequence[Passage], seen: Sequence[Sequence[Sighting]]) -> list[str]:
    """Return the people named in full where it counts, as often as they are."""
    return [
        name
        for passage, sightings in zip(passages, seen, strict=True)
        if passage.counted
        for sighting in sightings
        if sighting.type is EntityType.PERSON and len((name := sighting.text(passage.text)).split()) > 1
    ]


def _settle_types(
    passages: Sequence[Passage], seen: Sequence[Sequence[Sighting]], cast: Cast
) -> Mapping[str, EntityType]:
    """Return the type of each folded name that got different ones: a person's if the cast knows it, else by vote."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    firm: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for passage, sightings in zip(passages, seen, strict=True):
        if passage.counted:
            for sighting in sightings:
                name = fold_name(sighting.text(passage.text))
                weight = 1 if sighting.rule == MODEL else RULE_VOTES
                votes[name][sighting.type] += weight
                if sighting.rule != MODEL:
                    firm[name][sighting.type] += weight
    settled = {}
    for name, counts in votes.items():
        (type_, most), *others = counts.most_common()
        if name in cast.names and firm[name][EntityType.PLACE] <= counts.total() / 2:
            settled[name] = EntityType.PERSON
        elif firm[name] and firm[name].most_common(1)[0][1] > firm[name].total() / 2:
            settled[name] = firm[name].most_common(1)[0][0]
        elif others and most > others[0][1]:
            settled[name] = type_
    return settled


def _retype(text: str, sightings: Sequence[Sighting], types: Mapping[str, EntityType]) -> list[Sighting]:
    """Return the sightings with the settled types where only the model had its say."""
    settled = [types.get(fold_name(sighting.text(text)), sighting.type) for sighting in sightings]
    return [
        replace(sighting, type=type_, rule="same name elsewhere")
        if sighting.rule == MODEL and type_ is not sighting.type
        else sighting
        for sighting, type_ in zip(sightings, settled, strict=True)
    ]


def _known_names(passages: Sequence[Passage], seen: Sequence[Sequence[Sighting]]) -> dict[str, EntityType]:
    """Return the printed names that may be looked for again; not single words of people, which the cast answers for."""
    return {
        name: sighting.type
        for passage, sightings in zip(passages, seen, strict=True)
        if passage.counted
        for sighting in sightings
        if sighting.type in (EntityType.ORG, EntityType.PLACE, EntityType.PERSON, EntityType.NORP)
        and (" " in (name := sighting.text(passage.text)) or sighting.type is not EntityType.PERSON)
    }


def _complete(text: str, sightings: list[Sighting], known: Mapping[str, EntityType], cast: Cast) -> list[Sighting]:
    common = {word.capitalize() for word in LOWER_WORD.findall(text)}
    again = find_again(text, sightings, known, cast.surnames, common)
    return sorted([*sightings, *again], key=lambda sighting: sighting.start)


def _acronyms(passages: Sequence[Passage], seen: Sequence[Sequence[Sighting]]) -> Mapping[str, str]:
    """Return the organisation of each acronym that the article defines in brackets or that are one's initials."""
    defined: dict[str, str] = {}
    acronyms: set[str] = set()
    organisations: set[str] = set()
    for passage, sightings in zip(passages, seen, strict=True):
        if not passage.counted:
            continue
        for sighting in sightings:
            if sighting.type is EntityType.ORG:
                name = sighting.text(passage.text)
                (acronyms if name.isupper() else organisations).add(name)
                span = bracketed_acronym(passage.text, sighting.end)
                if span is not None and not name.isupper():
                    defined.setdefault(passage.text[slice(*span)], name)
    return {**pair_initials(acronyms - defined.keys(), organisations), **defined}


def _spellings(passages: Sequence[Passage], seen: Sequence[Sequence[Sighting]]) -> Mapping[str, str]:
    """Return the most usual printed form of each folded name, one not all in capitals if there is one."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for passage, sightings in zip(passages, seen, strict=True):
        for sighting in sightings:
            name = sighting.text(passage.text)
            forms[fold_name(name)][name] += 1
    return {
        key: max(counts, key=lambda form: (not (form.isupper() and len(form) > 1), counts[form]))
        for key, counts in forms.items()
    }


@dataclass(frozen=True, slots=True)
class _Naming:
    """What decides which entity a name stands for."""

    cast: Cast
    acronyms: Mapping[str, str]
    spellings: Mapping[str, str]
    places: PlaceNames

    def entity(self, name: str, type_: EntityType, zone: Zone) -> str:
        """Return the name of the entity that ``name`` stands for."""
        usual = self.spellings.get(fold_name(name), name)
        if type_ is EntityType.PERSON:
            if zone in CREDIT_ZONES and " " not in name:
                return usual
            return self.cast.resolve(name) or usual
        if type_ is EntityType.PLACE and name.replace(".", "").isupper():
            return self.places.country(name) or usual
        return self.acronyms.get(name, usual)


def _mention(passage: Passage, sighting: Sighting, naming: _Naming) -> Mention:
    start, end = passage.locate(sighting.start, sighting.end)
    name = naming.entity(sighting.text(passage.text), sighting.type, passage.zone)
    return Mention(start, end, passage.zone, name, sighting.type, sighting.rule, passage.in_title)
