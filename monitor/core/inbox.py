"""Which files in the watched folders are new and finished being written. A scan is the truth, events are hints."""

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from monitor.core.scan import FoundFile, scan

SETTLE_SECONDS = 1.0  # size and time have not moved for this long; copies over slow shares pause for less
EMPTY_SECONDS = 10.0  # an empty file is most likely one whose writer has not begun
SCAN_SECONDS = 30.0  # events get lost: on network shares, in floods, in folders made a moment ago
POLL_SECONDS = 2.0  # the same where the system gives no events at all


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as it was when it last changed, and the time of that look."""

    size: int
    changed: int
    since: float


class Inbox:
    """The watched folders of one library. Nothing in them is ever moved, changed or deleted.

    Args:
        folders: Walked recursively; one that is not there now may come back.
        is_known: Tells of a file whether it was taken in, or refused, as it is.
    """

    def __init__(self, folders: Iterable[str], is_known: Callable[[FoundFile], bool]) -> None:
        self.folders = tuple(os.path.abspath(folder) for folder in folders)
        self._is_known = is_known
        self._looks: dict[str, _Look] = {}

    @property
    def is_settling(self) -> bool:
        """Whether some file was seen that may still be growing: look again soon."""
        return bool(self._looks)

    def missing(self) -> list[str]:
        """Return the folders that are not there, on a stick pulled out or a share that is down."""
        return [folder for folder in self.folders if not os.path.isdir(folder)]

    def look(self, now: float) -> list[FoundFile]:
        """Scan the folders and return the files that are new and settled, in order.

        Args:
            now: Seconds of a clock that never goes back.
        """
        looks: dict[str, _Look] = {}
        ready = []
        for found in scan(folder for folder in self.folders if os.path.isdir(folder)):
            if self._is_known(found):
                continue
            look = self._last_look(found, now)
            wait = SETTLE_SECONDS if found.size else EMPTY_SECONDS
            if found.reason is not None or now - look.since >= wait:
                ready.append(found)
            else:
                looks[found.path] = look
        self._looks = looks
        return ready

    def _last_look(self, found: FoundFile, now: float) -> _Look:
        last = self._looks.get(found.path)
        if last is not None and (last.size, last.changed) == (found.size, found.changed):
            return last
        return _Look(found.size, found.changed, now)


class Hints:
    """Tells when something happened in the folders, so that a scan need not wait for its turn.

    Where the system gives no events, or stops giving them, ``is_polling`` is true and only time tells.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = folders
        self._happened = threading.Event()
        self._stop = threading.Event()
        self._identities = _identities(folders)
        self.is_polling = False
        self._thread = threading.Thread(target=self._listen, daemon=True, name="folder events")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening."""
        self._stop.set()
        self._thread.join(2.0)

    def wait(self, seconds: float) -> bool:
        """Wait for something to happen, so long at most; tell whether it did."""
        happened = self._happened.wait(seconds)
        self._happened.clear()
        return happened

    def is_stale(self) -> bool:
        """Whether a folder was replaced since: its events go to the old one, silently, for ever."""
        return self._identities != _identities(self._folders)

    def _listen(self) -> None:
        from watchfiles import watch

        try:
            for _ in watch(*self._folders, watch_filter=None, stop_event=self._stop, rust_timeout=500, debounce=200):
                self._happened.set()
        except (OSError, RuntimeError):  # a folder is missing, or the system is out of watches
            self.is_polling = True


def _identities(folders: Iterable[str]) -> list[tuple[int, int] | None]:
    return [_identity(folder) for folder in folders]


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
