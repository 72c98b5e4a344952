"""A burst of files into new subfolders of a watched folder, small: all stored, none twice, the loop awake."""

from collections import Counter

from benchmarks.faults.burst import Burst, burst
from benchmarks.faults.light_ingest import LightWork
from monitor.core.workers import Workers
from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources

FILES = 200


def test_files_that_come_while_others_are_taken_in_are_all_accounted_for(qapp, tmp_path, monkeypatch):
    monkeypatch.setitem(Workers.__init__.__kwdefaults__, "make_work", LightWork)  # no model to load
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    around = Surroundings(qapp, Preferences(tmp_path / "window.ini"), theme, Icons(resources() / "icons", theme))
    result = burst(around, tmp_path, FILES, seed=5, busy=True, idle_seconds=0.5)
    assert result.ended == {"stored": FILES}
    assert result.wrong == []
    assert result.late


def test_a_burst_is_judged():
    good = Burst(2, 1.0, Counter(stored=2), [], [1.0], [41.0])
    assert good.faults() == []
    assert Burst(2, 1.0, Counter(stored=1, lost=1), ["1 lost"], [1.0], [41.5]).faults() == [
        "1 lost",
        "1 of 2 stored",
        "late by 41.5 ms, allowed 41.0",
    ]
