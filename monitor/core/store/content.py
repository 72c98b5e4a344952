"""What of an analysis no question is asked of, as JSON beside the article's text, and back without loss."""

import json
from dataclasses import replace
from typing import Any

from monitor.core.records import Analysis, Article, Block, Document
from monitor.core.store import codec
from monitor.core.store.codes import ZONE_CODE, ZONES

_NO_DOCUMENT = Document("", "", "", "")


def encode_blocks(article: Article) -> str:
    """Return the zones of an article as JSON."""
    return _json([(block.start, block.end, ZONE_CODE[block.zone], block.rule) for block in article.blocks])


def decode_blocks(blocks: str) -> tuple[Block, ...]:
    """Return the zones that ``encode_blocks`` wrote."""
    return tuple(Block(start, end, ZONES[zone], rule) for start, end, zone, rule in json.loads(blocks))


def encode_rest(analysis: Analysis) -> str:
    """Return everything of an analysis but its text, its zones and what it found."""
    article = analysis.article
    rest = {
        "document": codec.plain(replace(article.document, text="")),
        "article": codec.plain(replace(article, document=_NO_DOCUMENT, blocks=())),
        "analysis": codec.plain(replace(analysis, entities=(), countries=(), focus=(), quotes=(), article=_ABSENT)),
    }
    if article.body == _joined(article.text, article.body_spans):
        del rest["article"]["body"]
    return _json(rest)


def decode(text: str, blocks: str, rest: str) -> Analysis:
    """Return the analysis of a stored text, still without what it found."""
    stored: dict[str, Any] = json.loads(rest)
    article: Article = codec.revive(Article, {"body": "", **stored["article"]})
    article = replace(
        article,
        document=codec.revive(Document, {**stored["document"], "text": text}),
        blocks=decode_blocks(blocks),
        body=stored["article"].get("body", _joined(text, article.body_spans)),
    )
    analysis: Analysis = replace(codec.revive(Analysis, stored["analysis"]), article=article)
    return analysis


def _joined(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return "\n\n".join(text[start:end] for start, end in spans)


def _json(value: object) -> str:
    # ASCII: a lone surrogate in a path or a metadata value is escaped and never reaches SQLite.
    return json.dumps(value, separators=(",", ":"))


_ABSENT = Article(_NO_DOCUMENT, (), None, False, None, None, False, None, None, (), (), None, (), "", ())
