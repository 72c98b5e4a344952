"""The one entry point: no arguments, files and ``screenshots`` go to the window, all else to the command line."""

import sys


def main() -> int:
    """Run the program and return its exit status."""
    from monitor.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
