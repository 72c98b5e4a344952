"""The settings: every change holds at once and is remembered, and everything can be reached by keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from monitor.gui.login import LoginStart
from monitor.gui.preferences import Preferences
from monitor.gui.theme import ThemeChoice
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.settings import SECTIONS, SettingsView
from monitor.gui.views.settings_general import general_section
from monitor.gui.views.settings_section import SettingsAround


class Heard:
    """What the settings asked for."""

    def __init__(self) -> None:
        self.themes: list[ThemeChoice] = []
        self.densities: list[Density] = []
        self.sentences: list[str] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def login(tmp_path: Path) -> LoginStart:
    return LoginStart(tmp_path / "autostart" / "it.desktop", b"[Desktop Entry]\n")


@pytest.fixture
def around(room, login, heard, tmp_path) -> SettingsAround:
    return SettingsAround(
        Preferences(tmp_path / "window.ini"),
        room.theme,
        room.icons,
        room.reading,
        lambda change, done: None,
        login,
        has_tray=True,
        choose_theme=heard.themes.append,
        use_density=heard.densities.append,
        say=heard.sentences.append,
    )


@pytest.fixture
def view(around: SettingsAround, qtbot) -> SettingsView:
    view = SettingsView(around)
    qtbot.addWidget(view)
    view.show()
    return view


def test_the_sections_are_made_when_the_settings_are_first_shown(around: SettingsAround, qtbot):
    view = SettingsView(around)
    qtbot.addWidget(view)
    assert view.sections == []
    view.show()
    assert len(view.sections) == len(SECTIONS)
    view.hide()
    view.show()
    assert len(view.sections) == len(SECTIONS)


def test_start_at_login_writes_the_file_and_takes_it_away(view: SettingsView, login: LoginStart, qtbot):
    box = _general(view).login_box
    assert not box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert login.is_on
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not login.file.exists()


def test_where_the_file_cannot_be_written_the_box_stays_off_and_says_why(view, login, heard, tmp_path, qtbot):
    (tmp_path / "autostart").write_text("a file in the way", encoding="utf-8")
    box = _general(view).login_box
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not box.isChecked()
    assert "could not be changed" in heard.sentences[0]


def test_backups_can_be_switched_off(view: SettingsView, around: SettingsAround, qtbot):
    box = _general(view).backup_box
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not around.preferences.backs_up


def test_what_closing_does_is_remembered(view: SettingsView, around: SettingsAround, qtbot):
    box = _general(view).stay_box
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not around.preferences.stays_in_tray


def test_without_a_tray_there_is_nothing_to_stay_in(around: SettingsAround, qtbot):
    section = general_section(replace(around, has_tray=False))
    qtbot.addWidget(section.widget)
    section.load()
    assert not section.widget.stay_box.isEnabled()
    assert not section.widget.stay_box.isChecked()
    assert around.preferences.stays_in_tray  # as it was, for another desktop


def test_themes_and_rows_are_asked_for_at_once(view: SettingsView, heard: Heard, qtbot):
    for button in view.findChildren(QAbstractButton):
        if button.text() in ("Dark", "One line a row"):
            qtbot.waitUntil(lambda button=button: button.height() > 0)
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.themes == [ThemeChoice.DARK]
    assert heard.densities == [Density.COMPACT]


def test_everything_in_the_settings_has_a_name(view: SettingsView):
    nameless = [
        type(widget).__name__
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def _general(view: SettingsView):
    return next(section.widget for section in view.sections if section.name == "general")
