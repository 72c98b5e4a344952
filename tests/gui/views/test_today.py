"""Today: what came in since the last look, every number the length of the list that it opens."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from monitor.core.store import create_library, open_library
from monitor.gui.figure import AlertsOf, ArticlesOf, CountryMentions, EntityMentions, FigureButton, LedgerOf, StoriesOf
from monitor.gui.jobs import Jobs
from monitor.gui.models.alert_filter import passes
from monitor.gui.models.filter import ArticleFilter
from monitor.gui.views.imports import ImportsView
from monitor.gui.views.mentions import answer
from monitor.gui.views.today import TodayView, since_words

LONG_AGO, TO_COME = "2020-01-01T08:00:00Z", "2999-01-01T08:00:00Z"


@pytest.fixture
def view(room, qtbot):
    view = TodayView(room.reading, room.icons, room.country_name)
    qtbot.addWidget(view)
    room.listeners.append(view.note_changes)
    view.resize(900, 700)
    view.show()
    view.show_since(LONG_AGO)
    room.settle(qtbot)
    return view


def _length(reader, question) -> int:
    match question:
        case ArticlesOf(query):
            return len(reader.article_ids(ArticleFilter.of_query(query).query))
        case StoriesOf(query):
            return len(reader.first_of_stories(reader.article_ids(ArticleFilter.of_query(query).query)))
        case LedgerOf(statuses, since):
            return len(reader.ledger(*statuses, since=since))
        case AlertsOf():
            return sum(passes(alert, question) for alert in reader.alerts())
        case EntityMentions() | CountryMentions():
            return len(answer(reader, question))
    raise AssertionError(question)


@pytest.mark.parametrize("since", ["", LONG_AGO, TO_COME])
def test_every_number_is_the_length_of_the_list_it_opens(view, room, reader, qtbot, since):
    view.show_since(since)
    room.settle(qtbot)
    figures = [button.figure for button in view.findChildren(FigureButton) if not button.isHidden()]
    assert len(figures) >= len(view.buttons)
    assert [figure.value for figure in figures] == [_length(reader, figure.opens) for figure in figures]
    assert (view.buttons["files"].figure.value > 0) == (since != TO_COME)


def test_a_click_opens_what_is_counted(view, qtbot):
    with qtbot.waitSignal(view.figure_opened) as opened:
        qtbot.mouseClick(view.buttons["stories"], Qt.MouseButton.LeftButton)
    assert opened.args[0].opens == StoriesOf(f"arrived:{LONG_AGO}..")


def test_what_is_removed_is_not_counted_any_more(view, room, reader, qtbot):
    before = view.buttons["articles"].figure.value
    room.actions.remove([reader.article_ids()[0]])
    qtbot.waitUntil(lambda: view.buttons["articles"].figure.value != before)
    assert view.buttons["articles"].figure.value == before - 1 == reader.count().articles


def test_where_nothing_is_new_it_says_so_and_leads_on(room, tmp_path, qtbot):
    create_library(tmp_path / "empty.db").close()
    reading = Jobs("empty", lambda: open_library(tmp_path / "empty.db"))
    reading.start()
    view = TodayView(reading, room.icons, room.country_name)
    qtbot.addWidget(view)
    view.show()
    view.show_since(LONG_AGO)
    qtbot.waitUntil(view.all_button.isVisible)
    with qtbot.waitSignal(view.articles_asked):
        qtbot.mouseClick(view.all_button, Qt.MouseButton.LeftButton)
    assert not any(button.figure.value for button in view.buttons.values() if button.isVisible())
    reading.close()


def test_the_ledger_of_a_day_is_shown_as_it_is_counted(room, reader, qtbot):
    view = ImportsView(room.reading, room.theme, room.icons)
    qtbot.addWidget(view)
    view.show()
    view.show_question(LedgerOf(since=TO_COME))
    room.settle(qtbot)
    assert view.rows.rows == []
    assert view._since_chip.isVisibleTo(view)
    view._since_chip.click()
    room.settle(qtbot)
    assert len(view.rows.rows) == len(reader.ledger())


def test_since_when_is_said_as_one_says_it():
    now = datetime(2026, 5, 22, 9, 30, tzinfo=UTC)
    assert since_words("2026-05-22T07:05:00Z", now) == "Since today, 07:05"
    assert since_words("2026-05-21T18:02:00Z", now) == "Since yesterday, 18:02"
    assert since_words("2026-05-01T18:02:00Z", now).startswith("Since 1 May 2026")
    assert since_words("", now) == "Since the library was made"
