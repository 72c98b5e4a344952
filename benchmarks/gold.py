"""Print how well countries, names and zones are found, beside the recorded figures and the peers'.

Usage: python -m benchmarks.gold [--record] [--own] [--only CORPORA]

The annotated articles of tests/gold are always scored: with the models, and without any. A figure that falls below the
one recorded in tests/gold/recorded.json is red and ends the program with 1; --record stores what was found. Where
../shared/gold lies beside the repository, its measure.py prints its own tables, with and without the publishers' home
countries, and the rate of names and resolution over its five corpora is measured: documents a second of CPU, one
thread, start-up subtracted, at least 40. --own leaves those out.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, as in the workers

import argparse
import json
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.annotated import Tally, analyse, read_samples, score
from monitor.core.collect.article import make_article
from monitor.core.extract.analyse import Analyser
from monitor.core.extract.entities import EntityFinder
from monitor.core.language_models import USUAL_MODELS, is_installed
from monitor.core.records import Document

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLES = REPOSITORY / "tests" / "gold"
RECORDED = SAMPLES / "recorded.json"
GOLD = REPOSITORY.parent / "shared" / "gold"
CORPORA = ("gwn", "trnews", "lgl", "geovirus", "reuters")
LEAST_RATE = 40.0  # documents a second of CPU
BATCH = 32  # articles analysed at once, as the workers do
DIGITS = 4  # of a recorded figure
Scores = dict[str, dict[str, float]]


def main() -> None:
    """Measure, print, and end with 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="store the figures of our own articles")
    parser.add_argument("--own", action="store_true", help="leave ../shared/gold out")
    parser.add_argument("--only", default="", help="comma-separated corpora of ../shared/gold")
    args = parser.parse_args()
    scores = own_scores()
    fallen = print_own(scores, read_recorded())
    if args.record:
        RECORDED.write_text(json.dumps(read_recorded() | scores, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if args.own or not GOLD.is_dir():
        sys.exit(bool(fallen))
    print_measured(args.only)
    slow = print_rate([name for name in CORPORA if not args.only or name in args.only.split(",")])
    sys.exit(bool(fallen) or slow)


def own_scores() -> Scores:
    """Return F1 of our own annotated articles, by set of articles and by what is compared."""
    with_models, bare = Analyser(), Analyser(EntityFinder({}))
    found: Scores = {}
    for language, group in (("en", "english"), ("fr", "french")):
        samples = read_samples(SAMPLES / f"{group}.txt")
        if is_installed(USUAL_MODELS[language]):
            found[group] = rounded(score(samples, analyse(samples, with_models, None)))
        else:
            print(f"{group}: {USUAL_MODELS[language]} is not installed; measured without a model only")
        found[f"{group}, no model"] = rounded(score(samples, analyse(samples, bare, None)))
    return found


def rounded(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """Return the F1 of every tally that compared anything."""
    return {name: round(tally.f1, DIGITS) for name, tally in tallies.items() if tally.found + tally.wanted}


def read_recorded() -> Scores:
    """Return the recorded figures; none where nothing is recorded yet."""
    return json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}  # type: ignore[no-any-return]


def fallen_figures(scores: Scores, recorded: Scores) -> list[str]:
    """Return a sentence for every recorded figure that is no longer reached."""
    return [
        f"{group}: {what} fell from {least} to {scores.get(group, {}).get(what, 0.0)}"
        for group, figures in recorded.items()
        if group in scores
        for what, least in figures.items()
        if scores.get(group, {}).get(what, 0.0) < least
    ]


def print_own(scores: Scores, recorded: Scores) -> list[str]:
    """Print our own articles' figures beside the recorded ones; return what fell."""
    print(f"{'own articles, F1':<22}" + "".join(f"{what:>20}" for what in next(iter(scores.values()))))
    for group, figures in scores.items():
        before = recorded.get(group, {})
        cells = (f"{f1:.4f} ({before.get(what, 0.0):.4f})" for what, f1 in figures.items())
        print(f"{group:<22}" + "".join(f"{cell:>20}" for cell in cells))
    fallen = fallen_figures(scores, recorded)
    print("\n".join(fallen) or "nothing fell below the recorded figures (in brackets)", end="\n\n")
    return fallen


def print_measured(only: str) -> None:
    """Print measure.py's tables, without and with home countries."""
    command = f"{shlex.quote(sys.executable)} -m monitor analyse - --format jsonl"
    for home in ([], ["--home"]):
        chosen = ["--only", only or "lgl,trnews"] if home else (["--only", only] if only else [])
        print("measure.py", *home, flush=True)
        arguments = [sys.executable, str(GOLD / "measure.py"), "--command", command, *chosen, *home]
        subprocess.run(arguments, cwd=REPOSITORY, check=True)
        print()


def print_rate(corpora: list[str]) -> bool:
    """Print the rate of zones, names, countries and quotes; return whether it is below LEAST_RATE."""
    documents = [document for name in corpora for document in read_documents(GOLD / f"{name}.jsonl")]
    analyser = Analyser()
    analyser.analyse([make_article(documents[0])])  # everything is loaded now
    articles_at, started = 0.0, time.process_time()
    for first in range(0, len(documents), BATCH):
        before = time.process_time()
        articles = [make_article(document) for document in documents[first : first + BATCH]]
        articles_at += time.process_time() - before
        analyser.analyse(articles)
    seconds = time.process_time() - started
    rate = len(documents) / (seconds - articles_at)
    print(f"names and resolution of {len(documents)} documents: {rate:.1f} a second of CPU, one thread", end=" ")
    print(f"(at least {LEAST_RATE:.0f}); with zones and metadata {len(documents) / seconds:.1f}")
    return rate < LEAST_RATE


def read_documents(path: Path) -> list[Document]:
    """Return the articles of a corpus as the command line would read them."""
    given = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [
        Document(path=path.name, text=one["text"], format="json lines", sha256=one["id"], title=one.get("title"))
        for one in given
    ]


if __name__ == "__main__":
    main()
