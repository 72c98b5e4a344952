"""A small library made by the real commands from invented articles, once for all tests here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from running import OTHER, WIRE, Ran, run


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
