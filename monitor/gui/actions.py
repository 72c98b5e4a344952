"""What the analyst can do, each thing named once: menus, keys and buttons all come here.

Every action is a decision of the store's log, so that all of them but a purge can be undone.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from monitor.core.corrections import NameCorrection
from monitor.core.errors import MonitorError
from monitor.core.records import AlertFilter, Changes, Entry, SmartFolder
from monitor.core.retrospect import raise_on_stored
from monitor.core.store import Store
from monitor.core.terms import AlertState
from monitor.core.watchlist.incoming import read_incoming
from monitor.core.watchlist.rows import BadLine
from monitor.core.watchlist.update import compare
from monitor.gui.models.corrections import correction_text
from monitor.gui.models.words import counted, state_word
from monitor.gui.shown import one_line

Change = Callable[[Store], Changes]
Done = Callable[[object], None]
Submit = Callable[[Change, Done], None]


class Actions(QObject):
    """Writes what the analyst decides, on the writing thread.

    Signals:
        told(str, bool): what was done, in words; whether it can be undone.
    """

    told = Signal(str, bool)

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        """Make the actions.

        Args:
            submit: Has the writing thread do a change, tells everyone what changed, and then calls back.
            parent: Owns this object.
        """
        super().__init__(parent)
        self._submit = submit
        self._done: list[str] = []
        self._undone: list[str] = []

    # --- articles -----------------------------------------------------------------------------

    def mark_read(self, articles: Sequence[int], *, read: bool = True) -> None:
        """Mark articles as read or unread."""
        words = self.tr("{articles} marked as read") if read else self.tr("{articles} marked as unread")
        self._do(lambda store: store.mark_read(articles, read=read), words.format(articles=self._articles(articles)))

    def note_read(self, article_id: int) -> None:
        """Mark an article as read because it was read; nothing is said, and undo passes over it."""
        self._submit(lambda store: store.mark_read([article_id], in_passing=True), _nothing)

    def star(self, articles: Sequence[int], *, on: bool = True) -> None:
        """Give articles a star, or take it away."""
        words = self.tr("{articles} starred") if on else self.tr("Star taken from {articles}")
        self._do(lambda store: store.star(articles, on=on), words.format(articles=self._articles(articles)))

    def tag(self, articles: Sequence[int], tag: str, *, on: bool = True) -> None:
        """Give articles a tag, or take it away."""
        words = self.tr("{articles} tagged {tag}") if on else self.tr("Tag {tag} taken from {articles}")
        self._do(
            lambda store: store.tag(articles, tag.strip(), on=on),
            words.format(articles=self._articles(articles), tag=one_line(tag, 40)),
        )

    def correct(self, article_id: int, field: str, value: str | None) -> None:
        """Put the analyst's value in the place of a wrong title, source or date."""
        self._do(lambda store: store.correct(article_id, field, value), self.tr("Corrected; the found value is kept"))

    def remove(self, articles: Sequence[int]) -> None:
        """Take articles out of every list and count."""
        words = self.tr("{articles} removed").format(articles=self._articles(articles))
        self._do(lambda store: store.remove(articles), words)

    def purge(self, articles: Sequence[int]) -> None:
        """Remove articles with their texts for good."""
        words = self.tr("{articles} purged for good").format(articles=self._articles(articles))
        self._submit(lambda store: store.purge(articles), lambda _: self.told.emit(words, False))

    # --- names --------------------------------------------------------------------------------

    def correct_names(self, correction: NameCorrection) -> None:
        """Correct a name, an outlet or the country of a word, in past and future articles."""
        self._do(lambda store: store.correct_names(correction), correction_text(correction))

    def take_back(self, seq: int, correction: NameCorrection) -> None:
        """Take back one correction of names, whatever was decided since."""
        words = correction_text(correction)

        def tell(changes: object) -> None:
            if isinstance(changes, Changes) and changes.decisions:
                if words in self._done:
                    self._done.remove(words)
                self._undone.append(words)
                self.told.emit(self.tr("Undone: {what}").format(what=words[:1].lower() + words[1:]), False)

        self._submit(lambda store: store.undo(seq), tell)

    # --- alerts -------------------------------------------------------------------------------

    def move_alerts(self, alerts: Sequence[int], state: AlertState, reason: str | None = None) -> None:
        """Escalate, dismiss or finish alerts, or make them new again."""
        what = counted(len(alerts), self.tr("alert"), self.tr("alerts"))
        words = self.tr("{alerts}: {state}").format(alerts=what, state=state_word(state).lower())
        self._do(lambda store: store.set_alert_state(alerts, state, reason), words)

    def note_seen(self, alert_id: int) -> None:
        """Note that a new alert was looked at; undo passes over it."""
        self._submit(
            lambda store: store.set_alert_state([alert_id], AlertState.SEEN, in_passing=True),
            _nothing,
        )

    # --- the watchlist ------------------------------------------------------------------------

    def put_entry(self, entry: Entry, *, future_only: bool = False) -> None:
        """Save an entry and raise its alerts on what is stored, unless it is for the future only."""

        def save(store: Store) -> Changes:
            changes = store.put_entry(entry, future_only=future_only)
            if future_only:
                return changes
            raised = raise_on_stored(store, [entry], today=today())
            return Changes(alerts=raised.alerts, entries=True, decisions=True)

        def tell(changes: object) -> None:
            alerts = len(changes.alerts) if isinstance(changes, Changes) else 0
            found = counted(alerts, self.tr("new alert"), self.tr("new alerts"))
            self._note(self.tr("{entry} saved: {alerts}").format(entry=one_line(entry.name, 60), alerts=found))

        self._submit(save, tell)

    def import_entries(self, path: str) -> None:
        """Add the entries of a list and raise their alerts on what is stored; bad lines are told and left out."""
        bad_lines: list[BadLine] = []

        def save(store: Store) -> Changes:
            incoming = read_incoming(read_list(path), category=Path(path).stem)
            bad_lines.extend(incoming.bad)
            return take_list(store, compare(store.entries(), incoming).put)

        def tell(_: object) -> None:
            words = self.tr("Entries imported from {file}").format(file=one_line(Path(path).name, 60))
            if bad_lines:
                first = bad_lines[0]
                left_out = counted(len(bad_lines), self.tr("line"), self.tr("lines"))
                words += self.tr(". Left out: {lines}, the first is line {number}: {why}").format(
                    lines=left_out, number=first.number, why=first.sentence
                )
            self.told.emit(words, False)

        self._submit(save, tell)

    def take_list(self, entries: Sequence[Entry], gone: Sequence[str] = (), future_only: bool = False) -> None:
        """Save the entries of a list that was looked over, and remove those that it no longer holds."""

        def tell(changes: object) -> None:
            words = counted(len(entries), self.tr("entry saved"), self.tr("entries saved"))
            words += ", " + counted(len(gone), self.tr("removed"), self.tr("removed")) if gone else ""
            alerts = len(changes.alerts) if isinstance(changes, Changes) else 0
            found = counted(alerts, self.tr("new alert"), self.tr("new alerts"))
            self.told.emit(f"{words}: {found}", False)

        self._submit(lambda store: take_list(store, entries, gone, future_only=future_only), tell)

    def remove_entry(self, name: str) -> None:
        """Take an entry off the watchlist, and its alerts out of sight."""
        words = self.tr("{entry} removed from the watchlist").format(entry=one_line(name, 60))
        self._do(lambda store: store.remove_entry(name), words)

    # --- smart folders ------------------------------------------------------------------------

    def put_folder(self, folder: SmartFolder, *, instead_of: str | None = None) -> None:
        """Keep a filter under a name, in the place of the folder of another name where that is given."""
        words = self.tr("Folder {name} renamed") if instead_of else self.tr("Folder {name} saved")
        name = one_line(folder.name, 60)
        self._do(lambda store: store.put_folder(folder, instead_of=instead_of), words.format(name=name))

    def remove_folder(self, name: str) -> None:
        """Take a smart folder away; its articles stay."""
        words = self.tr("Folder {name} deleted").format(name=one_line(name, 60))
        self._do(lambda store: store.remove_folder(name), words)

    # --- saved filters of the alerts ------------------------------------------------------------

    def put_alert_filter(self, kept: AlertFilter, instead_of: str | None = None) -> None:
        """Keep a filter of the alerts, in the place of the one of another name where that is given."""
        words = self.tr("Filter {name} renamed") if instead_of else self.tr("Filter {name} saved")
        name = one_line(kept.name, 60)
        self._do(lambda store: store.put_alert_filter(kept, instead_of=instead_of), words.format(name=name))

    def remove_alert_filter(self, name: str) -> None:
        """Take a saved filter of the alerts away; its alerts stay."""
        words = self.tr("Filter {name} deleted").format(name=one_line(name, 60))
        self._do(lambda store: store.remove_alert_filter(name), words)

    # --- back and forth -----------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last decision."""
        self._turn(Store.undo, self._done, self._undone, self.tr("Undone: {what}"), self.tr("Nothing to undo"))

    def redo(self) -> None:
        """Take the last undone decision again."""
        self._turn(Store.redo, self._undone, self._done, self.tr("Done again: {what}"), self.tr("Nothing to redo"))

    def _turn(self, change: Change, taken: list[str], given: list[str], words: str, nothing: str) -> None:
        def tell(changes: object) -> None:
            if not (isinstance(changes, Changes) and changes.decisions):
                self.told.emit(nothing, False)
                return
            what = taken.pop() if taken else self.tr("a decision of an earlier session")
            given.append(what)
            self.told.emit(words.format(what=what[:1].lower() + what[1:]), False)

        self._submit(change, tell)

    # --- inside -------------------------------------------------------------------------------

    def _do(self, change: Change, words: str) -> None:
        def tell(changes: object) -> None:
            if isinstance(changes, Changes) and changes.decisions:  # else it was so already
                self._note(words)

        self._submit(change, tell)

    def _note(self, words: str) -> None:
        self._done.append(words)
        self._undone.clear()
        self.told.emit(words, True)

    def _articles(self, articles: Sequence[int]) -> str:
        return counted(len(articles), self.tr("article"), self.tr("articles"))


def take_list(
    store: Store, entries: Sequence[Entry], gone: Sequence[str] = (), *, future_only: bool = False
) -> Changes:
    """Save entries at once, remove others, and raise alerts on what is stored unless it is for the future only."""
    with store.batch():
        for entry in entries:
            store.put_entry(entry, future_only=future_only)
        for name in gone:
            store.remove_entry(name)
    raised = Changes() if future_only else raise_on_stored(store, entries, today=today())
    return Changes(alerts=raised.alerts, entries=True, decisions=True)


def read_list(path: str) -> str:
    """Return the text of a file of entries, in UTF-8 or as spreadsheets on Windows save it.

    Raises:
        MonitorError: where it cannot be read.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise MonitorError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def today() -> str:
    """Return this day in UTC, as ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def _nothing(_: object) -> None:
    """Answer to a write that nobody asked for."""
