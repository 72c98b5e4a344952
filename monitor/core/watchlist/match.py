"""Which watchlist entries an analysed article meets, and by which of its words.

Names are matched as tokens (case, diacritics and punctuation folded, possessives dropped) by one automaton
over all entries, so that ten thousand of them cost an article nothing that can be noticed. Names that the
article resolves count too: an entry "Kim Jong Un" lights every "Kim" that the article means by it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from ahocorasick_rs import AhoCorasick

from monitor.core.errors import QueryError
from monitor.core.query import Node, find_spans, matches, parse
from monitor.core.query.nodes import And, Everything, Not, Or
from monitor.core.records import (
    Analysis,
    Article,
    CountryMention,
    Entry,
    Evidence,
    Hit,
    Mention,
)
from monitor.core.streams import BREAK, ArticleWords
from monitor.core.terms import COUNTED_ZONES, Zone
from monitor.core.tokens import name_key

RESOLVED_SCORE = 0.9  # it rests on the article's own naming, which the resolver may have misread
WEAK_SCORE = 0.5  # it supports; alone it says nothing


class _Strength(IntEnum):
    """How a term bears on its entry; of spans of one length the higher is kept."""

    WEAK = 0
    ALIAS = 1
    NAME = 2


RULES = {_Strength.WEAK: "weak alias", _Strength.ALIAS: "alias", _Strength.NAME: "name"}


@dataclass(slots=True)
class _Spans:
    """What was found of one entry in one article."""

    strong: list[Evidence] = field(default_factory=list)
    weak: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Watch:
    """An entry made ready: its query parsed, and whether its name is a mere label of that query."""

    entry: Entry
    zones: frozenset[Zone]
    query: Node | None
    by_query_alone: bool


class Matcher:
    """Matches analysed articles against entries; build it anew when entries change.

    Disabled entries and those that expired before ``today`` (ISO 8601) are left out.

    Attributes:
        broken: The sentence of the error for each entry whose query cannot be understood; such entries never fire.
    """

    def __init__(self, entries: Iterable[Entry], *, today: str | None = None) -> None:
        self.broken: dict[str, str] = {}
        self._watches = list(self._prepare(entry for entry in entries if is_active(entry, today)))
        self._terms = _Terms(self._watches)
        self._topics = [number for number, watch in enumerate(self._watches) if watch.by_query_alone]
        self._countries = _by_country(self._watches)
        self._zones = frozenset(zone for watch in self._watches for zone in watch.zones)

    @property
    def entries(self) -> list[Entry]:
        """The entries that can fire."""
        return [watch.entry for watch in self._watches]

    def match(self, analysis: Analysis) -> list[Hit]:
        """Return a hit for each entry that the article meets, in the order of the entries; evidence never overlaps."""
        words = ArticleWords(analysis.article, analysis.words)
        found = self._find_names(analysis, words)
        candidates = {number for number, spans in found.items() if spans.strong}.union(self._topics)
        hits = (self._judge(self._watches[number], found.get(number), analysis, words) for number in sorted(candidates))
        return [hit for hit in hits if hit is not None]

    def _prepare(self, entries: Iterable[Entry]) -> Iterator[_Watch]:
        for entry in entries:
            try:
                query = parse(entry.query) if entry.query else None
            except QueryError as error:
                self.broken[entry.name] = error.sentence
                continue
            yield _Watch(entry, frozenset(entry.zones), query, query is not None and is_topic(entry, query))

    def _find_names(self, analysis: Analysis, words: ArticleWords) -> dict[int, _Spans]:
        found: dict[int, _Spans] = defaultdict(_Spans)
        reading = _Reading(analysis, words, self._zones)
        for start, end, term in self._terms.find(reading.haystack):
            evidence = reading.evidence(start, end)
            for number, strength in self._terms.owners[term]:
                self._note(found[number], evidence, number, strength, reading)
        owners = {name: self._terms.owners_of(name) for name in {mention.name for mention in analysis.entities}}
        for mention in analysis.entities:
            for number, strength in owners[mention.name]:
                if strength is not _Strength.WEAK and mention.zone in self._watches[number].zones:
                    found[number].strong.append(_resolved(mention, analysis.article))
        for country in analysis.countries:
            for number in self._countries.get(country.code, ()):
                if not country.in_name and country.zone in self._watches[number].zones:
                    found[number].strong.append(_of_country(country, analysis.article))
        return found

    def _note(self, spans: _Spans, at: Evidence, number: int, strength: _Strength, reading: "_Reading") -> None:
        if at.zone not in self._watches[number].zones:
            return
        if strength is not _Strength.WEAK:
            spans.strong.append(_with_rule(at, RULES[strength], 1.0))
        elif not self._means_another(at, number, reading):
            spans.weak.append(_with_rule(at, RULES[strength], WEAK_SCORE))

    def _means_another(self, at: Evidence, number: int, reading: "_Reading") -> bool:
        """Whether the article says that a weak name stands for somebody who is not the entry."""
        name = reading.name_at(at)
        return name is not None and all(owner != number for owner, _ in self._terms.owners_of(name))

    def _judge(self, watch: _Watch, spans: _Spans | None, analysis: Analysis, words: ArticleWords) -> Hit | None:
        evidence: list[Evidence] = []
        if watch.query is not None:
            if not matches(watch.query, analysis, words=words):
                return None
            evidence += _of_query(watch.query, analysis, words)
        if spans is not None and spans.strong:
            evidence += spans.strong + spans.weak
        evidence = evidence or _first_words(analysis.article, words)
        return Hit(watch.entry.name, watch.entry.severity, resolve_overlaps(evidence))


def broken_entries(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the sentence of the error for each entry whose query cannot be understood."""
    broken: dict[str, str] = {}
    for entry in entries:
        try:
            parse(entry.query or "")
        except QueryError as error:
            broken[entry.name] = error.sentence
    return broken


