"""Asks for what a view shows only while somebody sees it, and for what changed meanwhile when it is shown again."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class WhileSeen(QObject):
    """Stands between a view and its questions to the library."""

    def __init__(self, view: QWidget, ask: Callable[[], object], ask_again: Callable[[], object]) -> None:
        """Watch a view.

        Args:
            view: What is seen or not; it owns this object. As long as nobody asked, showing it asks.
            ask: Asks for what the view shows.
            ask_again: Asks for the same soon, because something was written.
        """
        super().__init__(view)
        self._view = view
        self._ask = ask
        self._ask_again = ask_again
        self._is_stale = True
        view.installEventFilter(self)

    def ask(self) -> None:
        """Ask now, or once the view is shown."""
        self._is_stale = not self._view.isVisible()
        if not self._is_stale:
            self._ask()

    def ask_again(self) -> None:
        """Ask the same soon, or once the view is shown."""
        self._is_stale = not self._view.isVisible()
        if not self._is_stale:
            self._ask_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ask for what changed while nobody looked."""
        if event.type() == QEvent.Type.Show and self._is_stale:
            self.ask()
        return False
