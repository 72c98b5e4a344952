"""Behind the window: writes, imports that let them through, hand-over, reading only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.core.records import Entry
from monitor.core.spool import hand_over
from monitor.core.store import Store, open_library
from monitor.gui.background import Background
from monitor.gui.progress import FolderState

TEXT = """Ministers meet in {city}

{city} — Delegations from Kenya and Uganda met on Tuesday to speak about the border.

Amina Wanjiru, who led the talks, said {number} points were agreed.
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def background(library: Path, qtbot):
    background = Background(library)
    with qtbot.waitSignal(background.ready):
        background.start()
    yield background
    background.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, city in enumerate(("Nairobi", "Kampala", "Mombasa")):
        (folder / f"{number}.txt").write_text(TEXT.format(city=city, number=number), encoding="utf-8")
    return folder


def test_a_write_is_told_to_everyone_and_read_back(background: Background, qtbot):
    with qtbot.waitSignal(background.store_changed) as told:
        background.submit(lambda store: store.put_entry(Entry("Amina Wanjiru")))
    assert told.args[0].entries
    names = []
    background.reading.ask(lambda reader: [entry.name for entry in reader.entries()], names.append)
    qtbot.waitUntil(lambda: names == [["Amina Wanjiru"]])


def test_files_are_taken_in_with_progress_and_alerts(background: Background, folder: Path, qtbot):
    background.submit(lambda store: store.put_entry(Entry("Amina Wanjiru")))
    heard, changed = [], []
    background.progressed.connect(heard.append)
    background.store_changed.connect(changed.append)
    background.import_paths([str(folder)])
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].finished, timeout=60_000)
    assert (heard[-1].files, heard[-1].ended, heard[-1].alerts) == (3, 3, 3)
    qtbot.waitUntil(lambda: sum(len(one.articles) for one in changed) == 3)


def test_an_analyst_does_not_wait_for_an_import(background: Background, folder: Path, qtbot):
    order = []
    background.progressed.connect(lambda progress: progress.finished and order.append("imported"))
    background.import_paths([str(folder)])  # the model alone takes seconds to load
    background.submit(lambda store: store.put_entry(Entry("Kampala")), lambda _: order.append("written"))
    qtbot.waitUntil(lambda: len(order) == 2, timeout=60_000)
    assert order == ["written", "imported"]


def test_files_of_another_launch_are_taken_in(background: Background, library: Path, folder: Path, qtbot):
    hand_over(library, [str(folder / "0.txt")])
    with qtbot.waitSignal(background.progressed, timeout=60_000, check_params_cb=lambda progress: progress.finished):
        pass
    assert not list(library.with_name("library.db.spool").iterdir())


def test_where_another_process_writes_the_window_reads_and_hands_over(library: Path, folder: Path, qtbot):
    other: Store = open_library(library, write=True)
    background = Background(library)
    with qtbot.waitSignals([background.locked, background.ready]):
        background.start()
    background.import_paths([str(folder)])
    assert len(os.listdir(library.with_name("library.db.spool"))) == 1
    with qtbot.waitSignal(background.failed) as told:
        background.submit(lambda store: store.put_entry(Entry("Mombasa")))
    assert told.args[0].code == "locked"
    with qtbot.waitSignal(background.store_changed, timeout=10_000) as changed:
        qtbot.wait(1200)  # the version that it compares with
        other.put_entry(Entry("Nairobi"))
    assert changed.args[0].entries
    other.close()
    background.close()


def test_what_was_asked_before_closing_is_written(library: Path, qtbot):
    background = Background(library)
    with qtbot.waitSignal(background.ready):
        background.start()
    for name in ("Nairobi", "Kampala"):
        background.submit(lambda store, name=name: store.put_entry(Entry(name)))
    background.close()
    with open_library(library) as reader:
        assert [entry.name for entry in reader.entries()] == ["Kampala", "Nairobi"]


def test_what_comes_into_a_watched_folder_is_taken_in_once(background: Background, folder: Path, qtbot):
    states, articles = [], []
    background.watching.states_changed.connect(states.append)
    background.store_changed.connect(lambda changes: articles.extend(changes.articles))
    background.watch([str(folder)])
    qtbot.waitUntil(lambda: len(articles) == 3, timeout=60_000)
    deep = folder / "later" / "deeper"
    deep.mkdir(parents=True)
    (deep / "new.txt").write_text(TEXT.format(city="Entebbe", number=9), encoding="utf-8")
    qtbot.waitUntil(lambda: len(articles) == 4, timeout=60_000)
    assert states[0] == {str(folder): FolderState.WATCHING}
    background.watch([], paused=[str(folder)])
    assert states[-1] == {str(folder): FolderState.PAUSED}


def test_a_folder_that_is_away_says_so_and_is_watched_when_it_comes(background: Background, tmp_path: Path, qtbot):
    stick, states, articles = tmp_path / "stick", [], []
    background.watching.states_changed.connect(states.append)
    background.store_changed.connect(lambda changes: articles.extend(changes.articles))
    background.watch([str(stick)])
    qtbot.waitUntil(lambda: states[-1] == {str(stick): FolderState.AWAY}, timeout=10_000)
    stick.mkdir()
    (stick / "new.txt").write_text(TEXT.format(city="Entebbe", number=9), encoding="utf-8")
    qtbot.waitUntil(lambda: len(articles) == 1, timeout=60_000)
    assert states[-1] != {str(stick): FolderState.AWAY}


CRASH = """
import os, sys
from monitor.core.records import Entry
from monitor.core.store import open_library

store = open_library(sys.argv[1], write=True)
store.put_entry(Entry("Amina Wanjiru"))
os._exit(1)
"""


def test_after_a_crash_reading_begins_before_the_check_ends(library: Path, qtbot):
    subprocess.run([sys.executable, "-c", CRASH, str(library)], check=False, timeout=60)
    background = Background(library)
    heard: list[bool] = []
    background.checking.connect(heard.append)
    background.checking.connect(lambda on: begun.append(background._is_reading) if on else None)
    begun: list[bool] = []
    with qtbot.waitSignals([background.ready, background.checking]):
        background.start()
    qtbot.waitUntil(lambda: heard == [True, False])
    assert begun == [True]
    names: list[list[str]] = []
    background.reading.ask(lambda reader: [entry.name for entry in reader.entries()], names.append)
    qtbot.waitUntil(lambda: names == [["Amina Wanjiru"]])
    background.close()
