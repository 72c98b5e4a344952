"""Names that a model saw once and missed elsewhere in the article, found again by their words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from monitor.core.extract.folding import fold_name
from monitor.core.extract.names_spans import Sighting
from monitor.core.extract.names_words import CALENDAR_WORDS, TITLE_WORDS
from monitor.core.records import EntityType

WORD = re.compile(r"[^\W\d_](?:[\w.-]*\w)?")
SENTENCE_END = ".!?:;\"“”‘'(—–\n"
MIN_LETTERS = 3  # of a single word that is looked for again


def find_again(
    text: str,
    sightings: Sequence[Sighting],
    names: Mapping[str, EntityType],
    surnames: Collection[str],
    common: Collection[str],
) -> Iterator[Sighting]:
    """Yield the names and surnames that stand in ``text`` outside all ``sightings``.

    Args:
        text: The passage.
        sightings: What is known of it already, in order and never overlapping.
        names: Names as printed, with their types.
        surnames: Folded single-word short forms of people.
        common: Words that the article also writes small: no single one of them is taken for a name.
    """
    words = [(match.start(), match.end()) for match in WORD.finditer(text)]
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for name in names:
        first_word = WORD.match(name)
        if first_word is not None:
            by_first_word[first_word[0]].append(name)
    taken = iter([*sightings, Sighting(len(text), len(text), EntityType.OTHER)])
    covering = next(taken)
    for index, (start, end) in enumerate(words):
        while covering.end <= start:
            covering = next(taken)
        if start >= covering.start or not text[start].isupper():
            continue
        found = _known_name(text, start, covering.start, by_first_word.get(text[start:end], ()))
        if found is not None:
            if found in common or not _stands_alone(text, words, index, start + len(found)):
                continue
            yield Sighting(start, start + len(found), names[found], "seen elsewhere")
        elif fold_name(text[start:end]) in surnames:
            word = _unpossessed(text[start:end])
            if word not in common and word not in CALENDAR_WORDS and _stands_alone(text, words, index, end):
                yield Sighting(start, start + len(word), EntityType.PERSON, "surname")


def _known_name(text: str, start: int, limit: int, names: Sequence[str]) -> str | None:
    """Return the longest of the names that stands at ``start``, whole."""
    fitting = [
        name
        for name in names
        if start + len(name) <= limit
        and text.startswith(name, start)
        and not text[start + len(name) : start + len(name) + 1].isalnum()
        and (" " in name or (len(name) >= MIN_LETTERS and name not in CALENDAR_WORDS))
    ]
    return max(fitting, key=len, default=None)


def _stands_alone(text: str, words: Sequence[tuple[int, int]], index: int, end: int) -> bool:
    """Whether no capitalised word that is no title touches the name: then it is not a part of a longer one."""
    if index:
        before_start, before_end = words[index - 1]
        before = text[before_start:before_end]
        gap = text[before_end : words[index][0]]
        opens = before_start == 0 or text[:before_start].rstrip(" ")[-1:] in SENTENCE_END
        if gap in (" ", "-") and before[0].isupper() and not opens and before.lower() not in TITLE_WORDS:
            return False
        if gap == "-":
            return False
    rest = text[end : end + 2]
    return not (rest[:1] in ("-", "‑") or (rest[:1] == " " and rest[1:].isupper()))


def _unpossessed(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
