"""How far an import is, as the writing thread tells the window."""

from collections import Counter
from dataclasses import dataclass

from monitor.core.records import Status


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: files ended of all, articles by how they ended, the file at hand, seconds so far."""

    files: int
    ended: int
    statuses: Counter[Status]
    alerts: int
    path: str
    seconds: float
    finished: bool = False

    @property
    def remaining(self) -> float | None:
        """Seconds that are left at the rate so far; None while there is no rate."""
        return self.seconds / self.ended * (self.files - self.ended) if self.ended else None
