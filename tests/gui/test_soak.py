"""A soak in the smallest: files of all kinds trickle into the open window's folder, all are accounted for."""

from benchmarks.faults.light_ingest import LightWork
from benchmarks.faults.soak import Sample, Soak, soak, thirds
from monitor.core.workers import Workers
from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources

FLAT = [Sample(100.0, 20, 8)] * 10


def test_what_trickles_in_is_all_accounted_for(qapp, tmp_path, monkeypatch):
    monkeypatch.setitem(Workers.__init__.__kwdefaults__, "make_work", LightWork)  # no model to load
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    around = Surroundings(qapp, Preferences(tmp_path / "window.ini"), theme, Icons(resources() / "icons", theme))
    result = soak(around, tmp_path, seconds=6, seed=3)
    assert result.wrong == []
    assert sum(result.ended.values()) > 2
    assert "lost" not in result.ended
    assert result.samples["window"][0].memory > 10


def test_a_soak_is_judged():
    assert Soak({"window": FLAT}).faults() == []
    growing = [Sample(100.0 + 5 * n, 20 + 3 * n, 8 + 3 * n) for n in range(10)]
    assert Soak({"window": growing}, wrong=["1 file lost"], longest_log=70_000_000).faults() == [
        "1 file lost",
        "window: memory grew 1.27 times",
        "window: 18.0 more files",
        "window: 18.0 more threads",
        "a log of 70,000,000 bytes",
    ]
    assert Soak({"workers": FLAT[:2]}).faults() == ["workers: too few samples"]


def test_the_warm_up_is_left_out():
    samples = [Sample(float(n), 1, 1) for n in range(10)]
    first, last = thirds(samples)
    assert ([one.memory for one in first], [one.memory for one in last]) == ([2.0, 3.0], [8.0, 9.0])
