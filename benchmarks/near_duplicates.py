"""Near copies: how many are found, which articles are taken for copies wrongly, and what it costs beside analysis.

    python -m benchmarks.near_duplicates [--articles 1500] [--templates 60] [--seed 1] [--show 20]

Invented articles, reports from templates, and copies of articles as outlets make them, go through the reader's zones,
the fingerprint and the store. A copy is found where it ends in the story of its original, in a library without any
other copy of it. Distinct articles in one story are false merges and are
printed. The same texts are then given to MinHash-LSH as others have it: rensa and datasketch, where they are
installed. Times are CPU time of this process; the analysis beside them is the real one.
Exits 1 where a bound is broken.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import invented_news as invented
from benchmarks.invented_news import OUTLETS, Text
from monitor.core.collect.article import make_article
from monitor.core.extract.analyse import Analyser
from monitor.core.extract.fingerprint import SHINGLE_WORDS, fingerprint
from monitor.core.records import Analysis, Article, Document
from monitor.core.store import open_library
from monitor.core.tokens import words

Change = Callable[[Text, random.Random], Text]
CHANGES: dict[str, tuple[Change, float | None]] = {
    "boilerplate added": (invented.with_boilerplate, 0.99),
    "headline changed": (invented.with_headline, 0.99),
    "30 % cut at the end": (invented.cut_at_the_end, 0.90),
    "30 % cut here and there": (invented.cut_here_and_there, 0.90),
    "30 % cut, boilerplate and headline": (invented.cut_and_padded, None),
    "half cut": (invented.halved, None),
    "3 % of the words edited": (invented.edited, None),
}
"""What outlets do to a text, and the recall that is asked for."""
COPIED = 400  # articles of which copies are made
ANALYSED = 120  # articles whose analysis is timed
BATCH = 64  # articles that commit together, as they do in an ingest
MOST_FALSE = 5.0  # a thousand distinct articles, templates among them
MOST_OF_INGEST = 0.10  # of the CPU time of taking an article in
PEER_THRESHOLD = 0.5
RUNS = 3  # of which the fastest counts


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented text as an article; ``of`` is the number of the original that it is a copy of, its own otherwise."""

    of: int
    change: str | None
    kind: str
    article: Article


def make_samples(articles: int, templates: int, seed: int) -> tuple[list[Sample], list[Sample]]:
    """Return distinct articles, and copies of the first of them."""
    dice = random.Random(seed)
    texts = [invented.news(dice) for _ in range(articles)]
    texts += [invented.from_template(dice, kind) for kind in invented.TEMPLATES for _ in range(templates)]
    originals = [Sample(n, None, text.kind, _article(text, dice)) for n, text in enumerate(texts)]
    copies = [
        Sample(n, name, text.kind, _article(change(text, dice), dice))
        for name, (change, _) in CHANGES.items()
        for n, text in enumerate(texts[:COPIED])
    ]
    return originals, copies


def _article(text: Text, dice: random.Random) -> Article:
    page = invented.as_page(text, dice.choice(OUTLETS), f"March {dice.randint(1, 28)}, 2024")
    digest = sha256(f"{page}{dice.random()}".encode()).hexdigest()
    return make_article(Document(f"/inbox/{digest[:12]}.txt", page, "text", digest))


def file_all(path: Path, samples: Sequence[Sample], prints: Sequence[bytes | None]) -> float:
    """Put articles in a library; return the seconds of CPU time it took."""
    with open_library(path, write=True) as store:
        begun = time.process_time()
        for at in range(0, len(samples), BATCH):
            with store.batch():
                for sample, print_ in zip(samples[at : at + BATCH], prints[at : at + BATCH], strict=True):
                    row = store.begin_source(sample.article.document.path)
                    store.save(row, Analysis(sample.article, fingerprint=print_))
        return time.process_time() - begun


