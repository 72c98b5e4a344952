"""Build resources/icons: the few glyphs the window uses, taken out of QtAwesome's Phosphor font as SVG.

    python resources/build/icons.py

Importing QtAwesome costs the window 0.3 s and 35 MB, so its glyphs are exported here and it stays a tool of
the build. Files are named by what the window means, not by what the glyph shows; `currentColor` is where
the theme's colour goes.
"""

import hashlib
import importlib.metadata
import json
from pathlib import Path

from PySide6.QtGui import QFont, QGuiApplication, QPainterPath, QRawFont, QTransform

VERSION = "1.4.2"
FONT, CHARMAP = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"
HASHES = {
    FONT: "351874de64758f3b7fb405cd078ac0ed5ffb9717fb5b9b10013ac03d4c13680b",
    CHARMAP: "cfb725868f72d741422002f1ed4f870bdddebc32344a6407b8becb6c841b92ca",
}
TARGET = Path(__file__).resolve().parent.parent / "icons"
BOX = 256  # Phosphor draws in a square of this many units
STYLE = TARGET.parent / "style"
CHECKS = {"light": "#FFFFFF", "dark": "#0D1420", "contrast": "#000000"}
"""The mark of a ticked box, which the style sheet takes from a file: on the accent of each theme."""

GLYPHS = {
    # the views
    "articles": "newspaper",
    "entities": "users",
    "map": "globe-hemisphere-west",
    "watchlist": "eye",
    "alerts": "bell",
    "imports": "tray",
    # what things are
    "person": "user",
    "organisation": "buildings",
    "place": "map-pin",
    "country": "flag",
    "article": "article",
    "file": "file-text",
    "folder": "folder",
    "folder_open": "folder-open",
    "date": "calendar-blank",
    "time": "clock",
    "history": "clock-counter-clockwise",
    "tag": "tag",
    "quote": "quotes",
    "copies": "stack",
    "chart": "chart-bar",
    "table": "table",
    # how things stand
    "unread": "circle-fill",
    "read": "circle",
    "star": "star",
    "starred": "star-fill",
    "low": "info",
    "medium": "warning-circle",
    "high": "warning",
    "critical": "warning-octagon",
    "done": "check-circle",
    "failed": "prohibit",
    "busy": "hourglass",
    "paused": "pause",
    "info": "info",
    # what one does
    "search": "magnifying-glass",
    "filter": "funnel",
    "add": "plus",
    "remove": "minus",
    "close": "x",
    "check": "check",
    "edit": "pencil-simple",
    "delete": "trash",
    "copy": "copy",
    "import": "download-simple",
    "export": "export",
    "open": "arrow-square-out",
    "undo": "arrow-counter-clockwise",
    "redo": "arrow-clockwise",
    "escalate": "arrow-fat-up",
    "dismiss": "eye-slash",
    "play": "play",
    "fit": "corners-out",
    "more": "dots-three",
    "settings": "gear",
    "keyboard": "keyboard",
    "command": "command",
    "help": "question",
    "columns": "columns",
    "left": "caret-left",
    "right": "caret-right",
    "up": "caret-up",
    "down": "caret-down",
    "light": "sun",
    "dark": "moon",
}


def build(target: Path) -> None:
    """Write one SVG a glyph."""
    fonts = font_folder()
    glyphs = json.loads((fonts / CHARMAP).read_text(encoding="utf-8"))
    font = QRawFont(str(fonts / FONT), BOX, QFont.HintingPreference.PreferNoHinting)
    target.mkdir(parents=True, exist_ok=True)
    for name, glyph in GLYPHS.items():
        index = font.glyphIndexesForString(chr(int(glyphs[glyph], 16)))[0]
        (target / f"{name}.svg").write_text(to_svg(font.pathForGlyph(index), font.ascent()), encoding="utf-8")
    check = (target / "check.svg").read_text(encoding="utf-8")
    for theme, colour in CHECKS.items():
        (STYLE / f"check-{theme}.svg").write_text(check.replace("currentColor", colour), encoding="utf-8")
    print(f"{len(GLYPHS)} icons")


def font_folder() -> Path:
    """Return where the installed QtAwesome keeps its fonts, after checking that it is the one meant."""
    distribution = importlib.metadata.distribution("qtawesome")
    if distribution.version != VERSION:
        raise SystemExit(f"QtAwesome {VERSION} is needed, {distribution.version} is installed")
    folder = Path(str(distribution.locate_file("qtawesome/fonts")))
    for name, expected in HASHES.items():
        if (found := hashlib.sha256((folder / name).read_bytes()).hexdigest()) != expected:
            raise SystemExit(f"{name} is not the file this was written for: its SHA-256 is {found}")
    return folder


def to_svg(glyph: QPainterPath, ascent: float) -> str:
    """Return a glyph, whose zero is the font's base line, as an SVG document in a square of BOX units."""
    data = path_data(QTransform.fromTranslate(0, ascent).map(glyph))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX} {BOX}">'
        f'<path fill="currentColor" fill-rule="nonzero" d="{data}"/></svg>\n'
    )


def path_data(path: QPainterPath) -> str:
    """Return a path in SVG's letters, to a tenth of a unit."""
    words, at = [], 0
    while at < path.elementCount():
        element = path.elementAt(at)
        if element.type == QPainterPath.ElementType.CurveToElement:
            points = [path.elementAt(at + n) for n in range(3)]
            words.append("C" + " ".join(f"{point.x:.1f} {point.y:.1f}" for point in points))
            at += 3
            continue
        letter = "M" if element.type == QPainterPath.ElementType.MoveToElement else "L"
        words.append(f"{letter}{element.x:.1f} {element.y:.1f}")
        at += 1
    return "".join(words) + "Z"


if __name__ == "__main__":
    application = QGuiApplication(["icons", "-platform", "offscreen"])
    build(TARGET)
