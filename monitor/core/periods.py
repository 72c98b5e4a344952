"""Periods that move with the day they are asked on: ``7d`` is the last seven days; others are as ``date:`` has them."""

import re
from datetime import date, timedelta

_MOVING = re.compile(r"([1-9]\d{0,3})d")


def period_on(period: str, today: date) -> str:
    """Return a period as ``date:`` has it on a day."""
    found = _MOVING.fullmatch(period)
    if found is None:
        return period
    first = today - timedelta(days=int(found[1]) - 1)
    return f"{today}" if first == today else f"{first}..{today}"


def moving_period(period: str, today: date) -> str:
    """Return a period that ends today as one that moves, any other as it is: "the last seven days" stay the last."""
    first, _, last = period.partition("..")
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return period
    days = (end - begin).days + 1
    return f"{days}d" if end == today and 0 < days < 10_000 else period
