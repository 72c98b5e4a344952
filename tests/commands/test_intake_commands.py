"""ingest, analyse, watch and retry as a user and a script meet them."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import OTHER, WIRE, Ran, command, run

from monitor.core.store import open_library


def test_ingest_prints_one_object_and_ends_with_1_where_something_was_refused(built: tuple[Path, Ran]) -> None:
    _, ran = built
    assert json.loads(ran.out) == {"files": 3, "stored": 2, "partial": 0, "duplicate": 0, "refused": 1, "alerts": 1}
    assert ran.status == 1
    assert "3-picture.txt" in ran.err


def test_the_same_file_again_is_well_and_alerts_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WIRE)
    library = tmp_path / "library.db"
    run("watchlist", "add", "Helsinki", "--db", library)
    assert json.loads(run("ingest", tmp_path / "a.txt", "--db", library, "--json").out)["alerts"] == 1
    again = run("ingest", tmp_path / "a.txt", "--db", library, "--json")
    assert again.status == 0
    assert json.loads(again.out) | {"files": 1} == {
        "files": 1, "stored": 0, "partial": 0, "duplicate": 1, "refused": 0, "alerts": 0,
    }  # fmt: skip
    assert len(run("alerts", "--db", library).lines) == 1


def test_a_missing_file_is_refused_and_accounted_for(tmp_path: Path) -> None:
    ran = run("ingest", tmp_path / "missing.txt", "--db", tmp_path / "library.db")
    assert ran.status == 1
    assert run("failures", "--db", tmp_path / "library.db", "--format", "jsonl").records[0]["code"] == "vanished"


def test_retry_takes_what_was_mended(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    (tmp_path / "a.txt").touch()
    run("ingest", tmp_path / "a.txt", "--db", library)
    (tmp_path / "a.txt").write_text(WIRE)
    assert json.loads(run("retry", "--db", library, "--json").out)["stored"] == 1
    assert run("failures", "--db", library).lines == []


def test_analyse_touches_no_library_and_keeps_ids(tmp_path: Path) -> None:
    lines = ['{"id": 7, "text": "Estonia and Finland signed."}', "", "{bad", '{"id": "x", "text": "Nothing."}']
    ran = run("analyse", "-", "--format", "jsonl", stdin="\n".join(lines), XDG_DATA_HOME=str(tmp_path))
    assert ran.status == 1
    assert [(record["id"], record["status"], record["member"]) for record in ran.records] == [
        (7, "stored", "line 1"),
        (None, "refused", "line 3"),
        ("x", "stored", "line 4"),
    ]
    assert {country["code"] for country in ran.records[0]["countries"]} == {"EE", "FI"}
    assert list(tmp_path.iterdir()) == []


def test_analyse_answers_while_its_input_is_open() -> None:
    with subprocess.Popen(
        command("analyse", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": "Estonia signed."}) + "\n")
            process.stdin.flush()
            started = time.monotonic()
            assert json.loads(process.stdout.readline())["id"] == number
        assert time.monotonic() - started < 2.0  # the second time no model has to be loaded
        process.stdin.close()
        assert process.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts with a signal")
def test_an_interrupted_command_says_so_in_a_line() -> None:
    with subprocess.Popen(
        command("analyse", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps({"text": "Estonia signed."}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["status"] == "stored"
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert process.stderr.read() == "media-monitor: Interrupted.\n"


def test_analyse_gives_the_whole_record(articles: Path) -> None:
    (record,) = run("analyse", articles / "1-harbour.txt").records
    assert list(record)[:7] == ["id", "status", "reason", "path", "member", "sha256", "format"]
    assert record["title"] == "Harbour talks resume in Tallinn"
    people = {entity["name"]: entity["count"] for entity in record["entities"] if entity["type"] == "PERSON"}
    assert people["Orlo Brandt"] == 3
    assert record["text"] == WIRE
    assert all(record["text"][m["start"] : m["end"]] for e in record["entities"] for m in e["mentions"])


# --- another process holds the library -------------------------------------------------------------


def test_files_are_handed_to_the_process_that_writes(tmp_path: Path) -> None:
    library, file = tmp_path / "library.db", tmp_path / "a.txt"
    file.write_text(OTHER)
    with open_library(library, write=True):
        ran = run("ingest", file, "--db", library)
        assert ran.status == 0
        assert "handed" in ran.err
        assert run("watchlist", "add", "Riga", "--db", library).status == 3
        assert run("ingest", file, "--column", "text=Body", "--db", library).status == 3
        assert run("search", "", "--db", library).status == 0
    assert run("search", "tram", "--db", library).lines == []
    run("ingest", tmp_path / "nothing.txt", "--db", library)  # whoever writes next takes up what was left
    assert len(run("search", "tram", "--db", library).lines) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="ends the watch with a signal")
def test_watch_takes_in_what_comes_and_what_others_hand_over(tmp_path: Path) -> None:
    library, inbox = tmp_path / "library.db", tmp_path / "inbox"
    inbox.mkdir()
    run("watchlist", "add", "Helsinki", "--db", library)
    with subprocess.Popen(
        command("watch", inbox, "--db", library), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stdout is not None
        _wait_for_lock(library, watch.pid)
        (inbox / "new").mkdir()
        (inbox / "new" / "a.txt").write_text(WIRE)
        assert watch.stdout.readline().startswith("stored")
        assert watch.stdout.readline().split()[:3] == ["alert", "medium", "Helsinki:"]
        (tmp_path / "b.txt").write_text(OTHER)
        assert run("ingest", tmp_path / "b.txt", "--db", library).status == 0
        assert watch.stdout.readline().startswith("stored")
        watch.send_signal(signal.SIGTERM)
        assert watch.wait() == 0
    assert len(run("search", "", "--db", library).lines) == 2


def _wait_for_lock(library: Path, writer: int) -> None:
    """Wait until a process is the library's writer, without trying the lock: that could keep it from being it."""
    lock, until = library.with_name("library.db.lock"), time.monotonic() + 60
    while time.monotonic() < until:
        if lock.read_text() == str(writer):
            return
        time.sleep(0.05)
    raise AssertionError("the watch never began")


def test_the_columns_of_a_table_are_told_once(tmp_path: Path) -> None:
    library, first, second = tmp_path / "library.db", tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text("Kop,Verhaal\nTram line opens,Riga opened a tram line.\n")
    second.write_text("Kop,Verhaal\nFerry sails,The ferry left Tallinn.\n")
    ran = run("ingest", first, "--db", library)
    assert (ran.status, "choose its columns" in ran.err) == (1, True)
    assert run("ingest", first, "--db", library, "--column", "text=Nothing").status == 2
    assert run("ingest", first, "--db", library, "--column", "body=Verhaal").status == 2
    ran = run("ingest", first, "--db", library, "--column", "text=Verhaal", "--column", "title=Kop")
    assert ran.status == 0
    assert run("rebuild", "--db", library).status == 0  # forgets nothing
    assert run("ingest", second, "--db", library).status == 0
    titles = [record["title"] for record in run("search", "", "--db", library, "--format", "jsonl").records]
    assert sorted(titles) == ["Ferry sails", "Tram line opens"]
