"""Which reader is for a file that is neither plain text nor a page, told by what its bytes begin with."""

from collections.abc import Callable, Iterator

from monitor.core.collect.formats.archives import (
    looks_like_tar,
    looks_like_zip,
    looks_packed,
    read_packed,
    read_tar,
    read_zip,
)
from monitor.core.collect.opening import RawFile
from monitor.core.records import Document, Refusal, SourceDefaults

Reader = Callable[[RawFile, SourceDefaults], Iterator[Document | Refusal | RawFile]]

# The first test that the bytes pass decides: documents that are archives inside stand before archives.
_BY_BYTES: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (looks_like_zip, read_zip),
    (looks_like_tar, read_tar),
    (looks_packed, read_packed),
)


def find_reader(raw: RawFile) -> Reader | None:
    """Return the reader for what the bytes are, or None where no format shows."""
    return next((reader for looks, reader in _BY_BYTES if looks(raw.data)), None)
