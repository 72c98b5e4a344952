"""Where articles are read: the list at the left, the text in the middle, what is known of it at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from monitor.core.records import Changes
from monitor.core.store import PlacedMention, Reader, Sort, StoredArticle
from monitor.gui.actions import Actions
from monitor.gui.figure import ArticlesOf, CountryMentions, EntityMentions, Figure, StoriesOf
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.theme import Theme, text_scale
from monitor.gui.views.articles import ArticlesView
from monitor.gui.views.inspector import Inspector
from monitor.gui.views.mentions import MentionsView
from monitor.gui.views.reader import ReaderView
from monitor.paths import resources

READ_MS = 700  # an article that was passed over in less was not read
WIDTHS = (400, 540, 300)
LEAST_TEXT, LEAST_INSPECTOR = 260, 180  # pixels below which they are of no use
NARROW = 860  # pixels at the base font below which the inspector makes room for the text


@dataclass(frozen=True, slots=True)
class Place:
    """A span to show in an article once it is there."""

    article_id: int
    start: int
    end: int
    in_title: bool = False


class ReadingRoom(QWidget):
    """Shows articles and lets them be read.

    Signals:
        figure_opened(Figure): a count was opened whose answer is not shown here.
        name_menu_asked(str, EntityType, QPoint): a context menu for an entity.
        country_menu_asked(str, QPoint): a context menu for a country.
        hit_menu_asked(object, str, QPoint): a context menu in the text: a Hit or None, and the selected words.
        article_menu_asked(QPoint): a context menu for the selected articles.
        correction_asked(str, QPoint): a field of the article is to be corrected.
    """

    figure_opened = Signal(object)
    name_menu_asked = Signal(str, object, QPoint)
    country_menu_asked = Signal(str, QPoint)
    hit_menu_asked = Signal(object, str, QPoint)
    article_menu_asked = Signal(QPoint)
    correction_asked = Signal(str, QPoint)

    def __init__(
        self,
        reading: Jobs[Reader],
        actions: Actions,
        theme: Theme,
        icons: Icons,
        country_name: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._reading = reading
        self._actions = actions
        self.articles = ArticlesView(reading, theme, icons, country_name)
        self.reader = ReaderView(theme, icons)
        self.inspector = Inspector(theme, icons, country_name)
        self.mentions = MentionsView(reading, theme, icons, country_name)
        self._left = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._to_reveal: Place | None = None
        self._wants_inspector: bool | None = None  # as the analyst said at this width
        self._is_alone = False  # the text, in the focus mode
        self._read = QTimer(self, singleShot=True, interval=READ_MS)
        self._arrange()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def article(self) -> StoredArticle | None:
        """The article that is read."""
        return self.reader.article

    def load(self) -> None:
        """Ask for the list; called once the window is painted."""
        self.articles.load()

    def show_question(self, question: ArticlesOf | StoriesOf) -> None:
        """Show the articles, or the stories, under a query."""
        self._left.setCurrentWidget(self.articles)
        self.articles.show_question(question)

    def show_mentions(self, question: EntityMentions | CountryMentions) -> None:
        """Show the mentions behind a count, in the place of the list."""
        self._left.setCurrentWidget(self.mentions)
        self.mentions.show_question(question)

    def show_article(self, article_id: int, place: Place | None = None) -> None:
        """Show an article, at a span where one is given, whether or not the list holds it."""
        self._to_reveal = place
        self.articles.list.choose_article(article_id)
        if self.article is not None and self.article.article_id == article_id:
            self._reveal()
        else:
            self._ask(article_id)

    def show_mention(self, mention: PlacedMention) -> None:
        """Show a mention in its article."""
        place = Place(mention.article_id, mention.start, mention.end, mention.in_title)
        self.show_article(mention.article_id, place)

    def note_changes(self, changes: Changes) -> None:
        """Show again what a write concerns."""
        self.articles.note_changes(changes)
        self.mentions.note_changes(changes)
        article = self.article
        if article is None:
            return
        if article.article_id in changes.removed:
            key = article.key
            self._reading.ask(lambda reader: reader.find(key), self._follow, key=(self, "moved"))
        elif article.article_id in changes.articles or changes.alerts or changes.entries:
            self._ask(article.article_id)

    def forget_reading(self) -> None:
        """Do not mark the present article as read for being read: the analyst decided otherwise."""
        self._read.stop()

    def remove_samples(self) -> None:
        """Take the sample articles out of the library."""
        folder = str(resources() / "samples")
        self._reading.ask(lambda reader: reader.articles_from(folder), self._actions.remove, key=(self, "samples"))

    # --- moving -------------------------------------------------------------------------------

    def step(self, rows: int) -> None:
        """Go to another article, or another mention where those are listed."""
        if self._left.currentWidget() is self.mentions:
            self.mentions.table.step(rows)
        else:
            self.articles.list.step(rows)

    def page_on(self) -> None:
        """Read a page on; at the end of the text go to the next unread article."""
        if self.article is None or not self.reader.page_down():
            self.next_unread()

    def next_unread(self) -> None:
        """Go to the next unread article of the list."""
        model, row = self.articles.model, self.articles.list.current_row
        chips = self.articles.filter.query
        query = f"({chips}) AND is:unread" if chips else "is:unread"
        order, ids = model.order, model.ids

        def find(reader: Reader) -> int | None:
            unread = set(reader.article_ids(query, sort=order if order is not Sort.RELEVANCE else Sort.NEWEST))
            return next((one for one in ids[row + 1 :] if one in unread), None)

        self._reading.ask(find, self._go_to, key=(self, "unread"))

    def _go_to(self, article_id: int | None) -> None:
        if article_id is not None:
            self.articles.list.choose_article(article_id)

    # --- answers ------------------------------------------------------------------------------

    def _choose(self, article_id: int | None) -> None:
        self._read.stop()
        if article_id is None:
            self._reading.cancel((self, "article"))
            self._take(None)
        elif self.article is None or self.article.article_id != article_id:
            self._ask(article_id)

    def _ask(self, article_id: int) -> None:
        self._reading.ask(lambda reader: find_article(reader, article_id), self._take, key=(self, "article"))

    def _take(self, article: StoredArticle | None) -> None:
        self.reader.show_article(article)
        self.inspector.show_article(article)
        if article is not None:
            key, document = article.key, article.analysis.article.document
            place = (document.path, document.member, document.sha256)
            self._reading.ask(
                lambda reader: reader.original(*place),
                lambda kept: self.inspector.show_original(key, kept),
                key=(self, "original"),
            )
            self._read.start()
            self._reveal()

    def _reveal(self) -> None:
        place, article = self._to_reveal, self.article
        if place is None or article is None or place.article_id != article.article_id:
            return
        self._to_reveal = None
        self.reader.reveal(place.start, place.end, in_title=place.in_title)

    def _follow(self, article_id: int | None) -> None:
        """Go on with an article under its new number, or to the next where it is gone."""
        if article_id is not None:
            self.articles.list.follow(article_id)
            self._ask(article_id)
        else:
            self.articles.list.leave()

    def _note_read(self) -> None:
        if self.article is not None and self.isVisible():
            self._actions.note_read(self.article.article_id)

    def _open_figure(self, figure: Figure) -> None:
        if isinstance(figure.opens, EntityMentions | CountryMentions):
            self.show_mentions(figure.opens)
        else:
            self.figure_opened.emit(figure)

    # --- making -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self._left.addWidget(self.articles)
        self._left.addWidget(self.mentions)
        for widget in (self._left, self.reader, self.inspector):
            self._split.addWidget(widget)
        self.reader.setMinimumWidth(LEAST_TEXT)
        self.inspector.setMinimumWidth(LEAST_INSPECTOR)
        self._split.setObjectName("reading_split")
        self._split.setSizes(list(WIDTHS))
        for number, stretch in enumerate((1, 1, 0)):  # the text needs no more than its measure
            self._split.setStretchFactor(number, stretch)
        self._split.setCollapsible(1, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def toggle_inspector(self) -> None:
        """Show or hide what is known of the article."""
        self._wants_inspector = self.inspector.isHidden()
        self.inspector.setVisible(self._wants_inspector)

    def focus_text(self, on: bool) -> None:
        """Show the text alone, or list and inspector again."""
        self._is_alone = on
        self._left.setVisible(not on)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Have the inspector make room where there is little."""
        super().resizeEvent(event)
        was_narrow = event.oldSize().width() < self._narrow if event.oldSize().isValid() else None
        if (event.size().width() < self._narrow) != was_narrow:
            self._wants_inspector = None
            self._fit()

    @property
    def _narrow(self) -> int:
        return round(NARROW * text_scale())

    def _fit(self) -> None:
        """Show the inspector as the analyst wants it; where nothing was said, wherever there is room."""
        wanted = self.width() >= self._narrow if self._wants_inspector is None else self._wants_inspector
        self.inspector.setVisible(wanted and not self._is_alone)

    def _connect(self) -> None:
        self.articles.filter_changed.connect(lambda _: self._left.setCurrentWidget(self.articles))
        self.articles.article_chosen.connect(self._choose)
        self.articles.article_opened.connect(lambda _: self.reader.page.setFocus())
        self.articles.menu_asked.connect(self.article_menu_asked)
        self.articles.figure_opened.connect(self._open_figure)
        self.mentions.mention_chosen.connect(self.show_mention)
        self.mentions.closed.connect(lambda: self._left.setCurrentWidget(self.articles))
        self.reader.hit_menu_asked.connect(self.hit_menu_asked)
        self.inspector.figure_opened.connect(self._open_figure)
        self.inspector.name_menu_asked.connect(self.name_menu_asked)
        self.inspector.country_menu_asked.connect(self.country_menu_asked)
        self.inspector.span_chosen.connect(self.reader.reveal)
        self.inspector.correction_asked.connect(
            lambda field: self.correction_asked.emit(field, self.inspector.mapToGlobal(QPoint(8, 40)))
        )
        self._read.timeout.connect(self._note_read)


def find_article(reader: Reader, article_id: int) -> StoredArticle | None:
    """Return an article, None where it is gone meanwhile."""
    try:
        return reader.article(article_id)
    except KeyError:
        return None
