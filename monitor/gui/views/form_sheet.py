"""A window of its own with a few fields, beside the main one: it waits for nobody and holds nothing up."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.gui.theme import text_scale
from monitor.gui.views.parts import plain_label, push_button

MOST_OF_SCREEN = 0.9  # how much of its height a form may take


class FormSheet(QDialog):
    """Title, note, fields and buttons; never modal, gone when it is closed."""

    def __init__(self, parent: QWidget, title: str, note: str = "", *, width: int = 480, verb: str = "") -> None:
        """Make it.

        Args:
            parent: The window it belongs to.
            title: What it is for.
            note: A sentence below the title.
            width: In pixels at the usual size of text.
            verb: What its first button does; "Save" where empty.
        """
        super().__init__(parent)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(round(width * text_scale()))
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setVerticalSpacing(4)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 18)
        self.column.setSpacing(10)
        self.column.addWidget(plain_label(title, "title", wrap=True))
        if note:
            self.column.addWidget(plain_label(note, "secondary", wrap=True))
        self._rows = QWidget()
        self._fields = QScrollArea()
        self._fields.setWidgetResizable(True)
        self._fields.setFrameShape(QFrame.Shape.NoFrame)
        self._fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setLayout(self.form)
        self.form.setContentsMargins(0, 0, 8, 0)
        self._fields.setWidget(self._rows)
        self.column.addWidget(self._fields)
        self._error = plain_label(role="error", wrap=True)
        self._error.hide()
        self.save_button = push_button(verb or self.tr("Save"), "primary")
        self.save_button.setDefault(True)
        self.cancel_button = push_button(self.tr("Cancel"), "quiet")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.close)

    def add_row(self, name: str, field: QWidget, help: str = "") -> None:
        """Add a field under its name, with a sentence of help below."""
        if name:
            label = QLabel(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            label.setContentsMargins(0, 6, 0, 0)
            self.form.addRow(label, field)
            if not field.accessibleName():
                field.setAccessibleName(name)
        else:
            self.form.addRow(field)
        if help:
            self.form.addRow(plain_label(help, "small", wrap=True))

    def finish(self, *others: QPushButton) -> None:
        """Add the place for complaints and the buttons below; to be called once all rows are there."""
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save_button, *others, self.cancel_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addWidget(self._error)
        self.column.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Be as tall as the fields are; where the screen is not, they scroll."""
        super().showEvent(event)
        margins = self.column.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        tall = max(self._rows.heightForWidth(width), self._rows.sizeHint().height())
        room = self.screen().availableGeometry().height() * MOST_OF_SCREEN
        others = self.sizeHint().height() - self._fields.sizeHint().height()
        self._fields.setMinimumHeight(round(min(tall, max(room - others, room / 3))))
        self.adjustSize()

    def complain(self, sentence: str, field: QWidget | None = None) -> None:
        """Say what is wrong and go to the field; "" takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if field is not None:
            field.setFocus()
