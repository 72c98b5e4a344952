"""Where quotation marks open and close: curly, straight, single, guillemets; nested; over several paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
OPENER = re.compile(
    r"[“«„\"‘'](?:(?<=[“«„])|(?<=\")(?<![\w.,;:!?]\")(?=[\w¿¡$€£'‘(\[.…-])|(?<=[‘'])(?<![\w.,;:!?][‘'])(?=\w))"
)
"""The mark itself stands first, so that the search leaps from mark to mark."""
CLOSERS = {
    "“": re.compile(r"”|(?<=[.,!?…])\"(?!\w)"),
    "«": re.compile(r"»"),
    "„": re.compile(r"[“”]"),
    '"': re.compile(r"(?<!\s)\"(?!\w)"),
    "‘": re.compile(r"(?<=[.,!?…])’(?!\w)|(?<=[\w)])’(?=[\s.,;:!?)—–]|$)"),
    "'": re.compile(r"(?<=[.,!?…])'(?!\w)|(?<=[\w)])'(?=[\s.,;:!?)—–]|$)"),
}
APOSTROPHES = frozenset("‘'")
PLURAL_POSSESSIVE = re.compile(r"s['’]\s[a-z]+\s[^.!?‘’']{0,80}[.,!?][’']")
""" "the leaders’ plan" inside a quotation that goes on to its own mark."""
ELISION = re.compile(r"['‘](?:em|til|tis|twas|cause|round|n|\d0s?)\b", re.IGNORECASE)
MOST_PARAGRAPHS = 20  # that one quotation runs over
MOST_SINGLE_QUOTED = 600  # characters between single marks; more are two apostrophes


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between quotation marks: ``text[start:end]``, the marks included."""

    start: int
    end: int

    def inner(self, text: str) -> str:
        """Return the words between the marks."""
        return text[self.start + 1 : self.end - 1].strip()


def find_marked(text: str) -> list[Marked]:
    """Return the outermost quotations of a text whose paragraphs are separated by blank lines, in order."""
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
    found: list[Marked] = []
    for number, (start, end) in enumerate(paragraphs):
        begin = max(start, found[-1].end) if found else start
        found.extend(_in_paragraph(text, begin, end, paragraphs[number + 1 : number + MOST_PARAGRAPHS]))
    return found


def _in_paragraph(text: str, start: int, end: int, later: Sequence[tuple[int, int]]) -> Iterator[Marked]:
    unclosed: set[str] = set()
    while start < end and (opener := OPENER.search(text, start, end)) is not None:
        mark, at = opener[0], opener.start()
        start = at + 1
        if mark in unclosed or (mark in APOSTROPHES and ELISION.match(text, at)):
            continue
        close = _close(text, mark, at, end)
        if close is not None:
            yield Marked(at, close)
            start = close
        elif mark not in APOSTROPHES:
            unclosed.add(mark)
            if (close := _close_later(text, mark, later)) is not None:
                yield Marked(at, close)
                return


def _close(text: str, mark: str, at: int, end: int) -> int | None:
    """Return the end of the quotation that opens at ``at`` and closes in the same paragraph."""
    limit = min(end, at + MOST_SINGLE_QUOTED) if mark in APOSTROPHES else end
    closer = CLOSERS[mark].search(text, at + 1, limit)
    while closer is not None and mark in APOSTROPHES and PLURAL_POSSESSIVE.match(text, closer.start() - 1):
        closer = CLOSERS[mark].search(text, closer.end(), limit)
    return closer.end() if closer is not None else None


def _close_later(text: str, mark: str, later: Sequence[tuple[int, int]]) -> int | None:
    """Return the end of a quotation that each later paragraph opens again and the last one closes."""
    for start, end in later:
        if text[start] != mark:
            return None
        close = _close(text, mark, start, end)
        if close is not None:
            return close
    return None
