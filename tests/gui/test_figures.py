"""Every counter on every screen is the length of the list that it opens (ten filters here, 100 in the benchmark)."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_counter_is_the_length_of_the_list_it_opens():
    command = [sys.executable, "-m", "benchmarks.figures", "--filters", "10"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr[-2000:]
    compared = re.search(r"(\d+) counters compared", finished.stdout)
    assert compared
    assert int(compared[1]) > 500
