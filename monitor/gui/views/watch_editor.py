"""A watchlist entry to make or change: its names, what must hold as well, where it looks, how urgent it is."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.core.errors import QueryError
from monitor.core.query import parse
from monitor.core.records import Entry
from monitor.core.terms import Severity, Zone
from monitor.core.watchlist.match import is_topic
from monitor.gui.icons import Icons
from monitor.gui.models.words import severity_word, zone_word
from monitor.gui.shown import one_line
from monitor.gui.views.flow import FlowLayout
from monitor.gui.views.parts import choice_button, hairline, plain_label, push_button, restyle
from monitor.gui.views.switch_menu import SwitchMenu

LONGEST_NAME = 300  # a name longer than a headline is a mistake; the command line says so too
LINES = 2
MESSAGE_PX = 80  # what a complaint below may take of the fields' room
USUAL_ZONES = (Zone.HEADLINE, Zone.BODY)


class WatchEditor(QWidget):
    """Lets an entry be made or changed.

    Signals:
        entry_saved(Entry, bool): the entry is to be saved; for future articles only where true.
        entry_removed(str): the entry is to be taken off the watchlist.
        rehearsal_asked(Entry): the entry is to be tried.
        closed(): nothing is to be changed.
    """

    entry_saved = Signal(object, bool)
    entry_removed = Signal(str)
    rehearsal_asked = Signal(object)
    closed = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("watch_editor")
        self.setAccessibleName(self.tr("Watchlist entry"))
        self._old: Entry | None = None
        self._zones_chosen = frozenset(USUAL_ZONES)
        self._heading = plain_label(role="title")
        self._name = QLineEdit(maxLength=LONGEST_NAME)
        self._weak_name = QCheckBox(self.tr("Too common to fire alone"))
        self._aliases = self._make_lines(self.tr("Other names"))
        self._weak = self._make_lines(self.tr("Weak names"))
        self._query = QLineEdit()
        self._severity = QWidget()
        self._severities = {severity: choice_button(severity_word(severity)) for severity in Severity}
        self._zones = SwitchMenu(icons, self.tr("Where names are looked for"), list(Zone), zone_word)
        self._enabled = QCheckBox(self.tr("Raises alerts"))
        self._future = QCheckBox(self.tr("Only on articles from now on"))
        self._category = QLineEdit()
        self._expires = QLineEdit()
        self._notes = QLineEdit()
        self._message = plain_label(role="error", wrap=True)
        self._hint = plain_label(role="small", wrap=True)
        self._save = push_button(self.tr("Save"), "primary")
        self._rehearse = push_button(self.tr("Rehearse"))
        self._cancel = push_button(self.tr("Cancel"), "quiet")
        self._remove = push_button(self.tr("Remove"), "quiet")
        self._scroll = QScrollArea()
        self._arrange(icons)
        self._connect()
        self.make_entry()

    # --- what is shown ------------------------------------------------------------------------

    def make_entry(self, name: str = "", *, type: str | None = None, ids: tuple[str, ...] = ()) -> None:
        """Begin a new entry, with a name where one is known; ``type`` and ``ids`` as in ``Entry``."""
        self._fill(Entry(name, type=type, ids=ids), is_new=True)
        self._name.setFocus()

    def edit_entry(self, entry: Entry, *, future_only: bool = False) -> None:
        """Change an entry of the watchlist."""
        self._fill(entry, is_new=False)
        self._future.setChecked(future_only)

    def add_alias(self, name: str) -> None:
        """Put a name among the other names, and rehearse again."""
        names = dict.fromkeys((*_lines(self._aliases), name))
        self._aliases.setPlainText("\n".join(names))
        self._ask_rehearsal()

    def entry(self) -> Entry | None:
        """Return the entry as it stands in the fields; None, and say why, where it makes no sense."""
        name = self._name.text().strip()
        if not name:
            self._complain(self.tr("The entry has no name."), self._name)
            return None
        try:
            query = parse(self._query.text()) if self._query.text().strip() else None
        except QueryError as error:
            rest = one_line(self._query.text()[error.position :], 40)
            where = self.tr(" Here: {rest}").format(rest=rest) if rest else ""
            self._complain(f"{error.sentence}{where}", self._query)
            return None
        expires = self._expires.text().strip()
        if expires and not _is_day(expires):
            self._complain(self.tr("“{day}” is no day; write 2026-12-31.").format(day=expires), self._expires)
            return None
        self._complain("", None)
        base = self._old or Entry(name)
        entry = replace(
            base,
            name=name,
            aliases=_lines(self._aliases),
            weak=_lines(self._weak),
            weak_name=self._weak_name.isChecked(),
            query=self._query.text().strip() or None,
            zones=tuple(zone for zone in Zone if zone in self._zones_chosen),
            severity=next(one for one, button in self._severities.items() if button.isChecked()),
            category=self._category.text().strip() or None,
            expires=expires or None,
            notes=self._notes.text().strip() or None,
            enabled=self._enabled.isChecked(),
        )
        self._say_how_it_fires(entry, is_by_query=query is not None and is_topic(entry, query))
        return entry

    # --- inside -------------------------------------------------------------------------------

    def _fill(self, entry: Entry, *, is_new: bool) -> None:
        self._old = entry
        self._heading.setText(self.tr("New entry") if is_new else self.tr("Change entry"))
        self._name.setText(entry.name)
        self._name.setReadOnly(not is_new)
        self._weak_name.setChecked(entry.weak_name)
        self._aliases.setPlainText("\n".join(entry.aliases))
        self._weak.setPlainText("\n".join(entry.weak))
        self._query.setText(entry.query or "")
        self._severities[entry.severity].setChecked(True)
        self._category.setText(entry.category or "")
        self._expires.setText(entry.expires or "")
        self._notes.setText(entry.notes or "")
        self._enabled.setChecked(entry.enabled)
        self._future.setChecked(False)
        self._remove.setVisible(not is_new)
        self._choose_zones(frozenset(entry.zones))
        self._complain("", None)
        self._hint.hide()

    def _choose_zones(self, zones: frozenset[Zone]) -> None:
        self._zones_chosen = zones
        self._zones.show_chosen(zones, self.tr("Headline and body") if zones == frozenset(USUAL_ZONES) else "")

    def _complain(self, sentence: str, field: QWidget | None) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        for edit in (self._name, self._query, self._expires):
            restyle(edit, "invalid", edit is field)
        if field is not None:
            field.setFocus()
            self._scroll.ensureWidgetVisible(field, 0, MESSAGE_PX)

    def _say_how_it_fires(self, entry: Entry, *, is_by_query: bool) -> None:
        words = ""
        if is_by_query:
            words = self.tr("It fires on its query alone; the name is its label.")
        elif entry.weak_name and not entry.aliases:
            words = self.tr("It has no strong name and will not fire. Add another name.")
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def _ask_save(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.entry_saved.emit(entry, self._future.isChecked())

    def _ask_rehearsal(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.rehearsal_asked.emit(replace(entry, enabled=True))

    def _ask_removal(self) -> None:
        if self._old is not None:
            self.entry_removed.emit(self._old.name)

    # --- making -------------------------------------------------------------------------------

    def _make_lines(self, name: str) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setAccessibleName(name)
        edit.setProperty("role", "input")
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(LINES * edit.fontMetrics().lineSpacing() + 18)
        return edit

    def _arrange(self, icons: Icons) -> None:
        self._arrange_severities(icons)
        self._query.setPlaceholderText(self.tr('e.g. country:KP OR "border talks"'))
        self._expires.setPlaceholderText("2026-12-31")
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(20, 16, 20, 20)
        layout.setSpacing(2)
        layout.addWidget(self._heading)
        layout.addLayout(self._make_form())
        layout.addStretch(1)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.tr("Watch entry"))
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.setMinimumWidth(body.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width() + 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(hairline())
        outer.addLayout(self._make_foot())

    def _arrange_severities(self, icons: Icons) -> None:
        severities = FlowLayout(self._severity, gap=4)
        for severity, choice in self._severities.items():
            icons.dress(choice, severity.value, severity.value)
            choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            severities.addWidget(choice)

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(4)
        rows = (
            (self.tr("Name"), self._name, ""),
            (self.tr("Severity"), self._severity, ""),
            ("", self._weak_name, ""),
            (self.tr("Other names"), self._aliases, self.tr("One a line, in any script. Each fires like the name.")),
            (self.tr("Weak names"), self._weak, self.tr("One a line. They support a match but never fire alone.")),
            (self.tr("Also must hold"), self._query, self.tr("A search expression; leave it empty for any article.")),
            (self.tr("Where"), self._zones, ""),
            (self.tr("Category"), self._category, ""),
            (self.tr("Notes"), self._notes, ""),
            (self.tr("Expires"), self._expires, self.tr("The last day on which it fires; leave it empty for none.")),
            ("", self._enabled, ""),
            ("", self._future, ""),
        )
        for name, widget, help in rows:
            self._add_row(form, name, widget, help)
        return form

    def _make_foot(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._save, self._rehearse, self._cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._remove)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.addWidget(self._message)
        foot.addWidget(self._hint)
        foot.addLayout(buttons)
        return foot

    def _add_row(self, form: QFormLayout, name: str, widget: QWidget, help: str) -> None:
        if name:
            label = plain_label(name, "small")
            label.setBuddy(widget)
            label.setContentsMargins(0, 6, 0, 0)  # nearer to its own field than to the one above
            widget.setAccessibleName(name)
            form.addRow(label, widget)
        else:
            form.addRow(widget)
        if help:
            form.addRow(plain_label(help, "small", wrap=True))
            widget.setAccessibleDescription(help)

    def _connect(self) -> None:
        self._save.clicked.connect(self._ask_save)
        self._rehearse.clicked.connect(self._ask_rehearsal)
        self._cancel.clicked.connect(self.closed)
        self._remove.clicked.connect(self._ask_removal)
        self._zones.switched.connect(self._choose_zones)
        self._name.returnPressed.connect(self._ask_save)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _lines(edit: QPlainTextEdit) -> tuple[str, ...]:
    """Return the lines of a field, trimmed, each once."""
    lines = (line.strip()[:LONGEST_NAME] for line in edit.toPlainText().splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
