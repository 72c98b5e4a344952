"""Every counter on every screen against the length of the list that it opens, under random filters.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.figures [--filters 100] [--seed 1] [--db LIBRARY]

Without a library the samples are taken in first, with three watchlist entries. Each filter is set in the window;
every page is shown; every Figure on it is compared with the rows that the core gives for its question, asked in the
form in which the window asks it, and some are opened on the screen. Exits 1 where any differs.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolButton, QWidget

from benchmarks.tour import found, wait
from monitor.core.records import Entry, SmartFolder
from monitor.core.retrospect import raise_on_stored
from monitor.core.store import Reader, open_library
from monitor.core.terms import Severity
from monitor.gui.figure import (
    AlertsOf,
    ArticlesOf,
    CountryMentions,
    EntityMentions,
    EntriesOf,
    Figure,
    FigureButton,
    LedgerOf,
    Question,
    StoriesOf,
)
from monitor.gui.models.alert_filter import passes
from monitor.gui.models.columns import FIGURE_ROLE
from monitor.gui.models.filter import ENTITY_FACETS, ArticleFilter, Chip, Facet
from monitor.gui.program import Program
from monitor.gui.session import open_window
from monitor.gui.sidebar import PLACE_ROLE
from monitor.gui.surroundings import make_surroundings
from monitor.gui.views.mentions import answer
from monitor.paths import resources

PAGES = ("today", "articles", "entities", "map", "watchlist", "alerts", "imports")
OPENED = 3  # figures a filter that are opened on the screen; the others are asked of the core
WORDS = ("minister", "ferries OR harbour", "Georgia", '"the Gulf"', "NOT Finland", "talk*", "TITLE(Estonia)", "said")
ENTRIES = (
    Entry("Darina Koss", weak=("Koss",), severity=Severity.HIGH),
    Entry("Odrin Lines", severity=Severity.CRITICAL),
    Entry("Rotterdam", severity=Severity.LOW),
)
FOLDERS = (SmartFolder("Harbours", "harbour OR port"), SmartFolder("Unread Dutch", "country:NL is:unread"))
COPIED = (
    "The harbour of Larnmouth stays closed until Thursday after the storm, the port of Tallinn in Estonia said."
    " Ferries to Finland are cancelled and forty lorries wait at the quay, their drivers in the hall of the customs."
)
COPIES = tuple({"title": "Harbour stays closed", "text": COPIED, "source": name} for name in ("Quay", "Pier", "Mole"))
FOLDED = 0.4  # the share of filters under which the list has a row a story
ROOT = QModelIndex()
NUMBER_AT_END = re.compile(r"([\d,]+)$")


class Counters:
    """Sets filters in a window and compares what it counts.

    Attributes:
        compared: How many counters were compared.
        opened: How many of them were opened on the screen.
        wrong: What differs, a sentence each.
    """

    def __init__(self, program: Program, seed: int) -> None:
        self.compared = 0
        self.opened = 0
        self.wrong: list[str] = []
        self._program = program
        self._random = random.Random(seed)
        self._reader = open_library(program.background.library)
        self._facets = list(find_chips(self._reader))

    def close(self) -> None:
        """Close the library."""
        self._reader.close()

    def check(self) -> ArticleFilter:
        """Set a random filter, compare every counter of every page, and return the filter."""
        chosen = self._random_filter()
        self._program.views.articles.use_folding(self._random.random() < FOLDED)
        self._program.views.articles.show_filter(chosen)
        self._check_facets(chosen)
        shown = []
        for page in PAGES:
            self._program.window.show_page(page)
            self._settle()
            figures = find_figures(self._program.window)
            for figure in figures:  # at once: the alerts page marks as seen what it shows
                self._compare(figure, chosen)
            shown += figures
            self._check_choices()
        fresh = [figure for figure in shown if answer_length(self._reader, figure.opens) == figure.value]
        for figure in self._random.sample(fresh, min(OPENED, len(fresh))):
            self._open(figure, chosen)
        return chosen

    def _random_filter(self) -> ArticleFilter:
        chips = self._random.sample(self._facets, self._random.choice((0, 1, 1, 2, 3)))
        text = self._random.choice(("", "", *WORDS))
        chosen = ArticleFilter(text)
        for chip in chips:
            chosen = chosen.with_chip(Chip(chip.facet, chip.value, self._random.random() < 0.25))
        return chosen

    def _settle(self) -> None:
        """Wait until nothing is asked, and nothing is about to be counted again after a write."""
        program, behind = self._program, self._program.background
        soon = (program.counts._soon, program.smart_folders._listing._soon, program.views.today._listing._soon)
        wait(
            lambda: behind.reading.is_idle and behind.writing.is_idle and not any(timer.isActive() for timer in soon),
            "the answers of a page",
            60,
        )

    # --- comparing ----------------------------------------------------------------------------

    def _compare(self, figure: Figure, chosen: ArticleFilter) -> None:
        self.compared += 1
        length = answer_length(self._reader, figure.opens)
        if length != figure.value:
            self.wrong.append(f"{figure.value} opens {length}: {figure.opens} under {chosen.query!r}")

    def _check_facets(self, chosen: ArticleFilter) -> None:
        """Open the lists of countries, names and outlets, and compare what they count."""
        bar = self._program.views.articles.filter_bar
        for open_popup in (bar.open_countries, bar._open_names, bar._open_sources):
            open_popup()
            self._settle()
            popup = next(one for one in bar._facets.values() if one.isVisible())
            for figure in find_figures(popup):
                self._compare(figure, chosen)
            popup.hide()

    def _check_choices(self) -> None:
        """Click the choices of alerts and imports, which count in their words, and compare with the rows."""
        views = self._program.views
        if self._program.window.page not in ("alerts", "imports"):
            return
        view = views.alerts if self._program.window.page == "alerts" else views.imports
        for button in list(view._choices.values()):
            button.click()
            self._settle()
            self.compared += 1
            if number_of(button) != len(view.rows.rows):
                self.wrong.append(f"{button.text()} opens {len(view.rows.rows)} rows")

    def _open(self, figure: Figure, chosen: ArticleFilter) -> None:
        """Open a figure on the screen and count the rows."""
        self.opened += 1
        self._program.window.open_figure(figure)
        self._settle()
        rows = self._rows_shown(figure.opens)
        if rows != figure.value:
            self.wrong.append(f"{figure.value} opens {rows} rows: {figure.opens} under {chosen.query!r}")

    def _rows_shown(self, question: Question) -> int:
        views = self._program.views
        match question:
            case ArticlesOf() | StoriesOf():
                return views.articles.model.rowCount(ROOT)
            case EntityMentions() | CountryMentions():
                return len(views.reading_room.mentions.rows.rows)
            case AlertsOf():
                return len(views.alerts.rows.rows)
            case LedgerOf():
                return len(views.imports.rows.rows)
            case EntriesOf():
                return len(views.watchlist.rows.rows)


def find_figures(root: QWidget) -> list[Figure]:
    """Return every figure on the screen below a widget: of buttons, of tables, of the sidebar."""
    figures = [one.figure for one in root.findChildren(FigureButton) if one.isVisible() and one.isEnabled()]
    for view in root.findChildren(QAbstractItemView):
        if view.isVisible():
            figures += _cells(view)
    return figures


def _cells(view: QAbstractItemView) -> Iterator[Figure]:
    model = view.model()
    columns = model.columnCount(ROOT) if isinstance(view, QTableView) else 1
    for row in range(model.rowCount(ROOT)):
        for column in range(columns):
            if isinstance(view, QTableView) and view.isColumnHidden(column):
                continue
            index = model.index(row, column)
            cell, place = index.data(FIGURE_ROLE), index.data(PLACE_ROLE)
            figure = cell if isinstance(cell, Figure) else getattr(place, "figure", None)
            if isinstance(figure, Figure):
                yield figure


def answer_length(reader: Reader, question: Question) -> int:
    """Return how many rows the list behind a question has, as the pages ask for it."""
    match question:
        case ArticlesOf(query):
            return len(reader.article_ids(ArticleFilter.of_query(query).query))
        case StoriesOf(query):
            return len(reader.first_of_stories(reader.article_ids(ArticleFilter.of_query(query).query)))
        case EntityMentions() | CountryMentions():
            return len(answer(reader, question))
        case AlertsOf():
            return sum(passes(alert, question) for alert in reader.alerts())
        case LedgerOf(statuses, since):
            return len(reader.ledger(*statuses, since=since))
        case EntriesOf():
            return len(reader.entries())


def number_of(button: QToolButton) -> int:
    """Return the number that a button's words end in."""
    return int(found(NUMBER_AT_END.search(button.text()))[1].replace(",", ""))


