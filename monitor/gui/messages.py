"""What the window has to say: lines above the page, never a dialog in the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from monitor.gui.icons import Icons
from monitor.gui.views.parts import icon_button, plain_label, push_button

NOTE_MS = 7_000  # how long a note that asks for nothing stays
MOST = 3  # messages at once; an older note goes for a newer one


class Tone(StrEnum):
    """How much a message matters."""

    NOTE = "note"  # something went well; goes by itself
    WARNING = "warning"  # something is not as usual; stays
    ERROR = "error"  # something failed; stays


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done about a message: a verb, and what it does."""

    verb: str
    act: Callable[[], object]


class MessageArea(QWidget):
    """Shows messages one below the other; empty, it takes no room."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("message_area")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icons = icons
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: dict[str, _Message] = {}
        self.hide()

    def say(self, words: str, tone: Tone = Tone.NOTE, *, remedies: Sequence[Remedy] = (), about: str = "") -> None:
        """Show a message; it takes the place of an earlier one about the same thing.

        Args:
            words: One sentence, plain text: what happened, what it means, what to do.
            tone: Notes go by themselves, the others stay until they are closed or withdrawn.
            remedies: What can be done about it, as buttons.
            about: What the message is about, to replace or withdraw it by; its words where empty.
        """
        key = about or words
        self.withdraw(key)
        while len(self._shown) >= MOST:
            notes = [name for name, message in self._shown.items() if message.tone is Tone.NOTE]
            self.withdraw((notes or list(self._shown))[0])
        message = _Message(self._icons, words, tone, remedies)
        message.close_button.clicked.connect(lambda: self.withdraw(key))
        self._shown[key] = message
        self._column.addWidget(message)
        self.show()
        if tone is Tone.NOTE:
            QTimer.singleShot(NOTE_MS, message, lambda: self._end(key, message))

    def withdraw(self, about: str) -> None:
        """Take a message away; nothing where it is not shown."""
        message = self._shown.pop(about, None)
        if message is not None:
            self._column.removeWidget(message)
            message.hide()
            message.deleteLater()
        self.setVisible(bool(self._shown))

    def clear(self) -> None:
        """Take all messages away."""
        for about in list(self._shown):
            self.withdraw(about)

    @property
    def words(self) -> list[str]:
        """What is shown, from above."""
        return [message.label.text() for message in self._shown.values()]

    def _end(self, key: str, message: "_Message") -> None:
        if self._shown.get(key) is message:
            self.withdraw(key)


class _Message(QFrame):
    """One message with its icon, remedies and a button to close it."""

    def __init__(self, icons: Icons, words: str, tone: Tone, remedies: Sequence[Remedy]) -> None:
        super().__init__()
        self.tone = tone
        self.setProperty("role", "message")
        self.setProperty("tone", tone)
        self.setAccessibleName(words)
        ink = {Tone.NOTE: "accent", Tone.WARNING: "watch_text", Tone.ERROR: "critical"}[tone]
        self.label = plain_label(words, wrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = icon_button(icons, "close", self.tr("Close"), tone=ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(_make_mark(icons, tone, ink))
        row.addWidget(self.label, 1)
        for remedy in remedies:
            button = push_button(remedy.verb)
            button.clicked.connect(remedy.act)
            button.clicked.connect(self.close_button.click)
            row.addWidget(button)
        row.addWidget(self.close_button)


def _make_mark(icons: Icons, tone: Tone, ink: str) -> QLabel:
    mark = QLabel()
    name = {Tone.NOTE: "info", Tone.WARNING: "high", Tone.ERROR: "critical"}[tone]
    mark.setPixmap(icons.icon(name, ink).pixmap(18, 18))
    return mark
