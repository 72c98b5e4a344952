"""watch: take in whatever comes into some folders, until interrupted."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterable
from types import FrameType

from monitor.commands.crash import tell_of_bug
from monitor.commands.libraries import make_matcher, open_to_write
from monitor.commands.options import Commands, add_analysis, add_command, defaults, library
from monitor.commands.output import hint, printable
from monitor.core.errors import LibraryFull, UsageError
from monitor.core.inbox import Hints, Inbox
from monitor.core.ingest import Choices, Intake, Step, asked_choices
from monitor.core.record import shown_path
from monitor.core.records import Analysis, Refusal
from monitor.core.scan import FoundFile, scan
from monitor.core.spool import requests
from monitor.core.terms import Severity
from monitor.core.watched import Subfolders, WatchedFolder, choose_for
from monitor.core.workers import Workers

FULL_SECONDS = 1.0  # how often a full disk is tried again
TICK_SECONDS = 1.0  # how often files handed over by other processes are looked for


def add_commands(commands: Commands) -> None:
    """Add the command of this file."""
    watch = add_command(commands, "watch", run_watch, "take in what comes into folders, until interrupted")
    watch.add_argument("folders", metavar="FOLDER", nargs="+", help="with all that is below it")
    watch.add_argument("--history", action="store_true", help="file everything without alerts")
    watch.add_argument("--source", metavar="NAME", help="the outlet of articles that name none")
    watch.add_argument("--severity", choices=[each.value for each in Severity], help="the least that alerts have")
    watch.add_argument("--include", metavar="PATTERN", action="append", default=[], help="only such files: *.pdf")
    watch.add_argument("--exclude", metavar="PATTERN", action="append", default=[], help="no such files or folders")
    watch.add_argument(
        "--subfolders", choices=[each.value for each in Subfolders], default=Subfolders.NOTHING.value,
        help="what the first folder below a watched one names",
    )  # fmt: skip
    watch.add_argument("--keep-originals", action="store_true", help="keep the files' bytes beside the library")
    watch.add_argument("--poll", metavar="SECONDS", type=_seconds, help="look so often; do not wait for events")
    add_analysis(watch)


def run_watch(arguments: argparse.Namespace) -> int:
    """Watch until Ctrl+C or SIGTERM; a line for each article and alert."""
    for folder in arguments.folders:
        if not os.path.isdir(folder):
            raise UsageError(f"{folder} is not a folder.")
    signal.signal(signal.SIGTERM, _interrupt)
    with open_to_write(arguments) as store, Workers(arguments.jobs, on_bug=tell_of_bug) as workers:
        pause = _Pause()
        intake = Intake(store, workers, make_matcher(store.entries()), when_full=pause)
        choices = Choices(arguments.history, defaults(arguments))
        try:
            watch = _Watch(intake, arguments, choices, pause)
            watch.take_in(intake.unfinished())
            watch.go_on()
        except KeyboardInterrupt:
            hint("Stopped watching.")
    return 0


class _Watch:
    """The loop: look at the folders when something happened or time is up, look at the spool each second."""

    def __init__(self, intake: Intake, arguments: argparse.Namespace, choices: Choices, pause: "_Pause") -> None:
        self._intake = intake
        self._pause = pause
        self._library = library(arguments)
        self._hinted = True
        folders = [_folder(arguments, path) for path in arguments.folders]
        self._inbox = Inbox(folders, intake.is_known)
        self._choose = choose_for(folders, choices)
        self._missing: list[str] = []

    def take_in(self, files: Iterable[FoundFile]) -> None:
        """Take files in as their folders say."""
        self._intake.run(files, self._choose, hear=self._hear)

    def go_on(self) -> None:
        """Go on until interrupted."""
        for path in self._inbox.polled:
            hint(f"{path} is looked at by the clock: it lies on a share of another machine, or that was asked for.")
        while True:
            with Hints(self._inbox.with_events) as hints:
                self._hinted = True
                while not hints.is_stale():
                    self._look(hints)

    def _look(self, hints: Hints) -> None:
        ready = self._inbox.look(time.monotonic(), hinted=self._hinted, blind=hints.is_polling)
        self._hinted = False
        self.take_in(ready)
        self._tell_missing()
        until = time.monotonic() + self._inbox.pause(time.monotonic())
        while (left := until - time.monotonic()) > 0:
            self._take_up_spool()
            if hints.wait(min(left, TICK_SECONDS)) or hints.is_stale():
                self._hinted = True
                break

    def _take_up_spool(self) -> None:
        for request in requests(self._library):
            self._intake.run(scan(request.paths), asked_choices(request), hear=self._hear)
            request.done()

    def _hear(self, step: Step) -> None:
        self._pause.is_over()
        _tell(step)

    def _tell_missing(self) -> None:
        missing = self._inbox.missing()
        for folder in missing:
            if folder not in self._missing:
                hint(f"{folder} is not there; it will be watched again when it comes back.")
        self._missing = missing


class _Pause:
    """Waits while the disk is full, and says so once each time that it fills up."""

    def __init__(self) -> None:
        self._said = False

    def __call__(self, error: LibraryFull) -> None:
        if not self._said:
            self._said = True
            hint(f"{error.sentence} Nothing that was taken in is lost.")
        time.sleep(FULL_SECONDS)

    def is_over(self) -> None:
        """Something was written: the next full disk is another."""
        self._said = False


def _folder(arguments: argparse.Namespace, path: str) -> WatchedFolder:
    return WatchedFolder(
        path=os.path.abspath(path),
        source=arguments.source,
        severity=Severity(arguments.severity) if arguments.severity else None,
        include=tuple(arguments.include),
        exclude=tuple(arguments.exclude),
        subfolders=Subfolders(arguments.subfolders),
        keep_originals=arguments.keep_originals,
        poll_seconds=arguments.poll,
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds from 0.1 to a day")
    return seconds


def _tell(step: Step) -> None:
    match step.outcome:
        case None:
            return
        case Refusal(reason=reason, member=member):
            words = f"{shown_path(step.path)}{f', {member}' if member else ''}: {reason.sentence}"
        case Analysis(article=article):
            words = article.title or shown_path(step.path)
    print(f"{step.status.value:<9}  {printable(words)}")
    if step.changes and step.changes.alerts:
        for hit in step.hits:
            print(f"{'alert':<9}  {hit.severity.value}  {printable(hit.entry)}: {printable(words)}")
    sys.stdout.flush()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
