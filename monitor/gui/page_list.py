"""Makes the pages of the window and connects them to each other."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from monitor.core.records import Evidence
from monitor.core.store import PlacedMention
from monitor.gui.actions import Actions
from monitor.gui.background import Background
from monitor.gui.figure import (
    AlertsOf,
    ArticlesOf,
    CountryMentions,
    EntityMentions,
    EntriesOf,
    Figure,
    LedgerOf,
    StoriesOf,
)
from monitor.gui.icons import Icons
from monitor.gui.map.world import World
from monitor.gui.models.filter import Chip, Facet
from monitor.gui.pages import Page
from monitor.gui.theme import Theme
from monitor.gui.views.alerts import AlertsView
from monitor.gui.views.articles import ArticlesView
from monitor.gui.views.entities import EntitiesView
from monitor.gui.views.first_run import FirstRun
from monitor.gui.views.imports import ImportsView
from monitor.gui.views.map_view import MapView
from monitor.gui.views.reading_room import Place, ReadingRoom
from monitor.gui.views.settings import SettingsView
from monitor.gui.views.today import TodayView
from monitor.gui.views.watchlist import WatchlistView


@dataclass(frozen=True, slots=True)
class Views:
    """The views that others than their page have to do with, and the actions that they share."""

    actions: Actions
    today: TodayView
    reading_room: ReadingRoom
    entities: EntitiesView
    map: MapView
    watchlist: WatchlistView
    alerts: AlertsView
    imports: ImportsView
    first_run: FirstRun

    @property
    def articles(self) -> ArticlesView:
        """The list of the reading room."""
        return self.reading_room.articles


def make_views(background: Background, world: World, theme: Theme, icons: Icons) -> Views:
    """Make the views and connect them: one filter holds for all of them."""
    reading = background.reading
    actions = Actions(background.submit, background)
    room = ReadingRoom(reading, actions, theme, icons, world.name)
    map_view = MapView(reading, world, theme, icons)
    map_view.filter_changed.connect(room.articles.show_filter)
    return Views(
        actions,
        TodayView(reading, icons, world.name),
        room,
        EntitiesView(reading, theme, icons),
        map_view,
        WatchlistView(reading, theme, icons),
        AlertsView(reading, theme, icons),
        ImportsView(reading, theme, icons),
        FirstRun(icons),
    )


def connect_views(views: Views, show: Callable[[str], None], open_figure: Callable[[Figure], None]) -> None:
    """Connect the views with each other; ``show`` brings a page to the front, ``open_figure`` shows what is counted."""
    room, alerts, watchlist, actions = views.reading_room, views.alerts, views.watchlist, views.actions

    def show_country(code: str) -> None:
        show("articles")
        room.articles.show_filter(room.articles.filter.with_chip(Chip(Facet.COUNTRY, code)))

    def show_article(article_id: int) -> None:
        show("articles")
        room.show_article(article_id)

    def show_evidence(article_id: int, one: Evidence) -> None:
        show("articles")
        room.show_article(article_id, Place(article_id, one.start, one.end, one.in_title))

    def show_mention(mention: PlacedMention) -> None:
        show("articles")
        room.show_mention(mention)

    def begin_entry() -> None:
        show("watchlist")
        watchlist.make_entry()

    views.map.country_chosen.connect(show_country)
    views.today.articles_asked.connect(lambda: open_figure(Figure(0, ArticlesOf())))
    for view in (views.today, room, views.entities, views.map, watchlist, views.imports):
        view.figure_opened.connect(open_figure)
    alerts.alerts_moved.connect(actions.move_alerts)
    alerts.alert_seen.connect(actions.note_seen)
    alerts.article_asked.connect(show_article)
    alerts.evidence_chosen.connect(show_evidence)
    alerts.entry_asked.connect(begin_entry)
    alerts.saved.filter_kept.connect(actions.put_alert_filter)
    alerts.saved.filter_dropped.connect(actions.remove_alert_filter)
    watchlist.entry_saved.connect(lambda entry, future: actions.put_entry(entry, future_only=future))
    watchlist.list_taken.connect(actions.take_list)
    watchlist.entry_removed.connect(actions.remove_entry)
    watchlist.mention_chosen.connect(show_mention)
    views.entities.mention_chosen.connect(show_mention)


def make_pages(views: Views, settings: SettingsView) -> list[Page]:
    """Return the pages in the order of the sidebar."""
    room = views.reading_room
    return [
        Page("today", _tr("Today"), views.today, views.today.buttons["files"], note_changes=views.today.note_changes),
        Page(
            "articles",
            _tr("Articles"),
            room,
            room.articles.list,
            answers={
                ArticlesOf: room.show_question,
                StoriesOf: room.show_question,
                EntityMentions: room.show_mentions,
                CountryMentions: room.show_mentions,
            },
            note_changes=room.note_changes,
            load=room.load,
        ),
        *_counted_pages(views),
        *_list_pages(views),
        Page("settings", _tr("Settings"), settings),
        Page("first_run", _tr("Welcome"), views.first_run, views.first_run.begin_button),
    ]


def _counted_pages(views: Views) -> list[Page]:
    """Return the pages of what is counted among the articles of the filter."""
    return [
        Page(
            "entities",
            _tr("Entities"),
            views.entities,
            views.entities.table,
            show_filter=views.entities.show_filter,
            note_changes=views.entities.note_changes,
        ),
        Page(
            "map",
            _tr("Map"),
            views.map,
            views.map.map,
            show_filter=views.map.show_filter,
            note_changes=views.map.note_changes,
        ),
    ]


def _list_pages(views: Views) -> list[Page]:
    """Return the pages of lists that a figure may open."""
    return [
        Page(
            "watchlist",
            _tr("Watchlist"),
            views.watchlist,
            views.watchlist.table,
            answers={EntriesOf: lambda _: views.watchlist.show_entries()},
            note_changes=views.watchlist.note_changes,
        ),
        Page(
            "alerts",
            _tr("Alerts"),
            views.alerts,
            views.alerts.table,
            answers={AlertsOf: views.alerts.show_question},
            note_changes=views.alerts.note_changes,
        ),
        Page(
            "imports",
            _tr("Imports"),
            views.imports,
            views.imports.table,
            answers={LedgerOf: views.imports.show_question},
            note_changes=views.imports.note_changes,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("pages", text)
