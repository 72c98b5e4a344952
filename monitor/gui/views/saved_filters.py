"""A button with the saved filters of the alerts: a click shows one, another keeps what is shown under a name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QToolButton

from monitor.core.records import AlertFilter
from monitor.core.store import Reader
from monitor.gui.figure import AlertsOf
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.alert_filter import asked_by, kept_as
from monitor.gui.popup_menu import Deed, later, open_menu
from monitor.gui.shown import one_line
from monitor.gui.views.parts import dress_opener
from monitor.gui.views.popups import LinePopup

LONGEST_NAME = 60  # characters


class SavedFilters(QToolButton):
    """Lets filters of the alerts be kept under a name, shown again, renamed and deleted.

    Signals:
        filter_chosen(AlertsOf): alerts are to be shown by a saved filter.
        filter_kept(AlertFilter, object): a filter is to be kept, in the place of that of another name or of its own.
        filter_dropped(str): a filter is to be taken away.
    """

    filter_chosen = Signal(object)
    filter_kept = Signal(object, object)
    filter_dropped = Signal(str)

    def __init__(self, reading: Jobs[Reader], icons: Icons) -> None:
        super().__init__()
        self._reading = reading
        self._question = AlertsOf()
        self._shown: AlertFilter | None = None  # the one that was chosen last, while nothing else is asked
        dress_opener(self, icons, self.tr("Saved filters"))
        self.setText(self.tr("Saved"))
        self.clicked.connect(self._ask)

    def show_question(self, question: AlertsOf) -> None:
        """Say what is asked of the alerts now: that is what can be kept, but for those of one article."""
        self._question = question
        self.setEnabled(question.article_id is None)  # its number means nothing in another library
        is_shown = self._shown is not None and asked_by(self._shown, date.today()) == question
        self._shown = self._shown if is_shown else None
        self.setText(one_line(self._shown.name, 36) if self._shown else self.tr("Saved"))

    def _ask(self) -> None:
        self._reading.ask(lambda reader: reader.alert_filters(), self._open, key=(self, "filters"))

    def _open(self, filters: Sequence[AlertFilter]) -> None:
        at = self.mapToGlobal(QPoint(0, self.height() + 2))
        lines: list[Deed] = []
        changes: list[Deed] = []
        for kept in filters:
            name = one_line(kept.name, LONGEST_NAME)
            lines.append((name, later(self._choose, kept)))
            changes.append((name, self._changes(kept, filters, at)))
        lines += [None] if lines else []
        lines.append((self.tr("Save this filter as…"), later(self._ask_name, at)))
        lines += [(self.tr("Change"), changes)] if changes else []
        open_menu(self.window(), lines, at)

    def _changes(self, kept: AlertFilter, filters: Sequence[AlertFilter], at: QPoint) -> list[Deed]:
        present = kept_as(self._question, kept.name, date.today())
        deeds: list[Deed] = [
            (self.tr("Rename…"), later(self._ask_new_name, kept, filters, at)),
            (self.tr("Delete"), later(self.filter_dropped.emit, kept.name)),
        ]
        if present != kept:
            deeds.insert(0, (self.tr("Keep what is shown now"), later(self.filter_kept.emit, present, None)))
        return deeds

    def _choose(self, kept: AlertFilter) -> None:
        self._shown = kept
        self.filter_chosen.emit(asked_by(kept, date.today()))

    def _ask_name(self, at: QPoint) -> None:
        def take(name: str) -> str | None:
            wrong = self._wrong_with(name)
            if wrong is None:
                self._shown = kept_as(self._question, name, date.today())
                self.filter_kept.emit(self._shown, None)
                self.show_question(self._question)
            return wrong

        note = self.tr("The filter is kept, not the alerts; one of the same name is changed.")
        suggested = one_line(self._question.entry or "", LONGEST_NAME)
        LinePopup(self.window(), self.tr("Save this filter as"), take, text=suggested, note=note).open_at(at)

    def _ask_new_name(self, kept: AlertFilter, filters: Sequence[AlertFilter], at: QPoint) -> None:
        def take(name: str) -> str | None:
            if name == kept.name:
                return None
            taken = any(one.name == name for one in filters)
            wrong = self.tr("There is a filter of this name already.") if taken else self._wrong_with(name)
            if wrong is None:
                self.filter_kept.emit(replace(kept, name=name), kept.name)
            return wrong

        LinePopup(self.window(), self.tr("Rename the filter"), take, text=kept.name).open_at(at)

    def _wrong_with(self, name: str) -> str | None:
        if not name:
            return self.tr("A filter needs a name.")
        if len(name) > LONGEST_NAME:
            return self.tr("A name of at most {most} characters, please.").format(most=LONGEST_NAME)
        return None
