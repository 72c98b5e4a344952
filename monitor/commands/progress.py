"""A progress bar on standard error, where somebody is watching."""

import sys
from types import TracebackType
from typing import Any, Self

from monitor.commands.output import hint, printable

PATH_WIDTH = 30


class Progress:
    """Counts articles up to a total that is known roughly: a file may hold several. Silent without a terminal."""

    def __init__(self, total: int | None, unit: str = "file") -> None:
        self._bar: Any = None
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit=unit, file=sys.stderr, dynamic_ncols=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self, label: str = "") -> None:
        """Count one more."""
        if self._bar is not None:
            self._bar.set_postfix_str(printable(label)[-PATH_WIDTH:], refresh=False)
            self._bar.update()

    def reach(self, done: int, total: int) -> None:
        """Show that so many of so many are done."""
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def say(self, sentence: str) -> None:
        """Write a line above the bar."""
        if self._bar is not None:
            self._bar.write(sentence, file=sys.stderr)
        else:
            hint(sentence)
