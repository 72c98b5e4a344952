"""Which originals may be handed to another program: only files of watched folders, and none that could run.

Nothing of an article is ever followed: a link in a text is text.
"""

import os
from collections.abc import Iterable
from pathlib import Path

OPENED = frozenset(
    (".txt", ".md", ".html", ".htm", ".mhtml", ".pdf", ".docx", ".odt", ".rtf", ".eml", ".msg", ".json", ".jsonl")
)
"""Endings of files that a viewer opens; whatever could be run (.desktop, .lnk, scripts) is not among them."""

PROGRAM_FOLDERS = frozenset((".app", ".bundle", ".pkg", ".mpkg", ".workflow", ".action", ".prefpane", ".qlgenerator"))
"""Endings of folders that macOS runs or installs when they are opened."""


def is_under(path: str, folders: Iterable[str]) -> bool:
    """Tell whether a file lies in one of the folders, links resolved."""
    real = os.path.realpath(path)
    roots = [root for root in map(os.path.realpath, folders) if _same_drive(real, root)]
    return any(os.path.commonpath((real, root)) == root for root in roots)


def why_not(path: str, folders: Iterable[str]) -> str | None:
    """Return why an original may not be opened, as a sentence; None where it may."""
    if not Path(path).is_file():
        return "The file is no longer where it was."
    if Path(os.path.realpath(path)).suffix.lower() not in OPENED:
        return "Files of this kind are not opened from here: some of them can run programs."
    if not is_under(path, folders):
        return "Only files in watched or imported folders are opened from here."
    return None


def why_no_folder(folder: Path) -> str | None:
    """Return why a folder may not be shown in the file manager, as a sentence; None where it may."""
    if not folder.is_dir():
        return "The folder is no longer where it was."
    if Path(os.path.realpath(folder)).suffix.lower() in PROGRAM_FOLDERS:
        return "Folders of this kind are programs on some systems and are not opened from here."
    return None


def _same_drive(one: str, other: str) -> bool:
    """Tell whether two paths can be compared: on the same drive."""
    return os.path.splitdrive(one)[0] == os.path.splitdrive(other)[0]
