"""Garbage collection in the GUI thread only: elsewhere a cycle could take a widget with it (docs/decisions/0004)."""

import gc

from PySide6.QtCore import QObject, QTimer

COLLECT_MS = 2_000  # between garbage collections
SETTLED_MS = 15_000  # after a window is opened: what it is made of is there


class GarbageCollector(QObject):
    """Collects garbage from a timer, and no longer wherever an object happens to be made.

    The widgets, classes and modules of a window live as long as it does. To look through them takes 40 ms, two frames,
    so they are set apart once the window has settled; what came since is looked through in a few.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=COLLECT_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        self._settled = QTimer(self, interval=SETTLED_MS, singleShot=True)
        self._settled.timeout.connect(self.set_apart)

    def begin(self) -> None:
        """A window opens: what was set apart of the last one may go, what the new one is made of is set apart soon."""
        gc.unfreeze()
        self._settled.start()

    def set_apart(self) -> None:
        """Look through everything once, and from now on only through what comes."""
        gc.collect()
        gc.freeze()

    def collect(self) -> None:
        """Collect each generation about as often as Python would."""
        generations = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(generations) if count > most]
        if due:
            gc.collect(max(due))
