"""The mentions behind a count: each with its words around it, its zone, kind and rule; zones and kinds switch."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitor.core.records import Changes
from monitor.core.store import PlacedMention, Reader
from monitor.core.terms import COUNTED_ZONES, LISTED_ZONES, CountryKind, Zone
from monitor.core.tokens import name_key
from monitor.gui.figure import ALL_KINDS, CountryMentions, EntityMentions
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import ROW_ROLE, Column, RowsModel
from monitor.gui.models.listing import Listing
from monitor.gui.models.words import counted, kind_word, zone_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme, sized_font
from monitor.gui.views.findings import in_one_line, mentions_in
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import hairline, icon_button, plain_label
from monitor.gui.views.switch_menu import SwitchMenu
from monitor.gui.views.tables import RowsTable

MentionQuestion = EntityMentions | CountryMentions
ROW_PX = 52
SMALL_PX = 12


class MentionsView(QWidget):
    """Shows the list that a count is the length of.

    Signals:
        mention_chosen(PlacedMention): a mention was chosen, to be shown in its article.
        closed(): back to where the count was.
    """

    mention_chosen = Signal(object)
    closed = Signal()

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("mention_list")
        self._listing = Listing(reading, self)
        self._country_name = country_name
        self._question: MentionQuestion | None = None
        self._heading = plain_label(role="heading", wrap=True)
        self._note = plain_label(role="small", wrap=True)
        self._back = icon_button(icons, "left", self.tr("Back"))
        zones = [zone for zone in Zone if zone in LISTED_ZONES]
        self._zones = SwitchMenu(icons, self.tr("Zones that count"), zones, zone_word)
        self._kinds = SwitchMenu(icons, self.tr("Kinds of mention that count"), list(CountryKind), kind_word)
        self.rows: RowsModel[PlacedMention] = RowsModel(
            (Column(self.tr("Mention"), spoken_mention),),
            identity=lambda mention: (mention.article_id, mention.in_title, mention.start, mention.end),
        )
        self.table = RowsTable(self.rows, theme, sortable=False, row_height=MentionDelegate.row_height)
        self._arrange(theme)
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def question(self) -> MentionQuestion | None:
        """What is shown, with the zones and kinds that are switched on."""
        return self._question

    def show_question(self, question: MentionQuestion) -> None:
        """Show the mentions of an entity or a country."""
        self._question = question
        self._show_switches(question)
        self._heading.setText(self._words(self.tr("Counting…")))
        self._ask()

    def note_changes(self, changes: Changes) -> None:
        """Count again if a write concerns articles."""
        if self._question is not None and self.isVisible() and (changes.articles or changes.removed):
            self._listing.ask_again()

    def _ask(self) -> None:
        question = self._question
        if question is None:
            return
        self._listing.ask(lambda reader: answer(reader, question), self._take)

    def _take(self, mentions: list[PlacedMention]) -> None:
        self.rows.show_rows(mentions)
        self._heading.setText(self._words(counted(len(mentions), self.tr("mention"), self.tr("mentions"))))
        articles = len({mention.article_id for mention in mentions})
        where = counted(articles, self.tr("article"), self.tr("articles"))
        self._note.setText(where if self._question and self._question.article_id is None else "")
        self._note.setVisible(bool(self._note.text()))

    def _words(self, count: str) -> str:
        match self._question:
            case CountryMentions(code):
                name = self._country_name(code)
            case EntityMentions(entity, written=written):
                name = one_line(entity, 80)
                if written:
                    name = self.tr("{name}, written {written}").format(name=name, written=one_line(written, 60))
            case _:
                return count
        return self.tr("{count} of {name}").format(count=count, name=name)

    # --- switches -----------------------------------------------------------------------------

    def choose_zones(self, zones: Iterable[Zone]) -> None:
        """Count mentions in other zones."""
        if self._question is not None:
            self.show_question(replace(self._question, zones=frozenset(zones)))

    def choose_kinds(self, kinds: Iterable[CountryKind]) -> None:
        """Count country mentions of other kinds."""
        if isinstance(self._question, CountryMentions):
            self.show_question(replace(self._question, kinds=frozenset(kinds)))

    def _show_switches(self, question: MentionQuestion) -> None:
        usual = self.tr("Headline and body") if question.zones == COUNTED_ZONES else ""
        self._zones.show_chosen(question.zones, usual)
        self._kinds.setVisible(isinstance(question, CountryMentions))
        if isinstance(question, CountryMentions):
            self._kinds.show_chosen(question.kinds, self.tr("All kinds") if question.kinds == ALL_KINDS else "")

    # --- making -------------------------------------------------------------------------------

    def _arrange(self, theme: Theme) -> None:
        self.table.setItemDelegate(MentionDelegate(theme, self.table))
        self.table.setAccessibleName(self.tr("Mentions"))
        self.table.horizontalHeader().hide()
        head = QHBoxLayout()
        head.setContentsMargins(8, 10, 12, 4)
        head.setSpacing(10)
        head.addWidget(self._back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._heading)
        words.addWidget(self._note)
        head.addLayout(words, 1)
        switches = FlowLayout(gap=6)
        switches.setContentsMargins(12, 0, 12, 8)
        switches.addWidget(self._zones)
        switches.addWidget(self._kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(switches)
        layout.addWidget(hairline())
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._zones.switched.connect(self.choose_zones)
        self._kinds.switched.connect(self.choose_kinds)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(self._choose)

    def _choose(self, mention: PlacedMention | None) -> None:
        if mention is not None:
            self.mention_chosen.emit(mention)


class MentionDelegate(QStyledItemDelegate):
    """Paints a mention in its words, and below where it stands and why it is one."""

    def __init__(self, theme: Theme, table: QWidget) -> None:
        super().__init__(table)
        self._theme = theme

    @staticmethod
    def row_height(line: int) -> int:
        """Return the height of a row in pixels, given that of a line."""
        return max(ROW_PX, 2 * line + 16)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Rows are all of one height."""
        return QSize(80, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        tokens, mention = self._theme.tokens, index.data(ROW_ROLE)
        rect, font = QRect(option.rect), QFont(option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(tokens.selection if chosen else tokens.hover if over else tokens.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.hairline))
        if mention is None:
            return
        inner = rect.adjusted(14, 6, -12, -6)
        half = inner.height() // 2
        self._paint_words(painter, QRect(inner.left(), inner.top(), inner.width(), half), mention, font)
        painter.setFont(sized_font(font, SMALL_PX))
        painter.setPen(QColor(tokens.secondary))
        below = QRect(inner.left(), inner.top() + half, inner.width(), half)
        words = QFontMetrics(painter.font()).elidedText(
            mention_details(mention), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_words(self, painter: QPainter, rect: QRect, mention: PlacedMention, font: QFont) -> None:
        """Paint the mention in the middle of its words, so that mentions stand one below the other."""
        tokens = self._theme.tokens
        bold = sized_font(font, weight=QFont.Weight.DemiBold)
        plain = QFontMetrics(font)
        middle = in_one_line(mention.text)
        width = min(QFontMetrics(bold).horizontalAdvance(middle), rect.width() // 2)
        before = plain.elidedText(in_one_line(mention.before), Qt.TextElideMode.ElideLeft, (rect.width() - width) // 2)
        before = _from_a_word(before)
        left = plain.horizontalAdvance(before)
        painter.setFont(font)
        painter.setPen(QColor(tokens.secondary))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, before)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, middle)
        rest = rect.adjusted(left + width, 0, 0, 0)
        after = plain.elidedText(in_one_line(mention.after), Qt.TextElideMode.ElideRight, rest.width())
        painter.setFont(font)
        painter.setPen(QColor(tokens.secondary))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, after)


def _from_a_word(elided: str) -> str:
    """Return words that were cut at their beginning without the rest of the first one."""
    _, blank, rest = elided.partition(" ")
    return f"… {rest}" if elided.startswith("…") and blank and rest else elided


def answer(reader: Reader, question: MentionQuestion) -> list[PlacedMention]:
    """Return the mentions that a question is about."""
    if question.article_id is not None:
        return mentions_in(reader.article(question.article_id), question)
    if isinstance(question, EntityMentions):
        found = reader.entity_mentions(question.name, question.type, question.query, zones=question.zones)
        key = name_key(question.written)
        return [mention for mention in found if not question.written or name_key(mention.text) == key]
    return reader.country_mentions(question.code, question.query, kinds=question.kinds, zones=question.zones)


def mention_details(mention: PlacedMention) -> str:
    """Return where a mention stands and why it is one."""
    kind = kind_word(mention.kind) if mention.kind else ""
    rule = mention.rule if mention.rule.casefold() != kind.casefold() else ""
    title = one_line(mention.title or "")
    return " · ".join(part for part in (zone_word(mention.zone), kind, rule, title) if part)


def spoken_mention(mention: PlacedMention) -> str:
    """Return a mention as it is read out."""
    words = one_line(f"{mention.before}{mention.text}{mention.after}")
    return f"{words}. {mention_details(mention)}"
