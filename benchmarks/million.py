"""How fast a library of a million articles answers, against the limits; and beside one of a hundred thousand.

    python -m benchmarks.million MILLION [--small HUNDRED] [--only NAME…]

``benchmarks.library make`` makes both. CPU milliseconds, the median of three, each on a connection of its own that
has answered nothing yet: what one question finds does not help the next. A figure above its limit is starred, and
the program then ends with 1. Of what asks the texts themselves (SENT) only the first rows are timed: the rest takes as
long as reading the texts of all candidates.
"""

import argparse
import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.library import SEED, make_world, queries, word_in
from monitor.core.store import Reader, Sort, open_library

FIRST = 128
ASKS_TEXTS = frozenset({"SENT"})
INDEXED = frozenset({
    "everything", "a common word", "a word of all articles", "a middling word", "a rare word", "common country",
    "rare country", "common entity", "rare entity", "source", "month", "unread", "starred",
})  # fmt: skip
KNOWN_AS_BITS = frozenset({
    "everything", "common country", "rare country", "common entity", "rare entity", "source", "month",
    "two countries", "entity and country", "country and month", "not country",
})  # fmt: skip
RELATIVE_P95, ABSOLUTE_P95, PREFIX_P95 = 2.0, 10.0, 30.0


@dataclass(frozen=True, slots=True)
class Question:
    """What a window asks under a filter, and how long it may take: where an index or bits answer, and for all."""

    name: str
    ask: Callable[[Reader, str], object]
    limit: float
    quick_limit: float | None = None
    quick: frozenset[str] = frozenset()

    def limit_of(self, filter: str) -> float:
        """Return the limit in milliseconds under a filter."""
        return self.quick_limit if self.quick_limit is not None and filter in self.quick else self.limit


QUESTIONS = (
    Question("rows", lambda r, q: r.rows(r.article_ids(q, limit=FIRST)), 50, 16, INDEXED),
    Question("title", lambda r, q: r.article_ids(q, sort=Sort.TITLE, limit=FIRST), 250),
    Question("source", lambda r, q: r.article_ids(q, sort=Sort.SOURCE, limit=FIRST), 250),
    Question("rank", lambda r, q: r.article_ids(q, sort=Sort.RELEVANCE, limit=FIRST), 250),
    Question("ids", lambda r, q: r.article_ids(q), 300),
    Question("count", lambda r, q: r.count(q), 300),
    Question("map", lambda r, q: r.countries(q), 150, 30, KNOWN_AS_BITS),
    Question("sources", lambda r, q: r.sources(q), 150, 30, KNOWN_AS_BITS),
    Question("days", lambda r, q: r.days(q), 150, 30, KNOWN_AS_BITS),
    Question("names", lambda r, q: r.entities(q, limit=50), 150, 30, KNOWN_AS_BITS),
)


def milliseconds(path: Path, ask: Callable[[Reader], object]) -> float:
    """Return the median CPU time of three questions; one that takes longer than 2 s is asked once."""
    times: list[float] = []
    while len(times) < 3 and sum(times) < 2_000:
        with open_library(path) as reader:
            reader.data_version()
            gc.collect()
            began = time.process_time()
            ask(reader)
            times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def time_filters(path: Path, only: list[str]) -> int:
    """Print a table, a row a filter; return how many figures are above their limits."""
    above = 0
    with open_library(path) as reader:
        reader.entities("", limit=1)  # imports what the first count imports
        print(f"{reader.count().articles:,} articles; CPU ms, median of 3, * above its limit")
    print(f"{'filter':24}{'found':>10}" + "".join(f"{question.name:>9}" for question in QUESTIONS))
    for name, query in queries().items():
        if only and name not in only:
            continue
        asks_texts = name in ASKS_TEXTS
        with open_library(path) as reader:
            found = "" if asks_texts else f"{len(reader.article_ids(query)):,}"
        row = ""
        for question in QUESTIONS[:1] if asks_texts else QUESTIONS:
            spent = milliseconds(path, lambda reader, ask=question.ask, q=query: ask(reader, q))
            is_above = spent > question.limit_of(name)
            above += is_above
            row += f"{spent:8.1f}{'*' if is_above else ' '}"
        print(f"{name:24}{found:>10}{row}", flush=True)
    print("limits: " + "; ".join(_limits(question) for question in QUESTIONS))
    return above


def _limits(question: Question) -> str:
    quick = "" if question.quick_limit is None else f"{question.quick_limit:g}/"
    return f"{question.name} {quick}{question.limit:g}"


def newest_first(path: Path) -> dict[str, float]:
    """Return by kind of search the 95th percentile of the first rows, over the same searches in any library."""
    times: dict[str, list[float]] = {}
    with open_library(path) as reader:
        for kind, query in searches():
            reader.rows(reader.article_ids(query, limit=50))
            began = time.process_time()
            reader.rows(reader.article_ids(query, limit=50))
            times.setdefault(kind, []).append((time.process_time() - began) * 1000)
    return {kind: sorted(found)[int(len(found) * 0.95)] for kind, found in times.items()}


def searches() -> Iterator[tuple[str, str]]:
    """Yield searches of every kind with words of every frequency, always the same."""
    world = make_world(np.random.default_rng(SEED))
    dice = random.Random(SEED)
    for _ in range(20):
        common, other = word_in(world, dice.uniform(0.1, 0.6)), word_in(world, dice.uniform(0.1, 0.6))
        middling = word_in(world, dice.uniform(0.002, 0.02))
        yield "word", dice.choice((common, middling))
        yield "phrase", f'"{common} {other}"'
        yield "NEAR", f"{common} NEAR/10 {middling}"
        yield "prefix", f"{middling[:4]}*"
        yield "AND", f"{common} {middling}"
        yield "OR", f"{middling} OR {other}"
        yield "NOT", f"{common} NOT {middling}"


def compare_sizes(small: Path, large: Path) -> int:
    """Print how the first rows slow down with size; return how many kinds of search are above their limits."""
    above = 0
    before, after = newest_first(small), newest_first(large)
    print("newest first, 50 rows, p95 of 20 searches, CPU ms: small library, large library, limit")
    for kind, spent in after.items():
        limit = max(RELATIVE_P95 * before[kind], PREFIX_P95 if kind == "prefix" else ABSOLUTE_P95)
        above += spent > limit
        print(f"{kind:10}{before[kind]:8.1f}{spent:8.1f}{limit:8.1f}{'*' if spent > limit else ''}")
    return above


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--small", type=Path)
    parser.add_argument("--only", nargs="*", default=[], help="filters by name")
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, seed {SEED}")
    above = time_filters(options.file, options.only)
    if options.small:
        above += compare_sizes(options.small, options.file)
    print(f"{above} figures above their limits")
    return int(above > 0)


if __name__ == "__main__":
    sys.exit(main())
