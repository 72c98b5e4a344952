"""The whole window on a small library: reachable by keyboard, named, every number opens its list."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QMainWindow, QWidget
from whole_window import open_program, plain_surroundings

from monitor.gui.figure import ArticlesOf, Figure
from monitor.gui.menus import double_keys
from monitor.gui.palette import find_commands, matching
from monitor.gui.program import Program
from monitor.gui.session import make_window
from monitor.gui.surroundings import Surroundings

TEXT = """{title}

{place} — Delegations met on Tuesday to speak about the border with Kenya.
"""


@pytest.fixture
def surroundings(qapp: QApplication, tmp_path: Path) -> Surroundings:
    return plain_surroundings(qapp, tmp_path)


@pytest.fixture
def program(surroundings: Surroundings, tmp_path: Path, qtbot):
    with open_program(surroundings, tmp_path / "library.db", qtbot) as program:
        yield program


AT_FIRST_PAINT = """
import importlib, linecache, sys
from monitor import __main__ as entry

HEAVY = {"spacy", "numpy", "qtpy", "sqlite3", "multiprocessing", "PySide6.QtSvg", "monitor.core.store"}

def look(own):
    print(sorted(HEAVY & sys.modules.keys()))
    print([name for name in linecache.cache if "monitor" in name])
    own.window.closed.emit()

def load(name):
    module = importlib.import_module(name)
    importlib.import_module("monitor.gui.session").Session._fill = look
    return module

entry.import_module = load
sys.argv = ["media-monitor"]
entry.main()
"""


def test_the_first_paint_needs_neither_model_nor_numbers_nor_font_nor_any_source(tmp_path: Path):
    home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"), str(tmp_path))
    run = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT], capture_output=True, text=True, timeout=60, check=True,
        env=os.environ | home,
    )  # fmt: skip
    assert run.stdout.splitlines() == ["[]", "[]"]


def test_a_new_library_asks_its_three_questions(program: Program, qtbot):
    qtbot.waitUntil(lambda: program.window.page == "first_run")
    qtbot.mouseClick(program.views.first_run.begin_button, Qt.MouseButton.LeftButton)
    assert program.window.page == "articles"


def test_everything_has_the_name_that_the_contract_gives_it(program: Program):
    names = (
        "article_list filter_bar reader xray inspector country_map country_table entity_list watch_list alert_list"
        " import_list search_edit"
    )
    missing = [name for name in names.split() if program.window.findChild(QWidget, name) is None]
    assert missing == []


def test_no_two_actions_share_a_key(program: Program):
    actions = program.window.findChildren(QAction)
    assert actions
    assert double_keys(actions) == set()


def test_everything_that_takes_the_keyboard_has_a_name(program: Program):
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in program.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _name(widget)
    ]
    assert nameless == []


def test_no_label_takes_its_words_for_markup(program: Program):
    rich = [
        label.text() for label in program.window.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText
    ]
    assert [text for text in rich if text] == []


def test_the_palette_finds_every_page_and_goes_there(program: Program, qtbot):
    found = matching(find_commands(program.window.menuBar()), "map")
    assert found[0].title == "Map"
    program.palette.open()
    qtbot.keyClicks(program.palette.focusWidget(), "watchl")
    qtbot.keyClick(program.palette.focusWidget(), Qt.Key.Key_Return)
    assert program.window.page == "watchlist"


def test_dropped_files_come_in_and_are_counted(program: Program, tmp_path: Path, qtbot):
    paths = []
    for number, place in enumerate(("NAIROBI", "KAMPALA", "MOMBASA")):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT.format(title=f"Talks, day {number}", place=place), encoding="utf-8")
        paths.append(path)
    with qtbot.waitSignal(program.background.progressed, timeout=60_000, check_params_cb=lambda p: p.finished):
        _drop(program.window, paths)
    assert "3 files: 3 stored" in program.window.status.words
    sidebar = program.window.sidebar
    qtbot.waitUntil(lambda: "3 articles" in _spoken(sidebar))
    program.window.open_figure(Figure(3, ArticlesOf("is:unread")))
    qtbot.waitUntil(lambda: program.views.articles.model.rowCount() == 3)
    assert program.window.page == "articles"


def test_a_country_of_the_map_filters_the_list(program: Program, tmp_path: Path, qtbot):
    (tmp_path / "one.txt").write_text(TEXT.format(title="Talks in Kenya", place="NAIROBI"), encoding="utf-8")
    (tmp_path / "two.txt").write_text("Snow falls in Norway\n\nIt snowed all day in Norway.\n", encoding="utf-8")
    with qtbot.waitSignal(program.background.progressed, timeout=60_000, check_params_cb=lambda p: p.finished):
        program.background.import_paths([str(tmp_path / "one.txt"), str(tmp_path / "two.txt")])
    program.window.show_page("map")
    qtbot.waitUntil(lambda: {row.code for row in program.views.map.rows.rows} == {"KE", "NO"})
    program.views.map.map.country_chosen.emit("NO")
    qtbot.waitUntil(lambda: program.views.articles.model.rowCount() == 1)
    assert program.window.page == "articles"
    program.window.show_page("map")
    qtbot.waitUntil(lambda: {row.code for row in program.views.map.rows.rows} == {"NO"})


def test_the_next_start_opens_on_what_came_in_since_the_last(surroundings: Surroundings, tmp_path: Path, qtbot):
    library = tmp_path / "library.db"
    for page in ("articles", "today"):  # there is no last look before the first
        window = make_window(surroundings)
        qtbot.addWidget(window)
        program = Program(window, library, surroundings)
        assert window.page == page
        program.close()
        assert surroundings.preferences.last_look(library)


def test_the_layout_is_found_again(surroundings: Surroundings, qtbot):
    window = make_window(surroundings)
    qtbot.addWidget(window)
    window.resize(701, 603)  # the offscreen screen has 800 by 800
    window.show()
    window.close()
    again = make_window(surroundings)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (701, 603)


def _name(widget: QWidget) -> str:
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return "viewport"
    text = getattr(widget, "text", lambda: "")()
    return widget.accessibleName() or text or ("window" if isinstance(widget, QMainWindow) else "")


def _spoken(sidebar: QWidget) -> str:
    model = sidebar.model()
    return "; ".join(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount()))


def _drop(window: QWidget, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    place = QPointF(200, 200)
    QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), *args))
    QApplication.sendEvent(window, QDropEvent(place, *args))
