"""How soon our window is on the screen beside those of other readers, in the same run under Xvfb.

    python benchmarks/peers.py [--starts 5]

Needs Xvfb and xdotool, and measures whichever of QuiteRSS and Recoll are installed (Debian: quiterss, recollgui).
Every start is a new process with an empty profile; the starts of the programs take turns,
so that what else the machine does hits all of them. Prints the median and the best in milliseconds of wall time
until a window is mapped; exits 1 where our median is above that of every peer.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

DISPLAY = ":87"
LOOK_SECONDS = 0.01
LIMIT_SECONDS = 40.0
PEERS = {"QuiteRSS": ["quiterss"], "Recoll": ["recoll"]}


@contextlib.contextmanager
def display() -> Iterator[dict[str, str]]:
    """Run a display and yield the environment that names it.

    Without the variable that keeps Python from storing bytecode: where it is set, and only there, each start would
    compile the whole program again.
    """
    server = subprocess.Popen(["Xvfb", DISPLAY, "-noreset", "-screen", "0", "1440x900x24"], stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    try:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield kept | {"DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def start(command: list[str], environment: dict[str, str]) -> float:
    """Start a program and return the milliseconds until a window of its is mapped."""
    with tempfile.TemporaryDirectory() as home:
        own = environment | {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "XDG_CACHE_HOME": home}
        if command == PEERS["Recoll"]:
            index_nothing(Path(home), own)
        begun = time.perf_counter()
        program = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while time.perf_counter() - begun < LIMIT_SECONDS:
                if is_mapped(environment):
                    return (time.perf_counter() - begun) * 1000
                time.sleep(LOOK_SECONDS)
        finally:
            program.kill()
            program.wait()
            wait_until_gone(environment)
    raise SystemExit(f"{command[0]} showed no window in {LIMIT_SECONDS:g} seconds")


def index_nothing(home: Path, environment: dict[str, str]) -> None:
    """Give Recoll the index of an empty folder: without one it asks a question before it shows its window."""
    (home / "empty").mkdir()
    (home / ".recoll").mkdir()
    (home / ".recoll" / "recoll.conf").write_text(f"topdirs = {home / 'empty'}\n", encoding="utf-8")
    subprocess.run(["recollindex"], env=environment, capture_output=True, check=True, timeout=LIMIT_SECONDS)


def is_mapped(environment: dict[str, str]) -> bool:
    """Tell whether any window with a name is on the display."""
    look = ["xdotool", "search", "--onlyvisible", "--name", "."]
    return bool(subprocess.run(look, env=environment, capture_output=True, text=True, check=False).stdout.strip())


def wait_until_gone(environment: dict[str, str]) -> None:
    """Wait for the display to be empty again."""
    until = time.perf_counter() + 5
    while is_mapped(environment) and time.perf_counter() < until:
        time.sleep(0.1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    starts = parser.parse_args().starts
    ours = [sys.executable, "-m", "monitor"]
    programs = {"ours": ours} | {name: command for name, command in PEERS.items() if shutil.which(command[0])}
    times: dict[str, list[float]] = {name: [] for name in programs}
    os.chdir(Path(__file__).resolve().parent.parent)
    with display() as environment:
        for turn in range(starts + 1):
            for name, command in programs.items():
                taken = start(command, environment)
                if turn:  # the first only fills the caches
                    times[name].append(taken)
    for name, taken_all in times.items():
        print(f"{name:10} median {statistics.median(taken_all):7.0f} ms   best {min(taken_all):7.0f} ms")
    peers = [statistics.median(taken_all) for name, taken_all in times.items() if name != "ours"]
    return int(bool(peers) and statistics.median(times["ours"]) > max(peers))


if __name__ == "__main__":
    sys.exit(main())
