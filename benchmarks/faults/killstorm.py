"""kill -9 at random moments of one ingest, of a worker, the main process or both, started again each time.

    python -m benchmarks.faults.killstorm [--moments 100] [--articles 2000] [--seed 1] [--with-model]

A quarter of the articles name a watched person, each another story: so many alerts are expected. Four moments of five
come when a random number of articles is in, one of five a random time after a start. After each kill the library is
checked; after the last one the ingest runs to its end, then ``retry``. Truth is counted from the inbox and by SQL of
the harness's own. Exits 1 where an article or alert is lost or there twice, or a check failed.
"""

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.truth import accounted, asked, integrity, walk

PERSON = "Orlo Brandt"
WATCHED_EVERY = 4  # one article of so many names the person
VICTIMS = ("worker", "main", "both")
POLL_SECONDS = 0.02
START_SECONDS = 3.0
PATIENCE_SECONDS = 180.0
WORDS = (
    "harbour tram council budget ferry bridge school market winter summer coast river mine forest grain steel paper"
    " quay bank court vote union strike press mayor minister envoy treaty border customs fleet storm flood drought"
    " Riga Tallinn Oslo Lima Accra Nairobi Quito Hanoi Manila Dakar Lusaka Tunis Sofia Zagreb Vilnius Bergen opened"
    " closed signed refused promised counted sold bought lost won left reached blamed praised feared hoped denied"
).split()


@dataclass(slots=True)
class Storm:
    """One ingest under fire."""

    folder: Path
    articles: int
    dice: random.Random
    with_model: bool = False
    kills: Counter[str] = field(default_factory=Counter)
    starts: int = 0
    failed_checks: list[str] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    @property
    def inbox(self) -> Path:
        """The folder with the articles."""
        return self.folder / "inbox"

    @property
    def library(self) -> Path:
        """The library's file."""
        return self.folder / "library.db"

    def prepare(self) -> None:
        """Write the articles and watch the person."""
        self.inbox.mkdir()
        for number in range(self.articles):
            words = self.dice.choices(WORDS, k=30)
            watched = f" {PERSON} spoke." if number % WATCHED_EVERY == 0 else ""
            text = f"Harbour story n{number}\n\n{' '.join(words[:15])}.{watched} {' '.join(words[15:])} {number}.\n"
            (self.inbox / f"{number:05}.txt").write_text(text)
        self.command("watchlist", "add", PERSON)

    def command(self, *arguments: str) -> None:
        """Run a command to its end."""
        command = [sys.executable, "-m", "monitor", *arguments, "--db", str(self.library)]
        subprocess.run(command, check=False, capture_output=True, timeout=3_000)

    def strike(self, moment: int, moments: int) -> None:
        """Wait for a random moment and kill somebody; the ingest runs afterwards, or is to be started again."""
        if not self._is_running():
            self._start()
        if self.dice.random() < 0.2:
            time.sleep(self.dice.random() * START_SECONDS)
        else:
            self._await(int(self.articles * (moment + self.dice.random()) / moments * 0.95))
            time.sleep(self.dice.random() * 0.3)
        self._kill(self.dice.choice(VICTIMS))
        self.failed_checks += integrity(self.library)

    def finish(self) -> None:
        """Let the ingest run to its end, and try again what ended badly."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        subprocess.run(self._ingest, check=False, capture_output=True, timeout=3_000)
        self.command("retry", "--jobs", "1")

    def stored(self) -> int:
        """Return how many articles are in."""
        with asked(self.library) as connection:
            return int(connection.execute("select count(*) from article").fetchone()[0])

    def wrong(self) -> list[str]:
        """Return what is lost, or there twice."""
        files = walk(self.inbox)
        ended, lost = accounted(self.library, files)
        found = [f"lost: {path}" for path in lost]
        found += [f"{ended['stored']} of {len(files)} stored: {dict(ended)}"] * (ended["stored"] != len(files))
        with asked(self.library) as connection:
            titles = [title for (title,) in connection.execute("select title from article")]
            alerts = [
                title for (title,) in connection.execute("select title from alert join article using (article_id)")
            ]
        found += _differences("article", [f"Harbour story n{number}" for number in range(self.articles)], titles)
        found += _differences(
            "alert", [f"Harbour story n{number}" for number in range(0, self.articles, WATCHED_EVERY)], alerts
        )
        return found + self.failed_checks + integrity(self.library)

    @property
    def _ingest(self) -> list[str]:
        if self.with_model:
            command = [sys.executable, "-m", "monitor", "ingest", str(self.inbox), "--jobs", "1", "--db"]
        else:
            command = [sys.executable, "-m", "benchmarks.faults.light_ingest", str(self.inbox)]
        return [*command, str(self.library)]

    def _is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _start(self) -> None:
        self.starts += 1
        self.process = subprocess.Popen(self._ingest, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _await(self, articles: int) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while self.stored() < articles and self._is_running() and time.monotonic() < until:
            time.sleep(POLL_SECONDS)

    def _kill(self, victim: str) -> None:
        assert self.process is not None
        workers = _workers(self.process.pid)
        self.kills[victim if workers or victim == "main" else f"{victim} (no worker yet)"] += 1
        for pid in workers if victim != "main" else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if victim != "worker":
            self.process.kill()
            self.process.wait()


def _workers(parent: int) -> list[int]:
    """Return the analysis processes of a main process."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return []


def _differences(what: str, expected: Sequence[str], found: Sequence[str]) -> list[str]:
    counted, wanted = Counter(found), Counter(expected)
    missing, more = list((wanted - counted).elements()), list((counted - wanted).elements())
    told = [f"{len(missing)} {what}s lost, such as {missing[0]}"] if missing else []
    return [*told, f"{len(more)} {what}s too many, such as {more[0]}"] if more else told


def run(folder: Path, *, moments: int, articles: int, seed: int, with_model: bool = False) -> Storm:
    """Go through the storm and return it."""
    storm = Storm(folder, articles, random.Random(seed), with_model)
    storm.prepare()
    for moment in range(moments):
        storm.strike(moment, moments)
        print(f"\rmoment {moment + 1}, {storm.stored()} articles", end="", flush=True, file=sys.stderr)
    storm.finish()
    return storm


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--with-model", action="store_true", help="look for names as well: each start takes seconds")
    arguments = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        storm = run(Path(name), **vars(arguments))
        wrong = storm.wrong()
        alerts = len(range(0, arguments.articles, WATCHED_EVERY))
        print(f"\nseed {arguments.seed}: {sum(storm.kills.values())} kills {dict(storm.kills)}, {storm.starts} starts,")
        print(f"{storm.stored()} of {arguments.articles} articles, {alerts} alerts expected, {len(wrong)} things wrong")
        print(f"in {time.monotonic() - begun:.0f} s")
    for line in wrong[:20]:
        print(f"WRONG  {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
