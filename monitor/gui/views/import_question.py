"""Asked before a first import or a large one: raise alerts on it, file it as history, or alert from some day on."""

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitor.core.ingest import Choices
from monitor.gui.views.form_sheet import FormSheet
from monitor.gui.views.parts import choice_button, plain_label

BACK_DAYS = 30  # how far back the day lies that stands in the field


class ImportQuestion(FormSheet):
    """Lets the analyst say how a backlog is filed.

    Signals:
        answered(Choices): how it is filed; nothing where the question is closed.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget, files: str, preview: str) -> None:
        title = QCoreApplication.translate("ImportQuestion", "Import {files}").format(files=files)
        super().__init__(parent, title, preview, verb=QCoreApplication.translate("ImportQuestion", "Import"))
        self.setObjectName("import_question")
        self.as_history = choice_button(self.tr("File as history: no alerts"))
        self.as_news = choice_button(self.tr("Raise alerts on everything"))
        self.from_day = choice_button(self.tr("Raise alerts on what was published since"))
        self.day = QLineEdit(QDate.currentDate().addDays(-BACK_DAYS).toString("yyyy-MM-dd"), maxLength=10)
        self._arrange()
        self.as_history.setChecked(True)
        self.day.textEdited.connect(lambda: self.from_day.setChecked(True))
        self.save_button.clicked.connect(self.save)

    def save(self) -> None:
        """Hand the answer over, or say what is wrong with the day."""
        day = self.day.text().strip()
        if self.from_day.isChecked() and not QDate.fromString(day, "yyyy-MM-dd").isValid():
            self.complain(self.tr("A day is written like 2024-05-31."), self.day)
            return
        alerts_from = day if self.from_day.isChecked() else None
        self.answered.emit(Choices(history=self.as_history.isChecked(), alerts_from=alerts_from))
        self.close()

    def _arrange(self) -> None:
        self.day.setAccessibleName(self.tr("First day that raises alerts"))
        self.day.setFixedWidth(self.day.fontMetrics().horizontalAdvance("0" * 14))
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for button in (self.as_history, self.as_news):
            column.addWidget(button)
        row = QHBoxLayout()
        row.addWidget(self.from_day)
        row.addWidget(self.day)
        row.addStretch(1)
        column.addLayout(row)
        note = self.tr("Everything is searchable either way; what bears no date counts as old.")
        column.addWidget(plain_label(note, "small", wrap=True))
        self.add_row("", choices)
        self.finish()
