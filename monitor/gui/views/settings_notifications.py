"""The settings of notices: whether new alerts are told by the system, when not, and which sound."""

from PySide6.QtCore import QCoreApplication, QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from monitor.core.terms import Severity
from monitor.gui.models.words import severity_word
from monitor.gui.popup_menu import later
from monitor.gui.views.parts import choice_button, plain_label
from monitor.gui.views.settings_section import Section, SettingsAround, check_row, choice_row

SOUNDS = ("", Severity.CRITICAL.value, Severity.HIGH.value, Severity.MEDIUM.value, Severity.LOW.value)


def notifications_section(around: SettingsAround) -> Section:
    """Make the section."""
    widget = _Notices(around)
    return Section("notifications", _tr("Notices"), widget, load=widget.load)


class _Notices(QWidget):
    """Notices of new alerts, quiet hours, sounds."""

    def __init__(self, around: SettingsAround) -> None:
        super().__init__()
        self._around = around
        self.box = QCheckBox(_tr("Show a notice for new alerts"))
        self.quiet_box = QCheckBox(_tr("Be quiet"))
        self.quiet_from = _time_edit()
        self.quiet_to = _time_edit()
        self._sounds = {name: choice_button(_sound_word(name)) for name in SOUNDS}
        self._arrange()
        self._connect()

    def load(self) -> None:
        """Show how things are."""
        preferences = self._around.preferences
        self.box.setChecked(preferences.gives_notices and self._around.has_tray)
        self.box.setEnabled(self._around.has_tray)
        self.quiet_box.setChecked(preferences.word("quiet", "no") == "yes")
        for edit, name, usual in ((self.quiet_from, "quiet-from", "20:00"), (self.quiet_to, "quiet-to", "07:00")):
            edit.setTime(QTime.fromString(preferences.word(name, usual), "HH:mm"))
            edit.setEnabled(self.quiet_box.isChecked())
        sound = preferences.word("sound-from", Severity.CRITICAL.value)
        self._sounds.get(sound, self._sounds[""]).setChecked(True)

    def _arrange(self) -> None:
        told = _tr("Alerts that come together are one notice a severity, a storm of them is one number.")
        none = _tr("This desktop shows no notices of programs: the alerts page and its count are where alerts are.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(check_row(self.box, told if self._around.has_tray else none))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.quiet_from.setAccessibleName(_tr("Quiet from"))
        self.quiet_to.setAccessibleName(_tr("Quiet until"))
        for part in (self.quiet_box, plain_label(_tr("from")), self.quiet_from, plain_label(_tr("to")), self.quiet_to):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        group = QWidget()  # buttons of one parent belong together
        inner = QVBoxLayout(group)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(choice_row(_tr("Sound for alerts that are at least"), *self._sounds.values()))
        column.addWidget(group)

    def _connect(self) -> None:
        preferences = self._around.preferences
        self.box.clicked.connect(self._switch)
        self.quiet_box.clicked.connect(self._switch_quiet)
        self.quiet_from.timeChanged.connect(lambda at: preferences.keep_word("quiet-from", at.toString("HH:mm")))
        self.quiet_to.timeChanged.connect(lambda at: preferences.keep_word("quiet-to", at.toString("HH:mm")))
        for name, button in self._sounds.items():
            button.clicked.connect(later(preferences.keep_word, "sound-from", name))

    def _switch(self, on: bool) -> None:
        self._around.preferences.gives_notices = on

    def _switch_quiet(self, on: bool) -> None:
        self._around.preferences.keep_word("quiet", "yes" if on else "no")
        self.load()


def _time_edit() -> QTimeEdit:
    edit = QTimeEdit()
    edit.setDisplayFormat("HH:mm")
    return edit


def _sound_word(name: str) -> str:
    return severity_word(Severity(name)) if name else _tr("None")


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)
