"""How fast articles come in, and on what the time goes: ratios within one run, of CPU time where it can be told.

    python -m benchmarks.throughput [JSONL…] [--articles 2000]

Each line of a file is an article with ``text``; without files ``../shared/gold`` is read where it is there. Those of
120 words and more are written as text files and taken in by the program's own flow, worker processes and writer, with
a watchlist of 10,000 entries. CPU time of processes is read from /proc (Linux). On a busy machine two workers share
what is left of it: their ratio is only judged where the load was low. Exits 1 where a bound is broken.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core each, as in the workers

import argparse
import gc
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.entities import GOLD, load, read_texts
from monitor.core.analysing import ArticleWork
from monitor.core.extract.entities import EntityFinder, FoundSpan
from monitor.core.ingest import AS_NEWS, Intake
from monitor.core.jobs import Job
from monitor.core.records import Analysis, Document, Entry
from monitor.core.scan import FoundFile, scan
from monitor.core.sentences import sentence_starts
from monitor.core.store import open_library
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import BATCH_JOBS, Workers

SEED = 1
ENTRIES = 10_000
LEAST_WORDS = 120  # as in the measurements that the limits were set by: brief items pay as much for their rows
PLAIN_TEXTS = 100
WARM_FILES = 32
QUIET_LOAD = 1.0  # before the run: more, and two workers do not have two cores
TOKENS = 370  # of the article that costs are told for
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Bound:
    """A measured ratio and what it must be."""

    name: str
    measured: float
    limit: float
    at_least: bool
    is_judged: bool = True

    @property
    def is_kept(self) -> bool:
        """Whether the bound holds, or is not judged."""
        return not self.is_judged or (self.measured >= self.limit if self.at_least else self.measured <= self.limit)

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        verdict = "" if self.is_kept else "   BROKEN"
        return (
            f"{self.name:58}{self.measured:9.3f}  {sign} {self.limit:g}{verdict}{'' if self.is_judged else '   (load)'}"
        )


class TimedFinder(EntityFinder):
    """The model, with the CPU time that it takes."""

    spent = 0.0

    def find(self, texts: Sequence[str], language: str | None) -> list[list[FoundSpan]]:
        """Find names, and note how long that takes."""
        began = time.process_time()
        found = super().find(texts, language)
        self.spent += time.process_time() - began
        return found


class TimedWork(ArticleWork):
    """The work of a worker, in this process, with the CPU time of its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.finder = TimedFinder()
        self._analyser._finder = self.finder
        self.finder.has_model("en")


def article_texts(files: Sequence[Path], count: int) -> list[str]:
    """Return English articles of some length, always the same ones; where there are too few, also thirds of three."""
    dice = random.Random(SEED)
    found = [text for file in files for language, text in read_texts(file) if language == "en"]
    found = [text for text in found if len(text.split()) >= LEAST_WORDS]
    dice.shuffle(found)
    made = (_of_thirds(*dice.sample(found, 3)) for _ in range(count - len(found)))
    return [*found[:count], *made]


