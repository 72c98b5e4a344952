"""Watches a folder as the commands do and prints what it finds, so that tests can starve it for real."""

import sys
import time

from monitor.core.inbox import Hints, Inbox


def watch(folder: str, seconds: float) -> None:
    """Print "polling", "away", "there" or the name of a file, a line each, for so many seconds."""
    taken: set[str] = set()
    inbox = Inbox([folder], lambda found: found.path in taken)
    until, said = time.monotonic() + seconds, ""
    while time.monotonic() < until:
        with Hints(inbox.with_events) as hints:
            hinted = True
            while not hints.is_stale() and time.monotonic() < until:
                for found in inbox.look(time.monotonic(), hinted=hinted, blind=hints.is_polling):
                    taken.add(found.path)
                    print(found.path, flush=True)
                state = "away" if inbox.missing() else "polling" if hints.is_polling else "there"
                if state != said:
                    said = state
                    print(state, flush=True)
                hinted = hints.wait(min(inbox.pause(time.monotonic()), 0.3)) or hints.is_stale()


if __name__ == "__main__":
    watch(sys.argv[1], float(sys.argv[2]))
