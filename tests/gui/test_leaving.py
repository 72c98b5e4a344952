"""Closing the window: it goes on where a tray brings it back, says once what ends where none does, and never blocks."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from whole_window import open_program, plain_surroundings

from monitor.core.spool import requests, spool_folder
from monitor.gui.leaving import Closing, Leaving
from monitor.gui.messages import MessageArea
from monitor.gui.preferences import Preferences
from monitor.gui.program import Program
from monitor.gui.showing import ask_to_show, take_request
from monitor.gui.surroundings import Surroundings


@pytest.fixture
def surroundings(qapp, tmp_path: Path) -> Surroundings:
    return plain_surroundings(qapp, tmp_path)


@pytest.fixture
def program(surroundings: Surroundings, tmp_path: Path, qtbot):
    """A window that watches a folder; offscreen there is no tray."""
    (tmp_path / "inbox").mkdir()
    with open_program(surroundings, tmp_path / "library.db", qtbot) as program:
        program.folders.add(str(tmp_path / "inbox"))
        qtbot.waitUntil(lambda: program.folders.is_watching, timeout=20_000)
        yield program


def test_without_a_tray_the_first_closing_says_what_ends_and_can_be_answered(program: Program, qtbot):
    window = program.window
    assert not program.tray.is_available
    window.close()
    assert window.isVisible()
    assert "ends the watching" in window.messages.words[0]
    close = next(button for button in window.messages.findChildren(QPushButton) if button.text() == "Close")
    with qtbot.waitSignal(window.closed):
        close.click()
    assert not window.isVisible()


def test_without_a_tray_the_second_closing_closes(program: Program, qtbot):
    program.window.close()
    assert program.window.isVisible()
    with qtbot.waitSignal(program.window.closed):
        program.window.close()
    assert not program.window.isVisible()


def test_quitting_is_never_held(program: Program, qtbot):
    with qtbot.waitSignal(program.window.closed):
        program.leave()
    assert not program.window.isVisible()


def test_with_a_tray_the_window_goes_on_unseen_and_comes_back(program: Program, qtbot):
    window = program.window
    program.leaving._has_tray = True  # offscreen has none; what is decided from here on is the program's own
    with qtbot.waitSignal(window.put_away), qtbot.assertNotEmitted(window.closed):
        window.close()
    assert not window.isVisible()
    assert program.folders.is_watching
    (Path(program.folders.paths[0]) / "late.txt").write_text("Talks in Kenya\n\nThey met in Kenya.\n", encoding="utf-8")
    with qtbot.waitSignal(program.background.progressed, timeout=60_000, check_params_cb=lambda p: p.finished):
        pass
    program.tray.window_asked.emit()
    assert window.isVisible()
    qtbot.waitUntil(lambda: program.views.articles.model.rowCount() == 1)


def test_started_once_more_the_window_comes_back(program: Program, surroundings: Surroundings, qtbot):
    program.window.hide()
    asked = subprocess.Popen(
        [sys.executable, "-m", "monitor", "--db", str(program.background.library)],
        env=os.environ | {"XDG_CONFIG_HOME": str(program.background.library.parent)},
        stderr=subprocess.PIPE,
        text=True,
    )
    qtbot.waitUntil(program.window.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: asked.poll() is not None, timeout=20_000)
    assert asked.returncode == 0
    assert asked.stderr is not None
    assert "brought to the front" in asked.stderr.read()


@pytest.fixture
def words(surroundings: Surroundings, qtbot) -> MessageArea:
    area = MessageArea(surroundings.icons)
    qtbot.addWidget(area)
    return area


def _leaving(words: MessageArea, preferences: Preferences, **how: bool) -> Leaving:
    watching, logging_out = how.get("watching", True), how.get("logging_out", False)
    return Leaving(
        words,
        preferences,
        words,
        has_tray=how.get("tray", False),
        is_watching=lambda: watching,
        is_logging_out=lambda: logging_out,
    )


@pytest.mark.parametrize(
    ("how", "closing"),
    [
        ({"tray": True}, Closing.PUT_AWAY),
        ({"tray": False}, Closing.HELD),
        ({"tray": True, "watching": False}, Closing.END),
        ({"tray": False, "watching": False}, Closing.END),
        ({"tray": True, "logging_out": True}, Closing.END),
        ({"tray": False, "logging_out": True}, Closing.END),
    ],
)
def test_what_closing_does(words, surroundings: Surroundings, how: dict[str, bool], closing: Closing):
    assert _leaving(words, surroundings.preferences, **how).choose() is closing


def test_whoever_does_not_want_it_to_go_on_ends_it(words, surroundings: Surroundings):
    surroundings.preferences.stays_in_tray = False
    assert _leaving(words, surroundings.preferences, tray=True).choose() is Closing.END


def test_that_it_goes_on_is_said_once(words, surroundings: Surroundings):
    told: list[str] = []
    for _ in range(2):
        _leaving(words, surroundings.preferences, tray=True).say_put_away(told.append)
    assert len(told) == 1


def test_nobody_there_to_ask_is_told_and_nothing_is_left_behind(tmp_path: Path):
    assert not ask_to_show(tmp_path / "library.db", patience=0.1)
    assert list(spool_folder(tmp_path / "library.db").iterdir()) == []


def test_a_request_is_taken_once_and_is_no_import(tmp_path: Path):
    library = tmp_path / "library.db"
    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.append(ask_to_show(library)))
    asking.start()
    until = time.monotonic() + 10
    while not (spool_folder(library) / "show").exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert list(requests(library)) == []
    assert take_request(library)
    assert not take_request(library)
    asking.join()
    assert answers == [True]


def test_a_parent_is_all_that_a_leaving_needs(words, surroundings: Surroundings):
    leaving = _leaving(words, surroundings.preferences)
    leaving.is_for_good = True
    assert leaving.choose() is Closing.END
    assert isinstance(leaving.parent(), QWidget)
