"""Small questions about names: what a name is merged with, and which country a word stands for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QWidget

from monitor.core.corrections import Reach
from monitor.core.store import Reader
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key
from monitor.gui.figure import EntityMentions, Figure
from monitor.gui.jobs import Jobs
from monitor.gui.models.columns import Column, RowsModel
from monitor.gui.models.words import type_word
from monitor.gui.shown import one_line
from monitor.gui.views.parts import choice_button, plain_label, push_button
from monitor.gui.views.popups import Popup
from monitor.gui.views.tables import prepare_table

LIST_PX = 220
COUNT_PX = 84


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that another can be merged with; ``key`` is its folded form."""

    name: str
    key: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question was asked: the article's key and its outlet, both empty outside an article."""

    article: str = ""
    source: str = ""

    def of(self, reach: Reach) -> str:
        """Return what a correction of this reach names."""
        return {Reach.ARTICLE: self.article, Reach.SOURCE: self.source, Reach.EVERYWHERE: ""}[reach]


class MergePopup(Popup):
    """Asks which name is the same as another and how both are shown; several names are merged as they are.

    ``take`` is called with all names and the one that is shown.
    """

    def __init__(
        self,
        parent: QWidget,
        reading: Jobs[Reader],
        names: Sequence[str],
        type: EntityType,
        take: Callable[[Sequence[str], str], None],
    ) -> None:
        one = len(names) == 1
        words = _tr("Merge {name} with") if one else _tr("Merge {count} names")
        title = words.format(name=one_line(names[0], 60), count=len(names))
        note = _tr("Past and future articles show one name. The merge can be undone, and names split off again.")
        super().__init__(parent, title, note)
        self._names, self._take, self._reading = list(names), take, reading
        self.search = QLineEdit(placeholderText=self.tr("Find a name"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("Find a name"))
        columns: tuple[Column[Candidate], ...] = (
            Column(type_word(type, many=True), lambda row: one_line(row.name, 120)),
            Column(self.tr("Mentions"), figure=lambda row: row.figure, width=COUNT_PX),
        )
        self.candidates: RowsModel[Candidate] = RowsModel(columns, lambda row: row.key)
        self._table = QTableView()
        self.shown = QComboBox(editable=True)
        self.shown.setAccessibleName(self.tr("Shown as"))
        self.shown.addItems(self._names)
        self._save = push_button(self.tr("Merge"), "primary")
        self._save.setEnabled(not one)
        self._arrange(one)
        if one:
            self._ask(type)

    def _arrange(self, one: bool) -> None:
        if one:
            prepare_table(self._table, self.candidates)
            self._table.setAccessibleName(self.tr("Names"))
            self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            self._table.setFixedHeight(LIST_PX)
            self._table.selectionModel().currentRowChanged.connect(lambda *_: self._choose())
            self._table.doubleClicked.connect(lambda _: self.accept())
            self.search.textChanged.connect(self._narrow)
            self.search.installEventFilter(self)
            self._column.addWidget(self.search)
            self._column.addWidget(self._table)
        else:
            self._column.addWidget(plain_label("\n".join(one_line(name, 60) for name in self._names), wrap=True))
        row = QHBoxLayout()
        row.addWidget(plain_label(self.tr("Shown as"), "small"))
        row.addWidget(self.shown, 1)
        self._column.addLayout(row)
        self._save.clicked.connect(self.accept)
        self._buttons.addWidget(self._save)
        self._finish()

    def open_at(self, point: QPoint) -> None:
        """Open at a point of the screen, ready to type."""
        super().open_at(point)
        (self.search if self.search.isVisible() else self.shown).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Wait for no answer any more."""
        self._reading.cancel((self, "candidates"))
        super().closeEvent(event)

    def _ask(self, type: EntityType) -> None:
        own = {name_key(name) for name in self._names}
        self._reading.ask(lambda reader: list_candidates(reader, type, own), self._show, key=(self, "candidates"))

    def _show(self, found: list[Candidate]) -> None:
        self.candidates.show_rows(found)

    def _narrow(self, text: str) -> None:
        key = name_key(text) if text.strip() else ""
        self.candidates.narrow((lambda row: key in row.key) if key else None)
        self._table.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        """Offer the name of the row to be shown, the more frequent one first."""
        row = self.candidates.record(self._table.currentIndex())
        self._save.setEnabled(row is not None)
        if row is not None:
            self.shown.clear()
            self.shown.addItems([self._names[0], row.name])

    def accept(self) -> None:
        """Merge and close; nothing while no name is chosen."""
        row = self.candidates.record(self._table.currentIndex())
        names = [*self._names, *([row.name] if row is not None else [])]
        shown = self.shown.currentText().strip()
        if len(names) > 1 and shown:
            self._take(names, shown)
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrows walk the list while typing goes on."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._table.selectRow(max(0, self._table.currentIndex().row() + step))
                return True
        return super().eventFilter(watched, event)


class CountryPopup(Popup):
    """Asks which country a word stands for, if any, and how far that holds.

    ``take`` is called with the word, the code (None for none) and the reach.
    """

    def __init__(
        self,
        parent: QWidget,
        words: Sequence[str],
        countries: Sequence[tuple[str, str]],
        place: Place,
        take: Callable[[str, str | None, Reach], None],
    ) -> None:
        note = _tr("Counts, map and focus follow at once; the country that was found is kept and comes back by undo.")
        super().__init__(parent, _tr("Which country does this name stand for?"), note)
        self._take, self._place = take, place
        self.word = QComboBox(editable=True)
        self.word.addItems(list(words))
        self.word.setAccessibleName(self.tr("Name"))
        self.country = QComboBox()
        self.country.setAccessibleName(self.tr("Country"))
        self.country.addItem(self.tr("No country"), None)
        for code, name in sorted(countries, key=lambda one: one[1].casefold()):
            self.country.addItem(name, code)
        self.reaches = make_reaches(place)
        self._group = QButtonGroup(self)
        self._arrange()

    def _arrange(self) -> None:
        for name, edit in ((self.tr("Name"), self.word), (self.tr("Country"), self.country)):
            row = QHBoxLayout()
            label = plain_label(name, "small")
            label.setFixedWidth(64)
            row.addWidget(label)
            row.addWidget(edit, 1)
            self._column.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, (_, words) in enumerate(self.reaches):
            button = choice_button(words, checked=number == 0)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        save = push_button(self.tr("Save"), "primary")
        save.clicked.connect(self.accept)
        self._buttons.addWidget(save)
        self._finish()

    def open_at(self, point: QPoint) -> None:
        """Open at a point of the screen, ready to type the country's name."""
        super().open_at(point)
        self.country.setFocus()

    def choose_reach(self, reach: Reach) -> None:
        """Press the button of a reach."""
        for number, (one, _) in enumerate(self.reaches):
            self._group.button(number).setChecked(one is reach)

    def accept(self) -> None:
        """Hand the answer over and close."""
        reach = self.reaches[max(0, self._group.checkedId())][0]
        word = self.word.currentText().strip()
        if word:
            self._take(word, self.country.currentData(), reach)
            self.close()


def make_reaches(place: Place) -> list[tuple[Reach, str]]:
    """Return how far a correction may go from a place, with words."""
    found = [(Reach.EVERYWHERE, _tr("Everywhere"))]
    if place.source:
        found.insert(0, (Reach.SOURCE, _tr("In {source}").format(source=one_line(place.source, 24))))
    if place.article:
        found.insert(0, (Reach.ARTICLE, _tr("In this article")))
    return found


def list_candidates(reader: Reader, type: EntityType, without: set[str]) -> list[Candidate]:
    """Return the names of a type, the most mentioned first."""
    rows = ((row, name_key(row.name)) for row in reader.entities(types=(type,)))
    return [
        Candidate(row.name, key, Figure(row.mentions, EntityMentions(row.name, type)))
        for row, key in rows
        if key not in without
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("name_popups", text)
