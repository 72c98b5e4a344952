"""The bytes of files as they came, kept under their own hash beside the library, so that they can be checked for ever.

A kept file lies raw at ``ab/cdef…`` (its SHA-256), is written under another name first and never changed after. The
library needs no table for them: what is kept is what lies there, and the ledger has every file's hash.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from monitor.core.pasted import pasted_folder
from monitor.core.store.ledger import pack_hash

_DIGITS = 64


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """The bytes of a file as they came: their SHA-256, where they lie, whether they still are what they were."""

    sha256: str
    path: Path
    is_whole: bool


class OriginalStore:
    """The kept files of one library; any process may add to them."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def keep(self, data: bytes, digest: str | None = None) -> str:
        """Keep bytes, once however often they come; return their SHA-256.

        Raises:
            OSError: where they cannot be written; nothing is then kept of them.
        """
        digest = digest or sha256(data).hexdigest()
        path = self._place(digest)
        if path.exists() and path.stat().st_size == len(data):
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        number, unfinished = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(unfinished, 0o444)
            os.replace(unfinished, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
            raise
        _sync_folder(path.parent)
        return digest

    def find(self, digest: str) -> Path | None:
        """Return where the file of a hash lies, None where it is not kept."""
        path = self._place(digest)
        return path if path.is_file() else None

    def is_whole(self, digest: str) -> bool:
        """Tell whether a kept file still has the bytes that it is named after."""
        try:
            with open(self._place(digest), "rb") as file:
                return file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            return False

    def hashes(self) -> Iterator[str]:
        """Yield the hash of every kept file, in order."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            digest = path.parent.name + path.name
            if len(digest) == _DIGITS:
                yield digest

    def drop(self, digest: str) -> None:
        """Keep the file of a hash no longer."""
        path = self._place(digest)
        with contextlib.suppress(FileNotFoundError):
            if os.name == "nt":  # Windows removes nothing that is read-only
                path.chmod(0o644)
            path.unlink()

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]


def originals_folder(library: str | Path) -> Path:
    """Return the folder of a library's kept files; it need not exist."""
    library = Path(library)
    return library.with_name(library.name + ".originals")


def find_original(
    connection: sqlite3.Connection, originals: OriginalStore, path: str, member: str | None, digest: str
) -> KeptOriginal | None:
    """Return the kept file that an article came in and read it again; None where none is kept.

    Args:
        connection: The library's.
        originals: Its kept files.
        path: Of the file.
        member: The article's inner path, None where the file is the article.
        digest: The article's SHA-256.
    """
    for each in [digest] if member is None else _files_at(connection, path):
        place = originals.find(each)
        if place is not None:
            return KeptOriginal(each, place, originals.is_whole(each))
    return None


def damaged_originals(connection: sqlite3.Connection, originals: OriginalStore) -> list[tuple[str, str | None]]:
    """Read every kept file again; return those that are not what they were, as hash and path of the ledger."""
    found = []
    for digest in originals.hashes():
        if not originals.is_whole(digest):
            select = "select path from ledger where sha256 = ? order by ledger_id limit 1"
            row = connection.execute(select, (pack_hash(digest),)).fetchone()
            found.append((digest, os.fsdecode(row[0]) if row else None))
    return found


def _files_at(connection: sqlite3.Connection, path: str) -> list[str]:
    """Return the hashes of the files that lay at a path, the last first."""
    rows = connection.execute(
        "select sha256 from ledger where path = ? and member = '' and sha256 is not null order by ledger_id desc",
        (os.fsencode(path),),
    )
    return [packed.hex() for (packed,) in rows]


def drop_unreferred(connection: sqlite3.Connection, library: Path, digests: Iterable[str]) -> None:
    """Keep the files no longer, of those behind these hashes, of which nothing is left in the library."""
    originals = OriginalStore(originals_folder(library))
    for digest in _files_behind(connection, digests):
        if not _is_referred_to(connection, digest):
            originals.drop(digest)
            _drop_pasted(connection, library, digest)


def _files_behind(connection: sqlite3.Connection, digests: Iterable[str]) -> set[str]:
    """Return the hashes of the files that articles of these hashes came in: themselves, or what holds them."""
    found: set[str] = set()
    for digest in digests:
        found.add(digest)
        rows = connection.execute(
            "select distinct f.sha256 from ledger m join ledger f on f.path = m.path and f.member = ''"
            " where m.sha256 = ? and m.member <> '' and f.sha256 is not null",
            (pack_hash(digest),),
        )
        found |= {packed.hex() for (packed,) in rows}
    return found


def _is_referred_to(connection: sqlite3.Connection, digest: str) -> bool:
    """Tell whether an article of the library came in the file of this hash, or in one that lies inside it."""
    taken = "status in ('stored', 'partial', 'duplicate') and article_id is not null"
    row = connection.execute(
        f"select exists (select 1 from ledger where sha256 = ?1 and {taken})"
        " or exists (select 1 from ledger f join ledger m on m.path = f.path and m.member <> ''"
        f" where f.sha256 = ?1 and f.member = '' and m.{taken.replace(' and ', ' and m.')})",
        (pack_hash(digest),),
    ).fetchone()
    return bool(row[0])


def _drop_pasted(connection: sqlite3.Connection, library: Path, digest: str) -> None:
    """Remove the program's own file of a pasted text; no other file is ever touched."""
    folder = pasted_folder(library)
    for (path,) in connection.execute("select path from ledger where sha256 = ?", (pack_hash(digest),)):
        file = Path(os.fsdecode(path))
        if file.parent == folder.resolve():
            file.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the new name written to the disk too; systems without such folders do it by themselves."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
