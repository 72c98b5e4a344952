"""The days of the map: gone through by hand or played, every figure counting the day that is shown."""

import pytest
from PySide6.QtCore import Qt

from monitor.gui.map.world import load_world
from monitor.gui.models.filter import ArticleFilter, Chip, Facet
from monitor.gui.views import map_player
from monitor.gui.views.map_view import MapView
from monitor.paths import resources


@pytest.fixture
def view(room, qtbot, monkeypatch):
    monkeypatch.setattr(map_player, "STEP_MS", 15)  # a day stays shorter than an analyst needs
    view = MapView(room.reading, load_world(resources() / "map"), room.theme, room.icons)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.show_filter(ArticleFilter())
    room.settle(qtbot)
    return view


def _days(view: MapView) -> list[str]:
    return [bar.first.isoformat() for bar in view.timeline.bars.bars if bar.articles]


def test_a_day_of_the_slider_counts_that_day_alone(view, room, reader, qtbot):
    view.player.slider.setFocus()
    qtbot.keyClick(view.player.slider, Qt.Key.Key_Right)
    room.settle(qtbot)
    day = view.player.period.query
    assert {row.code: row.mentions for row in view.rows.rows} == {
        row.code: row.mentions for row in reader.countries(f"date:{day}")
    }
    row = view.rows.rows[0]
    assert len(reader.country_mentions(row.code, view._mentions(row).opens.query)) == row.mentions
    assert len(reader.article_ids(view._articles(row).opens.query)) == row.articles
    assert view.timeline.period == view.player.period


def test_it_plays_every_day_with_articles_and_stops_at_the_last(view, room, qtbot):
    seen = []
    view.player.period_chosen.connect(lambda period: seen.append(period.query if period else None))
    qtbot.mouseClick(view.player.play_button, Qt.MouseButton.LeftButton)
    assert view.player.is_playing
    qtbot.waitUntil(lambda: not view.player.is_playing, timeout=20_000)
    assert [day for day in seen if day] == _days(view)
    assert view.player.play_button.text() == "Play"


def test_no_day_is_passed_over_before_it_was_drawn(view, room, qtbot):
    view.player.play()
    first = view.player.period
    view.player._is_shown = False  # the answer is on its way still
    view.player._go_on()
    assert view.player.period == first


def test_a_key_or_another_page_stops_it(view, qtbot):
    view.player.play()
    qtbot.keyClick(view.player.slider, Qt.Key.Key_Right)
    assert not view.player.is_playing
    view.player.play()
    view.hide()
    assert not view.player.is_playing


def test_where_motion_is_unwanted_it_does_not_play_but_goes_by_hand(view, room, qtbot):
    view.player.is_still = lambda: True  # as a desktop says that wants no motion
    view.player.play()
    assert not view.player.is_playing
    qtbot.keyClick(view.player.slider, Qt.Key.Key_Right)
    assert view.player.period is not None


def test_a_country_of_a_day_opens_the_articles_of_that_day(view, room, reader, qtbot):
    qtbot.keyClick(view.player.slider, Qt.Key.Key_Right)
    room.settle(qtbot)
    day, code = view.player.period.query, view.rows.rows[0].code
    filters = []
    view.filter_changed.connect(filters.append)
    with qtbot.waitSignal(view.country_chosen):
        view.map.country_chosen.emit(code)
    assert filters[0].of_facet(Facet.DATE) == (day,)


def test_another_filter_shows_all_its_days_again(view, room, qtbot):
    qtbot.keyClick(view.player.slider, Qt.Key.Key_Right)
    view.show_filter(ArticleFilter("", (Chip(Facet.DATE, "2025-05-01..2025-05-31"),)))
    room.settle(qtbot)
    assert view.player.period is None
    assert all(bar.first.isoformat().startswith("2025-05") for bar in view.player._bars)
