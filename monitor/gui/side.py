"""The left side of the window: which library is open, and where one can go."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from monitor.gui.shown import one_line
from monitor.gui.sidebar import Sidebar
from monitor.gui.views.parts import tool_button


class Side(QFrame):
    """The library's name, which opens others, over the sidebar."""

    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__()
        self.setObjectName("side")
        self.library_button = tool_button("", "library")
        self.library_button.setObjectName("library_button")
        self.library_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.library_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.library_button)
        column.addWidget(sidebar, 1)
        self.name_library("")

    def name_library(self, name: str) -> None:
        """Show which library is open."""
        self.library_button.setText(one_line(name, 30))
        self.library_button.setAccessibleName(self.tr("Library {name}; open another").format(name=one_line(name)))
