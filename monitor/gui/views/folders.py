"""The watched folders: which there are, which are on, one more, one less."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from monitor.gui.icons import Icons
from monitor.gui.preferences import WatchedFolder
from monitor.gui.progress import FolderState
from monitor.gui.shown import one_line
from monitor.gui.views.parts import empty_layout, icon_button, plain_label, push_button

WIDTH = 520
PATH_LENGTH = 70  # characters of a path


class FoldersPopup(QFrame):
    """Shows the watched folders of the library and lets them be switched.

    Signals:
        folder_asked(): another folder is to be chosen.
        folders_changed(list): WatchedFolders as they are to be from now on.
    """

    folder_asked = Signal()
    folders_changed = Signal(list)

    def __init__(self, window: QWidget, icons: Icons, *, goes_on: bool) -> None:
        """Make it; ``goes_on`` says whether a closed window goes on watching."""
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("folders_popup")
        self.setProperty("role", "popup")
        self.setAccessibleName(self.tr("Watched folders"))
        self.setFixedWidth(WIDTH)
        self._window = window
        self._icons = icons
        self._folders: list[WatchedFolder] = []
        self._states: Mapping[str, FolderState] = {}
        self._rows = QGridLayout()
        self._rows.setColumnStretch(0, 1)
        self._add = push_button(self.tr("Watch a folder…"), "primary")
        self._add.clicked.connect(self._ask)
        self._arrange(goes_on)

    def show_folders(self, folders: Sequence[WatchedFolder]) -> None:
        """Show the folders of the library."""
        self._folders = list(folders)
        self._fill()

    def show_states(self, states: Mapping[str, FolderState]) -> None:
        """Show how the folders are."""
        self._states = states
        if self.isVisible():
            self._fill()

    @property
    def switches(self) -> list[QCheckBox]:
        """The switch of each folder, in order."""
        return [box for box in self.findChildren(QCheckBox) if not box.isHidden()]

    def open(self) -> None:
        """Show it above the right end of the status bar."""
        self._fill()
        self.adjustSize()
        corner = self._window.mapToGlobal(QPoint(self._window.width(), self._window.height()))
        room = (QGuiApplication.screenAt(corner) or self.screen()).availableGeometry()
        left = max(room.left(), corner.x() - self.width() - 12)
        self.move(left, max(room.top(), corner.y() - self.height() - 40))
        self.show()

    def _arrange(self, goes_on: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(plain_label(self.tr("Watched folders"), "heading"))
        note = self.tr("What comes into them is imported. Nothing in them is ever moved or changed.")
        column.addWidget(plain_label(note, "small", wrap=True))
        when = (
            self.tr("Closing the window does not end it: quit from the tray.")
            if goes_on
            else self.tr("Watching ends when the window is closed.")
        )
        column.addWidget(plain_label(when, "small", wrap=True))
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._add)
        column.addLayout(foot)

    def _fill(self) -> None:
        empty_layout(self._rows)
        for row, folder in enumerate(self._folders):
            switch = QCheckBox(one_line(folder.path, PATH_LENGTH))
            switch.setChecked(folder.is_on)
            switch.clicked.connect(lambda on, row=row: self._switch(row, on))
            remove = icon_button(self._icons, "close", self.tr("Stop watching {path}").format(path=folder.path))
            remove.clicked.connect(lambda _=False, row=row: self._remove(row))
            self._rows.addWidget(switch, row, 0)
            self._rows.addWidget(plain_label(self._state_word(folder), "small"), row, 1)
            self._rows.addWidget(remove, row, 2)
        if not self._folders:
            self._rows.addWidget(plain_label(self.tr("None yet."), "secondary"), 0, 0)

    def _state_word(self, folder: WatchedFolder) -> str:
        state = self._states.get(folder.path, FolderState.WATCHING if folder.is_on else FolderState.PAUSED)
        return {
            FolderState.WATCHING: self.tr("watching"),
            FolderState.POLLING: self.tr("polling"),
            FolderState.PAUSED: self.tr("paused"),
            FolderState.AWAY: self.tr("away; watched again when it is back"),
        }[state]

    def _ask(self) -> None:
        self.close()
        self.folder_asked.emit()

    def _switch(self, row: int, on: bool) -> None:
        self._folders[row] = WatchedFolder(self._folders[row].path, on)
        self._tell()

    def _remove(self, row: int) -> None:
        del self._folders[row]
        self._tell()

    def _tell(self) -> None:
        self.folders_changed.emit(list(self._folders))
        self._fill()
        self.adjustSize()
