"""The window on a small screen, with large text, and with the text alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QToolButton
from whole_window import open_program, plain_surroundings

from monitor.gui.program import Program
from monitor.gui.surroundings import Surroundings
from monitor.gui.views.article_delegate import ICON_PX, icon_size
from monitor.gui.views.parts import tool_button

SMALL = 1024  # pixels: the narrowest screen that the window is made for


@pytest.fixture(params=[1.0, 1.5])
def surroundings(qapp, tmp_path: Path, request):
    surroundings = plain_surroundings(qapp, tmp_path, scale=request.param)
    yield surroundings
    surroundings.theme.use_scale(1.0)


@pytest.fixture
def program(surroundings: Surroundings, tmp_path: Path, qtbot):
    with open_program(surroundings, tmp_path / "library.db", qtbot) as program:
        qtbot.waitUntil(lambda: program.window.page == "first_run")
        program.window.show_page("articles")
        yield program


def test_every_page_fits_on_a_small_screen(program: Program, qtbot):
    window = program.window
    window.resize(SMALL, 700)
    for page in window.pages:
        window.show_page(page)
        qtbot.wait(5)
        assert window.minimumSizeHint().width() <= SMALL, page
        assert window.width() == SMALL, page


def test_the_inspector_makes_room_where_there_is_little(program: Program, qtbot):
    room = program.views.reading_room
    room.resize(700, 600)
    assert room.inspector.isHidden()
    room.toggle_inspector()
    assert not room.inspector.isHidden()
    room.resize(690, 600)
    assert not room.inspector.isHidden()  # as was asked for at this width
    room.resize(1600, 600)
    assert not room.inspector.isHidden()
    room.toggle_inspector()
    room.resize(1500, 600)
    assert room.inspector.isHidden()


def test_the_text_stands_alone_and_everything_comes_back(program: Program, qtbot):
    window, room = program.window, program.views.reading_room
    window.toggle_focus()
    assert window.isFullScreen()
    hidden = (window._side, window.status, window.menuBar(), room._left, room.inspector)
    assert all(part.isHidden() for part in hidden)
    assert not room.reader.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert not any(part.isHidden() for part in hidden[:4])


def test_a_sidebar_that_was_hidden_stays_hidden_after_the_text_stood_alone(program: Program):
    window = program.window
    window.toggle_sidebar()
    window.toggle_focus()
    window.toggle_focus()
    assert window._side.isHidden()


def test_icons_grow_with_the_text(surroundings: Surroundings, qtbot):
    scale = surroundings.theme.scale
    for button in (tool_button("a", "chip"), QToolButton(), QPushButton("a")):
        qtbot.addWidget(button)
        button.ensurePolished()
        assert button.iconSize().width() == round(16 * scale)
    font = QFont()
    font.setPixelSize(round(13 * scale))
    assert abs(icon_size(font) - ICON_PX * scale) <= 1
