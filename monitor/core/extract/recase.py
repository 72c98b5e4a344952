"""Capital lines rewritten as a sentence would be, for the model to read: same length, never stored.

The models know names by their capitals; in "TALKS FAIL IN GENEVA" every word has them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from string import ascii_lowercase

WORD = re.compile(r"[^\W\d_]+(?:['’\-&.][^\W\d_]+)*")
CAPITAL_SHARE = 0.8  # of a line's letters, from which on its capitals say nothing
MIN_LETTERS = 4
ACRONYM_LETTERS = 3  # words up to this long keep their capitals unless the article writes them otherwise
_SMALL_LETTERS = ascii_lowercase.encode()
SENTENCE_OPENERS = ".!?:\"“”‘'("

SMALL_WORDS = frozenset(
    "a after an and are as at be before been but by for from had has have in into is it its not no of off on or out "
    "over than the to under up was were who will with".split()
)

Casing = Mapping[str, str]
"""How an article writes a word inside its sentences, by the word in lower case."""


def learn_casing(text: str, wanted: Container[str] | None = None) -> Casing:
    """Return the usual spelling of the words of ``text`` where a capital means something: inside sentences.

    Args:
        text: The text.
        wanted: The words that are asked for, in lower case; None for all.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for line in text.split("\n"):
        if is_capital_line(line):
            continue
        for word in WORD.finditer(line):
            lower = word[0].lower()
            if wanted is not None and lower not in wanted:
                continue
            before = line[: word.start()].rstrip()
            if word[0][0].islower() or (before and before[-1] not in SENTENCE_OPENERS):
                spellings[lower][word[0]] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in spellings.items()}


def capital_words(text: str) -> set[str]:
    """Return the words of the lines of ``text`` that would be rewritten, in lower case; none where no line would."""
    return {word.lower() for line in text.split("\n") if is_capital_line(line) for word in WORD.findall(line)}


def recase(text: str, casing: Casing) -> str:
    """Return ``text`` with its capital lines rewritten: known words as elsewhere, the others with one capital."""
    return "\n".join(_recase_line(line, casing) if is_capital_line(line) else line for line in text.split("\n"))


def is_capital_line(line: str) -> bool:
    """Whether so many letters of a line are capitals that they do not mark names."""
    plain = line.encode("ascii", "ignore")
    small = len(plain) - len(plain.translate(None, _SMALL_LETTERS))
    if small > (1 - CAPITAL_SHARE) * len(line) + 1:  # whatever else stands there: nearly every line of prose
        return False
    letters = [letter for letter in line if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= MIN_LETTERS and capitals >= CAPITAL_SHARE * len(letters)


def _recase_line(line: str, casing: Casing) -> str:
    return WORD.sub(lambda word: recase_word(word[0], casing), line)


def recase_word(word: str, casing: Casing) -> str:
    """Return a word of capitals as it would stand inside a sentence, equally long."""
    lower = word.lower()
    if lower in casing:
        written = casing[lower]
    elif lower in SMALL_WORDS:
        written = lower
    elif len(word) <= ACRONYM_LETTERS:
        written = word
    else:
        written = "-".join(part.capitalize() for part in lower.split("-"))
    return written if len(written) == len(word) else word
