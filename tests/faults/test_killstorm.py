"""A small storm: the whole one is `python -m benchmarks.faults.killstorm`."""

import sqlite3
import sys
from pathlib import Path

import pytest

from benchmarks.faults.killstorm import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")


def test_nothing_is_lost_or_doubled_when_processes_are_killed(tmp_path: Path) -> None:
    storm = run(tmp_path, moments=5, articles=120, seed=3)
    assert sum(storm.kills.values()) == 5
    assert storm.wrong() == []
    with sqlite3.connect(storm.library) as connection:
        connection.execute("delete from alert where alert_id = (select min(alert_id) from alert)")
    assert storm.wrong() == ["1 alerts lost, such as Harbour story n0"]
