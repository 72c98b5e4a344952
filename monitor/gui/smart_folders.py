"""The smart folders of the sidebar: filters with a name and a live count, saved from the filter bar."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QWidget

from monitor.core.errors import QueryError
from monitor.core.records import Changes, SmartFolder
from monitor.core.store import Reader
from monitor.gui.actions import Actions
from monitor.gui.counts import count_rows
from monitor.gui.figure import Figure
from monitor.gui.jobs import Jobs
from monitor.gui.models.filter import ArticleFilter
from monitor.gui.models.listing import Listing
from monitor.gui.popup_menu import open_menu
from monitor.gui.shown import one_line
from monitor.gui.sidebar import Place, Sidebar
from monitor.gui.views.popups import LinePopup

LONGEST_NAME = 60  # characters: the sidebar shows fewer
PREFIX = "folder:"  # before the name of a folder's place

Counted = list[tuple[SmartFolder, Figure | None]]


class SmartFolders(QObject):
    """Shows the smart folders of a library, and lets them be made, renamed, changed and deleted."""

    def __init__(self, window: QWidget, sidebar: Sidebar, reading: Jobs[Reader], actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._sidebar = sidebar
        self._actions = actions
        self._listing = Listing(reading, self)
        self._folders: list[SmartFolder] = []
        self._folded = False
        self.present: Callable[[], ArticleFilter] = ArticleFilter  # the filter that is set
        sidebar.menu_asked.connect(self.ask_about)

    @property
    def folders(self) -> Sequence[SmartFolder]:
        """The folders that are shown."""
        return self._folders

    def load(self) -> None:
        """Ask for the folders and how much is in them."""
        folded = self._folded
        self._listing.ask(lambda reader: count_folders(reader, folded=folded), self._show)

    def note_changes(self, changes: Changes) -> None:
        """Count again soon; whatever was written may be in a folder."""
        self._listing.ask_again()

    def use_folding(self, on: bool) -> None:
        """Count stories in the place of articles, or articles again."""
        self._folded = on
        self.load()

    def _show(self, counted: Counted) -> None:
        self._folders = [folder for folder, _ in counted]
        self._sidebar.show_folders([_place(folder, figure) for folder, figure in counted])

    # --- changing -----------------------------------------------------------------------------

    def ask_name(self, filter: ArticleFilter, at: QPoint) -> None:
        """Ask under which name a filter is to be saved; one that is taken is changed."""

        def take(name: str) -> str | None:
            wrong = _wrong_with(name)
            if wrong is None:
                self._actions.put_folder(SmartFolder(name, filter.query))
            return wrong

        note = _tr("The folder keeps the filter, not the articles: what passes it later is in it too.")
        LinePopup(self._window, _tr("Save this filter as"), take, text=suggested_name(filter), note=note).open_at(at)

    def ask_about(self, place: Place, at: QPoint) -> None:
        """Open the menu of a folder of the sidebar; nothing for the other places."""
        folder = next((one for one in self._folders if PREFIX + one.name == place.name), None)
        if folder is None:
            return
        present = self.present()
        open_menu(
            self._window,
            [
                (_tr("Rename…"), lambda: self._ask_new_name(folder, at)),
                *(
                    [(_tr("Keep the present filter in it"), lambda: self._change(folder, present))]
                    if present.query not in ("", folder.query)
                    else []
                ),
                None,
                (_tr("Delete the folder"), lambda: self._actions.remove_folder(folder.name)),
            ],
            at,
        )

    def _change(self, folder: SmartFolder, filter: ArticleFilter) -> None:
        self._actions.put_folder(SmartFolder(folder.name, filter.query))

    def _ask_new_name(self, folder: SmartFolder, at: QPoint) -> None:
        def take(name: str) -> str | None:
            if name == folder.name:
                return None
            taken = any(one.name == name for one in self._folders)
            wrong = _tr("There is a folder of this name already.") if taken else _wrong_with(name)
            if wrong is None:
                self._actions.put_folder(SmartFolder(name, folder.query), instead_of=folder.name)
            return wrong

        LinePopup(self._window, _tr("Rename the folder"), take, text=folder.name).open_at(at)


def count_folders(reader: Reader, *, folded: bool = False) -> Counted:
    """Return the smart folders with how much is in each; None where the grammar no longer knows its query."""
    counted: Counted = []
    for folder in reader.smart_folders():
        try:
            counted.append((folder, count_rows(reader, folder.query, folded=folded)))
        except QueryError:
            counted.append((folder, None))
    return counted


def suggested_name(filter: ArticleFilter) -> str:
    """Return what a filter may be called: its words, or the values of its chips."""
    parts = [filter.text.strip(), *(chip.value for chip in filter.chips if not chip.exclude)]
    return one_line(" ".join(part for part in parts if part), LONGEST_NAME)


def _wrong_with(name: str) -> str | None:
    if not name:
        return _tr("A folder needs a name.")
    if len(name) > LONGEST_NAME:
        return _tr("A name of at most {most} characters, please.").format(most=LONGEST_NAME)
    return None


def _place(folder: SmartFolder, figure: Figure | None) -> Place:
    title = one_line(folder.name, LONGEST_NAME)
    return Place(
        PREFIX + folder.name, "articles", title, "filter", _tr("articles"), depth=1, figure=figure, is_folder=True
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("smart_folders", text)
