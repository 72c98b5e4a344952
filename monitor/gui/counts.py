"""The figures of the sidebar, counted anew whenever something was written."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from monitor.core.records import Changes
from monitor.core.store import Reader
from monitor.core.terms import AlertState, Status
from monitor.gui.figure import AlertsOf, ArticlesOf, EntriesOf, Figure, LedgerOf, StoriesOf
from monitor.gui.jobs import Jobs

SOON_MS = 250  # writes that come in a burst are counted once

UNREAD, STARRED = "is:unread", "is:starred"
NEW_ALERTS = AlertsOf(frozenset({AlertState.NEW}))
FAILURES = LedgerOf(frozenset({Status.REFUSED, Status.PARTIAL}))


class PlaceCounts(QObject):
    """Counts what is at each place.

    Signals:
        counted(dict): a Figure by the name of its place.
    """

    counted = Signal(dict)

    def __init__(self, reading: Jobs[Reader], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.count)
        self._folded = False

    def note_changes(self, changes: Changes) -> None:
        """Count again soon; whatever was written may have touched a figure."""
        self._soon.start()

    def use_folding(self, on: bool) -> None:
        """Count stories in the place of articles, or articles again, as the list shows them."""
        self._folded = on
        self.count()

    def count(self) -> None:
        """Count now."""
        folded = self._folded
        self._reading.ask(lambda reader: count_places(reader, folded=folded), self.counted.emit, key=(self, "counts"))


def count_rows(reader: Reader, query: str, *, folded: bool) -> Figure:
    """Return how many articles a query finds, with ``folded`` how many stories."""
    totals = reader.count(query)
    return Figure(totals.stories, StoriesOf(query)) if folded else Figure(totals.articles, ArticlesOf(query))


def count_places(reader: Reader, *, folded: bool = False) -> Mapping[str, Figure]:
    """Return the figure of each place; with ``folded`` stories are counted in the place of articles."""
    return {
        "articles": count_rows(reader, "", folded=folded),
        "unread": count_rows(reader, UNREAD, folded=folded),
        "starred": count_rows(reader, STARRED, folded=folded),
        "alerts": Figure(len(reader.alerts(state=AlertState.NEW)), NEW_ALERTS),
        "watchlist": Figure(len(reader.entries()), EntriesOf()),
        "imports": Figure(len(reader.failures()), FAILURES),
    }
