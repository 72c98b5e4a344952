"""Opening a file that may be anything: a pipe, a link, a file that grows, goes away or is far too large."""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass, field

from monitor.core.collect.allowance import Allowance
from monitor.core.errors import UnreadableDocument

MAX_BYTES = 100_000_000  # of one file; the largest real clip seen is a few megabytes, exports of a year some tens
ATTEMPTS = 3  # to read one whole version of a file that is being replaced

# O_NONBLOCK: opening a pipe must not wait for its writer. Windows has neither flag, but needs O_BINARY.
_FLAGS = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
_NOT_A_FILE = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.EMLINK})
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of a file, or of one member of a container, with their SHA-256 and where they are from.

    ``depth`` counts the containers around it; ``allowance`` is what the whole file may still unpack to.
    """

    path: str
    data: bytes
    sha256: str
    member: str | None = None
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance, compare=False, repr=False)

    def inner_name(self, name: str) -> str:
        """Return what a member of this file is called in the ledger, each name once."""
        return self.allowance.name_once(name if self.member is None else f"{self.member}!/{name}")

    def inside(self, member: str, data: bytes) -> "RawFile":
        """Return a member of this file, under the name that ``inner_name`` gave it."""
        digest = hashlib.sha256(data).hexdigest()
        return RawFile(self.path, data, digest, member, self.depth + 1, self.allowance)


def read_raw(path: str, *, limit: int = MAX_BYTES) -> RawFile:
    """Read a regular file once, whole and unchanged.

    Args:
        path: The file; links are not followed.
        limit: The largest size in bytes that is read.

    Raises:
        UnreadableDocument: empty, too_large, not_a_file, permission, vanished, changing or io_error.
    """
    for _ in range(ATTEMPTS):
        data = _read_version(path, limit)
        if data is not None:
            return RawFile(path, data, hashlib.sha256(data).hexdigest())
    raise UnreadableDocument("changing", "The file kept changing while it was read; try again when it is complete.")


def _read_version(path: str, limit: int) -> bytes | None:
    """Return the bytes of one version of the file, or None where it changed meanwhile."""
    try:
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            _check(before, limit)
            data = file.read(limit + 1)
            after = os.fstat(descriptor)
    except ValueError as error:  # a NUL in the path
        raise UnreadableDocument("vanished", "There is no such file.") from error
    except OSError as error:
        raise _unreadable(error) from error
    same = (before.st_size, before.st_mtime_ns, before.st_ino) == (after.st_size, after.st_mtime_ns, after.st_ino)
    return data if same and len(data) == after.st_size else None


def _check(status: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocument("not_a_file", "It is not a regular file but a folder, a pipe, a socket or a device.")
    if status.st_size == 0:
        raise UnreadableDocument("empty", "The file is empty.")
    if status.st_size > limit:
        megabytes = -(-status.st_size // 1_000_000)
        raise UnreadableDocument(
            "too_large", f"The file has {megabytes} MB; files up to {limit // 1_000_000} MB are read: split it."
        )


def _unreadable(error: OSError) -> UnreadableDocument:
    if error.errno in (errno.EACCES, errno.EPERM):
        return UnreadableDocument(
            "permission", "You do not have the permission to read this file: have that changed and try again."
        )
    if error.errno in _GONE:
        return UnreadableDocument("vanished", "The file was gone before it could be read.")
    if error.errno in _NOT_A_FILE:
        return UnreadableDocument("not_a_file", "It is a link, a folder or a device, not a regular file.")
    return UnreadableDocument("io_error", f"The disk reported an error: {os.strerror(error.errno or 0)}.")
