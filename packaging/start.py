"""Start of the frozen programs, which are one in two guises: the name it is called by says whether it is the window.

A frozen worker starts here too and goes no further than ``freeze_support``.
"""

import multiprocessing
import sys
from importlib import import_module
from pathlib import Path

WINDOW = "media-monitor-window"

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if Path(sys.argv[0]).stem != WINDOW:
        sys.exit(import_module("monitor.__main__").main())
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(import_module("monitor.gui.self_test").run())
    sys.exit(import_module("monitor.gui.app").main(sys.argv[1:]))
