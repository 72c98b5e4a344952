"""What the window costs until its first paint, and until it is filled; starts are new processes, best of several.

    QT_QPA_PLATFORM=offscreen python benchmarks/first_paint.py [--starts 5]

Prints CPU and wall milliseconds beside the target; exits 1 where it is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

TARGET_CPU = 450.0  # milliseconds

START = """
import json, sys, time
begun = time.perf_counter()
from pathlib import Path
from monitor.gui.unread_sources import leave_sources_unread
leave_sources_unread()
from monitor.gui.session import open_window
from monitor.gui.surroundings import make_surroundings
folder = Path(sys.argv[1])
around = make_surroundings(preferences=folder / "window.ini")
session = open_window(around, folder / "library.db")
figures = {}
def note(name):
    figures[name] = [time.process_time() * 1000, (time.perf_counter() - begun) * 1000]
session.window.first_painted.disconnect()
session.window.first_painted.connect(lambda: note("first paint"))
session.window.first_painted.connect(session._fill)
session.window.first_painted.connect(lambda: note("filled"))
session.window.first_painted.connect(around.application.quit)
around.application.exec()
session.close()
print(json.dumps(figures))
"""


def start() -> dict[str, list[float]]:
    """Start a window once and return CPU and wall milliseconds of each moment."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-c", START, folder], capture_output=True, text=True, check=True, env=environment
        )
    figures: dict[str, list[float]] = json.loads(run.stdout)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    starts = [start() for _ in range(parser.parse_args().starts)]
    for name in ("first paint", "filled"):
        cpu, wall = (min(one[name][place] for one in starts) for place in (0, 1))
        print(f"{name:12} {cpu:7.0f} ms cpu {wall:7.0f} ms wall")
    cpu = min(one["first paint"][0] for one in starts)
    print(f"target       {TARGET_CPU:7.0f} ms cpu{'' if cpu <= TARGET_CPU else '   MISSED'}")
    return int(cpu > TARGET_CPU)


if __name__ == "__main__":
    sys.exit(main())
