"""ZIP, TAR and packed single files: their members one after the other, in memory, never extracted to disk."""

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

from monitor.core.collect.allowance import MAX_UNPACKED, ByteStream
from monitor.core.collect.encoding import decode, replace_unstorable
from monitor.core.collect.formats.zip_repair import open_zip
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Reason, Refusal, SourceDefaults

ENCRYPTED_FLAG = 0x1  # of a ZIP member
UTF8_FLAG = 0x800  # of a ZIP member: its name is UTF-8, else it is in whatever the writer's system used
TAR_MAGIC = 257, b"ustar"

# What the unpackers raise on damaged bytes; zipfile passes most of it on as it comes.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    NotImplementedError,
    struct.error,
)
_FILE_LIMITS = frozenset({"too_many_members", "unpacks_too_far"})
_ENDINGS = frozenset({"gz", "bz2", "xz", "lzma"})
MAX_MANIFEST = 1_000_000  # bytes of an OpenDocument's list of parts
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_ENTRY = re.compile(r"full-path=\"([^\"]*)\"[^<>]*(?<!/)>(.*?)</[\w:]*file-entry", re.DOTALL)


def looks_like_zip(raw: RawFile) -> bool:
    """Tell whether the bytes are a ZIP archive, also one with something put before it."""
    return raw.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or (
        b"PK\x05\x06" in raw.data[-65_557:] and b"PK\x01\x02" in raw.data and not raw.data.startswith(b"%PDF-")
    )


def looks_like_tar(raw: RawFile) -> bool:
    """Tell whether the bytes are a TAR archive."""
    start, magic = TAR_MAGIC
    return raw.data[start : start + len(magic)] == magic


def looks_packed(raw: RawFile) -> bool:
    """Tell whether the bytes are one packed stream: gzip, bzip2 or xz."""
    return raw.data.startswith((b"\x1f\x8b\x08", b"\xfd7zXZ\x00")) or (
        raw.data.startswith(b"BZh") and raw.data[4:10] in (b"1AY&SY", b"\x17rE8P\x90")
    )


def read_zip(raw: RawFile, _: SourceDefaults) -> Iterator[RawFile | Refusal]:
    """Yield every file in a ZIP archive, or why it is refused.

    Raises:
        UnreadableDocument: damaged, or empty where the archive holds no file.
    """
    try:
        archive, cut_off = open_zip(raw.data)
    except BROKEN_ARCHIVE as error:
        raise UnreadableDocument(
            "damaged", "The ZIP archive is damaged or cut off and cannot be opened: fetch it again."
        ) from error
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if not infos:
        raise UnreadableDocument("empty", "The archive holds no files.")
    locked = _locked_names(archive)
    for info in infos:
        found = _read_member(raw, _zip_name(info), partial(_unzip, raw, archive, info, locked))
        yield found
        if _ends_archive(found):
            return
    if cut_off:
        reason = UnreadableDocument("damaged", "The ZIP archive is cut off; what stood behind its last file is lost.")
        yield Refusal(raw.path, reason.reason, member=raw.inner_name("(rest of the archive)"))


def read_tar(raw: RawFile, _: SourceDefaults) -> Iterator[RawFile | Refusal]:
    """Yield every file in a TAR archive, or why it is refused; what follows damage is one refusal.

    Raises:
        UnreadableDocument: damaged, or empty where the archive holds no file.
    """
    seen = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(raw.data), mode="r:") as archive:
            for info in archive:
                if info.isdir():
                    continue
                seen += 1
                found = _read_member(raw, _tar_name(info), partial(_untar, raw, archive, info))
                yield found
                if _ends_archive(found):
                    return
    except BROKEN_ARCHIVE as error:
        reason = UnreadableDocument("damaged", "The TAR archive is damaged or cut off from here on.")
        if not seen:
            raise reason from error
        yield Refusal(raw.path, reason.reason, member=raw.inner_name("(rest of the archive)"))
    if not seen:
        raise UnreadableDocument("empty", "The archive holds no files.")


def read_packed(raw: RawFile, _: SourceDefaults) -> Iterator[RawFile | Refusal]:
    """Yield what a gzip, bzip2 or xz stream unpacks to; where it is cut off, what came before and a refusal.

    Raises:
        UnreadableDocument: damaged, where nothing could be unpacked; the codes of the limits.
    """
    data, broken = _unpack(raw)
    inner = replace(raw, data=data, depth=raw.depth + 1)
    if looks_like_tar(inner):  # the packing of an archive is no level of its own
        yield inner
    else:
        yield raw.inside(raw.inner_name(_unpacked_name(raw)), data)
    if broken:
        yield Refusal(raw.path, broken.reason, member=raw.inner_name("(rest of the packed file)"))


