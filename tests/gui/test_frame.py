"""What surrounds the pages: sidebar, status bar, messages, folders, tray."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from monitor.core.terms import Status
from monitor.core.watched import WatchedFolder
from monitor.gui.figure import ArticlesOf, Figure
from monitor.gui.icons import Icons
from monitor.gui.messages import MOST, MessageArea, Remedy, Tone
from monitor.gui.places import make_places
from monitor.gui.preferences import Preferences
from monitor.gui.progress import FolderState, Progress
from monitor.gui.sidebar import Sidebar
from monitor.gui.status import WindowStatus
from monitor.gui.theme import Theme, ThemeChoice
from monitor.gui.tray import NOTICE_LENGTH, notice_text
from monitor.gui.views.folders import FoldersPopup
from monitor.paths import resources


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(resources() / "icons", theme)


@pytest.fixture
def messages(icons: Icons, qtbot) -> MessageArea:
    messages = MessageArea(icons)
    qtbot.addWidget(messages)
    return messages


@pytest.fixture
def status(theme: Theme, icons: Icons, qtbot) -> WindowStatus:
    status = WindowStatus(theme, icons)
    qtbot.addWidget(status)
    return status


def test_an_area_without_messages_takes_no_room(messages: MessageArea):
    assert messages.isHidden()
    messages.say("Done.")
    assert not messages.isHidden()
    messages.withdraw("Done.")
    assert messages.isHidden()


def test_a_message_about_the_same_takes_the_place_of_the_last(messages: MessageArea):
    messages.say("The library is in use.", Tone.WARNING, about="locked")
    messages.say("The library is still in use.", Tone.WARNING, about="locked")
    assert messages.words == ["The library is still in use."]


def test_notes_make_room_before_warnings_do(messages: MessageArea):
    messages.say("Warning", Tone.WARNING)
    for number in range(MOST + 2):
        messages.say(f"Note {number}")
    assert len(messages.words) == MOST
    assert messages.words[0] == "Warning"


def test_a_remedy_acts_and_ends_the_message(messages: MessageArea, qtbot):
    acted = []
    messages.say("Something failed.", Tone.ERROR, remedies=(Remedy("Try again", lambda: acted.append(True)),))
    qtbot.mouseClick(messages.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert acted == [True]
    assert messages.words == []


def test_words_of_a_message_are_never_markup(messages: MessageArea):
    messages.say("<img src='file:///etc/passwd'> could not be read.", Tone.ERROR)
    assert messages.words == ["<img src='file:///etc/passwd'> could not be read."]


def test_progress_says_rate_and_what_is_left(status: WindowStatus):
    status.show_progress(Progress(400, 100, Counter(), 0, "/inbox/one.txt", 50.0))
    assert status.words == "100 of 400 files · 2.0 a second · 2 min left · one.txt"


def test_an_import_that_begins_says_so(status: WindowStatus):
    status.show_progress(Progress(13, 0, Counter(), 0, "", 0.0))
    assert status.words == "0 of 13 files · getting ready"


def test_the_end_of_an_import_says_what_came_of_it(status: WindowStatus):
    statuses = Counter({Status.STORED: 3, Status.REFUSED: 1})
    status.show_progress(Progress(4, 4, statuses, 1, "/inbox/one.txt", 9.0, finished=True))
    assert status.words == "4 files: 3 stored, 1 refused, 1 alert"
    status.show_progress(Progress(4, 2, Counter({Status.STORED: 2}), 0, "", 9.0, finished=True))
    assert status.words == "Stopped after 2 of 4 files: 2 stored"


def test_a_lamp_says_in_words_how_its_folder_is(status: WindowStatus, qtbot):
    status.show_folders({"/inbox/agencies": FolderState.WATCHING, "/media/stick": FolderState.AWAY})
    lamps = [button.text() for button in status.findChildren(QToolButton) if button.property("role") == "lamp"]
    assert lamps == ["agencies: watching", "stick: away"]


def test_the_sidebar_says_and_tells_places(theme: Theme, icons: Icons, qtbot):
    sidebar = Sidebar(make_places(), theme, icons)
    qtbot.addWidget(sidebar)
    sidebar.show_figures({"unread": Figure(12, ArticlesOf("is:unread"))})
    model = sidebar.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Unread, 12 unread articles" in spoken
    with qtbot.waitSignal(sidebar.place_chosen) as told:
        sidebar.go_to("map")
    assert told.args[0].page == "map"
    with qtbot.assertNotEmitted(sidebar.place_chosen):
        sidebar.mark("alerts")
    assert sidebar.current == "alerts"


def test_a_folder_is_switched_off_and_taken_out(icons: Icons, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    popup, told = FoldersPopup(window, icons, goes_on=False), []
    popup.folders_changed.connect(told.append)
    popup.show_folders([WatchedFolder("/inbox/a"), WatchedFolder("/inbox/b")])
    popup.open()
    qtbot.keyClick(popup.switches[0], Qt.Key.Key_Space)
    assert told[-1] == [WatchedFolder("/inbox/a", False), WatchedFolder("/inbox/b")]
    remove = next(one for one in popup.findChildren(QToolButton) if one.accessibleName() == "Stop watching /inbox/b")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert told[-1] == [WatchedFolder("/inbox/a", False)]


def test_folders_are_remembered_for_their_library(tmp_path: Path):
    folders = [WatchedFolder("/inbox/with, comma"), WatchedFolder("C:\\inbox", False)]
    Preferences(tmp_path / "window.ini").keep_folders(tmp_path / "one.db", folders)
    again = Preferences(tmp_path / "window.ini")
    assert again.folders(tmp_path / "one.db") == folders
    assert again.folders(tmp_path / "other.db") == []


def test_a_notice_is_short_and_no_markup():
    assert notice_text("<b>Sea</b> & sky") == "&lt;b&gt;Sea&lt;/b&gt; &amp; sky"
    assert len(notice_text("x" * 5000)) == NOTICE_LENGTH
