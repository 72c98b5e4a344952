"""Articles over time: bars without gaps, a period by mouse and keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from monitor.core.store.rows import Count
from monitor.gui.theme import Theme, ThemeChoice
from monitor.gui.views.chart_bins import MOST_BARS, Unit, make_bars
from monitor.gui.views.chart_timeline import Period, Timeline
from monitor.paths import resources


def test_days_without_articles_are_bars_of_none():
    bars = make_bars([Count("2023-09-27", 2), Count("2023-09-29", 5), Count(None, 3)])
    assert [bar.articles for bar in bars.bars] == [2, 0, 5]
    assert (bars.unit, bars.greatest, bars.undated) == (Unit.DAY, 5, 3)


@pytest.mark.parametrize(
    ("days", "unit"), [(1, Unit.DAY), (130, Unit.DAY), (700, Unit.WEEK), (3000, Unit.MONTH), (40_000, Unit.YEAR)]
)
def test_no_article_is_lost_in_wider_bars(days: int, unit: Unit):
    first = date(1990, 1, 3)
    counts = [Count((first + timedelta(days=n)).isoformat(), n % 7 + 1) for n in range(days)]
    bars = make_bars(counts)
    assert bars.unit is unit
    assert sum(bar.articles for bar in bars.bars) == sum(count.articles for count in counts)
    assert len(bars.bars) <= MOST_BARS + 1
    assert all(
        one.last + timedelta(days=1) == other.first for one, other in zip(bars.bars, bars.bars[1:], strict=False)
    )


def test_the_ends_of_the_calendar_are_days_like_others():
    bars = make_bars([Count("0001-01-01", 1), Count("9999-12-31", 1)])
    assert sum(bar.articles for bar in bars.bars) == 2


@pytest.fixture
def timeline(qapp: QApplication, qtbot) -> Timeline:
    timeline = Timeline(Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT))
    qtbot.addWidget(timeline)
    timeline.resize(400, 104)
    timeline.show_bars(make_bars([Count("2023-09-20", 2), Count("2023-09-29", 5)]), None)
    timeline.show()
    return timeline


def test_a_drag_over_bars_chooses_their_days(timeline: Timeline, qtbot):
    with qtbot.waitSignal(timeline.period_chosen) as told:
        qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(_x(timeline, 2), 50))
        qtbot.mouseMove(timeline, QPoint(_x(timeline, 5), 50))
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(_x(timeline, 5), 50))
    assert told.args == [Period(date(2023, 9, 22), date(2023, 9, 25))]
    assert told.args[0].query == "2023-09-22..2023-09-25"


def test_a_double_click_goes_back_to_all_time(timeline: Timeline, qtbot):
    timeline.show_bars(timeline.bars, Period(date(2023, 9, 22), date(2023, 9, 25)))
    with qtbot.waitSignal(timeline.period_chosen) as told:
        qtbot.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(_x(timeline, 3), 50))
    assert told.args == [None]


def test_the_keyboard_does_the_same(timeline: Timeline, qtbot):
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    qtbot.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(timeline.period_chosen) as told:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert told.args == [Period(date(2023, 9, 28), date(2023, 9, 29))]
    assert "28 Sep 2023" in timeline.accessibleDescription()
    with qtbot.waitSignal(timeline.period_chosen) as told:
        qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    assert told.args == [None]


def _x(timeline: Timeline, bar: int) -> int:
    return next(x for x in range(timeline.width()) if timeline.bar_at(x) == bar) + 6
