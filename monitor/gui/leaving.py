"""What closing the window does: it goes on unseen where a tray brings it back, and says what ends where none does.

Each is said once and remembered. Nothing here is a dialog: what is said stands in the window and can be answered.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject

from monitor.gui.messages import MessageArea, Remedy, Tone
from monitor.gui.preferences import Preferences

SAID_PUT_AWAY = "said-put-away"  # remembered: that a closed window goes on was said once
SAID_STOPS = "said-stops"  # remembered: that watching ends with the window was said once
ABOUT = "leaving"  # what the message is about


class Closing(StrEnum):
    """What becomes of a window that is closed."""

    END = "end"  # the program ends
    PUT_AWAY = "put_away"  # it goes on unseen
    HELD = "held"  # it stays, and says what closing would end


class Leaving(QObject):
    """Decides what closing does.

    Args:
        parent: Owns it.
        preferences: Remember what was said.
        messages: Where it is said inside the window.
        has_tray: Whether the desktop brings a window back that was put away.
        is_watching: Whether any folder is watched.
        is_logging_out: Whether the session ends: nothing holds it up.
    """

    def __init__(
        self,
        parent: QObject,
        preferences: Preferences,
        messages: MessageArea,
        *,
        has_tray: bool,
        is_watching: Callable[[], bool],
        is_logging_out: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self.is_for_good = False  # Quit was chosen, or another library
        self._preferences = preferences
        self._messages = messages
        self._has_tray = has_tray
        self._is_watching = is_watching
        self._is_logging_out = is_logging_out

    def choose(self) -> Closing:
        """Return what closing does now."""
        if self.is_for_good or self._is_logging_out() or not self._is_watching():
            return Closing.END
        if self._has_tray:
            return Closing.PUT_AWAY if self._preferences.stays_in_tray else Closing.END
        return Closing.END if self._was_said(SAID_STOPS) else Closing.HELD

    def say_put_away(self, tell: Callable[[str], None]) -> None:
        """Say, the first time, that the window is closed and the folders are watched still."""
        if not self._was_said(SAID_PUT_AWAY):
            self._note_said(SAID_PUT_AWAY)
            tell(self.tr("The folders are still watched. Quit from the menu of this icon."))

    def say_stops(self, close: Callable[[], object], minimise: Callable[[], object]) -> None:
        """Say, the first time, that watching ends with the window, and offer what can be done."""
        self._note_said(SAID_STOPS)
        self._messages.say(
            self.tr("Closing the window ends the watching of folders: this desktop has no tray to go on in."),
            Tone.WARNING,
            remedies=(Remedy(self.tr("Close"), close), Remedy(self.tr("Minimise instead"), minimise)),
            about=ABOUT,
        )

    def _was_said(self, what: str) -> bool:
        return bool(self._preferences.word(what))

    def _note_said(self, what: str) -> None:
        self._preferences.keep_word(what, "yes")
