"""What a right click offers: on articles, names, countries, alerts, entries, files and in the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from monitor.core.moments import published_moment
from monitor.core.record import shown_path
from monitor.core.records import Alert, AlertState, EntityType, Entry, LedgerRow
from monitor.core.store import Reader, StoredArticle
from monitor.gui.actions import Actions
from monitor.gui.figure import CountryMentions, EntityMentions, Figure
from monitor.gui.jobs import Jobs
from monitor.gui.models.filter import Chip, Facet
from monitor.gui.models.words import day_text
from monitor.gui.opening import why_not
from monitor.gui.shown import one_line
from monitor.gui.views.alert_card import dismissal_reasons
from monitor.gui.views.alerts import AlertsView
from monitor.gui.views.facet_questions import name_chip
from monitor.gui.views.popups import ConfirmPopup, LinePopup
from monitor.gui.views.reading import Hit
from monitor.gui.views.reading_room import ReadingRoom
from monitor.gui.views.watchlist import WatchlistView

LONGEST_NAME = 120  # code points of a selection that may become a name

Deed = tuple[str, Callable[[], object]] | None


@dataclass(frozen=True, slots=True)
class Rooms:
    """The views that menus act on, and how one of them is brought to the front."""

    reading_room: ReadingRoom
    alerts: AlertsView
    watchlist: WatchlistView
    show_page: Callable[[str], None]


class ContextMenus(QObject):
    """Opens the menus.

    Signals:
        said(str): something could not be done, as a sentence.
        figure_opened(Figure): mentions are to be shown.
        retry_asked(list): files are to be tried again.
    """

    said = Signal(str)
    figure_opened = Signal(object)
    retry_asked = Signal(list)

    def __init__(
        self,
        window: QWidget,
        rooms: Rooms,
        actions: Actions,
        reading: Jobs[Reader],
        *,
        country_name: Callable[[str], str],
        folders: Callable[[], Sequence[str]],
    ) -> None:
        """Make the menus.

        Args:
            window: Owns them.
            rooms: What they act on.
            actions: What they do.
            reading: Answers what they need to know.
            country_name: Returns what a country is called.
            folders: Returns the folders whose originals may be opened.
        """
        super().__init__(window)
        self._window = window
        self._rooms = rooms
        self._actions = actions
        self._reading = reading
        self._country_name = country_name
        self._folders = folders
        self._connect()

    def _connect(self) -> None:
        room = self._rooms.reading_room
        room.article_menu_asked.connect(self.ask_about_articles)
        room.name_menu_asked.connect(self.ask_about_name)
        room.country_menu_asked.connect(self.ask_about_country)
        room.hit_menu_asked.connect(self.ask_about_hit)
        room.correction_asked.connect(self.ask_correction)
        self._rooms.alerts.menu_asked.connect(self.ask_about_alert)
        self._rooms.watchlist.menu_asked.connect(self.ask_about_entry)

    # --- articles -----------------------------------------------------------------------------

    def ask_about_articles(self, at: QPoint) -> None:
        """Open the menu of the selected articles."""
        listed = self._rooms.reading_room.articles.list
        chosen, lines = listed.chosen, listed.chosen_lines()
        if not chosen:
            return
        unread = any(line.row.unread for line in lines)
        starred = all(line.row.starred for line in lines) and bool(lines)
        deeds: list[Deed] = [
            (
                _tr("Mark as read") if unread else _tr("Mark as unread"),
                lambda: self._actions.mark_read(chosen, read=unread),
            ),
            (
                _tr("Take the star away") if starred else _tr("Star"),
                lambda: self._actions.star(chosen, on=not starred),
            ),
            (_tr("Tag…"), lambda: self.ask_tag(chosen, at)),
            *[
                (_tr("Take tag {tag} away").format(tag=tag), _later(self._actions.tag, chosen, tag, on=False))
                for tag in sorted({tag for line in lines for tag in line.row.tags})
            ],
            None,
            *self._of_one_article(at),
            (_tr("Remove from the library"), lambda: self._actions.remove(chosen)),
            (_tr("Purge for good…"), lambda: self.ask_purge(chosen, at)),
        ]
        self._open(deeds, at)

    def _of_one_article(self, at: QPoint) -> list[Deed]:
        """Return what can be done with the article that is read."""
        article = self._rooms.reading_room.article
        if article is None:
            return []
        source = article.analysis.article.source
        deeds: list[Deed] = [
            (_tr("Correct the title…"), lambda: self.ask_correction("title", at)),
            (_tr("Correct the source…"), lambda: self.ask_correction("source", at)),
            (_tr("Correct the date…"), lambda: self.ask_correction("published", at)),
            None,
            (_tr("Copy as citation"), lambda: _copy(citation(article))),
            (_tr("Show in folder"), lambda: self.show_in_folder(article.analysis.article.document.path)),
            (_tr("Open the original…"), lambda: self.ask_open(article.analysis.article.document.path, at)),
            None,
        ]
        if source:
            words = _tr("Only from {source}").format(source=_short(source))
            deeds.insert(0, (words, _later(self._filter, Chip(Facet.SOURCE, source))))
        return deeds

    def ask_tag(self, articles: Sequence[int], at: QPoint) -> None:
        """Ask for a tag of articles."""

        def take(tag: str) -> str | None:
            if not tag:
                return _tr("A tag needs a word.")
            self._actions.tag(articles, tag)
            return None

        LinePopup(self._window, _tr("Tag"), take, note=_tr("Search with tag: to find tagged articles.")).open_at(at)

    def ask_purge(self, articles: Sequence[int], at: QPoint) -> None:
        """Ask whether articles are to be purged."""
        note = _tr(
            "Their texts are deleted from the library and the same files are never taken in again."
            " This cannot be undone."
        )
        title = _tr("Purge {count} articles for good?") if len(articles) > 1 else _tr("Purge this article for good?")
        popup = ConfirmPopup(
            self._window,
            title.format(count=f"{len(articles):,}"),
            note,
            _tr("Purge"),
            lambda: self._actions.purge(articles),
        )
        popup.open_at(at)

    def ask_correction(self, field: str, at: QPoint) -> None:
        """Ask for the right title, source or date of the article that is read; the found value stays at hand."""
        article = self._rooms.reading_room.article
        if article is None:
            return
        number = article.article_id

        def show(machine: str) -> None:
            self._show_correction(article, field, machine, at)

        self._reading.ask(lambda reader: found_value(reader, number, field), show, key=(self, "correction"))

    def _show_correction(self, article: StoredArticle, field: str, machine: str, at: QPoint) -> None:
        def take(text: str) -> str | None:
            if field == "published" and text and published_moment(text) is None:
                return _tr("Write a date as 2023-09-29, or with its time as 2023-09-29T14:05Z.")
            self._actions.correct(article.article_id, field, text or None)
            return None

        def restore() -> None:
            self._actions.correct(article.article_id, field, machine or None)

        title = {"title": _tr("Title"), "source": _tr("Source"), "published": _tr("Published")}[field]
        found = _tr("The program found: {value}").format(value=one_line(machine) or _tr("nothing"))
        popup = LinePopup(
            self._window,
            title,
            take,
            text=value_of(article, field),
            note=found,
            other=(_tr("Use the found value"), restore) if machine != value_of(article, field) else None,
        )
        popup.open_at(at)

    # --- files --------------------------------------------------------------------------------

    def show_in_folder(self, path: str) -> None:
        """Show a file's folder in the system's own file manager."""
        folder = shown_path(path).rpartition("/")[0]
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def ask_open(self, path: str, at: QPoint) -> None:
        """Ask whether an original is to be opened in another program, where that may be."""
        reason = why_not(path, self._folders())
        if reason is not None:
            self.said.emit(reason)
            return
        note = _tr(
            "Another program will open the file as it came. It may load pictures from the network"
            " or run what is in the file."
        )
        popup = ConfirmPopup(
            self._window,
            _tr("Open {file}?").format(file=one_line(shown_path(path).rpartition("/")[2], 80)),
            note,
            _tr("Open"),
            _later(QDesktopServices.openUrl, QUrl.fromLocalFile(path)),
        )
        popup.open_at(at)

    def ask_about_file(self, row: LedgerRow, at: QPoint) -> None:
        """Open the menu of a file of the ledger."""
        deeds: list[Deed] = [
            (_tr("Try again"), lambda: self.retry_asked.emit([row.path])),
            (_tr("Show in folder"), lambda: self.show_in_folder(row.path)),
            (_tr("Open the original…"), lambda: self.ask_open(row.path, at)),
            (_tr("Copy path"), lambda: _copy(shown_path(row.path))),
        ]
        self._open(deeds, at)

    # --- names and countries ------------------------------------------------------------------

    def ask_about_name(self, name: str, type: EntityType, at: QPoint) -> None:
        """Open the menu of an entity."""
        chip = name_chip(name, type)
        query = self._rooms.reading_room.articles.filter.query
        self._open(
            [
                (_tr("Add to watchlist…"), lambda: self.watch(name, type=type.value.lower())),
                (_tr("Show all mentions"), lambda: self._show_mentions(EntityMentions(name, type, query))),
                None,
                (_tr("Only articles with {name}").format(name=_short(name)), lambda: self._filter(chip)),
                (
                    _tr("Leave out articles with {name}").format(name=_short(name)),
                    lambda: self._filter(Chip(chip.facet, chip.value, exclude=True)),
                ),
                None,
                (_tr("Copy"), lambda: _copy(name)),
            ],
            at,
        )

    def ask_about_country(self, code: str, at: QPoint) -> None:
        """Open the menu of a country."""
        name = self._country_name(code)
        query = self._rooms.reading_room.articles.filter.query
        self._open(
            [
                (_tr("Add to watchlist…"), lambda: self.watch(name, type="country", ids=(code,))),
                (_tr("Show all mentions"), lambda: self._show_mentions(CountryMentions(code, query))),
                None,
                (
                    _tr("Only articles that mention {name}").format(name=_short(name)),
                    lambda: self._filter(Chip(Facet.COUNTRY, code)),
                ),
                (
                    _tr("Only articles about {name}").format(name=_short(name)),
                    lambda: self._filter(Chip(Facet.FOCUS, code)),
                ),
                (
                    _tr("Leave out articles that mention {name}").format(name=_short(name)),
                    lambda: self._filter(Chip(Facet.COUNTRY, code, exclude=True)),
                ),
                None,
                (_tr("Copy"), lambda: _copy(name)),
            ],
            at,
        )

    def ask_about_hit(self, hit: Hit | None, selection: str, at: QPoint) -> None:
        """Open the menu of a place in the text: of the selected words, else of the name that stands there."""
        words = one_line(selection, LONGEST_NAME)
        if words:
            self._open(
                [
                    (_tr("Add “{words}” to watchlist…").format(words=_short(words)), lambda: self.watch(words)),
                    (_tr("Search for “{words}”").format(words=_short(words)), lambda: self._search(words)),
                    None,
                    (_tr("Copy"), lambda: _copy(selection)),
                ],
                at,
            )
        elif hit is not None and hit.type is not None:
            self.ask_about_name(hit.name, hit.type, at)
        elif hit is not None:
            self.edit_entry(hit.name)
        elif self._rooms.reading_room.article is not None:
            self._open(self._of_one_article(at), at)

    # --- alerts and entries -------------------------------------------------------------------

    def ask_about_alert(self, alert: Alert, at: QPoint) -> None:
        """Open the menu of the selected alerts."""
        move = self._rooms.alerts.move_chosen
        reasons = [
            (_tr("Dismiss: {reason}").format(reason=reason), _later(move, AlertState.DISMISSED, reason))
            for reason in dismissal_reasons(self.tr)
        ]
        self._open(
            [
                (_tr("Escalate"), lambda: move(AlertState.ESCALATED)),
                (_tr("Done"), lambda: move(AlertState.DONE)),
                (_tr("Make new again"), lambda: move(AlertState.NEW)),
                None,
                *reasons,
                None,
                (_tr("Open the article"), lambda: self._rooms.alerts.article_asked.emit(alert.article_id)),
                (_tr("Change the entry…"), lambda: self.edit_entry(alert.entry)),
            ],
            at,
        )

    def ask_about_entry(self, entry: Entry, at: QPoint) -> None:
        """Open the menu of a watchlist entry."""
        self._open(
            [
                (_tr("Change…"), lambda: self.edit_entry(entry.name)),
                (_tr("Search for it"), lambda: self._search(entry.name)),
                (_tr("Copy name"), lambda: _copy(entry.name)),
                None,
                (_tr("Remove from the watchlist"), lambda: self._actions.remove_entry(entry.name)),
            ],
            at,
        )

    def watch(self, name: str, *, type: str | None = None, ids: tuple[str, ...] = ()) -> None:
        """Begin a watchlist entry for a name."""
        self._rooms.show_page("watchlist")
        self._rooms.watchlist.make_entry(name, type=type, ids=ids)

    def edit_entry(self, name: str) -> None:
        """Open a watchlist entry."""
        self._rooms.show_page("watchlist")
        self._rooms.watchlist.edit(name)

    # --- inside -------------------------------------------------------------------------------

    def _filter(self, chip: Chip) -> None:
        self._rooms.show_page("articles")
        articles = self._rooms.reading_room.articles
        articles.show_filter(articles.filter.with_chip(chip))

    def _search(self, words: str) -> None:
        self._rooms.show_page("articles")
        bar = self._rooms.reading_room.articles.filter_bar
        bar.search_edit.setText('"' + words.replace('"', " ") + '"')

    def _show_mentions(self, question: EntityMentions | CountryMentions) -> None:
        self.figure_opened.emit(Figure(0, question))

    def _open(self, deeds: Sequence[Deed], at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        for deed in deeds:
            if deed is None:
                menu.addSeparator()
                continue
            action = QAction(deed[0].replace("&", "&&"), menu)
            action.triggered.connect(_later(deed[1]))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def value_of(article: StoredArticle, field: str) -> str:
    """Return what stands in a field that can be corrected."""
    found = article.analysis.article
    values = {
        "title": found.title,
        "source": found.source,
        "published": found.published.value if found.published else None,
    }
    return values[field] or ""


def found_value(reader: Reader, article_id: int, field: str) -> str:
    """Return what the program found for a field, corrections apart."""
    article = reader.machine_analysis(article_id).article
    if field == "published":
        return article.published.value if article.published else ""
    return (article.title if field == "title" else article.source) or ""


def citation(stored: StoredArticle) -> str:
    """Return an article as it is cited: headline, outlet, agency, date, and the hash of its bytes."""
    article = stored.analysis.article
    outlet = article.source or ""
    if article.agency and article.agency != article.source:
        outlet = f"{outlet} ({article.agency})" if outlet else article.agency
    date = day_text(article.published.value) if article.published else _tr("undated")
    parts = (f"“{one_line(article.title or _tr('Untitled'), 600)}”", outlet, date, f"SHA-256 {article.document.sha256}")
    return ", ".join(part for part in parts if part)


def _later(act: Callable[..., object], *values: object, **named: object) -> Callable[..., None]:
    def do(*_: object) -> None:
        act(*values, **named)

    return do


def _short(name: str) -> str:
    return one_line(name, 40)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("context_menus", text)
