"""What is dropped, chosen or pasted is told of first, and its originals are kept."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor.core.ingest import Choices
from monitor.core.pasted import Pasted, keep_pasted, pasted_folder
from monitor.core.preview import Preview, preview
from monitor.core.records import Entry
from monitor.core.store import open_library
from monitor.core.terms import Status
from monitor.gui.background import Background
from monitor.gui.icons import Icons
from monitor.gui.imports import Imports, preview_words
from monitor.gui.messages import MessageArea
from monitor.gui.theme import Theme, ThemeChoice
from monitor.gui.views.import_question import ImportQuestion
from monitor.gui.views.paste_editor import PasteEditor, guess
from monitor.paths import resources

TEXT = """Ferry to Ostby runs again

Ostby Post
4 March 2024

The ferry left Ostby on Monday with forty passengers, its captain said after two years in dock.

The next one leaves on Friday, and the mayor of the island hopes that more people come.
"""


def test_a_text_says_its_headline_source_and_date() -> None:
    found = guess(TEXT)
    assert (found.title, found.source, found.published) == ("Ferry to Ostby runs again", "Ostby Post", "2024-03-04")
    assert found.method == "leading date line"
    assert guess("  ").title == ""


def test_a_preview_counts_files_kinds_and_what_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.html"):
        (folder / name).write_text(TEXT)
    status = (folder / "a.txt").stat()
    with open_library(tmp_path / "library.db", write=True) as store, store.reader() as reader:
        store.put_entry(Entry("Ostby"))
        first = preview(reader, [str(folder)])
        assert (first.files, first.kinds, first.known, first.is_first) == (3, ((".txt", 2), (".html", 1)), 0, True)
        assert first.is_backlog
        row = store.begin_source(str(folder / "a.txt"), size=status.st_size, mtime_ns=status.st_mtime_ns)
        store.finish_source(row, Status.STORED)
        second = preview(reader, [str(folder)])
        assert (second.known, second.new, second.is_first, second.is_backlog) == (1, 2, False, False)
        assert preview(reader, [str(folder)], beside=str(folder)).is_first
    assert preview_words(second) == "3 files, 2 formats (2 .txt, 1 .html), 1 already known"


def test_many_kinds_are_not_all_named() -> None:
    kinds = tuple((f".{letter}", 1) for letter in "abcdef")
    assert preview_words(Preview(1206, kinds, 0, 2, False, True)).startswith("1,206 files, 6 formats (1 .a, 1 .b, 1 .c")
    assert preview_words(Preview(1, kinds[:1], 0, 0, False, True)) == "1 file"


@pytest.mark.parametrize(
    ("choose", "answer"),
    [
        ("as_history", Choices(history=True)),
        ("as_news", Choices()),
        ("from_day", Choices(alerts_from="2024-05-31")),
    ],
)
def test_the_question_about_a_backlog_has_three_answers(qtbot: QtBot, choose: str, answer: Choices) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    question = ImportQuestion(window, "37 files", "37 files, 5 formats")
    assert not question.isModal()
    question.day.setText("31 May")
    question.from_day.setChecked(True)
    with qtbot.assertNotEmitted(question.answered):
        question.save_button.click()
    question.day.setText("2024-05-31")
    getattr(question, choose).setChecked(True)
    with qtbot.waitSignal(question.answered) as told:
        question.save_button.click()
    assert told.args == [answer]


@pytest.fixture
def icons(qapp: QApplication) -> Icons:
    return Icons(resources() / "icons", Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT))


@pytest.fixture
def background(qtbot: QtBot, tmp_path: Path):
    background = Background(tmp_path / "library.db")
    background.start()
    qtbot.waitUntil(lambda: background.is_open, timeout=10_000)
    yield background
    background.close()


def test_a_pasted_text_is_looked_over_and_becomes_an_article_with_its_original(
    qtbot: QtBot, background: Background, icons: Icons
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    messages = MessageArea(icons)
    qtbot.addWidget(messages)
    imports = Imports(window, background, messages)
    imports.paste(TEXT)
    editor = imports.paste_editor
    assert isinstance(editor, PasteEditor)
    assert not editor.isModal()
    qtbot.waitUntil(lambda: editor.headline.text() == "Ferry to Ostby runs again", timeout=5_000)
    assert editor.source.text() == "Ostby Post"
    editor.source.selectAll()
    qtbot.keyClicks(editor.source, "Island Herald")
    editor.text.appendPlainText("More.")  # what was typed over a guess stays
    qtbot.wait(700)
    assert editor.source.text() == "Island Herald"
    editor.save_button.click()
    qtbot.waitUntil(lambda: "The pasted article is in." in messages.words, timeout=60_000)
    with open_library(background.library) as reader:
        (article,) = (reader.article(number).analysis.article for number in reader.article_ids())
        assert (article.title, article.source) == ("Ferry to Ostby runs again", "Island Herald")
        assert article.published is not None
        assert (article.published.value, article.published.method) == ("2024-03-04", "leading date line")
        path = Path(article.document.path)
        assert path.parent == pasted_folder(background.library)
        assert path.name.startswith("pasted ")
        document = article.document
        kept = reader.original(document.path, document.member, document.sha256)
        assert kept is not None
        assert kept.is_whole


def test_two_texts_of_one_moment_are_two_files(tmp_path: Path) -> None:
    from datetime import datetime

    now = datetime(2024, 5, 31, 12, 4, 5)
    pasted = Pasted('A "b"/\\c\n\x00 and ' + "more " * 40)
    first, second = (keep_pasted(tmp_path / "l.db", pasted, now=now) for _ in range(2))
    assert first != second
    assert first.name.startswith("pasted 2024-05-31 12.04.05 A b c and more")
    assert len(second.name) < 120
    assert sorted(path.name for path in first.parent.iterdir()) == sorted([first.name, second.name])


def test_the_columns_of_a_table_are_chosen_in_the_window_and_it_is_read(
    qtbot: QtBot, background: Background, icons: Icons, tmp_path: Path
) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("Kop,Verhaal\nFerry sails,The ferry left Ostby on Monday.\n")
    window, messages = QWidget(), MessageArea(icons)
    qtbot.addWidget(window)
    qtbot.addWidget(messages)
    imports = Imports(window, background, messages)
    imports.bring([str(table)])

    def statuses() -> list[Status]:
        with open_library(background.library) as reader:
            return [row.status for row in reader.ledger()]

    qtbot.waitUntil(lambda: statuses() == [Status.REFUSED], timeout=60_000)
    imports.choose_columns(str(table))
    qtbot.waitUntil(lambda: imports.column_sheet is not None, timeout=5_000)
    assert imports.column_sheet is not None
    imports.column_sheet.choose("text", "Verhaal")
    imports.column_sheet.choose("title", "Kop")
    imports.column_sheet.save_button.click()
    qtbot.waitUntil(lambda: Status.STORED in statuses(), timeout=60_000)
    with open_library(background.library) as reader:
        (number,) = reader.article_ids("ferry")
        assert reader.article(number).analysis.article.title == "Ferry sails"
        assert list(reader.columns().values()) == [{"text": "Verhaal", "title": "Kop"}]