def stories_of(path: Path, samples: Sequence[Sample]) -> list[str]:
    """Return the story of each article; one that is a duplicate has that of the article it repeats."""
    with open_library(path) as reader:
        rows = {row.key: row.story for row in reader.rows(reader.article_ids())}
        by_body: dict[str, str] = {}
        for sample in samples:
            story = rows.get(sample.article.document.sha256[:16])
            if story is not None:
                by_body[" ".join(words(sample.article.body))] = story
    return [by_body[" ".join(words(sample.article.body))] for sample in samples]


def false_merges(originals: Sequence[Sample], stories: Sequence[str]) -> list[tuple[Sample, Sample]]:
    """Return the pairs of distinct articles in one story, one for each article too many."""
    members: dict[str, list[Sample]] = defaultdict(list)
    for sample, story in zip(originals, stories, strict=False):
        members[story].append(sample)
    return [(group[0], other) for group in members.values() for other in group[1:]]


def show_recall(copies: Sequence[Sample], found: Sequence[bool]) -> list[str]:
    """Print the share of copies that are found, by what was done to them; return the bounds that are broken."""
    broken = []
    for change, (_, least) in CHANGES.items():
        of_change = [is_found for copy, is_found in zip(copies, found, strict=True) if copy.change == change]
        recall = sum(of_change) / len(of_change)
        asked = "" if least is None else f"  (at least {least})"
        print(f"  {change:36} {recall:.3f}{asked}")
        if least is not None and recall < least:
            broken.append(f"recall where {change}: {recall:.3f}")
    return broken


def find_copies(folder: Path, originals: Sequence[Sample], copies: Sequence[Sample]) -> list[bool]:
    """Return for each copy whether it is in the story of its original, in a library of one kind of copies."""
    found = []
    for number, change in enumerate(CHANGES):
        path = folder / f"{number}.db"
        samples = [*originals[:COPIED], *(copy for copy in copies if copy.change == change)]
        file_all(path, samples, [fingerprint(sample.article.body) for sample in samples])
        stories = stories_of(path, samples)
        found += [story == stories[sample.of] for sample, story in zip(samples, stories, strict=True) if sample.change]
    return found


def cost(path: Path, samples: Sequence[Sample]) -> tuple[float, float]:
    """Put articles in a library; return the milliseconds an article that fingerprints and finding copies take."""
    for sample in samples[:50]:
        fingerprint(sample.article.body)
    begun = time.process_time()
    prints = [fingerprint(sample.article.body) for sample in samples]
    in_worker = time.process_time() - begun
    nothing = [None] * len(samples)
    runs = []
    for run in range(RUNS):  # in turns, so that what else the machine does hits both
        without = file_all(path.with_name(f"without{run}.db"), samples, nothing)
        runs.append((without, file_all(path.with_name(f"with{run}.db"), samples, prints)))
    file_all(path, samples, prints)
    without, with_them = (min(times) for times in zip(*runs, strict=True))
    return in_worker / len(samples) * 1000, (with_them - without) / len(samples) * 1000


def ingest_cost(path: Path, samples: Sequence[Sample]) -> float:
    """Return the milliseconds an article that zones, analysis and filing take, near copies among them."""
    analyser = Analyser()
    documents = [sample.article.document for sample in samples[:ANALYSED]]
    analyser.analyse([make_article(document) for document in documents[:30]])
    begun = time.process_time()
    analyses: list[Analysis] = []
    for at in range(0, len(documents), 16):
        analyses += analyser.analyse([make_article(document) for document in documents[at : at + 16]])
    with open_library(path, write=True) as store, store.batch():
        for analysis in analyses:
            store.save(store.begin_source(analysis.article.document.path), analysis)
    return (time.process_time() - begun) / len(documents) * 1000


# --- the same with others -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peer:
    """Another index of near copies: makes a signature, keeps it under a number, and finds numbers by one."""

    name: str
    sign: Callable[[list[str]], object]
    insert: Callable[[int, object], None]
    query: Callable[[object], Iterable[int]]


