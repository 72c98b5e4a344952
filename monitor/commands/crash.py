"""Reports of bugs: written on this machine, sent nowhere."""

import sys
from datetime import UTC, datetime

from monitor import __version__
from monitor.paths import APPLICATION, data_folder


def report_crash(text: str) -> str:
    """Write a crash report for the user to send or not, and return its path."""
    folder = data_folder() / "crashes"
    file = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{APPLICATION} {__version__}, Python {sys.version}, {sys.platform}\n\n{text}", "utf-8")
    except OSError as error:
        return f"lost, for it could not be written: {error.strerror}"
    return str(file)


def tell_of_bug(text: str) -> None:
    """Report a bug that cost one article, and say where the report is."""
    print(f"{APPLICATION}: A bug cost one article; its report is {report_crash(text)}.", file=sys.stderr)
