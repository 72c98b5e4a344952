"""The one tokenizer: words as queries, the full-text index and the watchlist see them.

A token is a folded word (compatibility forms, case, diacritics and invisible characters gone) with the
half-open span of the text that it stands for. What is decided here, once, for all three:

* Anything but letters, digits and the marks on them separates: hyphens, apostrophes, underscores too
  ("Kim Jong-un" is three tokens, "O'Brien" and "l'Ukraine" two).
* A possessive s is dropped: "Putin's" is the token "putin" over the span of "Putin".
* Single letters with full stops between them are one token: "U.S." is "us".
* Case endings of Cyrillic words are cut off, so that a name is found in every case.
* Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese, which write words together, give one token a
  character (with the vowels and marks on it), so that a phrase of characters finds a name inside a run.

Tokens hold no ASCII but letters and digits, so SQLite's "ascii" tokenizer, given tokens joined by blanks,
splits exactly there: the index and the memory agree by construction.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

TOKENIZER_VERSION = 2
"""Raised whenever the tokens of some text change: a library with another version is indexed anew."""


class Token(NamedTuple):
    """A folded word and the half-open span ``text[start:end]`` it stands for."""

    text: str
    start: int
    end: int


_PLAIN = (
    *((odd, "'") for odd in "’‘ʼ＇"),
    *((odd, '"') for odd in "“”„«»‹›"),
    *((odd, "-") for odd in "–—‑‐―−"),
    *((odd, " ") for odd in "\u00a0\u2002\u2003\u2009\u202f\u3000"),
    *((odd, "*") for odd in "…•·€£§©®°"),
)
"""Typography that would send nearly every English article down the slow path: each is one plain character wide."""

_SEPARATORS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u115f\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u3105-\u312f"
    "\u3130-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9d\uffa0-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Scripts without blanks between words, or with endings glued on (Korean), as a class of a pattern."""

_INVISIBLE = "\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""What nobody sees inside a word: soft hyphen, joiners, direction marks, the Arabic tatweel."""

_GLUED = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u1160-\u11ff\uff9e\uff9f"
"""Letters that only continue the one before: Thai and Lao vowels, Hangul taken apart, half-width voicing marks."""

_STROKES = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ŧ": "t"}
)
"""Letters without a decomposition that people type without their stroke."""

_POSSESSIVE = re.compile(r"'(?<=\S')[sS](?!\w)")  # the mark stands first, so that the search leaps to it
_DOTTED = re.compile(r"(?<![a-z0-9])[a-z](?:\.[a-z])+(?![a-z0-9])")
_DOTTED_END = re.compile(r"\.[a-z](?![a-z0-9])")
_ASCII_WORD = re.compile(rf"{_DOTTED.pattern}|[a-z0-9]+")


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text, in order, with their spans in code points of ``text``."""
    plain = _plain(text)
    if plain.isascii():
        found = [(match.group(), *match.span()) for match in _ASCII_WORD.finditer(plain.lower())]
        return [Token(word.replace(".", ""), start, end) for word, start, end in found]
    words = ((fold_word(match.group()), match.start(), match.end()) for match in _any_word().finditer(plain))
    return [Token(folded, start, end) for folded, start, end in words if folded]


def words(text: str) -> list[str]:
    """Return only the folded words of a text: the texts of its tokens, in a quarter of the time."""
    plain = _plain(text)
    if not plain.isascii():
        return [folded for word in _any_word().findall(plain) if (folded := fold_word(word))]
    plain = plain.lower()
    if _DOTTED_END.search(plain):
        plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), plain)
    return plain.translate(_SEPARATORS).split()


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """Return what the spellings of one name have in common: its folded words, joined by single blanks.

    A name without any word (a lone symbol) is its own key, marked so that it never equals a word.
    """
    return " ".join(words(name)) or "=" + unicodedata.normalize("NFKC", name).casefold().replace("\0", "").strip()


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return one word folded: compatibility forms, case, diacritics, strokes and invisible characters gone.

    Vowel signs of Indic and South-East Asian scripts and Japanese voicing marks are no diacritics and stay.
    Folding a folded word changes nothing.
    """
    folded = _fold_once(word)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", folded) if not _is_diacritic(char))
    whole = unicodedata.normalize("NFKC", bare.translate(_STROKES)).casefold()
    return _ENDING.sub("", "".join(char for char in whole if _belongs_to_word(char)))


_ENDING = re.compile(
    "(?<=^[\u0400-\u04ff]{2})(?:ом|ем|[аеёиоуыьюяії])$"
    "|(?<=[\u0400-\u04ff]{3})"
    "(?:ами|ями|ому|ему|ого|его|ыми|ими|ом|ем|ым|им|ои|еи|ыи|ии|ам|ям|ах|ях|ую|юю|ая|яя|ое|ее|ые|ие|ых|их"
    "|[аеиоуыьюяі])$"
)
"""Case endings of Cyrillic words, as they are once й is и: what is left of Ына, Ыну and Ыном is Ын."""


def _is_diacritic(char: str) -> bool:
    """Tell European accents and Semitic points, which people leave out, from signs that make another letter."""
    place = unicodedata.combining(char)
    return place == 1 or 10 <= place <= 36 or place >= 200


def _belongs_to_word(char: str) -> bool:
    return char != "\u0640" and (char.isalnum() or (unicodedata.category(char)[0] == "M" and char != "\u034f"))


def _plain(text: str) -> str:
    """Return a text of the same length with plain typography, without possessives, and in ASCII if it can be.

    It can where all else that it holds are accented Latin letters; other letters are for the slow path, which
    folds whole words.
    """
    plain = text
    if not text.isascii():
        for odd, common in _PLAIN:
            if odd in plain:
                plain = plain.replace(odd, common)
    if "'" in plain:
        plain = _POSSESSIVE.sub("  ", plain)
    if plain.isascii():
        return plain
    rest, accented = {char for char in plain if char > "\x7f"}, _accented()
    if accented.keys() >= rest:
        for char in rest:
            plain = plain.replace(char, accented[char])
    return plain


@cache
def _accented() -> dict[str, str]:
    """The letters that fold to one letter of ASCII, as é does to e."""
    letters = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    folded = {char: fold_word(char) for char in letters if char.isalpha()}
    return {char: plain for char, plain in folded.items() if len(plain) == 1 and plain.isascii()}


@cache
def _any_word() -> re.Pattern[str]:
    """The pattern of a word in any script; built when the first text needs it, for scanning Unicode takes 10 ms."""
    marks = _class_of_marks() + _INVISIBLE + _GLUED
    letter = rf"[^\W_{_UNSPACED}]"
    initial = rf"[^\W\d_{_UNSPACED}]"
    return re.compile(
        rf"(?<!\w){initial}(?:\.{initial})+(?![\w{marks}])"
        rf"|[{_UNSPACED}][{marks}]*"
        rf"|{letter}(?:{letter}|[{marks}])*"
    )


def _class_of_marks() -> str:
    """Return all combining marks of the planes that have any, as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
