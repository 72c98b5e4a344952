"""The watchlist: its entries with their alerts, and beside them the one that is made or changed."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from monitor.core.records import Changes, Entry
from monitor.core.store import Reader
from monitor.core.terms import AlertState
from monitor.core.watchlist.match import broken_entries, is_active
from monitor.gui.actions import today
from monitor.gui.figure import AlertsOf, Figure
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import severity_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.list_import import ListImport
from monitor.gui.views.parts import hairline, push_button
from monitor.gui.views.rehearsal import RehearsalView
from monitor.gui.views.tables import RowsTable
from monitor.gui.views.watch_editor import WatchEditor
from monitor.gui.views.while_seen import WhileSeen

SEVERITIES = ("low", "medium", "high", "critical")


@dataclass(frozen=True, slots=True)
class WatchRow:
    """An entry with its alerts; ``broken`` says why it fires nothing, empty where it works."""

    entry: Entry
    future_only: bool
    alerts: Figure
    new: Figure
    broken: str = ""


class WatchlistView(QWidget):
    """Lists entries and lets them be changed.

    Signals:
        entry_saved(Entry, bool): an entry is to be saved; for future articles only where true.
        entry_removed(str): an entry is to be taken off the watchlist.
        figure_opened(Figure): a count was opened.
        mention_chosen(PlacedMention): a match of a rehearsal is to be shown in its article.
        menu_asked(Entry, QPoint): a context menu for an entry.
        list_taken(list, list, bool): entries of a list are to be saved, names removed; future articles only where true.
    """

    entry_saved = Signal(object, bool)
    entry_removed = Signal(str)
    figure_opened = Signal(object)
    mention_chosen = Signal(object)
    menu_asked = Signal(object, QPoint)
    list_taken = Signal(list, list, bool)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._reading = reading
        self._theme = theme
        self._listing = Listing(reading, self)
        self._seen = WhileSeen(self, self._ask, self._listing.ask_again)
        self._wanted = ""
        self.rows: RowsModel[WatchRow] = RowsModel(self._columns(), lambda row: row.entry.name, icons.icon)
        self.table = RowsTable(self.rows, theme)
        self.table.setObjectName("watch_list")
        self.table.setAccessibleName(self.tr("Watchlist"))
        self.editor = WatchEditor(icons)
        self.rehearsal = RehearsalView(reading, theme, icons)
        self._add = push_button(self.tr("New entry"), "primary")
        self._import = push_button(self.tr("Import names…"))
        self._empty = EmptyState(icons, icon="watchlist", heading=self.tr("Nobody is watched yet"))
        self._pages = QStackedWidget()
        self._side = QWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    def show_entries(self) -> None:
        """Show the list as it is."""
        self._seen.ask()

    def make_entry(self, name: str = "", *, type: str | None = None, ids: tuple[str, ...] = ()) -> None:
        """Begin a new entry; a name that is watched already is opened instead."""
        known = next((row for row in self.rows.rows if row.entry.name == name), None)
        if known is not None:
            self.table.choose(name)
            self._edit(known)
            return
        self.table.clearSelection()
        self.rehearsal.forget()
        self.editor.make_entry(name, type=type, ids=ids)
        self._side.show()
        if name:
            entry = self.editor.entry()
            if entry is not None:
                self.rehearsal.rehearse(entry)

    def edit(self, name: str) -> None:
        """Open an entry to change it, once the list holds it."""
        self._wanted = name
        if self.table.choose(name):
            self._edit(next(row for row in self.rows.rows if row.entry.name == name))
            self._wanted = ""

    def import_list(self) -> ListImport:
        """Open the sheet in which a list of names is looked over and taken in."""
        sheet = ListImport(self, self._reading, self._theme)
        sheet.list_taken.connect(self.list_taken)
        sheet.show()
        return sheet

    def note_changes(self, changes: Changes) -> None:
        """Ask again if a write concerns the watchlist or its alerts."""
        if changes.entries or changes.alerts:
            self._seen.ask_again()

    def _ask(self) -> None:
        self._listing.ask(load_rows, self._take)

    def _take(self, rows: list[WatchRow]) -> None:
        self.rows.show_rows(rows)
        if self._wanted:
            self.edit(self._wanted)
            self._wanted = ""
        self._pages.setCurrentIndex(0 if rows else 1)

    # --- inside -------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.make_entry()

    def _edit(self, row: WatchRow | None) -> None:
        if row is None:
            return
        self.rehearsal.forget()
        self.editor.edit_entry(row.entry, future_only=row.future_only)
        self._side.show()

    def _save(self, entry: Entry, future_only: bool) -> None:
        self._side.hide()
        self.entry_saved.emit(entry, future_only)
        self.table.setFocus()

    def _remove(self, name: str) -> None:
        self._side.hide()
        self.entry_removed.emit(name)

    def _columns(self) -> tuple[Column[WatchRow], ...]:
        return (
            Column(
                self.tr("Severity"),
                lambda row: severity_word(row.entry.severity),
                sort=lambda row: SEVERITIES.index(row.entry.severity.value),
                icon=lambda row: (row.entry.severity.value, row.entry.severity.value),
                width=100,
            ),
            Column(self.tr("Entry"), _names, sort=lambda row: row.entry.name.casefold(), tip=_tip),
            Column(self.tr("State"), self._state, tip=lambda row: row.broken, width=90),
            Column(self.tr("New"), figure=lambda row: row.new, width=62),
            Column(self.tr("Alerts"), figure=lambda row: row.alerts, width=68),
        )

    def _state(self, row: WatchRow) -> str:
        if row.broken:
            return self.tr("Broken")
        if row.entry.enabled and not is_active(row.entry, today()):
            return self.tr("Expired")
        return self.tr("Watching") if row.entry.enabled else self.tr("Off")

    def _arrange(self) -> None:
        self._empty.say(
            self.tr("Nobody is watched yet"),
            self.tr("Add a person, an organisation, a country or a search. Articles that mention it raise an alert."),
        )
        add = push_button(self.tr("New entry"), "primary")
        add.clicked.connect(self._begin)
        self._empty.add_button(add)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(8)
        head.addWidget(self._add)
        head.addWidget(self._import)
        head.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._pages, 1)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.editor, 3)
        side.addWidget(hairline())
        side.addWidget(self.rehearsal, 2)
        self._side.hide()
        self._split.setObjectName("watchlist_split")
        self._split.addWidget(left)
        self._split.addWidget(self._side)
        self._split.setSizes([640, 420])
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _connect(self) -> None:
        self._add.clicked.connect(self._begin)
        self._import.clicked.connect(self.import_list)
        self.table.figure_opened.connect(self.figure_opened)
        self.table.row_chosen.connect(self._edit)
        self.table.row_opened.connect(self._edit)
        self.table.menu_asked.connect(lambda row, at: self.menu_asked.emit(row.entry, at))
        self.editor.entry_saved.connect(self._save)
        self.editor.entry_removed.connect(self._remove)
        self.editor.rehearsal_asked.connect(self.rehearsal.rehearse)
        self.editor.closed.connect(self._side.hide)
        self.rehearsal.mention_chosen.connect(self.mention_chosen)
        self.rehearsal.alias_asked.connect(self.editor.add_alias)


def load_rows(reader: Reader) -> list[WatchRow]:
    """Return the entries with their alerts, by name."""
    entries = reader.entries()
    alerts: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for alert in reader.alerts():
        alerts[alert.entry] += 1
        new[alert.entry] += alert.state is AlertState.NEW
    broken, future = broken_entries(entries), reader.future_entries()
    return [
        WatchRow(
            entry=entry,
            future_only=entry.name in future,
            alerts=Figure(alerts[entry.name], AlertsOf(entry=entry.name)),
            new=Figure(new[entry.name], AlertsOf(frozenset({AlertState.NEW}), entry=entry.name)),
            broken=broken.get(entry.name, ""),
        )
        for entry in entries
    ]


def _names(row: WatchRow) -> str:
    names = (one_line(row.entry.name, 120), one_line(", ".join(row.entry.aliases), 120))
    return " · ".join(name for name in names if name)


def _tip(row: WatchRow) -> str:
    entry = row.entry
    lines = (
        one_line(entry.name),
        ", ".join(entry.aliases),
        ", ".join(entry.weak),
        entry.query or "",
        entry.notes or "",
    )
    return "\n".join(one_line(line) for line in lines if line)
