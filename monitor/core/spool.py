"""Files handed to the process that writes the library: requests in a folder beside it, which survive a crash."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.core.records import SourceDefaults


@dataclass(frozen=True, slots=True)
class Request:
    """Paths that some other process was asked to take in, and how; ``file`` is where the request lies."""

    paths: tuple[str, ...]
    history: bool = False
    home_country: str | None = None
    file: Path | None = None
    keep_originals: bool = False
    alerts_from: str | None = None

    @property
    def defaults(self) -> SourceDefaults:
        """What the request says of all its files."""
        return SourceDefaults(home_country=self.home_country)

    def done(self) -> None:
        """Take the request off the spool, once its files have their ledger rows."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)


def spool_folder(library: Path) -> Path:
    """Return the folder of a library's requests; it need not exist."""
    return library.with_name(library.name + ".spool")


def hand_over(
    library: Path,
    paths: Sequence[str],
    *,
    history: bool = False,
    home_country: str | None = None,
    keep_originals: bool = False,
    alerts_from: str | None = None,
) -> None:
    """Leave a request for the process that writes the library; see ``ingest.Choices`` for what can be asked.

    Raises:
        OSError: where the folder cannot be written.
    """
    folder = spool_folder(library)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():020d}-{os.getpid()}"
    request = {
        "paths": [os.path.abspath(path) for path in paths],
        "history": history,
        "home_country": home_country,
        "keep_originals": keep_originals,
        "alerts_from": alerts_from,
    }
    unfinished = folder / f".{name}.part"
    unfinished.write_text(json.dumps(request), encoding="ascii")
    unfinished.rename(folder / f"{name}.json")


def requests(library: Path) -> Iterator[Request]:
    """Yield the requests that wait, the oldest first. What is no request is left alone."""
    for file in sorted(spool_folder(library).glob("*.json")):
        try:
            request = json.loads(file.read_text(encoding="ascii"))
            yield Request(
                tuple(map(str, request["paths"])),
                bool(request["history"]),
                request["home_country"],
                file,
                bool(request.get("keep_originals")),  # an older program asks without
                request.get("alerts_from"),
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
