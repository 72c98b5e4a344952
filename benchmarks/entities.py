"""Print whether the lockstep decoder finds what the model's own pipe finds, and how much faster, on whole corpora.

Usage: python benchmarks/entities.py [JSONL…] [--texts N] [--bounded N]

Each line of a file is an article with ``text`` and maybe ``language`` (else the file name's ending, ``_fr.jsonl``,
decides, else English). Without files, ``../shared/gold`` is read where it is there. Times are CPU seconds of this
process, both decoders warm, in the same run: compare the ratios, not the rates. ``--bounded N`` instead reads N
articles made of shuffled words and prints how memory grows. Exits 1 where a limit is passed.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core each, as in the workers

import argparse
import importlib
import json
import random
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from monitor.core.extract.entities import DEFAULT_MODELS
from monitor.core.extract.recogniser import UNUSED_COMPONENTS, Recogniser

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
ROUNDS = 3
TIMES_PIPE, TIMES_FULL = 2.0, 5.0  # with spaCy 3.8.7; its later versions are slower, and the ratios larger
GROWTH = 1.3  # of memory after a fifth of the articles
FULL_PIPELINE_TEXTS = 100  # the full pipeline is slow; its rate needs no more
FALLBACK_LANGUAGE = "en"

Found = list[list[tuple[int, int, str]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--texts", type=int, default=400, help="articles a language to time (all are compared)")
    parser.add_argument("--bounded", type=int, default=0, help="articles to read for the growth of memory")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    by_language: dict[str, list[str]] = {}
    for path in args.files or sorted([*GOLD.glob("*.jsonl"), *GOLD.glob("ner/*.jsonl")]):
        for language, text in read_texts(path):
            by_language.setdefault(language, []).append(text)
    if not by_language:
        print("there are no articles to read: name files")
        return 0
    kept = True
    for language, texts in by_language.items():
        if language in DEFAULT_MODELS and args.bounded:
            kept &= print_growth(language, texts, args.bounded)
        elif language in DEFAULT_MODELS:
            kept &= print_comparison(language, texts, args.texts)
    return int(not kept)


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    ending = path.stem.rsplit("_", 1)[-1]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            article = json.loads(line)
            yield article.get("language") or (ending if len(ending) == 2 else FALLBACK_LANGUAGE), article["text"]


def print_comparison(language: str, texts: list[str], timed: int) -> bool:
    module = load(language)
    if module is None:
        return True
    pipeline = module.load(exclude=[*UNUSED_COMPONENTS, "tok2vec"])
    recogniser = Recogniser(pipeline)
    ours, theirs = recogniser.find(texts), from_pipe(pipeline, texts)
    same = sum(a == b for a, b in zip(ours, theirs, strict=True))
    print(f"{language}: {recogniser.version}, decoded by {recogniser.decoding}")
    print(f"{language}: {same} of {len(texts)} articles equal, {sum(map(len, theirs))} entities")
    sample = random.Random(1).sample(texts, min(timed, len(texts)))
    tokens = sum(len(pipeline.make_doc(text)) for text in sample)
    fast = rate(lambda: recogniser.find(sample), tokens)
    slow = rate(lambda: from_pipe(pipeline, sample), tokens)
    some = sample[:FULL_PIPELINE_TEXTS]
    whole = module.load()
    full = rate(lambda: from_pipe(whole, some), sum(len(pipeline.make_doc(text)) for text in some), rounds=1)
    print(f"{language}: {fast:,.0f} tokens/CPU s; nlp.pipe warm {slow:,.0f} = x{fast / slow:.2f}; ", end="")
    print(f"full pipeline {full:,.0f} = x{fast / full:.2f}; limits: all equal, x{TIMES_PIPE:g}, x{TIMES_FULL:g}")
    return same == len(texts) and fast >= TIMES_PIPE * slow and fast >= TIMES_FULL * full


def print_growth(language: str, texts: list[str], count: int) -> bool:
    module = load(language)
    if module is None:
        return True
    peaks = []
    recogniser = Recogniser(module.load(exclude=[*UNUSED_COMPONENTS, "tok2vec"]))
    words = " ".join(texts).split()
    chance = random.Random(1)
    for number in range(1, count // 50 + 1):
        batch = []
        for _ in range(50):
            start = chance.randrange(len(words))
            made = ["".join(chance.choices("abcdefghiklmnoprstuvw", k=7)).capitalize() for _ in range(10)]
            batch.append(" ".join([*words[start : start + 300], *made]))
        recogniser.find(batch)
        if number % max(1, count // 500) == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            peaks.append(peak)
            print(f"{language}: {number * 50:>7} articles, peak memory {peak:.0f} MB")
    return not peaks or peaks[-1] <= GROWTH * peaks[len(peaks) // 5]


def load(language: str) -> Any | None:
    try:
        return importlib.import_module(DEFAULT_MODELS[language])
    except ModuleNotFoundError:
        print(f"{language}: {DEFAULT_MODELS[language]} is not installed")
        return None


def from_pipe(pipeline: Any, texts: list[str]) -> Found:
    docs = pipeline.pipe(texts, batch_size=32)
    return [[(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in docs]


def rate(work: Callable[[], Found], tokens: int, rounds: int = ROUNDS) -> float:
    """Tokens per CPU second, the median of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return tokens / statistics.median(seconds)


if __name__ == "__main__":
    sys.exit(main())
