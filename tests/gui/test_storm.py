"""A storm of alerts into an open window, small: every alert a row, few notices, the loop never late by a second."""

import random

from benchmarks.storm import Storm, fill_library, open_and_storm
from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources


def test_a_storm_of_alerts_is_all_rows_and_few_notices(qapp, tmp_path):
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    around = Surroundings(qapp, Preferences(tmp_path / "window.ini"), theme, Icons(resources() / "icons", theme))
    fill_library(tmp_path / "library.db", 120, random.Random(3))
    storm = open_and_storm(around, tmp_path / "library.db", aftermath=2.0)
    assert storm.rows == 120
    assert storm.notices == 1
    assert storm.faults() == []


def test_a_storm_is_judged():
    assert Storm(3, 3, 3, [], [999.0]).faults() == []
    assert Storm(3, 2, 4, [], [1000.0]).faults() == ["1 alerts have no row", "4 notices", "late by 1000 ms"]
    assert Storm(3, 3, 0, [], [1.0]).faults() == ["0 notices"]
