"""Nasty files are each accounted for; `python -m benchmarks.faults.hostile` takes the heavy ones, and real ones."""

import sqlite3
from pathlib import Path

import pytest

from benchmarks.faults.hostile import Course, broken_bounds, take_in
from benchmarks.faults.nasty import write_nasty


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    write_nasty(folder / "nasty", light=True)
    return take_in(folder / "nasty", folder / "library.db"), folder / "library.db"


def test_every_nasty_file_is_accounted_for(taken: tuple[Course, Path]) -> None:
    course, library = taken
    assert len(course.files) > 40
    assert broken_bounds(course, library) == []


def test_nothing_left_the_archives(taken: tuple[Course, Path]) -> None:
    folder = taken[1].parent
    assert not list(folder.parent.rglob("slip.txt"))
    assert not Path("/etc/slip.txt").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update ledger set status = 'pending' where rowid = 3", "lost"),
        ("delete from ledger where rowid = 4", "lost"),
        ("update ledger set sentence = 'Traceback (most recent call last)' where status = 'refused'", "traceback"),
        ("update ledger set sentence = '' where status = 'refused'", "not a reason"),
        ("update ledger set code = 'other' where status = 'refused'", "no code"),
        ("delete from content where article_id = (select max(article_id) from content)", "lost"),
    ],
)
def test_the_harness_notices(taken: tuple[Course, Path], tmp_path: Path, change: str, told: str) -> None:
    course, library = taken
    copy = tmp_path / "copy.db"
    copy.write_bytes(library.read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.execute(change)
    assert any(told in line for line in broken_bounds(course, copy))
