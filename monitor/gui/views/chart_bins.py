"""Days of publication in bars: by day, week or month, whichever leaves them wide enough to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from monitor.core.store.rows import Count

MOST_BARS = 130  # at about 7 pixels each on a usual window


class Unit(StrEnum):
    """What a bar stands for."""

    DAY = "day"
    WEEK = "week"  # from Monday
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of some days, both ends included (UTC)."""

    first: date
    last: date
    articles: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars without gaps from the first day to the last, and how many articles bear no date."""

    unit: Unit
    bars: tuple[Bar, ...]
    undated: int = 0

    @property
    def greatest(self) -> int:
        """The articles of the highest bar."""
        return max((bar.articles for bar in self.bars), default=0)

    def index_of(self, day: date) -> int:
        """Return the bar that a day falls in, the first or last where it lies outside."""
        for index, bar in enumerate(self.bars):
            if day <= bar.last:
                return index
        return len(self.bars) - 1


def make_bars(days: Iterable[Count]) -> Bars:
    """Put the articles of each day into bars."""
    dated = {date.fromisoformat(day.value): day.articles for day in days if day.value is not None}
    undated = sum(day.articles for day in days if day.value is None)
    if not dated:
        return Bars(Unit.DAY, (), undated)
    unit = choose_unit(min(dated), max(dated))
    spans = list(_spans(unit, min(dated), max(dated)))
    totals = dict.fromkeys(spans, 0)
    starts = {start_of(unit, first): (first, last) for first, last in spans}
    for day, articles in dated.items():
        totals[starts[start_of(unit, day)]] += articles
    return Bars(unit, tuple(Bar(*span, articles) for span, articles in totals.items()), undated)


def choose_unit(first: date, last: date) -> Unit:
    """Return the finest unit that leaves at most MOST_BARS bars."""
    days = (last - first).days + 1
    for unit, length in ((Unit.DAY, 1), (Unit.WEEK, 7), (Unit.MONTH, 30)):
        if days <= MOST_BARS * length:
            return unit
    return Unit.YEAR


def start_of(unit: Unit, day: date) -> date:
    """Return the first day of the unit that a day belongs to."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=min(day.weekday(), (day - date.min).days))
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.YEAR:
            return day.replace(month=1, day=1)


def _spans(unit: Unit, first: date, last: date) -> Iterator[tuple[date, date]]:
    start = start_of(unit, first)
    while start <= last:
        try:
            following = _next_start(unit, start)
            end = following - timedelta(days=1)
        except (OverflowError, ValueError):  # the end of the calendar
            yield start, date.max
            return
        yield start, end
        start = following


def _next_start(unit: Unit, start: date) -> date:
    match unit:
        case Unit.DAY:
            return start + timedelta(days=1)
        case Unit.WEEK:
            return start + timedelta(days=7)
        case Unit.MONTH:
            return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        case Unit.YEAR:
            return start.replace(year=start.year + 1)
