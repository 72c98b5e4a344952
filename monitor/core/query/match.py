"""A query on one analysed article, in memory: the same answer as the library's SQL gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from monitor.core.moments import published_day
from monitor.core.query.nodes import (
    LEAD_WORDS,
    And,
    Arrived,
    AtLeast,
    Dated,
    Everything,
    Focus,
    From,
    HasZone,
    InCountry,
    InStory,
    Language,
    Named,
    Near,
    Node,
    Not,
    Or,
    Origin,
    Phrase,
    Starred,
    Tagged,
    Undated,
    Unit,
    Unread,
    Within,
)
from monitor.core.records import Analysis, Published
from monitor.core.sentences import sentence_starts
from monitor.core.streams import ArticleWords, Paragraph
from monitor.core.terms import Zone
from monitor.core.tokens import name_key, words


@dataclass(frozen=True, slots=True)
class Marks:
    """What the library knows of an article beside its analysis; a new one is unread and in no story.

    ``tags`` are folded (``tokens.name_key``); ``arrived`` counts milliseconds since 1970, UTC, None for what comes now;
    ``story`` are the keys of its story's articles.
    """

    unread: bool = True
    starred: bool = False
    tags: frozenset[str] = frozenset()
    arrived: int | None = None
    story: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A stretch that makes a query true: of the title where ``in_title``, else of the text."""

    start: int
    end: int
    zone: Zone
    in_title: bool


NEW = Marks()


def matches(node: Node, analysis: Analysis, *, marks: Marks = NEW, words: ArticleWords | None = None) -> bool:
    """Tell whether an analysed article answers a query.

    Args:
        node: The query.
        analysis: The article.
        marks: What the analyst did to it.
        words: The article's words, where the caller has them already.
    """
    return _Matcher(analysis, marks, words or ArticleWords(analysis.article, analysis.words)).holds(node)


def find_spans(node: Node, analysis: Analysis, *, words: ArticleWords | None = None) -> list[FoundSpan]:
    """Return the stretches of an article that the words and names of a query point at, in order, none twice.

    What stands under NOT is left out. Whether the article answers the query at all is ``matches``' to say.
    """
    matcher = _Matcher(analysis, NEW, words or ArticleWords(analysis.article, analysis.words))
    return sorted(set(matcher.spans(node)), key=lambda span: (not span.in_title, span.start, span.end))


def words_hold(node: Node, words: ArticleWords) -> bool:
    """Tell whether the words of an article make a query of words alone true."""
    return _Matcher(None, NEW, words).holds(node)


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens that stand together: a paragraph, or the part of one that a sentence or the lead takes."""

    paragraph: Paragraph
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A phrase found: its paragraph, the place of its first word there and how many there are."""

    paragraph: Paragraph
    index: int
    count: int

    @property
    def zone(self) -> Zone:
        return self.paragraph.zone

    @property
    def first(self) -> int:
        """The position of its first word."""
        return self.paragraph.position + self.index

    @property
    def after(self) -> int:
        """The position after its last word."""
        return self.first + self.count

    @property
    def span(self) -> FoundSpan:
        first, last = self.paragraph.tokens[self.index], self.paragraph.tokens[self.index + self.count - 1]
        return FoundSpan(first.start, last.end, self.paragraph.zone, self.paragraph.in_title)


