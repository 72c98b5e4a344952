"""watch: take in whatever comes into some folders, until interrupted."""

import argparse
import os
import signal
import sys
import time
from types import FrameType

from monitor.commands.crash import tell_of_bug
from monitor.commands.libraries import make_matcher, open_to_write
from monitor.commands.options import Commands, add_analysis, add_command, defaults, library
from monitor.commands.output import hint, printable
from monitor.core.errors import UsageError
from monitor.core.inbox import POLL_SECONDS, SCAN_SECONDS, SETTLE_SECONDS, Hints, Inbox
from monitor.core.ingest import Choices, Intake, Step, asked_choices
from monitor.core.record import shown_path
from monitor.core.records import Analysis, Refusal
from monitor.core.scan import scan
from monitor.core.spool import requests
from monitor.core.workers import Workers

TICK_SECONDS = 1.0  # how often files handed over by other processes are looked for


def add_commands(commands: Commands) -> None:
    """Add the command of this file."""
    watch = add_command(commands, "watch", run_watch, "take in what comes into folders, until interrupted")
    watch.add_argument("folders", metavar="FOLDER", nargs="+")
    watch.add_argument("--history", action="store_true", help="file everything without alerts")
    add_analysis(watch)


def run_watch(arguments: argparse.Namespace) -> int:
    """Watch until Ctrl+C or SIGTERM; a line for each article and alert."""
    for folder in arguments.folders:
        if not os.path.isdir(folder):
            raise UsageError(f"{folder} is not a folder.")
    signal.signal(signal.SIGTERM, _interrupt)
    with open_to_write(arguments) as store, Workers(arguments.jobs, on_bug=tell_of_bug) as workers:
        intake = Intake(store, workers, make_matcher(store.entries()))
        choices = Choices(arguments.history, defaults(arguments))
        try:
            intake.run(intake.unfinished(), choices, hear=_tell)
            _Watch(intake, arguments, choices).go_on()
        except KeyboardInterrupt:
            hint("Stopped watching.")
    return 0


class _Watch:
    """The loop: look at the folders when something happened or time is up, look at the spool each second."""

    def __init__(self, intake: Intake, arguments: argparse.Namespace, choices: Choices) -> None:
        self._intake = intake
        self._library = library(arguments)
        self._choices = choices
        self._inbox = Inbox(arguments.folders, intake.is_known)
        self._missing: list[str] = []

    def go_on(self) -> None:
        """Go on until interrupted."""
        while True:
            with Hints(self._inbox.folders) as hints:
                while not hints.is_stale():
                    self._look(hints)

    def _look(self, hints: Hints) -> None:
        self._intake.run(self._inbox.look(time.monotonic()), self._choices, hear=_tell)
        self._tell_missing()
        until = time.monotonic() + self._pause(hints)
        while (left := until - time.monotonic()) > 0:
            self._take_up_spool()
            if hints.wait(min(left, TICK_SECONDS)) or hints.is_stale():
                break

    def _pause(self, hints: Hints) -> float:
        if self._inbox.is_settling:
            return SETTLE_SECONDS
        return POLL_SECONDS if hints.is_polling else SCAN_SECONDS

    def _take_up_spool(self) -> None:
        for request in requests(self._library):
            self._intake.run(scan(request.paths), asked_choices(request), hear=_tell)
            request.done()

    def _tell_missing(self) -> None:
        missing = self._inbox.missing()
        for folder in missing:
            if folder not in self._missing:
                hint(f"{folder} is not there; it will be watched again when it comes back.")
        self._missing = missing


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
