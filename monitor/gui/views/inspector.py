"""The inspector: what is known of the article that is read, every number with the mentions behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from monitor.core.record import shown_path
from monitor.core.records import Alert, Byline, Quote
from monitor.core.store import KeptOriginal, StoredArticle
from monitor.core.terms import EntityType
from monitor.gui.figure import AlertsOf, Figure, FigureButton
from monitor.gui.icons import Icons
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.words import day_text, kind_word, moment_text, severity_word, state_word, type_icon, type_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.findings import FoundCountry, FoundName, found_countries, found_names
from monitor.gui.views.parts import empty_layout, icon_button, plain_label, tool_button
from monitor.gui.views.quote_button import QuoteButton
from monitor.gui.views.tables import RowsTable

FIRST_NAMES = 12  # names before "Show all names", so that the details stay in reach
ROW_PX = 28
PENCIL_DROP = 5  # pixels by which words begin below the top of the pencil beside them
NUMBER_PX = 52  # four digits: these are the mentions of one article


@dataclass(frozen=True, slots=True)
class Detail:
    """A line of the details: what it is, what it says, how that is known, and the field that can be corrected."""

    name: str
    value: str
    note: str = ""
    field: str | None = None


class Inspector(QScrollArea):
    """Shows what is known of one article.

    Signals:
        figure_opened(Figure): a count was opened.
        name_menu_asked(str, EntityType, QPoint): a context menu for an entity.
        country_menu_asked(str, QPoint): a context menu for a country.
        correction_asked(str): the pencil beside title, source or date.
        alert_chosen(Alert): an alert was clicked.
        span_chosen(int, int): a quote was clicked, to be shown in the text.
    """

    figure_opened = Signal(object)
    name_menu_asked = Signal(str, object, QPoint)
    country_menu_asked = Signal(str, QPoint)
    correction_asked = Signal(str)
    alert_chosen = Signal(object)
    span_chosen = Signal(int, int)

    def __init__(self, theme: Theme, icons: Icons, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._icons = icons
        self._country_name = country_name
        self._article: StoredArticle | None = None
        self._body = QWidget()
        self._body.setObjectName("inspector_body")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._details = QGridLayout()
        self._alerts = QGridLayout()
        self._quotes = QVBoxLayout()
        self.countries: RowsModel[FoundCountry] = RowsModel(self._country_columns(), lambda row: row.code, icons.icon)
        self.names: RowsModel[FoundName] = RowsModel(self._name_columns(), lambda row: (row.name, row.type), icons.icon)
        self.country_rows = RowsTable(self.countries, theme, row_height=row_height)
        self.name_rows = RowsTable(self.names, theme, row_height=row_height)
        self._names: list[FoundName] = []
        self._shown_details: list[Detail] = []
        self._original = ""
        self._all_names = tool_button(self.tr("Show all names"), "link")
        self._sections: dict[str, QWidget] = {}
        self._arrange()
        self._connect()
        theme.theme_changed.connect(self._dress)
        self.show_article(None)

    # --- what is shown ------------------------------------------------------------------------

    def show_article(self, article: StoredArticle | None) -> None:
        """Show what is known of an article; nothing where None."""
        before, self._article = self._article, article
        self._body.setVisible(article is not None)
        if article is None:
            return
        if before is None or before.key != article.key:
            self._original = ""
        details = article_details(article, self.tr, self._original)
        if details != self._shown_details:
            self._shown_details = details
            self._show_details(details)
        if before is None or before.alerts != article.alerts:
            self._show_alerts(article.alerts)
        if before is None or before.key != article.key or before.analysis.quotes != article.analysis.quotes:
            self._show_quotes(article)
        self.countries.show_rows(found_countries(article, self._country_name))
        is_open = before is not None and before.key == article.key and not self._all_names.isVisibleTo(self)
        self._names = found_names(article)
        self._show_names(self._names if is_open else self._names[:FIRST_NAMES])
        _fit_height(self.country_rows)
        for name, rows in (("countries", self.countries.rows), ("names", self.names.rows)):
            self._sections[name].setVisible(bool(rows))

    def show_original(self, key: str, kept: KeptOriginal | None) -> None:
        """Show whether the bytes of an article's file are kept and are still what they were."""
        if self._article is None or self._article.key != key:
            return
        words = self.tr("Not kept")
        if kept is not None:
            words = self.tr("Kept, hash checked") if kept.is_whole else self.tr("Kept, but damaged: its hash differs")
        self._original = words
        self.show_article(self._article)

    def _dress(self) -> None:
        """Tint what was tinted in the colours of another theme, and make room for text of another size."""
        for table in (self.country_rows, self.name_rows):
            _fit_height(table)
        if self._article is not None:
            self._show_alerts(self._article.alerts)

    def _show_names(self, names: list[FoundName]) -> None:
        self.names.show_rows(names)
        self._all_names.setVisible(len(names) < len(self._names))
        _fit_height(self.name_rows)

    def _show_details(self, details: list[Detail]) -> None:
        empty_layout(self._details)
        for row, detail in enumerate(details):
            name = plain_label(detail.name, "small")
            name.setContentsMargins(0, PENCIL_DROP if detail.field else 1, 0, 0)
            self._details.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._details.addLayout(self._detail_value(detail), row, 1)

    def _detail_value(self, detail: Detail) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, PENCIL_DROP if detail.field else 0, 0, 0)
        value = plain_label(detail.value, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setMinimumWidth(1)  # a long word must not push the numbers above out of sight
        words.addWidget(value)
        if detail.note:
            note = plain_label(detail.note, "small", wrap=True)
            note.setMinimumWidth(1)
            words.addWidget(note)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addLayout(words, 1)
        row.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        if detail.field is not None:
            name = self.tr("Correct the {field}").format(field=detail.name.lower())
            pencil = icon_button(self._icons, "edit", name)
            pencil.setProperty("role", "icon")
            pencil.clicked.connect(lambda _=False, field=detail.field: self.correction_asked.emit(field))
            row.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        empty_layout(self._alerts)
        self._sections["alerts"].setVisible(bool(alerts))
        for number, alert in enumerate(alerts):
            mark = QLabel()
            mark.setPixmap(self._icons.icon(alert.severity.value, alert.severity.value).pixmap(16, 16))
            word = plain_label(severity_word(alert.severity))
            word.setProperty("severity", alert.severity.value)
            figure = Figure(1, AlertsOf(entry=alert.entry, article_id=alert.article_id))
            entry = FigureButton(figure, self.tr("alert on {entry}").format(entry=alert.entry))
            entry.setText(one_line(alert.entry, 28).replace("&", "&&"))
            entry.figure_opened.connect(self.figure_opened)
            state = plain_label(state_word(alert.state), "small")
            for column, widget in enumerate((mark, word, entry, state)):
                self._alerts.addWidget(widget, number, column, Qt.AlignmentFlag.AlignLeft)

    def _show_quotes(self, stored: StoredArticle) -> None:
        empty_layout(self._quotes)
        self._sections["quotes"].setVisible(bool(stored.analysis.quotes))
        for quote in stored.analysis.quotes:
            self._quotes.addWidget(self._quote_button(stored, quote))

    def _quote_button(self, stored: StoredArticle, quote: Quote) -> QWidget:
        words = one_line(stored.analysis.article.text[quote.start : quote.end], 160)
        speaker = one_line(quote.speaker or "", 60) or self.tr("Speaker not known")
        button = QuoteButton(speaker, words)
        button.clicked.connect(lambda: self.span_chosen.emit(quote.start, quote.end))
        return button

    # --- making -------------------------------------------------------------------------------

    def _country_columns(self) -> tuple[Column[FoundCountry], ...]:
        return (
            Column(
                self.tr("Country"),
                lambda row: row.label,
                icon=lambda row: ("country", "accent") if row.focus else ("country", "disabled"),
                tip=self._country_tip,
            ),
            Column(self.tr("Mentions"), figure=lambda row: row.figure, tip=self._country_tip, width=NUMBER_PX),
        )

    def _country_tip(self, row: FoundCountry) -> str:
        kinds = ", ".join(f"{kind_word(kind).lower()} {count}" for kind, count in row.kinds)
        about = self.tr("The article is about it") if row.focus else self.tr("Mentioned in passing")
        return "\n".join(part for part in (row.label, about, row.reason, kinds) if part)

    def _name_columns(self) -> tuple[Column[FoundName], ...]:
        return (
            Column(
                self.tr("Name"),
                lambda row: one_line(row.name, 120),
                icon=lambda row: (type_icon(row.type), _tone(row.type)),
                tip=lambda row: f"{one_line(row.name)}\n{type_word(row.type)}",
            ),
            Column(self.tr("Mentions"), figure=lambda row: row.figure, width=NUMBER_PX),
        )

    def _arrange(self) -> None:
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 4, 0, 16)
        layout.setSpacing(0)
        self._details.setContentsMargins(14, 0, 10, 6)
        self._details.setHorizontalSpacing(10)
        self._details.setVerticalSpacing(8)
        self._details.setColumnStretch(1, 1)
        self._alerts.setColumnStretch(2, 1)
        self._alerts.setContentsMargins(14, 0, 14, 6)
        self._quotes.setContentsMargins(6, 0, 6, 6)
        self._quotes.setSpacing(2)
        parts = (
            ("alerts", self.tr("Alerts"), self._alerts),
            ("countries", self.tr("Countries"), _boxed(self.country_rows)),
            ("names", self.tr("Names"), _boxed(self.name_rows, self._all_names)),
            ("details", self.tr("Details"), self._details),
            ("quotes", self.tr("Quotes"), self._quotes),
        )
        for name, title, content in parts:
            self._sections[name] = _section(title, content)
            layout.addWidget(self._sections[name])
        layout.addStretch(1)
        for table, name in ((self.country_rows, self.tr("Countries")), (self.name_rows, self.tr("Names"))):
            table.setAccessibleName(name)
            table.horizontalHeader().hide()
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._body)

    def _connect(self) -> None:
        self._all_names.clicked.connect(lambda: self._show_names(self._names))
        for table in (self.country_rows, self.name_rows):
            table.figure_opened.connect(self.figure_opened)
        self.country_rows.row_opened.connect(lambda row: self.figure_opened.emit(row.figure))
        self.name_rows.row_opened.connect(lambda row: self.figure_opened.emit(row.figure))
        self.country_rows.menu_asked.connect(lambda row, at: self.country_menu_asked.emit(row.code, at))
        self.name_rows.menu_asked.connect(lambda row, at: self.name_menu_asked.emit(row.name, row.type, at))


