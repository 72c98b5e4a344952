"""The settings of languages: which model finds the names of each."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.gui.views.parts import plain_label
from monitor.gui.views.settings_section import Section, SettingsAround


def languages_section(around: SettingsAround) -> Section:
    """Make the section."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(
        plain_label(
            _tr(
                "People, organisations and places are found in languages whose model is installed with the program."
                " Countries and the watchlist work in every language."
            ),
            "secondary",
            wrap=True,
        )
    )
    return Section("languages", _tr("Languages"), widget)


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)
