"""Smart folders in the sidebar: a filter with a name and a live count that opens its articles."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from monitor.core.records import SmartFolder
from monitor.gui.figure import ArticlesOf, Figure
from monitor.gui.models.filter import ArticleFilter, Chip, Facet
from monitor.gui.places import make_places
from monitor.gui.sidebar import PLACE_ROLE, Place, Sidebar
from monitor.gui.smart_folders import PREFIX, SmartFolders, suggested_name
from monitor.gui.views.popups import LinePopup

DUTCH = ArticleFilter("", (Chip(Facet.COUNTRY, "NL"),))


@pytest.fixture
def sidebar(room, qtbot):
    sidebar = Sidebar(make_places(), room.theme, room.icons)
    qtbot.addWidget(sidebar)
    sidebar.show()
    return sidebar


@pytest.fixture
def folders(room, sidebar, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    folders = SmartFolders(window, sidebar, room.reading, room.actions)
    room.listeners.append(folders.note_changes)
    folders.load()
    room.settle(qtbot)
    return folders


def _places(sidebar: Sidebar) -> list[Place]:
    model = sidebar.model()
    return [model.index(row, 0).data(PLACE_ROLE) for row in range(model.rowCount())]


def _shown(sidebar: Sidebar) -> dict[str, Figure | None]:
    return {place.title: place.figure for place in _places(sidebar) if place.is_folder}


def _type(qtbot, words: str) -> LinePopup:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, LinePopup)
    popup.edit.setText(words)
    qtbot.keyClick(popup.edit, Qt.Key.Key_Return)
    return popup


def _save(folders: SmartFolders, sidebar: Sidebar, qtbot, name: str = "Dutch harbours") -> None:
    folders.ask_name(DUTCH, QPoint())
    _type(qtbot, name)
    qtbot.waitUntil(lambda: name in _shown(sidebar))


def _choose(words: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions: list[QAction] = menu.actions()
    next(action for action in actions if action.text() == words).trigger()
    menu.close()


def test_a_saved_filter_stands_under_the_articles_with_its_count(folders, sidebar, reader, qtbot):
    _save(folders, sidebar, qtbot)
    figure = _shown(sidebar)["Dutch harbours"]
    assert figure == Figure(reader.count("country:NL").articles, ArticlesOf("country:NL"))
    assert figure.value > 0
    pages = [place.page for place in _places(sidebar)]
    row = next(row for row, place in enumerate(_places(sidebar)) if place.is_folder)
    assert set(pages[: row + 1]) == {"today", "articles"}
    assert "articles" not in pages[row + 1 :]


def test_the_count_follows_the_library(folders, sidebar, room, reader, qtbot):
    _save(folders, sidebar, qtbot)
    before = _shown(sidebar)["Dutch harbours"].value
    room.actions.remove([reader.article_ids("country:NL")[0]])
    qtbot.waitUntil(lambda: _shown(sidebar)["Dutch harbours"].value != before)
    assert _shown(sidebar)["Dutch harbours"].value == before - 1 == reader.count("country:NL").articles


def test_a_folder_is_renamed_deleted_and_brought_back(folders, sidebar, room, qtbot):
    _save(folders, sidebar, qtbot)
    place = next(place for place in _places(sidebar) if place.is_folder)
    folders.ask_about(place, QPoint())
    _choose("Rename…")
    _type(qtbot, "Harbours")
    qtbot.waitUntil(lambda: list(_shown(sidebar)) == ["Harbours"])
    folders.ask_about(next(place for place in _places(sidebar) if place.is_folder), QPoint())
    _choose("Delete the folder")
    qtbot.waitUntil(lambda: _shown(sidebar) == {})
    room.actions.undo()
    qtbot.waitUntil(lambda: list(_shown(sidebar)) == ["Harbours"])
    room.actions.undo()
    qtbot.waitUntil(lambda: list(_shown(sidebar)) == ["Dutch harbours"])
    assert room.told[-4:-1] == ["Folder Harbours renamed", "Folder Harbours deleted", "Undone: folder Harbours deleted"]


def test_another_filter_is_kept_in_a_folder(folders, sidebar, room, reader, qtbot):
    _save(folders, sidebar, qtbot)
    folders.present = lambda: ArticleFilter("storm")
    folders.ask_about(next(place for place in _places(sidebar) if place.is_folder), QPoint())
    _choose("Keep the present filter in it")
    qtbot.waitUntil(lambda: _shown(sidebar)["Dutch harbours"].opens == ArticlesOf("storm"))
    assert reader.smart_folders() == [SmartFolder("Dutch harbours", "storm")]


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_name_that_is_none_is_not_taken(folders, sidebar, qtbot, name):
    folders.ask_name(DUTCH, QPoint())
    popup = _type(qtbot, name)
    assert popup.isVisible()
    assert popup._error.text()
    popup.close()
    assert _shown(sidebar) == {}


def test_a_name_that_is_taken_is_not_taken_again(folders, sidebar, qtbot):
    _save(folders, sidebar, qtbot, "One")
    _save(folders, sidebar, qtbot, "Two")
    folders._ask_new_name(SmartFolder("Two", DUTCH.query), QPoint())
    popup = _type(qtbot, "One")
    assert "already" in popup._error.text()
    popup.close()


def test_other_places_have_no_such_menu(folders, sidebar):
    folders.ask_about(_places(sidebar)[0], QPoint())
    assert QApplication.activePopupWidget() is None


def test_the_place_that_is_marked_stays_marked_when_folders_come(folders, sidebar, qtbot):
    sidebar.mark("map")
    _save(folders, sidebar, qtbot)
    assert sidebar.current == "map"


def test_a_folder_goes_where_its_count_opens(folders, sidebar, qtbot):
    _save(folders, sidebar, qtbot)
    with qtbot.waitSignal(sidebar.place_chosen) as chosen:
        sidebar.go_to(PREFIX + "Dutch harbours")
    assert chosen.args[0].figure.opens == ArticlesOf("country:NL")


def test_a_name_is_suggested_from_the_filter():
    assert suggested_name(ArticleFilter("storm", (Chip(Facet.COUNTRY, "NL"), Chip(Facet.TAG, "x", True)))) == "storm NL"
