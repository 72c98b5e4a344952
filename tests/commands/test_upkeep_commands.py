"""A library can be rebuilt, analysed again, saved and restored; entries are searched for in what is stored."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from running import OTHER, WIRE, run

from monitor.core.store import open_library
from monitor.core.terms import AlertState


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of the library that a test may change."""
    copy = tmp_path / "own.db"
    run("backup", copy, "--db", library)
    return copy


def exported(library: Path, to: Path) -> bytes:
    assert run("export", "", "--to", to, "--db", library).status == 0
    return to.read_bytes() + run("alerts", "--db", library, "--format", "jsonl").out.encode()


def test_a_rebuild_changes_nothing(own: Path, tmp_path: Path) -> None:
    run("watchlist", "add", "Latvia", "--alias", "Ilze Kraft", "--db", own)
    with open_library(own, write=True) as store, store.reader() as reader:
        store.set_alert_state([reader.alerts()[0].alert_id], AlertState.DISMISSED, "known")
    before = exported(own, tmp_path / "before.jsonl")
    assert b"dismissed" in before
    assert run("rebuild", "--db", own).status == 0
    assert exported(own, tmp_path / "after.jsonl") == before


def test_reanalysis_says_that_nothing_changed(own: Path) -> None:
    ran = run("reanalyse", "helsinki", "--db", own)
    assert ran.out == "1 article, 0 with other numbers, 0 kept as they were\n"


def test_an_entry_added_later_finds_what_is_stored(own: Path) -> None:
    assert "1 alert on" in run("watchlist", "add", "Ilze Kraft", "--db", own).err
    assert len(run("alerts", "--db", own).lines) == 2
    assert "1 alert on" not in run("watchlist", "add", "Ilze Kraft", "--db", own).err  # never a second time
    run("watchlist", "add", "Riga", "--future-only", "--db", own)
    assert len(run("alerts", "--db", own).lines) == 2


def test_a_rehearsal_saves_nothing(own: Path) -> None:
    ran = run("watchlist", "test", "Ilze Kraft", "--db", own, "--format", "jsonl")
    assert [evidence["text"] for evidence in ran.records[0]["evidence"]] == ["Ilze Kraft"]
    assert len(run("watchlist", "list", "--db", own).lines) == 1


def test_entries_go_out_and_come_in_with_bad_lines_reported(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    run("watchlist", "export", file, "--db", own)
    file.write_text(file.read_text() + "Ilze Kraft,,,,,,high\nBad,,,,,,urgent\n")
    ran = run("watchlist", "import", file, "--db", own)
    assert ran.status == 1
    assert "line 4" in ran.err
    assert ran.out == "2 entries, 1 bad line, 1 alert on stored articles\n"
    run("watchlist", "remove", "Ilze Kraft", "--db", own)
    assert len(run("watchlist", "list", "--db", own).lines) == 1


def test_a_backup_is_restored_where_no_folder_is_left(own: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    assert run("backup", saved, "--db", own).status == 0
    gone = tmp_path / "gone" / "away" / "library.db"
    assert run("restore", saved, "--db", gone).status == 0
    assert run("search", "", "--db", gone).out == run("search", "", "--db", own).out


def test_a_log_that_is_not_there_is_said_in_a_sentence(own: Path, tmp_path: Path) -> None:
    said = run("decisions", "replay", tmp_path / "nothing.jsonl", "--db", own)
    assert said.status == 2
    assert "Errno" not in said.err


def test_a_backup_is_restored_over_a_ruin_which_is_kept(own: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    assert run("backup", saved, "--db", own).status == 0
    own.write_bytes(b"ruined")
    assert run("search", "", "--db", own).status == 3
    assert run("restore", saved, "--db", own).status == 0
    assert len(run("search", "", "--db", own).lines) == 2
    assert any(path.read_bytes() == b"ruined" for path in tmp_path.glob("own.db.*old"))


def test_verify_tells_changed_originals_from_damage(tmp_path: Path, articles: Path) -> None:
    folder, library = tmp_path / "in", tmp_path / "library.db"
    shutil.copytree(articles, folder)
    run("ingest", folder, "--db", library)
    assert run("verify", "--db", library).status == 0
    (folder / "1-harbour.txt").write_text("changed")
    (folder / "2-tram.txt").unlink()
    ran = run("verify", "--db", library)
    assert (ran.status, sorted(line.split()[0] for line in ran.lines)) == (1, ["changed", "gone"])


def test_decisions_move_to_another_library(own: Path, articles: Path, tmp_path: Path) -> None:
    other, log = tmp_path / "other.db", tmp_path / "log.jsonl"
    run("decisions", "export", log, "--db", own)
    run("ingest", articles, "--db", other)
    assert run("decisions", "replay", log, "--db", other).status == 0
    assert len(run("watchlist", "list", "--db", other).lines) == 1


def test_kept_originals_are_checked_and_outlive_their_files(tmp_path: Path, articles: Path) -> None:
    folder, library = tmp_path / "in", tmp_path / "library.db"
    shutil.copytree(articles, folder)
    (folder / "4-both.jsonl").write_text(json.dumps({"text": WIRE}) + "\n" + json.dumps({"text": OTHER}) + "\n")
    ran = run("ingest", folder, "--db", library, "--keep-originals")
    assert sorted(path.name for path in folder.iterdir()) == [
        "1-harbour.txt", "2-tram.txt", "3-picture.txt", "4-both.jsonl",
    ]  # fmt: skip
    rows = run("imports", "--db", library, "--format", "jsonl").records
    whole = [row for row in rows if row["path"].endswith("jsonl") and not row["member"]]
    assert [row["sha256"] for row in whole] == [sha256((folder / "4-both.jsonl").read_bytes()).hexdigest()]
    with open_library(library) as reader:
        kept = reader.kept_originals()
    assert kept == {sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    ran = run("verify", "--db", library)
    assert (ran.status, ran.out) == (0, "")
    digest = whole[0]["sha256"]
    place = tmp_path / "library.db.originals" / digest[:2] / digest[2:]
    place.chmod(0o644)
    place.write_bytes(b"tampered")
    (folder / "4-both.jsonl").unlink()
    ran = run("verify", "--db", library)
    assert (ran.status, sorted(line.split()[0] for line in ran.lines)) == (1, ["damaged", "gone"])
    assert any("4-both.jsonl" in line for line in ran.lines if line.startswith("damaged"))


def test_nothing_is_kept_unasked(tmp_path: Path, articles: Path) -> None:
    run("ingest", articles, "--db", tmp_path / "library.db")
    assert not (tmp_path / "library.db.originals").exists()
