"""The columns of a table are chosen in a window that holds nothing up."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from monitor.core.collect.formats.tables import sample_table
from monitor.core.records import LedgerRow
from monitor.core.terms import Status
from monitor.gui.views.column_sheet import ColumnSheet
from monitor.gui.views.imports import is_table

TABLE = b"Kop,Blad & Co,Verhaal\nFerry sails,Ostby Post,The ferry left.\n"


def test_fields_are_given_columns_and_each_column_holds_one(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = ColumnSheet(window, "clips.csv", sample_table(TABLE, {}))
    assert not sheet.isModal()
    with qtbot.assertNotEmitted(sheet.columns_chosen):
        sheet.save_button.click()
    action = next(each for each in sheet.buttons["text"].menu().actions() if each.text() == "Verhaal")
    action.trigger()
    sheet.choose("title", "Kop")
    sheet.choose("source", "Kop")
    sheet.choose("title", "Blad & Co")
    assert "Blad && Co" in sheet.buttons["title"].text()
    with qtbot.waitSignal(sheet.columns_chosen) as told:
        sheet.save_button.click()
    assert told.args == [sample_table(TABLE, {}).key, {"text": "Verhaal", "source": "Kop", "title": "Blad & Co"}]


def test_only_tables_have_columns_to_choose() -> None:
    def row(path: str, member: str | None = None) -> LedgerRow:
        return LedgerRow(path, member, Status.REFUSED, None, None)

    assert is_table(row("/in/a.CSV"))
    assert is_table(row("/in/a.tsv", "row 3"))
    assert not is_table(row("/in/a.txt"))
    assert not is_table(row("/in/a.zip", "b.csv"))
