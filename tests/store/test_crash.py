"""What was acknowledged is there, whole, whatever happens to the writer."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from invented_articles import analyse, make_article

from monitor.core.errors import LibraryFull
from monitor.core.store import open_library
from monitor.core.terms import Status

WRITER = """
import sys
from invented_articles import analyse, make_article
from monitor.core.records import Entry, Evidence, Hit
from monitor.core.terms import Severity, Zone
from monitor.core.store import open_library
with open_library(sys.argv[1], write=True) as store:
    store.put_entry(Entry("Togo"))
    for n in range(int(sys.argv[2]), 100_000):
        analysis = analyse(make_article(f"Number {n} is about Togo.", title=f"T{n}"), (), (("Togo", "TG"),))
        at = analysis.article.text.index("Togo")
        hit = Hit("Togo", Severity.LOW, (Evidence(at, at + 4, Zone.BODY, "Togo", "name"),))
        row = store.begin_source(f"/inbox/{n}")
        store.save(row, analysis, [hit])
        store.star([store.reader().article_ids(limit=1)[0]]) if n % 5 == 0 else None
        print(n, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path):
    path = tmp_path / "library.db"
    dice, next_one = random.Random(5), 0
    for _ in range(4):
        command = [sys.executable, "-c", WRITER, str(path), str(next_one)]
        folder = str(Path(__file__).parents[1])
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": folder})
        child.stdout.readline()
        time.sleep(dice.random() * 0.5)
        child.kill()
        acknowledged = [int(line) for line in child.communicate()[0].splitlines() if line.strip().isdigit()]
        next_one = max([next_one, *acknowledged]) + 1
        _check(path, next_one)
    assert next_one > 4


def _check(path: Path, acknowledged: int) -> None:
    with open_library(path, write=True) as store, store.reader() as reader:
        titles = {row.title for row in reader.rows(reader.article_ids())}
        assert titles >= {f"T{n}" for n in range(acknowledged)}
        assert len(titles) == len(reader.article_ids()) == len(reader.alerts()) == reader.count("togo").articles
        assert reader.problems() == []
        assert len(reader.ledger(Status.PENDING)) <= 4
        lines = path.with_name("library.db.decisions.jsonl").read_text().splitlines()
        assert lines == [decision.line() for decision in reader.decisions()]


def test_a_full_disk_costs_only_what_was_being_written_and_the_store_goes_on(tmp_path):
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store, store.reader() as reader:
        pages = store._connection.execute("pragma page_count").fetchone()[0]
        store._connection.execute(f"pragma max_page_count = {pages + 40}")
        stored = 0

        def fill() -> None:
            nonlocal stored
            while True:
                analysis = analyse(make_article(f"Number {stored}. " + "word " * 400))
                store.save(store.begin_source(f"/inbox/{stored}"), analysis)
                stored += 1

        with pytest.raises(LibraryFull, match="no space"):
            fill()
        assert reader.count().articles == stored > 0
        store._connection.execute("pragma max_page_count = 100000")
        row = store.begin_source(f"/inbox/{stored}")
        assert store.save(row, analyse(make_article(f"Number {stored}. once more"))).statuses == (Status.STORED,)
        assert reader.problems() == []
