"""Saved filters of the alerts: decided, undone and found again like everything else that the analyst decides."""

from datetime import date

import pytest

from monitor.core.errors import MonitorError, QueryError
from monitor.core.periods import moving_period, period_on
from monitor.core.records import AlertFilter
from monitor.core.store import create_library, open_library
from monitor.core.terms import AlertState, Severity

URGENT = AlertFilter("Urgent", (AlertState.NEW,), (Severity.HIGH, Severity.CRITICAL), period="7d")
KOSS = AlertFilter("Koss", entry="Darina Koss")


@pytest.fixture
def store(tmp_path):
    with create_library(tmp_path / "library.db") as store:
        yield store


def filters(store):
    with store.reader() as reader:
        return reader.alert_filters()


def test_every_step_is_undone_and_done_again(store):
    states = [filters(store)]
    for step in (
        lambda: store.put_alert_filter(URGENT),
        lambda: store.put_alert_filter(KOSS),
        lambda: store.put_alert_filter(AlertFilter("Urgent", (AlertState.ESCALATED,))),
        lambda: store.put_alert_filter(AlertFilter("Mine", (AlertState.ESCALATED,)), instead_of="Urgent"),
        lambda: store.remove_alert_filter("Koss"),
    ):
        assert step().decisions
        states.append(filters(store))
    assert states[-1] == [AlertFilter("Mine", (AlertState.ESCALATED,))]
    assert states[-2] == [AlertFilter("Mine", (AlertState.ESCALATED,)), KOSS]  # a renamed one keeps its place
    for state in reversed(states[:-1]):
        store.undo()
        assert filters(store) == state
    for state in states[1:]:
        store.redo()
        assert filters(store) == state


def test_what_changes_nothing_is_no_decision(store):
    store.put_alert_filter(URGENT)
    assert not store.put_alert_filter(URGENT).decisions
    assert not store.remove_alert_filter("nobody's").decisions


def test_no_filter_takes_the_name_of_another(store):
    store.put_alert_filter(URGENT)
    store.put_alert_filter(KOSS)
    with pytest.raises(MonitorError, match="already"):
        store.put_alert_filter(AlertFilter("Urgent"), instead_of="Koss")
    assert filters(store) == [URGENT, KOSS]


def test_a_period_that_is_none_is_refused(store):
    with pytest.raises(QueryError):
        store.put_alert_filter(AlertFilter("Broken", period="last week"))
    assert filters(store) == []


def test_filters_are_found_again_by_a_rebuild_and_by_a_replay(store, tmp_path):
    store.put_alert_filter(KOSS)
    store.put_alert_filter(URGENT)
    before = filters(store)
    store.rebuild(analyse=lambda documents: [], match=lambda entries, analysis: [], search=lambda reader, entry: [])
    assert filters(store) == before
    with store.reader() as reader:
        log = reader.decisions()
    with create_library(tmp_path / "other.db") as other:
        other.replay(log)
    with open_library(tmp_path / "other.db") as reader:
        assert reader.alert_filters() == before


@pytest.mark.parametrize(
    ("period", "kept"),
    [
        ("2024-03-06", "1d"),
        ("2024-02-29..2024-03-06", "7d"),
        ("2024-02-29..2024-03-05", "2024-02-29..2024-03-05"),
        ("2024-03", "2024-03"),
        ("none", "none"),
        ("", ""),
    ],
)
def test_a_period_that_ends_today_moves_with_the_day(period, kept):
    assert moving_period(period, date(2024, 3, 6)) == kept
    assert period_on(kept, date(2024, 3, 6)) == period
    if kept != period:
        assert period_on(kept, date(2024, 4, 6)) != period
