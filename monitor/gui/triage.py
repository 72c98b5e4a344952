"""The keys of the work: going through articles and alerts without the mouse, each deed named once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QAbstractButton

from monitor.core.terms import AlertState
from monitor.gui.actions import Actions
from monitor.gui.context_menus import ContextMenus, Rooms
from monitor.gui.menus import Deed, MenuName
from monitor.gui.models.articles import ArticleLine


class Triage(QObject):
    """Turns keys into actions on the page that is shown.

    Args:
        rooms: The views that keys act on.
        actions: What is done.
        menus: The questions that some deeds ask first.
        page: Returns the name of the page that is shown.
    """

    def __init__(self, rooms: Rooms, actions: Actions, menus: ContextMenus, page: Callable[[], str]) -> None:
        super().__init__(menus)
        self._rooms = rooms
        self._actions = actions
        self._menus = menus
        self._page = page

    def deeds(self) -> list[tuple[MenuName, tuple[Deed | None, ...]]]:
        """Return everything that can be done, with its menu and key."""
        return [
            (MenuName.EDIT, self._edit_deeds()),
            (MenuName.VIEW, self._view_deeds()),
            (MenuName.ARTICLE, self._article_deeds()),
            (MenuName.ALERT, self._alert_deeds()),
        ]

    def _edit_deeds(self) -> tuple[Deed | None, ...]:
        return (
            Deed(self.tr("Undo"), self._actions.undo, ("Ctrl+Z",), "undo"),
            Deed(self.tr("Redo"), self._actions.redo, ("Ctrl+Shift+Z",), "redo"),
        )

    def _view_deeds(self) -> tuple[Deed | None, ...]:
        room = self._rooms.reading_room
        return (
            Deed(self.tr("Next"), lambda: self._step(1), ("J",), "down"),
            Deed(self.tr("Previous"), lambda: self._step(-1), ("K",), "up"),
            Deed(self.tr("Next hit in the text"), room.reader.next_hit, ("N",)),
            Deed(self.tr("Previous hit in the text"), room.reader.previous_hit, ("Shift+N",)),
            Deed(self.tr("Show or hide the X-ray"), room.reader.toggle_xray, ("X",)),
            Deed(self.tr("Show or hide the inspector"), room.toggle_inspector, ("I",)),
        )

    def _article_deeds(self) -> tuple[Deed | None, ...]:
        room = self._rooms.reading_room
        return (
            Deed(self.tr("Open"), self._open, ("O",)),
            Deed(self.tr("Read on, then the next unread one"), self._read_on, ("Space",)),
            None,
            Deed(self.tr("Star, or take the star away"), self._star, ("S",), "star"),
            Deed(self.tr("Unread, or read"), self._toggle_read, ("U",), "unread"),
            Deed(self.tr("Tag…"), self._tag, ("T",), "tag"),
            Deed(self.tr("Correct the title…"), lambda: self._correct("title")),
            Deed(self.tr("Correct the source…"), lambda: self._correct("source")),
            Deed(self.tr("Correct the date…"), lambda: self._correct("published")),
            None,
            Deed(self.tr("Remove from the library"), self._remove, ("Del",), "delete"),
            Deed(self.tr("Purge for good…"), self._purge),
            Deed(self.tr("Remove the sample articles"), room.remove_samples),
        )

    def _alert_deeds(self) -> tuple[Deed | None, ...]:
        return (
            Deed(self.tr("Escalate"), lambda: self._move(AlertState.ESCALATED), ("E",), "escalate"),
            Deed(self.tr("Dismiss…"), self._dismiss, ("D",), "dismiss"),
            Deed(self.tr("Done"), lambda: self._move(AlertState.DONE), ("F",), "done"),
            Deed(self.tr("Make new again"), lambda: self._move(AlertState.NEW)),
            None,
            Deed(self.tr("Add to watchlist…"), self._watch, ("W",), "add"),
        )

    # --- what keys do -------------------------------------------------------------------------

    def _step(self, rows: int) -> None:
        match self._page():
            case "articles":
                self._rooms.reading_room.step(rows)
            case "alerts":
                self._rooms.alerts.table.step(rows)
            case "watchlist":
                self._rooms.watchlist.table.step(rows)

    def _open(self) -> None:
        if self._page() == "articles":
            self._rooms.reading_room.reader.page.setFocus()

    def _read_on(self) -> None:
        focused = self._rooms.reading_room.window().focusWidget()
        if isinstance(focused, QAbstractButton):  # the key of the window must not take a button's own
            focused.click()
        elif self._page() == "articles":
            self._rooms.reading_room.page_on()

    def _star(self) -> None:
        lines = self._lines()
        if lines:
            on = not all(line.row.starred for line in lines)
            self._actions.star([line.row.article_id for line in lines], on=on)

    def _toggle_read(self) -> None:
        lines = self._lines()
        if lines:
            read = any(line.row.unread for line in lines)
            self._rooms.reading_room.forget_reading()
            self._actions.mark_read([line.row.article_id for line in lines], read=read)

    def _tag(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._menus.ask_tag(chosen, self._beside())

    def _correct(self, field: str) -> None:
        if self._page() == "articles":
            self._menus.ask_correction(field, self._beside())

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._actions.remove(chosen)

    def _purge(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._menus.ask_purge(chosen, self._beside())

    def _move(self, state: AlertState) -> None:
        if self._page() == "alerts":
            self._rooms.alerts.move_chosen(state)

    def _dismiss(self) -> None:
        if self._page() == "alerts":
            self._rooms.alerts.ask_reason()

    def _watch(self) -> None:
        selected = self._rooms.reading_room.reader.selection if self._page() == "articles" else ""
        self._menus.watch(selected)

    def _chosen(self) -> list[int]:
        return self._rooms.reading_room.articles.list.chosen if self._page() == "articles" else []

    def _lines(self) -> list[ArticleLine]:
        return self._rooms.reading_room.articles.list.chosen_lines() if self._page() == "articles" else []

    def _beside(self) -> QPoint:
        """Return where a question about the selected articles opens: at the top of the text."""
        return self._rooms.reading_room.reader.mapToGlobal(QPoint(24, 24))
