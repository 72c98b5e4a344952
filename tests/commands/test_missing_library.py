"""Where no library is, or something that is none, every command says so, ends with 3 and leaves all as it was."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from running import WIRE, run

from monitor.cli import run as run_here

READING = (
    ["search", "x"], ["search", "x", "--format", "jsonl"], ["countries"], ["entities"], ["stories"], ["alerts"],
    ["imports"], ["failures"], ["watchlist", "list"], ["watchlist", "export", "OUT"], ["watchlist", "test", "N"],
    ["decisions", "export", "OUT"], ["export", "x", "--to", "OUT.csv"], ["backup", "OUT"], ["verify"],
)  # fmt: skip
CHANGING = (["retry"], ["retry", "IN"], ["watchlist", "remove", "N"], ["rebuild"], ["reanalyse"])
MAKING = (
    ["ingest", "IN"], ["watchlist", "add", "N"], ["watchlist", "import", "LIST"], ["decisions", "replay", "LOG"],
    ["ingest", "--records", "LOG"],
)  # fmt: skip


def make_empty(path: Path) -> None:
    path.touch()


def make_text(path: Path) -> None:
    path.write_text("No library, but the notes of somebody.\n" * 50)


def make_foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table shopping (what text)")


def make_folder(path: Path) -> None:
    path.mkdir()
    (path / "kept.txt").write_text("kept")


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


NO_LIBRARIES = (make_empty, make_text, make_foreign, make_folder, make_loop, make_pipe)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with something to take in."""
    (tmp_path / "IN").write_text(WIRE)
    (tmp_path / "LIST").write_text("name\nOrlo Brandt\n")
    (tmp_path / "LOG").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def standing(folder: Path) -> dict[str, object]:
    """Return what lies in a folder, but for locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else path.lstat().st_mode
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith(".lock")
    }


@pytest.mark.parametrize("arguments", [*READING, *CHANGING], ids=" ".join)
def test_a_library_that_is_missing_is_not_made(
    arguments: list[str], at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = standing(at)
    assert run_here([*arguments, "--db", "none.db"]) == 3
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "media-monitor: There is no library at none.db.\n")
    assert standing(at) == before


@pytest.mark.parametrize("make", NO_LIBRARIES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("arguments", [*READING, *CHANGING, *MAKING, ["doctor"]], ids=" ".join)
def test_what_is_no_library_is_left_alone(
    arguments: list[str], make: Callable[[Path], None], at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(at / "it.db")
    before = standing(at)
    assert run_here([*arguments, "--db", "it.db"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("media-monitor: ")
    assert "it.db" in line
    assert standing(at) == before


@pytest.mark.parametrize("name", ["x" * 300 + ".db", "IN/below.db"])
@pytest.mark.parametrize("arguments", [*READING, *CHANGING, *MAKING], ids=" ".join)
def test_a_place_that_cannot_be_is_a_sentence(
    arguments: list[str], name: str, at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here([*arguments, "--db", name]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("media-monitor: ")


@pytest.mark.parametrize("make", [make_folder, make_pipe, make_loop], ids=lambda make: make.__name__)
def test_no_backup_takes_the_place_of_what_is_no_file(make: Callable[[Path], None], library: Path, at: Path) -> None:
    make(at / "it.db")
    before = standing(at)
    assert run("backup", at / "it.db", "--db", library).status == 3
    saved = at / "saved.db"
    assert run("backup", saved, "--db", library).status == 0
    assert run("restore", saved, "--db", at / "it.db").status == 3
    assert run("restore", at / "it.db", "--db", at / "new.db").status == 3
    saved.unlink()
    assert standing(at) == before


@pytest.mark.parametrize("name", ["it", "IN/below", "no/folder/it", "x" * 300])
@pytest.mark.parametrize(
    "arguments",
    [["export", "", "--to", "NAME.csv"], ["export", "", "--to", "NAME.html"], ["watchlist", "export", "NAME"],
     ["decisions", "export", "NAME"]],
    ids=lambda arguments: " ".join(arguments[:2]),
)  # fmt: skip
def test_a_file_that_cannot_be_written_is_a_sentence(
    arguments: list[str], name: str, library: Path, at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("it", "it.csv", "it.html"):
        make_folder(at / folder)
    before = standing(at)
    assert run_here([*(word.replace("NAME", name) for word in arguments), "--db", str(library)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line
    assert standing(at) == before


def test_a_watch_does_not_begin_on_what_is_no_library(at: Path) -> None:
    make_folder(at / "it.db")
    ran = run("watch", at, "--db", at / "it.db")
    assert (ran.status, ran.out, ran.err.count("\n")) == (3, "", 1)


def test_new_libraries_are_made_where_something_is_to_be_in_them(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, arguments in enumerate(MAKING[1:]):
        assert run_here([*arguments, "--db", f"{number}.db"]) == 0
        assert (at / f"{number}.db").is_file()
    assert run_here(["doctor", "--db", "none.db"]) == 0
    assert not (at / "none.db").exists()
    assert "none.db" in capsys.readouterr().out
