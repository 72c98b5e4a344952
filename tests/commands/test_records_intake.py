"""Records that were made anywhere make the same library as the files themselves."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from running import OTHER, WIRE, Ran, run


def exported(library: Path) -> str:
    """Return a hash of everything that a library exports, sorted."""
    file = library.with_name("export.jsonl")
    run("export", "NOT is:starred", "--to", file, "--db", library)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def ledger(library: Path) -> list[dict[str, Any]]:
    """Return the rows of the ledger, each with the hash of its bytes."""
    rows = run("imports", "--db", library, "--format", "jsonl").records
    assert all(row["sha256"] for row in rows if row["status"] != "refused")
    return rows


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "a.txt").write_text(WIRE)
    (folder / "b.txt").write_text(OTHER)
    (folder / "copy.txt").write_text("Harbour Gazette\n\n" + WIRE)
    (folder / "line.jsonl").write_text(json.dumps({"id": 7, "text": WIRE.replace("Monday", "Friday"), "title": "T"}))
    (folder / "d.html").write_text(f"<html><body><article><h1>Trams</h1><p>{OTHER * 3}</p></article></body></html>")
    with zipfile.ZipFile(folder / "both.zip", "w") as archive:
        archive.writestr("tram.txt", OTHER.replace("Tuesday", "Sunday"))
        archive.writestr("no.txt", b"")
    (folder / "e.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    return folder


@pytest.fixture(scope="module")
def analysed(inbox: Path) -> Ran:
    return run("analyse", inbox)


@pytest.fixture(scope="module")
def direct(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    library = tmp_path_factory.mktemp("direct") / "library.db"
    run("watchlist", "add", "Orlo Brandt", "--db", library)
    return library, run("ingest", inbox, "--db", library, "--json")


def test_records_make_the_same_library(tmp_path: Path, analysed: Ran, direct: tuple[Path, Ran]) -> None:
    file, library = tmp_path / "records.jsonl", tmp_path / "library.db"
    file.write_text(analysed.out)
    run("watchlist", "add", "Orlo Brandt", "--db", library)
    ran = run("ingest", "--records", file, "--db", library, "--json")
    assert json.loads(ran.out) == json.loads(direct[1].out)
    assert ran.status == direct[1].status == 1
    assert exported(library) == exported(direct[0])
    assert len(run("alerts", "--db", library).lines) == len(run("alerts", "--db", direct[0]).lines) > 0
    assert ledger(library) == ledger(direct[0])
    again = json.loads(run("ingest", "--records", file, "--db", library, "--json").out)
    assert again["alerts"] == 0  # filed again as themselves: the records may be of a newer analysis
    assert exported(library) == exported(direct[0])


def test_what_is_printed_is_what_is_stored(analysed: Ran, direct: tuple[Path, Ran]) -> None:
    listed = run("search", "", "--db", direct[0], "--format", "jsonl").records
    stored = {(record["path"], record["member"]): record for record in listed}
    printed = [record for record in analysed.records if (record["path"], record["member"]) in stored]
    assert len(printed) == len(stored) >= 5
    for record in printed:
        other = stored[record["path"], record["member"]]
        assert list(record) == list(other)
        assert {key for key in record if record[key] != other[key]} <= {"story", "alerts"}


def test_records_come_from_standard_input(tmp_path: Path, analysed: Ran, direct: tuple[Path, Ran]) -> None:
    run("watchlist", "add", "Orlo Brandt", "--db", tmp_path / "library.db")
    run("ingest", "--records", "-", "--db", tmp_path / "library.db", stdin=analysed.out)
    assert exported(tmp_path / "library.db") == exported(direct[0])


def test_a_bad_line_is_one_refused_row(tmp_path: Path, analysed: Ran) -> None:
    good = [record for record in analysed.records if record["status"] == "stored"]
    moved = json.loads(json.dumps(good[0]))
    moved["entities"][0]["mentions"][0]["end"] = 10**6
    bad = ["{", "[]", "{}", '"text"', json.dumps(good[0] | {"sha256": "xyz"}), json.dumps(moved), "[" * 100_000]
    bad += [json.dumps(good[0] | {"container": "xyz"})]
    bad += [json.dumps(good[0] | {"body": "Another body."}), json.dumps(good[0] | {"text": 7})]
    old = {key: value for key, value in good[1].items() if key != "container"}  # as older versions print it
    lines = [json.dumps(good[0]), *bad, "", json.dumps(old)]
    (tmp_path / "records.jsonl").write_text("\n".join(lines))
    ran = run("ingest", "--records", tmp_path / "records.jsonl", "--db", tmp_path / "library.db", "--json")
    assert ran.status == 1
    assert (json.loads(ran.out)["stored"], json.loads(ran.out)["refused"]) == (2, len(bad))
    failures = run("failures", "--db", tmp_path / "library.db", "--format", "jsonl").records
    assert [failure["member"] for failure in failures] == [f"line {number}" for number in range(2, 2 + len(bad))]
    assert {failure["code"] for failure in failures} == {"bad_json", "bad_record"}


def test_files_and_records_are_not_mixed(tmp_path: Path, inbox: Path) -> None:
    assert run("ingest", "--db", tmp_path / "library.db").status == 2
    assert run("ingest", inbox, "--records", "-", "--db", tmp_path / "library.db").status == 2
    assert run("ingest", "--records", tmp_path / "none", "--db", tmp_path / "library.db").status == 2


@pytest.mark.parametrize("option", [("--cluster", "127.0.0.1:1"), ("--column", "title=Head"), ("--jobs", "2")])
def test_what_asks_how_files_are_read_is_refused_beside_records(tmp_path: Path, option: tuple[str, str]) -> None:
    library = tmp_path / "library.db"
    ran = run("ingest", "--records", tmp_path / "records.jsonl", *option, "--db", library)
    assert ran.status == 2
    assert option[0] in ran.err
    assert not library.exists()
