"""The menus: everything that can be done, each thing with its word and its key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from monitor.gui.icons import Icons
from monitor.gui.theme import ThemeChoice


class MenuName(StrEnum):
    """The menus, from left to right."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    ARTICLE = "article"
    ALERT = "alert"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done: its words, what it does, its keys (the first is shown), its icon."""

    words: str
    act: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""


class Menus:
    """A window's menu bar, its titles there from the start, what is in them added later."""

    def __init__(self, window: QMainWindow, icons: Icons) -> None:
        self._window = window
        self._icons = icons
        self._themes: dict[ThemeChoice, QAction] = {}
        words = {
            MenuName.FILE: _tr("&File"),
            MenuName.EDIT: _tr("&Edit"),
            MenuName.VIEW: _tr("&View"),
            MenuName.ARTICLE: _tr("&Article"),
            MenuName.ALERT: _tr("A&lert"),
            MenuName.HELP: _tr("&Help"),
        }
        self._menus = {name: window.menuBar().addMenu(title) for name, title in words.items()}

    def add(self, menu: MenuName, *deeds: Deed | None) -> None:
        """Add things to do to a menu, with a line where there is None."""
        for deed in deeds:
            if deed is None:
                self._menus[menu].addSeparator()
            else:
                self._menus[menu].addAction(make_action(self._window, deed, self._icons))

    def add_action(self, menu: MenuName, action: QAction) -> None:
        """Add an action that a page has made."""
        self._menus[menu].addAction(action)

    def add_menu(self, menu: MenuName, title: str) -> QMenu:
        """Add a menu inside a menu and return it."""
        return self._menus[menu].addMenu(title)

    def add_themes(self, chosen: ThemeChoice, choose: Callable[[ThemeChoice], None]) -> None:
        """Add the choice of a theme to the View menu."""
        menu = self._menus[MenuName.VIEW].addMenu(_tr("Theme"))
        group = QActionGroup(menu)
        words: Mapping[ThemeChoice, str] = {
            ThemeChoice.SYSTEM: _tr("Follow the system"),
            ThemeChoice.LIGHT: _tr("Light"),
            ThemeChoice.DARK: _tr("Dark"),
            ThemeChoice.CONTRAST: _tr("High contrast"),
        }
        for choice, title in words.items():
            action = make_action(self._window, Deed(title, _chooser(choose, choice)), self._icons)
            action.setCheckable(True)
            action.setChecked(choice is chosen)
            group.addAction(action)
            menu.addAction(action)
            self._themes[choice] = action

    def mark_theme(self, choice: ThemeChoice) -> None:
        """Mark the theme that was chosen elsewhere."""
        self._themes[choice].setChecked(True)


def make_action(parent: QWidget, deed: Deed, icons: Icons) -> QAction:
    """Return a deed as an action of a window or page."""
    action = QAction(deed.words, parent)
    action.setShortcuts([QKeySequence(key) for key in deed.keys])
    action.triggered.connect(lambda _=False: deed.act())
    if deed.icon:
        icons.dress(action, deed.icon)
    return action


def double_keys(actions: Sequence[QAction]) -> set[str]:
    """Return the keys that more than one action claims."""
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    return {key for key in keys if keys.count(key) > 1}


def _chooser(choose: Callable[[ThemeChoice], None], choice: ThemeChoice) -> Callable[[], None]:
    return lambda: choose(choice)


def _tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)
