"""A text from the clipboard as an article: what the program makes of it, to be looked over and taken in."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from monitor.core.pasted import Pasted
from monitor.core.store import Reader
from monitor.gui.jobs import Jobs
from monitor.gui.views.form_sheet import FormSheet
from monitor.gui.views.parts import plain_label

WIDTH = 640
TEXT_LINES = 12
GUESS_MS = 400  # after the last key
GUESSED = 20_000  # characters; headline, source and date stand at the beginning


@dataclass(frozen=True, slots=True)
class Guess:
    """What the program finds of a text's headline, source and date; ``method`` is how the date was found."""

    title: str = ""
    source: str = ""
    published: str = ""
    method: str = ""


class PasteEditor(FormSheet):
    """Shows a text with guesses; what the analyst writes over a guess stays.

    Signals:
        article_pasted(Pasted): the text is to be taken in.
    """

    article_pasted = Signal(object)

    def __init__(self, parent: QWidget, reading: Jobs[Reader], text: str) -> None:
        title = QCoreApplication.translate("PasteEditor", "Paste as article")
        super().__init__(parent, title, width=WIDTH, verb=QCoreApplication.translate("PasteEditor", "Take it in"))
        self.setObjectName("paste_editor")
        self._reading = reading
        self.text = QPlainTextEdit()
        self.headline = QLineEdit()
        self.source = QLineEdit()
        self.published = QLineEdit()
        self._how = plain_label(role="small", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=GUESS_MS)
        self._arrange()
        self.text.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._ask)
        self.save_button.clicked.connect(self.save)
        self.finished.connect(lambda _: self._reading.cancel((self, "guess")))
        self.text.setPlainText(text)
        self._timer.stop()
        self._ask()

    def save(self) -> None:
        """Hand the article over, or say what is missing."""
        text = self.text.toPlainText()
        if not text.strip():
            self.complain(self.tr("There is no text to take in."), self.text)
            return
        # What was not changed the program finds again, and says how; a headline it has to be told.
        said = [field.text().strip() if field.isModified() else "" for field in (self.source, self.published)]
        title = self.headline.text().strip()
        self.article_pasted.emit(Pasted(text, title or None, said[0] or None, said[1] or None))
        self.close()

    def _ask(self) -> None:
        start = self.text.toPlainText()[:GUESSED]
        self._reading.ask(lambda _: guess(start), self._show_guess, key=(self, "guess"))

    def _show_guess(self, found: Guess) -> None:
        pairs = ((self.headline, found.title), (self.source, found.source), (self.published, found.published))
        for field, words in pairs:
            if not field.isModified():
                field.setText(words)
        how = self.tr("Date found: {method}").format(method=found.method) if found.method else ""
        self._how.setText(how or self.tr("No date found; the article is listed by its arrival."))

    def _arrange(self) -> None:
        self.text.setProperty("role", "input")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(TEXT_LINES * self.text.fontMetrics().lineSpacing())
        self.published.setPlaceholderText(self.tr("e.g. 2024-05-31"))
        self.add_row(self.tr("Text"), self.text)
        self.add_row(self.tr("Headline"), self.headline)
        self.add_row(self.tr("Source"), self.source)
        self.add_row(self.tr("Published"), self.published)
        self.form.addRow(self._how)
        self.finish()


def guess(text: str) -> Guess:
    """Return what the program's own rules find in a text."""
    from monitor.core.collect.article import make_article  # its rules are only needed here
    from monitor.core.records import Document

    if not text.strip():
        return Guess()
    title = make_article(Document("", text, "text", "")).title
    article = make_article(Document("", text, "jsonl", "", title=title))
    published = article.published
    return Guess(
        title=article.title or "",
        source=article.source or "",
        published=published.value if published else "",
        method=published.method if published else "",
    )
