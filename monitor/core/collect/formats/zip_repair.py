"""ZIP archives whose directory is missing, as of a copy that was cut off: their members, found one after the other.

Before each member stands a header of its own (APPNOTE.TXT 6.3.10, section 4.3.7). A directory that is made again from
those lets everything else read the archive as any other.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.core.collect.allowance import CHUNK, MAX_MEMBERS, MAX_UNPACKED

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_HEADER, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_DEFLATED = 8
_SIZES_FOLLOW = 0x8  # flag: sizes and check sum stand behind the member
_UNKNOWN = 0xFFFFFFFF  # a size that stands elsewhere
_VERSION = 20


@dataclass(frozen=True, slots=True)
class _Member:
    """What the directory says of a member; ``start`` and ``end`` are those of its packed bytes."""

    header: int
    name: bytes
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    start: int
    end: int
    size: int


def open_zip(data: bytes) -> tuple[zipfile.ZipFile, bool]:
    """Open an archive; tell whether its directory was lost and had to be made again.

    Raises:
        What ``zipfile`` raises, where no member is found either.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data)), False
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, IndexError, NotImplementedError):
        members = list(_walk(data))
        if not members:
            raise
    return zipfile.ZipFile(io.BytesIO(data + _directory(members, len(data)))), True


def _walk(data: bytes) -> Iterator[_Member]:
    """Yield the members up to the first place where none begins, or the limits of any archive."""
    at, unpacked = data.find(_HEADER), 0
    for _ in range(MAX_MEMBERS + 1):  # one more, so that the limit is told of
        member = _member_at(data, at) if at >= 0 else None
        if member is None or unpacked > MAX_UNPACKED:
            return
        yield member
        unpacked += member.size
        at = _next_header(data, member)


def _member_at(data: bytes, at: int) -> _Member | None:
    if len(data) - at < _LOCAL.size:
        return None
    magic, _, flags, method, time, date, crc, packed, size, name_length, extra = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size + name_length + extra
    name = data[at + _LOCAL.size : at + _LOCAL.size + name_length]
    if magic != _HEADER or start > len(data) or not name:
        return None
    end = start + packed
    if flags & _SIZES_FOLLOW or packed == _UNKNOWN or end > len(data):
        end, size, crc = _measure(data, start, method)
    return _Member(at, name, flags, method, (time, date), crc, start, end, size)


def _measure(data: bytes, start: int, method: int) -> tuple[int, int, int]:
    """Return the end of a member's packed bytes, its size and check sum, as far as the archive goes."""
    if method != _DEFLATED:
        ends = (data.find(magic, start) for magic in (_DESCRIPTOR, _HEADER))
        end = min((found for found in ends if found >= 0), default=len(data))
        return end, end - start, zlib.crc32(data[start:end])
    unpacker, size, crc = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0
    rest: bytes = data[start:]
    try:
        while not unpacker.eof and rest and size <= MAX_UNPACKED:
            chunk = unpacker.decompress(rest, CHUNK)
            size, crc, rest = size + len(chunk), zlib.crc32(chunk, crc), unpacker.unconsumed_tail
    except zlib.error:  # reading it will say so
        return len(data), size, crc
    return len(data) - len(unpacker.unused_data) - len(rest), size, crc


def _next_header(data: bytes, member: _Member) -> int:
    """Return where the next member begins: right behind this one, or behind the sizes that follow it."""
    at = data.find(_HEADER, member.end)
    return at if at - member.end in (0, 12, 16, 20, 24) else -1


def _directory(members: list[_Member], at: int) -> bytes:
    entries = b"".join(_entry(member) for member in members)
    return entries + _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(entries), at, 0)


def _entry(member: _Member) -> bytes:
    sizes = (member.crc, member.end - member.start, member.size)
    fixed = (b"PK\x01\x02", _VERSION, _VERSION, member.flags, member.method, *member.moment, *sizes)
    return _ENTRY.pack(*fixed, len(member.name), 0, 0, 0, 0, 0, member.header) + member.name
