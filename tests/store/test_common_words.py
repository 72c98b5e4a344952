"""The bits of common words say what the full-text index says, whatever becomes of the articles."""

import random
from dataclasses import replace

import pytest
from invented_articles import analyse, make_article

from monitor.core.corrections import CorrectionKind, NameCorrection
from monitor.core.query import parse
from monitor.core.query.nodes import Phrase
from monitor.core.store import open_library, prefixes, tables
from monitor.core.store.common_words import CommonWords, load_common_words
from monitor.core.store.connect import connect_reader
from monitor.core.store.counting import Counts
from monitor.core.store.expressions import match_expression
from monitor.core.store.prefixes import newest_with_prefix
from monitor.core.store.schema import schema_version
from monitor.core.store.search import Search
from monitor.core.store.segments import make_anew, segments_of
from monitor.core.terms import EntityType, Zone

WORDS = (
    "rain",
    "grain",
    "port",
    "ship",
    "über",
    "naïve",
    "雨",
    "o'neil's",
    "u.s.",
    "harbour",
    "wheat",
    "pearl",
    "¶",
    "Ada Kofi",
)


@pytest.fixture
def kept_often(monkeypatch):
    """Segments of few articles, kept after every one, so that each comes in every state."""
    monkeypatch.setattr(tables, "LOOK_AFTER", 1)
    monkeypatch.setattr("monitor.core.store.segments.keep_up.__kwdefaults__", {"loose": 6, "most": 48})


def _article(dice, n):
    words = dice.choices(WORDS, k=12, weights=range(len(WORDS), 0, -1))
    zones = {Zone.TEASER: dice.choice(WORDS), Zone.CAPTION: dice.choice(WORDS)}
    title = dice.choice((None, f"{dice.choice(WORDS)} {dice.choice(WORDS)}"))
    article = make_article(
        " ".join(words) + f" n{n}.", source=f"Paper {n % 5}", published=f"2024-0{n % 9 + 1}-05", zones=zones
    )
    return analyse(replace(article, title=title, title_apart=title is not None), ("Ada Kofi",), ())


def _check(connection):
    """Compare the bits of every common word with the index; return how many articles were compared."""
    words = load_common_words(connection)
    segments = segments_of(connection)
    for word in words:
        found = connection.execute("select rowid from words where words match ?", (match_expression(Phrase((word,))),))
        held = [n for s in segments for n in s.numbers[s.holding(word) & s.live].tolist()]
        assert sorted(held) == sorted(number for (number,) in found), word
    return sum(int(segment.live.sum()) for segment in segments)


@pytest.mark.parametrize("seed", range(6))
def test_the_bits_are_those_of_the_index_after_everything_that_can_happen(tmp_path, kept_often, seed):
    dice = random.Random(seed)
    compared = 0
    with open_library(tmp_path / "library.db", write=True) as store:
        connection = store._connection
        for n in range(90):
            store.save(store.begin_source(f"/inbox/{n}"), _article(dice, n))
            numbers = [number for (number,) in connection.execute("select article_id from article")]
            some = dice.choice(numbers)
            match dice.randrange(12):
                case 0:
                    store.correct(some, "title", dice.choice((None, "Rain on the pearl", "Wheat")))
                case 1:
                    store.correct(some, "published", f"2023-0{dice.randint(1, 9)}-01")
                case 2:
                    store.remove(dice.sample(numbers, min(3, len(numbers))))
                case 3:
                    store.undo()
                case 4:
                    store.put_analysis(some, _article(dice, n + 1000))
                case 5:
                    store.purge([some])
                case 6:
                    store.correct(some, "source", "Another Paper")
                case 7:
                    name = dice.choice(("Ada", "Kofi", "Ada Kofi"))
                    store.correct_names(
                        NameCorrection(CorrectionKind.RENAME, ("Ada Kofi",), EntityType.PERSON, name=name)
                    )
            compared += _check(connection)
        assert len(load_common_words(connection)) > 8
        assert len(segments_of(connection)) > 1
        make_anew(connection)
        _check(connection)
    assert compared > 1_000


