"""A tour through the real window, step by step, each list compared with what the core says of the same library.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.tour [--files 200]
    xvfb-run --server-args "-screen 0 1920x1080x24" python -m benchmarks.tour --xdotool

Drops three files, copies others into a watched folder, filters, clicks the map, opens counts, looks through the X-ray,
watches a name, decides about its alert and corrects a title; at the end the command line is asked too.
With ``--xdotool`` the pointer and the keys are those of an X server, and File > Import stands for the drop.
A timer of 10 ms tells how late the event loop is, idle and on the tour; exits 1 where the 99th percentile on the tour
is more than 40 ms above that of the idle window. ``tests/gui/test_tour.py`` goes the same way with fewer files.
"""

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if "--xdotool" in sys.argv else "offscreen")

from PySide6.QtCore import QEventLoop, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QMenu, QWidget

from benchmarks.hands import Hands, Simulated, Xdotool
from benchmarks.responsive import ALLOWED_MS, IDLE_SECONDS, Pulse, share, write_files
from monitor.core.records import Alert
from monitor.core.store import Reader, open_library
from monitor.core.terms import AlertState, Status, Zone
from monitor.gui.models.articles import ArticleLine
from monitor.gui.program import Program
from monitor.gui.session import Session, open_window
from monitor.gui.surroundings import make_surroundings
from monitor.gui.views.page import TextPage

WAIT_SECONDS = 60.0
POLL_SECONDS = 0.02
SEEN_SECONDS = 2.0
AGREE_SECONDS = 30.0  # a list that is not right by then never will be
DROPPED = """{title}

{place}, Kenya — Teachers of {place} met on Tuesday to speak about books from Norway.

"We need {number} more rooms," said Grace Atieno, who leads the school.
"""
OPEN_STATES = (AlertState.NEW, AlertState.SEEN, AlertState.ESCALATED)
NEW_TITLE = "Ministers part without a word on tariffs"

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Row = tuple[object, ...]


class Disagreement(AssertionError):
    """What is on the screen is not what the core says."""


