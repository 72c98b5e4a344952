"""What importing the program loads: the heavy packages come with the work, not with the start."""

import subprocess
import sys

HEADLESS = """
import importlib, pkgutil, sys
import monitor
ELSEWHERE = ("monitor.gui", "monitor.__main__", "monitor.core.extract.", "monitor.core.analysing")  # window, workers
for module in pkgutil.walk_packages(monitor.__path__, "monitor."):
    if not module.name.startswith(ELSEWHERE):
        importlib.import_module(module.name)
print(*sorted({"spacy", "thinc", "PySide6", "qtpy"} & set(sys.modules)))
"""


def test_the_core_and_the_command_line_load_neither_spacy_nor_qt() -> None:
    finished = subprocess.run([sys.executable, "-c", HEADLESS], capture_output=True, text=True, timeout=120, check=True)
    assert finished.stdout.split() == []
