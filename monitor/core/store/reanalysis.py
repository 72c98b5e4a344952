"""Analysing stored articles again: resumable, and saying which numbers changed."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar

from monitor.core.records import Analysis, Refusal
from monitor.core.store.articles import load_analysis
from monitor.core.store.rebuild import BATCH, Analyse, Progress
from monitor.core.store.refile import refile
from monitor.core.store.tables import Tables
from monitor.core.terms import COUNTED_ZONES

_SETTING = "reanalysis"
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Moved:
    """A number before and after."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Reanalysis:
    """What analysing again changed: ``articles`` were looked at, ``changed`` of them have other numbers now.

    ``countries`` (by code) and ``entities`` (by name and type) hold the counted mentions that differ over all of
    them; ``kept`` counts the articles whose analysis failed, so that the stored one stays.
    """

    articles: int
    changed: int
    kept: int
    countries: dict[str, Moved]
    entities: dict[tuple[str, str], Moved]


@dataclass(slots=True)
class Tally:
    """Adds up what changed, article by article."""

    articles: int = 0
    changed: int = 0
    kept: int = 0
    countries: dict[bool, Counter[str]] = field(default_factory=lambda: {False: Counter(), True: Counter()})
    entities: dict[bool, Counter[tuple[str, str]]] = field(default_factory=lambda: {False: Counter(), True: Counter()})

    def add(self, before: Analysis, after: Analysis) -> None:
        """Count one article."""
        self.articles += 1
        counts = [(_countries(analysis), _entities(analysis)) for analysis in (before, after)]
        self.changed += counts[0] != counts[1]
        for is_after, (countries, entities) in zip((False, True), counts, strict=True):
            self.countries[is_after].update(countries)
            self.entities[is_after].update(entities)

    def result(self) -> Reanalysis:
        """Return the sums that differ."""
        return Reanalysis(self.articles, self.changed, self.kept, _moved(self.countries), _moved(self.entities))


def reanalyse(
    tables: Tables,
    query: str,
    numbers: Sequence[int],
    *,
    analyse: Analyse,
    batch: Callable[[], AbstractContextManager[None]],
    progress: Callable[[Progress], None],
) -> Reanalysis:
    """Analyse the articles of these numbers, which ``query`` finds, again; go on where the same query was stopped.

    Args:
        tables: Of the library.
        query: As it was asked: by which an interrupted re-analysis is known again.
        numbers: Of the articles, ascending.
        analyse: Analyses documents; a refusal keeps the analysis that is stored.
        batch: One transaction of the writer.
        progress: Called after each chunk.
    """
    last = _stopped_at(tables.connection, query)
    numbers = [number for number in numbers if number > last]
    tally = Tally()
    for at in range(0, len(numbers), BATCH):
        chunk = numbers[at : at + BATCH]
        stored = [load_analysis(tables.connection, number) for number in chunk]
        outcomes = analyse([analysis.article.document for analysis in stored])
        with batch():
            _refile_all(tables, chunk, stored, outcomes, tally)
            _note_progress(tables.connection, query, chunk[-1])
        progress(Progress(min(at + BATCH, len(numbers)), len(numbers)))
    with batch():
        _note_progress(tables.connection, query, None)
    return tally.result()


def _refile_all(
    tables: Tables,
    numbers: Sequence[int],
    stored: Sequence[Analysis],
    outcomes: Sequence[Analysis | Refusal],
    tally: Tally,
) -> None:
    for number, before, after in zip(numbers, stored, outcomes, strict=True):
        if isinstance(after, Refusal):
            tally.kept += 1
            continue
        refile(tables, number, after)
        tally.add(before, after)


def _stopped_at(connection: sqlite3.Connection, query: str) -> int:
    """Return the article after which an interrupted re-analysis of this query goes on, 0 where there is none."""
    row = connection.execute("select value from setting where name = ?", (_SETTING,)).fetchone()
    stored = json.loads(row[0]) if row else {}
    return int(stored["after"]) if stored.get("query") == query else 0


def _note_progress(connection: sqlite3.Connection, query: str, after: int | None) -> None:
    """Note how far a re-analysis has come, None where it is finished."""
    connection.execute("delete from setting where name = ?", (_SETTING,))
    if after is not None:
        value = json.dumps({"query": query, "after": after})
        connection.execute("insert into setting values (?, ?)", (_SETTING, value))


def _countries(analysis: Analysis) -> Counter[str]:
    return Counter(place.code for place in analysis.countries if place.zone in COUNTED_ZONES and not place.in_name)


def _entities(analysis: Analysis) -> Counter[tuple[str, str]]:
    return Counter((m.name, m.type.value) for m in analysis.entities if m.zone in COUNTED_ZONES)


def _moved(sums: dict[bool, Counter[K]]) -> dict[K, Moved]:
    before, after = sums[False], sums[True]
    changed = sorted((key for key in before | after if before[key] != after[key]), key=str)
    return {key: Moved(before[key], after[key]) for key in changed}
