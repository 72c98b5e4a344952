"""Wrong usage, said in one sentence: the parser that the command line and the window read their arguments with."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, Never

from monitor.core.errors import UsageError
from monitor.paths import APPLICATION


class Parser(argparse.ArgumentParser):
    """Raises what is wrong as a sentence instead of printing its usage, and takes no option by half its name."""

    def __init__(self, **options: Any) -> None:
        # Half a name would mean something else, or nothing, as soon as there is another option that begins so.
        super().__init__(allow_abbrev=False, **options)

    def parse_known_args(  # type: ignore[override]  # the overloads only say which namespace comes back
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Refuse what is not known here, and not at the outermost parser, which knows no help on it."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown

    def error(self, message: str) -> Never:
        """Say what is wrong and where the help on it is."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.")


def end(sentence: str, status: int) -> int:
    """Say why the program ends, in a line on standard error, and return the exit status."""
    from monitor.commands.output import printable  # here: the window reads its arguments before anything else

    print(f"{APPLICATION}: {printable(sentence)}", file=sys.stderr)
    return status
