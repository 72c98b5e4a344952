"""The themes: readable everywhere, and applied as one."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from monitor.core.terms import EntityType, Severity
from monitor.gui.theme import (
    StyleTemplate,
    Theme,
    ThemeChoice,
    choose_tokens,
    contrast_ratio,
    make_palette,
    make_style_sheet,
    sized_font,
)
from monitor.gui.tokens import THEMES, Tokens
from monitor.gui.views.page import TextPage
from monitor.paths import resources

GROUNDS = ("window", "surface", "sidebar", "selection", "hover", "pressed")
TEXTS = ("text", "secondary", "accent", "low", "medium", "high", "critical")
MARKS = ("outline", "accent", "good", "low", "medium", "high", "critical")
AA_TEXT, AA_MARK = 4.5, 3.0

every_theme = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())


def test_contrast_is_as_wcag_computes_it():
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@every_theme
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable_on_every_ground(tokens: Tokens, ground: str):
    weak = {name: ratio for name in TEXTS if (ratio := _contrast(tokens, name, ground)) < AA_TEXT}
    assert not weak


@every_theme
@pytest.mark.parametrize("ground", ["window", "surface", "sidebar"])
def test_marks_and_outlines_stand_out(tokens: Tokens, ground: str):
    weak = {name: ratio for name in MARKS if (ratio := _contrast(tokens, name, ground)) < AA_MARK}
    assert not weak


@every_theme
def test_highlights_are_readable(tokens: Tokens):
    pairs = [tokens.highlight(type) for type in EntityType] + [(tokens.watch, tokens.watch_text)]
    assert min(contrast_ratio(*pair) for pair in pairs) >= AA_TEXT
    assert contrast_ratio(tokens.accent, tokens.on_accent) >= AA_TEXT


@every_theme
def test_severities_have_a_colour_each(tokens: Tokens):
    assert len({tokens.severity(severity) for severity in Severity}) == len(Severity)


@every_theme
def test_the_ramp_runs_one_way_and_differs_from_sea_and_silence(tokens: Tokens):
    from_ground = [contrast_ratio(colour, tokens.ocean) for colour in tokens.ramp]
    assert from_ground == sorted(from_ground)
    steps = zip(tokens.ramp, tokens.ramp[1:], strict=False)
    assert min(contrast_ratio(*step) for step in steps) >= 1.2
    assert contrast_ratio(tokens.ramp[0], tokens.ocean) >= 1.4
    assert contrast_ratio(tokens.ramp[0], tokens.no_mentions) >= 1.15
    assert contrast_ratio(tokens.coast, tokens.ocean) >= 2.5


@every_theme
def test_the_style_sheet_names_only_tokens_that_exist(tokens: Tokens):
    template = StyleTemplate((resources() / "style" / "window.qss").read_text(encoding="utf-8"))
    assert "@" not in make_style_sheet(template, tokens, resources() / "style")
    assert (resources() / "style" / f"check-{tokens.name}.svg").is_file()


@every_theme
def test_the_palette_reads_on_itself(tokens: Tokens):
    palette = make_palette(tokens)
    for text, ground in (("WindowText", "Window"), ("Text", "Base"), ("ButtonText", "Button"), ("Link", "Base")):
        pair = (palette.color(QPalette.ColorRole[name]).name() for name in (text, ground))
        assert contrast_ratio(*pair) >= AA_TEXT


def test_a_choice_is_obeyed_and_told(qapp: QApplication, qtbot):
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    with qtbot.waitSignal(theme.theme_changed) as told:
        theme.choose(ThemeChoice.DARK)
    assert told.args == [theme.tokens]
    assert theme.tokens is choose_tokens(ThemeChoice.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.tokens.window


def _contrast(tokens: Tokens, one: str, other: str) -> float:
    return contrast_ratio(getattr(tokens, one), getattr(tokens, other))


def test_text_grows_everywhere_at_once(qapp: QApplication, qtbot):
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    page = TextPage()
    qtbot.addWidget(page)
    page.show()
    before = page.font().pixelSize()
    theme.use_scale(1.5)
    assert qapp.font().pixelSize() == round(13 * 1.5)
    assert sized_font(qapp.font(), 12).pixelSize() == 18
    assert sized_font(qapp.font()).pixelSize() == qapp.font().pixelSize()
    larger = sized_font(qapp.font(), before).pixelSize()
    qtbot.waitUntil(lambda: page.document().defaultFont().pixelSize() == larger > before)
    assert "font-size: 27px" in qapp.styleSheet()
    assert "border: 1px" in qapp.styleSheet()
    theme.use_scale(1.0)
