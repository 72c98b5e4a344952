"""A storm of alerts into an open window, small: every alert a row, few notices, the loop never late by a second."""

import random

from benchmarks.storm import Storm, fill_library, open_and_storm


def test_a_storm_of_alerts_is_all_rows_and_few_notices(qapp, tmp_path):
    fill_library(tmp_path / "library.db", 120, random.Random(3))
    storm = open_and_storm(tmp_path, 120, aftermath=2.0)
    assert storm.rows == 120
    assert storm.notices == 1
    assert storm.faults() == []


def test_a_storm_is_judged():
    assert Storm(3, 3, 3, [], [999.0]).faults() == []
    assert Storm(3, 2, 4, [], [1000.0]).faults() == ["1 alerts have no row", "4 notices", "late by 1000 ms"]
    assert Storm(3, 3, 0, [], [1.0]).faults() == ["0 notices"]
