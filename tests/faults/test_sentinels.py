"""The last words of an article are found, or it says that it is partial; without names where those take too long."""

import sqlite3
from pathlib import Path

import pytest

from benchmarks.faults.sentinels import HEAD, judge, run, token
from benchmarks.faults.truth import asked, ledger
from monitor.core.faults import VARIABLE
from monitor.core.ingest import Intake
from monitor.core.records import Entry
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.supervised import Deadlines
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers


def test_no_last_word_is_silently_lost(tmp_path: Path) -> None:
    number, flagged, lost = run(tmp_path, light=True)
    assert number > 35
    assert lost == []
    assert len(flagged) < 3


def test_the_harness_notices_a_lost_word(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    file = tmp_path / "a.txt"
    file.write_text(HEAD + token(1))
    with open_library(library, write=True) as store, Workers(1) as workers:
        Intake(store, workers, Matcher(())).run(scan([str(file)]))
    assert judge(library, {str(file): token(1)}) == ([], [])
    assert judge(library, {str(file): token(2)})[1] != []
    with sqlite3.connect(library) as connection:
        connection.execute("update ledger set status = 'partial', code = 'lost_parts'")
    assert [len(each) for each in judge(library, {str(file): token(2)})] == [1, 0]


def test_a_text_stuck_in_analysis_is_stored_searchable_and_alerts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library.db"
    file = tmp_path / "a.txt"
    file.write_text(f"{HEAD}Orlo Brandt ended with {token(1)}.\n")
    monkeypatch.setenv(VARIABLE, "analysing:hang")  # in the worker, each time
    with (
        open_library(library, write=True) as store,
        Workers(1, deadlines=Deadlines(batch=1.5, alone=20)) as workers,
    ):
        store.put_entry(Entry("Orlo Brandt"))
        summary = Intake(store, workers, Matcher(store.entries())).run(scan([str(file)]))
    [row] = ledger(library)
    assert (row.status, row.code) == ("partial", "not_analysed")
    assert "too slow" in (row.sentence or "")
    assert judge(library, {str(file): token(1)}) == ([], [])
    assert summary.alerts == 1
    with asked(library) as connection:
        assert connection.execute("select count(*) from mention").fetchone() == (0,)
