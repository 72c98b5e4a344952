"""The settings of notices: whether new alerts are told by the system, beside the alerts page that has them all."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from monitor.gui.views.settings_section import Section, SettingsAround, check_row


def notifications_section(around: SettingsAround) -> Section:
    """Make the section."""
    box = QCheckBox(_tr("Show a notice for new alerts"))
    note = (
        _tr("Alerts of half a minute come as one notice.")
        if around.has_tray
        else _tr("This desktop shows no notices of programs: the alerts page and its count are where alerts are.")
    )
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(check_row(box, note))

    def load() -> None:
        box.setChecked(around.preferences.gives_notices and around.has_tray)
        box.setEnabled(around.has_tray)

    def switch(on: bool) -> None:
        around.preferences.gives_notices = on

    box.clicked.connect(switch)
    return Section("notifications", _tr("Notices"), widget, load=load)


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)