def find_chips(reader: Reader) -> Iterator[Chip]:
    """Yield conditions that mean something in a library."""
    for country in reader.countries():
        yield Chip(Facet.COUNTRY, country.code)
        yield Chip(Facet.FOCUS, country.code)
    for entity in reader.entities(limit=40):
        yield Chip(ENTITY_FACETS[entity.type], entity.name)
    for source in reader.sources():
        if source.value:
            yield Chip(Facet.SOURCE, source.value)
    for day in reader.days():
        if day.value:
            yield Chip(Facet.DATE, day.value)
            yield Chip(Facet.DATE, f"{day.value}..{day.value[:4]}-12-31")
    yield Chip(Facet.IS, "unread")
    yield Chip(Facet.IS, "starred")


def make_library(library: Path) -> None:
    """Take the samples in, with a watchlist."""
    files = [str(file) for file in sorted((resources() / "samples").iterdir()) if file.name != "README.md"]
    copies = library.with_name("copies.jsonl")
    copies.write_text("".join(json.dumps(record) + "\n" for record in COPIES), encoding="utf-8")
    command = [sys.executable, "-m", "monitor", "ingest", *files, str(copies), "--db", str(library)]
    subprocess.run(command, check=False, capture_output=True, timeout=240)
    with open_library(library, write=True) as store:
        for entry in ENTRIES:
            store.put_entry(entry)
        raise_on_stored(store, ENTRIES, today=None)
        for folder in FOLDERS:
            store.put_folder(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filters", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = options.db or Path(name) / "library.db"
        if options.db is None:
            make_library(library)
        session = open_window(make_surroundings(preferences=Path(name) / "window.ini"), library)
        wait(lambda: session.program is not None and session.program.background.is_open, "the window")
        counters = Counters(found(session.program), options.seed)
        for _ in range(options.filters):
            counters.check()
        counters.close()
        session.close()
    for sentence in counters.wrong:
        print(sentence)
    print(f"{options.filters} filters, {counters.compared} counters compared, {counters.opened} opened on the screen:")
    print(f"{len(counters.wrong)} differ")
    return int(bool(counters.wrong))


if __name__ == "__main__":
    sys.exit(main())
