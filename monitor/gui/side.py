"""The left side of the window: which library is open, and where one can go."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from monitor.gui.sidebar import Sidebar
from monitor.gui.views.parts import tool_button


class Side(QFrame):
    """The library's name, which opens another one, over the sidebar."""

    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__()
        self.setObjectName("side")
        self.library_button = tool_button("", "library")
        self.library_button.setObjectName("library_button")
        self.library_button.setAccessibleName(self.tr("Open another library"))
        self.library_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.library_button)
        column.addWidget(sidebar, 1)
