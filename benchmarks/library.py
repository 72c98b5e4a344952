"""Makes a library of any size; ``benchmarks.million`` prints how fast it answers.

    python -m benchmarks.library make FILE [--articles 100000]

The articles are invented: 320 words of a made-up vocabulary with the frequencies of a language, 20 mentions of
entities and 6 of countries (few are named often, many seldom), publication dates over five years, imported in
shuffled order through the program's own writer.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

import numpy as np

from monitor.core.records import (
    Analysis,
    Article,
    Block,
    CountryMention,
    Document,
    FocusScore,
    Mention,
    Published,
)
from monitor.core.store import open_library
from monitor.core.terms import CountryKind, EntityType, Zone

SEED = 20_260_101
WORDS = 320
MENTIONS = 20
COUNTRIES = 6
DAYS = 1_826
VOCABULARY = 60_000
ENTITIES = 200_000
BATCH = 16_384
FIRST_DAY = date(2019, 1, 1)
TYPES = (EntityType.PERSON, EntityType.ORG, EntityType.PLACE)
KINDS = tuple(CountryKind)
_SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cla dri flo gru sta tri plo sho".split()
)


@dataclass(frozen=True, slots=True)
class World:
    """What the invented articles are made of; the chances fall like those of words and names in news."""

    words: list[str]
    word_chances: np.ndarray
    names: list[str]
    name_chances: np.ndarray
    codes: list[str]
    code_chances: np.ndarray
    sources: list[str]


def make_world(dice: np.random.Generator) -> World:
    """Return the vocabulary, names, countries and outlets."""
    words = [_invent(n, 3) for n in range(VOCABULARY)]
    names = [f"{_invent(n * 7 + 1, 2).title()} {_invent(n, 4).title()}" for n in range(ENTITIES)]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [a + b for a in letters[:10] for b in letters][:240]
    sources = [f"The {_invent(n, 3).title()} Gazette" for n in range(400)]
    dice.shuffle(words)
    return World(words, _chances(VOCABULARY, 1.05), names, _chances(ENTITIES, 0.9), codes, _chances(240, 1.0), sources)


def articles(count: int, dice: np.random.Generator, world: World) -> Iterator[Analysis]:
    """Yield invented articles in shuffled order of publication."""
    chunk = 2_000
    for start in range(0, count, chunk):
        size = min(chunk, count - start)
        words = np.searchsorted(world.word_chances, dice.random((size, WORDS)))
        names = np.searchsorted(world.name_chances, dice.random((size, MENTIONS)))
        codes = np.searchsorted(world.code_chances, dice.random((size, COUNTRIES)))
        days = dice.integers(0, DAYS, size)
        sources = np.minimum(dice.geometric(0.02, size), len(world.sources)) - 1
        for n in range(size):
            published = (FIRST_DAY + timedelta(days=int(days[n]))).isoformat()
            source = world.sources[sources[n]]
            yield _article(start + n, world, words[n].tolist(), names[n].tolist(), codes[n].tolist(), published, source)


def make(path: Path, count: int) -> None:
    """Fill a new library and print what it took."""
    dice = np.random.default_rng(SEED)
    world = make_world(dice)
    wall, cpu, making = time.perf_counter(), time.process_time(), 0.0
    text = done = 0
    with open_library(path, write=True) as store:
        source = articles(count, dice, world)
        while done < count:
            began = time.process_time()
            batch = list(islice(source, BATCH))
            making += time.process_time() - began
            with store.batch():
                for analysis in batch:
                    store.save(store.begin_source(analysis.article.document.path), analysis, history=True)
            done += len(batch)
            text += sum(len(analysis.article.text.encode()) for analysis in batch)
            if sys.stderr.isatty() or done % (4 * BATCH) == 0 or done == count:
                print(f"{done:,} articles, {time.perf_counter() - wall:,.0f} s", file=sys.stderr)
    spent = time.process_time() - cpu - making
    size = path.stat().st_size
    print(f"articles {count:,}; writer {spent / count * 1000:.3f} ms CPU an article; {spent:,.0f} s CPU in all")
    print(f"size {size / 1e6:,.0f} MB, text {text / 1e6:,.0f} MB: {size / text:.2f} times the text")


QUERIES = {
    "everything": "",
    "a common word": "{common}",
    "a word of all articles": "{everywhere}",
    "a middling word": "{middling}",
    "a rare word": "{rare}",
    "phrase": '"{common} {second}"',
    "prefix": "{prefix}*",
    "AND of words": "{common} {middling}",
    "OR of words": "{middling} OR {rare}",
    "NOT": "{middling} NOT {common}",
    "NEAR": "{common} NEAR/10 {middling}",
    "SENT": "SENT({common} {second})",
    "common country": "country:{country}",
    "rare country": "country:{rare_country}",
    "common entity": 'person:"{entity}"',
    "rare entity": 'person:"{rare_entity}"',
    "source": 'source:"{source}"',
    "month": "date:2021-05",
    "unread": "is:unread",
    "starred": "is:starred",
    "country and word": "country:{country} {middling}",
    "two countries": "country:{country} country:{second_country}",
    "entity and country": 'person:"{entity}" country:{second_country}',
    "country and month": "country:{country} date:2021-05",
    "source and common word": 'source:"{source}" {common}',
    "country or word": "country:{rare_country} OR {rare}",
    "not country": "NOT country:{country}",
}


def queries() -> dict[str, str]:
    """Return the queries to time, filled with words and names of the generator's world."""
    world = make_world(np.random.default_rng(SEED))
    people = [name for n, name in enumerate(world.names) if n % 3 == 0]
    values = {
        "common": word_in(world, 0.36),
        "second": word_in(world, 0.3),
        "middling": word_in(world, 0.01),
        "rare": word_in(world, 0.0002),
        "everywhere": world.words[3],
        "prefix": word_in(world, 0.05)[:4],
        "country": world.codes[0],
        "second_country": world.codes[1],
        "rare_country": world.codes[200],
        "entity": people[0],
        "rare_entity": people[20_000],
        "source": world.sources[1],
    }
    return {name: query.format(**values) for name, query in QUERIES.items()}