def peers() -> Iterator[Peer]:
    """Yield those that are installed."""
    try:
        import rensa

        lsh = rensa.RMinHashLSH(threshold=PEER_THRESHOLD, num_perm=128, num_bands=32)

        def sign_rensa(shingles: list[str]) -> object:
            signature = rensa.RMinHash(num_perm=128, seed=42)
            signature.update(shingles)
            return signature

        yield Peer("rensa RMinHash(128, 32 bands)", sign_rensa, lsh.insert, lsh.query)
    except ImportError:
        print("\nrensa is not installed")
    try:
        import datasketch

        index = datasketch.MinHashLSH(threshold=PEER_THRESHOLD, num_perm=128)

        def sign_datasketch(shingles: list[str]) -> object:
            signature = datasketch.MinHash(num_perm=128)
            signature.update_batch([shingle.encode() for shingle in shingles])
            return signature

        yield Peer("datasketch MinHashLSH(128)", sign_datasketch, index.insert, index.query)
    except ImportError:
        print("datasketch is not installed")


def show_peer(peer: Peer, originals: Sequence[Sample], copies: Sequence[Sample], ours: float) -> None:
    """Print a peer's recall, its hits on distinct articles and its cost; it keeps nothing on disk."""
    begun = time.process_time()
    signed = []
    for sample in (*originals, *copies):
        found = words(sample.article.body)
        shingles = {" ".join(found[at : at + SHINGLE_WORDS]) for at in range(max(1, len(found) - SHINGLE_WORDS + 1))}
        signed.append(peer.sign(sorted(shingles)))
    for number, signature in enumerate(signed[: len(originals)]):
        peer.insert(number, signature)
    hits = [set(peer.query(signature)) for signature in signed]
    each = (time.process_time() - begun) / len(signed) * 1000
    print(
        f"\n{peer.name}, Jaccard from {PEER_THRESHOLD} on, in memory: {each:.2f} ms an article, ours {each / ours:.2f}x"
    )
    show_recall(copies, [copy.of in found for copy, found in zip(copies, hits[len(originals) :], strict=True)])
    wrong = sum(len(found - {n}) for n, found in enumerate(hits[: len(originals)])) / 2
    print(f"  hits on distinct articles: {wrong / len(originals) * 1000:.1f} a thousand articles")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--templates", type=int, default=60, help="reports of each template")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="false merges that are printed whole")
    options = parser.parse_args()
    originals, copies = make_samples(options.articles, options.templates, options.seed)
    length = sum(len(words(sample.article.body)) for sample in originals) / len(originals)
    print(
        f"seed {options.seed}: {len(originals)} distinct articles of {length:.0f} words, {options.templates} of each of"
    )
    print(f"{len(invented.TEMPLATES)} templates among them; {len(copies)} copies")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        in_worker, in_writer = cost(path, originals)
        stories = stories_of(path, originals)
        found = find_copies(Path(folder), originals, copies)
        whole = ingest_cost(Path(folder) / "analysed.db", originals)
    print("\nours, containment on MinHash bands in SQLite")
    broken = show_recall(copies, found)
    wrong = false_merges(originals, stories)
    rate = len(wrong) / len(originals) * 1000
    print(f"  false merges: {len(wrong)}, {rate:.1f} a thousand distinct articles  (at most {MOST_FALSE})")
    for one, other in wrong[: options.show]:
        print(f"\n  --- {one.kind}: {one.article.body}\n  --- {other.kind}: {other.article.body}")
    share = (in_worker + in_writer) / whole
    print(f"\n  fingerprint {in_worker:.3f} ms, finding and keeping {in_writer:.3f} ms of {whole:.1f} ms an article:")
    print(f"  {share:.1%} of the CPU time of an ingest  (at most {MOST_OF_INGEST:.0%})")
    for peer in peers():
        show_peer(peer, originals, copies, in_worker + in_writer)
    if rate > MOST_FALSE:
        broken.append(f"{rate:.1f} false merges a thousand articles")
    if share > MOST_OF_INGEST:
        broken.append(f"{share:.1%} of ingest")
    print("\n" + ("; ".join(broken) if broken else "all within bounds"))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
