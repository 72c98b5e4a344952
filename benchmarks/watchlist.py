"""What the watchlist costs: articles a second by number of entries, beside other matchers, and what saving costs.

    python -m benchmarks.watchlist [--articles 300] [--entries 100 10000 100000] [--db LIBRARY]
        [--import 50000] [--no-peers]

Prints for each number of entries the articles scanned a CPU second on one core, the time and memory of building, and
the same of spaCy's PhraseMatcher and of ahocorasick_rs, pyahocorasick and flashtext where they are installed (bare
matchers of lower-cased names: they resolve nothing, know no zones and give no evidence). With ``--db`` (see
``benchmarks.library``) what saving an entry costs a copy of that library, its alerts on stored articles among it,
beside the bare index and reading every text; with ``--import`` what so many new entries cost 10,000 articles. Exits 1
where 10,000 entries cost an article more than the bound, 100,000 scan at less than the share of 100, or saving costs
more.
"""

import argparse
import importlib.util
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.library import articles, make_world
from monitor.core.records import Analysis, Entry
from monitor.core.retrospect import raise_on_stored
from monitor.core.store import Store, open_library
from monitor.core.watchlist.match import Matcher

SEED = 7
REPEATS = 3
MOST_MS = 0.2
"""CPU ms that 10,000 entries may cost an article more than 100 do: 2 % of what analysing it takes."""
LEAST_SHARE = 0.15
"""What 100,000 entries may slow scanning down to, of 100."""
SAVED = 20
MOST_SAVE_MS = 20.0
"""CPU ms that saving one entry may cost a library of 100,000 articles, in the median."""
READ_THROUGH = 5_000
"""Texts that are read through for the time of reading all."""
ARTICLES_THERE = 10_000
MOST_IMPORT_SECONDS = 120.0
"""CPU seconds that 50,000 new entries may cost that many articles: an analyst waits for it, if not at the desk."""

Scan = Callable[[Analysis], object]
Build = Callable[[Sequence[str]], Callable[[str], object]]


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
    return {name: partial(_on_articles, build, watched) for name, build in peers_on_text().items()}


def peers_on_text() -> dict[str, Build]:
    """Return how the other matchers that are installed are built for a list of names."""
    return {name: build for name, build in PEERS.items() if importlib.util.find_spec(name) is not None}


def _on_articles(build: Build, watched: Sequence[str]) -> Scan:
    scan = build(watched)
    return lambda analysis: scan(analysis.article.text)


def _phrase_matcher(watched: Sequence[str]) -> Callable[[str], object]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("WATCHED", [nlp.make_doc(name) for name in watched])
    return lambda text: matcher(nlp.make_doc(text))


def _ahocorasick_rs(watched: Sequence[str]) -> Callable[[str], object]:
    from ahocorasick_rs import AhoCorasick

    automaton = AhoCorasick([name.lower() for name in watched])
    return lambda text: automaton.find_matches_as_indexes(text.lower(), overlapping=True)


def _pyahocorasick(watched: Sequence[str]) -> Callable[[str], object]:
    import ahocorasick  # type: ignore[import-not-found]

    automaton = ahocorasick.Automaton()
    for name in watched:
        automaton.add_word(name.lower(), name)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text.lower()))


def _flashtext(watched: Sequence[str]) -> Callable[[str], object]:
    from flashtext import KeywordProcessor  # type: ignore[import-not-found]

    processor = KeywordProcessor()
    processor.add_keywords_from_list(list(watched))
    return lambda text: processor.extract_keywords(text, span_info=True)


PEERS: dict[str, Build] = {
    "spacy": _phrase_matcher,
    "ahocorasick_rs": _ahocorasick_rs,
    "ahocorasick": _pyahocorasick,
    "flashtext": _flashtext,
}


