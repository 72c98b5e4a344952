"""A watchlist entry tried on what is stored, before it is saved: what it would raise, in which words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.core.records import Entry
from monitor.core.rehearsal import Rehearsal
from monitor.core.rehearsal import rehearse as find
from monitor.core.store import PlacedMention, Reader
from monitor.core.terms import Zone
from monitor.gui.actions import today
from monitor.gui.icons import Icons
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.words import counted, zone_word
from monitor.gui.shown import one_line
from monitor.gui.theme import Theme
from monitor.gui.views.empty_state import EmptyState
from monitor.gui.views.findings import CONTEXT
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.mentions import MentionDelegate, spoken_mention
from monitor.gui.views.parts import empty_layout, plain_label, tool_button
from monitor.gui.views.tables import RowsTable
from monitor.gui.views.week_bars import WeekBars

MOST_SOURCES = 6  # named in a line; the list below has all matches


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an entry would find: every matched span, in how many articles, over how many weeks, in which zones."""

    mentions: tuple[PlacedMention, ...]
    articles: int
    weeks: int
    zones: tuple[tuple[Zone, int], ...]
    more: Rehearsal


class RehearsalView(QWidget):
    """Shows what an entry would find.

    Signals:
        mention_chosen(PlacedMention): a match was opened, to be shown in its article.
        alias_asked(str): a near spelling is to be another name of the entry.
    """

    mention_chosen = Signal(object)
    alias_asked = Signal(str)

    def __init__(self, reading: Jobs[Reader], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._reading = reading
        self._heading = plain_label(role="heading", wrap=True)
        self._note = plain_label(role="small", wrap=True)
        self._weeks = WeekBars(theme)
        near = self.tr("Spelled nearly alike, and not matched. A click takes one as another name:")
        self._spellings_heading = plain_label(near, "small", wrap=True)
        self._spellings = QWidget()
        self._spelling_row = FlowLayout(self._spellings, gap=6)
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
        self._forget_spellings()
        self._show_empty(
            self.tr("Rehearse before you save"),
            self.tr("Rehearsing tries the entry on every stored article and saves nothing."),
        )

    def rehearse(self, entry: Entry) -> None:
        """Try an entry."""
        self._show_empty(self.tr("Searching what is stored…"), "")
        self._reading.ask(lambda reader: rehearse(reader, entry), self._take, key=(self, "rehearsal"))

    def _take(self, found: Rehearsed) -> None:
        self._show_spellings(found.more)
        if not found.mentions:
            self._show_empty(
                self.tr("It would find nothing"), self.tr("No stored article has this name in these zones.")
            )
            return
        self.rows.show_rows(found.mentions)
        articles = counted(found.articles, self.tr("article"), self.tr("articles"))
        self._heading.setText(self.tr("It would find {articles}").format(articles=articles))
        self._note.setText("\n".join(rehearsal_lines(found, self.tr)))
        self._weeks.show_weeks([(week, count) for week, count in found.more.weeks if week is not None])
        self._set_found(True)

    def _show_spellings(self, found: Rehearsal) -> None:
        """Offer near spellings: they match nothing before they are taken as other names."""
        empty_layout(self._spelling_row)
        for widget in (self._spellings_heading, self._spellings):
            widget.setVisible(bool(found.spellings))
        for near in found.spellings:
            words = self.tr("+ {name}  {score} · {articles}")
            articles = counted(near.articles, self.tr("article"), self.tr("articles"))
            shown = words.format(name=one_line(near.name, 40), score=f"{near.score:.0f} %", articles=articles)
            button = tool_button(shown.replace("&", "&&"), "chip")
            button.setToolTip(self.tr("Spelled nearly like {name}. Take it as another name").format(name=near.like))
            button.clicked.connect(lambda _=False, name=near.name: self.alias_asked.emit(name))
            self._spelling_row.addWidget(button)

    def _show_empty(self, heading: str, text: str) -> None:
        self.rows.show_rows(())
        self._empty.say(heading, text)
        self._set_found(False)

    def _set_found(self, found: bool) -> None:
        for widget in (self._heading, self._note, self._weeks, self.table):
            widget.setVisible(found)
        self._empty.setVisible(not found)

    def _forget_spellings(self) -> None:
        empty_layout(self._spelling_row)
        self._spellings_heading.hide()
        self._spellings.hide()

    def _arrange(self, theme: Theme) -> None:
        self.table.setObjectName("rehearsal_list")
        self.table.setAccessibleName(self.tr("What the entry would find"))
        self.table.setItemDelegate(MentionDelegate(theme, self.table))
        self.table.horizontalHeader().hide()
        for label in (self._heading, self._note, self._spellings_heading):
            label.setContentsMargins(16, 0, 16, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(self._weeks)
        layout.addWidget(self._note)
        self._spelling_row.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(self._spellings_heading)
        layout.addWidget(self._spellings)
        layout.addSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)


def rehearsal_lines(found: Rehearsed, say: Callable[[str], str]) -> list[str]:
    """Return a rehearsal in words: zones, sources, what each name adds, other entries."""
    more = found.more
    lines = [
        (say("Zones: {what}"), [(zone_word(zone).lower(), count) for zone, count in found.zones]),
        (say("Sources: {what}"), [(source or say("none"), count) for source, count in more.sources[:MOST_SOURCES]]),
        (say("Names: {what}"), [(one.name, one.articles) for one in more.effects]),
        (say("Only through: {what}"), [(one.name, one.alone) for one in more.effects if one.alone]),
        (say("Met by other entries too: {what}"), more.overlap[:MOST_SOURCES]),
    ]
    return [
        words.format(what=", ".join(f"{one_line(name, 40)} {count:,}" for name, count in counts))
        for words, counts in lines
        if counts
    ]


def rehearse(reader: Reader, entry: Entry) -> Rehearsed:
    """Try an entry on what is stored."""
    more = find(reader, entry, today=today())
    mentions: list[PlacedMention] = []
    for number, hit in more.hits:
        article = reader.analysis(number).article
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
    weeks = sum(1 for _, count in more.weeks if count)
    return Rehearsed(tuple(mentions), len(more.hits), weeks, more.zones, more)
