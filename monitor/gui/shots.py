"""The pictures that ``media-monitor screenshots`` draws: each with a name and how the window gets there."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from monitor.core.collect.formats.tables import sample_table
from monitor.core.errors import LibraryLocked
from monitor.core.terms import Severity, Status
from monitor.core.watched import Subfolders, WatchedFolder
from monitor.gui.figure import ArticlesOf, CountryMentions, Figure
from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter, Chip, Facet
from monitor.gui.program import Program
from monitor.gui.progress import FolderState, Progress
from monitor.gui.views.column_sheet import ColumnSheet
from monitor.gui.views.import_question import ImportQuestion
from monitor.paths import resources


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture; ``prepare`` brings the window there and returns what lies over it, if anything does."""

    name: str
    prepare: Callable[[Program], QWidget | None]


def _page(name: str) -> Shot:
    return Shot(name, lambda program: program.window.show_page(name))


def _today(program: Program) -> None:
    program.views.today.show_since("2020-01-01T07:30:00Z")
    program.window.show_page("today")


def _articles(program: Program) -> None:
    program.window.show_page("articles")
    program.views.articles.show_filter(EVERY_ARTICLE)


def _reader(program: Program) -> None:
    _articles(program)
    program.views.reading_room.reader.show_xray(False)
    program.views.articles.list.step(3)


def _xray(program: Program) -> None:
    program.window.show_page("articles")
    program.views.reading_room.reader.show_xray(True)


def _mentions(program: Program) -> None:
    program.views.reading_room.reader.show_xray(False)
    program.window.open_figure(Figure(0, CountryMentions("NL")))


def _filtered(program: Program) -> None:
    program.window.show_page("articles")
    chips = (Chip(Facet.COUNTRY, "NL"), Chip(Facet.DATE, "2025"))
    program.views.articles.show_filter(ArticleFilter("freighter OR spill OR yard", chips))


def _nothing(program: Program) -> None:
    program.window.open_figure(Figure(0, ArticlesOf("zeppelin AND lighthouse")))


def _map(program: Program) -> None:
    program.views.articles.show_filter(EVERY_ARTICLE)
    program.window.show_page("map")
    program.views.map.map.point_at(None)
    program.views.map.map.show_all()
    program.views.map.player.show_all()


def _map_zoomed(program: Program) -> None:
    program.window.show_page("map")
    program.views.map.map.show_all()
    program.views.map.map.point_at("PL")
    for _ in range(4):
        program.views.map.map.zoom_in()
    program.views.map.map.point_at("SE")


def _map_day(program: Program) -> None:
    _map(program)
    program.views.map.player.slider.setValue(len(program.views.map.timeline.bars.bars) - 1)


def _palette(program: Program) -> QWidget:
    _articles(program)
    program.palette.open()
    return program.palette


def _shortcuts(program: Program) -> QWidget:
    _articles(program)
    program.sheet.open()
    return program.sheet


def _countries(program: Program) -> QWidget:
    _articles(program)
    bar = program.views.articles.filter_bar
    return bar.open_countries()


def _watchlist(program: Program) -> None:
    program.window.show_page("watchlist")
    program.views.watchlist.editor.closed.emit()  # as drawn before in another theme, it may still be open


def _rehearsal(program: Program) -> None:
    program.window.show_page("watchlist")
    program.views.watchlist.make_entry("Marleen Oostvogel")


def _folders(program: Program) -> QWidget:
    _articles(program)
    folders = [
        WatchedFolder("/inbox/agencies", severity=Severity.HIGH, subfolders=Subfolders.SOURCE, keep_originals=True),
        WatchedFolder("/media/stick/clips", source="Havenbode", home_country="NL", include=("*.pdf", "*.html")),
        WatchedFolder("/inbox/old", False),
    ]
    states = {
        "/inbox/agencies": FolderState.WATCHING,
        "/media/stick/clips": FolderState.AWAY,
        "/inbox/old": FolderState.PAUSED,
    }
    program.window.status.show_folders(states)
    program.folders_popup.show_folders(folders)
    program.folders_popup.show_states(states)
    program.folders_popup.open()
    return program.folders_popup


def _folder_defaults(program: Program) -> QWidget:
    program.folders_popup.close()
    _articles(program)
    return program.folders.edit(
        WatchedFolder("/inbox/agencies", source="Havenbode", severity=Severity.HIGH, subfolders=Subfolders.TAG)
    )


def _paste(program: Program) -> QWidget:
    _articles(program)
    program.imports.paste(min((resources() / "samples").glob("*.txt")).read_text(encoding="utf-8"))
    assert program.imports.paste_editor is not None
    return program.imports.paste_editor


def _import_question(program: Program) -> QWidget:
    _articles(program)
    question = ImportQuestion(
        program.window,
        "1,037 files",
        "1,037 files, 5 formats (812 .txt, 190 .html, 24 .pdf, 9 .docx, …), 2 already known",
    )
    question.show()
    return question


def _columns(program: Program) -> QWidget:
    program.window.show_page("imports")
    table = (
        "Kop;Medium;Dag;Verhaal\nVeerboot vaart weer;Havenbode;2025-05-22;De veerboot vertrok maandag uit de haven.\n"
    )
    sheet = ColumnSheet(program.window, "export-mei.csv", sample_table(table.encode(), {}))
    sheet.choose("text", "Verhaal")
    sheet.choose("title", "Kop")
    sheet.show()
    return sheet


def _importing(program: Program) -> None:
    _articles(program)
    statuses = Counter({Status.STORED: 118, Status.REFUSED: 2})
    program.window.status.show_progress(Progress(412, 120, statuses, 3, "/inbox/2025-05-22/harbour-strike.html", 31.0))


def _messages(program: Program) -> None:
    _articles(program)
    program.window.status.show_words("")
    program.background.locked.emit(LibraryLocked("The library is in use: another process writes to it."))


SHOTS = (
    Shot("today", _today),
    Shot("articles", _articles),
    Shot("reader", _reader),
    Shot("xray", _xray),
    Shot("mentions", _mentions),
    Shot("filtered", _filtered),
    Shot("nothing-found", _nothing),
    Shot("map", _map),
    Shot("map-zoomed", _map_zoomed),
    Shot("map-day", _map_day),
    _page("entities"),
    Shot("countries", _countries),
    Shot("watchlist", _watchlist),
    Shot("rehearsal", _rehearsal),
    _page("alerts"),
    _page("imports"),
    _page("settings"),
    _page("first_run"),
    Shot("palette", _palette),
    Shot("shortcuts", _shortcuts),
    Shot("folders", _folders),
    Shot("folder-defaults", _folder_defaults),
    Shot("paste", _paste),
    Shot("import-question", _import_question),
    Shot("columns", _columns),
    Shot("importing", _importing),
    Shot("messages", _messages),
)
