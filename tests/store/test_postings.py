"""Columns of many values count what plain counting counts, in every tier and for any choice of articles."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.store import postings
from monitor.core.store.postings import TIERS, Postings, packed, postings_columns, unpacked
from monitor.core.store.tallies import country_key, encode_countries, split_countries

CODES = ("FR", "DE", "TG", "GH", "BJ", "ML", "JP", "PE", "US", "FI")
# The later a code stands the seldomer it is drawn, so that every tier is met.
MENTIONS = st.dictionaries(
    st.integers(0, 99).map(lambda n: CODES[min(n * n // 900, len(CODES) - 1)]), st.integers(1, 3), max_size=4
)
ARTICLES = st.lists(MENTIONS, min_size=1, max_size=150)


@pytest.fixture(autouse=True, params=["placed", "not placed"])
def small_tiers(request, monkeypatch):
    monkeypatch.setattr(postings, "SHARE", {"country": 5})
    monkeypatch.setattr(postings, "OFTEN", 4)
    monkeypatch.setattr(postings, "_ROWS", 2)
    monkeypatch.setattr(postings, "PLACED", ("country",) if request.param == "placed" else ())


def _made(articles):
    tallies = [encode_countries(mentions) for mentions in articles]
    columns = postings_columns("country", tallies, *split_countries("".join(tallies)))
    return Postings(columns.get, "country", len(articles))


def _counted(articles, chosen):
    mentioned = [mentions for mentions, is_chosen in zip(articles, chosen, strict=True) if is_chosen]
    once = Counter(country_key(code) for mentions in mentioned for code in mentions)
    further = Counter()
    for mentions in mentioned:
        further.update({country_key(code): n - 1 for code, n in mentions.items() if n > 1})
    return once, further


def _chosen(data, articles):
    share = data.draw(st.sampled_from([0, 1, 4, 10]), "of ten")
    return np.array([data.draw(st.integers(1, 10)) <= share for _ in articles], np.bool_)


@given(articles=ARTICLES, data=st.data())
def test_sums_are_those_of_plain_counting(articles, data):
    made, chosen = _made(articles), _chosen(data, articles)
    once, further = _counted(articles, chosen)
    summed, summed_further = Counter(), Counter()
    for tier in TIERS:
        for of, total in ((made.sums, summed), (made.further_sums, summed_further)):
            keys, sums = of(tier, chosen)
            assert len(set(keys.tolist())) == len(keys)
            assert not set(keys.tolist()) & set(total)
            total.update(dict(zip(keys.tolist(), sums.tolist(), strict=True)))
    assert +summed == once
    assert +summed_further == further
    wanted = np.array(sorted(country_key(code) for code in data.draw(st.sets(st.sampled_from(CODES)))), np.int64)
    assert made.sums_of(wanted, chosen).tolist() == [once[key] for key in wanted.tolist()]
    assert made.further_sums_of(wanted, chosen).tolist() == [further[key] for key in wanted.tolist()]


@given(articles=ARTICLES, data=st.data())
def test_who_has_a_key_is_who_mentions_it(articles, data):
    made, chosen = _made(articles), _chosen(data, articles)
    codes = data.draw(st.sets(st.sampled_from(CODES)))
    assert made.having([country_key(code) for code in codes]).tolist() == [bool(codes & set(m)) for m in articles]
    pairs = [
        (key, place) for keys, at in made.pairs(chosen) for key, place in zip(keys.tolist(), at.tolist(), strict=True)
    ]
    expected = [(country_key(code), n) for n, m in enumerate(articles) if chosen[n] for code in m]
    assert sorted(pairs) == sorted(expected)


@given(articles=ARTICLES)
def test_a_key_that_is_not_frequent_is_mentioned_no_oftener_than_is_said(articles):
    made = _made(articles)
    once, further = _counted(articles, [True] * len(articles))
    for tier in TIERS[1:]:
        for key in made.keys(tier).tolist():
            assert once[key] + further[key] <= postings.most_unseen("country", len(articles))
    for key in made.keys(TIERS[-1]).tolist():
        assert once[key] + further[key] < postings.OFTEN


def test_the_tiers_are_all_met():
    articles = [{code: 1 for n, code in enumerate(CODES) if place % (n * n + 1) == 0} for place in range(60)]
    assert all(len(_made(articles).keys(tier)) for tier in TIERS)


@given(bits=st.lists(st.booleans(), min_size=1, max_size=300))
def test_packed_bits_are_the_same_bits(bits):
    assert unpacked(packed(np.array(bits, np.bool_)), len(bits)).tolist() == bits
