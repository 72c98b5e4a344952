"""Connects the watched folders of a library: remembered, watched, shown as lamps, changed in their popup."""

import os
from pathlib import Path

from PySide6.QtCore import QObject

from monitor.core.ingest import AS_NEWS, Choices
from monitor.core.watched import WatchedFolder
from monitor.gui.background import Background
from monitor.gui.preferences import Preferences
from monitor.gui.status import WindowStatus
from monitor.gui.views.folder_editor import FolderEditor
from monitor.gui.views.folders import FoldersPopup


class Folders(QObject):
    """The watched folders of one library."""

    def __init__(
        self, background: Background, preferences: Preferences, status: WindowStatus, popup: FoldersPopup
    ) -> None:
        super().__init__(background)
        self._background = background
        self._preferences = preferences
        self._popup = popup
        background.watching.states_changed.connect(status.show_folders)
        background.watching.states_changed.connect(popup.show_states)
        popup.folders_changed.connect(self.keep)
        popup.editor_asked.connect(self.edit)
        status.folders_asked.connect(popup.open)
        background.folders = tuple(preferences.folders(self._library))

    @property
    def _library(self) -> Path:
        return self._background.library

    @property
    def paths(self) -> tuple[str, ...]:
        """All folders of the library, on or off."""
        return tuple(folder.path for folder in self._preferences.folders(self._library))

    @property
    def is_watching(self) -> bool:
        """Whether any folder is on."""
        return any(folder.is_on for folder in self._preferences.folders(self._library))

    def begin(self) -> None:
        """Watch the folders that are remembered."""
        folders = self._preferences.folders(self._library)
        self._popup.show_folders(folders)
        self._background.folders = tuple(folders)
        on = [folder for folder in folders if folder.is_on]
        self._background.watch(on, paused=[folder.path for folder in folders if not folder.is_on])

    def keep(self, folders: list[WatchedFolder]) -> None:
        """Remember these folders and watch them from now on."""
        self._preferences.keep_folders(self._library, folders)
        self.begin()

    def edit(self, folder: WatchedFolder) -> FolderEditor:
        """Let the defaults of a folder be changed; they hold for what comes into it from then on."""
        editor = FolderEditor(self._popup.parentWidget() or self._popup, folder)
        editor.folder_saved.connect(self._put)
        editor.show()
        return editor

    def _put(self, changed: WatchedFolder) -> None:
        folders = self._preferences.folders(self._library)
        self.keep([changed if folder.path == changed.path else folder for folder in folders])

    def add(self, path: str, *, history: bool = False) -> None:
        """Watch one more folder.

        Args:
            path: The folder.
            history: File what is in it now without alerts; only what comes later raises any.
        """
        path = os.path.abspath(path)
        folders = [folder for folder in self._preferences.folders(self._library) if folder.path != path]
        choices = Choices(history=True) if history else AS_NEWS
        kept = [*folders, WatchedFolder(path)]
        self._background.import_paths([path], choices, lambda: self.keep(kept))
