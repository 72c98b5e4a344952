"""The one entry point: no arguments, files and ``screenshots`` go to the window, all else to the command line."""

import multiprocessing
import sys
from importlib import import_module


def main() -> int:
    """Run the program and return its exit status."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if not arguments:  # the window, which is on the screen sooner without the command line's imports
        return _open_window(arguments)
    from monitor.cli import is_command, run

    if is_command(arguments):
        return run(arguments)
    return _open_window(arguments)


def _open_window(arguments: list[str]) -> int:
    try:
        window = import_module("monitor.gui.app")
    except ModuleNotFoundError as error:
        missing = "the window" if (error.name or "").startswith("monitor.") else error.name
        print(f"media-monitor: this installation lacks {missing}; see media-monitor --help.", file=sys.stderr)
        return 2
    status: int = window.main(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
