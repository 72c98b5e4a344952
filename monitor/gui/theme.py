"""The look: one set of colour tokens a theme, turned into Fusion's palette and one style sheet.

The palette is our own because Qt's colour scheme has no effect
where the platform has no theme of its own (offscreen, plain X11).
"""

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from monitor.gui.tokens import CONTRAST, DARK, LIGHT, THEMES, Tokens

BASE_FONT_PX = 13  # visual.md: one font, the system's
READER_FONT_PX = 16
SCALES = (0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""The sizes of text that can be chosen, against the usual one."""
_LENGTH = re.compile(r"\b(\d+)px\b")


class ThemeChoice(StrEnum):
    """What the user asked for. SYSTEM follows the desktop's colour scheme and contrast where it tells them."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """The theme in use: applies it to the application and tells those who paint for themselves.

    Signals:
        theme_changed(Tokens): after fonts, palette and style sheet are in place.
    """

    theme_changed = Signal(object)

    def __init__(
        self,
        application: QApplication,
        style_sheet: Path,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        *,
        scale: float = 1.0,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._style_sheet = style_sheet
        self._template = StyleTemplate(style_sheet.read_text(encoding="utf-8"))
        self._marks = style_sheet.parent
        self._choice = choice
        self.tokens = choose_tokens(choice)
        self._scale = scale
        application.setStyle("Fusion")
        self._apply()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    @property
    def scale(self) -> float:
        """How much larger than usual text is."""
        return self._scale

    def copy(self) -> "Theme":
        """Return a theme that looks the same and that nobody listens to yet."""
        return Theme(self._application, self._style_sheet, self._choice, scale=self._scale)

    def use_scale(self, scale: float) -> None:
        """Show text larger or smaller, at once."""
        if scale != self._scale:
            self._scale = scale
            self._apply()
            self.theme_changed.emit(self.tokens)

    def choose(self, choice: ThemeChoice) -> None:
        """Switch to what the user asks for, at once."""
        self._choice = choice
        self._follow_system()

    def _follow_system(self) -> None:
        tokens = choose_tokens(self._choice)
        if tokens is self.tokens:
            return
        self.tokens = tokens
        self._apply()
        self.theme_changed.emit(tokens)

    def _apply(self) -> None:
        self._application.setFont(base_font(self._application, self._scale))
        self._application.setPalette(make_palette(self.tokens))
        self._application.setStyleSheet(make_style_sheet(self._template, self.tokens, self._marks, self._scale))


class StyleTemplate(Template):
    """A style sheet in which ``@token`` stands for a colour of the theme."""

    delimiter = "@"


def choose_tokens(choice: ThemeChoice) -> Tokens:
    """Return the tokens of a choice; for SYSTEM those that the desktop asks for, light where it does not say."""
    if choice is not ThemeChoice.SYSTEM:
        return THEMES[choice.value]
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def make_style_sheet(template: Template, tokens: Tokens, marks: Path, scale: float = 1.0) -> str:
    """Fill the tokens' colours into the style sheet and stretch its lengths.

    Args:
        template: The style sheet with the names of tokens.
        tokens: The theme.
        marks: The folder of the few pictures that the style sheet shows.
        scale: How much larger lengths become; those of one or two pixels are lines and stay.

    Raises:
        KeyError: where the style sheet names a token that does not exist.
    """
    colours = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    filled = template.substitute(colours, marks=marks.as_posix())
    return _LENGTH.sub(lambda found: f"{_stretched(int(found[1]), scale)}px", filled)


def _stretched(pixels: int, scale: float) -> int:
    return pixels if pixels <= 2 else round(pixels * scale)


def make_palette(tokens: Tokens) -> QPalette:
    """Return Fusion's palette in a theme's colours, for everything that the style sheet leaves to the style."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.window,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.critical,
        QPalette.ColorRole.Highlight: tokens.selection,
        QPalette.ColorRole.HighlightedText: tokens.text,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.secondary,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Midlight: tokens.hairline,
        QPalette.ColorRole.Mid: tokens.border,
        QPalette.ColorRole.Dark: tokens.outline,
        QPalette.ColorRole.Shadow: tokens.border,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return palette


def base_font(application: QApplication, scale: float) -> QFont:
    """Return the system's font at the window's base size, with figures of one width where the font has them."""
    font = application.font()
    font.setPixelSize(round(BASE_FONT_PX * scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized_font(font: QFont, pixels: int | None = None, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font at another size and weight; widgets that paint text use this instead of naming a family.

    Args:
        font: Of the widget.
        pixels: As the design says at the base size of BASE_FONT_PX; grows with the size that the user chose. None
            keeps the size of the font.
        weight: How bold it is.
    """
    sized = QFont(font)
    if pixels is not None:
        sized.setPixelSize(round(pixels * text_scale()))
    sized.setWeight(weight)
    return sized


def text_scale() -> float:
    """Return how much larger than designed the user wants text."""
    base = QGuiApplication.font().pixelSize()
    return base / BASE_FONT_PX if base > 0 else 1.0


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
