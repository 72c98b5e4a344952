"""What the watchlist costs: articles a second by number of entries, beside other matchers, and what saving one costs.

    python -m benchmarks.watchlist [--articles 300] [--entries 100 10000 100000] [--db LIBRARY] [--no-peers]

Prints for each number of entries the articles scanned a CPU second on one core, the time and memory of building, and
the same of spaCy's PhraseMatcher and of ahocorasick_rs, pyahocorasick and flashtext where they are installed (bare
matchers of lower-cased names: they resolve nothing, know no zones and give no evidence). With ``--db`` (see
``benchmarks.library``) the time to save an entry against that library. Exits 1 where 10,000 entries cost an article
more than the bound, or 100,000 scan at less than the share of 100.
"""

import argparse
import importlib.util
import random
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.library import articles, make_world
from monitor.core.records import Analysis, Entry
from monitor.core.retrospect import hits_on_stored
from monitor.core.store import open_library
from monitor.core.watchlist.match import Matcher

SEED = 7
REPEATS = 3
MOST_MS = 0.2
"""CPU ms that 10,000 entries may cost an article more than 100 do: 2 % of what analysing it takes."""
LEAST_SHARE = 0.15
"""What 100,000 entries may slow scanning down to, of 100."""
SAVED = 20

Scan = Callable[[Analysis], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """A matcher on so many names: articles a CPU second, seconds and megabytes of building it."""

    rate: float
    build: float
    megabytes: float


def measure(build: Callable[[], Scan], analyses: Sequence[Analysis]) -> Measured:
    """Build a matcher and scan the articles; the median of three."""
    began = time.process_time()
    scan = build()
    seconds = time.process_time() - began
    rates = []
    for _ in range(REPEATS):
        began = time.process_time()
        for analysis in analyses:
            scan(analysis)
        rates.append(len(analyses) / (time.process_time() - began))
    del scan
    tracemalloc.start()
    kept = build()
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return Measured(statistics.median(rates), seconds, megabytes)


def names(count: int, known: Sequence[str]) -> list[str]:
    """Return names for a watchlist: a tenth of them of the invented articles' people, the others of nobody."""
    dice = random.Random(SEED)
    syllables = "ka lo mi ne ra to vu sha dor bel kin mar osh ul tep gra fin zor".split()
    found = dict.fromkeys(dice.sample(list(known), min(len(known), max(10, count // 10))))
    while len(found) < count:
        words = ("".join(dice.choices(syllables, k=dice.randint(2, 4))).title() for _ in range(2))
        found[" ".join(words)] = None
    return list(found)[:count]


def ours(watched: Sequence[str]) -> Callable[[], Scan]:
    """Return how our matcher is built."""
    return lambda: Matcher([Entry(name) for name in watched]).match


def peers(watched: Sequence[str]) -> dict[str, Callable[[], Scan]]:
    """Return how the other matchers that are installed are built."""
    builders: dict[str, Callable[[Sequence[str]], Scan]] = {
        "spacy": _phrase_matcher,
        "ahocorasick_rs": _ahocorasick_rs,
        "ahocorasick": _pyahocorasick,
        "flashtext": _flashtext,
    }
    there = {name: build for name, build in builders.items() if importlib.util.find_spec(name) is not None}
    return {name: partial(build, watched) for name, build in there.items()}


def _phrase_matcher(watched: Sequence[str]) -> Scan:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("WATCHED", [nlp.make_doc(name) for name in watched])
    return lambda analysis: matcher(nlp.make_doc(analysis.article.text))


def _ahocorasick_rs(watched: Sequence[str]) -> Scan:
    from ahocorasick_rs import AhoCorasick

    automaton = AhoCorasick([name.lower() for name in watched])
    return lambda analysis: automaton.find_matches_as_indexes(analysis.article.text.lower(), overlapping=True)


def _pyahocorasick(watched: Sequence[str]) -> Scan:
    import ahocorasick  # type: ignore[import-not-found]

    automaton = ahocorasick.Automaton()
    for name in watched:
        automaton.add_word(name.lower(), name)
    automaton.make_automaton()
    return lambda analysis: list(automaton.iter(analysis.article.text.lower()))


def _flashtext(watched: Sequence[str]) -> Scan:
    from flashtext import KeywordProcessor  # type: ignore[import-not-found]

    processor = KeywordProcessor()
    processor.add_keywords_from_list(list(watched))
    return lambda analysis: processor.extract_keywords(analysis.article.text, span_info=True)


def time_saving(path: Path, watched: Sequence[str]) -> list[float]:
    """Return the milliseconds in which each of some entries was searched for in a library, as saving it does."""
    spent = []
    with open_library(path) as reader:
        print(f"library of {reader.count().articles:,} articles")
        for name in watched:
            began = time.perf_counter()
            found = sum(1 for _ in hits_on_stored(reader, [Entry(name)], today=None))
            spent.append((time.perf_counter() - began) * 1000)
            print(f"  {re.sub(r'[^ -~]', '?', name):<28}{found:>8,} hits{spent[-1]:>10,.1f} ms")
    return spent


def main() -> int:
    """Measure and print; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--entries", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--db", type=Path)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    dice = np.random.default_rng(SEED)
    world = make_world(dice)
    analyses = list(articles(options.articles, dice, world))
    rates: dict[int, float] = {}
    print(f"seed {SEED}, {len(analyses):,} articles; articles a CPU second, build s, MB of Python's own memory")
    for count in options.entries:
        watched = names(count, world.names)
        builders = {"this program": ours(watched), **({} if options.no_peers else peers(watched))}
        for name, build in builders.items():
            found = measure(build, analyses)
            print(f"{count:>9,}  {name:<16}{found.rate:>10,.0f}{found.build:>9.2f}{found.megabytes:>9.1f}")
            if name == "this program":
                rates[count] = found.rate
    if options.db:
        spent = time_saving(options.db, names(SAVED, world.names))
        print(f"saving an entry: median {statistics.median(spent):,.1f} ms, most {max(spent):,.1f} ms")
    return _judge(rates)


def _judge(rates: dict[int, float]) -> int:
    broken = 0
    if {100, 10_000} <= rates.keys():
        more = 1000 / rates[10_000] - 1000 / rates[100]
        broken += more > MOST_MS
        print(f"10,000 entries cost {1000 / rates[10_000]:.3f} ms, {more:+.3f} ms over 100 (bound {MOST_MS} ms)")
    if {100, 100_000} <= rates.keys():
        share = rates[100_000] / rates[100]
        broken += share < LEAST_SHARE
        print(f"100,000 entries scan at {share:.2f} of the rate of 100 (bound {LEAST_SHARE})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
