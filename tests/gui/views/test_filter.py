"""Filters: chips and words as one query, and a query as chips and words again."""

import pytest

from monitor.core.query import parse
from monitor.gui.models.filter import ArticleFilter, Chip, Facet

FILTERS = [
    ArticleFilter(),
    ArticleFilter("ferry"),
    ArticleFilter("ferry OR court", (Chip(Facet.COUNTRY, "NL"),)),
    ArticleFilter("", (Chip(Facet.COUNTRY, "NL"), Chip(Facet.PERSON, "Darina Koss", exclude=True))),
    ArticleFilter("", (Chip(Facet.IS, "unread"), Chip(Facet.DATE, "2025-01..2025-06"))),
    ArticleFilter("", (Chip(Facet.SOURCE, "The A AND B"), Chip(Facet.TAG, "later"))),
]


@pytest.mark.parametrize("filter", FILTERS, ids=lambda filter: filter.query or "everything")
def test_a_filter_is_a_query_of_the_grammar_and_comes_back_from_it(filter):
    parse(filter.query)
    assert ArticleFilter.of_query(filter.query).query == filter.query


def test_plain_conditions_come_back_as_chips():
    filter = ArticleFilter.of_query('(ferry OR court) AND country:NL AND NOT person:"Darina Koss"')
    assert filter.text == "ferry OR court"
    assert filter.chips == (Chip(Facet.COUNTRY, "NL"), Chip(Facet.PERSON, "Darina Koss", exclude=True))


def test_of_several_outlets_one_must_have_published_it(reader):
    names = [row.value for row in reader.sources() if row.value][:2]
    filter = ArticleFilter("", tuple(Chip(Facet.SOURCE, name) for name in names))
    both = sum(row.articles for row in reader.sources() if row.value in names)
    assert reader.count(filter.query).articles == both > 1


def test_a_period_takes_the_place_of_another_and_a_chip_goes_as_it_came():
    filter = ArticleFilter().with_chip(Chip(Facet.DATE, "2024")).with_chip(Chip(Facet.DATE, "2025"))
    assert filter.chips == (Chip(Facet.DATE, "2025"),)
    chip = Chip(Facet.COUNTRY, "NL")
    assert filter.toggled(chip).toggled(chip) == filter


def test_a_name_with_quotation_marks_stays_one_name():
    chip = Chip(Facet.PERSON, 'Ada "the ace" Kofi')
    assert parse(chip.query) == parse('person:"Ada the ace Kofi"')
