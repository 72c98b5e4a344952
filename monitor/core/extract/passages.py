"""The stretches of an article that are read as texts of their own, and the way back from them to the article.

The body is one passage, its paragraphs joined by blank lines, so that what stands around an article on its
page can never change what is found in it. The headline and every other listed zone are passages of their own.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.extract.recase import capital_words, learn_casing, recase
from monitor.core.records import Article
from monitor.core.terms import COUNTED_ZONES, LISTED_ZONES, Zone

PARAGRAPH_BREAK = "\n\n"  # what joins the paragraphs of a body


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to analyse, with its zone and its place in the article.

    ``starts`` are the offsets in ``text`` at which a stretch begins, ``origins`` the offsets of those
    stretches in ``Article.text``, or in ``Article.title`` where ``in_title`` is set.
    """

    text: str
    zone: Zone
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    in_title: bool = False

    @property
    def counted(self) -> bool:
        """Whether mentions in this passage count."""
        return self.zone in COUNTED_ZONES

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the article that ``text[start:end]`` is."""
        stretch = bisect.bisect_right(self.starts, start) - 1
        last = bisect.bisect_right(self.starts, max(start, end - 1)) - 1
        return start - self.starts[stretch] + self.origins[stretch], end - self.starts[last] + self.origins[last]


def split_passages(article: Article) -> tuple[Passage, ...]:
    """Return the passages of an article: its separate title, its body, and every other block of a listed zone."""
    passages = []
    if article.title_apart and article.title:
        passages.append(Passage(article.title, Zone.HEADLINE, (0,), (0,), in_title=True))
    for block in article.blocks:
        if block.zone in LISTED_ZONES and block.zone is not Zone.BODY:
            text = article.text[block.start : block.end]
            passages.append(Passage(text, block.zone, (0,), (block.start,)))
    if article.body:
        passages.append(_body_passage(article))
    return tuple(passages)


def _body_passage(article: Article) -> Passage:
    starts, position = [], 0
    for start, end in article.body_spans:
        starts.append(position)
        position += end - start + len(PARAGRAPH_BREAK)
    return Passage(article.body, Zone.BODY, tuple(starts), tuple(start for start, _ in article.body_spans))


def readable_texts(passages: Sequence[Passage]) -> list[str]:
    """Return the passages' texts for a model to read, equally long, with capital lines written as sentences."""
    wanted = {word for passage in passages for word in capital_words(passage.text)}
    if not wanted:
        return [passage.text for passage in passages]
    casing = learn_casing("\n".join(passage.text for passage in passages if passage.counted), wanted)
    return [recase(passage.text, casing) for passage in passages]
