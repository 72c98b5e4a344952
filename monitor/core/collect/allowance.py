"""What one file may unpack to: everything that lies inside it, however deep, draws on the same allowance."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from monitor.core.errors import UnreadableDocument

MAX_DEPTH = 5  # archives inside archives; deeper ones are made to harm
MAX_MEMBERS = 5_000  # of one file, with those of the archives inside it
MAX_UNPACKED = 500_000_000  # bytes that come out of one file, all members together
MAX_MEMBER = 100_000_000  # bytes of one member, as of a file
MAX_RATIO = 200  # bytes out for a byte in; the dullest log compresses 1 to 100
RATIO_FROM = 2_000_000  # bytes of a member below which its ratio is nobody's concern
CHUNK = 1 << 18  # bytes that are unpacked before the limits are looked at again


class ByteStream(Protocol):
    """Something that gives its bytes piece by piece."""

    def read1(self, size: int = ..., /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""


@dataclass(slots=True)
class Allowance:
    """How many members and bytes may still be taken out of one file, and the member names given already."""

    members: int = MAX_MEMBERS
    unpacked: int = MAX_UNPACKED
    names: set[str] = field(default_factory=set)

    def name_once(self, member: str) -> str:
        """Return the member's name, numbered where the file holds it twice: the ledger tells members by their names."""
        number, name = 1, member
        while name in self.names:
            number += 1
            name = f"{member} ({number})"
        self.names.add(name)
        return name

    def take_member(self) -> None:
        """Count one member.

        Raises:
            UnreadableDocument: too_many_members.
        """
        if self.members <= 0:
            raise UnreadableDocument(
                "too_many_members", f"The file holds more than {MAX_MEMBERS:,} members; from this one on none is read."
            )
        self.members -= 1

    def unpack(self, stream: ByteStream, packed: int, *, limit: int = MAX_MEMBER) -> Iterator[bytes]:
        """Yield the real bytes of a stream, whatever size its header claims.

        Args:
            stream: What unpacks.
            packed: The size in bytes of what it unpacks from; 0 where it is not packed.
            limit: The largest size of one member.

        Raises:
            UnreadableDocument: too_large, unpacks_too_far or suspicious_ratio.
        """
        size = 0
        while chunk := stream.read1(CHUNK):  # read would lose what came before a damaged spot
            size += len(chunk)
            self.unpacked -= len(chunk)
            if size > limit:
                raise UnreadableDocument("too_large", f"It unpacks to more than {limit // 1_000_000} MB.")
            if self.unpacked < 0:
                raise UnreadableDocument(
                    "unpacks_too_far", f"The file unpacks to more than {MAX_UNPACKED // 1_000_000} MB in all."
                )
            if packed and size > RATIO_FROM and size > MAX_RATIO * packed:
                raise UnreadableDocument(
                    "suspicious_ratio", f"It unpacks to more than {MAX_RATIO} times its size, as only bombs do."
                )
            yield chunk