def row_height(line: int) -> int:
    """Return the height of a row in pixels, given that of a line: denser than on a page of its own."""
    return max(ROW_PX, line + 10)


def article_details(stored: StoredArticle, say: Callable[[str], str], original: str = "") -> list[Detail]:
    """Return the lines of the details; what an article does not have is left out, but for what can be corrected."""
    article, document = stored.analysis.article, stored.analysis.article.document
    photo = article.photo
    folder, _, file_name = shown_path(document.path).rpartition("/")
    details = [
        Detail(say("Title"), one_line(article.title or "") or say("None"), field="title"),
        Detail(say("Published"), *_published(stored, say), field="published"),
        Detail(say("Source"), one_line(article.source or "", 120) or say("Not known"), field="source"),
        Detail(say("Agency"), one_line(article.agency or "", 120), say("Syndicated") if article.syndicated else ""),
        Detail(say("By"), "\n".join(_byline(byline) for byline in article.bylines)),
        Detail(say("Dateline"), ", ".join(one_line(place.name, 80) for place in article.dateline)),
        Detail(say("Language"), article.language or ""),
        Detail(say("Photo"), _photo(photo.caption, photo.photographer, photo.provider) if photo else ""),
        Detail(say("Embargo"), _moment(document.metadata.get("embargoed"))),
        Detail(say("Terms of use"), _said(document.metadata.get("usage_terms"))),
        Detail(say("Urgency"), _said(document.metadata.get("urgency"))),
        Detail(say("Version"), _said(document.metadata.get("version")), _said(document.given_id)),
        Detail(say("Status"), stored.reason.sentence if stored.reason else ""),
        Detail(say("File"), file_name, "\n".join(part for part in (document.member, folder) if part)),
        Detail(say("Original"), original),
        Detail(say("Arrived"), moment_text(stored.arrived), f"SHA-256 {document.sha256[:16]}…"),
    ]
    return [detail for detail in details if detail.value or detail.field]


