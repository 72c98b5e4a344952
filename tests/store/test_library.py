import os
import sqlite3
import subprocess
import sys
from hashlib import sha256

import pytest

from monitor.core.errors import LibraryError, LibraryLocked
from monitor.core.store import create_library, open_library
from monitor.core.store.schema import APPLICATION_ID, schema_version


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


def test_a_new_library_is_marked_as_ours(path):
    create_library(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("pragma user_version").fetchone() == (schema_version(),)
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


def test_reading_needs_a_library(path):
    with pytest.raises(LibraryError, match="There is no library"):
        open_library(path)
    assert not path.exists()


def test_a_library_is_not_made_over_a_file(path):
    path.write_text("mine")
    with pytest.raises(LibraryError, match="exists already"):
        create_library(path)


def _foreign(path):
    connection = sqlite3.connect(path)
    connection.execute("create table t (a)")
    connection.close()


def _newer(path):
    create_library(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"pragma user_version = {schema_version() + 1}")
    connection.execute("pragma journal_mode = delete")
    connection.close()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_bytes(b""), "0 bytes"),
        (lambda path: path.write_bytes(b"\x00garbage" * 1000), "not a database"),
        (_foreign, "not a library of this program"),
        (_newer, "newer version"),
    ],
)
@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_library_of_ours_is_refused_and_left_alone(path, make, sentence, write):
    make(path)
    before = sha256(path.read_bytes()).digest()
    with pytest.raises(LibraryError, match=sentence) as error:
        open_library(path, write=write)
    assert str(path) in error.value.sentence
    assert sha256(path.read_bytes()).digest() == before


def test_a_second_writer_is_locked_out_until_the_first_closes(path):
    first = open_library(path, write=True)
    with pytest.raises(LibraryLocked):
        open_library(path, write=True)
    open_library(path).close()
    first.close()
    open_library(path, write=True).close()


def test_a_killed_writer_frees_the_lock(path):
    code = (
        "from monitor.core.store import open_library\n"
        f"store = open_library({str(path)!r}, write=True)\nprint(1, flush=True)\ninput()"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"1\n"
    with pytest.raises(LibraryLocked):
        open_library(path, write=True)
    child.kill()
    child.communicate()
    open_library(path, write=True).close()


def test_a_library_refused_by_the_writer_does_not_stay_locked(path):
    path.write_bytes(b"")
    with pytest.raises(LibraryError):
        open_library(path, write=True)
    path.unlink()
    open_library(path, write=True).close()


def test_a_reader_notices_what_another_commits(path):
    with open_library(path, write=True) as store, open_library(path) as reader:
        before = reader.data_version()
        assert reader.data_version() == before
        store.begin_source("/inbox/a.txt")
        assert reader.data_version() != before


def test_a_reader_cannot_write(path):
    with open_library(path, write=True), open_library(path) as reader, pytest.raises(sqlite3.OperationalError):
        reader._connection.execute("delete from ledger")


def test_only_the_writer_leaves_a_checkpointed_file(path):
    with open_library(path, write=True) as store:
        store.begin_source("/inbox/a.txt")
    assert not os.path.exists(f"{path}-wal")


CRASH = """
import os, sys
from monitor.core.records import Entry
from monitor.core.store import open_library

store = open_library(sys.argv[1], write=True)
store.put_entry(Entry("Amina Wanjiru"))
os._exit(1)
"""


def test_after_a_crash_the_library_is_read_while_its_pages_are_checked(path):
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False, timeout=60)
    read: list[list[str]] = []

    def read_meanwhile() -> None:
        with open_library(path) as reader:
            read.append([entry.name for entry in reader.entries()])

    with open_library(path, write=True, checking=read_meanwhile):
        assert read == [["Amina Wanjiru"]]
    with open_library(path, write=True, checking=read_meanwhile):
        assert len(read) == 1  # it was closed properly: nothing to check
