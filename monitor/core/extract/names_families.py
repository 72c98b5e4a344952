"""Whom a surname means that several people of an article bear: whoever of them was named last, where that is clear."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.core.extract.names_people import Cast
from monitor.core.extract.names_sightings import Sighting
from monitor.core.terms import EntityType

NEAR = 500  # characters, about two paragraphs, in which two bearers leave a bare surname open

Place = tuple[int, int]
"""A sighting's passage, by its number, and where it starts in it."""


def settle_shared_surnames(passages: Iterable[tuple[int, Sequence[Sighting]]], cast: Cast) -> Mapping[Place, str]:
    """Return the person whom each bare surname means that several people bear; nothing for those left open.

    News names people in full when they enter and goes on with the surname: it means the bearer named last, unless
    another one was named just before.

    Args:
        passages: The counted passages in order, by number, each with its sightings in order.
        cast: The article's people.
    """
    settled: dict[Place, str] = {}
    if not cast.shared:
        return settled
    for number, sightings in passages:
        named: list[tuple[int, str]] = []
        for sighting in sightings:
            if sighting.type is not EntityType.PERSON:
                continue
            person = cast.names.get(sighting.key)
            bearers = cast.shared.get(sighting.key)
            if bearers:
                person = _last_named(named, bearers, sighting.start)
                if person is not None:
                    settled[number, sighting.start] = person
            if person is not None:
                named.append((sighting.start, person))
    return settled


def _last_named(named: Sequence[tuple[int, str]], bearers: frozenset[str], position: int) -> str | None:
    seen = [(start, person) for start, person in named if person in bearers]
    if not seen:
        return None
    last, person = seen[-1]
    since = min(last, position - NEAR) if position - last <= NEAR else last - NEAR
    rivals = {other for start, other in seen if start >= since} - {person}
    return None if rivals else person
