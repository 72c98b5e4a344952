"""Several libraries: made, opened, opened again; going to another ends everything behind the first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from monitor.gui.app import last_library
from monitor.gui.libraries import Libraries, with_suffix
from monitor.gui.preferences import LIBRARIES, Preferences
from monitor.paths import default_library

GO_ON = """
import json, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from monitor.core.store import is_in_use
from monitor.gui import app
from monitor.gui.main_window import MainWindow
from monitor.gui.surroundings import make_surroundings
from monitor.gui.theme import ThemeChoice

folder = Path(sys.argv[1])
first, second, inbox = folder / "first.db", folder / "second.db", folder / "inbox"
around = make_surroundings(preferences=folder / "window.ini")
said, stages = {}, []

def windows():
    return [w for w in around.application.topLevelWidgets() if isinstance(w, MainWindow)]

def look():
    from monitor.gui.program import Program
    found = [p for w in windows() for p in w.findChildren(Program)]
    program = next((p for p in found if p.background.is_open), None)
    if program is None or not program.background.writing.is_idle:
        return
    if not stages and program.background.library == first:
        stages.append("first")
        program.folders.add(str(inbox))
        return
    if stages == ["first"] and program.folders.is_watching:
        stages.append("watching")
        said["title"] = program.window.windowTitle()
        said["in_use"] = is_in_use(first)
        said["threads"] = sorted(t.name for t in threading.enumerate())
        program.libraries.go_to(second)
        return
    if stages == ["first", "watching"] and program.background.library == second:
        stages.append("second")
        said["windows"] = len(windows())
        said["next_title"] = program.window.windowTitle()
        said["first_in_use"] = is_in_use(first)
        said["second_in_use"] = is_in_use(second)
        said["watched"] = list(program.folders.paths)
        said["next_threads"] = sorted(t.name for t in threading.enumerate())
        said["recent"] = [path.name for path in around.preferences.libraries]
        program.choose_theme(ThemeChoice.DARK)  # whoever still listens from the first window would fall over here
        said["messages"] = program.window.messages.words
        program.leave()

timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
QTimer.singleShot(60_000, around.application.quit)
status = app.run(around, first)
print(json.dumps(said | {"status": status}))
"""


def test_going_to_another_library_ends_the_first_and_opens_the_other(tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    finished = subprocess.run(
        [sys.executable, "-c", GO_ON, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    said = json.loads(finished.stdout)
    assert said["in_use"]
    assert "first" in said["title"]
    assert "watching" in said["threads"]
    assert said["windows"] == 1
    assert "second" in said["next_title"]
    assert (said["first_in_use"], said["second_in_use"]) == (False, True)
    assert said["watched"] == []  # folders belong to a library
    assert "watching" not in said["next_threads"]
    assert said["recent"] == ["second.db", "first.db"]
    assert said["messages"] == []
    assert said["status"] == 0
    assert "Traceback" not in finished.stderr


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def libraries(preferences: Preferences, tmp_path: Path, qtbot) -> Libraries:
    window = QWidget()
    qtbot.addWidget(window)
    return Libraries(window, preferences, tmp_path / "here.db")


def test_the_last_libraries_are_listed_without_the_open_one(libraries: Libraries, preferences: Preferences, tmp_path):
    for name in ("one.db", "two.db", "here.db"):
        preferences.note_library(tmp_path / name)
    assert [words.partition(" – ")[0] for words in _recent(libraries)] == ["two", "one"]


def test_without_another_library_the_menu_says_so(libraries: Libraries):
    menu = QMenu()
    libraries.fill_recent(menu)
    assert [action.isEnabled() for action in menu.actions()] == [False]


def test_a_library_that_is_gone_is_told_and_forgotten(libraries: Libraries, preferences: Preferences, tmp_path, qtbot):
    preferences.note_library(tmp_path / "gone.db")
    menu = QMenu()
    libraries.fill_recent(menu)
    with qtbot.assertNotEmitted(libraries.library_chosen), qtbot.waitSignal(libraries.said):
        menu.actions()[0].trigger()
    assert preferences.libraries == []


def test_a_library_of_the_list_is_gone_to(libraries: Libraries, preferences: Preferences, tmp_path, qtbot):
    (tmp_path / "one.db").touch()
    preferences.note_library(tmp_path / "one.db")
    menu = QMenu()
    libraries.fill_recent(menu)
    with qtbot.waitSignal(libraries.library_chosen) as chosen:
        menu.actions()[0].trigger()
    assert chosen.args == [tmp_path / "one.db"]


def test_the_open_library_is_not_opened_again(libraries: Libraries, tmp_path, qtbot):
    with qtbot.assertNotEmitted(libraries.library_chosen), qtbot.waitSignal(libraries.said):
        libraries.go_to(tmp_path / "here.db")


def test_a_library_named_without_its_ending_gets_it():
    assert with_suffix(Path("a/desk")).name == "desk.db"
    assert with_suffix(Path("a/desk.sqlite")).name == "desk.sqlite"


def test_the_window_opens_where_it_was_left(preferences: Preferences, tmp_path: Path):
    assert last_library(preferences) == default_library()
    preferences.note_library(tmp_path / "desk.db")
    assert last_library(preferences) == tmp_path / "desk.db"  # where it is gone the window says so


def test_only_a_library_that_was_there_can_be_lost(libraries: Libraries, preferences: Preferences, tmp_path: Path):
    assert not libraries.is_lost  # a new one
    preferences.note_library(tmp_path / "here.db")
    assert libraries.is_lost
    (tmp_path / "here.db").touch()
    assert not libraries.is_lost
    (tmp_path / "here.db").rename(tmp_path / "here.db.restored")  # a restore that was killed: opening finishes it
    assert not libraries.is_lost


def test_no_more_libraries_are_remembered_than_a_menu_shows(preferences: Preferences, tmp_path: Path):
    for number in range(LIBRARIES + 3):
        preferences.note_library(tmp_path / f"{number}.db")
    assert len(preferences.libraries) == LIBRARIES
    assert preferences.libraries[0].name == f"{LIBRARIES + 2}.db"


def _recent(libraries: Libraries) -> list[str]:
    menu = QMenu()
    libraries.fill_recent(menu)
    actions: list[QAction] = menu.actions()
    return [action.text() for action in actions]
