"""A list of names to take into the watchlist: from a file or pasted, looked over before anything changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMenu, QPlainTextEdit, QSizePolicy, QToolButton, QWidget

from monitor.core.records import Entry
from monitor.core.store import Reader
from monitor.core.watchlist.incoming import ColumnMap, Incoming, ListFormat, guess_columns, list_format, read_incoming
from monitor.core.watchlist.lists import COLUMNS
from monitor.core.watchlist.rows import read_cells
from monitor.core.watchlist.update import Update, compare
from monitor.gui.actions import read_list
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.form_sheet import FormSheet
from monitor.gui.views.parts import plain_label, push_button, tool_button
from monitor.gui.views.tables import RowsTable

WIDTH = 760
TEXT_LINES = 5
LIST_PX = 240
LOOK_MS = 300  # after the last key
FIELDS = tuple(name for name in COLUMNS if name not in ("weak_name", "enabled", "zones"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the preview: what happens to an entry, or why a line of the list is left out."""

    number: int
    what: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would do, and how it was read; ``columns`` is None where it is no table of its own."""

    incoming: Incoming
    update: Update
    columns: ColumnMap | None
    header: tuple[str, ...]


class ListImport(FormSheet):
    """Shows what a list would add, change and no longer holds, before it is taken in.

    Signals:
        list_taken(list, list, bool): entries to save and names to remove; for future articles only where true.
    """

    list_taken = Signal(list, list, bool)

    def __init__(self, parent: QWidget, reading: Jobs[Reader], theme: Theme) -> None:
        super().__init__(parent, _tr("Import names"), width=WIDTH, verb=_tr("Take them in"))
        self.setObjectName("list_import")
        self._reading = reading
        self._file: str | None = None
        self._columns: ColumnMap | None = None
        self.preview: Preview | None = None
        self.text = QPlainTextEdit()
        self._choose = push_button(_tr("Choose a file…"))
        self._names_help = plain_label(_tr("One a line; other names follow after semicolons."), "small", wrap=True)
        self._file_words = plain_label(role="small", wrap=True)
        self._mapping_help = plain_label(_tr("What each column holds; click one to change it."), "small", wrap=True)
        self._mapping = QWidget()
        self.column_buttons: list[QToolButton] = []
        self.weak_box = QCheckBox(_tr("Other names of a single word only support a match, they never fire alone"))
        self.future_box = QCheckBox(_tr("Only on articles from now on"))
        self.gone_box = QCheckBox()
        self.summary = plain_label(role="heading", wrap=True)
        self.rows: RowsModel[Line] = RowsModel(_columns(), identity=lambda line: line.number)
        self.table: RowsTable[Line] = RowsTable(self.rows, theme)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._arrange()
        self._connect()
        self._show_nothing()

    def use_file(self, path: str) -> None:
        """Look at a file."""
        self._file, self._columns = path, None
        self._file_words.setText(one_line(Path(path).name, 80))
        self._choose.setText(_tr("Choose another file…"))
        self.form.setRowVisible(self.text, False)  # what is pasted and a file do not go together
        self._names_help.hide()
        self._look()

    def save(self) -> None:
        """Hand over what was looked at."""
        if self.preview is None:
            self.complain(_tr("There are no names yet: paste some, or choose a file."), self.text)
            return
        update = self.preview.update
        gone = [entry.name for entry in update.gone] if self.gone_box.isChecked() else []
        self.list_taken.emit(update.put, gone, self.future_box.isChecked())
        self.close()

    # --- looking ------------------------------------------------------------------------------

    def _look(self) -> None:
        self._timer.stop()
        text, file, columns, weak = self.text.toPlainText(), self._file, self._columns, self.weak_box.isChecked()
        if file is None and not text.strip():
            self._show_nothing()
            return
        self.preview = None
        self.save_button.setEnabled(False)
        self.summary.setText(_tr("Reading the list…"))
        self._reading.ask(
            lambda reader: look_at(reader, read_list(file) if file else text, file, columns, split_weak=weak),
            self._show,
            failed=lambda error: self.complain(error.sentence),
            key=(self, "list"),
        )

    def _show_nothing(self) -> None:
        self.preview = None
        self.save_button.setEnabled(False)
        self.summary.setText(_tr("Nothing changes before you take the names in."))
        self.rows.show_rows(())
        for widget in (self.gone_box, self._mapping_help, self._mapping):
            widget.hide()

    def _show(self, preview: Preview) -> None:
        self.preview = preview
        self.complain("")
        update, bad = preview.update, preview.incoming.bad
        parts = [
            (len(update.added), _tr("{n} new")),
            (len(update.changed), _tr("{n} changed")),
            (update.unchanged, _tr("{n} as before")),
            (len(update.gone), _tr("{n} no longer in the list")),
            (len(bad), _tr("1 line left out") if len(bad) == 1 else _tr("{n} lines left out")),
        ]
        said = " · ".join(words.format(n=f"{count:,}") for count, words in parts if count)
        self.summary.setText(said or _tr("There are no names in it."))
        self.rows.show_rows(list(preview_lines(preview)))
        self.gone_box.setVisible(bool(update.gone))
        self.gone_box.setText(_tr("Remove the {n} that are no longer in the list").format(n=f"{len(update.gone):,}"))
        self.save_button.setEnabled(bool(update.put or update.gone))
        self._show_mapping(preview)

    def _show_mapping(self, preview: Preview) -> None:
        columns = preview.columns
        for widget in (self._mapping_help, self._mapping):
            widget.setVisible(columns is not None)
        if columns is None:
            return
        self._columns = columns
        while len(self.column_buttons) < len(columns.fields):
            self._add_column_button(len(self.column_buttons))
        for place, button in enumerate(self.column_buttons):
            button.setVisible(place < len(columns.fields))
            if place < len(columns.fields):
                name = one_line(preview.header[place], 30) if place < len(preview.header) else str(place + 1)
                shown = _field_word(columns.fields[place])
                button.setText(f"{name} → {shown}".replace("&", "&&"))
                button.setAccessibleName(_tr("Column {name}: {field}").format(name=name, field=shown))

    def map_column(self, place: int, field: str) -> None:
        """Say what a column holds; "" leaves it out."""
        if self._columns is not None:
            fields = list(self._columns.fields)
            fields[place] = field
            self._columns = replace(self._columns, fields=tuple(fields))
            self._look()

    # --- making -------------------------------------------------------------------------------

    def _add_column_button(self, place: int) -> None:
        button = tool_button("", "chip")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for field in ("", *FIELDS):
            menu.addAction(_field_word(field)).triggered.connect(partial(self._take_column, place, field))
        button.setMenu(menu)
        self.column_buttons.append(button)
        layout = self._mapping.layout()
        assert layout is not None
        layout.addWidget(button)

    def _take_column(self, place: int, field: str, _: bool = False) -> None:
        self.map_column(place, field)

    def _arrange(self) -> None:
        FlowLayout(self._mapping, gap=6)
        self.text.setProperty("role", "input")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TEXT_LINES * self.text.fontMetrics().lineSpacing() + 16)
        self.table.setObjectName("list_preview")
        self.table.setAccessibleName(_tr("What the list would change"))
        self.table.setMinimumHeight(LIST_PX)
        self.add_row(_tr("Names"), self.text)
        self.form.addRow(self._names_help)
        self._choose.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        kinds = _tr("Also as a file: CSV, OpenSanctions' simple CSV, or FollowTheMoney as JSON lines.")
        self.add_row("", self._choose, kinds)
        self.form.addRow(self._file_words)
        self.form.addRow(self._mapping_help)
        self.form.addRow(self._mapping)
        for box in (self.weak_box, self.future_box):
            self.form.addRow(box)
        self.form.addRow(self.summary)
        self.form.addRow(self.table)
        self.form.addRow(self.gone_box)
        self.finish()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._look)
        self.weak_box.toggled.connect(self._look)
        self._choose.clicked.connect(self._ask_file)
        self.save_button.clicked.connect(self.save)
        self.finished.connect(lambda _: self._reading.cancel((self, "list")))

    def _ask_file(self) -> None:
        kinds = _tr("Lists (*.csv *.tsv *.json *.jsonl *.ftm *.txt);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, _tr("Import names"), filter=kinds)
        if path:
            self.use_file(path)


def look_at(
    reader: Reader, text: str, file: str | None, columns: ColumnMap | None, *, split_weak: bool = False
) -> Preview:
    """Return what a list would do to the watchlist; nothing is written."""
    if columns is None and list_format(text) is ListFormat.TABLE:
        columns = guess_columns(text)
    category = Path(file).stem if file else None
    incoming = read_incoming(text, category=category, columns=columns, split_weak=split_weak)
    header: Sequence[str] = ()
    if columns is not None and columns.has_header:
        header = next((record.cells for record in read_cells(text, columns.delimiter)), [])
    return Preview(incoming, compare(reader.entries(), incoming), columns, tuple(header))


def preview_lines(preview: Preview) -> Iterator[Line]:
    """Yield what happens, the lines that are left out first: those ask for a look."""
    update = preview.update
    found = [
        *((_tr("Left out"), _tr("Line {n}").format(n=f"{bad.number:,}"), bad.sentence) for bad in preview.incoming.bad),
        *((_tr("Gone"), entry.name, _tr("no longer in the list")) for entry in update.gone),
        *((_tr("Changed"), change.before.name, ", ".join(change.fields)) for change in update.changed),
        *((_tr("New"), entry.name, _other_names(entry)) for entry in update.added),
    ]
    for number, (what, name, why) in enumerate(found):
        yield Line(number, what, one_line(name, 120), one_line(why, 200))


def _other_names(entry: Entry) -> str:
    weak = _tr("weak: {names}").format(names="; ".join(entry.weak)) if entry.weak else ""
    return " · ".join(part for part in ("; ".join(entry.aliases), weak) if part)  # names may hold commas


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(_tr("What"), lambda line: line.what, sort=lambda line: line.number, width=90),
        Column(_tr("Entry"), lambda line: line.name, width=230),
        Column(_tr("Other names, or what differs"), lambda line: line.why, tip=lambda line: line.why),
    )


def _field_word(field: str) -> str:
    return {
        "": _tr("left out"),
        "name": _tr("Name"),
        "aliases": _tr("Other names"),
        "weak": _tr("Weak names"),
        "query": _tr("Also must hold"),
        "severity": _tr("Severity"),
        "type": _tr("Type"),
        "category": _tr("Category"),
        "notes": _tr("Notes"),
        "expires": _tr("Expires"),
        "ids": _tr("Id"),
    }[field]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ListImport", text)
