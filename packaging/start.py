"""Start of the frozen programs, which are one in two guises: the name it is called by says whether it is the window.

A frozen worker starts here too and goes no further than ``freeze_support``.
"""

import multiprocessing
import sys
from pathlib import Path

WINDOW = "media-monitor-window"

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from monitor.__main__ import main, open_window

    if Path(sys.argv[0]).stem != WINDOW:
        sys.exit(main())
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(open_window((), "monitor.gui.self_test"))
    sys.exit(open_window(sys.argv[1:]))
