"""The defaults of a watched folder are changed in a window that holds nothing up."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from monitor.core.terms import Severity
from monitor.core.watched import Subfolders, WatchedFolder
from monitor.gui.views.folder_editor import FolderEditor, patterns


def test_what_is_typed_is_what_the_folder_says(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    editor = FolderEditor(window, WatchedFolder(str(tmp_path)))
    assert not editor.isModal()
    editor.source.setText("Ostby Post")
    editor.country.setText("dk")
    editor.severities[Severity.HIGH].click()
    editor.include.setText("*.pdf; *.html,")
    editor.exclude.setText("drafts")
    editor.subfolders[Subfolders.TAG].click()
    editor.keeps.setChecked(True)
    editor.polls.setChecked(True)
    editor.seconds.setText("0")
    with qtbot.assertNotEmitted(editor.folder_saved):
        editor.save_button.click()
    editor.seconds.setText("15")
    with qtbot.waitSignal(editor.folder_saved) as told:
        editor.save_button.click()
    assert told.args == [
        WatchedFolder(
            str(tmp_path), True, "Ostby Post", "DK", Severity.HIGH, ("*.pdf", "*.html"), ("drafts",), Subfolders.TAG,
            True, 15.0,
        )
    ]  # fmt: skip


def test_what_is_known_stands_in_the_fields_and_saves_as_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    folder = WatchedFolder("/in", False, "Ostby Post", "DK", Severity.LOW, ("*.md",), (), Subfolders.SOURCE, False, 3.0)
    editor = FolderEditor(window, folder)
    with qtbot.waitSignal(editor.folder_saved) as told:
        editor.save_button.click()
    assert told.args == [folder]


@pytest.mark.parametrize("country", ["1", "G", "QQ", "UK"])
def test_a_country_that_is_none_is_not_taken(qtbot: QtBot, country: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    editor = FolderEditor(window, WatchedFolder("/in"))
    editor.show()
    editor.country.setText(country)
    with qtbot.assertNotEmitted(editor.folder_saved):
        editor.save_button.click()
    assert editor.isVisible()


def test_patterns_are_parted_by_commas() -> None:
    assert patterns(" a*, b ;; c") == ("a*", "b", "c")
