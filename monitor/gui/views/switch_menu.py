"""A small button with a menu of switches, that says which of them are on."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from monitor.gui.icons import Icons
from monitor.gui.shown import one_line
from monitor.gui.views.parts import restyle

MOST_WORDS = 36  # characters on the button


class SwitchMenu(QToolButton):
    """Lets some of several be chosen.

    Signals:
        switched(frozenset): what is chosen now.
    """

    switched = Signal(object)

    def __init__(self, icons: Icons, name: str, choices: Sequence[Hashable], word: Callable[[Any], str]) -> None:
        """Make the button.

        Args:
            icons: Draws the arrow.
            name: What is chosen here, for the tip and for those who hear the window.
            choices: What there is to choose from, in order.
            word: Returns what a choice is called.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        restyle(self, "role", "chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        self.setLayoutDirection(self.layoutDirection().RightToLeft)  # the arrow stands after the words
        icons.dress(self, "down")
        menu = QMenu(self)
        self._word = word
        self._actions = {choice: menu.addAction(word(choice)) for choice in choices}
        for choice, action in self._actions.items():
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, choice=choice: self.switched.emit(self._chosen ^ {choice}))
        self.setMenu(menu)
        self._chosen: frozenset[Hashable] = frozenset()

    def show_chosen(self, chosen: frozenset[Any], summary: str = "") -> None:
        """Show what is chosen; ``summary`` says it in short where there is a usual word for it."""
        self._chosen = chosen
        for choice, action in self._actions.items():
            action.setChecked(choice in chosen)
        some = ", ".join(self._word(choice) for choice in self._actions if choice in chosen)
        self.setText(one_line(summary or some or self.tr("None"), MOST_WORDS))
