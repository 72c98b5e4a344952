"""Listings say what the library holds, in three formats, and hints never mix with them."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Ran, command, run

from monitor.core.record import dump, from_record, to_record

Asks = Callable[..., Ran]


def test_search_lists_a_line_an_article(asks: Asks) -> None:
    assert len(asks("search", "").lines) == 2
    (line,) = asks("search", "helsinki").lines
    assert "Harbour talks resume in Tallinn" in line
    assert len(asks("search", "", "--limit", "1").lines) == 1


def test_words_of_a_teaser_find_nothing_and_say_so_on_standard_error(asks: Asks) -> None:
    ran = asks("search", '"tram line" NOT kraft')
    assert (ran.status, ran.out, ran.err) == (0, "", "0 counted, 1 in teasers\n")


def test_a_search_as_json_lines_is_the_record(asks: Asks) -> None:
    (record,) = asks("search", "helsinki", "--format", "jsonl").records
    assert record["story"]["copies"] == 1
    assert record["alerts"] == [{"entry": "Orlo Brandt", "severity": "high"}]


def test_countries_and_entities_are_counted(asks: Asks) -> None:
    countries = {row["code"]: row for row in asks("countries", "--format", "jsonl").records}
    assert countries["EE"]["articles"] == 1
    assert set(countries["LV"]) >= {"code", "mentions", "articles", "stories"}
    assert [row["code"] for row in asks("countries", "helsinki", "--format", "jsonl").records].count("LV") == 0
    people = {row["name"]: row["mentions"] for row in asks("entities", "--format", "jsonl").records}
    assert people["Orlo Brandt"] == 3


def test_an_alert_shows_what_matched_and_where(asks: Asks) -> None:
    (alert,) = asks("alerts", "--format", "jsonl").records
    assert (alert["entry"], alert["severity"], alert["state"], alert["updated"]) == (
        "Orlo Brandt",
        "high",
        "new",
        False,
    )
    assert [evidence["text"] for evidence in alert["evidence"]] == ["Orlo Brandt", "Brandt", "Brandt"]
    assert asks("alerts", "--state", "done").lines == []


def test_the_ledger_lists_everything_and_the_failures(asks: Asks) -> None:
    assert [row["status"] for row in asks("imports", "--format", "jsonl").records] == ["stored", "stored", "refused"]
    (failure,) = asks("failures", "--format", "jsonl").records
    assert failure["code"] == "unknown_format"
    assert "PNG" in failure["sentence"]


def test_csv_has_a_header_and_no_formula(asks: Asks, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(asks("countries", "--format", "csv").out)))
    assert {"code", "mentions", "articles", "stories"} == set(rows[0])
    asks("export", "tram", "--to", tmp_path / "out.csv")
    cells = next(csv.DictReader((tmp_path / "out.csv").open(newline="")))
    assert cells["title"] == "Tram line opens"
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells.values())


def test_an_export_is_sorted_by_id_and_can_be_read_back(asks: Asks, tmp_path: Path) -> None:
    asks("export", "", "--to", tmp_path / "out.jsonl")
    records = Ran(0, (tmp_path / "out.jsonl").read_text(), "").records
    assert len(records) == 2
    for record in records:
        again = to_record(from_record(record), story=record["story"], alerts=record["alerts"])
        assert dump(again) == dump(record)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["search", '"open'], 2),
        (["search", "", "--limit", "x"], 2),
        (["serach", "x"], 2),
        (["alerts", "--state", "odd"], 2),
        (["export", "", "--to", "file.docx"], 2),
        (["watchlist", "remove", "Nobody"], 2),
        (["watchlist", "add", " "], 2),
        (["watch", "/no/such/folder"], 2),
    ],
)
def test_wrong_usage_is_one_sentence_and_2(library: Path, arguments: list[str], status: int) -> None:
    ran = run(*arguments, *(() if arguments[0] == "serach" else ("--db", library)))
    assert (ran.status, ran.out) == (status, "")
    assert len(ran.err.strip().splitlines()) == 1


def test_no_library_is_3_and_doctor_is_well(tmp_path: Path) -> None:
    assert run("search", "x", "--db", tmp_path / "none.db").status == 3
    assert run("rebuild", "--db", tmp_path / "none.db").status == 3
    assert run("doctor", "--db", tmp_path / "none.db").status == 0
    (tmp_path / "bad.db").write_bytes(b"this is no database" * 100)
    ran = run("search", "x", "--db", tmp_path / "bad.db")
    assert (ran.status, len(ran.err.splitlines())) == (3, 1)
    assert not (tmp_path / "none.db").exists()


def test_a_reader_that_goes_away_is_no_error(library: Path) -> None:
    listing = " ".join(command("imports", "--db", library))
    ran = subprocess.run(f"{listing} | true", shell=True, capture_output=True, text=True, check=False)
    assert ran.stderr == ""


def test_light_commands_load_neither_models_nor_numpy(library: Path) -> None:
    program = (
        "import sys; from monitor.cli import run; status = run(sys.argv[1:]);"
        "heavy = {'spacy', 'numpy', 'PySide6', 'trafilatura', 'tqdm'} & set(sys.modules); print(status, heavy)"
    )
    for arguments in (["search", "helsinki"], ["alerts"], ["countries"]):
        ran = subprocess.run(
            [sys.executable, "-c", program, *arguments, "--db", str(library)],
            capture_output=True, text=True, check=True, env=os.environ,
        )  # fmt: skip
        assert ran.stdout.splitlines()[-1] == "0 set()"
