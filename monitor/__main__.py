"""The one entry point: no arguments, files and ``screenshots`` go to the window, all else to the command line."""

import re
import sys
from collections.abc import Sequence
from importlib import import_module

LIBRARY = re.compile(r"(lib\S+): cannot open shared object file")
"""What the system says where a library that Qt expects of it is missing."""

PACKAGES = "libgl1 libegl1 libxcb1 fontconfig fonts-dejavu-core"


def main() -> int:
    """Run the program and return its exit status."""
    arguments = sys.argv[1:]
    if not arguments:  # the window, which is on the screen sooner without the command line's imports
        return open_window(arguments)
    from monitor.cli import is_command, run

    if is_command(arguments):
        return run(arguments)
    return open_window(arguments)


def open_window(arguments: Sequence[str], module: str = "monitor.gui.app") -> int:
    """Run the window, or another module that has it, and return its exit status; 2 where something is not there."""
    from monitor.gui.unread_sources import leave_sources_unread

    try:
        leave_sources_unread()  # here: before anything that imports much
        window = import_module(module)
    except ModuleNotFoundError as error:
        missing = "the window" if (error.name or "").startswith("monitor.") else error.name
        print(f"media-monitor: this installation lacks {missing}; see media-monitor --help.", file=sys.stderr)
        return 2
    except ImportError as error:
        if not (lost := LIBRARY.match(str(error))):
            raise
        print(
            f"media-monitor: the window needs {lost[1]}, which this system lacks (on Debian: apt install {PACKAGES}).",
            file=sys.stderr,
        )
        return 2
    status: int = window.main(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
