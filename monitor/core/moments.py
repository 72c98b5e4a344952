"""When an article was published, as the instant in UTC by which it is filed, sorted and found."""

import re
from datetime import UTC, date, datetime

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?")


def published_moment(value: str | None) -> datetime | None:
    """Return the instant of a ``Published.value``, or None where it is missing or no date at all.

    A value without a time stands for the start of its day, one without a day for the start of its month or
    year; a time without an offset is taken as UTC.
    """
    text = (value or "").strip()
    partial = _PARTIAL_DATE.fullmatch(text)
    try:
        if partial:
            return datetime(int(partial[1]), int(partial[2] or 1), 1, tzinfo=UTC)
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def published_day(value: str | None) -> date | None:
    """Return the UTC day of a ``Published.value``, or None where there is none."""
    moment = published_moment(value)
    return moment.date() if moment else None
