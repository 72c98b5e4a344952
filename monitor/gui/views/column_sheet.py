"""What is in which column of a table: the first rows are shown, a field is given a column, and that is remembered."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QMenu, QToolButton, QWidget

from monitor.core.collect.formats.tables import FIELDS, TableSample
from monitor.gui.shown import one_line
from monitor.gui.views.form_sheet import FormSheet
from monitor.gui.views.parts import plain_label, tool_button

SAMPLE_LENGTH = 70  # characters of a cell that are shown
NAME_LENGTH = 40


class ColumnSheet(FormSheet):
    """Lets the analyst say what is in which column.

    Signals:
        columns_chosen(str, dict): the key of the header, and the name of the column of each field that has one.
    """

    columns_chosen = Signal(str, dict)

    def __init__(self, parent: QWidget, file_name: str, sample: TableSample) -> None:
        title = QCoreApplication.translate("ColumnSheet", "Columns of {file}").format(file=one_line(file_name, 60))
        note = QCoreApplication.translate(
            "ColumnSheet", "The choice holds for every table with these columns, also on the command line."
        )
        super().__init__(parent, title, note, verb=QCoreApplication.translate("ColumnSheet", "Read the table"))
        self.setObjectName("column_sheet")
        self._sample = sample
        self._chosen = dict(sample.columns)
        self.buttons: dict[str, QToolButton] = {}
        self._samples = {field: plain_label(role="small", wrap=True) for field in FIELDS}
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for field in FIELDS:
            self._add_field(field)
        self.finish()
        self.save_button.clicked.connect(self.save)

    def choose(self, field: str, column: str | None) -> None:
        """Give a field a column, or none; a column holds one field."""
        self._chosen = {known: name for known, name in self._chosen.items() if known != field and name != column}
        if column is not None:
            self._chosen[field] = column
        for each in FIELDS:
            self._show(each)

    def save(self) -> None:
        """Hand the choice over, or say that a text is missing."""
        if "text" not in self._chosen:
            self.complain(self.tr("A table needs a column of texts."), self.buttons["text"])
            return
        self.columns_chosen.emit(self._sample.key, dict(self._chosen))
        self.close()

    def _add_field(self, field: str) -> None:
        button = tool_button("", "chip", icon_after=False)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction(self.tr("None")).triggered.connect(partial(self._choose, field, None))
        for name in self._sample.names:
            menu.addAction(_plain(name)).triggered.connect(partial(self._choose, field, name))
        button.setMenu(menu)
        self.buttons[field] = button
        self.add_row(self._word(field), button)
        self.form.addRow("", self._samples[field])
        self._show(field)

    def _choose(self, field: str, column: str | None, _: bool = False) -> None:
        self.choose(field, column)

    def _show(self, field: str) -> None:
        if field not in self.buttons:
            return
        column = self._chosen.get(field)
        shown = _plain(column) if column is not None else self.tr("None")
        self.buttons[field].setText(f"{shown}  ▾")
        self.buttons[field].setAccessibleName(f"{self._word(field)}: {shown}")
        cells = [
            row[place] for row in self._sample.rows if (place := self._place(column)) is not None and place < len(row)
        ]
        self._samples[field].setText(" · ".join(one_line(cell, SAMPLE_LENGTH) for cell in cells[:2]))
        self._samples[field].setVisible(bool(cells))

    def _place(self, column: str | None) -> int | None:
        return self._sample.names.index(column) if column in self._sample.names else None

    def _word(self, field: str) -> str:
        return {
            "text": self.tr("Text"),
            "title": self.tr("Headline"),
            "source": self.tr("Source"),
            "published": self.tr("Published"),
            "url": self.tr("Address"),
            "language": self.tr("Language"),
            "author": self.tr("Author"),
            "id": self.tr("Id"),
        }[field]


def _plain(name: str) -> str:
    """Return a column's name as a button or menu shows it: an & would underline what follows."""
    return one_line(name, NAME_LENGTH).replace("&", "&&") or "—"
