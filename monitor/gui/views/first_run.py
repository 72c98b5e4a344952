"""The first run: three questions, each with an answer that needs no thought, and the samples one click away."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from monitor.gui.icons import Icons
from monitor.gui.shown import one_line
from monitor.gui.theme import text_scale
from monitor.gui.views.parts import choice_button, plain_label, push_button

CARD_PX = 620


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What was answered: the folder to watch ("" for none), whether its files are history, whether to add samples."""

    folder: str = ""
    history: bool = True
    samples: bool = False


class FirstRun(QWidget):
    """Asks for a folder, what to do with the articles in it, and whether to begin with samples.

    Signals:
        folder_asked(): the button that chooses a folder; ``show_folder`` takes the answer.
        answered(FirstAnswers): the user is ready.
    """

    folder_asked = Signal()
    answered = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("first_run")
        self._folder = ""
        self._card = QFrame()
        self._choose = push_button(self.tr("Choose a folder…"))
        icons.dress(self._choose, "folder_open", "text")
        self._path = plain_label(self.tr("None yet; files can also be dropped on the window"), "secondary", wrap=True)
        self._as_history = choice_button(self.tr("File them as history"), checked=True)
        self._as_news = choice_button(self.tr("Raise alerts for them"))
        self._samples = QCheckBox(self.tr("Add fifteen sample articles to look around"))
        self._begin = push_button(self.tr("Begin"), "primary")
        self._arrange()
        self._choose.clicked.connect(self.folder_asked)
        self._begin.clicked.connect(self._answer)

    def show_folder(self, path: str) -> None:
        """Show the folder that was chosen."""
        self._folder = path
        self._path.setText(one_line(path))

    @property
    def begin_button(self) -> QPushButton:
        """The button that ends the questions."""
        return self._begin

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Make room for text of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_card()

    def _fit_card(self) -> None:
        self._card.setMaximumWidth(round(CARD_PX * text_scale()))

    def _answer(self) -> None:
        self.answered.emit(FirstAnswers(self._folder, self._as_history.isChecked(), self._samples.isChecked()))

    def _arrange(self) -> None:
        card = self._card
        card.setProperty("role", "card")
        self._fit_card()
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 32, 36, 28)
        column.setSpacing(8)
        column.addWidget(plain_label(self.tr("Welcome"), "headline"))
        column.addWidget(
            plain_label(
                self.tr("Three questions, then the window is yours. Everything stays on this computer."),
                "secondary", wrap=True,
            )
        )  # fmt: skip
        for number, (question, answers) in enumerate(self._questions(), start=1):
            column.addSpacing(16)
            column.addWidget(plain_label(f"{number}. {question}", "heading", wrap=True))
            column.addLayout(answers)
        column.addSpacing(24)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._begin)
        column.addLayout(foot)
        middle = QHBoxLayout()  # as wide as it may be, and narrower in a small window
        middle.addStretch(1)
        middle.addWidget(card, CARD_PX)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(middle)
        layout.addStretch(3)

    def _questions(self) -> list[tuple[str, QHBoxLayout]]:
        return [
            (self.tr("Which folder do your articles arrive in?"), _row(self._choose, self._path)),
            (
                self.tr("What should happen with the articles that are there already?"),
                _row(self._as_history, self._as_news),
            ),
            (self.tr("Do you want something to look at first?"), _row(self._samples)),
        ]


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
