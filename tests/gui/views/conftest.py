"""Rooms for the views: the samples as the real pipeline files them, with a watchlist, each test its own copy."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.core.records import Changes, Entry
from monitor.core.retrospect import raise_on_stored
from monitor.core.store import Reader, Store, open_library
from monitor.core.terms import Severity
from monitor.gui.actions import Actions
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.map.world import load_world
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources

ENTRIES = (
    Entry("Darina Koss", weak=("Koss",), severity=Severity.HIGH),
    Entry("Odrin Lines", severity=Severity.CRITICAL),
    Entry("Rotterdam", severity=Severity.LOW),
)


@pytest.fixture(scope="session")
def filed_samples(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A library of the sample articles, made once by the command line."""
    library = tmp_path_factory.mktemp("samples") / "library.db"
    files = [str(file) for file in sorted(samples.iterdir()) if file.name != "README.md"]
    subprocess.run([sys.executable, "-m", "monitor", "ingest", *files, "--db", str(library)], check=False, timeout=240)
    with open_library(library, write=True) as store:
        for entry in ENTRIES:
            store.put_entry(entry)
        raise_on_stored(store, ENTRIES, today=None)
    return library


@pytest.fixture
def library(tmp_path: Path, filed_samples: Path) -> Path:
    """A copy of the samples' library."""
    for file in filed_samples.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / filed_samples.name


@pytest.fixture
def reader(library: Path):
    """The library, to ask what a view must show."""
    with open_library(library) as reader:
        yield reader


@dataclass
class Room:
    """What views are made of."""

    reading: Jobs[Reader]
    writing: Jobs[Store]
    actions: Actions
    theme: Theme
    icons: Icons
    changes: list[Changes]
    told: list[str]
    listeners: list

    def country_name(self, code: str) -> str:
        return WORLD_NAMES.get(code, code)

    def settle(self, qtbot) -> None:
        """Wait until nothing is asked or written any more."""
        qtbot.waitUntil(lambda: self.reading.is_idle and self.writing.is_idle, timeout=10_000)


WORLD_NAMES = {country.code: country.name for country in load_world(resources() / "map").countries}


@pytest.fixture
def room(qtbot, qapp, library):
    """A reading and a writing thread on the library, and the look."""
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    icons = Icons(resources() / "icons", theme)
    icons.load()
    reading = Jobs("reading", lambda: open_library(library), threads=2)
    writing = Jobs("writing", lambda: _Writer(library))
    bugs, told, changes, listeners = [], [], [], []
    for jobs in (reading, writing):
        jobs.crashed.connect(bugs.append)
        jobs.failed.connect(bugs.append)

    def submit(change, done):
        def finish(result):
            changes.append(result)
            for listen in listeners:
                listen(result)
            done(result)

        writing.ask(lambda writer: change(writer.store), finish)

    actions = Actions(submit)
    actions.told.connect(lambda words, _: told.append(words))
    writing.start()
    reading.start()
    yield Room(reading, writing, actions, theme, icons, changes, told, listeners)
    reading.close()
    writing.close()
    assert not bugs


class _Writer:
    """The store as a thread's connection."""

    def __init__(self, library: Path) -> None:
        self.store = open_library(library, write=True)

    def interrupt(self) -> None:
        """Writes are short: they are let finish."""

    def close(self) -> None:
        self.store.close()
