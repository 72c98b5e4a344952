"""A disk that fills up, at 20 points of one watched folder: nothing that was acknowledged is lost, and it goes on.

    unshare -m python -m benchmarks.faults.diskfull [--points 20] [--seed 1]     (root on Linux: it mounts a tmpfs)

The library lies on a tmpfs of 48 MB, ``watch`` runs all the time, but for a new start after ten points: by then the
write-ahead log has taken so much room that what comes fits into it. At each point a ballast file leaves a random
little room, articles arrive, the program must say that it waits; then the ballast goes, and soon every article is in.
What it printed as stored is looked for by SQL of the harness's own. Exits 1 where something is wrong.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults.truth import accounted, asked, integrity

DISK = "48m"
POINTS_A_RUN = 10
ROOM_BYTES = 60_000  # at most so much is left
FILES_A_POINT = 12
PAUSE_SECONDS, RESUME_SECONDS = 20.0, 30.0  # with the analysis of what comes; a second or two on an idle machine
SAYS_FULL = "no space left"


class Watch:
    """The program on its watch, and what it said."""

    def __init__(self, inbox: Path, library: Path) -> None:
        command = [sys.executable, "-u", "-m", "monitor", "watch", str(inbox), "--poll", "0.3", "--jobs", "1"]
        self.process = subprocess.Popen(
            [*command, "--db", str(library)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.stored: list[str] = []
        self.said: list[str] = []
        threading.Thread(target=self._hear_out, daemon=True).start()
        threading.Thread(target=self._hear_err, daemon=True).start()

    @property
    def times_full(self) -> int:
        """How often it said that the disk is full."""
        return sum(SAYS_FULL in line for line in self.said)

    def close(self) -> None:
        """End it as Ctrl+C does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def _hear_out(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            status, title = line.strip().split(None, 1)
            if status in ("stored", "partial"):
                self.stored.append(title)

    def _hear_err(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.strip())


def run(folder: Path, *, points: int, seed: int) -> list[str]:
    """Fill the disk so many times; return what went wrong. The folder must be a small file system of its own."""
    dice = random.Random(seed)
    disk = folder / "disk"
    library = disk / "library.db"
    inbox = folder / "inbox"
    inbox.mkdir()
    wrong: list[str] = []
    said: list[str] = []
    done = 0
    while done < points:
        last = min(points, done + POINTS_A_RUN)
        watch = Watch(inbox, library)
        try:
            write_articles(inbox, dice, 50 + done, 3)
            _within(120, lambda watch=watch: len(watch.stored) >= 3)  # the model is loaded
            for point in range(done + 1, last + 1):
                wrong += _fill_once(watch, disk, inbox, dice, point)
                wrong += [f"point {point}: {line}" for line in _lost(watch, library)]
            wrong += ["the program ended by itself"] * (watch.process.poll() is not None)
        finally:
            watch.close()
        done, said = last, said + watch.said
    files = sorted(map(str, inbox.iterdir()))
    ended, lost = accounted(library, files)
    print(
        f"{len(files)} files, {dict(ended)}; said {sum(SAYS_FULL in line for line in said)} times that the disk is full"
    )
    wrong += [f"lost: {path}" for path in lost] + integrity(library)
    return wrong + [f"it said: {line}" for line in said if "Traceback" in line or "bug" in line]


def _fill_once(watch: Watch, disk: Path, inbox: Path, dice: random.Random, point: int) -> list[str]:
    """Take the room away, let articles come, give the room back; return what went wrong."""
    wrong = []
    ballast = disk / "ballast"
    before, expected = watch.times_full, len(watch.stored) + FILES_A_POINT
    fill(disk, ballast, dice.randrange(ROOM_BYTES))
    write_articles(inbox, dice, point, FILES_A_POINT)
    if not _within(PAUSE_SECONDS, lambda: watch.times_full > before):
        wrong.append(f"point {point}: nothing was said within {PAUSE_SECONDS:g} s")
    acknowledged = len(watch.stored)
    ballast.unlink()
    begun = time.monotonic()
    if not _within(RESUME_SECONDS, lambda: len(watch.stored) >= expected):
        wrong.append(
            f"point {point}: {len(watch.stored)} of {expected} stored {RESUME_SECONDS:g} s after space came back"
        )
        _within(60, lambda: len(watch.stored) >= expected)
    seconds = time.monotonic() - begun
    print(
        f"point {point:2}: {acknowledged} in when it was full, {len(watch.stored)} after, {seconds:.1f} s", flush=True
    )
    return wrong


def fill(disk: Path, ballast: Path, room: int) -> None:
    """Write a file that leaves so many bytes of a disk."""
    left = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(4_096, left.f_bavail * left.f_frsize - room))


def write_articles(inbox: Path, dice: random.Random, point: int, number: int) -> None:
    """Write articles of some kilobytes, no two alike, that appear whole."""
    for n in range(number):
        words = (f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{dice.randrange(10_000)}" for _ in range(800))
        part = inbox / f"{point:02}-{n:02}.part"
        part.write_text(f"Harbour story n{point * 100 + n}\n\n{' '.join(words)}.\n")
        part.rename(part.with_suffix(".txt"))


def _lost(watch: Watch, library: Path) -> list[str]:
    acknowledged = set(watch.stored)
    with asked(library) as connection:
        there = {title for (title,) in connection.execute("select title from article")}
    return [f"{title} was acknowledged and is lost" for title in acknowledged - there]


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def can_mount() -> bool:
    """Tell whether this process may mount a file system where only it sees it."""
    return sys.platform == "linux" and _unshared(["true"]).returncode == 0


def _unshared(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        script = 'd=$(mktemp -d) && mount -t tmpfs -o size=1m none "$d" && umount "$d" && rmdir "$d" && exec "$@"'
        return subprocess.run(
            ["unshare", "-m", "sh", "-c", script, "sh", *command], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, 127)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        disk = Path(name) / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(disk)], check=True)
        try:
            wrong = run(Path(name), points=arguments.points, seed=arguments.seed)
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    for line in wrong[:20]:
        print(f"WRONG  {line}")
    print(f"seed {arguments.seed}, {arguments.points} points, {len(wrong)} things wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
