"""What of an analysis no question is asked of, as JSON beside the article's text, and back without loss."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from monitor.core.records import Analysis, Article, Block, Document
from monitor.core.store import codec
from monitor.core.store.codes import ZONE_CODE, ZONES
from monitor.core.terms import Zone

_NO_DOCUMENT = Document("", "", "", "")


def encode_blocks(article: Article) -> str:
    """Return the zones of an article as JSON."""
    rows = [f"[{b.start},{b.end},{ZONE_CODE[b.zone]},{_rule(b.rule)}]" for b in article.blocks]
    return f"[{','.join(rows)}]"


def decode_blocks(blocks: str) -> tuple[Block, ...]:
    """Return the zones that ``encode_blocks`` wrote."""
    return tuple(Block(start, end, ZONES[zone], rule) for start, end, zone, rule in json.loads(blocks))


def encode_rest(analysis: Analysis) -> str:
    """Return everything of an analysis but its text, its zones, what it found, and what follows from those."""
    article = analysis.article
    derived = []
    if article.body == _joined(article.text, article.body_spans):
        derived.append("body")
    if article.body_spans == _body_blocks(article):
        derived.append("body_spans")
    rest = {
        "document": codec.differing(article.document, _NO_DOCUMENT, without=_APART),
        "article": codec.differing(article, _ABSENT, without=frozenset(("document", "blocks", *derived))),
        "analysis": codec.differing(analysis, _NO_ANALYSIS, without=_FOUND),
        "derived": derived,
    }
    return _COMPACT.encode(rest)


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


# ASCII: a lone surrogate in a path or a metadata value is escaped and never reaches SQLite.
_COMPACT = json.JSONEncoder(separators=(",", ":"))
_rule = lru_cache(1_024)(_COMPACT.encode)
_ABSENT = Article(_NO_DOCUMENT, (), None, False, None, None, False, None, None, (), (), None, (), "", ())
_NO_ANALYSIS = Analysis(_ABSENT)
_APART = frozenset(("text", "sha256", "container"))
_FOUND = frozenset(("article", "entities", "countries", "focus", "quotes", "fingerprint", "words"))
