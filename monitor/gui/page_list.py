"""Makes the pages of the window and connects them to each other."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from monitor.gui.background import Background
from monitor.gui.figure import ArticlesOf
from monitor.gui.icons import Icons
from monitor.gui.map.world import World
from monitor.gui.models.filter import ArticleFilter, Chip, Facet
from monitor.gui.pages import Page
from monitor.gui.theme import Theme
from monitor.gui.views.articles import ArticlesView
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.first_run import FirstRun
from monitor.gui.views.map_view import MapView


@dataclass(frozen=True, slots=True)
class Views:
    """The views that others than their page have to do with."""

    articles: ArticlesView
    map: MapView
    first_run: FirstRun


def make_views(background: Background, world: World, theme: Theme, icons: Icons) -> Views:
    """Make the views and connect them: one filter holds for all of them."""
    articles = ArticlesView(background.reading, theme, icons, world.name)
    map_view = MapView(background.reading, world, theme, icons)
    map_view.filter_changed.connect(articles.show_filter)
    return Views(articles, map_view, FirstRun(icons))


def make_pages(views: Views, icons: Icons, show: Callable[[str], None]) -> list[Page]:
    """Return the pages in the order of the sidebar; ``show`` brings one to the front."""

    def show_country(code: str) -> None:
        show("articles")
        views.articles.show_filter(views.articles.filter.with_chip(Chip(Facet.COUNTRY, code)))

    def show_articles(question: ArticlesOf) -> None:
        views.articles.show_filter(ArticleFilter(question.query))

    views.map.country_chosen.connect(show_country)
    articles = Page(
        "articles",
        _tr("Articles"),
        views.articles,
        views.articles.list,
        answers={ArticlesOf: show_articles},
        note_changes=views.articles.note_changes,
        load=views.articles.load,
    )
    map_page = Page(
        "map",
        _tr("Map"),
        views.map,
        views.map.map,
        show_filter=views.map.show_filter,
        note_changes=views.map.note_changes,
    )
    return [
        articles,
        _to_come("entities", _tr("Entities"), icons),
        map_page,
        _to_come("watchlist", _tr("Watchlist"), icons),
        _to_come("alerts", _tr("Alerts"), icons),
        _to_come("imports", _tr("Imports"), icons),
        Page("first_run", _tr("Welcome"), views.first_run, views.first_run.begin_button),
    ]


def _to_come(name: str, title: str, icons: Icons) -> Page:
    """Return a page that has nothing to show."""
    return Page(name, title, EmptyState(icons, icon=name, heading=title, text=_tr("There is nothing here yet.")))


def _tr(text: str) -> str:
    return QCoreApplication.translate("pages", text)
