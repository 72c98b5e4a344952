"""The reader: an article's clean text with what was found in it, and behind it the X-ray."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from monitor.core.store import StoredArticle
from monitor.gui.icons import Icons
from monitor.gui.models.articles import origin_text
from monitor.gui.models.words import arrival_day, day_text
from monitor.gui.shown import SHOWN_LENGTH, one_line
from monitor.gui.theme import Theme
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.page import MARGIN, Ink, TextPage
from monitor.gui.views.parts import hairline, plain_label, tool_button
from monitor.gui.views.reading import (
    Hit,
    HitKind,
    Passage,
    body_passage,
    find_hits,
    heading_marks,
    make_marks,
    title_passage,
)
from monitor.gui.views.xray import Xray

TITLE_PX = 21
TITLE_LINES = 4  # taller titles scroll
CLEAN, XRAY = 0, 1


class ReaderView(QWidget):
    """Shows one article to read.

    Signals:
        hit_menu_asked(object, str, QPoint): a context menu for a Hit (None beside any) with the selected words.
        end_reached(): paging on at the end of the text.
    """

    hit_menu_asked = Signal(object, str, QPoint)
    end_reached = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("reader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Reader"))
        self._theme = theme
        self._article: StoredArticle | None = None
        self._hits: list[Hit] = []
        self._at: int | None = None
        self._shown_kinds = set(HitKind)
        self._title = _TitlePage()
        self._meta = plain_label(role="secondary", wrap=True)
        self.page = TextPage()
        self.page.setAccessibleName(self.tr("Text of the article"))
        self._more = tool_button(self.tr("The text goes on. Show all of it"), "link")
        self.xray = Xray(theme)
        self._tabs = QTabBar()
        self._pages = QStackedWidget()
        self._empty = EmptyState(icons, icon="article", heading=self.tr("No article chosen"))
        self._body = QWidget()
        self._toggles = {kind: self._make_toggle(kind) for kind in HitKind}
        self._make_steps(icons)
        self._arrange()
        self._connect()
        self.show_article(None)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def article(self) -> StoredArticle | None:
        """The article that is shown."""
        return self._article

    @property
    def hits(self) -> list[Hit]:
        """The highlights of the kinds that are switched on, in reading order."""
        return [hit for hit in self._hits if hit.kind in self._shown_kinds]

    def show_article(self, article: StoredArticle | None) -> None:
        """Show an article from its beginning; nothing where None. The same article keeps its place."""
        before, self._article = self._article, article
        same = article is not None and before is not None and article.key == before.key
        if article is not None and before is not None and same and looks_the_same(article, before):
            return  # it was only marked: selection and hit stay
        position = self.page.verticalScrollBar().value() if same else 0
        self._empty.setVisible(article is None)
        self._body.setVisible(article is not None)
        if article is None:
            return
        self._at = None
        self._title.show_passage(title_passage(article.analysis.article, self.tr("Untitled")))
        self._meta.setText(meta_line(article, self.tr))
        self._show_body(SHOWN_LENGTH)
        self.xray.show_article(article.analysis.article)
        self._dress()
        self.page.verticalScrollBar().setValue(position)

    def reveal(self, start: int, end: int, *, in_title: bool = False) -> None:
        """Bring a span of the article into view: in the clean text, or in the X-ray where that leaves it out."""
        ink = self._current_ink()
        if self._title.takes(in_title) and self._title.reveal(start, end, ink):
            self._tabs.setCurrentIndex(CLEAN)
        elif not in_title and self.page.shown.spans(start, end):
            self._tabs.setCurrentIndex(CLEAN)
            self._title.setExtraSelections([])
            self.page.reveal(start, end, ink)
        elif not in_title:
            self._tabs.setCurrentIndex(XRAY)
            self.xray.page.reveal(start, end, ink)

    def next_hit(self) -> None:
        """Go to the next highlight; in the X-ray to the next part that was left out."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the previous one."""
        self._step(-1)

    def page_down(self) -> bool:
        """Scroll by a page; tell whether there was more to read."""
        page = self.xray.page if self._tabs.currentIndex() == XRAY else self.page
        bar = page.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + max(1, bar.pageStep() - 1))
        if bar.value() == before:
            self.end_reached.emit()
            return False
        return True

    def show_xray(self, on: bool = True) -> None:
        """Show the X-ray, or the clean text."""
        self._tabs.setCurrentIndex(XRAY if on else CLEAN)

    def toggle_xray(self) -> None:
        """Show the X-ray instead of the clean text, or the other way round."""
        self.show_xray(self._tabs.currentIndex() == CLEAN)

    def show_kind(self, kind: HitKind, on: bool) -> None:
        """Switch the highlights of a kind on or off."""
        self._shown_kinds = self._shown_kinds | {kind} if on else self._shown_kinds - {kind}
        self._toggles[kind].setChecked(on)
        self._dress()

    @property
    def selection(self) -> str:
        """The words that are selected in the text."""
        return self.page.textCursor().selectedText().replace("\u2029", " ").strip()

    # --- inside -------------------------------------------------------------------------------

    def _show_body(self, length: int) -> None:
        if self._article is None:
            return
        passage = body_passage(self._article.analysis.article, length=length)
        self.page.show_text(passage.shown)
        self._more.setVisible(passage.shown.is_cut)
        self._hits = [hit for hit in find_hits(self._article) if self._is_shown(hit)]

    def _is_shown(self, hit: Hit) -> bool:
        """Tell whether a hit stands in the headline or the clean text; captions and teasers are in the X-ray only."""
        page = self._title if self._title.takes(hit.in_title) else None
        if page is not None and page.shown.spans(hit.start, hit.end):
            return True
        return not hit.in_title and bool(self.page.shown.spans(hit.start, hit.end))

    def _show_all(self) -> None:
        if self._article is not None:
            self._show_body(len(self._article.analysis.article.text))
            self._dress()

    def _dress(self) -> None:
        """Paint the highlights that are switched on, in the theme's colours."""
        if self._article is None:
            return
        tokens = self._theme.tokens
        headings = heading_marks(self._article.analysis.article.blocks)
        self.page.show_marks(headings + make_marks(self.hits, tokens, in_title=False))
        self._title.show_marks(make_marks(self.hits, tokens, in_title=self._title.in_title))
        self._count()

    def _count(self) -> None:
        hits = self.hits
        if self._at is not None and self._at >= len(hits):
            self._at = None
        at = "" if self._at is None else self.tr("{at} of {all}").format(at=self._at + 1, all=len(hits))
        self._where.setText(at or self.tr("{all} hits").format(all=f"{len(hits):,}") if hits else self.tr("No hits"))
        for button in (self._previous, self._next):
            button.setEnabled(bool(hits))

    def _step(self, by: int) -> None:
        if self._tabs.currentIndex() == XRAY:
            self.xray.step(by > 0)
            return
        hits = self.hits
        if not hits:
            return
        start = -1 if by > 0 else 0
        self._at = ((start if self._at is None else self._at) + by) % len(hits)
        hit = hits[self._at]
        self.reveal(hit.start, hit.end, in_title=hit.in_title)
        self._count()

    def _current_ink(self) -> Ink:
        return Ink(self._theme.tokens.accent, self._theme.tokens.on_accent)

    def _hit_at(self, place: int | None, *, in_title: bool) -> Hit | None:
        """Return the highlight at a place; a watch hit only where no name is."""
        if place is None:
            return None
        here = [hit for hit in self._hits if hit.in_title == in_title and hit.start <= place < hit.end]
        return min(here, key=lambda hit: hit.kind is HitKind.WATCH, default=None)

    def _ask_menu(self, place: int | None, at: QPoint) -> None:
        self.hit_menu_asked.emit(self._hit_at(place, in_title=False), self.selection, at)

    def _ask_title_menu(self, place: int | None, at: QPoint) -> None:
        self.hit_menu_asked.emit(self._hit_at(place, in_title=self._title.in_title), "", at)

    # --- making -------------------------------------------------------------------------------

    def _make_toggle(self, kind: HitKind) -> QToolButton:
        words = {
            HitKind.PERSON: self.tr("People"),
            HitKind.ORG: self.tr("Organisations"),
            HitKind.PLACE: self.tr("Places"),
            HitKind.OTHER: self.tr("Other names"),
            HitKind.WATCH: self.tr("Watch hits"),
        }
        button = tool_button(words[kind], "chip", checkable=True)
        button.setChecked(True)
        button.setProperty("kind", kind.value)
        button.setAccessibleName(self.tr("Highlight {kind}").format(kind=words[kind].lower()))
        button.clicked.connect(lambda on: self.show_kind(kind, on))
        return button

    def _make_steps(self, icons: Icons) -> None:
        self._where = plain_label(role="small")
        self._previous = tool_button("", "icon")
        self._next = tool_button("", "icon")
        icons.dress(self._previous, "up")
        icons.dress(self._next, "down")
        self._previous.setAccessibleName(self.tr("Previous hit"))
        self._next.setAccessibleName(self.tr("Next hit"))
        self._previous.setToolTip(self.tr("Previous hit (Shift+N)"))
        self._next.setToolTip(self.tr("Next hit (N)"))

    def _arrange(self) -> None:
        self._empty.say(self.tr("No article chosen"), self.tr("Choose one in the list: J and K move, Enter opens."))
        for title in (self.tr("Clean"), self.tr("X-ray")):
            self._tabs.addTab(title)
        self._tabs.setAccessibleName(self.tr("Clean text or X-ray"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        clean = QWidget()
        inner = QVBoxLayout(clean)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.page, 1)
        inner.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addWidget(clean)
        self._pages.addWidget(self.xray)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._title)
        body.addLayout(self._meta_row())
        body.addLayout(self._bar())
        body.addWidget(hairline())
        body.addWidget(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)

    def _meta_row(self) -> QHBoxLayout:
        self._meta_box = QHBoxLayout()
        self._meta_box.addWidget(self._meta)
        return self._meta_box

    def _bar(self) -> QVBoxLayout:
        self._chips = QWidget()
        chips = FlowLayout(self._chips, gap=6)
        for toggle in self._toggles.values():
            chips.addWidget(toggle)
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        tabs.addWidget(self._tabs)
        tabs.addStretch(1)
        for widget in (self._where, self._previous, self._next):
            tabs.addWidget(widget)
        self._bar_box = QVBoxLayout()
        self._bar_box.setSpacing(4)
        self._bar_box.addWidget(self._chips)
        self._bar_box.addLayout(tabs)
        return self._bar_box

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._show_tab)
        self._next.clicked.connect(self.next_hit)
        self._previous.clicked.connect(self.previous_hit)
        self._more.clicked.connect(self._show_all)
        self.page.menu_asked.connect(self._ask_menu)
        self._title.menu_asked.connect(self._ask_title_menu)
        self._theme.theme_changed.connect(self._dress)

    def _show_tab(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self._chips.setVisible(tab == CLEAN)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep everything in the margins of the text."""
        super().resizeEvent(event)
        side = self.page.side_for(self.width())
        self._title.use_side(side)
        self._meta_box.setContentsMargins(side, 0, side, 10)
        self._bar_box.setContentsMargins(side, 0, side, 0)


class _TitlePage(TextPage):
    """The headline: as tall as it is, highlighted like the text."""

    def __init__(self) -> None:
        self._side = MARGIN
        super().__init__(pixels=TITLE_PX)
        self.setAccessibleName(self.tr("Headline"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.in_title = False
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        self.document().setDefaultFont(font)

    def show_passage(self, passage: Passage) -> None:
        """Show a headline."""
        self.in_title = passage.in_title
        self.show_text(passage.shown)
        self._fit_height()

    def use_side(self, side: int) -> None:
        """Begin where the text below begins."""
        self._side = side
        self.fit()
        self._fit_height()

    def margins(self) -> tuple[int, int]:
        """Return those of the text below; headlines are set to the whole width between."""
        return self._side, self._side

    def use_pixels(self, pixels: int) -> None:
        """Be as tall as the headline in text of another size."""
        super().use_pixels(pixels)
        self._fit_height()

    def takes(self, in_title: bool) -> bool:
        """Tell whether spans of the title (or else of the text) count in this headline."""
        return self.in_title == in_title

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Be as tall as the headline at another width."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        lines = max(1, min(TITLE_LINES, self.line_count()))
        self.setFixedHeight(lines * self.line_height + 26)


def looks_the_same(one: StoredArticle, other: StoredArticle) -> bool:
    """Tell whether two states of an article are shown alike: the same findings, hits and copies."""
    evidence = [[alert.evidence for alert in stored.alerts] for stored in (one, other)]
    return one.analysis == other.analysis and evidence[0] == evidence[1] and one.copies == other.copies


def meta_line(stored: StoredArticle, say: Callable[[str], str]) -> str:
    """Return the line below the headline: who published it, when, in what language, how many copies there are."""
    article = stored.analysis.article
    source = origin_text(article.source, article.agency)
    published = day_text(article.published.value) if article.published else ""
    date = published or say("arrived {moment}").format(moment=arrival_day(stored.arrived))
    reporters = ", ".join(
        one_line(byline.name, 60) for byline in article.bylines if byline.role in ("reporter", "writer")
    )
    by = say("By {names}").format(names=reporters) if reporters else ""
    copies = say("{copies} copies").format(copies=stored.copies) if stored.copies > 1 else ""
    return " · ".join(part for part in (source, date, by, copies) if part)
