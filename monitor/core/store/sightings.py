"""Where an article met an entry: the spans, and the sentences that they stand in.

Every meeting is kept, that of a copy too, which raises nothing: so that a card finds its way when stories become one
or fall apart. Sentences are kept as hashes of their words, so that what an article said does not outlive it.
"""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Sequence
from zlib import crc32

from monitor.core.records import Article, Evidence
from monitor.core.sentences import sentence_starts
from monitor.core.store.codes import ZONE_CODE, ZONES
from monitor.core.store.names import clean
from monitor.core.terms import Zone
from monitor.core.tokens import words

SAME = 0.75
"""Share of their words that two wordings of one sentence have in common: a desk's edits, no other sentence."""
_FIGURE = 0x8000
_TOLD_ANEW = frozenset({Zone.BODY, Zone.CAPTION, Zone.HEADING})
"""The zones in which a sentence is news. Each outlet has a headline and a byline of its own for one story."""


def put_sighting(
    connection: sqlite3.Connection, entry_id: int, article_id: int, article: Article, evidence: Sequence[Evidence]
) -> list[str]:
    """Note by which words an article met an entry; return the sentences that may be news."""
    counted = [span for span in evidence if span.zone in _TOLD_ANEW and not span.in_title] or evidence
    sentences: dict[str, int] = {}
    spans = []
    for span in evidence:
        number = -1
        if span in counted:
            number = sentences.setdefault(_sentence(article, span), len(sentences))
        place = (span.start, span.end, ZONE_CODE[span.zone], clean(span.text), span.rule, span.score, span.in_title)
        spans.append((*place, number))
    value = json.dumps([list(sentences), spans], separators=(",", ":"))
    connection.execute("insert or replace into sighting values (?, ?, ?)", (entry_id, article_id, value))
    return list(sentences)


def load_sentences(connection: sqlite3.Connection, entry_id: int, article_id: int) -> list[str]:
    """Return the sentences of a sighting that may be news."""
    select = "select spans from sighting where entry_id = ? and article_id = ?"
    row = connection.execute(select, (entry_id, article_id)).fetchone()
    return list(json.loads(row[0])[0]) if row else []


def read_sighting(spans: str | None, fresh: Collection[str]) -> tuple[Evidence, ...]:
    """Return the evidence of a sighting, marked where it stands in a fresh sentence."""
    if spans is None:
        return ()
    sentences, rows = json.loads(spans)
    return tuple(
        Evidence(start, end, ZONES[zone], text, rule, score, bool(title), n >= 0 and sentences[n] in fresh)
        for start, end, zone, text, rule, score, title, n in rows
    )


def unseen(sentences: Iterable[str], seen: Collection[str]) -> list[str]:
    """Return the sentences that are no other wording of a seen one."""
    return [one for one in sentences if one not in seen and not any(_are_alike(one, other) for other in seen)]


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two sentences say the same: nearly the same words, and exactly the same figures."""
    left, right = _word_hashes(one), _word_hashes(other)
    differing = left ^ right
    if any(value & _FIGURE for value in differing):
        return False
    return len(left & right) >= SAME * len(left | right)


def _word_hashes(sentence: str) -> set[int]:
    hashes = array("H")
    hashes.frombytes(bytes.fromhex(sentence)[: len(sentence) // 4 * 2])
    return set(hashes)


def _sentence(article: Article, span: Evidence) -> str:
    """Return the hashes of the folded words of the sentence that a span stands in, as hexadecimal digits."""
    text = (article.title or "") if span.in_title else article.text
    start, end = _paragraph(article, text, span)
    cuts = [start + cut for cut in sentence_starts(text[start:end])] + [end]
    first = max(cut for cut in cuts if cut <= span.start)
    last = min((cut for cut in cuts if cut > span.start), default=end)
    return array("H", sorted({_word_hash(word) for word in words(text[first:last])})).tobytes().hex()


def _word_hash(word: str) -> int:
    is_figure = any(char.isdigit() for char in word)
    return crc32(word.encode("utf-8", "replace")) & (_FIGURE - 1) | (_FIGURE if is_figure else 0)


def _paragraph(article: Article, text: str, span: Evidence) -> tuple[int, int]:
    if span.in_title:
        return 0, len(text)
    blocks = (block for block in article.blocks if block.start <= span.start < block.end)
    block = next(blocks, None)
    low, high = (block.start, block.end) if block else (0, len(text))
    start = text.rfind("\n\n", low, span.start)
    end = text.find("\n\n", span.start, high)
    return (start + 2 if start >= 0 else low), (end if end >= 0 else high)
