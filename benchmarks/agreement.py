"""The library's SQL and the match in memory on generated pairs of a query and an article: equal, and not by silence.

    python -m benchmarks.agreement [--pairs 2000] [--least 100] [--seed 20240305]

Prints for every operator of the grammar how often it was true and false, and how often the two differed. Exits 1 where
they ever do, where fewer than half of the pairs match, or where an operator was true or false fewer than 100 times.
SQL asks the code in memory about sentences, paragraphs, the title, the lead and how often, and both take distances from
one parser, so that both would be wrong together: there a third answer is read from the text
(``benchmarks/witness.py``), and a difference from it counts too. ``benchmarks.mutants`` shows that a fault in any
operator is noticed.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from invented_articles import analyse, make_article  # type: ignore[import-not-found]

from benchmarks.witness import answer
from monitor.core.query import Marks, matches, parse
from monitor.core.query.nodes import LEAD_WORDS, Node
from monitor.core.records import Analysis
from monitor.core.store import Reader, open_library
from monitor.core.streams import ArticleWords
from monitor.core.terms import Zone
from monitor.core.tokens import tokenize

SEED = 20_240_305
ARTICLES = 80
LEAST = 100
"""How often each operator has to be true, and how often false."""
LATIN = "togo ghana lomé accra port grain ada kofi rain O'Brien U.S. river-boat tax Tax's"
EDGES = ("quay", "mast")
"""Words that stand about where the lead ends, and nowhere else."""
VOCABULARY = [*LATIN.split(), "Кот", "東京", "김정은", "กรุงเทพ"]
WRITTEN = {
    "ada": ("ada", "Ada Kofi"),
    "Кот": ("Кот", "Кота", "Коту", "Котом"),
    "東京": ("東京", "在東京都"),
    "김정은": ("김정은", "김정은이"),
}
"""Words as texts write them, inflected, run together or in a name, where that differs from how they are asked for."""
PEOPLE = ("Ada Kofi", "O'Brien", "ada")
ASKED_PEOPLE = (*PEOPLE, "Kofi")
"""Nobody is called just Kofi: a whole name is not found in a longer one."""
PLACES = (("togo", "TG"), ("ghana", "GH"), ("東京", "JP"))
OPERATORS = {
    "word": "{w}",
    "prefix": "{p}*",
    "phrase": '"{w} {w}"',
    "NOT": "NOT {w}",
    "AND": "{w} AND {w}",
    "OR": "{w} OR {w}",
    "NEAR": "{w} NEAR/{n} {w}",
    "NEAR of phrases": '"{w} {w}" NEAR/{n} ({w} OR {p}*)',
    "SENT": "SENT({w} {w})",
    "SENT with NOT": "SENT({w} AND NOT {w})",
    "PARA": "PARA({w} ({w} OR {w}))",
    "TITLE": "TITLE({w})",
    "LEAD": "LEAD({w} {w})",
    "LEAD at its end": "LEAD({e})",
    "ATLEAST": "ATLEAST/{n} {w}",
    "zone: of a word": "zone:teaser {w}",
    "zone: alone": "zone:caption",
    "person: whole": 'person:"{person}"',
    "person: word": "person:{first}",
    "person: in a zone": "zone:teaser person:{first}",
    "country:": "country:{code}",
    "focus:": "focus:{code}",
    "source:": "source:{source}",
    "agency:": 'agency:"coast wire"',
    "lang:": "lang:{language}",
    "tag:": "tag:{tag}",
    "date:": "date:{date}",
    "date:none": "date:none",
    "is:unread": "is:unread",
    "is:starred": "is:starred",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as memory has it."""

    analysis: Analysis
    marks: Marks
    words: ArticleWords

    def holds(self, query: Node) -> bool:
        """Tell whether it answers a query."""
        return matches(query, self.analysis, marks=self.marks, words=self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """An operator filled with words, and the articles of which memory says that it is true."""

    operator: str
    query: str
    true_of: frozenset[int]


@dataclass(slots=True)
class Tally:
    """What was seen: pairs, matches, truths of each operator, and the pairs on which the two differ."""

    pairs: int = 0
    matched: int = 0
    truths: Counter[tuple[str, bool]] = field(default_factory=Counter)
    differ: list[tuple[str, int]] = field(default_factory=list)

    def least(self, operator: str) -> int:
        """Return how often an operator was what it was more rarely."""
        return min(self.truths[operator, True], self.truths[operator, False])

    @property
    def rarest(self) -> str:
        """The operator that needs more pairs most."""
        return min(OPERATORS, key=self.least)

    def faults(self, least: int = LEAST) -> list[str]:
        """Return what falls short."""
        rare = [name for name in OPERATORS if self.least(name) < least]
        found = [f"they differ on {query!r}, article {number}" for query, number in self.differ[:10]]
        found += [f"{name} was true or false fewer than {least} times" for name in rare]
        return found + (["fewer than half of the pairs match"] if self.matched * 2 < self.pairs else [])


def fill(template: str, dice: random.Random) -> str:
    """Return a template with words, names and numbers in its places."""
    while "{" in template:
        word = dice.choice(VOCABULARY)
        for place, value in (
            ("{w}", word),
            ("{e}", dice.choice(EDGES)),
            ("{p}", tokenize(word)[0].text[:2]),
            ("{n}", str(dice.randint(1, 4))),
            ("{first}", dice.choice(("ada", "kofi", "brien", "rain"))),
            ("{person}", dice.choice(ASKED_PEOPLE)),
            ("{code}", dice.choice(("TG", "GH", "JP"))),
            ("{source}", dice.choice(("harbour", "mail", '"Harbour Gazette"', "ma*"))),
            ("{language}", dice.choice(("en", "fr"))),
            ("{tag}", dice.choice(("urgent", "later"))),
            ("{date}", dice.choice(("2024-03", "2024-03-05", "2024-02..2024-03-10", "..2024-02", "2024-03-07.."))),
        ):
            template = template.replace(place, value, 1)
    return template


def _text(dice: random.Random, count: int) -> str:
    text = ""
    for _ in range(count):
        word = dice.choice(VOCABULARY)
        text += dice.choice(WRITTEN.get(word, (word,))) + dice.choice((" ", " ", " ", ". Then ", ", "))
    return text.strip()


def _with_edge(body: str, dice: random.Random) -> str:
    """Return a body with a word put in about where the lead ends, where it is as long as that."""
    tokens = tokenize(body)
    at = LEAD_WORDS + dice.randint(-2, 1)
    if len(tokens) <= at:
        return body
    return f"{body[: tokens[at].start]}{dice.choice(EDGES)} {body[tokens[at].start :]}"


def _article(number: int, dice: random.Random) -> Analysis:
    body = "\n\n".join(_text(dice, dice.choice((3, 9, 30, 50))) for _ in range(dice.randint(1, 3)))
    body = _with_edge(body, dice)
    article = make_article(
        f"{body} unique{number}",
        title=_text(dice, 3) if dice.random() < 0.9 else None,
        zones={zone: _text(dice, 5) for zone in (Zone.TEASER, Zone.CAPTION) if dice.random() < 0.6},
        source=dice.choice(("Harbour Gazette", "The Mail", "Mail on Monday", None)),
        agency=dice.choice(("Coast Wire", None)),
        language=dice.choice(("en", "fr", None)),
        published=dice.choice(("2024-03-05", "2024-03-09T10:00:00Z", "2024-02", "2023", None)),
    )
    found: Analysis = analyse(article, PEOPLE, PLACES)
    return found


def fill_library(path: Path, dice: random.Random, count: int = ARTICLES) -> dict[int, Kept]:
    """Make a library of invented articles with marks, and return what is in it by number."""
    kept = {}
    with open_library(path, write=True) as store:
        for number in range(count):
            analysis = _article(number, dice)
            saved = store.save(store.begin_source(f"/inbox/{number}"), analysis).articles[0]
            tags = frozenset({"urgent"} if dice.random() < 0.5 else ())
            marks = Marks(dice.random() < 0.5, dice.random() < 0.5, tags)
            store.mark_read([saved], read=not marks.unread)
            store.star([saved], on=marks.starred)
            store.tag([saved], "Urgent", on="urgent" in marks.tags)
            kept[saved] = Kept(analysis, marks, ArticleWords(analysis.article))
    return kept


def compare(reader: Reader, kept: Mapping[int, Kept], pairs: int, dice: random.Random, *, least: int = LEAST) -> Tally:
    """Compare at least so many pairs, and more until every operator was true and false often enough."""
    tally = Tally()
    while tally.pairs < pairs or (tally.least(tally.rarest) < least and tally.pairs < 20 * pairs):
        names = [tally.rarest, *dice.choices(list(OPERATORS), k=dice.randint(0, 2))]
        queries = [fill(OPERATORS[name], dice) for name in names]
        parts = [Part(name, part, _true_of(part, kept)) for name, part in zip(names, queries, strict=True)]
        query = dice.choice((" ", " AND ", " OR ", " OR ")).join(f"({part})" for part in queries)
        query = f"NOT ({query})" if dice.random() < 0.1 else query
        _compare_one(reader, kept, tally, dice, query=query, parts=parts)
    return tally


def _compare_one(
    reader: Reader, kept: Mapping[int, Kept], tally: Tally, dice: random.Random, *, query: str, parts: Sequence[Part]
) -> None:
    found = set(reader.article_ids(query))
    expected = _true_of(query, kept)
    tally.differ += [(query, number) for number in sorted(found ^ expected)]
    wanted = expected if tally.matched * 2 <= tally.pairs + 20 and expected else kept.keys()
    first = parts[0]
    side = tally.truths[first.operator, True] <= tally.truths[first.operator, False]
    fitting = [number for number in sorted(wanted) if (number in first.true_of) is side]
    number = dice.choice(fitting or sorted(wanted))
    tally.pairs += 1
    tally.matched += number in found
    for part in parts:
        tally.truths[part.operator, number in part.true_of] += 1
        for other, one in kept.items():
            if answer(part.query, one.analysis.article) not in (None, other in part.true_of):
                tally.differ.append((part.query, other))
        if len(parts) > 1:
            wrong = part.true_of ^ set(reader.article_ids(part.query))
            tally.differ += [(part.query, number) for number in sorted(wrong)]


def _true_of(query: str, kept: Mapping[int, Kept]) -> frozenset[int]:
    node = parse(query)
    return frozenset(number for number, one in kept.items() if one.holds(node))


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--least", type=int, default=LEAST)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        kept = fill_library(path, dice)
        with open_library(path) as reader:
            tally = compare(reader, kept, options.pairs, dice, least=options.least)
    print(f"seed {options.seed}, {len(kept)} articles")
    print(f"{'operator':<20}{'true':>7}{'false':>7}")
    for name in OPERATORS:
        print(f"{name:<20}{tally.truths[name, True]:>7,}{tally.truths[name, False]:>7,}")
    share = tally.matched / tally.pairs
    print(f"{tally.pairs:,} pairs, {tally.matched:,} match ({share:.0%}), {len(tally.differ):,} differ")
    faults = tally.faults(options.least)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
