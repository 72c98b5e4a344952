"""What the analyst takes in by hand: chosen, dropped and pasted, told of before it begins, originals kept."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from monitor.core.collect.opening import read_raw
from monitor.core.errors import MonitorError
from monitor.core.ingest import Choices
from monitor.core.pasted import Pasted, keep_pasted
from monitor.core.preview import Preview, preview
from monitor.gui.background import Background
from monitor.gui.messages import MessageArea, Tone
from monitor.gui.models.words import counted
from monitor.gui.samples import sample_files
from monitor.gui.views.import_question import ImportQuestion
from monitor.gui.views.paste_editor import PasteEditor
from monitor.paths import resources

BY_HAND = Choices(keep_originals=True)
"""How files are filed that the analyst brings: what was dropped may be gone from where it was tomorrow."""

SHOWN_KINDS = 4  # kinds of files that are named before an import

if TYPE_CHECKING:
    from monitor.core.collect.formats.tables import TableSample
    from monitor.core.store import Reader
    from monitor.gui.views.column_sheet import ColumnSheet


class Imports(QObject):
    """Takes in what the analyst brings."""

    def __init__(self, window: QWidget, background: Background, messages: MessageArea) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._messages = messages
        self.question: ImportQuestion | None = None
        self.paste_editor: PasteEditor | None = None
        self.column_sheet: ColumnSheet | None = None

    # --- files ----------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Let the user choose files to take in."""
        paths, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Import files"))
        if paths:
            self.bring(paths)

    def choose_folder(self) -> None:
        """Let the user choose a folder to take in."""
        path = QFileDialog.getExistingDirectory(self._window, self.tr("Import a folder"))
        if path:
            self.bring([path])

    def bring(self, paths: Sequence[str]) -> None:
        """Look at files and folders, then take them in; of a first import or a large one it is asked how."""
        if self._background.is_read_only or not self._background.is_open:
            self._background.import_paths(paths, BY_HAND)
            return
        samples, wanted = str(resources() / "samples"), tuple(paths)
        self._background.reading.ask(
            lambda reader: preview(reader, wanted, beside=samples),
            lambda found: self._take_preview(wanted, found),
            failed=lambda _: self._background.import_paths(wanted, BY_HAND),
        )

    def import_samples(self) -> None:
        """Take in the sample articles."""
        self._background.import_paths(sample_files())

    def retry(self, paths: Sequence[str]) -> None:
        """Take files in again that were refused or came in only in part."""
        self._background.import_paths(paths, Choices(again=True, as_before=True))

    def _take_preview(self, paths: Sequence[str], found: Preview) -> None:
        words = preview_words(found)
        if not found.is_backlog:
            self._messages.say(words, about="import")
            self._background.import_paths(paths, BY_HAND)
            return
        self.question = ImportQuestion(self._window, counted(found.files, "file", "files"), words)
        self.question.answered.connect(lambda choices: self._import(paths, choices))
        self.question.show()

    def _import(self, paths: Sequence[str], choices: Choices) -> None:
        self._background.import_paths(paths, replace(choices, keep_originals=True))

    # --- tables ---------------------------------------------------------------------------------

    def choose_columns(self, path: str) -> None:
        """Let the analyst say what is in which column of a table, then read it again."""
        self._background.reading.ask(
            lambda reader: _sample(path, reader),
            lambda sample: self._show_columns(path, sample),
        )

    def _show_columns(self, path: str, sample: "TableSample") -> None:
        from monitor.gui.views.column_sheet import ColumnSheet  # see _sample

        self.column_sheet = ColumnSheet(self._window, os.path.basename(path), sample)
        self.column_sheet.columns_chosen.connect(lambda key, columns: self._take_columns(path, key, columns))
        self.column_sheet.show()

    def _take_columns(self, path: str, key: str, columns: dict[str, str]) -> None:
        self._background.submit(lambda store: store.choose_columns(key, columns), lambda _: self.retry([path]))

    # --- text -----------------------------------------------------------------------------------

    def paste(self, text: str) -> None:
        """Let a text be taken in as an article: its headline, source and date are guessed and can be changed."""
        self.paste_editor = PasteEditor(self._window, self._background.reading, text)
        self.paste_editor.article_pasted.connect(self._take_pasted)
        self.paste_editor.show()

    def _take_pasted(self, pasted: Pasted) -> None:
        try:
            path = keep_pasted(self._background.library, pasted, now=datetime.now())
        except OSError as error:
            words = self.tr("The text could not be written down: {reason}.").format(reason=error.strerror)
            self._background.failed.emit(MonitorError(words))
            return
        done = self.tr("The pasted article is in.")
        self._background.import_paths([str(path)], BY_HAND, lambda: self._messages.say(done, Tone.NOTE, about="pasted"))


def preview_words(found: Preview) -> str:
    """Return what an import would bring as one line: "37 files, 5 formats (12 .pdf, 9 .html, …), 2 already known"."""
    kinds = [f"{number:,} {ending}" for ending, number in found.kinds[:SHOWN_KINDS]]
    more = ["…"] if len(found.kinds) > SHOWN_KINDS else []
    parts = [counted(found.files, "file", "files")]
    if len(found.kinds) > 1:
        parts.append(f"{counted(len(found.kinds), 'format', 'formats')} ({', '.join(kinds + more)})")
    if found.known:
        parts.append(f"{found.known:,} already known")
    if found.refused:
        parts.append(f"{found.refused:,} not readable")
    return ", ".join(parts)


def _sample(path: str, reader: "Reader") -> "TableSample":
    """Look into a table. Imported here: the readers of files take 50 MB, which a window without tables does without."""
    from monitor.core.collect.formats.tables import sample_table

    return sample_table(read_raw(path).data, reader.columns())
