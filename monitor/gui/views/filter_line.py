"""One line that says which articles a page is about, where the filter bar itself is not to be seen."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from monitor.gui.models.filter import EVERY_ARTICLE, ArticleFilter
from monitor.gui.shown import one_line
from monitor.gui.views.filter_bar import chip_words
from monitor.gui.views.parts import plain_label, tool_button


class FilterLine(QFrame):
    """Shows the filter in words with a button to clear it; without a filter it takes no room.

    Signals:
        filter_changed(ArticleFilter): the filter was cleared.
    """

    filter_changed = Signal(object)

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._country_name = country_name
        self._words = plain_label(wrap=True)
        self._clear = tool_button(self.tr("Clear the filter"), "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._clear)
        self._clear.clicked.connect(lambda: self.filter_changed.emit(EVERY_ARTICLE))
        self.hide()

    def show_filter(self, filter: ArticleFilter) -> None:
        """Say what a filter lets through."""
        parts = [one_line(filter.text, 80)] if filter.text.strip() else []
        parts += [chip_words(chip, self._country_name, self.tr) for chip in filter.chips]
        self._words.setText(self.tr("Only articles under: {filter}").format(filter=" · ".join(parts)))
        self.setVisible(filter != EVERY_ARTICLE)