def time_saving(library: Path, watched: Sequence[str]) -> int:
    """Print what saving each of some entries costs a copy of a library, and what bare searches for its name cost."""
    spent: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(dir=library.parent) as folder:
        path = Path(shutil.copy(library, folder))
        with open_library(path, write=True) as store, closing(sqlite3.connect(path)) as bare:
            alerts = sum(_save_one(store, name, spent) for name in watched)
            for name in watched:
                began = time.process_time()
                bare.execute("select rowid from words where words match ?", (f'"{name}"',)).fetchall()
                spent["FTS5 alone, CPU"].append((time.process_time() - began) * 1000)
            articles_there = bare.execute("select count(*) from article").fetchone()[0]
            texts = [text for (text,) in bare.execute("select text from content limit ?", (READ_THROUGH,))]
    for peer, build in peers_on_text().items():
        began, scan = time.process_time(), build(watched[:1])
        for text in texts:
            scan(text)
        each = (time.process_time() - began) * 1000 / len(texts)
        spent[f"{peer} through all texts, CPU"] = [each * articles_there]
    print(f"\nsaving {len(watched)} entries in {articles_there:,} articles: {alerts:,} alerts; ms each, median, most")
    for what, times in spent.items():
        print(f"  {what:<40}{statistics.median(times):>10,.1f}{max(times):>10,.1f}")
    return int(statistics.median(spent["this program, CPU"]) > MOST_SAVE_MS)


def _save_one(store: Store, name: str, spent: dict[str, list[float]]) -> int:
    began, cpu = time.perf_counter(), time.process_time()
    store.put_entry(Entry(name))
    raised = raise_on_stored(store, [Entry(name)], today=None)
    spent["this program, CPU"].append((time.process_time() - cpu) * 1000)
    spent["this program, wall"].append((time.perf_counter() - began) * 1000)
    return len(raised.alerts)


def time_import(count: int) -> int:
    """Print what a list of so many new entries costs a library, its alerts on stored articles among them."""
    dice = np.random.default_rng(SEED)
    world = make_world(dice)
    entries = [Entry(name) for name in names(count, world.names)]
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "library.db", write=True) as store:
        with store.batch():
            for analysis in articles(ARTICLES_THERE, dice, world):
                store.save(store.begin_source(analysis.article.document.path), analysis, history=True)
        began, cpu = time.perf_counter(), time.process_time()
        with store.batch():
            for entry in entries:
                store.put_entry(entry)
        saved = time.process_time() - cpu
        alerts = len(raise_on_stored(store, entries, today=None).alerts)
        spent, wall = time.process_time() - cpu, time.perf_counter() - began
    print(f"\n{count:,} new entries in {ARTICLES_THERE:,} articles: {alerts:,} alerts; {saved:,.1f} s CPU to save,")
    print(
        f"  {spent - saved:,.1f} s to search and alert, {wall:,.0f} s wall in all (bound {MOST_IMPORT_SECONDS:g} s CPU)"
    )
    return int(spent > MOST_IMPORT_SECONDS)


def main() -> int:
    """Measure and print; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--entries", type=int, nargs="*", default=[100, 10_000, 100_000])
    parser.add_argument("--db", type=Path)
    parser.add_argument("--import", type=int, dest="imported", default=0)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    broken = time_scanning(options.entries, options.articles, with_peers=not options.no_peers)
    if options.db:
        broken += time_saving(options.db, names(SAVED, make_world(np.random.default_rng(SEED)).names))
    if options.imported:
        broken += time_import(options.imported)
    return 1 if broken else 0


def time_scanning(counts: Sequence[int], many: int, *, with_peers: bool) -> int:
    """Print how fast articles are scanned with watchlists of several lengths."""
    dice = np.random.default_rng(SEED)
    world = make_world(dice)
    analyses = list(articles(many, dice, world))
    rates: dict[int, float] = {}
    print(f"seed {SEED}, {len(analyses):,} articles; articles a CPU second, build s, MB of Python's own memory")
    for count in counts:
        watched = names(count, world.names)
        builders = {"this program": ours(watched), **(peers(watched) if with_peers else {})}
        for name, build in builders.items():
            found = measure(build, analyses)
            print(f"{count:>9,}  {name:<16}{found.rate:>10,.0f}{found.build:>9.2f}{found.megabytes:>9.1f}", flush=True)
            if name == "this program":
                rates[count] = found.rate
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
    return broken


if __name__ == "__main__":
    sys.exit(main())
