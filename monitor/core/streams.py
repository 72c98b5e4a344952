"""The words of an article, zone by zone: what the index stores and what a query is matched against.

A zone is a row of paragraphs. Positions run through the zone with one place left free between paragraphs, so
a phrase never runs from one into the next, while NEAR may look across.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from monitor.core.records import Block
from monitor.core.terms import Zone
from monitor.core.tokens import Token, tokenize, words

BREAK = "¶"
"""Stands between paragraphs in the index. No token: tokens are letters and digits."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


class Zoned(Protocol):
    """A text divided into zones: an ``Article``, or as much of one as the index needs."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def title_apart(self) -> bool: ...  # noqa: D102
    @property
    def blocks(self) -> Sequence[Block]: ...  # noqa: D102


class Paragraph:
    """A paragraph of a zone.

    Attributes:
        zone: Its zone.
        in_title: Whether it is the title and not part of the text.
        position: The position of its first word in the zone.
        words: Its folded words.
        text: Its text.
    """

    def __init__(
        self, zone: Zone, position: int, words: Sequence[str], text: str, *, in_title: bool, start: int
    ) -> None:
        self.zone = zone
        self.position = position
        self.words = words
        self.in_title = in_title
        self.text = text
        self._start = start

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, with spans of the text (or title) it stands in; four times as slow as the words alone."""
        found = tokenize(self.text)
        return tuple(Token(word, first + self._start, last + self._start) for word, first, last in found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: the paragraph and the token's number in it."""

    paragraph: Paragraph
    index: int

    @property
    def position(self) -> int:
        """The word's position in its zone."""
        return self.paragraph.position + self.index


Row = tuple[Zone, str]
"""A paragraph as its zone and its folded words, joined by blanks."""


class ArticleWords:
    """All words of an article, looked up by word. Made once for an article and shared by every query on it.

    Most articles meet no entry, which their folded words tell; the spans of words are found when they are asked for.

    Args:
        article: The article.
        rows: Its ``fold_rows``, where they are known.
    """

    def __init__(self, article: Zoned, rows: Sequence[Row] | None = None) -> None:
        self.article = article
        if rows is not None:
            self.rows = tuple(rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The paragraphs as their zone and words."""
        return tuple((paragraph.zone, " ".join(paragraph.words)) for paragraph in self.paragraphs)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs that have words: one of each row."""
        return tuple(_paragraphs(self.article))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands anywhere."""
        return frozenset(word for _, row in self.rows for word in row.split(" "))

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """Every word with its places, in reading order of the zones."""
        places: dict[str, list[Place]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for index, word in enumerate(paragraph.words):
                places[word].append(Place(paragraph, index))
        return dict(places)


def fold_rows(article: Zoned) -> tuple[Row, ...]:
    """Return the paragraphs that have words, in order."""
    stretches = (
        (zone, words((article.title or "") if in_title else article.text[start:end]))
        for zone, in_title, start, end in _stretches(article)
    )
    return tuple((zone, " ".join(found)) for zone, found in stretches if found)


def indexed_text(article: Zoned, rows: Sequence[Row] | None = None) -> dict[Zone, str]:
    """Return for every zone with words its folded words joined by blanks: a row of the full-text index.

    ``rows`` are the article's ``fold_rows``, where they are known.
    """
    parts: dict[Zone, list[str]] = defaultdict(list)
    for zone, row in fold_rows(article) if rows is None else rows:
        parts[zone].append(row)
    return {zone: f" {BREAK} ".join(stretches) for zone, stretches in parts.items()}


def _paragraphs(article: Zoned) -> Iterator[Paragraph]:
    free: dict[Zone, int] = defaultdict(int)
    for zone, in_title, start, end in _stretches(article):
        text = (article.title or "") if in_title else article.text[start:end]
        if found := words(text):
            yield Paragraph(zone, free[zone], found, text, in_title=in_title, start=start)
            free[zone] += len(found) + 1


def _stretches(article: Zoned) -> Iterator[tuple[Zone, bool, int, int]]:
    """Yield every paragraph as zone, whether it is the title, start and end; the title first where it stands apart."""
    if article.title and not _title_stands_in_text(article):
        yield Zone.HEADLINE, True, 0, len(article.title)
    for block in article.blocks:
        start = block.start
        for gap in _BLANK_LINE.finditer(article.text, block.start, block.end):
            yield block.zone, False, start, gap.start()
            start = gap.end()
        yield block.zone, False, start, block.end


def _title_stands_in_text(article: Zoned) -> bool:
    """Tell whether a headline of the text says the title already, so that its words are not there twice."""
    if article.title_apart and not any(block.zone is Zone.HEADLINE for block in article.blocks):
        return False
    title = words(article.title or "")
    return any(
        words(article.text[block.start : block.end]) == title for block in article.blocks if block.zone is Zone.HEADLINE
    )
