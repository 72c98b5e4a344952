"""The list of articles, of any length: all numbers in one array, the lines in pages as they are looked at.

The first page comes at once, the whole list of numbers and its length from the background. Every answer belongs
to the question that is shown when it comes, or is dropped (``Jobs`` answers only the newest of a key).
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from monitor.core.records import Changes
from monitor.core.store import ArticleRow, Reader, Sort
from monitor.core.terms import Severity, Status
from monitor.gui.figure import ArticlesOf, Figure
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import FIGURE_ROLE, ROW_ROLE, Index, as_tip
from monitor.gui.models.filter import Facet
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import arrival_day, counted, day_text, severity_word, utc_text
from monitor.gui.shown import one_line

PAGE = 128  # rows a page
PAGES = 16  # pages kept: 2,048 rows, 3 MB; one further back is asked for again
FIRST = 128  # rows of the first answer
ASKED_AT_ONCE = 4  # pages on their way; a quick scroll past others drops them


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A row as it is painted: every word made once, when its page comes."""

    row: ArticleRow
    title: str
    source: str
    date: str
    countries: str
    copies: str
    tags: str
    spoken: str
    figure: Figure | None = None  # the copies, itself among them


@dataclass(frozen=True, slots=True)
class ArticleColumn:
    """A column of the list: its title, its words, and how the list is sorted by it."""

    title: str
    text: Callable[[ArticleLine], str]
    sort: Sort | None = None
    width: int = 0
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The numbers of the rows, and how many articles they stand for: more, where a story is one row."""

    ids: "array[int]"
    articles: int


class ArticlesModel(QAbstractTableModel):
    """Shows the articles under a query.

    Signals:
        counted(int): the whole length of the list is known.
        query_refused(MonitorError): the query cannot be understood; the list stays as it was.
        first_rows_shown(): the first page of another query or order is there.
    """

    counted = Signal(int)
    query_refused = Signal(object)
    first_rows_shown = Signal()

    def __init__(self, reading: Jobs[Reader], country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._reading = reading
        self._country_name = country_name
        self._query = ""
        self._sort = Sort.NEWEST
        self._folded = False
        self._articles = 0
        self._ids: array[int] = array("q")
        self._is_whole = False
        self._pages: OrderedDict[int, list[ArticleLine | None]] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: list[int] = []
        self.columns = article_columns(self.tr)
        self._listing = Listing(reading, self)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """The query that is shown, in the grammar of ``media-monitor search``."""
        return self._query

    @property
    def order(self) -> Sort:
        """How the list is sorted."""
        return self._sort

    @property
    def is_folded(self) -> bool:
        """Whether a story has one row, however many articles it is."""
        return self._folded

    @property
    def articles(self) -> int:
        """How many articles the rows stand for, as far as is known."""
        return self._articles

    @property
    def is_whole(self) -> bool:
        """Whether the length is known."""
        return self._is_whole

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of the articles, in order; the first page of them until the list is whole."""
        return self._ids

    def show(self, query: str, order: Sort = Sort.NEWEST, *, folded: bool = False) -> None:
        """Show the articles under a query; with ``folded`` of each story only the first in this order."""
        self._query, self._sort, self._folded = query, order, folded
        self._listing.remember(
            lambda reader: list_rows(reader, query, order, folded=folded),
            self._take_ids,
            failed=self.query_refused.emit,
        )
        self._reading.ask(
            lambda reader: _first_page(reader, query, order, folded=folded),
            self._take_first,
            failed=self.query_refused.emit,
            key=(self, "first"),
        )

    def refresh(self) -> None:
        """Ask for the same list again, keeping what is on the screen until the answer."""
        self._listing.ask_now()

    def note_changes(self, changes: Changes) -> None:
        """Refresh soon if a write concerns articles."""
        if changes.articles or changes.removed or changes.alerts or changes.entries:
            self._note_stale()
            self._listing.ask_again()

    def article_at(self, row: int) -> int | None:
        """Return the number of the article in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, article_id: int) -> int | None:
        """Return the row of an article, None where the list (as far as known) does not hold it."""
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def line(self, row: int) -> ArticleLine | None:
        """Return a row's words, None while its page is on its way; asking brings the page."""
        if not 0 <= row < len(self._ids):
            return None
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None or number in self._stale:
            self._ask_page(number)
        if page is None or place >= len(page):
            return None
        self._pages.move_to_end(number)
        return page[place]

    # --- answers ------------------------------------------------------------------------------

    def _take_first(self, answer: "tuple[Listed, list[ArticleRow]]") -> None:
        listed, rows = answer
        ids, self._articles = listed.ids, listed.articles
        self._show_ids(ids, is_whole=listed.articles < FIRST)
        self._keep_page(0, rows)
        self.first_rows_shown.emit()
        if not self._is_whole:
            self._listing.ask_now()
        else:
            self.counted.emit(len(ids))

    def _take_ids(self, listed: Listed) -> None:
        ids, self._articles = listed.ids, listed.articles
        if ids == self._ids:
            self._is_whole = True
            self._note_stale()
        elif not self._is_whole and ids[: len(self._ids)] == self._ids:
            self._grow(ids)
        else:
            self._show_ids(ids, is_whole=True)
        self.counted.emit(len(ids))

    def _grow(self, ids: "array[int]") -> None:
        """Add what follows the first page; nothing on the screen moves."""
        self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
        self._ids, self._is_whole = ids, True
        self._stale.update(number for number, page in self._pages.items() if len(page) < PAGE)
        self.endInsertRows()

    def _show_ids(self, ids: "array[int]", *, is_whole: bool) -> None:
        self.beginResetModel()
        self._drop_asked()
        lines = {line.row.article_id: line for page in self._pages.values() for line in page if line is not None}
        self._ids, self._is_whole = ids, is_whole
        self._pages.clear()
        self._keep_known(lines)
        self.endResetModel()

    def _keep_known(self, lines: dict[int, ArticleLine]) -> None:
        """Fill the pages that can be filled from the lines that were there: nothing flickers on a refresh."""
        for number in range(min(PAGES // 2, (len(self._ids) + PAGE - 1) // PAGE)):
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            if any(article_id in lines for article_id in ids):
                self._pages[number] = [lines.get(article_id) for article_id in ids]
                self._stale.add(number)

    def _note_stale(self) -> None:
        self._stale.update(self._pages)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def _ask_page(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.append(number)
        if len(self._asked) > ASKED_AT_ONCE:
            self._reading.cancel((self, self._asked.pop(0)))
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        self._reading.ask(
            lambda reader: reader.rows(ids),
            lambda rows: self._take_page(number, rows),
            key=(self, number),
        )

    def _take_page(self, number: int, rows: list[ArticleRow]) -> None:
        if number in self._asked:
            self._asked.remove(number)
        self._keep_page(number, rows)
        last = min((number + 1) * PAGE, len(self._ids)) - 1
        if last >= number * PAGE:
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1))

    def _keep_page(self, number: int, rows: list[ArticleRow]) -> None:
        found = {row.article_id: row for row in rows}
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        self._pages[number] = [self._make_line(found[one]) if one in found else None for one in ids]
        self._pages.move_to_end(number)
        self._stale.discard(number)
        while len(self._pages) > PAGES:
            self._pages.popitem(last=False)

    def _drop_asked(self) -> None:
        for number in self._asked:
            self._reading.cancel((self, number))
        self._asked.clear()
        self._stale.clear()

    def _make_line(self, row: ArticleRow) -> ArticleLine:
        return make_line(row, self._country_name, self.tr)

    # --- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return the length as far as it is known."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; None for what is not asked in a list, fast."""
        if role == Qt.ItemDataRole.DisplayRole:
            line = self.line(index.row())
            return self.columns[index.column()].text(line) if line else "…"
        if role == ROW_ROLE:
            return self.line(index.row())
        if role == FIGURE_ROLE:
            line = self.line(index.row())
            return line.figure if line and (index.column() == 0 or self.columns[index.column()].is_figure) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self.line(index.row())
            return line.spoken if line else self.tr("Loading")
        if role == Qt.ItemDataRole.ToolTipRole:
            line = self.line(index.row())
            return as_tip(_tip(line)) if line else None
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column that the library can sort by; dates also the other way round."""
        wanted = self.columns[column].sort if 0 <= column < len(self.columns) else None
        if wanted is Sort.NEWEST and order == Qt.SortOrder.AscendingOrder:
            wanted = Sort.OLDEST
        if wanted is not None and wanted is not self._sort:
            self.show(self._query, wanted, folded=self._folded)


def article_columns(tr: Callable[[str], str]) -> tuple[ArticleColumn, ...]:
    """Return the columns of the list; in the comfortable rows all stand in the first."""
    return (
        ArticleColumn(tr("Title"), lambda line: line.title, Sort.TITLE),
        ArticleColumn(tr("Source"), lambda line: line.source, Sort.SOURCE, width=150),
        ArticleColumn(tr("Countries"), lambda line: line.countries, width=150),
        ArticleColumn(tr("Copies"), lambda line: line.copies, width=92, is_figure=True),
        ArticleColumn(tr("Published"), lambda line: line.date, Sort.NEWEST, width=120),
    )


def make_line(row: ArticleRow, country_name: Callable[[str], str], tr: Callable[[str], str]) -> ArticleLine:
    """Return the words of a row."""
    title = one_line(row.title or "") or tr("Untitled")
    source = origin_text(row.source, row.agency)
    date = day_text(row.published) or tr("arrived {moment}").format(moment=arrival_day(row.arrived))
    countries = ", ".join(country_name(code) for code in row.focus)
    figure = Figure(row.copies, ArticlesOf(f"{Facet.STORY}:{row.story}")) if row.copies > 1 else None
    copies = f"▸ {counted(row.copies, tr('copy'), tr('copies'))}" if figure else ""
    marks = [
        tr("Unread") if row.unread else "",
        tr("Starred") if row.starred else "",
        tr("{severity} alert").format(severity=severity_word(row.severity)) if row.severity else "",
        tr("Came in only in part") if row.status is Status.PARTIAL else "",
    ]
    spoken = ". ".join(part for part in (*marks, title, source, date, countries, copies.removeprefix("▸ ")) if part)
    return ArticleLine(row, title, source, date, countries, copies, ", ".join(row.tags), spoken, figure)


def origin_text(source: str | None, agency: str | None) -> str:
    """Return who published an article and, where that is another, whose text it is: "The Mail ← Reuters"."""
    return " ← ".join(dict.fromkeys(one_line(name, 80) for name in (source, agency) if name))


def severity_icon(severity: Severity) -> tuple[str, str]:
    """Return the icon of a severity and the token that tints it: they have the same names."""
    return severity.value, severity.value


def _tip(line: ArticleLine) -> str:
    when = utc_text(line.row.published or line.row.arrived)
    return "\n".join(part for part in (line.title, line.source, when, line.countries, line.copies) if part)


def list_rows(reader: Reader, query: str, order: Sort, *, folded: bool, limit: int | None = None) -> Listed:
    """Return the articles under a query in order; with ``folded`` of each story only the first."""
    ids = reader.article_ids(query, sort=order, limit=limit)
    return Listed(reader.first_of_stories(ids) if folded else ids, len(ids))


def _first_page(reader: Reader, query: str, order: Sort, *, folded: bool) -> "tuple[Listed, list[ArticleRow]]":
    listed = list_rows(reader, query, order, folded=folded, limit=FIRST)
    return listed, reader.rows(listed.ids)
