"""Backups that the program makes by itself: once a day, a few of them, and before a new format."""

import os
import shutil
import sqlite3
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from invented_articles import make_article

from monitor.core.errors import LibraryError
from monitor.core.records import Analysis, Entry
from monitor.core.store import open_library
from monitor.core.store.backups import KEPT, back_up_when_due, backups_folder, daily_backups
from monitor.core.store.schema import schema_version

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        store.save(store.begin_source("/inbox/1"), Analysis(make_article("A ferry to Togo", title="Ferry")))
    _touch(path, NOON)
    return path


def _touch(path, when):
    os.utime(path, (when.timestamp(), when.timestamp()))
    path.with_name(path.name + "-wal").unlink(missing_ok=True)


def _due(path, now):
    with open_library(path) as reader:
        made = back_up_when_due(path, reader.back_up, now)
    path.with_name(path.name + "-wal").unlink(missing_ok=True)
    return made


def test_a_changed_library_is_backed_up_once_a_day_and_the_oldest_goes(path):
    made = []
    for day in range(KEPT + 2):
        _touch(path, NOON + day * DAY)
        made.append(_due(path, NOON + day * DAY + timedelta(hours=1)))
        assert _due(path, NOON + day * DAY + timedelta(hours=9)) is None
    assert daily_backups(path) == made[-KEPT:][::-1]
    with open_library(made[-1]) as reader:
        assert reader.count().articles == 1
        assert reader.problems() == []


def test_a_library_that_has_not_changed_is_not_copied_again(path):
    assert _due(path, NOON + timedelta(hours=1)) is not None
    assert _due(path, NOON + 9 * DAY) is None


def test_where_there_is_no_room_nothing_is_copied_and_it_is_said(path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 1_000_000))
    with pytest.raises(LibraryError, match=r"no room for the backup of .*library\.db: it asks for \d+ MB and 1 MB"):
        _due(path, NOON)
    assert os.listdir(backups_folder(path)) == []


def test_what_a_killed_program_left_half_copied_is_cleared_away(path):
    backups_folder(path).mkdir()
    left = backups_folder(path) / "20310430T110000Z.db.part"
    left.write_bytes(b"half")
    assert _due(path, NOON) is not None
    assert not left.exists()


def test_before_a_new_format_the_library_is_kept_as_it_is(path, monkeypatch):
    monkeypatch.setattr("monitor.core.store.library.schema_version", lambda: schema_version() + 1)
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Togo"))
    kept = backups_folder(path) / f"format-{schema_version()}.db"
    with open_library(kept) as reader:
        assert reader.count().articles == 1
        assert reader.entries() == []


def test_a_backup_ends_although_the_library_is_written_to_at_every_step(path, tmp_path, monkeypatch):
    monkeypatch.setattr("monitor.core.store.upkeep._PAGES_A_STEP", 5)
    steps = []
    with open_library(path, write=True) as store, store.reader() as reader:

        def write_between(done, total):
            steps.append(done)
            store.put_entry(Entry(f"Name {len(steps)}"))
            assert len(steps) < 5_000, "it begins again for ever"

        reader.back_up(tmp_path / "backup.db", write_between)
        assert steps == sorted(steps)
        assert len(steps) > 5
        store.put_entry(Entry("Last"))
        assert len(reader.entries()) == len(steps) + 1  # the reader sees what is new again
    with sqlite3.connect(tmp_path / "backup.db") as copy:
        assert copy.execute("select count(*) from entry").fetchone() == (0,)
