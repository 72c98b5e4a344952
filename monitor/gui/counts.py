"""The figures of the sidebar, counted anew whenever something was written."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from monitor.core.records import AlertState, Changes, Status
from monitor.core.store import Reader
from monitor.gui.figure import AlertsOf, ArticlesOf, EntriesOf, Figure, LedgerOf
from monitor.gui.jobs import Jobs

SOON_MS = 250  # writes that come in a burst are counted once

UNREAD, STARRED = ArticlesOf("is:unread"), ArticlesOf("is:starred")
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

    def note_changes(self, changes: Changes) -> None:
        """Count again soon; whatever was written may have touched a figure."""
        self._soon.start()

    def count(self) -> None:
        """Count now."""
        self._reading.ask(count_places, self.counted.emit, key=(self, "counts"))


def count_places(reader: Reader) -> Mapping[str, Figure]:
    """Return the figure of each place."""
    return {
        "articles": Figure(reader.count().articles, ArticlesOf()),
        "unread": Figure(reader.count(UNREAD.query).articles, UNREAD),
        "starred": Figure(reader.count(STARRED.query).articles, STARRED),
        "alerts": Figure(len(reader.alerts(state=AlertState.NEW)), NEW_ALERTS),
        "watchlist": Figure(len(reader.entries()), EntriesOf()),
        "imports": Figure(len(reader.failures()), FAILURES),
    }
