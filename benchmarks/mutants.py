"""A fault put into each operator of the grammar on purpose, one at a time: the agreement of library and memory notices.

    python -m benchmarks.mutants [--only WORD…] [--pairs 300] [--seed 20240305]

Each fault is one line changed in a copy of the program, on which ``benchmarks.agreement`` then runs in a process of its
own. Prints a row a fault with how many pairs differed. Exits 1 where a fault goes unnoticed or its line is not found.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MATCH, SEARCH, PARSER, NODES = (
    f"monitor/core/{name}.py" for name in ("query/match", "store/search", "query/parser", "query/nodes")
)
EXPRESSIONS = "monitor/core/store/expressions.py"
COPIED = ("monitor", "benchmarks", "tests/invented_articles.py")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One line changed: in ``file``, ``before`` becomes ``after``, of the operator named."""

    operator: str
    file: str
    before: str
    after: str


MUTANTS = (
    Mutant("word", MATCH, "paragraph.zone in phrase.zones and _stands_at", "_stands_at"),
    Mutant("prefix", MATCH, "last.startswith(phrase.words[-1]) if", "last == phrase.words[-1] if"),
    Mutant("phrase", MATCH, "enumerate(phrase.words[:-1])", "enumerate(phrase.words[1:-1])"),
    Mutant("NOT", MATCH, "return not self.holds(part, windows)", "return self.holds(part, windows)"),
    Mutant("AND", MATCH, "return all(self.holds(part, windows)", "return any(self.holds(part, windows)"),
    Mutant(
        "OR", MATCH, "return any(self.holds(part, windows) for part in parts)", "return self.holds(parts[0], windows)"
    ),
    Mutant("NEAR, memory", MATCH, "gap <= node.distance", "gap < node.distance"),
    Mutant(
        "NEAR, both", PARSER, "_phrases(right, right_at), near.number)", "_phrases(right, right_at), near.number + 1)"
    ),
    Mutant("NEAR of phrases", PARSER, "for one in left for other in right", "for one in left for other in right[:1]"),
    Mutant("SENT", MATCH, "((sentence,) for window in windows for", "((window,) for window in windows for"),
    Mutant("SENT with NOT", MATCH, "if first < last:", "if first + 1 < last:"),
    Mutant("PARA", MATCH, "return ((window,) for window in windows)", "return (tuple(windows),)"),
    Mutant("TITLE", PARSER, '"TITLE": frozenset({Zone.HEADLINE})', '"TITLE": scope.zones'),
    Mutant("LEAD, longer", NODES, "LEAD_WORDS = 60", "LEAD_WORDS = 61"),
    Mutant("LEAD, shorter", NODES, "LEAD_WORDS = 60", "LEAD_WORDS = 59"),
    Mutant("LEAD, each paragraph", MATCH, "        count -= taken\n", ""),
    Mutant("LEAD of the title", PARSER, '"LEAD": frozenset({Zone.BODY})', '"LEAD": scope.zones'),
    Mutant(
        "ATLEAST",
        MATCH,
        "for _ in self._find(phrase, windows)) >= times",
        "for _ in self._find(phrase, windows)) > times",
    ),
    Mutant(
        "zone: of a word", MATCH, "if paragraph.zone in phrase.zones and", "if paragraph.zone is not Zone.TEASER and"
    ),
    Mutant("zone: alone", MATCH, "any(found is zone for", "all(found is zone for"),
    Mutant("person: whole", NODES, "else name_key == self.key", "else self.key in name_key"),
    Mutant("person: word", NODES, 'in f" {name_key} "', 'in f" {name_key}"'),
    Mutant("person: in a zone", MATCH, "and mention.zone in node.zones", "and mention.zone is not Zone.TEASER"),
    Mutant("country:", MATCH, "if place.code == node.code and place.zone in node.zones", "if place.code == node.code"),
    Mutant("focus:", MATCH, "any(score.focus and score.code == code", "any(score.code >= code"),
    Mutant("source:", MATCH, "article.source if origin is Origin.SOURCE", "article.agency if origin is Origin.SOURCE"),
    Mutant("agency:", MATCH, "else article.agency", "else article.source"),
    Mutant("lang:", MATCH, "return article.language == code", "return article.language != code"),
    Mutant("tag:", MATCH, "return key in self._marks.tags", "return bool(self._marks.tags)"),
    Mutant("date:, last day", SEARCH, "last.toordinal() + 1 if last", "last.toordinal() if last"),
    Mutant("date:none", SEARCH, "a.day is null", "a.day is not null"),
    Mutant("is:unread", MATCH, "return self._marks.unread", "return not self._marks.unread"),
    Mutant("is:starred", MATCH, "return self._marks.starred", "return not self._marks.starred"),
)


def copy_program(folder: Path) -> None:
    """Copy what the agreement needs of the program."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def run(folder: Path, mutant: Mutant | None, *, pairs: int, seed: int) -> int | None:
    """Return how many pairs differ with a fault in the copy, None where its line is not found once."""
    kept = ""
    if mutant is not None:
        file = folder / mutant.file
        kept = file.read_text()
        if kept.count(mutant.before) != 1:
            return None
        file.write_text(kept.replace(mutant.before, mutant.after))
    command = [sys.executable, "-B", "-m", "benchmarks.agreement"]
    command += ["--pairs", str(pairs), "--least", "5", "--seed", str(seed)]
    printed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if mutant is not None:
        file.write_text(kept)
    found = re.search(r"([\d,]+) differ$", printed.stdout, re.MULTILINE)
    if found is None:
        raise RuntimeError(printed.stderr)
    return int(found.group(1).replace(",", ""))


def main() -> int:
    """Try every fault and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="operators whose name begins so")
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20_240_305)
    options = parser.parse_args()
    wanted = [one for one in MUTANTS if not options.only or one.operator.startswith(tuple(options.only))]
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        copy_program(Path(name))
        differ = run(Path(name), None, pairs=options.pairs, seed=options.seed)
        print(f"{'as it is':<22}{differ:>7,} differ, of {options.pairs:,} pairs or more", flush=True)
        for mutant in wanted:
            differ = run(Path(name), mutant, pairs=options.pairs, seed=options.seed)
            missed += not differ
            told = "its line is not there once" if differ is None else f"{differ:>7,} differ"
            print(f"{mutant.operator:<22}{told}{'' if differ else '   UNNOTICED'}", flush=True)
    print(f"{len(wanted) - missed} of {len(wanted)} faults noticed")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
