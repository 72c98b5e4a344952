"""Icons of one family, tinted with the theme's colours; nothing is read before the first paint."""

import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from shiboken6 import isValid

from monitor.gui.theme import Theme

SIZES = (16, 18, 24)  # pixels: lists, toolbars, headings
LARGE = (48,)  # pixels: empty states, which only a few icons are for
DENSITIES = (1, 2)  # QIcon scales between them


class Dressable(Protocol):
    """A button, an action, a tab: whatever takes an icon."""

    def setIcon(self, icon: QIcon) -> None:  # noqa: N802 - Qt's name
        """Show the icon."""


class Icons(QObject):
    """Draws the window's icons and keeps dressed widgets in step with the theme."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__(theme)
        self._folder = folder
        self._theme = theme
        self._loaded = False
        self._made: dict[tuple[str, str, bool], QIcon] = {}
        self._dressed: list[tuple[weakref.ref[Dressable], str, str, bool]] = []
        theme.theme_changed.connect(self._dress_again)

    def load(self) -> None:
        """Give everything its icon that asked for one; called once, after the first paint."""
        self._loaded = True
        self._dress_again()

    @property
    def loaded(self) -> bool:
        """Whether icons are there: those who paint for themselves wait for it too."""
        return self._loaded

    def dress(self, target: Dressable, name: str, tone: str = "secondary", *, large: bool = False) -> None:
        """Give a widget or action an icon in one of the theme's colours, now or once icons are loaded.

        Args:
            target: Is not kept alive by this.
            name: A file of resources/icons without its ending.
            tone: The name of a token.
            large: Draw it in the size of empty states.
        """
        self._dressed = [row for row in self._dressed if (known := row[0]()) is not None and known is not target]
        self._dressed.append((weakref.ref(target), name, tone, large))
        if self._loaded:
            target.setIcon(self.icon(name, tone, large=large))

    def icon(self, name: str, tone: str = "secondary", *, large: bool = False) -> QIcon:
        """Return an icon in one of the theme's colours; made once a theme."""
        colour: str = getattr(self._theme.tokens, tone)
        if (name, colour, large) not in self._made:
            disabled = self._theme.tokens.disabled
            drawing = self._folder / f"{name}.svg"
            self._made[name, colour, large] = make_icon(drawing, colour, disabled, LARGE if large else SIZES)
        return self._made[name, colour, large]

    def _dress_again(self) -> None:
        if not self._loaded:
            return
        for target, name, tone, large in self._dressed:
            # Qt deletes a widget with its parent, whatever Python still knows of it.
            if (known := target()) is not None and isValid(known):
                known.setIcon(self.icon(name, tone, large=large))


def make_icon(drawing: Path, colour: str, disabled: str, sizes: Sequence[int] = SIZES) -> QIcon:
    """Return a drawing as an icon in one colour, and in another where its widget is disabled.

    A pixmap takes four bytes a pixel, and a window has a hundred icons: only the sizes that are shown are drawn.
    """
    from PySide6.QtSvg import QSvgRenderer  # not before the first paint

    svg = drawing.read_text(encoding="utf-8")
    icon = QIcon()
    for mode, tint, shown in ((QIcon.Mode.Normal, colour, sizes), (QIcon.Mode.Disabled, disabled, sizes[:2])):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", tint).encode()))
        for pixels in {round(size * density) for size in shown for density in DENSITIES}:
            pixmap = QPixmap(pixels, pixels)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(pixmap.rect()))
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon
