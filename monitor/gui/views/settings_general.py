"""The general settings: how the window looks, when it starts, what closing it does."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from monitor.core.errors import MonitorError
from monitor.core.store.backups import KEPT
from monitor.gui.popup_menu import later
from monitor.gui.theme import ThemeChoice
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.parts import choice_button
from monitor.gui.views.settings_section import Section, SettingsAround, check_row, choice_row


def general_section(around: SettingsAround) -> Section:
    """Make the section."""
    widget = _General(around)
    return Section("general", _tr("General"), widget, load=widget.load)


class _General(QWidget):
    """Theme, rows, start at login, the tray, backups."""

    def __init__(self, around: SettingsAround) -> None:
        super().__init__()
        self._around = around
        self._themes = {choice: choice_button(words) for choice, words in _themes().items()}
        self._densities = {density: choice_button(words) for density, words in _densities().items()}
        self.login_box = QCheckBox(_tr("Start at login"))
        self.stay_box = QCheckBox(_tr("Keep watching when the window is closed"))
        self.backup_box = QCheckBox(_tr("Back up the library once a day"))
        self._arrange()
        self._connect()

    def load(self) -> None:
        """Show how things are."""
        preferences = self._around.preferences
        self._themes[self._around.theme.choice].setChecked(True)
        self._densities[Density(preferences.density)].setChecked(True)
        self.login_box.setChecked(self._around.login.is_on)
        self.stay_box.setChecked(preferences.stays_in_tray and self._around.has_tray)
        self.stay_box.setEnabled(self._around.has_tray)
        self.backup_box.setChecked(preferences.backs_up)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for title, buttons in ((_tr("Theme"), self._themes), (_tr("Rows of the article list"), self._densities)):
            group = QWidget()  # buttons of one parent belong together
            inner = QVBoxLayout(group)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addLayout(choice_row(title, *buttons.values()))
            for button in buttons.values():
                button.setAccessibleName(f"{title}: {button.text()}")
            column.addWidget(group)
        note = _tr("It starts put away, with the folders of the last library watched.")
        column.addLayout(check_row(self.login_box, note))
        tray = _tr("The icon in the system's tray brings the window back and quits.")
        none = _tr("This desktop has no tray: closing the window ends the watching.")
        column.addLayout(check_row(self.stay_box, tray if self._around.has_tray else none))
        kept = _tr("The last {number} are kept beside it; File > Restore a backup brings one back.")
        column.addLayout(check_row(self.backup_box, kept.format(number=KEPT)))

    def _connect(self) -> None:
        for choice, button in self._themes.items():
            button.clicked.connect(later(self._around.choose_theme, choice))
        for density, button in self._densities.items():
            button.clicked.connect(later(self._around.use_density, density))
        self.login_box.clicked.connect(self._switch_login)
        self.stay_box.clicked.connect(self._switch_stay)
        self.backup_box.clicked.connect(self._switch_backups)

    def _switch_login(self, on: bool) -> None:
        try:
            self._around.login.switch(on)
        except MonitorError as error:
            self._around.say(error.sentence)
        self.login_box.setChecked(self._around.login.is_on)

    def _switch_stay(self, on: bool) -> None:
        self._around.preferences.stays_in_tray = on

    def _switch_backups(self, on: bool) -> None:
        self._around.preferences.backs_up = on


def _themes() -> dict[ThemeChoice, str]:
    return {
        ThemeChoice.SYSTEM: _tr("Follow the system"),
        ThemeChoice.LIGHT: _tr("Light"),
        ThemeChoice.DARK: _tr("Dark"),
        ThemeChoice.CONTRAST: _tr("High contrast"),
    }


def _densities() -> dict[Density, str]:
    return {Density.COMFORTABLE: _tr("Two lines a row"), Density.COMPACT: _tr("One line a row")}


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)
