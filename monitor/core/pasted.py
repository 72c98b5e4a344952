"""Text that was pasted or typed becomes a file of its own beside the library, so that it is taken in as any other file.

The file is JSON Lines of one record: what the analyst said of the text stands beside it and the text stays as it is.
"""

import json
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME_LENGTH = 60  # characters of the headline in a file's name; file systems end at 255 bytes
_NOT_IN_NAMES = re.compile(r"[^\w .,'-]+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text and what is said of it; ``published`` as anybody would write a date."""

    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None


def pasted_folder(library: str | Path) -> Path:
    """Return the folder of a library's pasted texts; it need not exist."""
    library = Path(library)
    return library.with_name(library.name + ".pasted")


def keep_pasted(library: str | Path, pasted: Pasted, *, now: datetime) -> Path:
    """Write a text into a file called "pasted", the time and its headline; return the file.

    Raises:
        OSError: where it cannot be written; nothing is then left of it.
    """
    folder = pasted_folder(library)
    folder.mkdir(parents=True, exist_ok=True)
    headline = _NOT_IN_NAMES.sub(" ", pasted.title or pasted.text[: 2 * NAME_LENGTH])
    stem = f"pasted {now:%Y-%m-%d %H.%M.%S} {' '.join(headline.split())[:NAME_LENGTH]}".strip(" .")
    record = {"title": pasted.title, "source": pasted.source, "published": pasted.published, "text": pasted.text}
    line = json.dumps({name: value for name, value in record.items() if value}) + "\n"
    number, unfinished = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    path = _free_name(folder, stem)
    os.replace(unfinished, path)
    return path


def _free_name(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.jsonl", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}).jsonl"
    return path
