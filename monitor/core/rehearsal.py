"""An entry tried on what is stored before it is saved: when it would fire, where, through which name, beside whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.core.moments import published_day
from monitor.core.records import Entry, Hit
from monitor.core.retrospect import hits_on_stored
from monitor.core.spellings import nearest
from monitor.core.store import Reader
from monitor.core.terms import Zone
from monitor.core.tokens import name_key
from monitor.core.watchlist.match import Matcher

LEAST_LIKENESS = 84.0
"""Below, out of 100, two spellings are rarely one name."""
MOST_SPELLINGS = 12
SHORTEST = 4
"""Code points of a name that near spellings are looked for: a short one is near to everything."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A name of the entry: in how many articles it matches, and how many of them nothing else of the entry finds."""

    name: str
    articles: int
    alone: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name of the library that is spelled nearly like one of the entry: how near (0 to 100), and its articles."""

    name: str
    like: str
    score: float
    articles: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an entry would find.

    ``weeks`` are articles by the Monday of their week, with the empty weeks between; None for undated ones. ``overlap``
    is how many of the articles other entries meet too.
    """

    hits: tuple[tuple[int, Hit], ...]
    weeks: tuple[tuple[date | None, int], ...]
    zones: tuple[tuple[Zone, int], ...]
    sources: tuple[tuple[str | None, int], ...]
    effects: tuple[Effect, ...]
    overlap: tuple[tuple[str, int], ...]
    spellings: tuple[Spelling, ...]


def rehearse(reader: Reader, entry: Entry, *, today: str | None) -> Rehearsal:
    """Try an entry on what is stored; nothing is saved.

    Raises:
        QueryError: where its query cannot be understood.
    """
    tried = replace(entry, enabled=True)
    others = Matcher([other for other in reader.entries() if other.name != entry.name], today=today)
    hits: list[tuple[int, Hit]] = []
    days: Counter[date | None] = Counter()
    sources: Counter[str | None] = Counter()
    overlap: Counter[str] = Counter()
    for number, hit in hits_on_stored(reader, [tried], today=today):
        analysis = reader.analysis(number)
        published = analysis.article.published
        days[_monday(published_day(published.value) if published else None)] += 1
        sources[analysis.article.source] += 1
        overlap.update(other.entry for other in others.match(analysis))
        hits.append((number, hit))
    zones = Counter(one.zone for _, hit in hits for one in hit.evidence)
    return Rehearsal(
        hits=tuple(hits),
        weeks=tuple(_weeks(days)),
        zones=tuple(zones.most_common()),
        sources=tuple(sources.most_common()),
        effects=tuple(_effects(tried, hits)),
        overlap=tuple(overlap.most_common()),
        spellings=near_spellings(reader, tried),
    )


def near_spellings(reader: Reader, entry: Entry) -> tuple[Spelling, ...]:
    """Return names of the library that are nearly those of an entry, the nearest first; they never match by themselves.

    The score is ``spellings.likeness`` of the folded names.
    """
    own = {name_key(name): name for name in _names(entry)}
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for found in reader.entities():
        key = name_key(found.name)
        counts[key] += found.articles
        written.setdefault(key, found.name)
    best: dict[str, Spelling] = {}
    for key, name in own.items():
        if len(key) < SHORTEST:
            continue
        for other, score in nearest(key, written, LEAST_LIKENESS):
            if other not in own and (other not in best or best[other].score < score):
                best[other] = Spelling(written[other], name, round(score, 1), counts[other])
    ordered = sorted(best.values(), key=lambda spelling: (-spelling.score, spelling.name))
    return tuple(ordered[:MOST_SPELLINGS])


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.name, *entry.aliases, *entry.weak)))


def _effects(entry: Entry, hits: Sequence[tuple[int, Hit]]) -> Iterable[Effect]:
    matched: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for _, hit in hits:
        keys = {name_key(one.text) for one in hit.evidence}
        matched.update(keys)
        alone.update(keys if len(keys) == 1 else ())
    written: dict[str, list[str]] = defaultdict(list)
    for name in _names(entry):
        written[name_key(name)].append(name)
    for key, names in written.items():
        yield Effect(names[0], matched[key], alone[key])


def _monday(day: date | None) -> date | None:
    return day - timedelta(days=day.weekday()) if day else None


def _weeks(days: Counter[date | None]) -> Iterable[tuple[date | None, int]]:
    dated = sorted(day for day in days if day is not None)
    if dated:
        for number in range((dated[-1] - dated[0]).days // 7 + 1):
            week = dated[0] + timedelta(weeks=number)
            yield week, days[week]
    if days[None]:
        yield None, days[None]
