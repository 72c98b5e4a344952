"""What every window of the program shares: made once, passed to those who need it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from monitor.gui.icons import Icons
from monitor.gui.links import LinkGuard
from monitor.gui.preferences import Preferences
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import APPLICATION, resources


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The application, what it remembers, how it looks, and what it opens: nothing unasked."""

    application: QApplication
    preferences: Preferences
    theme: Theme
    icons: Icons
    links: LinkGuard = field(default_factory=LinkGuard)

    def renewed(self) -> "Surroundings":
        """Return the same for the next window: with a theme and icons that know nothing of the last one's widgets."""
        theme = self.theme.copy()
        self.theme.deleteLater()
        return replace(self, theme=theme, icons=Icons(resources() / "icons", theme))


def make_surroundings(choice: ThemeChoice | None = None, *, preferences: Path | None = None) -> Surroundings:
    """Make the application.

    Args:
        choice: The theme to use; what the user chose where None.
        preferences: The file to remember in; the user's own where None.
    """
    QCoreApplication.setApplicationName(APPLICATION)
    application = QApplication([APPLICATION])
    application.setApplicationDisplayName("Media Monitor")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(str(resources() / "style" / "app.svg")))
    remembered = Preferences(preferences or preferences_file())
    style, asked = resources() / "style" / "window.qss", choice or remembered.theme
    theme = Theme(application, style, asked, scale=remembered.text_scale * system_scale(application))
    return Surroundings(application, remembered, theme, Icons(resources() / "icons", theme))


def preferences_file() -> Path:
    """Return where the window remembers what its user likes."""
    return platformdirs.user_config_path(APPLICATION, appauthor=False) / "window.ini"


def system_scale(application: QApplication) -> float:
    """Return how much larger the desktop wants text than the usual 96 dots an inch make it."""
    screen = application.primaryScreen()
    return max(1.0, screen.logicalDotsPerInch() / 96) if screen is not None else 1.0