def test_bits_of_other_words_than_now_are_not_read(tmp_path, kept_often):
    """Words that are chosen anew have the bits of all articles made anew, stored and loose."""
    dice = random.Random(3)
    with open_library(tmp_path / "library.db", write=True) as store:
        connection = store._connection
        chosen = set()
        for n in range(70):
            store.save(store.begin_source(f"/inbox/{n}"), _article(dice, n))
            chosen.add(tuple(load_common_words(connection)))
            width = -(-len(load_common_words(connection)) // 8)
            if n == 60:
                store.correct_names(NameCorrection(CorrectionKind.RENAME, ("Ada Kofi",), EntityType.PERSON, name="Ada"))
            assert connection.execute("select distinct length(words) from tally").fetchall() == [(width,)]
        assert len(chosen) >= 3  # none, and chosen at least twice


def test_a_common_word_is_not_asked_of_the_index(tmp_path, kept_often):
    dice = random.Random(1)
    with open_library(tmp_path / "library.db", write=True) as store:
        for n in range(60):
            store.save(store.begin_source(f"/inbox/{n}"), _article(dice, n))
        assert "pearl" in load_common_words(store._connection)
    connection = connect_reader(tmp_path / "library.db")
    counts, asked = Counts(connection, Search(connection), few=0), []
    connection.set_trace_callback(asked.append)
    for query in ("rain", "rain grain", "rain OR port", "NOT rain", "rain NOT grain", "rain date:2024"):
        counts.days(parse(query))
    assert not [statement for statement in asked if "match" in statement]
    for query in ("zone:caption rain", "rai*", '"rain grain"', "rain n7"):
        asked.clear()
        counts.days(parse(query))
        assert [statement for statement in asked if "match" in statement], query
    connection.close()


def test_the_newest_under_a_prefix_are_those_of_the_index(tmp_path, kept_often, monkeypatch):
    monkeypatch.setattr(prefixes, "READ_FOR", 1)
    dice = random.Random(8)
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        for n in range(80):
            store.save(store.begin_source(f"/inbox/{n}"), _article(dice, n))
        with store.reader() as reader:
            numbers = reader.article_ids()
        store.correct(numbers[3], "title", "Rainstorms")
        store.correct(numbers[5], "title", "Pearls and rains")
    connection = connect_reader(path)
    search, read = Search(connection), 0
    for query in ("rai*", "rain*", "p*", "pe*", "n*", "sh*", "nothing*", "ü*", "zone:caption rai*", "rains*"):
        node = parse(query)
        for limit in (0, 1, 7, 30, 200):
            newest = search.plan(node).numbers(limit)
            expected = [number for (number,) in connection.execute(newest.sql, newest.values)]
            found = newest_with_prefix(connection, search, node, limit)
            assert found in (None, expected), (query, limit)
            read += found is not None
            assert list(Counts(connection, search).first(node, limit, newest=True)) == expected
    assert read > 12
    connection.close()


def test_the_words_of_an_article_are_those_of_headline_and_body():
    common = CommonWords([f"w{n}" for n in range(11)])
    texts = {Zone.HEADLINE: "w0 other", Zone.BODY: "w9 ¶ w10", Zone.CAPTION: "w3"}
    assert int.from_bytes(common.held_in(texts), "little") == 1 | 1 << 9 | 1 << 10
    assert len(common.held_in({})) == 2
    assert CommonWords([]).held_in(texts) == b""


def test_a_library_of_the_version_before_gets_its_bits_and_is_read_by_rows_until_then(tmp_path, kept_often):
    dice = random.Random(4)
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        for n in range(60):
            store.save(store.begin_source(f"/inbox/{n}"), _article(dice, n))
        store.remove([number for (number,) in store._connection.execute("select article_id from article limit 3")])
        with store.reader() as reader:
            expected = [(reader.days(query), reader.entities(query)) for query in ("", "rain", "NOT pearl")]
        for statement in (
            "drop table common_word",
            "alter table tally drop column words",
            "update segment_column set value = x'' where name <> 'numbers'",
            "delete from _sqlite_migrations where name = 'm011_common_words'",
            f"pragma user_version = {schema_version() - 1}",
        ):
            store._connection.execute(statement)
    with open_library(path) as reader:
        assert expected == [(reader.days(query), reader.entities(query)) for query in ("", "rain", "NOT pearl")]
    with open_library(path, write=True) as store:
        assert len(load_common_words(store._connection)) > 8
        assert _check(store._connection) == 57
    connection = connect_reader(path)
    counts = Counts(connection, Search(connection), few=0)
    assert [counts.days(parse(query)) for query in ("", "rain", "NOT pearl")] == [days for days, _ in expected]
    connection.close()
