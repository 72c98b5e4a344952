"""Every file ends in the ledger, once; an unchanged one is not read again; a crash loses and doubles nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest
from intake_driver import take_in

from monitor.core import faults
from monitor.core.ingest import Step
from monitor.core.store import open_library
from monitor.core.terms import Status

DRIVER = Path(__file__).with_name("intake_driver.py")


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def story(number: int, name: str = "Orlo Brandt") -> str:
    return (
        f"Harbour talks, day {number}\n\n{name} spoke in port number {number} on Monday.\n\nNothing was signed there.\n"
    )


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    for number in range(5):
        write(folder, f"{number}.txt", story(number))
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def ledger(library: Path) -> list[tuple[str, str | None, Status]]:
    with open_library(library) as reader:
        return [(os.path.basename(row.path), row.member, row.status) for row in reader.ledger()]


def alerts(library: Path) -> Counter[str]:
    with open_library(library) as reader:
        return Counter(alert.entry for alert in reader.alerts())


def test_files_are_stored_in_order_with_their_alerts(library: Path, inbox: Path) -> None:
    summary = take_in(library, inbox)
    assert (summary.files, summary.statuses, summary.alerts) == (5, {Status.STORED: 5}, 5)
    assert ledger(library) == [(f"{number}.txt", None, Status.STORED) for number in range(5)]
    assert alerts(library) == {"Orlo Brandt": 5}


def test_an_unchanged_file_is_not_read_again(library: Path, inbox: Path) -> None:
    take_in(library, inbox)
    steps: list[Step] = []
    summary = take_in(library, inbox, steps=steps)
    assert (summary.statuses, summary.alerts) == ({Status.DUPLICATE: 5}, 0)
    assert all(step.outcome is None for step in steps)
    assert len(ledger(library)) == 5


def test_a_file_touched_but_not_changed_adds_no_row_and_no_alert(library: Path, inbox: Path) -> None:
    take_in(library, inbox)
    os.utime(inbox / "0.txt", (1, 1))
    assert take_in(library, inbox).alerts == 0
    assert len(ledger(library)) == 5


def test_a_letter_with_an_attachment_is_read_again_as_what_it_is(library: Path, tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "desk@example.org", "Harbour talks"
    letter.set_content(story(1))
    letter.add_attachment(story(2, "Ada Kofi"), filename="second.txt")
    letter.add_attachment(b"\x00\x01", maintype="application", subtype="x-unknown", filename="seal.bin")
    file = tmp_path / "inbox" / "letter.eml"
    file.parent.mkdir()
    file.write_bytes(letter.as_bytes())
    take_in(library, file)
    first = ledger(library)
    assert [(member, status) for _, member, status in first[:2]] == [
        (None, Status.STORED),
        ("second.txt", Status.STORED),
    ]
    with closing(sqlite3.connect(library)) as rows:  # its row says which article it became
        of_letter = "select article_id is not null from ledger where member = ''"
        assert rows.execute(of_letter).fetchall() == [(1,)]
    os.utime(file, (1, 1))
    take_in(library, file)
    assert ledger(library) == first


def test_a_copy_is_a_duplicate_without_an_alert(library: Path, inbox: Path) -> None:
    take_in(library, inbox)
    write(inbox, "copy.txt", story(0))
    assert take_in(library, inbox).statuses[Status.DUPLICATE] == 6
    assert ledger(library)[-1] == ("copy.txt", None, Status.DUPLICATE)
    assert alerts(library) == {"Orlo Brandt": 5}


def test_history_is_filed_without_alerts(library: Path, inbox: Path) -> None:
    assert take_in(library, inbox, history=True).alerts == 0
    assert not alerts(library)


def test_what_cannot_be_read_is_refused_and_the_rest_is_stored(library: Path, inbox: Path) -> None:
    write(inbox, "a-empty.txt", "")
    (inbox / "b-link.txt").symlink_to(inbox / "0.txt")
    (inbox / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    summary = take_in(library, inbox, inbox / "missing.txt")
    assert summary.statuses == {Status.STORED: 5, Status.REFUSED: 4}
    with open_library(library) as reader:
        codes = {os.path.basename(row.path): row.reason.code for row in reader.failures() if row.reason}
    assert codes == {"a-empty.txt": "empty", "b-link.txt": "link", "c.txt": "unknown_format", "missing.txt": "vanished"}


def test_a_refused_file_is_read_again_only_when_asked(library: Path, inbox: Path) -> None:
    write(inbox, "bad.txt", "")
    take_in(library, inbox)
    assert take_in(library, inbox).statuses == {Status.DUPLICATE: 5, Status.REFUSED: 1}
    write(inbox, "bad.txt", story(9))
    assert take_in(library, inbox / "bad.txt", again=True).statuses == {Status.STORED: 1}
    assert ("bad.txt", None, Status.STORED) in ledger(library)
    assert len(ledger(library)) == 6


def test_each_line_of_a_file_of_records_has_its_row(library: Path, tmp_path: Path) -> None:
    lines = [json.dumps({"id": 1, "text": story(1)}), "{bad", json.dumps({"id": "two", "text": story(2)}), ""]
    file = write(tmp_path, "many.jsonl", "\n".join(lines))
    assert take_in(library, file).statuses == {Status.STORED: 2, Status.REFUSED: 1}
    assert sorted(ledger(library), key=lambda row: row[1] or "") == [
        ("many.jsonl", None, Status.STORED),
        ("many.jsonl", "line 1", Status.STORED),
        ("many.jsonl", "line 2", Status.REFUSED),
        ("many.jsonl", "line 3", Status.STORED),
    ]
    assert take_in(library, file).statuses == {Status.DUPLICATE: 1}


# --- killed for real ----------------------------------------------------------------------------


def run_driver(library: Path, inbox: Path, fault: str | None = None, *options: str) -> int:
    environment = {**os.environ, **({faults.VARIABLE: fault} if fault else {})}
    command = [sys.executable, str(DRIVER), str(library), str(inbox), *options]
    return subprocess.run(command, env=environment, check=False, capture_output=True).returncode


@pytest.mark.parametrize("fault", ["after-begin", "before-commit", "after-commit"])
def test_a_run_killed_anywhere_is_finished_by_the_next(library: Path, inbox: Path, fault: str) -> None:
    for number in range(5, 80):
        write(inbox, f"{number:02}.txt", story(number))
    assert run_driver(library, inbox, fault) == -signal.SIGKILL
    assert any(status is Status.PENDING for _, _, status in ledger(library))
    if fault == "before-commit":
        assert take_in(library).statuses[Status.STORED] > 0  # without being told the folder again
    assert take_in(library, inbox).files == 80  # none of them twice
    assert Counter(status for _, _, status in ledger(library)) == {Status.STORED: 80}
    assert alerts(library) == {"Orlo Brandt": 80}


def test_a_backlog_that_was_killed_stays_a_backlog(library: Path, inbox: Path) -> None:
    assert run_driver(library, inbox, "after-begin", "--history") == -signal.SIGKILL
    assert take_in(library).statuses == {Status.STORED: 5}
    assert not alerts(library)


def test_killed_at_random_moments_nothing_is_lost_or_doubled(library: Path, inbox: Path) -> None:
    for number in range(5, 60):
        write(inbox, f"{number:02}.txt", story(number))
    for milliseconds in (450, 600, 750, 900):
        with subprocess.Popen([sys.executable, str(DRIVER), str(library), str(inbox)]) as run:
            time.sleep(milliseconds / 1000)
            run.kill()
    take_in(library, inbox)
    assert Counter(status for _, _, status in ledger(library)) == {Status.STORED: 60}
    assert alerts(library) == {"Orlo Brandt": 60}


def test_a_pending_file_that_is_gone_is_accounted_for(library: Path, inbox: Path) -> None:
    assert run_driver(library, inbox, "after-begin") == -signal.SIGKILL
    (inbox / "0.txt").unlink()
    take_in(library)
    assert ledger(library)[0] == ("0.txt", None, Status.REFUSED)
