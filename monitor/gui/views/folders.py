"""The watched folders: which there are, which are on, one more, one less."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from monitor.core.watched import Subfolders, WatchedFolder
from monitor.gui.icons import Icons
from monitor.gui.models.words import severity_word
from monitor.gui.progress import FolderState
from monitor.gui.shown import one_line
from monitor.gui.theme import text_scale
from monitor.gui.views.parts import empty_layout, icon_button, plain_label, push_button

WIDTH = 520
PATH_LENGTH = 70  # characters of a path


class FoldersPopup(QFrame):
    """Shows the watched folders of the library and lets them be switched.

    Signals:
        folder_asked(): another folder is to be chosen.
        editor_asked(WatchedFolder): the defaults of a folder are to be changed.
        folders_changed(list): WatchedFolders as they are to be from now on.
    """

    folder_asked = Signal()
    editor_asked = Signal(object)
    folders_changed = Signal(list)

    def __init__(self, window: QWidget, icons: Icons, *, goes_on: bool) -> None:
        """Make it; ``goes_on`` says whether a closed window goes on watching."""
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("folders_popup")
        self.setProperty("role", "popup")
        self.setAccessibleName(self.tr("Watched folders"))
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
        self.setFixedWidth(round(WIDTH * text_scale()))
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
            edit = icon_button(
                self._icons, "settings", self.tr("Defaults of {path}").format(path=one_line(folder.path, PATH_LENGTH))
            )
            edit.clicked.connect(lambda _=False, row=row: self._edit(row))
            remove = icon_button(self._icons, "close", self.tr("Stop watching {path}").format(path=folder.path))
            remove.clicked.connect(lambda _=False, row=row: self._remove(row))
            self._rows.addWidget(switch, 2 * row, 0)
            self._rows.addWidget(plain_label(self._state_word(folder), "small"), 2 * row, 1)
            self._rows.addWidget(edit, 2 * row, 2)
            self._rows.addWidget(remove, 2 * row, 3)
            said = "  ·  ".join(self._defaults(folder))
            if said:
                label = plain_label(said, "small", wrap=True)
                label.setContentsMargins(26, 0, 0, 4)
                self._rows.addWidget(label, 2 * row + 1, 0, 1, 4)
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

    def _defaults(self, folder: WatchedFolder) -> Iterator[str]:
        """Yield what a folder says of its articles, in a few words each."""
        if folder.source:
            yield one_line(folder.source, 60)
        if folder.subfolders is not Subfolders.NOTHING:
            is_source = folder.subfolders is Subfolders.SOURCE
            yield self.tr("subfolders are sources") if is_source else self.tr("subfolders are tags")
        if folder.home_country:
            yield folder.home_country
        if folder.severity:
            yield self.tr("alerts at least {severity}").format(severity=severity_word(folder.severity).lower())
        if folder.include:
            yield self.tr("only {patterns}").format(patterns=one_line(", ".join(folder.include), 60))
        if folder.exclude:
            yield self.tr("not {patterns}").format(patterns=one_line(", ".join(folder.exclude), 60))
        if folder.keep_originals:
            yield self.tr("originals kept")
        if folder.poll_seconds is not None:
            yield self.tr("looked at every {seconds:g} s").format(seconds=folder.poll_seconds)

    def _edit(self, row: int) -> None:
        self.close()
        self.editor_asked.emit(self._folders[row])

    def _ask(self) -> None:
        self.close()
        self.folder_asked.emit()

    def _switch(self, row: int, on: bool) -> None:
        self._folders[row] = replace(self._folders[row], is_on=on)
        self._tell()

    def _remove(self, row: int) -> None:
        del self._folders[row]
        self._tell()

    def _tell(self) -> None:
        self.folders_changed.emit(list(self._folders))
        self._fill()
        self.adjustSize()