def _of_thirds(*texts: str) -> str:
    """Return the first third of one text, the second of another, the last of a third: no copy of any of them."""
    parts = []
    for number, text in enumerate(texts):
        starts = [*sentence_starts(text), len(text)]
        first, last = (starts[(len(starts) - 1) * part // len(texts)] for part in (number, number + 1))
        parts.append(text[first:last].strip())
    return "\n\n".join(parts)


def entries(dice: random.Random, texts: Sequence[str]) -> list[Entry]:
    """Return a watchlist: names that stand in the texts, and many that do not."""
    words = [word for text in texts[:400] for word in text.split() if word.istitle() and word.isalpha()]
    return [Entry(f"{dice.choice(words)} {dice.choice(words)} {number}") for number in range(ENTRIES)]


def cpu_of(process_ids: Sequence[int]) -> float:
    """Return the CPU seconds of this process and some others so far."""
    spent = time.process_time()
    for number in process_ids:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        spent += (int(fields[11]) + int(fields[12])) / TICKS
    return spent


def ingest(files: list[FoundFile], library: Path, workers: int, watched: list[Entry]) -> tuple[float, float, float]:
    """Take files in with warm workers; return CPU seconds of all, of this process, and the time on the clock."""
    with open_library(library, write=True) as store, Workers(workers) as analyses:
        intake = Intake(store, analyses, Matcher(watched))
        intake.run(files[:WARM_FILES], AS_NEWS)
        gc.freeze()  # as the command does; what this program holds itself is none of the writer's work either
        before, own, clock = cpu_of(analyses.process_ids), time.process_time(), time.perf_counter()
        intake.run(files[WARM_FILES:], AS_NEWS)
        alive = analyses.process_ids
        return cpu_of(alive) - before, time.process_time() - own, time.perf_counter() - clock


def analyse(files: list[FoundFile]) -> tuple[float, float, list[Analysis]]:
    """Read and analyse in this process; return CPU seconds of all, of the model, and the analyses."""
    work = TimedWork()
    analyses: list[Analysis] = []
    warm = [one for found in files[:WARM_FILES] for one in _documents(work, found)]
    work.analyse(warm)
    work.finder.spent, began = 0.0, time.process_time()
    rest = files[WARM_FILES:]
    for at in range(0, len(rest), BATCH_JOBS):
        documents = [one for found in rest[at : at + BATCH_JOBS] for one in _documents(work, found)]
        analyses += work.analyse(documents)
    return time.process_time() - began, work.finder.spent, analyses


def _documents(work: ArticleWork, found: FoundFile) -> Iterator[Document]:
    return (one for one in work.read(Job(found.path)) if isinstance(one, Document))


def plain_loop(texts: Sequence[str], library: Path) -> float:
    """Return the CPU seconds of what one writes first: the default pipeline and a row at a time."""
    nlp = load("en").load()
    nlp(texts[0])
    connection = sqlite3.connect(library)
    connection.execute("create table article (id integer primary key, text text)")
    connection.execute("create table mention (article integer, name text, label text, start integer, end integer)")
    began = time.process_time()
    for number, text in enumerate(texts):
        doc = nlp(text)
        connection.execute("insert into article values (?, ?)", (number, text))
        for span in doc.ents:
            row = (number, span.text, span.label_, span.start_char, span.end_char)
            connection.execute("insert into mention values (?, ?, ?, ?, ?)", row)
        connection.commit()
    return time.process_time() - began


def measure(texts: list[str], folder: Path) -> list[Bound]:
    """Run everything and return the bounds with what was measured."""
    load_before = os.getloadavg()[0]
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    files = list(scan([str(folder)]))
    watched = entries(random.Random(SEED), texts)
    alone, model, analyses = analyse(files)
    pipeline = load("en").load(exclude=["tagger", "parser", "lemmatizer", "attribute_ruler", "ner"])
    tokens = sum(len(pipeline.make_doc(analysis.article.text)) for analysis in analyses)
    matcher, began = Matcher(watched), time.process_time()
    for analysis in analyses:
        matcher.match(analysis)
    matching = time.process_time() - began
    one, own, clock_one = ingest(files, folder / "one.db", 1, watched)
    two, _, clock_two = ingest(files, folder / "two.db", 2, watched)
    plain = plain_loop(texts[WARM_FILES : WARM_FILES + PLAIN_TEXTS], folder / "plain.db") / PLAIN_TEXTS
    each = one / len(analyses)
    size, text_bytes = (folder / "one.db").stat().st_size, sum(len(text.encode()) for text in texts)
    print(f"load before {load_before:.1f}; {len(analyses)} articles, {tokens / len(analyses):.0f} tokens; seed {SEED}")
    costs = {"ingest": each, "analysis alone": alone / len(analyses), "of that the model": model / len(analyses)}
    costs |= {"the process that writes": own / len(analyses), "of that the scan": matching / len(analyses)}
    costs |= {"ingest by two": two / len(analyses), "a plain loop": plain}
    print("CPU ms an article: " + ", ".join(f"{name} {seconds * 1000:.2f}" for name, seconds in costs.items()))
    print(f"on the clock: one worker {len(analyses) / clock_one:.0f} articles/s, two {len(analyses) / clock_two:.0f}")
    print(f"library {size / text_bytes:.2f} times the text")
    return [
        Bound("ingest / analysis alone, one core", alone / one, 0.90, at_least=True),
        Bound("two workers / one, on the clock", clock_one / clock_two, 1.8, True, load_before <= QUIET_LOAD),
        Bound("share of the process that writes, without that scan", (own - matching) / one, 0.06, at_least=False),
        Bound(f"share of the scan for {ENTRIES:,} entries", matching / one, 0.02, at_least=False),
        Bound(
            f"besides the model, ms for {TOKENS} tokens", (one - model) / tokens * TOKENS * 1000, 2.0, at_least=False
        ),
        Bound("ingest / plain loop of the default pipeline", plain / each, 4.5, at_least=True),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=2_000)
    options = parser.parse_args()
    files = options.files or sorted(GOLD.glob("*.jsonl"))
    if not files:
        print("there are no articles to take in: name files")
        return 0
    with tempfile.TemporaryDirectory() as name:
        bounds = measure(article_texts(files, options.articles), Path(name))
    for bound in bounds:
        print(bound)
    return int(not all(bound.is_kept for bound in bounds))


if __name__ == "__main__":
    sys.exit(main())