def _unpack(raw: RawFile) -> tuple[bytes, UnreadableDocument | None]:
    """Return what could be unpacked, and what is wrong with the rest."""
    data = bytearray()
    try:
        with _open_packed(raw.data) as stream:
            for chunk in raw.allowance.unpack(stream, len(raw.data), limit=MAX_UNPACKED):
                data += chunk
    except BROKEN_ARCHIVE as error:
        broken = UnreadableDocument("damaged", "The packed file is damaged or cut off; the rest of it is lost.")
        if not data:
            raise broken from error
        return bytes(data), broken
    return bytes(data), None


def _open_packed(data: bytes) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    packed = io.BytesIO(data)
    if data.startswith(b"\x1f"):
        return gzip.GzipFile(fileobj=packed)
    return bz2.BZ2File(packed) if data.startswith(b"B") else lzma.LZMAFile(packed)


def _unpacked_name(raw: RawFile) -> str:
    name = (raw.member or raw.path).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return replace_unstorable(stem if dot and ending.lower() in _ENDINGS else f"{name} unpacked")


def _read_member(raw: RawFile, name: str, unpack: Callable[[], bytes]) -> RawFile | Refusal:
    """Return one member, or why it cannot be had: damage in one does not concern the others."""
    member = raw.inner_name(name)
    try:
        raw.allowance.take_member()
        return raw.inside(member, unpack())
    except UnreadableDocument as error:
        return Refusal(raw.path, error.reason, member=member)
    except (*BROKEN_ARCHIVE, RuntimeError) as error:  # RuntimeError: zipfile wants a password
        code, what = ("encrypted", "protected by a password") if "password" in str(error) else ("bad_member", "damaged")
        reason = Reason(code, f"This part of the archive is {what} and could not be read.")
        return Refusal(raw.path, reason, member=member)


def _ends_archive(found: RawFile | Refusal) -> bool:
    return isinstance(found, Refusal) and found.reason.code in _FILE_LIMITS


def _locked_names(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the members that an OpenDocument manifest says are encrypted; to ZIP they look like any other."""
    try:
        info = archive.getinfo(_MANIFEST)
        with archive.open(info) as stream:
            manifest = stream.read(MAX_MANIFEST).decode("utf-8", "replace")
    except (*BROKEN_ARCHIVE, KeyError, RuntimeError):
        return frozenset()
    entries = _MANIFEST_ENTRY.finditer(manifest)
    return frozenset(entry.group(1) for entry in entries if "encryption-data" in entry.group(2))


def _unzip(raw: RawFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo, locked: frozenset[str]) -> bytes:
    if info.flag_bits & ENCRYPTED_FLAG or info.filename in locked:
        raise UnreadableDocument(
            "encrypted", "This part of the archive is protected by a password: unpack it and import what is in it."
        )
    with archive.open(info) as stream:
        return _whole(raw, cast(ByteStream, stream), info.compress_size)


def _untar(raw: RawFile, archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    if info.issym() or info.islnk():
        raise UnreadableDocument("link", "It is a link to another place; links are not followed.")
    stream = archive.extractfile(info) if info.isreg() else None
    if stream is None:
        raise UnreadableDocument("not_a_file", "It is not a regular file but a pipe or a device.")
    return _whole(raw, cast(ByteStream, stream), 0)


def _whole(raw: RawFile, stream: ByteStream, packed: int) -> bytes:
    data = b"".join(raw.allowance.unpack(stream, packed))
    if not data:
        raise UnreadableDocument("empty", "The file is empty.")
    return data


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is not marked as UTF-8 may be in the encoding of any system."""
    if info.flag_bits & UTF8_FLAG or info.orig_filename.isascii():
        return replace_unstorable(info.filename)
    try:
        return replace_unstorable(decode(info.filename.encode("cp437")).text)
    except UnicodeEncodeError:
        return replace_unstorable(info.filename)


def _tar_name(info: tarfile.TarInfo) -> str:
    return decode(info.name.encode("utf-8", "surrogateescape")).text
