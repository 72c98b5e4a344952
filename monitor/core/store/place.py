"""What lies where a library is, or is to be: a file, nothing yet, or something that must be left alone."""

import stat
from pathlib import Path

from monitor.core.errors import LibraryError


def has_library(path: Path) -> bool:
    """Tell whether a file lies where a library is looked for.

    Raises:
        LibraryError: where something else is there, or the path cannot be followed.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise LibraryError(f"{path} cannot be reached: {error.strerror}.") from error
    if not stat.S_ISREG(mode):
        raise LibraryError(f"{path} is {'a folder' if stat.S_ISDIR(mode) else 'no regular file'}, not a library.")
    return True
