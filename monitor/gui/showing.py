"""A second start brings the window that is open to the front: asked by a file beside the library, no socket."""

import time
from pathlib import Path

from monitor.core.spool import spool_folder

NAME = "show"  # no request for files: those end in .json
PATIENCE_SECONDS = 3.0  # the open window looks once a second
LOOK_SECONDS = 0.05


def ask_to_show(library: Path, patience: float = PATIENCE_SECONDS) -> bool:
    """Ask the window that has a library open to come to the front; tell whether there was one that did.

    Another process that writes (``media-monitor watch``) leaves the file alone, so that it is taken away here.
    """
    asked = spool_folder(library) / NAME
    try:
        asked.parent.mkdir(parents=True, exist_ok=True)
        asked.touch()
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not asked.exists():
                return True
            time.sleep(LOOK_SECONDS)
        asked.unlink()
    except FileNotFoundError:
        return True  # taken between two looks
    except OSError:
        return False
    return False


def take_request(library: Path) -> bool:
    """Tell whether the window is asked to come to the front, and take the request away."""
    try:
        (spool_folder(library) / NAME).unlink()
    except OSError:
        return False
    return True
