"""A watchlist entry tried on what is stored, before it is saved: what it would raise, in which words."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.core.moments import published_day
from monitor.core.records import Entry, Zone
from monitor.core.retrospect import hits_on_stored
from monitor.core.store import PlacedMention, Reader
from monitor.gui.actions import today
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.words import counted, zone_word
from monitor.gui.theme import Theme
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.findings import CONTEXT
from monitor.gui.views.mentions import MentionDelegate, spoken_mention
from monitor.gui.views.parts import plain_label
from monitor.gui.views.tables import RowsTable


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an entry would find: every matched span, in how many articles, over how many weeks, in which zones."""

    mentions: tuple[PlacedMention, ...]
    articles: int
    weeks: int
    zones: tuple[tuple[Zone, int], ...]


class RehearsalView(QWidget):
    """Shows what an entry would find.

    Signals:
        mention_chosen(PlacedMention): a match was opened, to be shown in its article.
    """

    mention_chosen = Signal(object)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._reading = reading
        self._heading = plain_label(role="heading", wrap=True)
        self._note = plain_label(role="small", wrap=True)
        self.rows: RowsModel[PlacedMention] = RowsModel(
            (Column(self.tr("Match"), spoken_mention),),
            identity=lambda mention: (mention.article_id, mention.in_title, mention.start, mention.end),
        )
        self.table = RowsTable(self.rows, theme, sortable=False, row_height=MentionDelegate.row_height)
        self._empty = EmptyState(icons, icon="search", heading="")
        self._arrange(theme)
        self.table.row_opened.connect(self.mention_chosen)
        self.forget()

    def forget(self) -> None:
        """Show that nothing was tried yet."""
        self._reading.cancel((self, "rehearsal"))
        self._show_empty(
            self.tr("Rehearse before you save"),
            self.tr("Rehearsing tries the entry on every stored article and saves nothing."),
        )

    def rehearse(self, entry: Entry) -> None:
        """Try an entry."""
        self._show_empty(self.tr("Searching what is stored…"), "")
        self._reading.ask(lambda reader: rehearse(reader, entry), self._take, key=(self, "rehearsal"))

    def _take(self, found: Rehearsed) -> None:
        if not found.mentions:
            self._show_empty(
                self.tr("It would find nothing"), self.tr("No stored article has this name in these zones.")
            )
            return
        self.rows.show_rows(found.mentions)
        articles = counted(found.articles, self.tr("article"), self.tr("articles"))
        self._heading.setText(self.tr("It would find {articles}").format(articles=articles))
        weeks = counted(found.weeks, self.tr("week"), self.tr("weeks"))
        zones = ", ".join(f"{zone_word(zone).lower()} {number:,}" for zone, number in found.zones)
        self._note.setText(self.tr("In {weeks}. Matches by zone: {zones}").format(weeks=weeks, zones=zones))
        self._set_found(True)

    def _show_empty(self, heading: str, text: str) -> None:
        self.rows.show_rows(())
        self._empty.say(heading, text)
        self._set_found(False)

    def _set_found(self, found: bool) -> None:
        for widget in (self._heading, self._note, self.table):
            widget.setVisible(found)
        self._empty.setVisible(not found)

    def _arrange(self, theme: Theme) -> None:
        self.table.setObjectName("rehearsal_list")
        self.table.setAccessibleName(self.tr("What the entry would find"))
        self.table.setItemDelegate(MentionDelegate(theme, self.table))
        self.table.horizontalHeader().hide()
        for label in (self._heading, self._note):
            label.setContentsMargins(16, 0, 16, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(self._note)
        layout.addSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)


def rehearse(reader: Reader, entry: Entry) -> Rehearsed:
    """Try an entry on what is stored."""
    mentions: list[PlacedMention] = []
    weeks = set()
    articles = set()
    for number, hit in hits_on_stored(reader, [entry], today=today()):
        article = reader.analysis(number).article
        articles.add(number)
        day = published_day(article.published.value if article.published else None)
        weeks.add(day.isocalendar()[:2] if day else None)
        for one in hit.evidence:
            text = (article.title or "") if one.in_title else article.text
            mentions.append(
                PlacedMention(
                    article_id=number,
                    title=article.title,
                    start=one.start,
                    end=one.end,
                    zone=one.zone,
                    in_title=one.in_title,
                    text=one.text,
                    name=entry.name,
                    type=None,
                    kind=None,
                    rule=one.rule,
                    before=text[max(0, one.start - CONTEXT) : one.start],
                    after=text[one.end : one.end + CONTEXT],
                )
            )
    zones = Counter(mention.zone for mention in mentions)
    return Rehearsed(tuple(mentions), len(articles), len(weeks), tuple(zones.most_common()))
