"""Entries from the command line: a query alone is enough, and a broken one is shown as broken."""

from pathlib import Path

from running import run

from monitor.core.records import Entry
from monitor.core.store import open_library


def test_an_entry_of_a_country_alone_finds_what_is_stored(articles: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    run("ingest", articles, "--db", library)
    ran = run("watchlist", "add", "Estonia watch", "--query", "country:EE", "--db", library)
    assert ran.status == 0
    assert "fires on its query alone" in ran.err
    (alert,) = run("alerts", "--db", library, "--format", "jsonl").records
    assert (alert["entry"], alert["title"]) == ("Estonia watch", "Harbour talks resume in Tallinn")
    assert alert["evidence"]


def test_what_is_exported_to_no_file_is_printed(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    run("watchlist", "add", "Orlo Brandt", "--future-only", "--db", library)
    run("watchlist", "export", tmp_path / "list.csv", "--db", library)
    run("decisions", "export", tmp_path / "log.jsonl", "--db", library)
    assert run("watchlist", "export", "-", "--db", library).out == (tmp_path / "list.csv").read_text()
    assert run("decisions", "export", "-", "--db", library).out == (tmp_path / "log.jsonl").read_text()
    assert "Orlo Brandt" in (tmp_path / "list.csv").read_text()


def test_a_broken_entry_is_listed_as_broken(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with open_library(library, write=True) as store:
        store.put_entry(Entry("Whole", query="harbour"))
        store.put_entry(Entry("Broken", query="(harbour"))
        store.put_entry(Entry("Off and broken", query="harbour AND", enabled=False))
    ran = run("watchlist", "list", "--db", library, "--format", "jsonl")
    broken = {record["name"]: record["broken"] for record in ran.records}
    assert broken["Whole"] is None
    assert broken["Broken"].startswith("broken: ")
    assert broken["Off and broken"]
    assert "  broken: " in run("watchlist", "list", "--db", library).lines[0]
