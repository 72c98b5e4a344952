"""What of an analysis no question is asked of, as JSON beside the article's text, and back without loss."""

import json
from dataclasses import replace
from typing import Any

from monitor.core.records import Analysis, Article, Block, Document
from monitor.core.store import codec
from monitor.core.store.codes import ZONE_CODE, ZONES
from monitor.core.terms import Zone

_NO_DOCUMENT = Document("", "", "", "")


def encode_blocks(article: Article) -> str:
    """Return the zones of an article as JSON."""
    return _json([(block.start, block.end, ZONE_CODE[block.zone], block.rule) for block in article.blocks])


def decode_blocks(blocks: str) -> tuple[Block, ...]:
    """Return the zones that ``encode_blocks`` wrote."""
    return tuple(Block(start, end, ZONES[zone], rule) for start, end, zone, rule in json.loads(blocks))


def encode_rest(analysis: Analysis) -> str:
    """Return everything of an analysis but its text, its zones, what it found, and what follows from those."""
    article = analysis.article
    derived = {"document", "blocks"}
    if article.body_spans == _body_blocks(article):
        derived.add("body_spans")
    if article.body == _joined(article.text, article.body_spans):
        derived.add("body")
    rest = {
        "document": codec.differing(article.document, _NO_DOCUMENT, without=("text", "sha256", "container")),
        "article": codec.differing(article, _ABSENT, without=derived),
        "analysis": codec.differing(analysis, _NO_ANALYSIS, without=("article", *_FOUND)),
        "derived": sorted(derived & {"body", "body_spans"}),
    }
    return _json(rest)


def decode(text: str, blocks: str, rest: str, sha256: str, container: str | None = None) -> Analysis:
    """Return the analysis of a stored text, still without what it found."""
    stored: dict[str, Any] = json.loads(rest)
    document = replace(codec.filled(_NO_DOCUMENT, stored["document"]), text=text, sha256=sha256, container=container)
    article = replace(codec.filled(_ABSENT, stored["article"]), document=document, blocks=decode_blocks(blocks))
    if "body_spans" in stored["derived"]:
        article = replace(article, body_spans=_body_blocks(article))
    if "body" in stored["derived"]:
        article = replace(article, body=_joined(text, article.body_spans))
    return replace(codec.filled(_NO_ANALYSIS, stored["analysis"]), article=article)


def _body_blocks(article: Article) -> tuple[tuple[int, int], ...]:
    return tuple((block.start, block.end) for block in article.blocks if block.zone is Zone.BODY)


def _joined(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return "\n\n".join(text[start:end] for start, end in spans)


def _json(value: object) -> str:
    # ASCII: a lone surrogate in a path or a metadata value is escaped and never reaches SQLite.
    return json.dumps(value, separators=(",", ":"))


_ABSENT = Article(_NO_DOCUMENT, (), None, False, None, None, False, None, None, (), (), None, (), "", ())
_NO_ANALYSIS = Analysis(_ABSENT)
_FOUND = ("entities", "countries", "focus", "quotes", "fingerprint", "words")
