"""Garbage collection in the GUI thread only: elsewhere a cycle could take a widget with it (docs/decisions/0004)."""

import gc

from PySide6.QtCore import QObject, QTimer

COLLECT_MS = 2_000  # between garbage collections


class GarbageCollector(QObject):
    """Collects garbage from a timer, and no longer wherever an object happens to be made."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=COLLECT_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        """Collect the youngest generations as often as Python would, the oldest seldom."""
        young, middle, _ = gc.get_count()
        thresholds = gc.get_threshold()
        if young > thresholds[0]:
            gc.collect(1 if middle > thresholds[1] else 0)
