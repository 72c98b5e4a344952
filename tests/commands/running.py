"""Commands run as a user runs them, and two invented articles for them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

WIRE = """\
Harbour talks resume in Tallinn

TALLINN (Meridian Wire) - Estonia's minister Orlo Brandt flew to Helsinki on Monday to resume talks on the harbour.

Brandt said that Estonia and Finland would sign in June. Officials in Helsinki confirmed it.

See also: Riga votes on a new tram line

Brandt will return to Tallinn on Friday, his office said.
"""

OTHER = """\
Tram line opens

RIGA (Meridian Wire) - Latvia's capital opened a tram line on Tuesday, two years late.

The mayor, Ilze Kraft, said that =SUM(A1) was not how the budget was made.
"""


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "monitor", *map(str, arguments)]


def run(*arguments: object, stdin: str | None = None, **environment: str) -> Ran:
    """Run a command in a process of its own, as a user does."""
    done = subprocess.run(
        command(*arguments), input=stdin, env={**os.environ, **environment}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
