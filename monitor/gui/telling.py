"""How new alerts are told outside the window: few notices, grouped by severity, and none in quiet hours."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from monitor.core.records import Alert
from monitor.core.terms import Severity
from monitor.gui.models.words import counted, severity_word
from monitor.gui.shown import one_line

STORM = 20  # alerts at once that are told as one number: nobody reads so many notices
FIRST_NAMES = 3  # entries that a notice names
MOST_NOTICES = 2  # at once: what is most urgent, and the rest
SEVERITIES = tuple(reversed(Severity))  # the most urgent first


@dataclass(frozen=True, slots=True)
class Notice:
    """What the system is to show: a title, words, and how urgent it is."""

    title: str
    words: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day to another, over midnight where the second is earlier; never where they are the same."""

    first: time = time(0)
    last: time = time(0)

    def hold(self, now: time) -> bool:
        """Tell whether it is quiet at a time of day."""
        if self.first <= self.last:
            return self.first <= now < self.last
        return now >= self.first or now < self.last


def make_notices(alerts: Sequence[Alert], say: Callable[[str], str]) -> list[Notice]:
    """Return the notices for alerts that came together: one a severity, at most two, and one for a storm."""
    if not alerts:
        return []
    total = counted(len(alerts), say("new alert"), say("new alerts"))
    groups = [(severity, [one for one in alerts if one.severity is severity]) for severity in SEVERITIES]
    groups = [(severity, group) for severity, group in groups if group]
    if len(alerts) > STORM:
        words = ", ".join(f"{len(group):,} {severity_word(severity).lower()}" for severity, group in groups)
        return [Notice(total, words, groups[0][0])]
    urgent, rest = groups[0], [one for _, group in groups[1:] for one in group]
    notices = [_notice(urgent[0], urgent[1], say)]
    return [*notices, _notice(groups[1][0], rest, say)] if rest else notices


def _notice(severity: Severity, alerts: Sequence[Alert], say: Callable[[str], str]) -> Notice:
    if len(alerts) == 1:
        title = f"{severity_word(severity)}: {one_line(alerts[0].entry, 60)}"
        return Notice(title, one_line(alerts[0].title or say("Untitled")), severity)
    total = counted(len(alerts), say("new alert"), say("new alerts"))
    return Notice(f"{severity_word(severity)}: {total}", _names(one.entry for one in alerts), severity)


def _names(entries: Iterable[str]) -> str:
    counts = Counter(entries)
    named = ", ".join(one_line(name, 40) for name, _ in counts.most_common(FIRST_NAMES))
    return named + (" …" if len(counts) > FIRST_NAMES else "")
