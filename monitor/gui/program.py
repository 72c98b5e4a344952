"""Fills the window once it is painted, and connects it with what happens behind it."""

import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from monitor.commands.crash import report_crash
from monitor.core.errors import LibraryFull, MonitorError
from monitor.core.records import Changes
from monitor.core.store import Reader
from monitor.core.terms import EntityType
from monitor.gui.background import Background
from monitor.gui.backups import DailyBackups
from monitor.gui.context_menus import ContextMenus, Rooms
from monitor.gui.counts import PlaceCounts
from monitor.gui.deeds import fill_menus
from monitor.gui.digest import Digests
from monitor.gui.drops import DropTarget
from monitor.gui.folders import Folders
from monitor.gui.imports import BY_HAND, Imports
from monitor.gui.leaving import Leaving
from monitor.gui.libraries import Libraries
from monitor.gui.login import LoginStart, this_login
from monitor.gui.main_window import MainWindow
from monitor.gui.map.world import World, load_world
from monitor.gui.messages import Remedy, Tone
from monitor.gui.name_menus import NameMenus
from monitor.gui.originals import Originals
from monitor.gui.page_list import connect_views, make_pages, make_views
from monitor.gui.palette import CommandPalette, ShortcutSheet
from monitor.gui.progress import Progress
from monitor.gui.shown import one_line
from monitor.gui.smart_folders import SmartFolders
from monitor.gui.surroundings import Surroundings, system_scale
from monitor.gui.theme import SCALES, ThemeChoice
from monitor.gui.tray import Tray
from monitor.gui.triage import Triage
from monitor.gui.views.article_delegate import Density
from monitor.gui.views.first_run import FirstAnswers
from monitor.gui.views.folders import FoldersPopup
from monitor.gui.views.settings import SettingsView
from monitor.gui.views.settings_section import SettingsAround
from monitor.paths import resources

LOCKED = "locked"  # what the message about a library in use is about


