"""A document becomes an article: its text divided into zones, its metadata found."""

from monitor.core.collect.metadata import find_metadata
from monitor.core.collect.zones import divide
from monitor.core.records import Article, Document
from monitor.core.terms import Zone


def make_article(document: Document) -> Article:
    """Divide a document into zones and find its metadata; countries of dateline places are left open."""
    division = divide(document)
    blocks = division.blocks
    facts = find_metadata(document, blocks, division.datelines)
    spans = tuple((block.start, block.end) for block in blocks if block.zone is Zone.BODY)
    return Article(
        document=document,
        blocks=blocks,
        title=facts.title,
        title_apart=facts.title_apart,
        source=facts.source,
        agency=facts.agency,
        syndicated=facts.syndicated,
        language=document.language,
        published=facts.published,
        dateline=facts.dateline,
        bylines=facts.bylines,
        photo=facts.photo,
        headings=facts.headings,
        body="\n\n".join(document.text[start:end] for start, end in spans),
        body_spans=spans,
    )
