"""Where the lines of a printed page belong: columns in reading order, lines to paragraphs, hyphens joined.

Columns are found by the gutter between them, after the recursive cuts of Nagy and Seth (1984): the few lines that
cross a gutter, such as headlines, part the page into bands, and each band is read column by column.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

CELL = 2.0  # points; how finely a page is searched for a gutter
MIN_GUTTER = 6.0  # points; narrower gaps are those between words
MIN_LINES = 4  # of a column; fewer lines side by side are a table or a caption
MIN_CHARACTERS = 12  # of the lines of a column on average; shorter ones are the cells of a table
CROSSING_SHARE = 0.25  # of the lines may cross a gutter: headlines, pictures' captions
OVERLAP = 0.5  # of the height of the lower column must stand beside the other
MAX_DEPTH = 6  # of columns inside columns
SAME_LINE = 0.5  # of their height that two stretches share where they stand on one line
WIDE_PITCH = 1.35  # times the usual distance between lines; more ends a paragraph
USUAL_PITCH = 1.25  # times the size of the letters; where too few lines tell
SAME_SIZE = 0.12  # by which letters of one paragraph differ in size
INDENT = 0.8  # times the size of the letters; more begins a paragraph
SHORT_LINE = 0.85  # of the column's width; a sentence that ends before it ends a paragraph

_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’»)\]]*$")
_HYPHENS = "-\xad\u2010\x02\ufffe"
_SOFT = "\xad\x02\ufffe"  # hyphens that stand at line ends only; PDFium writes the last two for them


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on a page: its box in points from the lower left corner, and the size of its letters."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make a paragraph; ``size`` is that of its letters in points."""

    text: str
    size: float


def order_columns(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Return the lines in reading order, a list for each stretch of a column."""
    gutter = _find_gutter(lines) if depth < MAX_DEPTH else None
    if gutter is None:
        return [sorted(lines, key=lambda line: (-line.middle, line.left))] if lines else []
    crossing = sorted((each for each in lines if each.left < gutter < each.right), key=lambda each: -each.middle)
    beside = [each for each in lines if not each.left < gutter < each.right]
    stretches: list[list[Line]] = []
    for border in [*crossing, None]:
        band = [each for each in beside if border is None or each.middle > border.middle]
        beside = [each for each in beside if border is not None and each.middle <= border.middle]
        for column in (
            [each for each in band if each.right <= gutter],
            [each for each in band if each.left >= gutter],
        ):
            stretches += order_columns(column, depth + 1)
        if border is not None:
            _append_crossing(stretches, border, fresh=bool(band))
    return stretches


def make_blocks(lines: Sequence[Line], known: frozenset[str] = frozenset()) -> list[Block]:
    """Join the lines of one column to paragraphs; ``known`` are words that have a hyphen of their own."""
    rows = _rows(lines)
    if not rows:
        return []
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    distances = [above.middle - below.middle for above, below in pairwise(rows)]
    usual = median(distances) if len(distances) >= 3 else USUAL_PITCH * median(row.size for row in rows)
    pitch = min(usual, 2 * median(row.size for row in rows))
    blocks: list[Block] = []
    for number, row in enumerate(rows):
        before = rows[number - 1] if number else None
        if before is None or _begins_paragraph(before, row, pitch, left, right):
            blocks.append(Block(row.text, row.size))
        else:
            blocks[-1] = replace(blocks[-1], text=join_lines(blocks[-1].text, row.text, known))
    return blocks


def join_lines(text: str, following: str, known: frozenset[str] = frozenset()) -> str:
    """Put a line behind the text before it; a word that was divided becomes whole."""
    if not text.endswith(tuple(_HYPHENS)) or not following[:1].isalpha() or text[-2:-1] == " ":
        return f"{text} {following}"
    head, tail = re.split(r"\s", text[:-1])[-1], re.split(r"\s", following)[0]
    parted = following[:1].islower() and f"{head}-{tail}".strip(".,;:!?").casefold() not in known
    if parted or text[-1] in _SOFT:
        return text[:-1] + following
    return f"{text[:-1]}-{following}"


def continues(text: str, following: str) -> bool:
    """Tell whether a paragraph goes on in another column or on another page."""
    if text.endswith(tuple(_HYPHENS)):
        return following[:1].islower()
    return not _SENTENCE_END.search(text) and following[:1].islower()


def hyphenated_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of a text that have a hyphen inside a line, and so one of their own."""
    return frozenset(word.casefold() for text in texts for word in re.findall(r"\w+-\w+", text))


def _append_crossing(stretches: list[list[Line]], border: Line, *, fresh: bool) -> None:
    """Add a line that crosses the gutter, to the one before it where nothing stands between the two."""
    if stretches and not fresh and stretches[-1]:
        stretches[-1].append(border)
    else:
        stretches.append([border])


def _find_gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the best gap between two columns, None where there is no second column."""
    if len(lines) < 2 * MIN_LINES:
        return None
    start, stop = min(line.left for line in lines), max(line.right for line in lines)
    cells = max(int((stop - start) / CELL), 1)
    covered = [0] * (cells + 1)
    for line in lines:
        for cell in range(int((line.left - start) / CELL), min(int((line.right - start) / CELL), cells) + 1):
            covered[cell] += 1
    best = None
    for first, last, count in _gaps(covered, int(CROSSING_SHARE * len(lines))):
        gutter = start + (first + last + 1) / 2 * CELL
        if (last - first + 1) * CELL >= MIN_GUTTER and _parts_columns(lines, gutter):
            score = (-count, last - first)
            best = max(best, (score, gutter)) if best else (score, gutter)
    return best[1] if best else None


def _gaps(covered: Sequence[int], most: int) -> Iterable[tuple[int, int, int]]:
    """Yield the runs of cells that equally few lines cover: first, last, how many lines."""
    first = 0
    for cell in range(1, len(covered) + 1):
        if cell == len(covered) or covered[cell] != covered[first]:
            if covered[first] <= most:
                yield first, cell - 1, covered[first]
            first = cell


def _parts_columns(lines: Sequence[Line], gutter: float) -> bool:
    sides = [[each for each in lines if each.right <= gutter], [each for each in lines if each.left >= gutter]]
    if any(
        len(side) < MIN_LINES or sum(len(each.text) for each in side) < MIN_CHARACTERS * len(side) for side in sides
    ):
        return False
    tops = [max(each.top for each in side) for side in sides]
    bottoms = [min(each.bottom for each in side) for side in sides]
    shared = min(tops) - max(bottoms)
    return shared >= OVERLAP * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Join the stretches that stand on one line."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last and min(last.top, line.top) - max(last.bottom, line.bottom) > SAME_LINE * min(
            last.top - last.bottom, line.top - line.bottom
        ):
            left, right = sorted((last, line), key=lambda each: each.left)
            rows[-1] = Line(
                f"{left.text} {right.text}",
                left.left,
                max(last.right, line.right),
                min(last.bottom, line.bottom),
                max(last.top, line.top),
                max(last.size, line.size),
            )
        else:
            rows.append(line)
    return rows


def _begins_paragraph(before: Line, row: Line, pitch: float, left: float, right: float) -> bool:
    if abs(before.size - row.size) > SAME_SIZE * max(before.size, row.size):
        return True
    if before.middle - row.middle > WIDE_PITCH * pitch:
        return True
    if row.left - left > INDENT * row.size and before.left - left <= INDENT * row.size:
        return True
    ends_early = before.right - left < SHORT_LINE * (right - left)
    return ends_early and bool(_SENTENCE_END.search(before.text))
