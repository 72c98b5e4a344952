"""Where one can go in the window: the rows of the sidebar."""

from PySide6.QtCore import QCoreApplication

from monitor.gui.sidebar import Place


def make_places() -> list[Place]:
    """Return the rows of the sidebar."""
    return [
        Place("today", "today", _tr("Today"), "time", shortcut="Ctrl+T"),
        Place("articles", "articles", _tr("Articles"), "articles", _tr("articles"), "Ctrl+1"),
        Place("unread", "articles", _tr("Unread"), "articles", _tr("unread articles"), depth=1),
        Place("starred", "articles", _tr("Starred"), "articles", _tr("starred articles"), depth=1),
        Place("entities", "entities", _tr("Entities"), "entities", shortcut="Ctrl+2"),
        Place("map", "map", _tr("Map"), "map", shortcut="Ctrl+3"),
        Place("watchlist", "watchlist", _tr("Watchlist"), "watchlist", _tr("entries"), "Ctrl+4"),
        Place("alerts", "alerts", _tr("Alerts"), "alerts", _tr("new alerts"), "Ctrl+5", is_urgent=True),
        Place("imports", "imports", _tr("Imports"), "imports", _tr("refused or partial"), "Ctrl+6"),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("places", text)
