"""What makes two files the same article: keys that depend on content alone, never on when or in what order it came."""

from collections.abc import Sequence
from hashlib import sha256

from monitor.core.records import Article, Document
from monitor.core.tokens import words

KEY_BYTES = 16
MIN_BODY_WORDS = 20
"""Bodies shorter than this ("Markets are closed today.") say too little to call two articles copies of one another."""


def article_key(document: Document) -> str:
    """Return the article's own id: 16 hexadecimal digits of its bytes, so that a better reader does not change it."""
    return (document.sha256 or sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest())[:16]


def body_key(article: Article) -> bytes | None:
    """Return what exact copies of a body share whatever their layout, or None where the body is too short to tell."""
    return words_key(words(article.body))


def words_key(found: Sequence[str]) -> bytes | None:
    """Return the ``body_key`` of a body with these words."""
    if len(found) < MIN_BODY_WORDS:
        return None
    return sha256(" ".join(found).encode()).digest()[:KEY_BYTES]


def order_key(published: str | None, key: str) -> tuple[str, str]:
    """Return by which the articles of a story are ordered: publication, then key; undated ones last."""
    return published or "9999", key
