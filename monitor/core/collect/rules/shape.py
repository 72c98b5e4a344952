"""What a line looks like: a sentence, running prose, a headline, a section heading, a name."""

import functools
import re
from itertools import pairwise

SENTENCE_WORDS = 3  # a line with a full stop and fewer words is an abbreviation or a label
LONG_WORDS = 20  # a line without a full stop and as many words is still a sentence: headlines rarely reach it
PROSE_WORDS = 8  # a paragraph of an article has hardly ever fewer; slogans and labels have
LONG_PROSE_WORDS = 25
BROKEN_LINES = 2  # sentences that run over a line's end; one may be a list or a slip
HEADLINE_WORDS = range(4, 21)
HEADLINE_CHARACTERS = 160
HEADING_WORDS = 10
LABEL_WORDS = 4  # of a heading that ends in a colon; a longer line with one begins a list

_CLOSERS = "\"'”’»)] "  # what may stand after the last full stop of a sentence
_FULL_STOPS = (".", "!", "?", "…", "。", "！", "？")
_STOPS = re.compile(r"[.…,;:–—-]$")
_OPENS = re.compile(r"[A-ZÀ-ÖØ-Þ0-9\"'“‘«„¿¡(\[<#$€£]|[^\x00-\x7f]")
_PARTICLE_NAME = re.compile(
    r"(?:(?:de|del|della|la|le|van|von|der|den|ter|ten|al|el|bin|ibn|ben|di|da|do|dos|du|af|av|zu)[ -]){1,3}[A-ZÀ-Þ]"
)
_ABBREVIATED = re.compile(r"(?:\b(?:[A-Z]\.){2,}|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros|Dept|Ave|St|vs|etc)\.)$")
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*$")
_FUNCTION_WORDS = frozenset(
    "a an the and or but nor of in on at by to for from with without as than that which who whom whose into onto "
    "over under "
    "between among about after before during until since against through is are was were be been being has have had do "
    "does did will would shall should may might can could must not his her its their our your my this these those when "
    "while where if because le la les un une des du de et ou à dans sur pour par avec der die das ein eine und "
    "oder von "
    "zu im am el los las una y o en con del al".split()
)
_ALLOWED_LAST = frozenset("up out off down over be it not".split())  # headlines do end in "… but few know it"
_REPORTED = re.compile(
    r"\b(?:said|says|told|urged|asked|added|tells|according to|a dit|a déclaré|sagte|dijo|ha detto)\b"
)
_LETTER = re.compile(r"[^\W\d_]")
_TABLE = re.compile(r"\bvs\b|\d\s{2,}\d")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!\S)[\d(+-][\d.,:%/()+-]*(?!\S)")
TABLE_NUMBERS = 3  # words that are numbers; headlines rarely have more than two
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ\u0100-\u024f][\w.'’-]*|[A-Z]\.|(?:de|la|el|al|bin|ibn|van|von|der|den|da|dos|di|du|le|ten|y|e|"
    r"of)\b[\w'’-]*)$"
)


@functools.lru_cache(maxsize=256)  # the rules ask several times about one paragraph
def count_words(text: str) -> int:
    """Return the number of words between blanks."""
    return len(text.split())


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends in a full stop, a question or a cry, perhaps with quotation marks after it."""
    return text.rstrip(_CLOSERS).endswith(_FULL_STOPS)


def is_sentence(text: str) -> bool:
    """Tell whether a line is a sentence of its own, not a label, a heading or a cell of a table."""
    words = count_words(text)
    return words >= LONG_WORDS or (words >= SENTENCE_WORDS and ends_sentence(text))


def is_reported(text: str) -> bool:
    """Tell whether a text is a sentence that tells what somebody said or did; pages talk to the reader otherwise."""
    return ends_sentence(text) and _REPORTED.search(text) is not None


def is_prose(text: str) -> bool:
    """Tell whether a line is long enough, and ends as it should, to be a paragraph of an article."""
    words = count_words(text)
    return words >= LONG_PROSE_WORDS or (words >= PROSE_WORDS and ends_sentence(text))


def is_capitals(text: str) -> bool:
    """Tell whether a text has letters and all of them are capitals."""
    return text.isupper()


def opens_line(text: str) -> bool:
    """Tell whether a text may begin a line of its own: not in the middle of a sentence."""
    return _OPENS.match(text) is not None


def is_headline_like(text: str) -> bool:
    """Tell whether a line may be a headline by its length, its beginning and its end."""
    return (
        len(text) <= HEADLINE_CHARACTERS
        and count_words(text) in HEADLINE_WORDS
        and opens_line(text)
        and not _STOPS.search(text)
        and not ends_statement(text)
        and not ends_open(text)
        and not is_table_row(text)
    )


def ends_statement(text: str) -> bool:
    """Tell whether a text ends as a statement does: headlines may end in a question or a cry, never in a full stop."""
    end = text.rstrip(_CLOSERS)
    if not end.endswith(_FULL_STOPS) or end.endswith(("?", "!", "...", "…")):
        return False
    return _ABBREVIATED.search(end, max(0, len(end) - 12)) is None


def is_plainly_headline(text: str, following: str) -> bool:
    """Tell whether the first line of an article that comes without a title is its headline."""
    if text.endswith(("?", "!")):
        return False  # articles begin with a question as well
    return is_headline_like(text) and opens_line(following) and is_prose(following) and len(following) > len(text)


def breaks_sentences(lines: list[str]) -> bool:
    """Tell whether the lines of a text end inside its sentences: then a short one is neither headline nor heading."""
    return sum(is_broken(line, following) for line, following in pairwise(lines)) >= BROKEN_LINES


def is_broken(line: str, following: str) -> bool:
    """Tell whether a sentence runs over the end of a line."""
    return not ends_sentence(line) and (goes_on(following) or ends_open(line))


def goes_on(line: str) -> bool:
    """Tell whether a line begins inside a sentence; "van der Meer's visit" does not."""
    return line[:1].islower() and not _PARTICLE_NAME.match(line)


def is_heading_like(text: str) -> bool:
    """Tell whether a line between two paragraphs may be a section heading."""
    return (
        count_words(text) <= HEADING_WORDS
        and len(text) <= 100
        and opens_line(text)
        and _LETTER.search(text) is not None
        and (not _STOPS.search(text) or (text.endswith(":") and count_words(text) <= LABEL_WORDS))
        and not ends_statement(text)
        and not ends_open(text)
        and not is_table_row(text)
    )


def is_table_row(text: str) -> bool:
    """Tell whether a line is a row of figures."""
    digits = len(_DIGIT.findall(text))
    if not digits:
        return " vs " in text
    return digits * 3 > len(text) or len(_NUMBER.findall(text)) >= TABLE_NUMBERS or _TABLE.search(text) is not None


def is_name_like(text: str, *, longest: int = 5) -> bool:
    """Tell whether a text may be the name of a person, of at most so many words."""
    words = text.split()
    return 0 < len(words) <= longest and words[0][:1].isupper() and all(_NAME_WORD.match(word) for word in words)


def ends_open(text: str) -> bool:
    """Tell whether a line ends in a word that wants another: it was broken inside a sentence."""
    last = _LAST_WORD.search(text)
    return last is not None and last.group(1).islower() and last.group(1) in _FUNCTION_WORDS - _ALLOWED_LAST