def word_in(world: World, share: float) -> str:
    """Return the word that about such a share of the articles holds."""
    chances = np.diff(world.word_chances, prepend=0.0)
    return world.words[int(np.argmin(np.abs(1 - (1 - chances) ** WORDS - share)))]


def _article(  # noqa: PLR0917  # one argument a thing drawn
    number: int, world: World, words: list[int], names: list[int], codes: list[int], published: str, source: str
) -> Analysis:
    title = " ".join(world.words[word] for word in words[:8]).capitalize()
    pieces, mentions, at = [title, "\n\n"], [], len(title) + 2
    every = (WORDS - 8) // MENTIONS
    for n, name in enumerate(names):
        run = " ".join(world.words[word] for word in words[8 + n * every : 8 + n * every + every - 2])
        end = ". " if n % 4 == 3 and n % 8 != 7 else "\n\n" if n % 8 == 7 else " "
        pieces += (run, " ", world.names[name], end)
        start = at + len(run) + 1
        mentions.append(
            Mention(start, start + len(world.names[name]), Zone.BODY, world.names[name], TYPES[name % 3], "model")
        )
        at = start + len(world.names[name]) + len(end)
    text = "".join(pieces).strip()
    spans = _paragraphs(text, len(title) + 2)
    countries = tuple(
        CountryMention(at * 40 + 60, at * 40 + 66, Zone.BODY, world.codes[code], KINDS[code % len(KINDS)], "rules")
        for at, code in enumerate(codes)
    )
    document = Document(f"/inbox/{number // 1000}/{number}.txt", text, "text", sha256(text.encode()).hexdigest())
    blocks = [Block(0, len(title), Zone.HEADLINE, "first line")] + [Block(a, b, Zone.BODY, "body") for a, b in spans]
    article = Article(
        document=document,
        blocks=tuple(blocks),
        title=title,
        title_apart=False,
        source=source,
        agency="Coast Wire" if number % 3 == 0 else None,
        syndicated=number % 3 == 0,
        language="en",
        published=Published(published, "day", "leading date line"),
        dateline=(),
        bylines=(),
        photo=None,
        headings=(),
        body="\n\n".join(text[a:b] for a, b in spans),
        body_spans=spans,
    )
    focus = (FocusScore(world.codes[codes[0]], 8.0, True, "title 1, lead 2, body 3"),)
    versions = {"model": "made 1", "rules": "1"}
    return Analysis(article, tuple(mentions), countries, focus, versions=versions)


def _paragraphs(text: str, start: int) -> tuple[tuple[int, int], ...]:
    spans = []
    while (end := text.find("\n\n", start)) >= 0:
        spans.append((start, end))
        start = end + 2
    return (*spans, (start, len(text)))


def _invent(number: int, syllables: int) -> str:
    """Return a made-up word; another number gives another word."""
    word = ""
    for _ in range(syllables):
        number, rest = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[rest]
    return word + (_SYLLABLES[number % len(_SYLLABLES)] if number else "")


def _chances(count: int, slope: float) -> np.ndarray:
    weights = 1 / np.arange(1, count + 1) ** slope
    return np.cumsum(weights / weights.sum())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make", help="make a library")
    making.add_argument("file", type=Path)
    making.add_argument("--articles", type=int, default=100_000)
    arguments = parser.parse_args()
    make(arguments.file, arguments.articles)


if __name__ == "__main__":
    main()
