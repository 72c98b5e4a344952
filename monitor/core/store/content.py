"""What of an analysis no question is asked of, as JSON beside the article's text, and back without loss."""

import json
from dataclasses import replace
from typing import Any

from monitor.core.records import Analysis, Article, Block, Document, Zone
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
        "document": codec.plain(replace(article.document, text="", sha256="")),
        "article": codec.plain(replace(article, document=_NO_DOCUMENT, blocks=())),
        "analysis": codec.plain(replace(analysis, entities=(), countries=(), focus=(), quotes=(), article=_ABSENT)),
    }
    for part, usual in (
        ("article", _USUAL),
        ("document", {"text": "", "sha256": ""}),
        ("analysis", {"article": _EMPTY}),
    ):
        rest[part] = {name: value for name, value in rest[part].items() if value != usual.get(name, _NO_VALUE)}
    if article.body_spans == _body_blocks(article):
        rest["article"].pop("body_spans", None)
    if article.body == _joined(article.text, article.body_spans):
        rest["article"].pop("body", None)
    else:
        rest["article"]["body"] = article.body
    return _json(rest)


def decode(text: str, blocks: str, rest: str, sha256: str) -> Analysis:
    """Return the analysis of a stored text, still without what it found."""
    stored: dict[str, Any] = json.loads(rest)
    document = codec.revive(Document, {**stored["document"], "text": text, "sha256": sha256})
    article: Article = codec.revive(Article, {**_USUAL, **stored["article"], "body": ""})
    article = replace(article, document=document, blocks=decode_blocks(blocks))
    if "body_spans" not in stored["article"]:
        article = replace(article, body_spans=_body_blocks(article))
    body = stored["article"].get("body", _joined(text, article.body_spans))
    analysis: Analysis = codec.revive(Analysis, {"article": _EMPTY, **stored["analysis"]})
    return replace(analysis, article=replace(article, body=body))


def _body_blocks(article: Article) -> tuple[tuple[int, int], ...]:
    return tuple((block.start, block.end) for block in article.blocks if block.zone is Zone.BODY)


def _joined(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return "\n\n".join(text[start:end] for start, end in spans)


def _json(value: object) -> str:
    # ASCII: a lone surrogate in a path or a metadata value is escaped and never reaches SQLite.
    return json.dumps(value, separators=(",", ":"))


_ABSENT = Article(_NO_DOCUMENT, (), None, False, None, None, False, None, None, (), (), None, (), "", ())
_EMPTY = codec.plain(_ABSENT)
_USUAL: dict[str, Any] = _EMPTY
"""The values of an article's fields that are left out."""
_NO_VALUE = object()
