"""What a section of the settings is made of, and what it may use: for everyone who adds one.

A section is a function ``xyz_section(around: SettingsAround) -> Section`` in a file of its own, named in ``SECTIONS``
of ``settings.py``. It is made when the settings are first shown, and ``load`` is called each time they are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from monitor.core.store import Reader
from monitor.gui.actions import Submit
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.login import LoginStart
from monitor.gui.preferences import Preferences
from monitor.gui.theme import Theme, ThemeChoice
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.parts import plain_label


@dataclass(frozen=True, slots=True)
class SettingsAround:
    """What sections may use.

    ``submit`` has the writing thread do something to the library (decisions: what rebuilds must find again);
    ``preferences`` is this user's own file (how the window behaves here). ``say`` shows a sentence where something
    failed.
    """

    preferences: Preferences
    theme: Theme
    icons: Icons
    reading: Jobs[Reader]
    submit: Submit
    login: LoginStart
    has_tray: bool
    choose_theme: Callable[[ThemeChoice], None]
    use_density: Callable[[Density], None]
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the settings: its title, a line that says what it is for, and its choices."""

    name: str
    title: str
    widget: QWidget
    note: str = ""
    load: Callable[[], None] = lambda: None


def choice_row(title: str, *widgets: QWidget, note: str = "") -> QVBoxLayout:
    """Return a choice: what it is about over its widgets, and a note below them."""
    column = QVBoxLayout()
    column.setSpacing(4)
    label = plain_label(title)
    column.addWidget(label)
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    column.addLayout(row)
    if note:
        column.addWidget(plain_label(note, "small", wrap=True))
    return column


def check_row(box: QCheckBox, note: str = "") -> QVBoxLayout:
    """Return a switch with a note below it that stands under the words."""
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
    if note:
        words = plain_label(note, "small", wrap=True)
        words.setContentsMargins(24, 0, 0, 0)
        column.addWidget(words)
        box.setAccessibleDescription(note)
    return column
