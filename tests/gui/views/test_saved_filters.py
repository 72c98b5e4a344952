"""Filters of the alerts that are kept under a name: saved, shown again, changed, renamed, deleted and brought back."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from monitor.core.records import AlertFilter
from monitor.core.terms import AlertState, Severity
from monitor.gui.figure import AlertsOf
from monitor.gui.models.alert_filter import asked_by, kept_as, passes
from monitor.gui.views.alerts import OPEN, AlertsView
from monitor.gui.views.popups import LinePopup

HIGH = AlertsOf(OPEN, severities=frozenset({Severity.HIGH}))


@pytest.fixture
def alerts(room, qtbot):
    view = AlertsView(room.reading, room.theme, room.icons)
    view.saved.filter_kept.connect(room.actions.put_alert_filter)
    view.saved.filter_dropped.connect(room.actions.remove_alert_filter)
    qtbot.addWidget(view)
    room.listeners.append(view.note_changes)
    view.resize(1100, 700)
    view.show()
    room.settle(qtbot)
    return view


def choose(alerts, room, qtbot, *words):
    """Open the menu and trigger what stands there under these words, menu in menu."""
    alerts.saved.click()
    room.settle(qtbot)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    top = menu = QApplication.activePopupWidget()
    for word in words[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == word)
    action = next(action for action in menu.actions() if action.text() == words[-1])
    action.trigger()
    top.close()


def menu_words(alerts, room, qtbot):
    alerts.saved.click()
    room.settle(qtbot)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return words


def type_name(room, qtbot, name):
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, LinePopup)
    popup.edit.setText(name)
    qtbot.keyClick(popup.edit, Qt.Key.Key_Return)
    room.settle(qtbot)
    return popup


def keep(alerts, room, qtbot, question, name):
    alerts.show_question(question)
    room.settle(qtbot)
    choose(alerts, room, qtbot, "Save this filter as…")
    type_name(room, qtbot, name)


def test_a_saved_filter_shows_its_alerts_again(alerts, reader, room, qtbot):
    assert menu_words(alerts, room, qtbot) == ["Save this filter as…"]
    keep(alerts, room, qtbot, HIGH, "Urgent")
    assert reader.alert_filters() == [kept_as(HIGH, "Urgent", date.today())]
    assert alerts.saved.text() == "Urgent"
    alerts.show_question(AlertsOf())
    assert alerts.saved.text() == "Saved"
    choose(alerts, room, qtbot, "Urgent")
    room.settle(qtbot)
    expected = {one.alert_id for one in reader.alerts() if passes(one, HIGH)}
    assert {row.alert_id for row in alerts.rows.rows} == expected
    assert alerts.saved.text() == "Urgent"


def test_it_is_changed_renamed_deleted_and_brought_back(alerts, reader, room, qtbot):
    keep(alerts, room, qtbot, HIGH, "Urgent")
    low = AlertsOf(frozenset({AlertState.NEW}), severities=frozenset({Severity.LOW}))
    alerts.show_question(low)
    room.settle(qtbot)
    choose(alerts, room, qtbot, "Change", "Urgent", "Keep what is shown now")
    room.settle(qtbot)
    assert reader.alert_filters() == [kept_as(low, "Urgent", date.today())]
    choose(alerts, room, qtbot, "Change", "Urgent", "Rename…")
    type_name(room, qtbot, "Slow")
    assert [kept.name for kept in reader.alert_filters()] == ["Slow"]
    choose(alerts, room, qtbot, "Change", "Slow", "Delete")
    room.settle(qtbot)
    assert reader.alert_filters() == []
    room.actions.undo()
    room.settle(qtbot)
    assert [kept.name for kept in reader.alert_filters()] == ["Slow"]
    assert room.told[-1] == "Undone: filter Slow deleted"


def test_a_name_that_will_not_do_is_said_in_place(alerts, reader, room, qtbot):
    keep(alerts, room, qtbot, HIGH, "First")
    keep(alerts, room, qtbot, AlertsOf(), "Second")
    choose(alerts, room, qtbot, "Change", "First", "Rename…")
    for name, wrong in (("", "needs a name"), ("x" * 61, "at most 60"), ("Second", "already")):
        popup = type_name(room, qtbot, name)
        assert popup.isVisible()
        assert wrong in popup._error.text()
    popup.close()
    assert [kept.name for kept in reader.alert_filters()] == ["First", "Second"]


def test_the_last_seven_days_stay_the_last_seven_days():
    today = date(2024, 3, 6)
    week = AlertsOf(OPEN, "Koss", period=f"{today - timedelta(days=6)}..{today}")
    kept = kept_as(week, "Week", today)
    assert kept == AlertFilter("Week", tuple(state for state in AlertState if state in OPEN), entry="Koss", period="7d")
    assert asked_by(kept, today) == week
    assert asked_by(kept, date(2024, 3, 7)).period == "2024-03-01..2024-03-07"


def test_the_alerts_of_one_article_are_no_filter_to_keep(alerts, reader, room, qtbot):
    alerts.show_question(AlertsOf(article_id=reader.alerts()[0].article_id))
    assert not alerts.saved.isEnabled()
    alerts._clear.click()
    assert alerts.saved.isEnabled()