class Tour:
    """Goes through a window as a person would; every step ends with the list on the screen equal to the core's.

    Args:
        program: A window that is filled, on an empty library.
        folder: A folder to make files in.
        files: How many are copied into the watched folder.
        hands: What moves the pointer and presses the keys.
    """

    def __init__(self, program: Program, folder: Path, files: int, hands: Hands) -> None:
        self.hands = hands
        self.program = program
        self.window = program.window
        self.views = program.views
        self.library = program.background.library
        self.steps: list[str] = []
        self._folder = folder
        self._files = files
        self._pool = ThreadPoolExecutor(1)

    def go(self) -> list[str]:
        """Take every step and return their names."""
        for step in (
            self.drop_files,
            self.fill_watched_folder,
            self.take_samples,
            self.filter_by_chip,
            self.click_the_map,
            self.open_counts,
            self.look_through_xray,
            self.watch_a_name,
            self.look_at_evidence,
            self.decide,
            self.correct_a_title,
        ):
            step()
            self.steps.append(step.__name__)
        return self.steps

    # --- steps --------------------------------------------------------------------------------

    def drop_files(self) -> None:
        """Drop three files onto the window."""
        paths = []
        for number, place in enumerate(("Kisumu", "Eldoret", "Nakuru"), start=3):
            path = self._folder / f"dropped-{place}.txt"
            title = f"Schools of {place} ask for books"
            path.write_text(DROPPED.format(title=title, place=place, number=number), encoding="utf-8")
            paths.append(path)
        self.hands.bring(self.window, paths)
        wait(lambda: self.count() == 3, "three dropped articles")
        self.go_to("Articles")
        self.compare_articles("")

    def fill_watched_folder(self) -> None:
        """Copy files into a watched folder."""
        away, inbox = self._folder / "away", self._folder / "inbox"
        away.mkdir()
        inbox.mkdir()
        write_files(away, self._files)
        self.program.folders.add(str(inbox))
        wait(lambda: self.program.folders.is_watching, "a watched folder")
        for path in sorted(away.iterdir()):
            shutil.copy(path, inbox / path.name)
        wait(lambda: self.count() == 3 + self._files, "the files of the watched folder")
        self.compare_articles("")

    def take_samples(self) -> None:
        """Import the sample articles from the menu."""
        self.hands.choose(self.window, "Import the sample articles")
        wait(lambda: self.count() > 3 + self._files and self.idle(), "the samples")
        self.compare_articles("")
        self.window.show_page("imports")
        self.same(
            lambda: [(row.path, row.member, row.status) for row in reversed(self.views.imports.rows.rows)],
            lambda reader: [(row.path, row.member, row.status) for row in reader.ledger()],
        )

    def filter_by_chip(self) -> None:
        """Choose a country in the filter bar."""
        self.go_to("Articles")
        self.click_button(self.views.articles.filter_bar, "Country")
        edit, table = self.popup(QLineEdit), self.popup(QAbstractItemView)
        wait(lambda: table.model().rowCount() > 0, "the countries of the filter bar")
        self.hands.write(edit, "Kenya")
        self.compare_articles("country:KE")
        self.go_to("Map")
        self.compare_countries("country:KE")

    def click_the_map(self) -> None:
        """Click a country on the map, with no filter set."""
        self.views.articles.filter_bar.clear()
        self.compare_countries("")
        country_map = self.views.map.map
        country = next(one for one in country_map._world.countries if one.code == "PE")
        self.hands.click(country_map, country_map.place_of(country).toPoint())
        wait(lambda: self.window.page == "articles", "the articles of a country")
        self.compare_articles("country:PE")

    def open_counts(self) -> None:
        """Open how often and in how many articles a name is mentioned."""
        self.views.articles.filter_bar.clear()
        self.go_to("Entities")
        rows = self.views.entities.rows
        self.same(
            lambda: [(row.name, row.type, row.mentions, row.articles) for row in rows.rows],
            lambda reader: [(row.name, row.type, row.mentions, row.articles) for row in reader.entities()],
        )
        first = rows.rows[0]
        self.click_cell(self.views.entities.table, rows.index(0, 2))
        mentions = self.views.reading_room.mentions
        self.same(
            lambda: [(one.article_id, one.in_title, one.start) for one in mentions.rows.rows],
            lambda reader: [
                (one.article_id, one.in_title, one.start) for one in reader.entity_mentions(first.name, first.type)
            ],
        )
        if len(mentions.rows.rows) != first.mentions:
            raise Disagreement(f"{first.mentions} mentions of {first.name} open {len(mentions.rows.rows)}")
        self.go_to("Entities")
        self.click_cell(self.views.entities.table, rows.index(0, 3))
        self.compare_articles(f'{first.type.value.lower()}:"{first.name}"')
        if self.views.articles.model.rowCount() != first.articles:
            raise Disagreement(f"{first.articles} articles with {first.name} open another list")

    def look_through_xray(self) -> None:
        """Show which blocks of a republished article were removed."""
        self.views.articles.filter_bar.clear()
        self.type_search("ferries")
        self.compare_articles("ferries")
        self.type_search("")
        self.compare_articles("")
        number = self.ask(article_with_furniture)
        self.views.reading_room.show_article(number)
        wait(lambda: self.reads(number), "an article with furniture")
        self.press(Qt.Key.Key_X)
        xray = self.views.reading_room.reader.xray
        wait(xray.isVisible, "the X-ray")
        blocks = self.ask(lambda reader: reader.article(number).analysis.article.blocks)
        page = found(xray.findChild(TextPage))
        text = self.ask(lambda reader: reader.article(number).analysis.article.text)
        for block in blocks:
            words = text[block.start : block.end].split()[0]
            if words not in page.toPlainText():
                raise Disagreement(f"the X-ray leaves out {block.zone}: {words}")
        self.press(Qt.Key.Key_X)
        self.compare_articles("")

    def watch_a_name(self) -> None:
        """Add a name to the watchlist from a right click in the inspector."""
        number = self.ask(lambda reader: reader.article_ids('person:"Amina Wanjiru"')[0])
        self.views.reading_room.show_article(number)
        inspector = self.views.reading_room.inspector
        wait(lambda: self.reads(number) and bool(inspector.names.rows), "an article to watch a name of")
        row = next(n for n, name in enumerate(inspector.names.rows) if name.name == "Amina Wanjiru")
        names = inspector.name_rows
        self.hands.right_click(names.viewport(), names.visualRect(inspector.names.index(row, 0)).center())
        self.choose("Add to watchlist…")
        wait(lambda: self.window.page == "watchlist", "the watchlist")
        rehearsal = self.views.watchlist.rehearsal
        wait(lambda: bool(rehearsal.rows.rows), "a rehearsal")
        self.click_button(self.views.watchlist.editor, "Save")
        wait(lambda: self.ask(lambda reader: bool(reader.alerts())), "alerts of the entry")
        self.same(
            lambda: [(row.entry.name, row.alerts.value, row.new.value) for row in self.views.watchlist.rows.rows],
            entry_rows,
        )
        self.go_to_open_alerts()
        self.compare_alerts()
        if not self.views.alerts.rows.rows:
            raise Disagreement("the entry raised no alert")

    def look_at_evidence(self) -> None:
        """Open what matched, in its article."""
        alerts = self.views.alerts
        alerts.table.choose_row(0)
        alert = found(alerts.table.current)
        wait(lambda: alerts.card.card is not None and alerts.card.card.alert == alert, "the card of an alert")
        page = found(alerts.card.findChild(TextPage))
        evidence = found(alerts.card.card).snippets[0].evidence[0]
        if evidence.text not in page.toPlainText():
            raise Disagreement(f"{evidence.text} is not in the evidence that is shown")
        self.hands.click(page.viewport(), QPoint(30, page.line_height // 2))
        wait(lambda: self.window.page == "articles" and self.reads(alert.article_id), "the article of an alert")
        reader = self.views.reading_room.reader
        wait(lambda: evidence.text in set_off(reader), "the evidence in its article")
        self.go_to_open_alerts()
        self.compare_alerts()

    def decide(self) -> None:
        """Escalate an alert, dismiss another, take both back."""
        alerts = self.views.alerts
        alerts.table.choose_row(0)
        first = found(alerts.table.current).alert_id
        alerts.table.setFocus()
        self.press(Qt.Key.Key_E)
        wait(lambda: self.state(first) is AlertState.ESCALATED, "an escalated alert")
        self.compare_alerts()
        alerts.table.choose(first)
        wait(lambda: alerts.card.card is not None and alerts.card.card.alert.alert_id == first, "its card")
        self.press(Qt.Key.Key_D)
        self.choose("Known already")
        wait(lambda: self.state(first) is AlertState.DISMISSED, "a dismissed alert")
        self.compare_alerts()
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait(lambda: self.state(first) is AlertState.ESCALATED, "a dismissal taken back")
        self.compare_alerts()
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait(lambda: self.state(first) in (AlertState.NEW, AlertState.SEEN), "an escalation taken back")
        self.compare_alerts()

    def correct_a_title(self) -> None:
        """Put another title in the place of the one that was found."""
        self.go_to("Articles")
        number = self.ask(lambda reader: reader.article_ids('person:"Ola Brekke"')[0])
        machine = self.ask(lambda reader: reader.machine_analysis(number).article.title)
        self.views.reading_room.show_article(number)
        wait(lambda: self.reads(number), "an article to correct")
        self.hands.choose(self.window, "Correct the title…")
        self.hands.write(self.popup(QLineEdit), NEW_TITLE)
        wait(lambda: self.ask(lambda reader: reader.analysis(number).article.title) == NEW_TITLE, "a new title")
        self.compare_articles("")
        if self.ask(lambda reader: reader.machine_analysis(number).article.title) != machine:
            raise Disagreement("the title that was found is lost")
        self.type_search("tariffs")
        self.compare_articles("tariffs")
        shown = [line.title for line in self.lines()]
        if NEW_TITLE not in shown:
            raise Disagreement(f"the corrected title is not in the list: {shown}")
        self.type_search("")
        self.compare_articles("")

    # --- comparing ----------------------------------------------------------------------------

    def compare_articles(self, query: str) -> None:
        """Wait until the list on the screen is what ``search`` finds."""
        self.same(
            lambda: [(line.row.key, line.row.title, line.row.source, line.row.unread) for line in self.lines()],
            lambda reader: [
                (row.key, row.title, row.source, row.unread) for row in reader.rows(reader.article_ids(query))
            ],
        )

    def compare_countries(self, query: str) -> None:
        """Wait until the table beside the map is what ``countries`` says."""
        self.same(
            lambda: sorted((row.code, row.mentions, row.articles) for row in self.views.map.rows.rows),
            lambda reader: sorted((row.code, row.mentions, row.articles) for row in reader.countries(query)),
        )

    def compare_alerts(self) -> None:
        """Wait until the open alerts on the screen are those that ``alerts`` lists."""
        self.same(
            lambda: [alert_row(alert) for alert in self.views.alerts.rows.rows],
            lambda reader: [alert_row(alert) for alert in reader.alerts() if alert.state in OPEN_STATES],
        )

    def compare_with_commands(self) -> None:
        """Compare articles, countries and alerts once with what the command line prints in a process of its own."""
        self.window.show_page("articles")
        self.views.articles.filter_bar.clear()
        self.compare_articles("")
        listed = [(line.row.key, line.row.title) for line in self.lines()]
        self.equal(listed, [(row["id"], row["title"]) for row in self.command("search", "", "--format", "csv")])
        self.window.show_page("map")
        self.compare_countries("")
        table = [(row.code, row.mentions, row.articles) for row in self.views.map.rows.rows]
        said = self.command("countries", "--format", "jsonl")
        self.equal(sorted(table), sorted((row["code"], row["mentions"], row["articles"]) for row in said))
        self.window.show_page("alerts")
        wait_seconds(SEEN_SECONDS)  # until then an alert on the screen may turn from new to seen
        wait(self.idle, "what is written")
        self.compare_alerts()
        cards = [(a.entry, a.state.value, a.title, len(a.evidence)) for a in self.views.alerts.rows.rows]
        told = [row for row in self.command("alerts", "--format", "jsonl") if row["state"] in OPEN_STATES]
        self.equal(cards, [(row["entry"], row["state"], row["title"], len(row["evidence"])) for row in told])

    def same(self, shown: Callable[[], Sequence[Row]], said: Callable[[Reader], Sequence[Row]]) -> None:
        """Wait until a list on the screen is what the core says."""
        expected: Sequence[Row] = ()

        def agree() -> bool:
            nonlocal expected
            expected = self.ask(said)
            return list(shown()) == list(expected)

        try:
            wait(agree, "the list that the core has", AGREE_SECONDS)
        except Disagreement:
            self.equal(list(shown()), list(expected))
            raise

    def equal(self, shown: Sequence[Row], said: Sequence[Row]) -> None:
        """Raise where two lists differ."""
        if list(shown) != list(said):
            only_shown = [row for row in shown if row not in said]
            only_said = [row for row in said if row not in shown]
            raise Disagreement(
                f"{len(shown)} rows are shown, {len(said)} said; only shown {only_shown[:3]}, only said {only_said[:3]}"
            )

    def command(self, *arguments: str) -> list[dict[str, object]]:
        """Return what a listing of the command line prints."""
        command = [sys.executable, "-m", "monitor", *arguments, "--db", str(self.library)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
        if arguments[-1] == "csv":
            return list(csv.DictReader(printed.splitlines()))
        return [json.loads(line) for line in printed.splitlines()]

    # --- asking -------------------------------------------------------------------------------

    def ask(self, question: Callable[[Reader], T]) -> T:
        """Ask the core through a connection of its own, on a thread: the window's loop goes on meanwhile."""

        def answer() -> T:
            with open_library(self.library) as reader:
                return question(reader)

        asked = self._pool.submit(answer)
        wait(asked.done, "an answer of the core")
        return asked.result()

    def count(self) -> int:
        """Return how many articles the ledger says are in the library."""
        return self.ask(lambda reader: sum(row.status in (Status.STORED, Status.PARTIAL) for row in reader.ledger()))

    def idle(self) -> bool:
        """Tell whether nothing is written or imported."""
        return self.program.background.writing.is_idle

    def lines(self) -> list[ArticleLine]:
        """Return the lines of the list of articles, those that are there yet."""
        model = self.views.articles.model
        return [line for row in range(model.rowCount()) if (line := model.line(row)) is not None]

    def reads(self, article_id: int) -> bool:
        """Tell whether an article is on the page."""
        article = self.views.reading_room.article
        return article is not None and article.article_id == article_id

    def state(self, alert_id: int) -> AlertState:
        """Return the state that an alert has in the library."""
        return self.ask(lambda reader: found(reader.alert(alert_id)).state)

    # --- doing --------------------------------------------------------------------------------

    def go_to(self, place: str) -> None:
        """Go to a page by the sidebar."""
        sidebar = self.window.sidebar
        index = next(
            index
            for row in range(sidebar.model().rowCount())
            if (index := sidebar.model().index(row, 0)).data() == place
        )
        self.hands.click(sidebar.viewport(), sidebar.visualRect(index).center())

    def go_to_open_alerts(self) -> None:
        """Go to the alerts and choose those that wait for a decision; the sidebar's number opens the new ones."""
        self.go_to("Alerts")
        wait(lambda: self.window.page == "alerts", "the alerts")
        wait(lambda: self._open_chip() is not None, "the number of open alerts")
        chip = found(self._open_chip())
        self.hands.click(chip, chip.rect().center())

    def _open_chip(self) -> QAbstractButton | None:
        buttons = self.views.alerts.findChildren(QAbstractButton)
        return next((one for one in buttons if re.fullmatch(r"Open\s+[\d,]+", one.text())), None)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the window, which needs to be the active one: shortcuts are heard nowhere else."""
        self.window.activateWindow()
        wait(self.window.isActiveWindow, "the window to be active")
        self.hands.press(self.window, key, modifiers)

    def type_search(self, words: str) -> None:
        """Put words in the place of those in the search line."""
        edit = self.views.articles.filter_bar.search_edit
        edit.setFocus()
        self.hands.write(edit, words)
        self.views.articles.list.setFocus()

    def choose(self, words: str) -> None:
        """Choose from the context menu that is open."""
        wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"the menu with {words}")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == words)
        self.hands.click(menu, menu.actionGeometry(action).center())

    def popup(self, kind: type[W]) -> W:
        """Return the first widget of a kind in what popped up."""
        wait(lambda: QApplication.activePopupWidget() is not None, "something to pop up")
        return found(found(QApplication.activePopupWidget()).findChild(kind))

    def click_cell(self, table: QAbstractItemView, index: QModelIndex) -> None:
        """Click a cell of a table."""
        table.scrollTo(index)
        self.hands.click(table.viewport(), table.visualRect(index).center())

    def click_button(self, parent: QWidget, words: str) -> None:
        """Click the button with these words."""
        button = next(one for one in parent.findChildren(QAbstractButton) if one.text() == words)
        self.hands.click(button, button.rect().center())


def wait(holds: Callable[[], bool], what: str, seconds: float = WAIT_SECONDS) -> None:
    """Let the window go on until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise Disagreement(f"waited in vain for {what}")
        wait_seconds(POLL_SECONDS)


def wait_seconds(seconds: float) -> None:
    """Let the window go on for so long; nothing here sleeps, so that a timer fires when it is due."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def found(thing: T | None) -> T:
    assert thing is not None
    return thing


def alert_row(alert: Alert) -> Row:
    return (alert.alert_id, alert.entry, alert.state, alert.title, alert.copies, alert.evidence)


def entry_rows(reader: Reader) -> list[Row]:
    alerts = reader.alerts()
    rows = []
    for entry in reader.entries():
        states = [alert.state for alert in alerts if alert.entry == entry.name]
        rows.append((entry.name, len(states), states.count(AlertState.NEW)))
    return rows


def article_with_furniture(reader: Reader) -> int:
    """Return an article that has furniture, of which there is one among the samples."""
    for number in reader.article_ids(""):
        if any(block.zone is Zone.FURNITURE for block in reader.article(number).analysis.article.blocks):
            return number
    raise Disagreement("no article has furniture")


def set_off(reader: QWidget) -> str:
    """Return the words that are set off in the pages of a reader."""
    selections = [one for page in reader.findChildren(TextPage) for one in page.extraSelections()]
    return " ".join(selection.cursor.selectedText() for selection in selections)


def measure(session: Session, folder: Path, files: int, hands: Hands) -> dict[str, list[float]]:
    """Return how late the event loop was, sorted, idle and on the tour."""
    wait(lambda: session.program is not None and session.program.background.is_open, "the window")
    wait_seconds(4.0)
    pulse = Pulse()
    wait_seconds(IDLE_SECONDS)
    idle = pulse.take()
    tour = Tour(found(session.program), folder, files, hands)
    begun = time.monotonic()
    tour.go()
    late = {"idle": idle, f"tour, {files} files": pulse.take()}
    print(f"{len(tour.steps)} steps in {time.monotonic() - begun:.0f} s, all lists as the core says")
    tour.compare_with_commands()
    print("and as the command line says")
    return late


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--xdotool", action="store_true", help="with the pointer and the keys of an X server")
    arguments = parser.parse_args()
    files: int = arguments.files
    hands: Hands = Xdotool(wait) if arguments.xdotool else Simulated()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        surroundings = make_surroundings(preferences=folder / "window.ini")
        session = open_window(surroundings, folder / "library.db")
        late = measure(session, folder, files, hands)
        session.close()
    for phase, numbers in late.items():
        print(f"{phase:20} p50 {share(numbers, 50):6.1f}  p99 {share(numbers, 99):6.1f}  worst {numbers[-1]:6.1f} ms")
    idle, busy = (share(numbers, 99) for numbers in late.values())
    print(f"allowed {idle + ALLOWED_MS:.1f} ms{'' if busy <= idle + ALLOWED_MS else '   MISSED'}")
    return int(busy > idle + ALLOWED_MS)


if __name__ == "__main__":
    sys.exit(main())
