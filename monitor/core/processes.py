"""The processor time that a process has had: on a busy machine a niced one waits long for its turn."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

MOST_STARVED = 10  # times the seconds that it was given that it may take by the clock
HEARD_SECONDS = 0.5  # so much earlier, at most, was read what it had had when it was last heard of

_UTIME, _STIME = 11, 12  # places in /proc/PID/stat after the name of the program
_RUNNING = "R"  # also of one that only waits for its turn; one that sleeps, or waits for a disk, is another


@dataclass(slots=True)
class ProcessorUse:
    """What a process has had of the processors since it began something, and since it was last heard of."""

    process_id: int
    began: float = field(default_factory=time.monotonic)
    used: float = 0.0
    used_when_heard: float = 0.0
    read: float = -HEARD_SECONDS

    def begin(self) -> None:
        """It begins something now."""
        self.hear()
        self.began, self.used = time.monotonic(), self.used_when_heard

    def hear(self) -> None:
        """It is heard of now; what it has had is read now and then, for a worker says much and reading costs more."""
        now = time.monotonic()
        if now - self.read >= HEARD_SECONDS:
            self.read = now
            self.used_when_heard = processor_seconds(self.process_id) or 0.0

    def is_starved(self, silence: float, whole: float) -> bool:
        """Tell whether it could run and has not had the processor time that it may take: others have it.

        Args:
            silence: The seconds that it may be silent.
            whole: The seconds that it may take for what it began.
        """
        used = processor_seconds(self.process_id)
        if used is None or time.monotonic() - self.began > MOST_STARVED * whole:
            return False
        has_time_left = used - self.used_when_heard < silence and used - self.used < whole
        return has_time_left and _could_run(self.process_id)


def processor_seconds(process_id: int) -> float | None:
    """Return the processor time that a process has had; None where it is gone, or the system does not tell (Linux)."""
    status = _status(Path(f"/proc/{process_id}/stat"))
    return None if status is None else (int(status[_UTIME]) + int(status[_STIME])) / os.sysconf("SC_CLK_TCK")


def _could_run(process_id: int) -> bool:
    """Tell whether any thread would go on if it were its turn: the first may wait for the interpreter's lock."""
    statuses = map(_status, Path(f"/proc/{process_id}/task").glob("*/stat"))
    return any(status is not None and status[0] == _RUNNING for status in statuses)


def _status(file: Path) -> list[str] | None:
    try:
        line = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return line.rpartition(")")[2].split()
