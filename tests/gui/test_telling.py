"""New alerts told outside the window: few notices by severity, one for a storm, none in quiet hours."""

from datetime import time

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from monitor.core.records import Alert, Changes
from monitor.core.terms import AlertState, Severity
from monitor.gui.preferences import Preferences
from monitor.gui.telling import QuietHours, make_notices
from monitor.gui.tray import Tray, badged, notice_text, quiet_hours, sounds_from
from monitor.paths import resources


def alert(number: int, severity: Severity, title: str = "Grain ships leave") -> Alert:
    return Alert(number, f"Entry {number % 7}", severity, AlertState.NEW, False, "s", number, title, 1, ())


class AtOnce:
    """Answers a question at once, with these alerts."""

    def __init__(self, alerts):
        self.alerts_there = alerts

    def ask(self, work, answered):
        answered(work(self))

    def alerts(self, *, state):
        return self.alerts_there


def test_one_alert_is_told_with_its_headline():
    (notice,) = make_notices([alert(1, Severity.HIGH)], str)
    assert (notice.title, notice.words) == ("High: Entry 1", "Grain ships leave")


def test_severities_are_told_apart_the_most_urgent_first():
    notices = make_notices([alert(n, list(Severity)[n % 4]) for n in range(12)], str)
    assert [notice.severity for notice in notices] == [Severity.CRITICAL, Severity.HIGH]
    assert [notice.title for notice in notices] == ["Critical: 3 new alerts", "High: 9 new alerts"]


def test_a_storm_is_one_number_with_its_severities():
    (notice,) = make_notices([alert(n, list(Severity)[n % 4]) for n in range(5_000)], str)
    assert notice.title == "5,000 new alerts"
    assert notice.words == "1,250 critical, 1,250 high, 1,250 medium, 1,250 low"


def test_five_thousand_alerts_in_batches_are_at_most_three_notices(qapp: QApplication):
    alerts = [alert(n, list(Severity)[n % 4]) for n in range(5_000)]
    told, beeps = [], []
    tray = Tray(resources() / "style" / "app.svg", qapp, reading=AtOnce(alerts), beep=lambda: beeps.append(1))
    tray.told.connect(told.append)
    for at in range(0, 5_000, 100):
        tray.note_changes(Changes(alerts=tuple(range(at, at + 100))))
        if at == 500:
            tray._collect.stop()
            tray._tell_alerts()
    tray._end_pause()
    assert [notice.title for notice in told] == ["600 new alerts", "4,400 new alerts"]
    assert tray._pause.interval() == 60_000
    assert not beeps  # without preferences nothing sounds


def test_the_most_urgent_notice_comes_last_and_stays(qapp: QApplication):
    alerts, told = [alert(1, Severity.CRITICAL), alert(2, Severity.LOW)], []
    tray = Tray(resources() / "style" / "app.svg", qapp, reading=AtOnce(alerts))
    tray.told.connect(told.append)
    tray.note_changes(Changes(alerts=(1, 2)))
    tray._tell_alerts()
    assert [notice.severity for notice in told] == [Severity.LOW, Severity.CRITICAL]


def test_quiet_hours_go_over_midnight():
    night = QuietHours(time(20), time(7))
    assert [night.hold(time(hour)) for hour in (19, 20, 23, 0, 6, 7, 12)] == [
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]
    assert not any(QuietHours().hold(time(hour)) for hour in range(24))


@pytest.mark.parametrize(("least", "sounds"), [("high", 1), ("critical", 0), ("", 0)])
def test_a_sound_is_made_from_a_severity_on(qapp, tmp_path, least, sounds):
    preferences, beeps = Preferences(tmp_path / "window.ini"), []
    preferences.keep_word("sound-from", least)
    reading = AtOnce([alert(1, Severity.HIGH)])
    tray = Tray(
        resources() / "style" / "app.svg", qapp, reading=reading, preferences=preferences, beep=lambda: beeps.append(1)
    )
    tray.note_changes(Changes(alerts=(1,)))
    tray._tell_alerts()
    assert len(beeps) == sounds


def test_nothing_is_told_in_quiet_hours(qapp, tmp_path):
    preferences, told = Preferences(tmp_path / "window.ini"), []
    for name, value in (("quiet", "yes"), ("quiet-from", "00:00"), ("quiet-to", "23:59:59.999999")):
        preferences.keep_word(name, value)
    tray = Tray(
        resources() / "style" / "app.svg", qapp, reading=AtOnce([alert(1, Severity.CRITICAL)]), preferences=preferences
    )
    tray.told.connect(told.append)
    tray.note_changes(Changes(alerts=(1,)))
    tray._tell_alerts()
    assert not told
    preferences.keep_word("quiet-to", "nonsense")
    assert quiet_hours(preferences) == QuietHours()
    assert sounds_from(preferences) is Severity.CRITICAL


def test_the_badge_is_drawn_and_goes(qapp):
    plain = QIcon(str(resources() / "style" / "app.svg"))
    assert badged(plain, 0) is plain
    images = [badged(plain, number).pixmap(64, 64).toImage() for number in (1, 25, 5_000)]
    assert all(image.pixelColor(60, 20).red() > 150 for image in images)
    assert images[0] != images[1] != images[2]


def test_markup_in_a_headline_is_text_in_a_notice():
    (notice,) = make_notices([alert(1, Severity.LOW, "<b>Ships</b> & sails")], str)
    assert notice_text(notice.words) == "&lt;b&gt;Ships&lt;/b&gt; &amp; sails"
