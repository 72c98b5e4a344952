"""Finds the countries of short texts for the tests: no model, but entities that the test itself gives."""

import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from names_articles import bare_article

from monitor.core.extract.countries import CountryFindings, find_countries
from monitor.core.extract.gazetteer import Gazetteer
from monitor.core.extract.passages import split_passages
from monitor.core.records import Article


@dataclass(frozen=True)
class Span:
    """An entity as a model gives it."""

    start: int
    end: int
    label: str


@functools.cache
def gazetteer() -> Gazetteer:
    """The bundled gazetteer, loaded once."""
    return Gazetteer()


def findings(article: Article, labels: Mapping[str, str] | None = None, *, home: str | None = None) -> CountryFindings:
    """What is found in an article whose model gave each text in ``labels`` that label, wherever it stands."""
    article = replace(article, document=replace(article.document, home_country=home))
    passages = split_passages(article)
    spans = [
        sorted(
            (span for text, label in (labels or {}).items() for span in _spans(passage.text, text, label)),
            key=lambda span: span.start,
        )
        for passage in passages
    ]
    return find_countries(article, passages, spans, gazetteer())


def _spans(text: str, name: str, label: str) -> list[Span]:
    found, start = [], text.find(name)
    while start >= 0:
        found.append(Span(start, start + len(name), label))
        start = text.find(name, start + 1)
    return found


def named(
    text: str, labels: Mapping[str, str] | None = None, *, home: str | None = None, language: str = "en"
) -> list[tuple[str, str, str]]:
    """The mentions of a text that count, as (surface, code, kind)."""
    found = findings(bare_article(text, language=language), labels, home=home)
    return [(text[m.start : m.end], m.code, m.kind.value) for m in found.mentions if not m.in_name]


def codes(
    text: str, labels: Mapping[str, str] | None = None, *, home: str | None = None, language: str = "en"
) -> set[str]:
    """The countries of a text that count."""
    return {code for _, code, _ in named(text, labels, home=home, language=language)}


def kinds(text: str, code: str) -> Counter[str]:
    """How often a text names a country, by kind."""
    return Counter(kind for _, found, kind in named(text) if found == code)