def is_active(entry: Entry, today: str | None) -> bool:
    """Whether an entry fires at all on that day."""
    return entry.enabled and not (entry.expires and today and entry.expires < today)


def is_topic(entry: Entry, query: Node) -> bool:
    """Whether an entry fires on its query alone, its name being only a label.

    So it is where the name is weak, or where there are no aliases and the query asks for something: an entry
    "Arms trade" with the query ``weapons AND export`` need not find the words "arms trade". With aliases, or
    with a query that only excludes (``NOT football``), the names must be found and the query must hold as well.
    """
    return _asks(query) and (entry.weak_name or not entry.aliases)


def _asks(query: Node) -> bool:
    """Whether a query asks for something, rather than only excluding."""
    match query:
        case Everything() | Not():
            return False
        case And(parts):
            return any(_asks(part) for part in parts)
        case Or(parts):
            return all(_asks(part) for part in parts)
    return True


def resolve_overlaps(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence in text order without overlaps: the longest span wins, then the higher score."""
    kept: dict[bool, list[Evidence]] = {True: [], False: []}
    for one in sorted(evidence, key=lambda one: (one.start - one.end, -one.score, one.start)):
        beside = kept[one.in_title]
        if all(one.end <= other.start or other.end <= one.start for other in beside):
            beside.append(one)
    return tuple(sorted(kept[True], key=_start)) + tuple(sorted(kept[False], key=_start))


def _start(evidence: Evidence) -> int:
    return evidence.start


def _with_rule(at: Evidence, rule: str, score: float) -> Evidence:
    return Evidence(at.start, at.end, at.zone, at.text, rule, score, at.in_title)


def _text(article: Article, in_title: bool) -> str:
    return (article.title or "") if in_title else article.text


def _resolved(mention: Mention, article: Article) -> Evidence:
    text = _text(article, mention.in_title)[mention.start : mention.end]
    return Evidence(mention.start, mention.end, mention.zone, text, "resolved", RESOLVED_SCORE, mention.in_title)


def _of_country(mention: CountryMention, article: Article) -> Evidence:
    text = _text(article, mention.in_title)[mention.start : mention.end]
    rule = f"country by {mention.kind}"
    return Evidence(mention.start, mention.end, mention.zone, text, rule, mention.confidence, mention.in_title)


def _of_query(query: Node, analysis: Analysis, words: ArticleWords) -> list[Evidence]:
    spans = find_spans(query, analysis, words=words)
    texts = [_text(analysis.article, span.in_title)[span.start : span.end] for span in spans]
    return [
        Evidence(span.start, span.end, span.zone, text, "query", 1.0, span.in_title)
        for span, text in zip(spans, texts, strict=True)
    ]


def _first_words(article: Article, words: ArticleWords) -> list[Evidence]:
    """Return the first paragraph: what an alert opens whose query asked for no words (``lang:fr date:2026-01``)."""
    for paragraph in words.paragraphs:
        if paragraph.zone in COUNTED_ZONES:
            start, end = paragraph.tokens[0].start, paragraph.tokens[-1].end
            text = _text(article, paragraph.in_title)[start:end]
            return [Evidence(start, end, paragraph.zone, text, "query", 1.0, paragraph.in_title)]
    return []


def country_codes(entry: Entry) -> tuple[str, ...]:
    """Return the countries that an entry stands for: one of type "country" has ISO codes as ids, or as its name."""
    if entry.type != "country":
        return ()
    codes = (code.upper() for code in (*entry.ids, entry.name) if len(code) == 2 and code.isalpha())
    return tuple(dict.fromkeys(codes))


def _by_country(watches: Sequence[_Watch]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, watch in enumerate(watches):
        for code in country_codes(watch.entry):
            numbers[code].append(number)
    return numbers


class _Terms:
    """All names of all entries in one automaton."""

    def __init__(self, watches: Sequence[_Watch]) -> None:
        owners: dict[str, dict[int, _Strength]] = defaultdict(dict)
        for number, watch in enumerate(watches):
            for strength, name in _names(watch):
                mine = owners[name_key(name)]
                mine[number] = max(strength, mine.get(number, strength))
        self._numbers = {key: number for number, key in enumerate(owners)}
        self.owners = [tuple(mine.items()) for mine in owners.values()]
        self._automaton = AhoCorasick([f" {key} " for key in owners], store_patterns=False) if owners else None

    def find(self, haystack: str) -> Iterator[tuple[int, int, int]]:
        """Yield each occurrence of a term: first and last character of its words in the haystack, and its number."""
        if self._automaton is not None:
            for term, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
                yield start + 1, end - 1, term

    def owners_of(self, name: str) -> tuple[tuple[int, _Strength], ...]:
        """Return the entries that bear exactly this name."""
        number = self._numbers.get(name_key(name))
        return self.owners[number] if number is not None else ()


def _names(watch: _Watch) -> Iterator[tuple[_Strength, str]]:
    entry = watch.entry
    label_only = watch.by_query_alone
    if not label_only:
        yield (_Strength.WEAK if entry.weak_name else _Strength.NAME), entry.name
    for alias in entry.aliases:
        yield _Strength.ALIAS, alias
    for weak in entry.weak:
        yield _Strength.WEAK, weak


class _Reading:
    """The words of an article's zones in one row, each known by where it stands in the haystack."""

    def __init__(self, analysis: Analysis, words: ArticleWords, zones: frozenset[Zone]) -> None:
        self._article = analysis.article
        self._mentions = analysis.entities
        self._words = words
        self._numbers: list[int] = []
        self._starts: list[int] = []
        self.haystack = self._lay_out(zones)

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the span of the article that characters of the haystack stand for; its rule is still open."""
        number = bisect_right(self._starts, start) - 1
        paragraph, at = self._words.paragraphs[self._numbers[number]], self._starts[number]
        # Words are joined by single blanks, so the blanks before a place are the number of the word there.
        first = paragraph.tokens[self.haystack.count(" ", at, start)]
        last = paragraph.tokens[self.haystack.count(" ", at, end)]
        text = _text(self._article, paragraph.in_title)[first.start : last.end]
        return Evidence(first.start, last.end, paragraph.zone, text, "", in_title=paragraph.in_title)

    def name_at(self, at: Evidence) -> str | None:
        """Return the name that the article resolves a span to, None where no name covers it."""
        for mention in self._mentions:
            if mention.in_title == at.in_title and mention.start <= at.start and at.end <= mention.end:
                return mention.name
        return None

    def _lay_out(self, zones: frozenset[Zone]) -> str:
        rows: list[str] = []
        length = 1
        for number, (zone, row) in enumerate(self._words.rows):
            if zone in zones:
                self._numbers.append(number)
                self._starts.append(length)
                rows.append(row)
                length += len(row) + len(BREAK) + 2
        return f" {f' {BREAK} '.join(rows)} "
