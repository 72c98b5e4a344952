"""What a right click offers: on articles, names, countries, alerts, entries and in the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from monitor.core.moments import published_moment
from monitor.core.records import Alert, Entry
from monitor.core.store import Reader, StoredArticle
from monitor.core.terms import AlertState, EntityType
from monitor.gui.actions import Actions
from monitor.gui.article_fields import citation, found_value, value_of
from monitor.gui.figure import CountryMentions, EntityMentions, Figure
from monitor.gui.jobs import Jobs
from monitor.gui.models.articles import ArticleLine
from monitor.gui.models.filter import Chip, Facet
from monitor.gui.name_menus import NameMenus
from monitor.gui.originals import Originals
from monitor.gui.popup_menu import Deed, copy_text, later, open_menu
from monitor.gui.shown import one_line
from monitor.gui.views.alert_card import dismissal_reasons
from monitor.gui.views.alerts import AlertsView
from monitor.gui.views.facet_questions import name_chip
from monitor.gui.views.popups import ConfirmPopup, LinePopup
from monitor.gui.views.reading import Hit
from monitor.gui.views.reading_room import ReadingRoom
from monitor.gui.views.watchlist import WatchlistView

LONGEST_NAME = 120  # code points of a selection that may become a name


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
        figure_opened(Figure): mentions are to be shown.
        name_page_asked(str, EntityType): the page of a name is to be shown.
    """

    figure_opened = Signal(object)
    name_page_asked = Signal(str, object)

    def __init__(
        self,
        window: QWidget,
        rooms: Rooms,
        actions: Actions,
        reading: Jobs[Reader],
        *,
        country_name: Callable[[str], str],
        originals: Originals,
        names: NameMenus,
    ) -> None:
        """Make the menus.

        Args:
            window: Owns them.
            rooms: What they act on.
            actions: What they do.
            reading: Answers what they need to know.
            country_name: Returns what a country is called.
            originals: Opens the files that articles came in.
            names: Offers to correct names and countries.
        """
        super().__init__(window)
        self._window = window
        self._rooms = rooms
        self._actions = actions
        self._reading = reading
        self._country_name = country_name
        self._originals = originals
        self._names = names
        self._connect()

    def _connect(self) -> None:
        room = self._rooms.reading_room
        room.article_menu_asked.connect(self.ask_about_articles)
        room.name_menu_asked.connect(self.ask_about_name_here)
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
        if len(chosen) > 1:
            self._open_for_articles(chosen, lines, None, at)
        elif chosen:
            # Asked for, as the article that is read may still be the one before.
            self._reading.ask(
                lambda reader: reader.article(chosen[0]),
                lambda article: self._open_for_articles(chosen, lines, article, at),
                key=(self, "article"),
            )

    def _open_for_articles(
        self, chosen: Sequence[int], lines: Sequence[ArticleLine], article: StoredArticle | None, at: QPoint
    ) -> None:
        """Open the menu of selected articles; ``article`` is the one, where there is only one."""
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
                (_tr("Take tag {tag} away").format(tag=tag), later(self._actions.tag, chosen, tag, on=False))
                for tag in sorted({tag for line in lines for tag in line.row.tags})
            ],
            None,
            *(self._of_one_article(article, at) if article else ()),
            (_tr("Remove from the library"), lambda: self._actions.remove(chosen)),
            (_tr("Purge for good…"), lambda: self.ask_purge(chosen, at)),
        ]
        self._open(deeds, at)

    def _of_one_article(self, article: StoredArticle, at: QPoint) -> list[Deed]:
        """Return what can be done with one article only."""
        source, document = article.analysis.article.source, article.analysis.article.document
        deeds: list[Deed] = [
            (_tr("Correct the title…"), lambda: self._ask_correction_of(article, "title", at)),
            (_tr("Correct the source…"), lambda: self._ask_correction_of(article, "source", at)),
            (_tr("Correct the date…"), lambda: self._ask_correction_of(article, "published", at)),
            None,
            (_tr("Copy as citation"), lambda: copy_text(citation(article))),
            (_tr("Show in folder"), lambda: self._originals.show_in_folder(document.path)),
            (_tr("Open the original…"), lambda: self._originals.ask_open(document.path, at, document)),
            None,
        ]
        if source:
            words = _tr("Only from {source}").format(source=_short(source))
            deeds.insert(0, (words, later(self._filter, Chip(Facet.SOURCE, source))))
            merge = _tr("{source} is the same outlet as…").format(source=_short(source))
            deeds.insert(deeds.index(None), (merge, later(self._names.ask_merge_source, source, at)))
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
        if article is not None:
            self._ask_correction_of(article, field, at)

    def _ask_correction_of(self, article: StoredArticle, field: str, at: QPoint) -> None:
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

    # --- names and countries ------------------------------------------------------------------

    def ask_about_name_here(self, name: str, type: EntityType, at: QPoint) -> None:
        """Open the menu of an entity of the article that is read."""
        self.ask_about_name(name, type, at, self._rooms.reading_room.article)

    def ask_about_names(self, names: Sequence[tuple[str, EntityType]], at: QPoint) -> None:
        """Open the menu of one entity of a list, or of several."""
        if len(names) == 1:
            self.ask_about_name(*names[0], at)
        elif deeds := self._names.of_names(names, at):
            self._open(deeds, at)

    def ask_about_alias(self, alias: str, name: str, type: EntityType, at: QPoint) -> None:
        """Open the menu of a way of writing an entity."""
        self._open([*self._names.of_alias(alias, name, type, at), None, (_tr("Copy"), later(copy_text, alias))], at)

    def ask_about_name(self, name: str, type: EntityType, at: QPoint, article: StoredArticle | None = None) -> None:
        """Open the menu of an entity; in an article it can be corrected there alone."""
        chip = name_chip(name, type)
        query = self._rooms.reading_room.articles.filter.query
        self._open(
            [
                (_tr("Add to watchlist…"), lambda: self.watch(name, type=type.value.lower())),
                (_tr("Show all mentions"), lambda: self._show_mentions(EntityMentions(name, type, query))),
                (_tr("Page of the name"), lambda: self.name_page_asked.emit(name, type)),
                None,
                (_tr("Only articles with {name}").format(name=_short(name)), lambda: self._filter(chip)),
                (
                    _tr("Leave out articles with {name}").format(name=_short(name)),
                    lambda: self._filter(Chip(chip.facet, chip.value, exclude=True)),
                ),
                None,
                *self._names.of_name(name, type, at, article),
                None,
                (_tr("Copy"), lambda: copy_text(name)),
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
                *self._names.of_country(code, at, self._rooms.reading_room.article),
                (_tr("Copy"), lambda: copy_text(name)),
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
                    (_tr("Copy"), lambda: copy_text(selection)),
                ],
                at,
            )
        elif hit is not None and hit.type is not None:
            self.ask_about_name_here(hit.name, hit.type, at)
        elif hit is not None:
            self.edit_entry(hit.name)
        elif (article := self._rooms.reading_room.article) is not None:
            self._open(self._of_one_article(article, at), at)

    # --- alerts and entries -------------------------------------------------------------------

    def ask_about_alert(self, alert: Alert, at: QPoint) -> None:
        """Open the menu of the selected alerts."""
        move = self._rooms.alerts.move_chosen
        reasons = [
            (_tr("Dismiss: {reason}").format(reason=reason), later(move, AlertState.DISMISSED, reason))
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
                (_tr("Copy name"), lambda: copy_text(entry.name)),
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
        open_menu(self._window, deeds, at)


def _short(name: str) -> str:
    return one_line(name, 40)


def _tr(text: str) -> str:
    return QCoreApplication.translate("context_menus", text)
