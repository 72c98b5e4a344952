"""A digest of the list at hand, written behind the window to a file that the user chooses."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from monitor.commands.exporting import export_articles
from monitor.core.errors import MonitorError
from monitor.core.store import Reader
from monitor.gui.jobs import Jobs
from monitor.gui.messages import MessageArea, Tone
from monitor.gui.shown import one_line


class Digests(QObject):
    """Writes digests one at a time; a new one takes the place of one that is not finished."""

    def __init__(self, window: QWidget, reading: Jobs[Reader], messages: MessageArea) -> None:
        super().__init__(window)
        self._window = window
        self._reading = reading
        self._messages = messages

    def choose_file(self, query: str) -> None:
        """Let the user choose a file and write the digest of a query to it."""
        title, kinds = self.tr("Digest of this list"), self.tr("Web page (*.html)")
        path, _ = QFileDialog.getSaveFileName(self._window, title, "digest.html", kinds)
        if path:
            self.write(query, Path(path))

    def write(self, query: str, file: Path) -> None:
        """Write the digest of a query to a file, which gets the ending of a web page where it has another."""
        file = file if file.suffix.lower() == ".html" else file.with_name(f"{file.name}.html")
        self._messages.say(self.tr("Writing the digest…"), about="digest")
        self._reading.ask(
            lambda reader: export_articles(reader, query, file),
            lambda _: self._say_written(file),
            failed=self._say_failed,
            key=(self, "digest"),
        )

    def _say_written(self, file: Path) -> None:
        words = self.tr("The digest is written: {path}").format(path=one_line(str(file), 200))
        self._messages.say(words, about="digest")

    def _say_failed(self, error: MonitorError) -> None:
        self._messages.say(error.sentence, Tone.ERROR, about="digest")
