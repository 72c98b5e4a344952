"""A report appears whole, in the form that its ending says."""

import csv
import json
from pathlib import Path

import pytest

from monitor.core.errors import UsageError
from monitor.core.record import refusal_record
from monitor.core.records import Reason, Refusal
from monitor.core.report.files import write_report

RECORDS = [
    refusal_record(Refusal(f"=cmd|{number}.txt", Reason("empty", "It is empty."), given_id=number))
    for number in range(3)
]


def test_json_lines_hold_everything(tmp_path: Path) -> None:
    write_report(RECORDS, tmp_path / "out.jsonl")
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()] == RECORDS


def test_csv_is_a_row_an_article_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_report(RECORDS, tmp_path / "out.CSV")
    rows = list(csv.DictReader((tmp_path / "out.CSV").open(newline="")))
    assert [row["id"] for row in rows] == ["0", "1", "2"]
    assert rows[0]["path"] == "'=cmd|0.txt"


def test_an_unknown_ending_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl, \.csv"):
        write_report(RECORDS, tmp_path / "out.docx")


def test_a_report_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text("old")
    with pytest.raises(KeyError):
        write_report(iter([RECORDS[0], {}]), tmp_path / "out.csv")
    with pytest.raises(TypeError):
        write_report([{"x": object()}], file)
    assert file.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl"]
