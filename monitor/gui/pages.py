"""The pages of the window: what each is called, what it answers, what it wants to hear."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from monitor.gui.figure import Figure
from monitor.gui.models.filter import ArticleFilter

if TYPE_CHECKING:
    from monitor.core.records import Changes


def _ignore(_: Any) -> None:
    """Do nothing with what is told."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the window.

    ``answers`` says which kinds of question it can show the answer of, and how. ``actions`` are what one can do on
    it, each with the menu that it belongs in; ``focus`` is where the keyboard goes first.
    """

    name: str
    title: str
    widget: QWidget
    focus: QWidget | None = None
    answers: Mapping[type, Callable[[Any], None]] = field(default_factory=dict)
    show_filter: Callable[[ArticleFilter], None] = _ignore
    note_changes: "Callable[[Changes], None]" = _ignore
    load: Callable[[], None] = lambda: None
    actions: tuple[tuple[str, QAction], ...] = ()


def page_for(pages: Mapping[str, Page], figure: Figure) -> tuple[Page, Callable[[Any], None]] | None:
    """Return the page that shows what is behind a figure, and how it is told to; None where no page does."""
    for page in pages.values():
        answer = page.answers.get(type(figure.opens))
        if answer is not None:
            return page, answer
    return None
