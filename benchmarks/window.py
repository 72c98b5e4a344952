"""What the window costs with a large library open: memory, scrolling, the jump to the end.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.window LIBRARY [--frames 200]

``benchmarks.library make`` makes the library. A frame is a step of the scroll bar with everything that the GUI thread
does until the next, answers that arrive included: milliseconds of that thread's CPU. Memory is the proportional set
size of this process (Linux); its workers, which end when idle, are not in it. Exits 1 where a limit is passed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from monitor.gui.unread_sources import leave_sources_unread

leave_sources_unread()  # as the program's entry does, before it imports much
# ruff: noqa: E402

from PySide6.QtCore import QEventLoop, QModelIndex, QTimer

from monitor.gui.program import Program
from monitor.gui.session import open_window
from monitor.gui.surroundings import make_surroundings

FRAME_SECONDS = 0.016
LONGEST_SECONDS = 120.0
SETTLED_SECONDS = 12.0  # what starting took is given back by then
HEAVY = frozenset({"spacy", "trafilatura", "py3langid"})
MEMORY_MB, FRAME_MS, JUMP_MS = 160.0, 20.0, 30.0


def memory() -> float:
    """Return the proportional set size of this process in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def wait_seconds(seconds: float) -> None:
    """Let the window go on for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait(holds: Callable[[], bool], what: str, seconds: float) -> None:
    """Let the window go on until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(what)
        wait_seconds(0.05)


def scroll(program: Program, frames: int) -> list[float]:
    """Scroll through the list in even steps; return what each frame cost."""
    view = program.views.articles.list
    bar = view.verticalScrollBar()
    costs = []
    for frame in range(frames):
        began = time.thread_time()
        bar.setValue(bar.maximum() * frame // frames)
        view.viewport().repaint()
        wait_seconds(FRAME_SECONDS)
        costs.append((time.thread_time() - began) * 1000)
    return sorted(costs)


def jump(program: Program) -> tuple[float, float]:
    """Go to the last row of a list that stands at its first; return CPU and clock milliseconds until it has words."""
    articles = program.views.articles
    bar = articles.list.verticalScrollBar()
    bar.setValue(0)
    wait_seconds(0.5)
    last = articles.model.rowCount(QModelIndex()) - 1
    cpu, clock = time.process_time(), time.perf_counter()
    bar.setValue(bar.maximum())
    articles.list.viewport().repaint()
    while articles.model.line(last) is None:
        wait_seconds(0.001)
    articles.list.viewport().repaint()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--frames", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        session = open_window(make_surroundings(preferences=Path(name) / "window.ini"), options.file)
        wait(lambda: session.program is not None and session.program.background.is_open, "the library", LONGEST_SECONDS)
        program = session.program
        assert program is not None
        articles = program.views.articles
        wait(lambda: articles.model.is_whole, "the whole list", LONGEST_SECONDS)
        wait_seconds(SETTLED_SECONDS)
        costs = scroll(program, options.frames)
        jumps = sorted(jump(program) for _ in range(3))
        held = memory()
        program.window.show_page("map")
        wait_seconds(5.0)
        with_map = memory()
        session.close()
    p99 = costs[int(len(costs) * 0.99) - 1]
    print(f"{articles.model.rowCount(QModelIndex()):,} rows; load {os.getloadavg()[0]:.1f}")
    print(f"memory          {held:6.0f} MB, with the map {with_map:.0f}   limit {MEMORY_MB:.0f}")
    print(f"scroll frame    p50 {costs[len(costs) // 2]:.1f}, p99 {p99:.1f} ms   limit {FRAME_MS:.0f}")
    print(f"jump to the end {jumps[1][0]:.1f} ms CPU, {jumps[1][1]:.1f} on the clock   limit {JUMP_MS:.0f}")
    heavy = sorted(HEAVY & sys.modules.keys())
    print(f"imported that only workers need: {', '.join(heavy) or 'nothing'}")
    return int(bool(heavy) or max(held, with_map) > MEMORY_MB or p99 > FRAME_MS or jumps[1][0] > JUMP_MS)


if __name__ == "__main__":
    sys.exit(main())
