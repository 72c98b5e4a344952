"""What the window remembers of its user: theme, layout, folders. A file of the user's, never part of a library."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

from monitor.gui.theme import ThemeChoice

if TYPE_CHECKING:
    from monitor.core.watched import WatchedFolder

LIBRARIES = 10  # that are remembered


class Preferences:
    """Reads and writes one settings file."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was asked for; SYSTEM where none was."""
        try:
            return ThemeChoice(str(self._settings.value("theme", ThemeChoice.SYSTEM.value)))
        except ValueError:
            return ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice.value)

    @property
    def text_scale(self) -> float:
        """How much larger than usual text is to be."""
        try:
            return float(self.word("text-scale", "1.0"))
        except ValueError:
            return 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self.keep_word("text-scale", str(scale))

    @property
    def density(self) -> str:
        """How tall the rows of the article list are, by name."""
        known = ("comfortable", "compact")
        found = self.word("density", known[0])
        return found if found in known else known[0]

    @density.setter
    def density(self, name: str) -> None:
        self.keep_word("density", name)

    @property
    def folds_stories(self) -> bool:
        """Whether the article list has one row a story."""
        return self.word("folds-stories", "no") == "yes"

    @folds_stories.setter
    def folds_stories(self, folds: bool) -> None:
        self.keep_word("folds-stories", "yes" if folds else "no")

    @property
    def stays_in_tray(self) -> bool:
        """Whether closing the window leaves it watching, where there is a tray."""
        return self.word("stays-in-tray", "yes") == "yes"

    @stays_in_tray.setter
    def stays_in_tray(self, stays: bool) -> None:
        self.keep_word("stays-in-tray", "yes" if stays else "no")

    @property
    def backs_up(self) -> bool:
        """Whether the library is backed up once a day."""
        return self.word("backups", "yes") == "yes"

    @backs_up.setter
    def backs_up(self, backs_up: bool) -> None:
        self.keep_word("backups", "yes" if backs_up else "no")

    @property
    def gives_notices(self) -> bool:
        """Whether the system tells of new alerts."""
        return self.word("notices", "yes") == "yes"

    @gives_notices.setter
    def gives_notices(self, gives: bool) -> None:
        self.keep_word("notices", "yes" if gives else "no")

    def restore_geometry(self, window: QWidget) -> None:
        """Put a window where it was left; where it was never seen, it stays as it is."""
        geometry = self._layout(window.objectName())
        if geometry is not None:
            window.restoreGeometry(geometry)

    def restore_splitters(self, part: QWidget) -> None:
        """Divide a part of the window as it was left; only splitters with a name are remembered."""
        for splitter in _splitters(part):
            state = self._layout(splitter.objectName())
            if state is not None:
                splitter.restoreState(state)

    def keep_layout(self, window: QWidget) -> None:
        """Remember where a window is and how it is divided."""
        self._settings.setValue(f"layout/{window.objectName()}", window.saveGeometry())
        for splitter in _splitters(window):
            self._settings.setValue(f"layout/{splitter.objectName()}", splitter.saveState())

    def _layout(self, name: str) -> QByteArray | None:
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def word(self, name: str, default: str = "") -> str:
        """Return a remembered word."""
        return str(self._settings.value(f"words/{name}", default))

    def keep_word(self, name: str, value: str) -> None:
        """Remember a word."""
        self._settings.setValue(f"words/{name}", value)

    @property
    def libraries(self) -> list[Path]:
        """The libraries that were open, the last one first."""
        try:
            return [Path(str(path)) for path in json.loads(self.word("libraries", "[]"))]
        except (ValueError, TypeError):
            return []

    def note_library(self, library: Path) -> None:
        """Remember a library as the one that was open last."""
        path = library.absolute()
        self._keep_libraries([path, *(one for one in self.libraries if one != path)][:LIBRARIES])

    def forget_library(self, library: Path) -> None:
        """Remember a library no longer."""
        self._keep_libraries([one for one in self.libraries if one != library])

    def _keep_libraries(self, libraries: Sequence[Path]) -> None:
        self.keep_word("libraries", json.dumps([str(path) for path in libraries]))

    def last_look(self, library: Path) -> str:
        """Return when a library was last looked at (ISO 8601, UTC); empty where it never was."""
        return self.word(f"look-{_digest(library)}")

    def keep_look(self, library: Path, moment: str) -> None:
        """Remember when a library was last looked at."""
        self.keep_word(f"look-{_digest(library)}", moment)

    def folders(self, library: Path) -> "list[WatchedFolder]":
        """Return the folders of a library in the order in which they were added."""
        from monitor.core.watched import load_folders  # here, as below: the first paint needs no folders

        try:
            return load_folders(self.word(_folders_of(library), "[]"))
        except (ValueError, TypeError, KeyError):
            return []

    def keep_folders(self, library: Path, folders: "Sequence[WatchedFolder]") -> None:
        """Remember the folders of a library."""
        from monitor.core.watched import dump_folders

        self.keep_word(_folders_of(library), dump_folders(folders))


def _splitters(part: QWidget) -> list[QSplitter]:
    """Return the splitters of a part of the window that have a name, itself among them."""
    own = [part] if isinstance(part, QSplitter) else []
    return [splitter for splitter in (*own, *part.findChildren(QSplitter)) if splitter.objectName()]


def _folders_of(library: Path) -> str:
    """Return the name under which a library's folders are kept: settings files cannot hold a path as one."""
    return f"folders-{_digest(library)}"


def _digest(library: Path) -> str:
    return sha256(str(library.resolve()).encode()).hexdigest()[:16]