def _said(value: object) -> str:
    """Return what a format said in its own words."""
    return one_line(str(value), 300) if isinstance(value, str | int) and str(value).strip() else ""


def _moment(value: object) -> str:
    words = _said(value)
    return f"{day_text(words) or words}" if words else ""


def _published(stored: StoredArticle, say: Callable[[str], str]) -> tuple[str, str]:
    published = stored.analysis.article.published
    if published is None:
        return say("No date; listed by arrival"), ""
    others = [f"{day_text(other.value) or other.value} ({other.role})" for other in published.alternatives]
    notes = [say("Found: {method}").format(method=published.method)]
    if others:
        notes.append(say("Other dates: {dates}").format(dates=", ".join(others)))
    return day_text(published.value) or published.value, "\n".join(notes)


def _byline(byline: Byline) -> str:
    words = one_line(byline.name, 80)
    if byline.place:
        words += f", {one_line(byline.place, 60)}"
    return f"{words} ({byline.role})"


def _photo(*parts: str | None) -> str:
    return " · ".join(one_line(part, 240) for part in parts if part)


def _tone(type: EntityType) -> str:
    known = {EntityType.PERSON: "person_text", EntityType.ORG: "organisation_text", EntityType.PLACE: "place_text"}
    return known.get(type, "other_text")


def _section(title: str, content: QLayout) -> QWidget:
    section = QWidget()
    layout = QVBoxLayout(section)
    layout.setContentsMargins(0, 12, 0, 0)
    layout.setSpacing(6)
    heading = plain_label(title, "heading")
    heading.setContentsMargins(14, 0, 14, 0)
    layout.addWidget(heading)
    layout.addLayout(content)
    return section


def _boxed(*widgets: QWidget) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(6, 0, 6, 0)
    for widget in widgets:
        box.addWidget(widget)
    return box


def _fit_height(table: QTableView) -> None:
    """Make a table as tall as its rows: the inspector scrolls, not the table."""
    table.setFixedHeight(table.model().rowCount() * table.verticalHeader().defaultSectionSize() + 2)
