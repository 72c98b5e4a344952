"""The list of articles: any length, the same as ``search`` says, nothing lost from sight on a refresh."""

from hashlib import sha256

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from monitor.core.collect.article import make_article
from monitor.core.records import Analysis, Document
from monitor.core.store import Sort, open_library
from monitor.gui.jobs import Jobs
from monitor.gui.models.articles import FIRST, PAGE, PAGES, ArticlesModel
from monitor.gui.models.columns import ROW_ROLE


@pytest.fixture
def model(room, qtbot):
    model = ArticlesModel(room.reading, room.country_name)
    room.listeners.append(model.note_changes)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    tester.deleteLater()


@pytest.fixture
def long_library(tmp_path):
    """A library of 700 articles without a word, numbered through: more than a few pages."""
    path = tmp_path / "long.db"
    with open_library(path, write=True) as store, store.batch():
        for n in range(700):
            document = Document(
                f"/inbox/{n}", f"Line {n} of the day.", "text", sha256(b"%d" % n).hexdigest(), title=f"Story {n:03}"
            )
            store.save(store.begin_source(document.path), Analysis(make_article(document)))
    return path


@pytest.mark.parametrize("query", ["", "ferry OR court", "country:NL", 'person:"Darina Koss"', "is:unread", "zeppelin"])
def test_the_list_is_what_search_finds(model, room, reader, qtbot, query):
    with qtbot.waitSignal(model.counted) as counted:
        model.show(query)
    assert list(model.ids) == list(reader.article_ids(query))
    assert counted.args == [reader.count(query).articles] == [model.rowCount()]


@pytest.mark.parametrize("order", [Sort.OLDEST, Sort.TITLE, Sort.SOURCE, Sort.ARRIVED])
def test_the_order_is_the_librarys(model, room, reader, qtbot, order):
    with qtbot.waitSignal(model.counted):
        model.show("", order)
    assert list(model.ids) == list(reader.article_ids(sort=order))


def test_a_query_that_cannot_be_understood_leaves_the_list_as_it_was(model, room, reader, qtbot):
    with qtbot.waitSignal(model.counted):
        model.show("")
    with qtbot.waitSignal(model.query_refused) as refused:
        model.show("(")
    assert "word was expected" in refused.args[0].sentence
    assert model.rowCount() == reader.count().articles


def test_every_row_says_what_the_library_says_of_it(model, room, reader, qtbot):
    with qtbot.waitSignal(model.counted):
        model.show("")
    for place, row in enumerate(reader.rows(model.ids)):
        line = model.data(model.index(place, 0), ROW_ROLE)
        assert line.row == row
        assert model.data(model.index(place, 0)) == line.title
    undated = next(line for n in range(model.rowCount()) if not (line := model.line(n)).row.published)
    assert undated.date.startswith("arrived ")


def test_a_write_refreshes_the_rows_and_moves_none(model, room, reader, qtbot):
    with qtbot.waitSignal(model.counted):
        model.show("")
    ids, resets = list(model.ids), []
    model.modelReset.connect(lambda: resets.append(1))
    room.actions.star(ids[:2])
    qtbot.waitUntil(lambda: model.line(0).row.starred and model.line(1).row.starred)
    assert list(model.ids) == ids
    assert not resets


def test_what_no_longer_passes_leaves_the_list(model, room, reader, qtbot):
    with qtbot.waitSignal(model.counted):
        model.show("is:unread")
    read = list(model.ids)[:3]
    room.actions.mark_read(read)
    qtbot.waitUntil(lambda: model.rowCount() == reader.count().articles - 3)
    assert not set(read) & set(model.ids)


def test_a_long_list_comes_in_pages_and_keeps_few(room, long_library, qtbot):
    reading = Jobs("long", lambda: open_library(long_library))
    reading.start()
    model = ArticlesModel(reading, str)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    with qtbot.waitSignal(model.first_rows_shown):
        model.show("")
    assert model.rowCount() == FIRST
    assert model.line(0) is not None
    qtbot.waitUntil(lambda: model.rowCount() == 700)
    assert model.line(699) is None  # asked for now
    qtbot.waitUntil(lambda: model.line(699) is not None)
    assert {model.line(0).title, model.line(699).title} == {"Story 000", "Story 699"}
    for row in range(0, 700, PAGE):
        model.line(row)
    qtbot.waitUntil(lambda: reading.is_idle)
    assert len(model._pages) <= PAGES
    tester.deleteLater()
    reading.close()
