"""What README and the manual say to type is understood by the program."""

import re
import shlex
from pathlib import Path

import pytest

from monitor.cli import _parser
from monitor.core.query import EVERYTHING, parse

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "manual").glob("*.md"))]
CALLS = [
    line.partition("#")[0].strip()
    for page in PAGES
    for line in page.read_text(encoding="utf-8").splitlines()
    if line.startswith("media-monitor ")
]
TABLES = [line.split("|")[1] for line in PAGES[-1].read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
QUERIES = [query for cell in TABLES for query in re.findall("`([^`]+)`", cell) if "…" not in query and query[-1] != ":"]


@pytest.mark.parametrize("call", CALLS)
def test_a_command_of_the_manual_is_one(call: str) -> None:
    words = shlex.split(call)[1:]
    assert callable(_parser(words).parse_args(words).run)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_manual_is_one(query: str) -> None:
    assert parse(query) != EVERYTHING


def test_the_pages_are_read() -> None:
    assert PAGES[-1].name == "searching.md"
    assert len(CALLS) >= 10
    assert len(QUERIES) >= 18


def test_files_that_the_pages_name_are_there() -> None:
    named = {
        name
        for page in [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]
        for name in re.findall(
            r"`((?:monitor|docs|tests|resources|packaging|scripts|benchmarks)/[\w/.-]+)`", page.read_text("utf-8")
        )
    }
    decisions = {path.name[:4] for path in (ROOT / "docs" / "decisions").iterdir()}
    missing = [
        name for name in named
        if not (ROOT / name).exists() and not (name.startswith("docs/decisions/") and name[-4:] in decisions)
    ]  # fmt: skip
    assert len(named) > 20
    assert missing == []
