"""Text to paragraphs: where the author, not the page, ended a line.

Blank lines separate paragraphs. In a text without any, each line is a paragraph, unless its lines are 60 to 80 wide
and break in the middle of sentences: then it was wrapped, and a line that ends early ends a paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NARROWEST_WRAP, WIDEST_WRAP = 60, 80  # columns of wrapped text, as the contract says
WRAPPED_LINES = 0.6  # of the lines reach the narrowest width in a wrapped text; the others end paragraphs
BROKEN_SENTENCES = 0.4  # of the line ends of a wrapped text stand inside a sentence
RAGGED = 12  # columns that a wrapped line may leave empty although the next word had fitted
SHORT_LINE = 0.6  # of the widest line; shorter ones inside a paragraph were not wrapped
NARROWEST_GROUP = 40  # columns of lines that stand together and are one paragraph all the same
WIDEST_GROUP = 130  # columns; wider lines that stand together were ended by their author

LONGEST_SHOWN = 8_000  # characters of a unit that the rules look at; their own limits are far below
# Runs over which patterns would walk again and again. No article has them; tables and bombs have.
_MAYBE_LONG_RUN = re.compile(r"\W{6}")  # of every fourth character
_LONG_RUN = re.compile(r"\s{24}|[^\w\s]{24}")
_RUN = re.compile(r"(\s)\s+|(?<=([^\w\s]{3}))[^\w\s]+")
_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?:;…]['\"”’»)\]]*$")
_INDENTED = re.compile(r"[ \t\xa0]{2,}|\t")


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest stretch that gets one verdict: a line, or a paragraph that was wrapped over several.

    ``start`` and ``end`` are offsets without the blanks around it. Units with the same ``paragraph`` number stand in
    one paragraph. ``text`` is what stands there; ``shown`` is what the rules look at: the same, but for a very long
    unit its beginning and end, and without long runs of blanks and marks. Where the two differ, offsets in ``shown``
    mean nothing (``is_odd``).
    """

    start: int
    end: int
    paragraph: int
    text: str
    shown: str

    @property
    def is_odd(self) -> bool:
        """Tell whether the rules see something else than what stands there."""
        return self.shown is not self.text


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    indented: bool


def split_units(text: str) -> list[Unit]:
    """Return the units of a text in order; they cover every character that is not blank."""
    groups = list(_line_groups(text))
    if len(groups) == 1 and len(groups[0]) > 1:
        lines = groups[0]
        groups = list(_unwrapped(lines)) if is_wrapped([line.text for line in lines]) else [[line] for line in lines]
    units: list[Unit] = []
    for number, lines in enumerate(groups):
        single = _lines_before_wrapped(lines)
        units.extend(_unit(line.start, line.text, number) for line in lines[:single])
        if single < len(lines):
            start, end = lines[single].start, lines[-1].end
            units.append(_unit(start, text[start:end], number))
    return units


def _unit(start: int, text: str, paragraph: int) -> Unit:
    shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN // 2] + text[-LONGEST_SHOWN // 2 :]
    if _MAYBE_LONG_RUN.search(shown[::4]) and _LONG_RUN.search(shown):
        shown = _RUN.sub(r"\1", shown)
    return Unit(start, start + len(text), paragraph, text, shown)


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines without a blank one between them are one text wrapped at 60 to 80 columns."""
    if len(lines) < 3 or max(map(len, lines)) > WIDEST_WRAP:
        return False
    inner = lines[:-1]
    wide = sum(len(line) >= NARROWEST_WRAP for line in inner)
    broken = sum(not _ENDS_SENTENCE.search(line) for line in inner)
    continued = sum(line[:1].islower() for line in lines[1:])
    return wide >= WRAPPED_LINES * len(inner) and broken >= BROKEN_SENTENCES * len(inner) and continued > 0


def _line_groups(text: str) -> Iterator[list[_Line]]:
    """Yield the lines between blank lines, each without the blanks around it."""
    group: list[_Line] = []
    for found in _LINE.finditer(text):
        raw = found.group()
        stripped = raw.strip()
        if not stripped:
            if group:
                yield group
            group = []
            continue
        # a match begins right after the line end; two line ends in a row are a blank line
        if group and text.count("\n", group[-1].end, found.start()) > 1:
            yield group
            group = []
        start = found.start() + len(raw) - len(raw.lstrip())
        group.append(_Line(start, start + len(stripped), stripped, _INDENTED.match(raw) is not None))
    if group:
        yield group


def _unwrapped(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Yield the paragraphs of wrapped text: one ends where a line ends early, or where the next is indented."""
    width = max(len(line.text) for line in lines)
    paragraph: list[_Line] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        paragraph.append(line)
        if following is None or _ends_paragraph(line, following, width):
            yield paragraph
            paragraph = []


def _ends_paragraph(line: _Line, following: _Line, width: int) -> bool:
    if following.indented and not line.indented:
        return True
    first_word = following.text.split(None, 1)[0]
    room = min(width, WIDEST_WRAP) - len(line.text) - 1 - len(first_word)
    if room < 0 or first_word[:1].islower():
        return False
    return room >= RAGGED or _ENDS_SENTENCE.search(line.text) is not None


def _lines_before_wrapped(lines: list[_Line]) -> int:
    """Return how many of the lines that stand together are lines of their own before a paragraph that was wrapped."""
    widest = max(len(line.text) for line in lines)
    short = next(number for number, line in enumerate(lines) if len(line.text) >= SHORT_LINE * widest)
    return short if _is_one_paragraph(lines[short:]) else len(lines)


def _is_one_paragraph(lines: list[_Line]) -> bool:
    """Tell whether lines were wrapped: sentences run over their ends, and they are of one width."""
    if len(lines) < 2:
        return False
    widths = [len(line.text) for line in lines[:-1]]
    if max(widths) > WIDEST_GROUP or min(widths) < SHORT_LINE * max(widths) or max(widths) < NARROWEST_GROUP:
        return False
    broken = sum(not _ENDS_SENTENCE.search(line.text) for line in lines[:-1])
    continued = sum(line.text[:1].islower() for line in lines[1:])
    return broken >= BROKEN_SENTENCES * len(widths) and continued > 0
