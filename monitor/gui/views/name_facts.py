"""What the page of a name says: how it is written, when and where it is named, with whom, and its corrections."""

from dataclasses import dataclass

from monitor.core.corrections import NameCorrection, Numbered
from monitor.core.naming import BY_ANALYST
from monitor.core.store import Alias, PlacedMention, Reader
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key
from monitor.gui.figure import ArticlesOf, EntityMentions, Figure
from monitor.gui.models.filter import ArticleFilter, Chip, Facet
from monitor.gui.views.chart_bins import Bars, make_bars
from monitor.gui.views.facet_questions import name_chip

MOST_QUOTES = 5
MOST_ROWS = 8  # of outlets and of names beside it; the last line says how many there are


@dataclass(frozen=True, slots=True)
class Named:
    """A name and its type."""

    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class WrittenAs:
    """One way of writing a name, who says that it is that name, and its mentions."""

    text: str
    origin: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Beside:
    """An outlet that names it, or a name that stands in the same articles."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class NameFacts:
    """Everything that the page of a name shows. ``outlets`` and ``company`` count what the lists leave out, too."""

    named: Named
    mentions: Figure
    articles: Figure
    written: tuple[WrittenAs, ...]
    bars: Bars
    sources: tuple[Beside, ...]
    outlets: int
    together: tuple[Beside, ...]
    company: int
    quotes: tuple[PlacedMention, ...]
    corrections: tuple[tuple[int, NameCorrection], ...]


def name_facts(reader: Reader, named: Named, filter: ArticleFilter) -> NameFacts:
    """Return what there is to say of a name in the articles under a filter; how it is written in all of them."""
    here = filter.with_chip(name_chip(named.name, named.type))
    query = here.query
    counts = reader.entities(query)
    own = next((c for c in counts if c.type is named.type and name_key(c.name) == name_key(named.name)), None)
    others = sorted((c for c in counts if c is not own), key=lambda c: (-c.articles, c.name))
    sources = [count for count in reader.sources(query) if count.value]
    return NameFacts(
        named=named,
        mentions=Figure(own.mentions if own else 0, EntityMentions(named.name, named.type, filter.query)),
        articles=Figure(own.articles if own else 0, ArticlesOf(query)),
        written=tuple(_written(alias, named) for alias in reader.aliases(named.name, named.type)),
        bars=make_bars(reader.days(query)),
        sources=tuple(_beside(here, Chip(Facet.SOURCE, c.value or ""), c.value or "", c.articles) for c in sources)[
            :MOST_ROWS
        ],
        outlets=len(sources),
        together=tuple(
            _beside(here, name_chip(count.name, count.type), count.name, count.articles) for count in others[:MOST_ROWS]
        ),
        company=len(others),
        quotes=tuple(reader.quotes_of(named.name, named.type, MOST_QUOTES)),
        corrections=tuple(reader.name_rules().about(named.name, named.type)),
    )


def all_corrections(reader: Reader) -> list[Numbered]:
    """Return every correction of names that is in force, the latest first."""
    return list(reversed(reader.name_rules().corrections))


def origin_text(rules: tuple[str, ...]) -> str:
    """Return who says that a way of writing is this name: the analyst, or the rules and the model."""
    return ", ".join(dict.fromkeys(_origin(rule) for rule in rules))


def _origin(rule: str) -> str:
    """Return one of them: only who merged or split said who is meant, not who renamed."""
    found, _, correction = rule.partition("; ")
    said = correction.removesuffix(BY_ANALYST)
    return f"analyst: {said}" if said in ("merged", "split off") else found


def _written(alias: Alias, named: Named) -> WrittenAs:
    question = EntityMentions(named.name, named.type, written=alias.text)
    return WrittenAs(alias.text, origin_text(alias.rules), Figure(alias.mentions, question))


def _beside(filter: ArticleFilter, chip: Chip, label: str, articles: int) -> Beside:
    return Beside(label, Figure(articles, ArticlesOf(filter.with_chip(chip).query)))
