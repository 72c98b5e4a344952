"""Everything that can be done in a window, menu by menu, each thing with its word and its key."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

from monitor.gui.imports import Imports
from monitor.gui.libraries import Libraries
from monitor.gui.main_window import MainWindow
from monitor.gui.menus import Deed, MenuName
from monitor.gui.page_list import Views
from monitor.gui.palette import CommandPalette, ShortcutSheet
from monitor.gui.places import make_places
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import ThemeChoice
from monitor.gui.triage import Triage
from monitor.gui.views.folders import FoldersPopup


class Doer(Protocol):
    """What the menus ask of the program behind a window."""

    window: MainWindow
    surroundings: Surroundings
    views: Views
    imports: Imports
    libraries: Libraries
    triage: Triage
    palette: CommandPalette
    sheet: ShortcutSheet
    folders_popup: FoldersPopup

    def paste(self) -> None:
        """Offer what is on the clipboard as an article."""

    def watch_folder(self) -> None:
        """Ask for a folder to watch."""

    def leave(self) -> None:
        """End the program."""

    def make_digest(self) -> None:
        """Ask where a digest of the list is to go."""

    def search(self) -> None:
        """Go to the search line."""

    def save_filter(self, at: QPoint) -> None:
        """Ask for the name of a smart folder."""

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show another theme."""

    def resize_text(self, steps: int) -> None:
        """Show larger or smaller text."""


def fill_menus(program: Doer) -> None:
    """Fill the menus of a window, and that of the library's name."""
    _fill_file(program)
    _fill_edit(program)
    _fill_view(program)
    menus = program.window.menus
    for menu_name, deeds in program.triage.deeds():
        menus.add(menu_name, *deeds)
    for page in program.window.pages.values():
        for menu, action in page.actions:
            menus.add_action(MenuName(menu), action)
    menus.add(
        MenuName.HELP,
        Deed(_tr("Do anything by name"), program.palette.open, ("Ctrl+K",), "command"),
        Deed(_tr("Shortcuts"), program.sheet.open, ("?",), "keyboard"),
    )
    _fill_library_button(program)


def _fill_file(program: Doer) -> None:
    menus = program.window.menus
    menus.add(
        MenuName.FILE,
        Deed(_tr("Import files…"), program.imports.choose_files, ("Ctrl+O",), "import"),
        Deed(_tr("Import a folder…"), program.imports.choose_folder, ("Ctrl+Shift+O",), "folder_open"),
        Deed(_tr("Paste as article…"), program.paste, ("Ctrl+Shift+V",), "article"),
        Deed(_tr("Import the sample articles"), program.imports.import_samples),
        Deed(_tr("Watch a folder…"), program.watch_folder, ("Ctrl+Shift+W",), "watchlist"),
        Deed(_tr("Watched folders"), program.folders_popup.open),
        Deed(_tr("Digest of this list…"), program.make_digest),
        None,
        *program.libraries.deeds(),
    )
    program.libraries.fill_recent(menus.add_menu(MenuName.FILE, _tr("Open recent")))
    menus.add(MenuName.FILE, None, Deed(_tr("Quit"), program.leave, ("Ctrl+Q",)))


def _fill_edit(program: Doer) -> None:
    menus = program.window.menus
    menus.add(MenuName.EDIT, Deed(_tr("Search"), program.search, ("Ctrl+F", "/"), "search"))
    search = program.views.articles.filter_bar.search_edit
    save = Deed(
        _tr("Save this filter…"),
        lambda: program.save_filter(search.mapToGlobal(search.rect().bottomLeft())),
        ("Ctrl+Shift+S",),
        "filter",
    )
    menus.add(MenuName.EDIT, save)
    show_settings = partial(program.window.show_page, "settings")
    menus.add(MenuName.EDIT, Deed(_tr("Settings"), show_settings, ("Ctrl+,",), "settings"))


def _fill_view(program: Doer) -> None:
    menus = program.window.menus
    for place in make_places():
        if place.shortcut:
            deed = Deed(place.title, partial(program.window.show_page, place.page), (place.shortcut,), place.icon)
            menus.add(MenuName.VIEW, deed)
    menus.add(
        MenuName.VIEW,
        None,
        Deed(_tr("Show or hide the sidebar"), program.window.toggle_sidebar, ("Ctrl+B",)),
        Deed(_tr("One row a story, or every article"), program.views.articles.toggle_folding, ("G",)),
        Deed(_tr("Show the copies"), program.views.articles.list.open_copies, ("C",), "copies"),
        Deed(_tr("Larger text"), partial(program.resize_text, 1), ("Ctrl++", "Ctrl+=")),
        Deed(_tr("Smaller text"), partial(program.resize_text, -1), ("Ctrl+-",)),
        Deed(_tr("Usual size of text"), partial(program.resize_text, 0), ("Ctrl+0",)),
        Deed(_tr("The text alone, or everything"), program.window.toggle_focus, ("F11",)),
    )
    menus.add_themes(program.surroundings.theme.choice, program.choose_theme)


def _fill_library_button(program: Doer) -> None:
    menu = QMenu(program.window)
    program.libraries.fill_recent(menu)
    menu.addSeparator()
    for deed in program.libraries.deeds():
        menu.addAction(deed.words).triggered.connect(lambda _=False, deed=deed: deed.act())
    program.window.library_button.setMenu(menu)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deeds", text)
