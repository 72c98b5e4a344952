"""An article becomes an analysis: language, names, countries, focus and quotes, in that order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from monitor.core.extract.countries import COUNTRIES_VERSION, find_countries
from monitor.core.extract.entities import EntityFinder, FoundSpan
from monitor.core.extract.fingerprint import fingerprint
from monitor.core.extract.focus import focus_countries
from monitor.core.extract.gazetteer import Gazetteer
from monitor.core.extract.language import detect_language
from monitor.core.extract.names import NAMES_VERSION, resolve_names
from monitor.core.extract.names_places import GazetteerPlaceNames
from monitor.core.extract.passages import Passage, readable_texts, split_passages
from monitor.core.extract.quotes import QUOTES_VERSION, find_quotes
from monitor.core.records import Analysis, Article
from monitor.core.streams import Row, fold_rows
from monitor.core.terms import Zone

DEFAULT_LANGUAGE = "en"  # whose model reads texts of unknown language: headlines and tables of figures, mostly


class Analyser:
    """Analyses articles in batches. Loads the usual model at once, any other when an article first needs it."""

    def __init__(self, finder: EntityFinder | None = None) -> None:
        self._finder = finder or EntityFinder()
        self._finder.has_model(DEFAULT_LANGUAGE)  # loads it now: the first batch has a deadline
        self._gazetteer = Gazetteer()
        self._places = GazetteerPlaceNames(self._gazetteer)

    def analyse(self, articles: Sequence[Article]) -> list[Analysis]:
        """Return the analysis of each article, in order. An article's result does not depend on the others."""
        articles = [_with_language(article) for article in articles]
        passages = [split_passages(article) for article in articles]
        found = self._find_names(articles, passages)
        return [self._compose(*parts) for parts in zip(articles, passages, found, strict=True)]

    def _find_names(
        self, articles: Sequence[Article], passages: Sequence[Sequence[Passage]]
    ) -> list[list[list[FoundSpan]]]:
        """Return the model's spans of every passage of every article, with one call of each language's model."""
        by_language: dict[str, list[int]] = defaultdict(list)
        for number, article in enumerate(articles):
            by_language[article.language or DEFAULT_LANGUAGE].append(number)
        found: list[list[list[FoundSpan]]] = [[] for _ in articles]
        for language, numbers in by_language.items():
            texts = [text for number in numbers for text in readable_texts(passages[number])]
            spans = iter(self._finder.find(texts, language))
            for number in numbers:
                found[number] = [next(spans) for _ in passages[number]]
        return found

    def _compose(self, article: Article, passages: Sequence[Passage], found: Sequence[Sequence[FoundSpan]]) -> Analysis:
        rows = fold_rows(article)
        countries = find_countries(article, passages, found, self._gazetteer)
        entities = resolve_names(article, passages, found, self._places)
        return Analysis(
            article=replace(article, dateline=countries.dateline) if article.dateline else article,
            words=rows,
            entities=entities,
            countries=countries.mentions,
            quotes=find_quotes(passages, entities, article.language),
            focus=focus_countries(countries.mentions, passages),
            fingerprint=fingerprint(article.body, _body_words(article, rows)),
            versions={
                "names": NAMES_VERSION,
                "countries": COUNTRIES_VERSION,
                "quotes": QUOTES_VERSION,
                "model": self._finder.version(article.language or DEFAULT_LANGUAGE),
            },
        )


def _body_words(article: Article, rows: Sequence[Row]) -> list[str] | None:
    """Return the folded words of the body from its paragraphs: where all is ASCII these are folded as the whole is."""
    if not article.body.isascii():
        return None
    return [word for zone, row in rows if zone is Zone.BODY for word in row.split(" ")]


def _with_language(article: Article) -> Article:
    """Return the article with its language: what its document says, else what its body and title look like."""
    if article.language is not None:
        return article
    return replace(article, language=detect_language(f"{article.title or ''}\n{article.body}"))
