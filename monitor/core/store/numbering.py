"""An article's number carries its date: UTC day of publication (or arrival, where undated), minute, sequence."""

from datetime import datetime

MINUTE_BITS = 11
SEQUENCE_BITS = 20
DAY_SHIFT = MINUTE_BITS + SEQUENCE_BITS
"""Day (22 bits) + minute (11) + sequence (20) are 53 bits: an article's number is exact in a double as well."""


def first_number(moment: datetime) -> int:
    """Return the lowest article number of the minute in which ``moment`` (UTC) lies."""
    minute = moment.hour * 60 + moment.minute
    return (moment.toordinal() << DAY_SHIFT) | (minute << SEQUENCE_BITS)
