"""Which files in the watched folders are new and finished being written. A scan is the truth, events are hints."""

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from monitor.core.mounts import is_on_network
from monitor.core.scan import FoundFile, scan
from monitor.core.watched import WatchedFolder, folder_of

SETTLE_SECONDS = 1.0  # size and time have not moved for this long; copies over slow shares pause for less
EMPTY_SECONDS = 10.0  # an empty file is most likely one whose writer has not begun
SCAN_SECONDS = 30.0  # events get lost: on network shares, in floods, in folders made a moment ago
POLL_SECONDS = 2.0  # the same where the system gives no events at all
NETWORK_SECONDS = 10.0  # on a share of another machine, whose every listing goes over the wire


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as it was when it last changed, and the time of that look."""

    size: int
    changed: int
    since: float


class Inbox:
    """The watched folders of one library. Nothing in them is ever moved, changed or deleted.

    Args:
        folders: Walked recursively; one that is not there now may come back. A path alone has no settings.
        is_known: Tells of a file whether it was taken in, or refused, as it is.
    """

    def __init__(self, folders: Iterable[str | WatchedFolder], is_known: Callable[[FoundFile], bool]) -> None:
        self.folders = tuple(
            WatchedFolder(os.path.abspath(each)) if isinstance(each, str) else each for each in folders
        )
        self._is_known = is_known
        self._looks: dict[str, dict[str, _Look]] = {}
        self._due: dict[str, float] = {}
        self._devices: dict[str, int] = {}
        self._polls = {each.path: each.poll_seconds or _network_poll(each.path) for each in self.folders}

    @property
    def is_settling(self) -> bool:
        """Whether some file was seen that may still be growing: look again soon."""
        return any(self._looks.values())

    @property
    def with_events(self) -> tuple[str, ...]:
        """The folders whose events are worth listening to."""
        return tuple(path for path, seconds in self._polls.items() if seconds is None)

    @property
    def polled(self) -> tuple[str, ...]:
        """The folders that are looked at by the clock alone."""
        return tuple(path for path, seconds in self._polls.items() if seconds is not None)

    def missing(self) -> list[str]:
        """Return the folders that are not there, on a stick pulled out or a share that is down."""
        return [each.path for each in self.folders if self._is_away(each.path)]

    def look(self, now: float, *, hinted: bool = True, blind: bool = False) -> list[FoundFile]:
        """Scan the folders whose turn it is and return the files that are new and settled, in order.

        Args:
            now: Seconds of a clock that never goes back.
            hinted: Whether something happened in the folders with events, or may have: they are looked at now.
            blind: Whether there are no events at all, so that all folders have to be looked at often.
        """
        ready: list[FoundFile] = []
        for folder in self.folders:
            poll = self._polls[folder.path]
            is_due = now >= self._due.get(folder.path, now)
            if not (is_due or self._looks.get(folder.path) or (hinted and poll is None)):
                continue
            self._due[folder.path] = now + (poll or (POLL_SECONDS if blind else SCAN_SECONDS))
            ready += self._look_into(folder, now) if not self._is_away(folder.path) else []
        return ready

    def pause(self, now: float) -> float:
        """Return for how many seconds nothing need be looked at unless something happens."""
        if self.is_settling:
            return SETTLE_SECONDS
        return max(0.0, min(self._due.values(), default=now + SCAN_SECONDS) - now)

    def _look_into(self, folder: WatchedFolder, now: float) -> list[FoundFile]:
        before = self._looks.get(folder.path, {})
        looks: dict[str, _Look] = {}
        ready = []
        for found in scan([folder.path]):
            if self._is_known(found) or not self._is_meant(found, folder):
                continue
            look = _last_look(before.get(found.path), found, now)
            wait = SETTLE_SECONDS if found.size else EMPTY_SECONDS
            if found.reason is not None or now - look.since >= wait:
                ready.append(found)
            else:
                looks[found.path] = look
        self._looks[folder.path] = looks
        return ready

    def _is_meant(self, found: FoundFile, folder: WatchedFolder) -> bool:
        """Tell whether a file is this folder's to give: wanted, and in no other watched folder inside it."""
        if not folder.holds(found.path):  # the folder itself, which went away this moment
            return False
        return folder.wants(found.path) and folder_of(found.path, self.folders) == folder

    def _is_away(self, path: str) -> bool:
        """Tell whether a folder is not there, or only the empty place is to which its disk used to be mounted."""
        try:
            device = os.stat(path).st_dev
            if not os.access(path, os.R_OK | os.X_OK):
                return True
            if self._devices.setdefault(path, device) == device:
                return False
            with os.scandir(path) as entries:
                is_empty = next(entries, None) is None
        except OSError:
            self._looks.pop(path, None)
            return True
        if not is_empty:
            self._devices[path] = device
        return is_empty


def _last_look(last: _Look | None, found: FoundFile, now: float) -> _Look:
    if last is not None and (last.size, last.changed) == (found.size, found.changed):
        return last
    return _Look(found.size, found.changed, now)


def _network_poll(path: str) -> float | None:
    return NETWORK_SECONDS if is_on_network(path) else None


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

        there = [folder for folder in self._folders if os.path.isdir(folder)]
        if not there:  # one that comes makes this stale
            return
        try:
            for _ in watch(*there, watch_filter=None, stop_event=self._stop, rust_timeout=500, debounce=200):
                self._happened.set()
        except (OSError, RuntimeError):  # a folder went away this moment, or the system is out of watches
            self.is_polling = True
            self._happened.set()  # whoever waits for an event must know that none will come


def _identities(folders: Iterable[str]) -> list[tuple[int, int] | None]:
    return [_identity(folder) for folder in folders]


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
