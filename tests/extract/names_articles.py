"""Bare articles for the tests of names and quotations: a body, and a title where one is given."""

import re

from monitor.core.records import Analysis, Article, Block, Document
from monitor.core.terms import EntityType, Zone

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\n]+)*")


def bare_article(text: str, *, title: str | None = None, language: str | None = None) -> Article:
    """An article that is nothing but a body."""
    spans = tuple(match.span() for match in PARAGRAPH.finditer(text))
    blocks = tuple(Block(start, end, Zone.BODY, "test") for start, end in spans)
    return zoned_article(text, blocks, title=title, language=language)


def zoned_article(
    text: str, blocks: tuple[Block, ...], *, title: str | None = None, language: str | None = None
) -> Article:
    """An article whose zones are given; its body is made of the body's blocks."""
    spans = tuple((block.start, block.end) for block in blocks if block.zone is Zone.BODY)
    document = Document(path="-", text=text, format="text", sha256="", title=title, language=language)
    return Article(
        document=document,
        blocks=blocks,
        title=title,
        title_apart=title is not None,
        source=None,
        agency=None,
        syndicated=False,
        language=language,
        published=None,
        dateline=(),
        bylines=(),
        photo=None,
        headings=(),
        body="\n\n".join(text[start:end] for start, end in spans),
        body_spans=spans,
    )


def counted(analysis: Analysis, type_: EntityType | None = None) -> dict[str, int]:
    """How often each entity is named in headline and body."""
    counts: dict[str, int] = {}
    for mention in analysis.entities:
        if mention.zone in (Zone.BODY, Zone.HEADLINE) and type_ in (None, mention.type):
            counts[mention.name] = counts.get(mention.name, 0) + 1
    return counts
