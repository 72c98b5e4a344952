"""The small parts that all views are put together from; what they look like stands in the style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QToolButton, QWidget

from monitor.gui.icons import Icons


def plain_label(text: str = "", role: str | None = None, *, wrap: bool = False) -> QLabel:
    """Return a label whose words are never taken for markup."""
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=wrap)
    if role is not None:
        label.setProperty("role", role)
    return label


def tool_button(text: str, role: str, *, checkable: bool = False, icon_after: bool = False) -> QToolButton:
    """Return a small button: role "chip" is a switch or a filter, "link" a word to click."""
    button = QToolButton()
    button.setText(text)
    button.setCheckable(checkable)
    button.setProperty("role", role)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if icon_after:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return button


def dress_opener(button: QToolButton, icons: Icons, name: str) -> None:
    """Make a button one that opens what can be chosen: a chip with an arrow after its words."""
    button.setProperty("role", "chip")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    button.setAccessibleName(name)
    button.setToolTip(name)
    icons.dress(button, "down")


def choice_button(text: str, *, checked: bool = False) -> QToolButton:
    """Return one of several small buttons of which one is down: those with the same parent belong together."""
    button = tool_button(text, "segment", checkable=True)
    button.setChecked(checked)
    button.setAutoExclusive(True)
    return button


def icon_button(icons: Icons, icon: str, name: str, *, tone: str = "secondary") -> QToolButton:
    """Return a button that shows only an icon, for where no word fits; its name is also its tip."""
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    icons.dress(button, icon, tone)
    return button


def push_button(text: str, tone: str | None = None) -> QPushButton:
    """Return a button; tone "primary" is what the screen is for, "quiet" stands beside it, "link" among words."""
    button = QPushButton(text)
    if tone is not None:
        button.setProperty("tone", tone)
    return button


def hairline() -> QFrame:
    """Return a thin line between two parts."""
    line = QFrame()
    line.setProperty("role", "hairline")
    return line


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects on."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().polish(widget)


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
