"""The writer lock of a library: a file beside it, locked by the operating system, so that a crash frees it."""

import contextlib
import errno
import os
import time
from pathlib import Path
from typing import IO

from monitor.core.errors import LibraryError, LibraryLocked, LibraryReadOnly

if os.name == "nt":
    import msvcrt
else:
    import fcntl

INHERITED_SECONDS = 5.0  # how long a killed holder's child may keep the lock, from its fork until its exec


class WriterLock:
    """Held by the one process that writes to a library, until ``release`` or its end."""

    def __init__(self, library: Path) -> None:
        """Take the lock of a library.

        Raises:
            LibraryLocked: where another process (or another writer in this one) holds it.
            LibraryReadOnly: where nothing can be written there.
            LibraryError: where the lock file cannot be made.
        """
        path = library.with_name(library.name + ".lock")
        try:
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and library.is_file():
                raise LibraryReadOnly(read_only_sentence(library)) from error
            raise LibraryError(f"{library} cannot be written: {error.strerror}.") from error
        try:
            _lock(self._file.fileno())
        except OSError as error:
            self._file.close()
            raise LibraryLocked(f"{library} is in use: another process writes to it.") from error

    def release(self) -> None:
        """Give the lock back. The file stays: deleting it would let two writers hold two locks."""
        self._file.close()


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only
    else:
        _lock_unless_held_by_the_living(descriptor)


def _lock_unless_held_by_the_living(descriptor: int) -> None:
    """Lock at once, or fail at once where the holder lives; what a killed one's child still holds is waited for."""
    until = time.monotonic() + INHERITED_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if _holder_lives(descriptor) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            break
    with contextlib.suppress(OSError):  # a full disk: then nobody knows who holds it, which only costs a wait
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _holder_lives(descriptor: int) -> bool:
    try:
        os.kill(int(os.pread(descriptor, 20, 0) or b"0"), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def read_only_sentence(library: Path) -> str:
    """Return what is said of a library that can be read and not written."""
    return f"{library} lies where nothing may be written: it can be read and searched, nothing in it can be changed."


def is_in_use(library: Path) -> bool:
    """Tell whether some process writes to a library now; by the next moment that may have changed."""
    if not library.with_name(library.name + ".lock").exists():
        return False
    try:
        WriterLock(library).release()
    except LibraryLocked:
        return True
    except LibraryReadOnly:
        return False
    return False
