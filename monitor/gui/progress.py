"""How far an import is and how the watched folders are, as the threads tell the window."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from monitor.core.terms import Status


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


class FolderState(StrEnum):
    """How a watched folder is. Each has a colour, a form and a word."""

    WATCHING = "watching"
    POLLING = "polling"
    PAUSED = "paused"
    AWAY = "away"
