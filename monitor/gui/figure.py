"""A number that opens: the only form in which a count reaches the screen.

A figure knows the question whose answer is the list behind it, so that no number can be shown that cannot be
looked into. Questions are asked in the query grammar, the same that ``media-monitor search`` takes.
"""

from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from monitor.core.terms import (
    COUNTED_ZONES,
    AlertState,
    CountryKind,
    EntityType,
    Severity,
    Status,
    Zone,
)

ALL_KINDS = frozenset(CountryKind)


@dataclass(frozen=True, slots=True)
class ArticlesOf:
    """The articles under a query; empty is all of them."""

    query: str = ""


@dataclass(frozen=True, slots=True)
class StoriesOf:
    """The stories under a query, a row each: an article with its copies is one; empty is all of them."""

    query: str = ""


@dataclass(frozen=True, slots=True)
class EntityMentions:
    """The mentions of an entity in some zones, in one article or in all under a query.

    With ``written`` only those that are written so, whatever their capitals and accents.
    """

    name: str
    type: EntityType
    query: str = ""
    article_id: int | None = None
    zones: frozenset[Zone] = COUNTED_ZONES
    written: str = ""


@dataclass(frozen=True, slots=True)
class CountryMentions:
    """The mentions of a country (ISO 3166-1 alpha-2) of some kinds in some zones, in one article or under a query."""

    code: str
    query: str = ""
    article_id: int | None = None
    zones: frozenset[Zone] = COUNTED_ZONES
    kinds: frozenset[CountryKind] = ALL_KINDS


@dataclass(frozen=True, slots=True)
class AlertsOf:
    """The alerts in some states, of some severities, of one entry or of all, in one article or in all.

    ``period`` is that of the articles, as ``date:`` has it; empty is any.
    """

    states: frozenset[AlertState] = frozenset(AlertState)
    entry: str | None = None
    article_id: int | None = None
    severities: frozenset[Severity] = frozenset(Severity)
    period: str = ""


@dataclass(frozen=True, slots=True)
class LedgerOf:
    """The rows of the ledger that ended in some way, since a moment (ISO 8601) or ever."""

    statuses: frozenset[Status] = frozenset(Status)
    since: str = ""


@dataclass(frozen=True, slots=True)
class EntriesOf:
    """The entries of the watchlist, all of them."""


Question: TypeAlias = ArticlesOf | StoriesOf | EntityMentions | CountryMentions | AlertsOf | LedgerOf | EntriesOf


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the question whose answer has so many rows."""

    value: int
    opens: Question

    def __str__(self) -> str:
        return f"{self.value:,}"


class FigureButton(QPushButton):
    """Shows a figure as a number that can be opened with the mouse or from the keyboard.

    Signals:
        figure_opened(Figure): the user wants to see what was counted.
    """

    figure_opened = Signal(object)

    def __init__(self, figure: Figure | None, what: str, *, parent: QWidget | None = None) -> None:
        """Show a figure.

        Args:
            figure: What is shown and opened; None while it is not known, which is not the same as none at all.
            what: What is counted, for those who hear the window: "mentions of Georgia".
            parent: The widget that holds this one.
        """
        super().__init__(parent)
        self.setProperty("role", "figure")
        self.clicked.connect(self._open)
        self.show_figure(figure, what)

    def show_figure(self, figure: Figure | None, what: str) -> None:
        """Show another figure in the same place."""
        self._figure = figure
        self.setEnabled(figure is not None)
        if figure is None:
            self.setText("–")
            self.setAccessibleName(self.tr("{what}: not counted yet").format(what=what))
            self.setToolTip("")
            return
        self.setText(str(figure))
        self.setAccessibleName(f"{figure} {what}")
        self.setToolTip(self.tr("Show these {count}").format(count=figure))

    @property
    def figure(self) -> Figure | None:
        """What is shown, if it is known."""
        return self._figure

    def _open(self) -> None:
        self.figure_opened.emit(self._figure)
