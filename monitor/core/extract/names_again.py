"""Names that a model saw once and missed elsewhere in the article, found again by their words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from monitor.core.extract.names_sightings import Sighting, fold, goes_on, occurrences, sight
from monitor.core.extract.names_words import CALENDAR_WORDS, TITLE_WORDS
from monitor.core.terms import EntityType

CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ](?<![\w.].)(?:['’](?=[A-Z]))?(?:[\w.-]*\w)?")
FIRST_WORD = re.compile(r"[^\W\d_](?:['’](?=[A-Z]))?(?:[\w.-]*\w)?")
WORD_BEFORE = re.compile(r"[\w.'’-]*$")
SENTENCE_END = ".!?:;\"“”‘'(—–\n"
LONGEST_WORD = 40  # characters looked back for the word before
MIN_LETTERS = 3  # of a single word that is looked for again


def find_again(
    text: str, sightings: Sequence[Sighting], names: Mapping[str, EntityType], surnames: Collection[str]
) -> Iterator[Sighting]:
    """Yield the names and surnames that stand in ``text`` outside all ``sightings``.

    Args:
        text: The passage.
        sightings: What is known of it already, in order and never overlapping.
        names: Names as printed, with their types.
        surnames: Folded single-word short forms of people.
    """
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for name in names:
        first_word = FIRST_WORD.match(name)
        if first_word is not None:
            by_first_word[first_word[0]].append(name)
    ends = iter([*((sighting.start, sighting.end) for sighting in sightings), (len(text), len(text) + 1)])
    taken_from, taken_to = next(ends)
    is_small: dict[str, bool] = {}
    for match in CAPITALISED.finditer(text):
        start = match.start()
        while taken_to <= start:
            taken_from, taken_to = next(ends)
        if start < taken_from:
            known = by_first_word.get(match[0])
            found = _known_name(text, start, taken_from, known) if known else None
            if found is not None:
                type_, rule, end = names[found], "seen elsewhere", start + len(found)
            elif fold(match[0]) in surnames and match[0] not in CALENDAR_WORDS:
                type_, rule, end = EntityType.PERSON, "surname", match.end()
            else:
                continue
            if _stands_alone(text, start, end) and not _is_common(text, start, end, is_small):
                yield sight(text, start, end, type_, rule)


def _known_name(text: str, start: int, limit: int, names: Sequence[str]) -> str | None:
    """Return the longest of the names that stands at ``start``, whole."""
    fitting = [
        name
        for name in names
        if text.startswith(name, start)
        and start + len(name) <= limit
        and not text[start + len(name) : start + len(name) + 1].isalnum()
        and (" " in name or (len(name) >= MIN_LETTERS and name not in CALENDAR_WORDS))
    ]
    return max(fitting, key=len, default=None)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no capitalised word that is no title touches the name: then it is not a part of a longer one."""
    rest = text[end : end + 2]
    if rest[:1] in ("-", "‑") or (rest[:1] == " " and rest[1:].isupper()):
        return False
    gap = text[start - 1 : start] if start else ""
    if gap == "-":
        return False
    if gap != " ":
        return True
    found = WORD_BEFORE.search(text, max(0, start - 1 - LONGEST_WORD), start - 1)
    before = found[0] if found else ""
    if not before[:1].isupper() or before.lower() in TITLE_WORDS:
        return True
    opens = text[max(0, start - 4 - len(before)) : start - 1 - len(before)].rstrip(" ")[-1:]
    return not opens or opens in SENTENCE_END


def _is_common(text: str, start: int, end: int, is_small: dict[str, bool]) -> bool:
    """Whether the text writes a single word small as well: then its capital says nothing, but "WHO" is not "who".

    ``is_small`` remembers which words it does: a book has thousands of places to look from, and few words.
    """
    word = text[start:end]
    if word.isupper() and len(word) > 1:
        line_end = text.find("\n", end)
        line = text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(text)]
        return line.isupper()
    if " " in word:
        return False
    small = word.lower()
    if small not in is_small:
        is_small[small] = any(
            not goes_on(before) and not goes_on(after[:1]) for before, after in occurrences(text, small)
        )
    return is_small[small]