class Program(QObject):
    """What a window does on one library; made after the window's first paint."""

    def __init__(
        self, window: MainWindow, library: Path, surroundings: Surroundings, login: LoginStart | None = None
    ) -> None:
        """Fill a window; ``login`` is where it is written that it starts at login, this user's own where None."""
        super().__init__(window)
        self.window = window
        self.surroundings = surroundings
        self.other_library: Path | None = None
        self.background = Background(library, self)
        self.backups = DailyBackups(self.background, surroundings.preferences)
        self.imports = Imports(window, self.background, window.messages)
        world = load_world(resources() / "map")
        self.views = make_views(self.background, world, surroundings.theme, surroundings.icons)
        self.counts = PlaceCounts(self.background.reading, self)
        self.smart_folders = SmartFolders(window, window.sidebar, self.background.reading, self.views.actions)
        self.smart_folders.present = lambda: self.views.articles.filter
        self.palette = CommandPalette(window, window.menuBar(), surroundings.theme)
        self.sheet = ShortcutSheet(window, window.menuBar())
        self.tray = Tray(
            resources() / "style" / "app.svg",
            self,
            reading=self.background.reading,
            preferences=surroundings.preferences,
        )
        self._login = login or this_login()
        self.settings = SettingsView(self._settings_around(self._login))
        window.take_pages(make_pages(self.views, self.settings))
        rooms = Rooms(self.views.reading_room, self.views.alerts, self.views.watchlist, window.show_page)
        self.originals = Originals(window, surroundings.links, self._folders, self.background.reading)
        self.context_menus = self._make_context_menus(rooms, world)
        self.triage = Triage(rooms, self.views.actions, self.context_menus, lambda: window.page)
        self.folders_popup = FoldersPopup(window, surroundings.icons, goes_on=self.tray.is_available)
        self.folders = Folders(self.background, surroundings.preferences, window.status, self.folders_popup)
        self.leaving = self._make_leaving()
        window.choose_closing = self.leaving.choose
        self.libraries = Libraries(
            window,
            surroundings.preferences,
            library,
            is_written=lambda: self.background.is_open and not self.background.is_read_only,
        )
        self.digests = Digests(window, self.background.reading, window.messages)
        window.name_library(library.stem)
        fill_menus(self)
        self._connect()
        self.background.full.connect(self._say_full)
        self._show_as_preferred()
        surroundings.icons.load()
        self._begin()

    def _show_as_preferred(self) -> None:
        preferences = self.surroundings.preferences
        self.views.articles.use_density(Density(preferences.density))
        if preferences.folds_stories:
            self.views.articles.use_folding(True)

    def _make_context_menus(self, rooms: Rooms, world: World) -> ContextMenus:
        window, actions, reading = self.window, self.views.actions, self.background.reading
        return ContextMenus(
            window,
            rooms,
            actions,
            reading,
            country_name=world.name,
            originals=self.originals,
            names=NameMenus(window, actions, reading, world.counted),
        )

    def _make_leaving(self) -> Leaving:
        return Leaving(
            self,
            self.surroundings.preferences,
            self.window.messages,
            has_tray=self.tray.is_available,
            is_watching=lambda: self.folders.is_watching,
            is_logging_out=self.surroundings.application.isSavingSession,
        )

    # --- coming and going ---------------------------------------------------------------------

    def start(self, files: Sequence[str] = ()) -> None:
        """Open the library and take in files; where it is gone that was here before, say so and do neither."""
        if self.libraries.is_lost:
            self._say_lost()
            return
        self.background.start()
        if files:
            self.background.import_paths(files, BY_HAND)

    def close(self) -> None:
        """End everything behind the window."""
        self._keep_look()
        self.backups.close()
        self.libraries.close()
        self.background.close()

    def _begin(self) -> None:
        """Show what came in since the last look; the articles where there was none."""
        since = self.surroundings.preferences.last_look(self.background.library)
        self.views.today.show_since(since)
        self.window.show_page("today" if since else "articles")

    def _keep_look(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self.surroundings.preferences.keep_look(self.background.library, now)

    def _load(self) -> None:
        for page in self.window.pages.values():
            page.load()
        self.counts.count()
        self.smart_folders.load()
        self.folders.begin()
        self.libraries.note_open()
        self._follow_login()
        self.background.reading.ask(is_new, self._welcome)

    def _welcome(self, new: bool) -> None:
        if new and not self.background.is_read_only and self.background.writing.is_idle:
            self.window.show_page("first_run")

    def _settings_around(self, login: LoginStart) -> SettingsAround:
        preferences = self.surroundings.preferences
        return SettingsAround(
            preferences,
            self.surroundings.theme,
            self.surroundings.icons,
            self.background.reading,
            self.background.submit,
            login,
            has_tray=self.tray.is_available,
            choose_theme=self.choose_theme,
            use_density=self.views.articles.use_density,
            say=lambda words: self.window.messages.say(words, Tone.ERROR, about="settings"),
        )

    def _follow_login(self) -> None:
        """Start at login from where the program lies now, where it is to start at all."""
        try:
            self._login.follow()
        except MonitorError as error:
            self._say_failed(error)

    # --- deeds --------------------------------------------------------------------------------

    def watch_folder(self) -> None:
        """Let the user choose a folder to watch."""
        path = QFileDialog.getExistingDirectory(self.window, self.tr("Watch a folder"))
        if path:
            self.folders.add(path)

    def paste(self) -> None:
        """Let the text of the clipboard be taken in as an article."""
        self.imports.paste(QGuiApplication.clipboard().text())

    def make_digest(self) -> None:
        """Let the user choose where a digest of the articles under the filter is to go."""
        self.digests.choose_file(self.views.articles.filter.query)

    def go_to_library(self, path: Path) -> None:
        """Close this window and have one open on another library."""
        self.other_library = path
        self.leave()

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Use a theme from here on."""
        self.surroundings.preferences.theme = choice
        self.surroundings.theme.choose(choice)
        self.window.menus.mark_theme(choice)

    def resize_text(self, steps: int) -> None:
        """Show text larger by some steps, smaller where negative, at its usual size where 0."""
        preferences = self.surroundings.preferences
        known = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - preferences.text_scale))
        scale = SCALES[min(len(SCALES) - 1, max(0, known + steps))] if steps else 1.0
        preferences.text_scale = scale
        self.surroundings.theme.use_scale(scale * system_scale(self.surroundings.application))

    def take_first_answers(self, answers: FirstAnswers) -> None:
        """Do what was answered at the first run."""
        if answers.folder:
            self.folders.add(answers.folder, history=answers.history)
        if answers.samples:
            self.imports.import_samples()
        self.window.show_page("articles")

    def _choose_first_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self.window, self.tr("Choose a folder to watch"))
        if path:
            self.views.first_run.show_folder(path)

    def leave(self) -> None:
        """Close the window for good."""
        self.leaving.is_for_good = True
        self.window.close()

    # --- connecting ---------------------------------------------------------------------------

    def _connect(self) -> None:
        behind, window, views = self.background, self.window, self.views
        behind.ready.connect(self._load)
        behind.store_changed.connect(window.note_changes)
        behind.store_changed.connect(self.counts.note_changes)
        behind.store_changed.connect(self.smart_folders.note_changes)
        behind.progressed.connect(self._show_progress)
        behind.deriving.connect(self.window.status.show_deriving)
        behind.checking.connect(self.window.status.show_checking)
        behind.locked.connect(self._say_locked)
        behind.unavailable.connect(self._say_unavailable)
        behind.failed.connect(self._say_failed)
        behind.crashed.connect(self.say_bug)
        self.counts.counted.connect(window.sidebar.show_figures)
        self.counts.counted.connect(self.tray.show_badge)
        self.tray.badge_changed.connect(window.setWindowIcon)
        self.window.status.stop_asked.connect(behind.stop_import)
        views.articles.filter_changed.connect(window.show_filter)
        views.articles.filter_bar.save_asked.connect(self.save_filter)
        connect_views(views, window.show_page, window.open_figure)
        views.articles.import_asked.connect(self._choose_import)
        views.articles.density_changed.connect(self._keep_density)
        views.articles.folding_changed.connect(self._keep_folding)
        views.articles.samples_asked.connect(self.imports.import_samples)
        views.imports.import_asked.connect(self._choose_import)
        views.imports.retry_asked.connect(self.imports.retry)
        views.imports.columns_asked.connect(self.imports.choose_columns)
        views.imports.menu_asked.connect(self.originals.ask_about_file)
        views.actions.told.connect(self._say_done)
        self.originals.said.connect(lambda words: window.messages.say(words, Tone.WARNING, about="opening"))
        self.surroundings.links.refused.connect(self._say_refused)
        self.context_menus.figure_opened.connect(window.open_figure)
        views.entities.names_menu_asked.connect(self.context_menus.ask_about_names)
        self.context_menus.name_page_asked.connect(self._show_name)
        views.entities.alias_menu_asked.connect(self.context_menus.ask_about_alias)
        views.entities.take_back_asked.connect(views.actions.take_back)
        self.originals.retry_asked.connect(self.imports.retry)
        self.folders_popup.folder_asked.connect(self.watch_folder)
        views.first_run.folder_asked.connect(self._choose_first_folder)
        views.first_run.answered.connect(self.take_first_answers)
        behind.store_changed.connect(self._tell_of_alerts)
        DropTarget(window, self.surroundings.theme).files_dropped.connect(self.imports.bring)
        self.libraries.library_chosen.connect(self.go_to_library)
        self.libraries.said.connect(lambda words: window.messages.say(words, Tone.WARNING, about="library"))
        self._connect_window()

    def _connect_window(self) -> None:
        """Connect what brings the window back, puts it away, or shows less of it."""
        window = self.window
        self.tray.window_asked.connect(window.bring_back)
        self.tray.quit_asked.connect(self.leave)
        self.background.window_asked.connect(window.bring_back)
        window.put_away.connect(self._keep_look)
        window.put_away.connect(self._begin)
        window.put_away.connect(lambda: self.leaving.say_put_away(self.tray.tell))
        window.held.connect(lambda: self.leaving.say_stops(self.leave, window.showMinimized))
        window.focus_changed.connect(self.views.reading_room.focus_text)

    def _choose_import(self, folder: bool) -> None:
        self.imports.choose_folder() if folder else self.imports.choose_files()

    def _folders(self) -> Sequence[str]:
        """Return the folders whose originals may be opened: those that are watched, and the samples."""
        return [str(resources() / "samples"), *self.folders.paths]

    def save_filter(self, at: QPoint) -> None:
        """Ask under which name the filter is to be kept."""
        self.smart_folders.ask_name(self.views.articles.filter, at)

    def _keep_folding(self, on: bool) -> None:
        self.surroundings.preferences.folds_stories = on
        self.counts.use_folding(on)
        self.smart_folders.use_folding(on)

    def _tell_of_alerts(self, changes: Changes) -> None:
        if self.surroundings.preferences.gives_notices:
            self.tray.note_changes(changes)

    def _keep_density(self, density: Density) -> None:
        self.surroundings.preferences.density = density.value

    def _show_name(self, name: str, type: EntityType) -> None:
        self.window.show_page("entities")
        self.views.entities.open_name(name, type)

    def search(self) -> None:
        """Let the user type what to look for."""
        self.window.show_page("articles")
        self.views.articles.filter_bar.search_edit.setFocus()
        self.views.articles.filter_bar.search_edit.selectAll()

    # --- what is said -------------------------------------------------------------------------

    def _show_progress(self, progress: Progress) -> None:
        self.window.status.show_progress(progress)
        self.views.articles.show_importing(not progress.finished)
        if progress.finished:
            self.counts.count()

    def _say_done(self, words: str, can_be_undone: bool) -> None:
        remedies = (Remedy(self.tr("Undo"), self.views.actions.undo),) if can_be_undone else ()
        self.window.messages.say(words, remedies=remedies, about="done")

    def _say_locked(self, error: MonitorError) -> None:
        words = self.tr(
            "{error} This window only reads: files you import are handed to the other one, changes are not saved."
        ).format(error=error)
        self.window.messages.say(words, Tone.WARNING, about=LOCKED)

    def _say_unavailable(self, error: MonitorError) -> None:
        remedies = (*self.libraries.remedies(error), Remedy(self.tr("Open another library…"), self.libraries.open))
        self.window.messages.say(error.sentence, Tone.ERROR, remedies=remedies, about=error.code)

    def _say_lost(self) -> None:
        words = self.tr(
            "{path} is no longer where it was; nothing was made in its place. If it lies on a stick or a share, connect"
            " that and look again."
        ).format(path=one_line(str(self.background.library)))
        self.window.messages.say(words, Tone.ERROR, remedies=self.libraries.remedies_of_loss(), about="lost")

    def _say_full(self, error: MonitorError | None) -> None:
        if error is None:
            self.window.messages.withdraw(LibraryFull.code)
            return
        words = self.tr("{error} What was taken in is safe; the rest waits.").format(error=error)
        self.window.messages.say(words, Tone.ERROR, about=LibraryFull.code)

    def _say_failed(self, error: MonitorError) -> None:
        remedies = self.libraries.remedies(error)
        self.window.messages.say(error.sentence, Tone.ERROR, remedies=remedies, about=error.code)

    def _say_refused(self, address: str) -> None:
        words = self.tr("Nothing opens by itself: {address} was not opened.")
        self.window.messages.say(words.format(address=one_line(address, 80)), Tone.WARNING, about="link")

    def say_bug(self, bug: object) -> None:
        """Report a bug, an exception or the text of its traceback, on this machine and say where the report is."""
        text = "".join(traceback.format_exception(bug)) if isinstance(bug, BaseException) else str(bug)
        words = self.tr("Something went wrong inside the program; the library is as it was. The report is {path}.")
        self.window.messages.say(
            words.format(path=report_crash(text)),
            Tone.ERROR,
            remedies=(Remedy(self.tr("Copy the report"), lambda: QGuiApplication.clipboard().setText(text)),),
            about="bug",
        )


def is_new(reader: Reader) -> bool:
    """Tell whether nothing was ever imported into a library."""
    return reader.is_empty()
