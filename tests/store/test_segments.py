"""Counts by columns are those by rows, whatever has changed since the columns were made."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_articles import analyse, make_article

from monitor.core.query import parse
from monitor.core.store import facets, open_library, postings, sums
from monitor.core.store.common_words import load_common_words
from monitor.core.store.connect import connect_reader
from monitor.core.store.counting import Counts
from monitor.core.store.number_lists import read_numbers
from monitor.core.store.postings import TIERS
from monitor.core.store.reader import _ORDERS
from monitor.core.store.rows import Sort
from monitor.core.store.search import Search
from monitor.core.store.segments import _to_join, keep_up, segments_of
from monitor.core.terms import CountryKind, EntityType

PEOPLE = ("Ada Kofi", "Jo Doe", "JO DOE", "Kim Bele", "Lea Ant", "Mo Bay", "Nan Cole", "Oda Dunn")
PLACES = (("Togo", "TG"), ("Ghana", "GH"), ("Benin", "BJ"), ("Mali", "ML"))
QUERIES = (
    "",
    "rain",
    "rain grain",
    "country:BJ",
    "NOT country:BJ",
    "country:TG country:GH",
    "country:TG OR country:ML",
    'person:"ada kofi"',
    "person:doe country:GH",
    "person:nobody",
    "source:mail",
    "source:nobody",
    "lang:fr",
    "lang:de",
    "date:2024-03",
    "date:none",
    "NOT date:2024-03-05",
    "source:mail rain",
    "is:unread",
    "is:starred",
    "country:FR",
    "zone:caption",
    "rain OR country:ML",
    "rain OR grain",
    "rain OR grain OR country:ML OR date:none",
    "rain country:TG",
    "NOT rain country:TG",
    "rain NOT grain source:gazette",
    "NOT is:unread",
    "is:unread OR is:starred",
    "focus:TG OR date:none",
    "SENT(rain grain) OR country:ML",
    "SENT(rain grain) country:TG",
    "NOT SENT(rain grain)",
    "port OR grain",
    "NOT rain",
    "rain NOT (port grain)",
    "gra*",
    "rain pearl",
    "rain OR pearl",
    "TITLE(rain)",
    "zone:caption rain",
    'grain source:mail NOT person:"kim bele"',
    '"rain grain" port',
    "person:jo",
)


def _fill(store, dice, numbers):
    words = ["rain", "grain", "port", *PEOPLE, *(word for word, _ in PLACES), "ship"]
    weights = [2, 1, 0.5, 5, 4, 1, 1, 0.5, 0.3, 0.1, 0.05, 6, 1.5, 0.4, 0.1, 40]
    for n in numbers:
        body = " ".join(dice.choices(words, k=40, weights=weights)) + (" pearl" if n % 40 == 0 else "")
        for source in ("Harbour Gazette", "The Mail", None)[: dice.randint(1, 3)]:
            published = dice.choice(("2024-03-05", "2024-03-09", "2024-04-01", None))
            article = make_article(f"{body} n{n}.", source=source, published=published)
            article = replace(article, language=dice.choice(("en", "fr", None)))
            store.save(store.begin_source(f"/inbox/{n}/{source}"), analyse(article, PEOPLE, PLACES))


@pytest.fixture(scope="module", autouse=True)
def small_limits():
    """Limits at which the few articles here have keys of every tier, and the most mentioned are not all there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "SHARE", {"country": 3, "entity": 3})
        patch.setattr(postings, "OFTEN", 5)
        patch.setattr(sums, "OFTEN", 5)
        patch.setattr(postings, "_ROWS", 2)
        patch.setattr(sums, "MORE_THAN_ASKED", 0)
        yield


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with segments of several sizes, of which articles were removed, moved, copied and added since."""
    dice = random.Random(5)
    path = tmp_path_factory.mktemp("segments") / "library.db"
    with open_library(path, write=True) as store:
        for part in (range(60), range(60, 70), range(70, 80)):
            _fill(store, dice, part)
            keep_up(store._connection, loose=4, most=64)
        with store.reader() as reader:
            numbers = list(reader.article_ids())
        store.remove(numbers[3:9])
        store.undo()
        store.remove(numbers[20:24])
        store.correct(numbers[30], "published", "2024-03-05")
        store.correct(numbers[31], "source", "The Mail")
        store.correct(numbers[32], "language", "de")
        store.star(numbers[40:44])
        _fill(store, dice, range(75, 95))
    return path


@pytest.fixture
def both(library):
    connection = connect_reader(library)
    search = Search(connection)
    yield connection, search, Counts(connection, search, few=0)
    connection.close()


def test_the_library_has_segments_with_gone_and_loose_articles(both):
    connection, _, _ = both
    assert len(segments_of(connection)) >= 3
    assert connection.execute("select count(*) from gone").fetchone()[0] > 0
    assert connection.execute("select count(*) from loose").fetchone()[0] > 20
    assert connection.execute("select count(*) from tally where shared is not null").fetchone()[0] > 20
    assert {"rain", "grain", "ship", "kim"} <= set(load_common_words(connection))
    assert "pearl" not in load_common_words(connection)
    for of in ("countries", "entities"):
        tiers = {tier for segment in segments_of(connection) for tier in TIERS if len(getattr(segment, of).keys(tier))}
        assert tiers == set(TIERS)


@pytest.mark.parametrize("query", QUERIES)
def test_counts_by_columns_are_those_by_rows(both, query):
    connection, search, counts = both
    node = parse(query)
    plan = search.plan(node)
    assert counts.articles(node) == facets.count_articles(connection, plan)
    assert counts.countries(node, tuple(CountryKind)) == facets.count_countries(connection, plan, tuple(CountryKind))
    for types in ((), (EntityType.PERSON,), (EntityType.ORG,)):
        for limit in (-1, 0, 1, 2, 50):
            expected = facets.count_entities(connection, plan, types, limit)
            assert counts.entities(node, types, limit) == expected, (types, limit)
    for origin in ("source", "agency"):
        assert counts.origins(node, origin) == facets.count_origins(connection, plan, origin)
    assert counts.languages(node) == facets.count_languages(connection, plan)
    assert counts.days(node) == facets.count_days(connection, plan)


@pytest.mark.parametrize("query", QUERIES)
def test_the_list_by_columns_is_that_of_the_tables(both, query):
    connection, search, counts = both
    plan = search.plan(parse(query))
    for newest in (True, False):
        ordered = plan.numbers(-1, newest=newest)
        rows = connection.execute(ordered.sql, ordered.values)
        assert list(counts.numbers(parse(query), newest=newest)) == [number for (number,) in rows]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("many_to_sort", [0, 10_000])
def test_every_order_is_that_of_the_tables(both, monkeypatch, query, many_to_sort):
    connection, search, counts = both
    monkeypatch.setattr("monitor.core.store.counting.MANY_TO_SORT", many_to_sort)
    found = search.plan(parse(query)).articles("a.article_id")
    for sort in (Sort.TITLE, Sort.SOURCE, Sort.ARRIVED):
        rows = connection.execute(f"{found.sql} order by {_ORDERS[sort]}", found.values).fetchall()
        numbers = [number for (number,) in rows]
        for limit in (None, 0, 1, 7, 1_000):
            by_source = counts.by_source(parse(query), limit)
            ordered = by_source if sort is Sort.SOURCE else counts.ordered(parse(query), _ORDERS[sort], limit)
            assert list(ordered) == numbers[:limit], (sort, limit)


@pytest.mark.parametrize("query", QUERIES)
def test_the_first_of_alternatives_are_the_first_of_all(both, query):
    connection, search, counts = both
    for newest in (True, False):
        ordered = search.plan(parse(query)).numbers(-1, newest=newest)
        numbers = [number for (number,) in connection.execute(ordered.sql, ordered.values)]
        for limit in (1, 7, 1_000):
            assert list(counts.first(parse(query), limit, newest=newest)) == numbers[:limit]


@pytest.mark.parametrize(
    "listed", [b"", b"7", b"1582824297594880", b"12,34,56", b"1,23,456", b"12,3", b"1,2,3,4", b"12,34,5"]
)
def test_a_list_of_numbers_is_read_as_it_is_written(listed):
    assert read_numbers(listed).tolist() == [int(number) for number in listed.split(b",") if number]


def test_few_articles_are_counted_by_their_rows_and_found_once(library):
    connection = connect_reader(library)
    search = Search(connection)
    counts = Counts(connection, search, few=10_000)
    asked = []
    connection.set_trace_callback(asked.append)
    counts.countries(parse("rain OR is:starred"), tuple(CountryKind))
    counts.days(parse("rain OR is:starred"))
    assert sum("words where" in statement or "words w where" in statement for statement in asked) == 1
    connection.close()


def test_segments_hold_every_article_once_and_stay_few(library, tmp_path):
    path = tmp_path / "copy.db"
    path.write_bytes(library.read_bytes())
    with open_library(path, write=True) as store:
        keep_up(store._connection, loose=1, most=64)
        segments = segments_of(store._connection)
        held = [number for segment in segments for number in segment.numbers[segment.live].tolist()]
        with store.reader() as reader:
            assert sorted(held) == sorted(reader.article_ids())
    assert sum(len(segment.numbers) <= 32 for segment in segments) <= 2


def test_a_growing_library_has_few_segments_and_puts_an_article_into_few():
    segments, written = {}, 0
    for step in range(3_000):
        joined = _to_join(segments, 4, 4, 256)
        size = 4 + sum(segments.pop(number) for number in joined)
        written += size
        for at in range(0, size, 256):
            segments[step, at] = min(256, size - at)
        assert sum(live <= 128 for live in segments.values()) <= 9
        assert sum(segments.values()) == 4 * (step + 1)
    assert len(segments) <= 9 + 3_000 * 4 / 128
    assert written <= 4 * 3_000 * 5


@given(
    numbers=st.lists(st.integers(0, 10**15) | st.integers(10**15, 10**16 - 1) | st.integers(10**16, 2**62), max_size=40)
)
def test_any_list_of_numbers_is_read_as_it_is_written(numbers):
    assert read_numbers(",".join(map(str, numbers)).encode()).tolist() == numbers
