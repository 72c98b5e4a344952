"""What the filter's popups ask the library: the values of a facet under the current filter, with their articles."""

from collections.abc import Callable

from monitor.core.store import Reader
from monitor.core.terms import EntityType
from monitor.gui.models.filter import ENTITY_FACETS, ArticleFilter, Chip, Facet
from monitor.gui.models.words import type_word
from monitor.gui.views.facet_popup import FacetValue, facet_values

MOST_NAMES = 1_000  # names offered; others are found by typing person:, org: or place: (the popup says so)

Question = Callable[[Reader], list[FacetValue]]


def country_question(filter: ArticleFilter, country_name: Callable[[str], str]) -> Question:
    """Return the question for the countries mentioned."""

    def ask(reader: Reader) -> list[FacetValue]:
        counts = reader.countries(filter.query)
        rows = [(Chip(Facet.COUNTRY, row.code), country_name(row.code), row.articles) for row in counts]
        return facet_values(filter, sorted(rows, key=lambda row: -row[2]))

    return ask


def name_question(filter: ArticleFilter) -> Question:
    """Return the question for the names mentioned, whatever their type."""

    def ask(reader: Reader) -> list[FacetValue]:
        counts = reader.entities(filter.query, limit=MOST_NAMES)
        rows = [(name_chip(row.name, row.type), _labelled(row.name, row.type), row.articles) for row in counts]
        return facet_values(filter, rows)

    return ask


def source_question(filter: ArticleFilter) -> Question:
    """Return the question for the outlets; one that is set already does not narrow the others away."""
    open_filter = filter
    for value in filter.of_facet(Facet.SOURCE):
        open_filter = open_filter.without(Facet.SOURCE, value)

    def ask(reader: Reader) -> list[FacetValue]:
        counts = reader.sources(open_filter.query)
        rows = [(Chip(Facet.SOURCE, row.value), row.value, row.articles) for row in counts if row.value]
        return facet_values(open_filter, rows)

    return ask


def name_chip(name: str, type: EntityType) -> Chip:
    """Return the chip of an entity."""
    return Chip(ENTITY_FACETS[type], name)


def _labelled(name: str, type: EntityType) -> str:
    return f"{name} · {type_word(type).lower()}"
