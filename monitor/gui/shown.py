"""What of a text is put on the screen, and where its spans are there: the one place that counts in UTF-16.

A page of text is cut and broken before Qt sees it, because laying out one long run or one long text stops the
window (reliability.md, finding 11).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SHOWN_LENGTH = 200_000  # code points of a text that are shown at once; "show all" goes on from there
RUN_LENGTH = 1_000  # code points without white space that Qt may have to lay out as one word
_LONG_RUN = re.compile(rf"\S{{{RUN_LENGTH + 1},}}")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source, half-open in code points, and what stands before it on the screen."""

    start: int
    end: int
    before: str = ""


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A stretch of the shown text, half-open, in UTF-16 code units as ``QTextCursor`` counts."""

    start: int
    end: int


class ShownText:
    """Some stretches of a text as they are shown one after another, with spans translated there and back."""

    def __init__(
        self, source: str, pieces: Iterable[Piece], *, reflow: bool = False, length: int = SHOWN_LENGTH
    ) -> None:
        """Lay out the pieces, in order of the source and without overlap.

        Args:
            source: The text that spans count in.
            pieces: What of it is shown.
            reflow: Show the line ends inside a piece as blanks, for paragraphs of wrapped lines.
            length: How many code points of the source are shown at most.
        """
        self._reflow = reflow
        self._length = length
        self._source = source
        self._wide = [found.start() for found in _WIDE.finditer(source)]  # each takes two units
        self._pieces: list[Piece] = []
        self._sources: list[int] = []  # where each piece begins in the source, in code points
        self._starts: list[int] = []  # and on the screen, in units
        self.is_cut = False
        self.text = "".join(self._lay_out(pieces))

    def spans(self, start: int, end: int) -> list[ShownSpan]:
        """Return where a span of the source is shown: one stretch, several where it is broken, none where left out."""
        first = max(0, bisect_right(self._sources, start) - 1)
        found = []
        for piece, shown in zip(self._pieces[first:], self._starts[first:], strict=True):
            if piece.start >= end:
                break
            left, right = max(start, piece.start), min(end, piece.end)
            if left < right:
                offset = shown - self._units(piece.start)
                found.append(ShownSpan(offset + self._units(left), offset + self._units(right)))
        return found

    def place(self, shown: int) -> int | None:
        """Return the source's offset of a place on the screen, None between pieces."""
        number = bisect_right(self._starts, shown) - 1
        if number < 0:
            return None
        piece = self._pieces[number]
        units = self._units(piece.start) + shown - self._starts[number]
        wide = bisect_left(range(len(self._wide)), units, key=lambda n: self._wide[n] + n)
        return units - wide if units - wide < piece.end else None

    def _units(self, place: int) -> int:
        """Return an offset of the source in UTF-16 code units."""
        return place + bisect_left(self._wide, place)

    def _lay_out(self, pieces: Iterable[Piece]) -> Iterator[str]:
        units = length = 0
        for piece in self._broken(pieces):
            before = piece.before if length else ""
            end = min(piece.end, piece.start + self._length - length)
            self.is_cut = self.is_cut or end < piece.end
            if end <= piece.start:
                return
            self._pieces.append(Piece(piece.start, end))
            self._sources.append(piece.start)
            self._starts.append(units + len(before))
            units += len(before) + self._units(end) - self._units(piece.start)
            length += end - piece.start
            yield before + self._dress(self._source[piece.start : end])

    def _dress(self, text: str) -> str:
        shown = as_shown(text)
        return shown.replace("\n", " ") if self._reflow else shown

    def _broken(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Cut runs that Qt would lay out as one endless word."""
        for piece in pieces:
            start, before = piece.start, piece.before
            for run in _LONG_RUN.finditer(self._source, piece.start, piece.end):
                for cut in range(run.start() + RUN_LENGTH, run.end(), RUN_LENGTH):
                    yield Piece(start, cut, before)
                    start, before = cut, "\n"
            yield Piece(start, piece.end, before)


def paragraphs(source: str, stretches: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return stretches of a text as paragraphs with a blank line between, white space at their ends left out.

    Stretches of one line (a dateline and the sentence after it) stay in one paragraph.
    """
    pieces: list[Piece] = []
    for start, end in stretches:
        bare = source[start:end]
        first, last = start + len(bare) - len(bare.lstrip()), end - (len(bare) - len(bare.rstrip()))
        if first < last:
            together = bool(pieces) and "\n" not in source[pieces[-1].end : first]
            pieces.append(Piece(first, last, " " if together else "\n\n"))
    return pieces


def as_shown(text: str) -> str:
    """Return a text of the same length in which nothing can end a block or turn the line around unseen."""
    if _is_plain(text):
        return text
    return _DIRECTION.sub("\u2422", _HIDDEN.sub("\ufffd", text))


def one_line(text: str, length: int = 300) -> str:
    """Return a title as a list may show it: one line, cut at a length."""
    bare = as_shown(" ".join(text[: 4 * length].split()))
    return bare if len(bare) <= length else bare[: length - 1] + "…"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
