"""Which alerts pass a filter, how many of each entry there are under it, and filters that are kept under a name."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from monitor.core.periods import moving_period, period_on
from monitor.core.records import Alert, AlertFilter
from monitor.core.store import Reader
from monitor.core.terms import AlertState, Severity
from monitor.gui.figure import AlertsOf


def passes(alert: Alert, question: AlertsOf, dated: Collection[int] | None = None) -> bool:
    """Tell whether an alert is among those that a question asks for.

    Args:
        alert: The alert.
        question: What is asked.
        dated: The articles of the question's period, by number; None where it has none.
    """
    return (
        alert.state in question.states
        and alert.severity in question.severities
        and (question.entry is None or alert.entry == question.entry)
        and (question.article_id is None or alert.article_id == question.article_id)
        and (dated is None or alert.article_id in dated)
    )


def articles_of(reader: Reader, period: str) -> frozenset[int] | None:
    """Return the articles of a period by number, None where there is no period."""
    return frozenset(reader.article_ids(f"date:{period}")) if period else None


def count_entries(
    alerts: Iterable[Alert], question: AlertsOf, dated: Collection[int] | None
) -> list[tuple[str, int, AlertsOf]]:
    """Return each entry with its alerts under a question's other parts and what they open, the most frequent first."""
    anyone = replace(question, entry=None)
    counts = Counter(alert.entry for alert in alerts if passes(alert, anyone, dated))
    return [(name, count, replace(question, entry=name)) for name, count in counts.most_common()]


def kept_as(question: AlertsOf, name: str, today: date) -> AlertFilter:
    """Return a question as a filter to keep; a period that ends today moves on with the day."""
    states = tuple(state for state in AlertState if state in question.states)
    severities = tuple(severity for severity in Severity if severity in question.severities)
    return AlertFilter(name, states, severities, question.entry, moving_period(question.period, today))


def asked_by(kept: AlertFilter, today: date) -> AlertsOf:
    """Return what a kept filter asks on a day."""
    states, severities = frozenset(kept.states), frozenset(kept.severities)
    return AlertsOf(states, kept.entry, severities=severities, period=period_on(kept.period, today))
