"""Strings that look like SQL, FTS5 or nothing at all: the naughty list is `python -m benchmarks.faults.querystorm`."""

import base64
from pathlib import Path

import pytest

from benchmarks.faults.querystorm import invented, naughty, run
from monitor.core.store import Reader

OWN = [
    "O'Brandt & Co",
    "AND",
    "-x",
    '"',
    "R&D*",
    "NEAR(a b, 2)",
    "a" * 100_000,
    "(" * 2_000,
    "\ud800",
    "\0",
    "text:x OR",
]


def test_no_string_raises_as_query_name_or_headline(tmp_path: Path) -> None:
    storm = run(tmp_path, [*OWN, *invented(150, seed=7)], OWN[:3])
    assert storm.raised == []
    assert storm.ended["headlines"] == 150 + len(OWN)


def test_the_harness_notices_what_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("syntax error near")

    monkeypatch.setattr(Reader, "countries", broken)
    assert len(run(tmp_path, ["Riga"], []).raised) == 2


def test_lines_of_the_list_that_are_full_go_on(tmp_path: Path) -> None:
    long = "naughty " * 20
    lines = base64.encodebytes(long.encode()).decode()
    file = tmp_path / "list.txt"
    file.write_text(f"# a comment\n\n{lines}\n{base64.b64encode(b'x').decode()}\n")
    assert naughty(file) == [long, "x"]
