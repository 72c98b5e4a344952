"""The articles on the screen: filter bar, chips, counts, empty places."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from monitor.core.store import Sort, create_library, open_library
from monitor.gui.figure import ArticlesOf
from monitor.gui.jobs import Jobs
from monitor.gui.models.filter import ArticleFilter, Chip, Facet
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.articles import ArticlesView
from monitor.gui.views.facet_questions import country_question, name_question, source_question


@pytest.fixture
def view(room, qtbot):
    view = ArticlesView(room.reading, room.theme, room.icons, room.country_name)
    qtbot.addWidget(view)
    room.listeners.append(view.note_changes)
    view.resize(420, 700)
    view.show()
    with qtbot.waitSignal(view.model.counted):
        view.load()
    return view


def test_the_count_is_the_length_of_the_list_and_opens_it(view, qtbot):
    with qtbot.waitSignal(view.figure_opened) as opened:
        view.filter_bar._count.click()
    assert (opened.args[0].value, opened.args[0].opens) == (view.model.rowCount(), ArticlesOf(""))


def test_typing_narrows_the_list(view, reader, qtbot):
    with qtbot.waitSignal(view.model.counted):
        qtbot.keyClicks(view.filter_bar.search_edit, "rotterdam")
    assert list(view.model.ids) == list(reader.article_ids("rotterdam"))
    assert 0 < view.model.rowCount() < reader.count().articles


def test_an_error_is_said_in_place_and_the_list_stays(view, reader, qtbot):
    qtbot.keyClicks(view.filter_bar.search_edit, '"never closed')
    message = view.filter_bar._message
    qtbot.waitUntil(message.isVisible)
    assert "never closed" in message.text()
    assert view.model.rowCount() == reader.count().articles
    with qtbot.waitSignal(view.model.counted):
        qtbot.keyClicks(view.filter_bar.search_edit, '"')
    assert not message.isVisible()


@pytest.mark.parametrize("ask", [name_question, source_question])
def test_a_value_is_counted_as_choosing_it_finds(reader, ask):
    filter = ArticleFilter("odrin")
    values = ask(filter)(reader)
    assert values
    for value in values:
        assert value.articles.value == reader.count(value.articles.opens.query).articles, value.label


def test_a_country_is_counted_as_choosing_it_finds(reader, room):
    for value in country_question(ArticleFilter(), room.country_name)(reader):
        assert value.articles.value == reader.count(value.articles.opens.query).articles


def test_a_country_is_chosen_from_its_popup_and_taken_off_again(view, reader, room, qtbot):
    qtbot.mouseClick(view.filter_bar._country, Qt.MouseButton.LeftButton)
    popup = view.filter_bar._facets["Country"]
    qtbot.waitUntil(lambda: bool(popup._model.rows))
    qtbot.keyClicks(popup._search, "nether")
    assert [value.label for value in popup._model.rows] == ["Netherlands"]
    with qtbot.waitSignal(view.model.counted):
        qtbot.keyClick(popup._search, Qt.Key.Key_Return)
    assert list(view.model.ids) == list(reader.article_ids("country:NL"))
    chips = [button for button in view.filter_bar._set_chips.findChildren(QToolButton) if button.isCheckable()]
    assert [chip.text() for chip in chips] == ["Netherlands"]
    with qtbot.waitSignal(view.model.counted):
        chips[0].click()
    assert view.model.rowCount() == reader.count().articles


def test_a_chip_leaves_out_instead(view, reader, qtbot):
    with qtbot.waitSignal(view.model.counted):
        view.show_filter(ArticleFilter("", (Chip(Facet.COUNTRY, "NL"),)))
    chip = next(one for one in view.filter_bar._set_chips.findChildren(QToolButton) if one.isCheckable())
    with qtbot.waitSignal(view.model.counted):
        chip.customContextMenuRequested.emit(QPoint())
    assert list(view.model.ids) == list(reader.article_ids("NOT country:NL"))


def test_the_current_article_stays_the_current_one(view, room, qtbot):
    view.list.choose_row(4)
    chosen = view.list.current
    with qtbot.waitSignal(view.model.counted):
        view._order(Sort.TITLE)
    assert view.list.current == chosen
    assert view.list.chosen == [chosen]
    with qtbot.waitSignal(view.model.counted):
        view.use_density(Density.COMPACT)
        view.model.refresh()
    assert view.list.chosen == [chosen]


def test_an_article_that_leaves_the_list_lets_the_next_take_its_place(view, room, qtbot):
    with qtbot.waitSignal(view.model.counted):
        view.show_filter(ArticleFilter("", (Chip(Facet.IS, "unread"),)))
    ids = list(view.model.ids)
    view.list.choose_row(2)
    room.actions.note_read(ids[2])
    qtbot.waitUntil(lambda: view.model.rowCount() == len(ids) - 1)
    assert view.list.current == ids[2]  # still read, though no longer listed
    view.list.step(1)
    assert view.list.current == ids[3]


def test_a_search_that_finds_nothing_tells_where_it_stands_instead(view, reader, room, qtbot):
    with qtbot.waitSignal(view.model.counted):
        view.show_filter(ArticleFilter("Halyard AND zeppelin"))
    assert view._stack.currentWidget() is view._nothing
    where = reader.elsewhere('"Port Salter"')
    if where and not reader.count('"Port Salter"').articles:
        with qtbot.waitSignal(view.model.counted):
            view.show_filter(ArticleFilter('"Port Salter"'))
        qtbot.waitUntil(lambda: "other parts" in view._nothing._text.text())


def test_an_empty_library_teaches(room, tmp_path, qtbot):
    create_library(tmp_path / "empty.db").close()
    reading = Jobs("empty", lambda: open_library(tmp_path / "empty.db"))
    reading.start()
    view = ArticlesView(reading, room.theme, room.icons, str)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.model.counted):
        view.load()
    assert view._stack.currentWidget() is view._empty
    assert "Drop an article here or choose a folder" in view._empty._text.text()
    view.show()
    buttons = view._empty.findChildren(QPushButton)
    assert all(button.isVisible() for button in buttons)
    view.show_importing(True)
    assert "being read" in view._empty._heading.text()
    assert not any(button.isVisible() for button in buttons)
    view.show_importing(False)
    assert "Drop an article here or choose a folder" in view._empty._text.text()
    assert all(button.isVisible() for button in buttons)
    reading.close()
