"""A window on a library that is gone, or that lies where nothing can be written: said in a sentence, nothing made."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from monitor.core.records import Entry
from monitor.core.store import open_library
from monitor.core.store.backups import back_up_when_due, daily_backups
from monitor.gui.figure import FigureButton
from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.program import Program
from monitor.gui.session import make_window
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources


@pytest.fixture
def surroundings(qapp: QApplication, tmp_path: Path) -> Surroundings:
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    return Surroundings(qapp, Preferences(tmp_path / "window.ini"), theme, Icons(resources() / "icons", theme))


@pytest.fixture
def open_program(surroundings: Surroundings, qtbot):
    opened = []

    def open_one(library: Path) -> Program:
        window = make_window(surroundings)
        qtbot.addWidget(window)
        opened.append(Program(window, library, surroundings))
        window.show()
        opened[-1].start()
        return opened[-1]

    yield open_one
    for program in opened:
        program.close()


def test_a_library_that_is_gone_is_said_and_no_empty_one_is_made(
    open_program, surroundings: Surroundings, tmp_path: Path, qtbot
):
    library = tmp_path / "stick" / "desk.db"
    surroundings.preferences.note_library(library)
    program = open_program(library)
    [words] = program.window.messages.words
    assert "desk.db is no longer where it was" in words
    assert not library.parent.exists()
    with qtbot.waitSignal(program.libraries.library_chosen) as chosen:
        program.libraries.remedies_of_loss()[0].act()  # look again
    assert chosen.args == [library]


def test_what_cannot_be_counted_is_not_said_to_be_none(open_program, tmp_path: Path, qtbot):
    library = tmp_path / "no_library.db"
    library.write_bytes(b"not a library\n" * 999)
    program = open_program(library)
    qtbot.waitUntil(lambda: bool(program.window.messages.words))
    for page in ("today", "articles"):
        program.window.show_page(page)
        shown = program.window.findChildren(FigureButton)
        assert shown
        assert not [button.text() for button in shown if any(sign.isdigit() for sign in button.text())]


def test_a_new_library_can_be_begun_where_one_is_gone(
    open_program, surroundings: Surroundings, tmp_path: Path, qtbot, monkeypatch
):
    library = tmp_path / "desk.db"
    surroundings.preferences.note_library(library)
    program = open_program(library)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(library), ""))
    with qtbot.waitSignal(program.libraries.library_chosen):
        program.libraries.make()
    again = open_program(library)
    qtbot.waitUntil(lambda: again.background.is_open)
    assert again.window.messages.words == []
    assert library.exists()


def test_a_backup_of_the_day_is_made_and_restored_into_the_open_library(
    open_program, tmp_path: Path, qtbot, monkeypatch
):
    library = tmp_path / "desk.db"
    with open_library(library, write=True) as store:
        store.put_entry(Entry("Orlo Brandt"))
    program = open_program(library)
    qtbot.waitUntil(lambda: program.background.is_open and program.background.writing.is_idle)
    program.backups.look()
    qtbot.waitUntil(lambda: len(daily_backups(library)) == 1 and program.background.reading.is_idle)
    done = []
    program.background.submit(lambda store: store.remove_entry("Orlo Brandt"), done.append)
    qtbot.waitUntil(lambda: bool(done))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(daily_backups(library)[0]), ""))
    with qtbot.waitSignal(program.libraries.library_chosen, timeout=20_000):
        program.libraries.restore()
    program.close()
    again = open_program(library)
    qtbot.waitUntil(lambda: again.background.is_open)
    with open_library(library) as reader:
        assert [entry.name for entry in reader.entries()] == ["Orlo Brandt"]
    [aside] = tmp_path.glob("desk.db.*.old")
    with open_library(aside) as reader:
        assert reader.entries() == []


def test_of_a_damaged_library_the_newest_backup_is_offered(open_program, tmp_path: Path, qtbot):
    library = tmp_path / "desk.db"
    with open_library(library, write=True) as store, store.reader() as reader:
        store.put_entry(Entry("Orlo Brandt"))
        back_up_when_due(library, reader.back_up, datetime.now(UTC))
    library.write_bytes(b"")
    for end in ("-wal", "-shm"):
        library.with_name(f"desk.db{end}").unlink(missing_ok=True)
    program = open_program(library)
    qtbot.waitUntil(lambda: bool(program.window.messages.words))
    assert "0 bytes" in program.window.messages.words[0]
    remedy = next(
        button for button in program.window.messages.findChildren(QPushButton) if "backup of" in button.text()
    )
    with qtbot.waitSignal(program.libraries.library_chosen, timeout=20_000):
        remedy.click()
    with open_library(library) as reader:
        assert [entry.name for entry in reader.entries()] == ["Orlo Brandt"]


def test_a_library_that_cannot_be_written_is_read(open_program, tmp_path: Path, qtbot, monkeypatch):
    library = tmp_path / "desk.db"
    open_library(library, write=True).close()
    # The tests may run as root, whom no permission keeps out: a lock file that is a link into nothing does.
    lock = library.with_name("desk.db.lock")
    lock.unlink(missing_ok=True)
    monkeypatch.setattr(Path, "open", _refuse(Path.open, lock))
    program = open_program(library)
    qtbot.waitUntil(lambda: program.background.is_open and bool(program.window.messages.words))
    [words] = program.window.messages.words
    assert "nothing may be written" in words
    program.background.import_paths([str(tmp_path)])
    assert program.window.messages.words == [words]  # not handed to a window that is not there
    assert not library.with_name("desk.db.spool").exists()


def _refuse(real, refused: Path):
    def opened(self: Path, *arguments, **others):
        if self == refused:
            raise PermissionError(13, os.strerror(13))
        return real(self, *arguments, **others)

    return opened
