"""Every number is the length of the list that it opens."""

import random
import sqlite3
import threading

import pytest
from invented_articles import analyse, make_article

from monitor.core.errors import QueryError
from monitor.core.query import Marks, matches, parse
from monitor.core.query.nodes import both
from monitor.core.store import Sort, open_library, was_interrupted
from monitor.core.terms import CountryKind, EntityType, Zone

PEOPLE = ("Ada Kofi", "Jo Doe", "JO DOE")
PLACES = (("Togo", "TG"), ("Ghana", "GH"), ("Benin", "BJ"))
QUERIES = (
    "",
    "rain",
    "rain OR country:BJ",
    "NOT rain",
    "country:TG",
    "country:TG grain",
    'person:"ada kofi" country:GH',
    "person:doe",
    "zone:teaser togo",
    "source:mail rain",
    "date:2024-03",
    "date:none",
    "SENT(rain togo)",
    "focus:TG is:unread",
    "country:FR",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    dice = random.Random(11)
    words = ["rain", "grain", "port", *PEOPLE, *(word for word, _ in PLACES)]
    path = tmp_path_factory.mktemp("counts") / "library.db"
    with open_library(path, write=True) as store:
        for n in range(60):
            body = " ".join(dice.choice(words) for _ in range(25))
            for source in ("Harbour Gazette", "The Mail")[: dice.randint(1, 2)]:
                published = dice.choice(("2024-03-05", "2024-04-01", None))
                teaser = {Zone.TEASER: dice.choice(words)}
                article = make_article(f"{body} n{n}.", source=source, published=published, zones=teaser)
                store.save(store.begin_source(f"/inbox/{n}/{source}"), analyse(article, PEOPLE, PLACES))
    with open_library(path) as reader:
        yield reader


@pytest.mark.parametrize("query", QUERIES)
def test_the_total_is_the_length_of_the_list(reader, query):
    found = reader.article_ids(query)
    totals = reader.count(query)
    assert totals.articles == len(found)
    assert totals.stories == len({row.story for row in reader.rows(found)}) == len(reader.stories(query))
    assert sum(story.found for story in reader.stories(query)) == len(found)


@pytest.mark.parametrize("query", QUERIES)
def test_the_count_of_a_country_opens_its_mentions_and_articles(reader, query):
    counts = reader.countries(query)
    assert [count.code for count in counts if count.mentions == 0] == []
    for count in counts:
        mentions = reader.country_mentions(count.code, query)
        assert count.mentions == len(mentions)
        assert {mention.text for mention in mentions} == {word for word, code in PLACES if code == count.code}
        narrowed = both(parse(query), parse(f"country:{count.code}"))
        assert count.articles == len(reader.article_ids(narrowed)) == len({m.article_id for m in mentions})
        assert count.stories == reader.count(narrowed).stories


@pytest.mark.parametrize("query", QUERIES)
def test_the_count_of_an_entity_opens_its_mentions_and_articles(reader, query):
    counts = reader.entities(query)
    assert len({count.name.lower() for count in counts}) == len(counts)  # spellings that fold alike are one
    for count in counts:
        mentions = reader.entity_mentions(count.name, count.type, query)
        assert count.mentions == len(mentions)
        narrowed = both(parse(query), parse(f'person:"{count.name}"'))
        assert count.articles == len(reader.article_ids(narrowed))
        assert count.stories == reader.count(narrowed).stories


@pytest.mark.parametrize("query", QUERIES)
def test_facets_add_up_to_the_total(reader, query):
    total = len(reader.article_ids(query))
    for counts in (reader.sources(query), reader.agencies(query), reader.languages(query), reader.days(query)):
        assert sum(count.articles for count in counts) == total
    for count in reader.sources(query):
        assert count.articles == len(reader.article_ids(both(parse(query), parse(f'source:"{count.value}"'))))
    for day in reader.days(query):
        assert day.articles == len(reader.article_ids(both(parse(query), parse(f"date:{day.value or 'none'}"))))


def test_the_wrong_kind_of_mention_is_not_counted(reader):
    assert reader.countries(kinds=[CountryKind.CAPITAL]) == []
    assert reader.country_mentions("TG", kinds=[CountryKind.CAPITAL]) == []
    assert reader.entities(types=[EntityType.ORG]) == []


def test_what_stands_elsewhere_is_counted_by_zone(reader):
    found = reader.elsewhere("country:FR OR rain")
    assert found == {Zone.TEASER: len(reader.article_ids("zone:teaser rain"))}
    assert reader.elsewhere("date:2024") == {}


def test_pages_come_in_the_order_asked_and_without_what_is_gone(reader):
    numbers = list(reader.article_ids())
    random.Random(1).shuffle(numbers)
    assert [row.article_id for row in reader.rows([*numbers[:9], 12345])] == numbers[:9]
    assert reader.rows([]) == []
    with pytest.raises(KeyError):
        reader.analysis(12345)


def test_a_question_can_be_interrupted_from_another_thread(reader):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    timer = threading.Timer(0.2, reader.interrupt)
    timer.start()
    with pytest.raises(sqlite3.OperationalError) as error:
        reader._connection.execute(endless).fetchone()
    timer.join()
    assert was_interrupted(error.value)
    assert reader.count().articles > 0


def test_a_query_uses_the_index_whichever_part_leads(reader, monkeypatch):
    """Small libraries never reach the sizes at which the leading part changes: let the limit decide."""
    whole = {query: reader.article_ids(query) for query in QUERIES}
    for few in (0, 1_000_000):
        monkeypatch.setattr("monitor.core.store.search.FEW", few)
        assert {query: reader.article_ids(query) for query in QUERIES} == whole


def test_the_copies_of_a_story_are_the_articles_that_its_query_finds(reader):
    rows = reader.rows(reader.article_ids())
    assert any(row.copies > 1 for row in rows)
    for row in rows:
        found = reader.article_ids(f"story:{row.key}")
        assert len(found) == row.copies
        assert {other.story for other in reader.rows(found)} == {row.story}


def test_a_story_narrows_like_any_other_field(reader):
    row = next(row for row in reader.rows(reader.article_ids("rain")) if row.copies > 1)
    both_ways = [f"rain story:{row.key}", f"rain NOT story:{row.key}"]
    assert sum(reader.count(query).articles for query in both_ways) == reader.count("rain").articles
    assert list(reader.article_ids("story:nobody")) == []


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", list(Sort))
def test_a_line_a_story_has_as_many_lines_as_there_are_stories(reader, query, sort):
    found = reader.article_ids(query, sort=sort)
    kept = reader.first_of_stories(found)
    assert len(kept) == reader.count(query).stories
    assert [number for number in found if number in set(kept)] == list(kept)  # in the order of the list


def test_what_came_in_is_found_by_the_moment(reader):
    rows = reader.rows(reader.article_ids())
    moment = sorted(row.arrived for row in rows)[len(rows) // 2]
    since = reader.article_ids(f"arrived:{moment}..")
    assert {row.key for row in reader.rows(since)} == {row.key for row in rows if row.arrived >= moment}
    assert 0 < len(since) < len(rows)
    assert len(since) + len(reader.article_ids(f"arrived:..{moment}")) == len(rows)
    assert len(reader.article_ids(f"arrived:{moment[:10]}")) == len(rows)  # one day
    assert len(reader.article_ids("arrived:..1999")) == 0
    assert len(reader.ledger(since=moment)) == len(since)


@pytest.mark.parametrize("query", ["arrived:yesterday", "arrived:..", "arrived:2024-01-01T99:00Z.."])
def test_an_arrival_that_is_none_is_told(query):
    with pytest.raises(QueryError):
        parse(query)


def test_what_comes_in_now_is_in_every_range_without_an_end():
    article = analyse(make_article("Rain over the port."), (), ())
    assert matches(parse("arrived:2024.."), article)
    assert not matches(parse("arrived:..2024"), article)
    assert matches(parse("arrived:2024"), article, marks=Marks(arrived=1_710_000_000_000))


def test_a_story_in_memory_is_that_of_the_marks():
    article = analyse(make_article("Rain over the port."), (), ())
    assert not matches(parse("story:a"), article)
    assert matches(parse("story:a"), article, marks=Marks(story=frozenset({"a", "b"})))


@pytest.mark.parametrize("query", ["rain OR grain", "(rain OR port) OR grain", "rain OR country:BJ OR port", "rain"])
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_the_first_page_of_alternatives_is_the_beginning_of_the_list(reader, query, sort):
    whole = reader.article_ids(query, sort=sort)
    assert list(reader.article_ids(query, sort=sort, limit=5)) == list(whole[:5])
