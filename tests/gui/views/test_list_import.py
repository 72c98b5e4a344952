"""A list of names is looked over before anything changes: pasted, from a file, or a table whose columns are mapped."""

import pytest
from test_alerts_view import shown

from monitor.core.records import Entry
from monitor.gui.views.watchlist import WatchlistView

TABLE = "Nr,Full name,Short\n1,Adzo Mensah,Mensah\n2,,nobody\n3,Kofi Ada,Ada\n"


@pytest.fixture
def sheet(room, qtbot):
    view = WatchlistView(room.reading, room.theme, room.icons)
    view.list_taken.connect(room.actions.take_list)
    shown(view, qtbot, room)
    sheet = view.import_list()
    room.settle(qtbot)
    return sheet


def test_pasted_names_are_counted_before_and_saved_after(sheet, reader, room, qtbot):
    assert not sheet.save_button.isEnabled()
    sheet.text.setPlainText("Adzo Mensah; A. Mensah; Mensah\n***\nKofi Ada\n")
    qtbot.waitUntil(lambda: sheet.preview is not None)
    assert "2 new" in sheet.summary.text()
    assert "1 line left out" in sheet.summary.text()
    assert [(line.what, line.name) for line in sheet.rows.rows] == [
        ("Left out", "Line 2"),
        ("New", "Adzo Mensah"),
        ("New", "Kofi Ada"),
    ]
    assert reader.entry("Adzo Mensah") is None
    sheet.weak_box.click()
    qtbot.waitUntil(lambda: sheet.preview is not None and "Mensah" in sheet.preview.update.added[0].weak)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: reader.entry("Kofi Ada") is not None)
    assert reader.entry("Adzo Mensah")[0] == Entry("Adzo Mensah", ("A. Mensah",), ("Mensah",))
    qtbot.waitUntil(lambda: bool(room.told) and room.told[-1].startswith("2 entries saved"))


def test_the_columns_of_a_table_are_mapped(sheet, room, tmp_path, qtbot):
    file = tmp_path / "names.csv"
    file.write_text(TABLE, encoding="utf-8")
    sheet.use_file(str(file))
    qtbot.waitUntil(lambda: sheet.preview is not None)
    assert [button.text() for button in sheet.column_buttons] == [
        "Nr → left out",
        "Full name → Name",
        "Short → left out",
    ]
    sheet.map_column(2, "weak")
    qtbot.waitUntil(lambda: sheet.preview is not None and bool(sheet.preview.update.added[0].weak))
    assert [entry.weak for entry in sheet.preview.update.added] == [("Mensah",), ("Ada",)]
