"""One folded form for the names of places: without case, diacritics, points, apostrophes and hyphens."""

import functools
import re
import unicodedata
from collections.abc import Sequence

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th",
                          "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "ə": "a", "Ə": "a"})  # fmt: skip
_DROPPED = re.compile(r"[.'’‘ʼʻ`´]")
_BETWEEN = re.compile(r"[\s\-‐‑–—/,()]+")
_SAINTS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def fold_name(name: str) -> str:
    """Return the key under which a place name is looked up: "Saint-Étienne" and "St. Etienne" are one."""
    return " ".join(fold_word(word) for word in _BETWEEN.split(name) if word)


@functools.lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return one word of a key."""
    if word.isascii():
        folded = word.lower()
    else:
        plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        folded = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    folded = _DROPPED.sub("", folded)
    return _SAINTS.get(folded, folded)


def fold_words(words: Sequence[str]) -> list[str]:
    """Return ``fold_word`` of each word. Words hold no line break: those of plain letters are folded all at once."""
    plain = "\n".join(words).lower().replace("’", "").replace("'", "").replace(".", "")
    folded = plain.split("\n") if words else []
    if not plain.isascii():
        folded = [
            each if each.isascii() and word.isascii() else fold_word(word)
            for word, each in zip(words, folded, strict=True)
        ]
    if not _SAINTS.keys().isdisjoint(folded):
        folded = [_SAINTS.get(each, each) for each in folded]
    return folded
