"""A small library made by the real commands from invented articles, once for all tests here."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

WIRE = """\
Harbour talks resume in Tallinn

TALLINN (Meridian Wire) - Estonia's minister Orlo Brandt flew to Helsinki on Monday to resume talks on the harbour.

Brandt said that Estonia and Finland would sign in June. Officials in Helsinki confirmed it.

See also: Riga votes on a new tram line

Brandt will return to Tallinn on Friday, his office said.
"""

OTHER = """\
Tram line opens

RIGA (Meridian Wire) - Latvia's capital opened a tram line on Tuesday, two years late.

The mayor, Ilze Kraft, said that =SUM(A1) was not how the budget was made.
"""


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "monitor", *map(str, arguments)]


def run(*arguments: object, stdin: str | None = None, **environment: str) -> Ran:
    """Run a command in a process of its own, as a user does."""
    done = subprocess.run(
        command(*arguments), input=stdin, env={**os.environ, **environment}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles and a file that is none."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "1-harbour.txt").write_text(WIRE)
    (folder / "2-tram.txt").write_text(OTHER)
    (folder / "3-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, articles: Path) -> tuple[Path, Ran]:
    """A library with the articles and two entries, and what its import said."""
    library = tmp_path_factory.mktemp("library") / "library.db"
    run("watchlist", "add", "Orlo Brandt", "--weak", "Brandt", "--severity", "high", "--db", library)
    ran = run("ingest", articles, "--db", library, "--json")
    return library, ran


@pytest.fixture
def library(built: tuple[Path, Ran]) -> Path:
    """The library, for tests that only read it."""
    return built[0]


@pytest.fixture
def asks(library: Path) -> Callable[..., Ran]:
    """Run a command on the library."""
    return lambda *arguments: run(*arguments, "--db", library)
