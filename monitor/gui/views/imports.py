"""The ledger on the screen: every file ever seen, how it ended, why, and another try."""

from collections import Counter

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from monitor.core.record import shown_path
from monitor.core.records import Changes, LedgerRow
from monitor.core.store import Reader
from monitor.core.terms import Status
from monitor.gui.figure import Figure, LedgerOf
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import moment_text, status_icon, status_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import hairline, plain_label, push_button, tool_button
from monitor.gui.views.tables import RowsTable
from monitor.gui.views.while_seen import WhileSeen

RETRIED = frozenset({Status.REFUSED, Status.PARTIAL})


class ImportsView(QWidget):
    """Lists what came in.

    Signals:
        retry_asked(list): the paths to try again.
        columns_asked(str): the columns of this table are to be chosen.
        import_asked(bool): the empty list's button: a folder where true, else files.
        menu_asked(LedgerRow, QPoint): a context menu for a file.
        figure_opened(Figure): a count was opened.
    """

    retry_asked = Signal(list)
    columns_asked = Signal(str)
    import_asked = Signal(bool)
    menu_asked = Signal(object, QPoint)
    figure_opened = Signal(object)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._listing = Listing(reading, self)
        self._seen = WhileSeen(self, self._ask, self._listing.ask_again)
        self._statuses = frozenset(Status)
        self._since = ""
        self._since_chip = tool_button("", "chip", icon_after=True)
        self._since_chip.setAccessibleName(self.tr("Show all, whenever they came in"))
        self._since_chip.setToolTip(self.tr("Show all, whenever they came in"))
        self._since_chip.setVisible(False)
        icons.dress(self._since_chip, "close")
        self._all: list[LedgerRow] = []
        self.rows: RowsModel[LedgerRow] = RowsModel(
            self._columns(), lambda row: (row.path, row.member, row.sha256), icons.icon
        )
        self.table = RowsTable(self.rows, theme)
        self.table.setObjectName("import_list")
        self.table.setAccessibleName(self.tr("Imports"))
        self._choices: dict[frozenset[Status], QToolButton] = {}
        self._reason = plain_label(role="secondary", wrap=True)
        self._retry = push_button(self.tr("Try this file again"))
        self._columns_button = push_button(self.tr("Choose its columns…"))
        self._retry_all = push_button(self.tr("Try all refused again"))
        self._empty = EmptyState(icons, icon="imports", heading=self.tr("Nothing has come in yet"))
        self._stack = QStackedLayout()
        self._foot = QWidget()
        self._arrange()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    def show_question(self, question: LedgerOf) -> None:
        """Show the files that ended in some way."""
        self._statuses, since = question.statuses, self._since
        self._since = question.since
        self._since_chip.setVisible(bool(question.since))
        self._since_chip.setText(self.tr("Since {moment}").format(moment=moment_text(question.since)))
        if since == question.since:
            self._show()
        self._seen.ask()

    def note_changes(self, changes: Changes) -> None:
        """Ask again if a write concerns the ledger."""
        if changes.ledger:
            self._seen.ask_again()

    def _ask(self) -> None:
        since = self._since
        self._listing.ask(lambda reader: reader.ledger(since=since), self._take)

    def _take(self, rows: list[LedgerRow]) -> None:
        self._all = rows[::-1]  # the last to arrive first
        self._show()

    def _show(self) -> None:
        self.rows.show_rows([row for row in self._all if row.status in self._statuses])
        counts = Counter(row.status for row in self._all)
        for statuses, button in self._choices.items():
            figure = Figure(sum(counts[status] for status in statuses), LedgerOf(statuses, self._since))
            button.setText(f"{self._choice_word(statuses)}  {figure}")
            button.setChecked(statuses == self._statuses)
        self._retry_all.setVisible(any(counts[status] for status in RETRIED))
        self._stack.setCurrentIndex(0 if self._all else 1)
        self._say_reason(self.table.current)

    def _say_reason(self, row: LedgerRow | None) -> None:
        self._foot.setVisible(row is not None)
        if row is None:
            return
        why = row.reason.sentence if row.reason else status_word(row.status)
        self._reason.setText(f"{one_line(shown_path(row.path))}\n{one_line(why)}")
        self._retry.setVisible(row.status in RETRIED)
        self._columns_button.setVisible(is_table(row))

    # --- making -------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[LedgerRow], ...]:
        return (
            Column(
                self.tr("Result"),
                lambda row: status_word(row.status),
                icon=lambda row: status_icon(row.status),
                width=150,
            ),
            Column(self.tr("File"), _file_name, tip=lambda row: one_line(shown_path(row.path)), width=300),
            Column(self.tr("Part"), lambda row: one_line(row.member or "", 120), width=110),
            Column(self.tr("Why"), lambda row: one_line(row.reason.sentence) if row.reason else ""),
        )

    def _choose(self, statuses: frozenset[Status]) -> None:
        self.show_question(LedgerOf(statuses, self._since))

    def _choice_word(self, statuses: frozenset[Status]) -> str:
        if len(statuses) == 1:
            return status_word(next(iter(statuses)))
        return self.tr("Refused or in part") if statuses == RETRIED else self.tr("All")

    def _arrange(self) -> None:
        chips = FlowLayout(gap=6)
        shown = (Status.STORED, Status.PARTIAL, Status.DUPLICATE, Status.REFUSED, Status.PENDING)
        for statuses in (frozenset(Status), RETRIED, *(frozenset({status}) for status in shown)):
            button = tool_button(self._choice_word(statuses), "chip", checkable=True)
            button.clicked.connect(lambda _=False, statuses=statuses: self._choose(statuses))
            self._choices[statuses] = button
            chips.addWidget(button)
        chips.addWidget(self._since_chip)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.addLayout(chips, 1)
        head.addWidget(self._retry_all)
        self._arrange_empty()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 16, 10)
        foot.addWidget(self._reason, 1)
        foot.addWidget(self._columns_button)
        foot.addWidget(self._retry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(hairline())
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._foot)

    def _arrange_empty(self) -> None:
        self._empty.say(
            self.tr("Nothing has come in yet"),
            self.tr("Every file is listed here with what became of it. Drop files on the window or choose a folder."),
        )
        folder, files = push_button(self.tr("Choose a folder…"), "primary"), push_button(self.tr("Import files…"))
        folder.clicked.connect(lambda: self.import_asked.emit(True))
        files.clicked.connect(lambda: self.import_asked.emit(False))
        self._empty.add_button(folder)
        self._empty.add_button(files)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._say_reason)
        self._since_chip.clicked.connect(lambda: self.show_question(LedgerOf(self._statuses)))
        self.table.menu_asked.connect(self.menu_asked)
        self._retry.clicked.connect(self._ask_retry)
        self._columns_button.clicked.connect(self._ask_columns)
        self._retry_all.clicked.connect(lambda: self.retry_asked.emit(retry_paths(self._all)))

    def _ask_columns(self) -> None:
        if self.table.current is not None:
            self.columns_asked.emit(self.table.current.path)

    def _ask_retry(self) -> None:
        if self.table.current is not None:
            self.retry_asked.emit([self.table.current.path])


def is_table(row: LedgerRow) -> bool:
    """Tell whether a file of the ledger is a table whose columns can be chosen."""
    from monitor.core.collect.formats.tables import TABLE_ENDINGS  # the readers of files take 50 MB

    return row.path.lower().endswith(TABLE_ENDINGS) and (row.member is None or row.member.startswith("row "))


def retry_paths(rows: list[LedgerRow]) -> list[str]:
    """Return the files that were refused or came in only in part, each once."""
    return list(dict.fromkeys(row.path for row in rows if row.status in RETRIED))


def _file_name(row: LedgerRow) -> str:
    return one_line(shown_path(row.path).rpartition("/")[2])