class _Matcher:
    """Evaluates nodes on one article; windows are the stretches that words may stand in."""

    def __init__(self, analysis: Analysis | None, marks: Marks, words: ArticleWords) -> None:
        self._analysis = analysis
        self._marks = marks
        self._words = words

    @cached_property
    def _all(self) -> tuple[_Window, ...]:
        return tuple(_Window(paragraph, 0, len(paragraph.words)) for paragraph in self._words.paragraphs)

    def holds(self, node: Node, windows: Sequence[_Window] | None = None) -> bool:  # noqa: PLR0911  # one a kind of node
        match node:
            case And(parts):
                return all(self.holds(part, windows) for part in parts)
            case Or(parts):
                return any(self.holds(part, windows) for part in parts)
            case Not(part):
                return not self.holds(part, windows)
            case Phrase():
                return any(True for _ in self._find(node, windows))
            case Near():
                return any(True for _ in self._near(node, windows))
            case AtLeast(times, phrase):
                return sum(1 for _ in self._find(phrase, windows)) >= times
            case Within(_, part, _):
                return any(self.holds(part, stretch) for stretch in self._stretches(node))
            case _:
                return self._holds_field(node)

    def spans(self, node: Node, windows: Sequence[_Window] | None = None) -> Iterator[FoundSpan]:
        match node:
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self.spans(part, windows)
            case Phrase():
                yield from (found.span for found in self._find(node, windows))
            case AtLeast(_, phrase):
                yield from (found.span for found in self._find(phrase, windows))
            case Near():
                for one, other in self._near(node, windows):
                    yield from (one.span, other.span)
            case Within(_, part, _):
                for stretch in self._stretches(node):
                    if self.holds(part, stretch):
                        yield from self.spans(part, stretch)
            case Named() | InCountry():
                yield from self._mention_spans(node)

    def _holds_field(self, node: Node) -> bool:
        if isinstance(node, Everything):
            return True
        if self._analysis is None:
            raise TypeError(f"no node of words: {node!r}")
        return self._holds_finding(node, self._analysis)

    def _holds_finding(self, node: Node, analysis: Analysis) -> bool:  # noqa: PLR0911  # one a kind of node
        article = analysis.article
        match node:
            case HasZone(zone):
                return any(found is zone for found, _ in self._words.rows)
            case Named() | InCountry():
                return any(True for _ in self._mention_spans(node))
            case Focus(code):
                return any(score.focus and score.code == code for score in analysis.focus)
            case From(origin, test):
                name = article.source if origin is Origin.SOURCE else article.agency
                return name is not None and test.accepts(name_key(name))
            case Language(code):
                return article.language == code
            case Tagged(key):
                return key in self._marks.tags
            case Arrived(first, end):
                return _arrived_in(first, end, self._marks.arrived)
            case InStory(key):
                return key in self._marks.story
            case Unread():
                return self._marks.unread
            case Starred():
                return self._marks.starred
            case _:
                return _holds_date(node, article.published)

    def _mention_spans(self, node: Named | InCountry) -> Iterator[FoundSpan]:
        if self._analysis is None:
            raise TypeError(f"no node of words: {node!r}")
        if isinstance(node, Named):
            for mention in self._analysis.entities:
                if (
                    mention.type is node.type
                    and mention.zone in node.zones
                    and node.test.accepts(name_key(mention.name))
                ):
                    yield FoundSpan(mention.start, mention.end, mention.zone, mention.in_title)
        else:
            for place in self._analysis.countries:
                if place.code == node.code and place.zone in node.zones and not place.in_name:
                    yield FoundSpan(place.start, place.end, place.zone, place.in_title)

    def _find(self, phrase: Phrase, windows: Sequence[_Window] | None) -> Iterator[_Occurrence]:
        if windows is None and not (phrase.prefix and len(phrase.words) == 1):
            yield from self._look_up(phrase)
            return
        for window in self._all if windows is None else windows:
            if window.paragraph.zone in phrase.zones:
                for index in range(window.first, window.last - len(phrase.words) + 1):
                    if _stands_at(phrase, window.paragraph.words, index):
                        yield _Occurrence(window.paragraph, index, len(phrase.words))

    def _look_up(self, phrase: Phrase) -> Iterator[_Occurrence]:
        """Find a phrase anywhere by its first word: most words of most queries stand nowhere in an article."""
        if phrase.words[0] not in self._words.vocabulary:
            return
        for place in self._words.places[phrase.words[0]]:
            paragraph = place.paragraph
            if paragraph.zone in phrase.zones and _stands_at(phrase, paragraph.words, place.index):
                yield _Occurrence(paragraph, place.index, len(phrase.words))

    def _near(self, node: Near, windows: Sequence[_Window] | None) -> Iterator[tuple[_Occurrence, _Occurrence]]:
        others = list(self._find(node.right, windows))
        for one in self._find(node.left, windows) if others else ():
            for other in others:
                gap = other.first - one.after if one.first <= other.first else one.first - other.after
                if one.zone is other.zone and gap <= node.distance:
                    yield one, other

    def _stretches(self, node: Within) -> Iterable[tuple[_Window, ...]]:
        needed = set() if node.unit is Unit.LEAD else _needed_words(node.part)
        windows = [
            window
            for window in self._all
            if window.paragraph.zone in node.zones and all(word in window.paragraph.words for word in needed)
        ]
        if node.unit is Unit.PARAGRAPH:
            return ((window,) for window in windows)
        if node.unit is Unit.SENTENCE:
            return ((sentence,) for window in windows for sentence in self._sentences(window.paragraph))
        return (tuple(_first_words(windows, LEAD_WORDS)),)

    def _sentences(self, paragraph: Paragraph) -> Iterator[_Window]:
        # No sentence ends inside a word, so the words of the sentences are those of the paragraph.
        cuts = [*sentence_starts(paragraph.text), len(paragraph.text)]
        counts = [len(words(paragraph.text[start:end])) for start, end in pairwise(cuts)]
        for first, last in pairwise([0, *accumulate(counts)]):
            if first < last:
                yield _Window(paragraph, first, last)


def _needed_words(node: Node) -> set[str]:
    """Return words without which no paragraph makes a part of a query true: sentences are cut only where they are."""
    match node:
        case Phrase(words, prefix, _):
            return set(words[:-1] if prefix else words)
        case Near(left, right, _):
            return _needed_words(left) | _needed_words(right)
        case AtLeast(_, phrase):
            return _needed_words(phrase)
        case And(parts):
            return set().union(*map(_needed_words, parts))
        case _:
            return set()


def _arrived_in(first: int | None, end: int | None, arrived: int | None) -> bool:
    """Tell whether an arrival lies in a range; what comes in now lies in those that have no end."""
    if arrived is None:
        return end is None
    return (first is None or arrived >= first) and (end is None or arrived < end)


def _holds_date(node: Node, published: Published | None) -> bool:
    day = published_day(published.value) if published else None
    match node:
        case Dated(first, last):
            return day is not None and (first is None or first <= day) and (last is None or day <= last)
        case Undated():
            return day is None
        case _:
            raise TypeError(f"no node of a query: {node!r}")


def _stands_at(phrase: Phrase, words: Sequence[str], index: int) -> bool:
    count = len(phrase.words)
    if index + count > len(words):
        return False
    last = words[index + count - 1]
    if not (last.startswith(phrase.words[-1]) if phrase.prefix else last == phrase.words[-1]):
        return False
    return all(words[index + n] == word for n, word in enumerate(phrase.words[:-1]))


def _first_words(windows: Iterable[_Window], count: int) -> Iterator[_Window]:
    for window in windows:
        taken = min(count, window.last - window.first)
        if taken:
            yield _Window(window.paragraph, window.first, window.first + taken)
        count -= taken
