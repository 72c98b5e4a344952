"""The settings: a page of sections, each made elsewhere and named in one list."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from monitor.gui.theme import text_scale
from monitor.gui.views.parts import plain_label
from monitor.gui.views.settings_general import general_section
from monitor.gui.views.settings_languages import languages_section
from monitor.gui.views.settings_notifications import notifications_section
from monitor.gui.views.settings_section import Section, SettingsAround

SECTIONS: tuple[Callable[[SettingsAround], Section], ...] = (
    general_section,
    notifications_section,
    languages_section,
)
"""The sections from above; whoever adds one writes its file and names it here."""

CARD_PX = 640  # no wider than is read in one look


class SettingsView(QWidget):
    """Shows what can be set, each change at once: there is nothing to save."""

    def __init__(self, around: SettingsAround) -> None:
        super().__init__()
        self.setObjectName("settings_view")
        self._around = around
        self.sections: list[Section] = []
        self._column = QVBoxLayout()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setObjectName("settings_scroll")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the sections the first time, and show how things are now."""
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """Make the sections where they are not there yet, and show how things are now."""
        if not self.sections:
            for make in SECTIONS:
                self._add(make(self._around))
            self._column.addStretch(1)
        for section in self.sections:
            section.load()

    def _add(self, section: Section) -> None:
        self.sections.append(section)
        card = QFrame()
        card.setProperty("role", "card")
        card.setObjectName(f"settings_{section.name}")
        card.setMaximumWidth(round(CARD_PX * text_scale()))
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(section.title, "title"))
        if section.note:
            column.addWidget(plain_label(section.note, "secondary", wrap=True))
        column.addWidget(section.widget)
        self._column.addWidget(card)

    def _arrange(self) -> None:
        page = QWidget()
        page.setObjectName("settings_page")
        middle = QHBoxLayout(page)
        middle.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(14)
        middle.addStretch(1)
        middle.addLayout(self._column, 100)
        middle.addStretch(1)
        self._scroll.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
