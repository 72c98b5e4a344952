"""An article's copies: their number opens exactly them, and a story may have one row."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from monitor.core.store import open_library
from monitor.gui.counts import count_places
from monitor.gui.figure import ArticlesOf, Figure, StoriesOf
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import FIGURE_ROLE
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter
from monitor.gui.sidebar import Place
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.articles import ArticlesView

COPIED = "Ferries between Tallinn and Helsinki are cancelled until Thursday, the port of Tallinn in Estonia said. " * 3
OWN = "The council of Mombasa will vote on the budget of the harbour on Monday, its clerk said in Kenya. " * 3


@pytest.fixture(scope="module")
def filed_copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of five articles in three stories: one of them stands in three papers."""
    folder = tmp_path_factory.mktemp("copies")
    records = [{"title": "Ferries stay in port", "text": COPIED, "source": paper} for paper in ("Quay", "Pier", "Mole")]
    records += [{"title": "A vote", "text": OWN, "source": "Quay"}]
    records += [
        {"title": "Snow", "text": "It snowed in Norway all day long, and more snow is to come.", "source": "Pier"}
    ]
    (folder / "five.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    library = folder / "library.db"
    command = [sys.executable, "-m", "monitor", "ingest", str(folder / "five.jsonl"), "--db", str(library)]
    subprocess.run(command, check=True, timeout=240)
    return library


@pytest.fixture
def view(filed_copies: Path, room, qtbot):
    reading = Jobs("copies", lambda: open_library(filed_copies))
    reading.start()
    view = ArticlesView(reading, room.theme, room.icons, room.country_name)
    qtbot.addWidget(view)
    view.resize(520, 700)
    view.show()
    with qtbot.waitSignal(view.model.counted):
        view.load()
    qtbot.waitUntil(lambda: reading.is_idle)
    yield view
    reading.close()


def _figures(view: ArticlesView) -> list[Figure]:
    cells = (view.model.index(row, 0).data(FIGURE_ROLE) for row in range(view.model.rowCount()))
    return [figure for figure in cells if figure is not None]


def test_the_number_of_copies_opens_exactly_the_copies(view: ArticlesView, qtbot):
    figures = _figures(view)
    assert [figure.value for figure in figures] == [3, 3, 3]
    with qtbot.waitSignal(view.model.counted):
        view.show_question(figures[0].opens)
    assert view.model.rowCount() == 3
    assert {view.model.line(row).title for row in range(3)} == {"Ferries stay in port"}


def test_a_click_on_the_number_opens_it_and_beside_it_does_not(view: ArticlesView, qtbot):
    shown = view.list
    row = next(row for row in range(view.model.rowCount()) if view.model.line(row).figure)
    cell = shown.visualRect(view.model.index(row, 0))
    place = shown._delegate.figure_rect(cell, view.model.line(row), shown.font()).center()
    with qtbot.waitSignal(view.figure_opened) as opened:
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0].value == 3
    with qtbot.assertNotEmitted(view.figure_opened):
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.right() - 20, place.y()))


def test_the_keyboard_opens_the_copies_of_the_current_article(view: ArticlesView, qtbot):
    row = next(row for row in range(view.model.rowCount()) if view.model.line(row).figure)
    view.list.choose_row(row)
    with qtbot.waitSignal(view.figure_opened) as opened:
        view.list.open_copies()
    assert opened.args[0].value == 3


def test_in_rows_of_one_line_the_copies_have_their_column(view: ArticlesView, qtbot):
    view.use_density(Density.COMPACT)
    column = next(n for n, column in enumerate(view.model.columns) if column.is_figure)
    assert not QTableView.isColumnHidden(view.list, column)
    row = next(row for row in range(view.model.rowCount()) if view.model.line(row).figure)
    place = view.list.visualRect(view.model.index(row, column)).center()
    with qtbot.waitSignal(view.figure_opened):
        qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_story_has_one_row_where_that_is_wanted(view: ArticlesView, qtbot):
    with qtbot.waitSignal(view.model.counted):
        view.toggle_folding()
    assert view.model.rowCount() == 3
    bar = view.filter_bar
    assert (bar._count.figure, bar._count.text()) == (Figure(3, StoriesOf()), "3 stories")
    assert (bar._articles.figure, bar._articles.text()) == (Figure(5, ArticlesOf()), "5 articles")
    with qtbot.waitSignal(view.model.counted):
        view.show_question(bar._articles.figure.opens)
    assert view.model.rowCount() == 5
    assert not bar._articles.isVisible()
    assert bar._count.text() == "5 articles"


def test_the_copies_are_all_listed_also_where_a_story_has_one_row(view: ArticlesView, qtbot):
    with qtbot.waitSignal(view.model.counted):
        view.toggle_folding()
    with qtbot.waitSignal(view.model.counted):
        view.show_filter(ArticleFilter.of_query(_figures(view)[0].opens.query))
    assert view.model.rowCount() == 3
    with qtbot.waitSignal(view.model.counted):
        view.show_filter(EVERY_ARTICLE)
    assert view.model.rowCount() == 3  # stories again


def test_the_chip_of_a_story_says_what_it_is(view: ArticlesView, qtbot):
    with qtbot.waitSignal(view.model.counted):
        view.show_question(_figures(view)[0].opens)
    chips = [button.text() for button in view.filter_bar._set_chips.findChildren(type(view.filter_bar._unread))]
    assert "Copies of one story" in chips


def test_the_sidebar_counts_what_its_list_has_rows_of(filed_copies: Path):
    with open_library(filed_copies) as reader:
        assert count_places(reader)["articles"] == Figure(5, ArticlesOf())
        assert count_places(reader, folded=True)["articles"] == Figure(3, StoriesOf())
    place = Place("articles", "articles", "Articles", "articles", "articles", figure=Figure(3, StoriesOf()))
    assert place.spoken == "Articles, 3 stories"
