"""Rows are written many at a time: nobody sees the difference, but for the time that it takes."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from invented_articles import analyse, make_article

from monitor.core.records import Analysis
from monitor.core.store import Store, names, open_library
from monitor.core.store.connect import connect_writer, transaction
from monitor.core.store.gathering import ROWS_AT_ONCE, WriterConnection
from monitor.core.terms import Status

COUNT = 3 * ROWS_AT_ONCE + 5
LONG = "The ferry sails on Monday if the wind allows it, and the harbour master of the old port says that it will. "


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[WriterConnection]:
    found = connect_writer(tmp_path / "rows.db")
    found.execute("create table pair (key integer primary key, value text not null) strict")
    yield found
    found.close()


def rows(connection: WriterConnection) -> list[tuple[int, str]]:
    return connection.execute("select key, value from pair order by key").fetchall()


def test_every_statement_finds_what_was_gathered_but_those_beside(connection: WriterConnection) -> None:
    given = [(number, f"value {number}") for number in range(COUNT)]
    with transaction(connection):
        connection.gather("pair", given)
        assert connection.beside("select count(*) from pair").fetchone() == (0,)
        assert rows(connection) == given
        connection.gather("pair", [(COUNT, "the last")])
    assert rows(connection) == [*given, (COUNT, "the last")]


def test_a_row_that_fails_takes_its_whole_transaction_with_it(connection: WriterConnection) -> None:
    connection.execute("insert into pair values (1, 'there')")
    with pytest.raises(sqlite3.IntegrityError):
        write_all_of_them(connection)
    assert rows(connection) == [(1, "there")]
    with suppress(ZeroDivisionError), transaction(connection):
        connection.gather("pair", [(3, "never written")])
        raise ZeroDivisionError
    with transaction(connection):
        connection.gather("pair", [(4, "after that")])
    assert rows(connection) == [(1, "there"), (4, "after that")]


def write_all_of_them(connection: WriterConnection) -> None:
    with transaction(connection):
        connection.execute("insert into pair values (0, 'in the same transaction')")
        connection.gather("pair", [(number, "new") for number in range(COUNT, 0, -1)])


def test_many_values_are_asked_for_at_once(connection: WriterConnection) -> None:
    connection.insert("pair", [(number, "odd") for number in range(1, 400, 2)])
    found = connection.select_among("select key from pair where key in ({})", range(300))
    assert sorted(key for (key,) in found) == list(range(1, 300, 2))
    assert list(connection.select_among("select key from pair where key in ({})", [])) == []


def articles() -> list[Analysis]:
    """Return new articles, and copies of some in bytes and in body."""
    made = [analyse(make_article(f"Ada Kofi met Orlo Brandt in Lome, day {n}. {LONG * (n % 3)}")) for n in range(40)]
    elsewhere = make_article(f"Ada Kofi met Orlo Brandt in Lome, day 4. {LONG}", source="Other Post", title="Again")
    return [*made, analyse(elsewhere), *made[3:7], *made[:2]]


def save(store: Store, analyses: list[Analysis], *, at_once: bool, path: str) -> list[Status]:
    statuses: list[Status] = []
    with store.batch():
        if at_once:
            store.look_up(analyses)
        for number, analysis in enumerate(analyses):
            statuses += store.save(store.begin_source(f"{path}/{number}"), analysis).statuses
    return statuses


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a library but for when they arrived."""
    with sqlite3.connect(path) as library:
        tables = library.execute("select name from sqlite_master where type = 'table' and name not like 'words%'")
        found = {name: library.execute(f"select * from {name}").fetchall() for (name,) in tables.fetchall()}
    del found["_sqlite_migrations"], found["article"], found["decision"], found["tombstone"]
    found["ledger"] = [(*row[:12], *row[13:]) for row in found["ledger"]]
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@pytest.mark.parametrize("remembered", [names.MAX_REMEMBERED, 1])
def test_articles_that_are_looked_up_at_once_are_filed_as_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    monkeypatch.setattr(names, "MAX_REMEMBERED", remembered)
    monkeypatch.setattr("monitor.core.store.saving.now_ms", lambda: 1_700_000_000_000)
    ends = []
    for at_once in (False, True):
        with open_library(tmp_path / f"{at_once}.db", write=True) as store, store.reader() as reader:
            save(store, articles()[:10], at_once=at_once, path="/first")
            known = reader.article_ids()
            store.remove(known[:2])
            store.purge(known[2:4])
            ends.append(save(store, articles(), at_once=at_once, path="/second"))
    assert ends[0] == ends[1]
    assert {Status.STORED, Status.DUPLICATE, Status.REFUSED} <= set(ends[0])
    assert content(tmp_path / "False.db") == content(tmp_path / "True.db")


def test_what_is_put_in_while_a_batch_is_saved_is_known_to_the_rest_of_it(tmp_path: Path) -> None:
    first = analyse(make_article(f"Ada Kofi spoke in Lome. {LONG * 2}"))
    near = analyse(make_article(f"Ada Kofi spoke in Lome. {LONG * 2}", source="Other Post", title="Elsewhere"))
    again = replace(first, versions={"names": "another"})
    with open_library(tmp_path / "library.db", write=True) as store, store.reader() as reader:
        statuses = save(store, [first, near, again], at_once=True, path="/inbox")
        assert statuses == [Status.STORED, Status.STORED, Status.DUPLICATE]
        assert [reader.article(number).copies for number in reader.article_ids()] == [2, 2]
