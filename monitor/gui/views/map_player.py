"""The days under the map: a slider goes through them, and plays them one after another."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QStyle

from monitor.gui.icons import Icons
from monitor.gui.views.chart_bins import Bar, Bars, Unit
from monitor.gui.views.chart_timeline import Period, bar_words
from monitor.gui.views.parts import plain_label, tool_button

STEP_MS = 800  # how long a day stays: long enough to find what changed


class DayPlayer(QFrame):
    """Lets the user go through the days of the articles: left and right on the slider, or play.

    Days without articles are passed over while it plays. It stops at the last day, when it is hidden, and when it is
    moved by hand. Where the desktop wants no motion it does not play; the slider goes day by day all the same.

    Signals:
        period_chosen(object): the Period of one bar, or None for all of them.
    """

    period_chosen = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("map_player")
        self._icons = icons
        self.is_still: Callable[[], bool] = self._wants_no_motion
        self._unit = Unit.DAY
        self._bars: tuple[Bar, ...] = ()
        self._is_shown = True  # what was chosen last is on the screen
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self.play_button = tool_button(self.tr("Play"), "chip")
        self.play_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Day shown on the map"))
        self.words = plain_label(self.tr("All days"), "small")
        self.all_button = tool_button(self.tr("All days"), "link")
        self._arrange()
        self._connect()
        self._dress()

    # --- what is shown ------------------------------------------------------------------------

    def show_bars(self, bars: Bars, period: Period | None = None) -> None:
        """Go through these bars, only those of a period where one is given; which one is shown stays."""
        chosen = self.period
        self._unit = bars.unit
        within = bars.bars
        if period is not None and within:
            within = within[bars.index_of(period.first) : bars.index_of(period.last) + 1]
        self._bars = within
        found = next((n for n, bar in enumerate(within) if chosen and bar.first == chosen.first), None)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(within))  # 0 is all of them
        self.slider.setValue(0 if found is None else found + 1)
        self.slider.blockSignals(False)
        self.setVisible(len(within) > 1)
        self._describe()

    @property
    def period(self) -> Period | None:
        """The days that are shown, None for all of them."""
        place = self.slider.value()
        if not 0 < place <= len(self._bars):
            return None
        return Period(self._bars[place - 1].first, self._bars[place - 1].last)

    @property
    def is_playing(self) -> bool:
        """Whether one day follows another by itself."""
        return self._timer.isActive()

    def note_shown(self) -> None:
        """Hear that what was chosen last is on the screen: the next day may come."""
        self._is_shown = True

    def show_all(self) -> None:
        """Show all days again."""
        self.stop()
        self.slider.setValue(0)

    # --- playing ------------------------------------------------------------------------------

    def play(self) -> None:
        """Go on by itself, from the beginning where the end was reached; not where motion is unwanted."""
        if self.is_still() or not self._bars:
            return
        if self._next() is None:
            self.slider.setValue(0)
        self._timer.start(STEP_MS)
        self._dress()
        self._go_on()

    def stop(self) -> None:
        """Stay at the day that is shown."""
        self._timer.stop()
        self._dress()

    def _go_on(self) -> None:
        if not self._is_shown:
            return  # a day that is not drawn yet would never be seen
        following = self._next()
        if following is None:
            self.stop()
            return
        self.slider.setValue(following)

    def _next(self) -> int | None:
        """Return the slider's next place with articles."""
        here = self.slider.value()
        return next((n for n in range(here + 1, len(self._bars) + 1) if self._bars[n - 1].articles), None)

    # --- inside -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self.play_button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.words)
        row.addWidget(self.all_button)

    def _connect(self) -> None:
        self.play_button.clicked.connect(lambda: self.stop() if self.is_playing else self.play())
        self.slider.valueChanged.connect(self._tell)
        self.slider.actionTriggered.connect(lambda _: self.stop())  # by hand: keys, wheel, a drag
        self.slider.sliderPressed.connect(self.stop)
        self.all_button.clicked.connect(self.show_all)

    def _tell(self) -> None:
        self._is_shown = False
        self._describe()
        self.period_chosen.emit(self.period)

    def _describe(self) -> None:
        place = self.slider.value()
        words = bar_words(self._unit, self._bars[place - 1]) if 0 < place <= len(self._bars) else ""
        self.words.setText(words)
        self.slider.setAccessibleDescription(words or self.tr("All days"))
        self.all_button.setEnabled(bool(words))

    def _dress(self) -> None:
        self.play_button.setText(self.tr("Pause") if self.is_playing else self.tr("Play"))
        self.play_button.setAccessibleName(self.tr("Pause the days") if self.is_playing else self.tr("Play the days"))
        self.play_button.setVisible(not self.is_still())
        self._icons.dress(self.play_button, "paused" if self.is_playing else "play")

    def _wants_no_motion(self) -> bool:
        """Tell whether the desktop asks programs to keep still."""
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Play to nobody."""
        super().hideEvent(event)
        self.stop()
