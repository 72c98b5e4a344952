"""What a watched folder says of the files in it: which are meant, what their articles get, how they are looked for."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatch
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from monitor.core.records import SourceDefaults
from monitor.core.terms import Severity

if TYPE_CHECKING:  # the window remembers folders before it loads anything that takes files in
    from monitor.core.ingest import Choices


class Subfolders(StrEnum):
    """What the first folder below a watched one says of its articles."""

    NOTHING = "nothing"
    SOURCE = "source"
    TAG = "tag"


@dataclass(frozen=True)
class WatchedFolder:
    """A folder that a library watches, or would if it were on. Nothing in it is ever moved, changed or deleted.

    ``source`` and ``home_country`` are those of articles that say nothing themselves, ``severity`` is the least that an
    alert on them has. Of the patterns (``*.pdf``, ``drafts``, ``2024/*``) those to ``include`` are of files; one to
    ``exclude`` may also name a folder. ``poll_seconds`` asks to look so often instead of waiting for events, which
    network shares do not send; None leaves that to the kind of disk.
    """

    path: str
    is_on: bool = True
    source: str | None = None
    home_country: str | None = None
    severity: Severity | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    subfolders: Subfolders = Subfolders.NOTHING
    keep_originals: bool = False
    poll_seconds: float | None = None

    @cached_property
    def root(self) -> str:
        """The folder with links resolved, as the files found in it are named."""
        return os.path.realpath(self.path)

    def holds(self, path: str) -> bool:
        """Tell whether a file lies in the folder, however deep."""
        return path.startswith(self.root.rstrip(os.sep) + os.sep)

    def wants(self, path: str) -> bool:
        """Tell whether a file of the folder is meant, by its patterns."""
        parts = self._parts(path)
        whole = "/".join(parts)
        if any(_fits(each, pattern) for pattern in self.exclude for each in (whole, *parts)):
            return False
        return not self.include or any(_fits(each, pattern) for pattern in self.include for each in (whole, parts[-1]))

    def choices(self, path: str, base: "Choices") -> "Choices":
        """Return how a file of the folder is filed; what ``base`` says beside the folder's own holds too."""
        parts = self._parts(path)
        below = parts[0] if len(parts) > 1 else None
        source = below if below and self.subfolders is Subfolders.SOURCE else self.source
        tags = (below,) if below and self.subfolders is Subfolders.TAG else ()
        defaults = SourceDefaults(
            source=source or base.defaults.source,
            home_country=self.home_country or base.defaults.home_country,
            language=base.defaults.language,
            severity=self.severity or base.defaults.severity,
        )
        keep = self.keep_originals or base.keep_originals
        return replace(base, defaults=defaults, keep_originals=keep, tags=(*base.tags, *tags))

    def _parts(self, path: str) -> tuple[str, ...]:
        return PurePath(os.path.relpath(path, self.root)).parts


def folder_of(path: str, folders: Iterable[WatchedFolder]) -> WatchedFolder | None:
    """Return the folder that a file belongs to: of several inside one another the innermost."""
    return max((each for each in folders if each.holds(path)), key=lambda each: len(each.root), default=None)


def choose_for(folders: Sequence[WatchedFolder], base: "Choices") -> "Callable[[str], Choices]":
    """Return what tells how a file is filed: by its folder's defaults, as ``base`` where it lies in none."""

    def choose(path: str) -> "Choices":
        folder = folder_of(path, folders)
        return folder.choices(path, base) if folder is not None else base

    return choose


def dump_folders(folders: Iterable[WatchedFolder]) -> str:
    """Return folders as JSON."""
    return json.dumps([{name: value for name, value in vars(each).items() if name != "root"} for each in folders])


def load_folders(text: str) -> list[WatchedFolder]:
    """Return the folders that ``dump_folders`` wrote, or that older versions did: pairs of path and whether it is on.

    Raises:
        ValueError, TypeError or KeyError: where the text is neither.
    """
    return [_folder(*each) if isinstance(each, list) else _folder(**each) for each in json.loads(text)]


def _folder(
    path: str,
    is_on: bool = True,
    *,
    severity: str | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    subfolders: str = Subfolders.NOTHING,
    **others: object,
) -> WatchedFolder:
    known = {name: value for name, value in others.items() if name in WatchedFolder.__dataclass_fields__}
    folder = WatchedFolder(
        path=str(path),
        is_on=bool(is_on),
        severity=Severity(severity) if severity else None,
        include=tuple(include),
        exclude=tuple(exclude),
        subfolders=Subfolders(subfolders),
    )
    return replace(folder, **known)  # type: ignore[arg-type]


def _fits(name: str, pattern: str) -> bool:
    return fnmatch(name.casefold(), pattern.casefold().rstrip("/"))
