from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.store import tallies
from monitor.core.terms import EntityType

COUNTS = st.integers(1, 3) | st.sampled_from([998, 999, 1000, 2500, 4095, 4096, 9000])
COUNTRIES = st.lists(st.dictionaries(st.sampled_from(["KP", "RU", "XK", "US"]), COUNTS), max_size=5)
TYPED = {number: list(EntityType)[number % 7] for number in (1, 2, 3, 70_000, 30_000_000)}
ENTITIES = st.lists(st.dictionaries(st.sampled_from(list(TYPED)), COUNTS), max_size=5)


@settings(deadline=None)
@given(COUNTRIES)
def test_countries_add_up_however_many_there_are(articles):
    text = "".join(map(tallies.encode_countries, articles))
    mentions, among = Counter(), Counter()
    for article in articles:
        mentions.update(article)
        among.update(article.keys())
    for added in (tallies.add_countries(text), tallies._add_countries_in_bulk(text)):
        assert added == (mentions, among)


@settings(deadline=None)
@given(ENTITIES)
def test_entities_add_up_however_many_there_are(articles):
    text = "".join(tallies.encode_entities(article, TYPED) for article in articles)
    expected = {}
    for article in articles:
        for number, count in article.items():
            _, mentions, among = expected.get(number, (TYPED[number], 0, 0))
            expected[number] = (TYPED[number], mentions + count, among + 1)
    assert tallies.add_entities(text) == expected
    keys, mentions, among = map(list, tallies._sum_entities_in_bulk(text))
    small = {key: (m, n) for key, m, n in zip(*tallies._sum_entities(text), strict=True)}
    assert {key: (m, n) for key, m, n in zip(keys, mentions, among, strict=True)} == small
