"""Icons wait for the first paint and follow the theme."""

import ast

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from monitor.gui.icons import Icons
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(resources() / "icons", theme)


def test_a_button_gets_its_icon_once_icons_are_loaded(icons: Icons, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, "star")
    assert button.icon().isNull()
    icons.load()
    assert not button.icon().isNull()


def test_icons_follow_the_theme(icons: Icons, theme: Theme, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.load()
    icons.dress(button, "unread", "accent")
    assert _middle(button.icon()) == QColor(theme.tokens.accent)
    theme.choose(ThemeChoice.DARK)
    assert _middle(button.icon()) == QColor(theme.tokens.accent)
    icons.dress(button, "unread", "critical")
    theme.choose(ThemeChoice.LIGHT)
    assert _middle(button.icon()) == QColor(theme.tokens.critical)


def test_an_empty_state_has_its_icon_in_its_own_size(icons: Icons):
    icons.load()
    assert {size.width() for size in icons.icon("star", large=True).availableSizes()} == {48, 96}
    assert max(size.width() for size in icons.icon("star").availableSizes()) == 48


def test_every_icon_of_the_build_is_there_and_none_else():
    build = ast.parse((resources() / "build" / "icons.py").read_text(encoding="utf-8"))
    assignments = (node for node in build.body if isinstance(node, ast.Assign))
    glyphs = next(node.value for node in assignments if ast.unparse(node.targets[0]) == "GLYPHS")
    assert {f"{name}.svg" for name in ast.literal_eval(glyphs)} == {p.name for p in (resources() / "icons").iterdir()}


def _middle(icon: QIcon) -> QColor:
    image = icon.pixmap(16, 16).toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2)
