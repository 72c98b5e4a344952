"""A text as a model reads it best, and the way back from its offsets: wrapped lines joined, endless runs cut short."""

import bisect
import re
from dataclasses import dataclass

WRAP_COLUMN = 60  # a line at least this long that ends inside a sentence goes on in the next one
ENDLESS_RUN = r"\S{513,}|[^\w\s]{33,}"  # spaCy's tokenizer takes time with the square of the punctuation in a run
UNSPACED_LANGUAGES = frozenset({"ja", "km", "lo", "my", "th", "zh"})
LINE_BREAK = r"(?<=[^\s.!?:;\"”»])[ \t]*\n[ \t]*(?=[^\s•*–—-])"
PERHAPS_WRAPPED = re.compile(r"\n(?:(?<=[^\s.!?:;\"”»].)|(?<=[ \t].))[ \t]*(?=[^\s•*–—-])", re.DOTALL)
SHORTEST_RUN = 33  # characters without a blank that may be an ENDLESS_RUN
REWRITTEN = re.compile(rf"{ENDLESS_RUN}|{LINE_BREAK}|[ \t\xa0]{{2,}}")


@dataclass(frozen=True, slots=True)
class ReadableCopy:
    """The copy: ``text``, in which stretches begin at ``starts`` that stand at ``origins`` in the original."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Return where in the original the character at ``offset`` of the copy stands."""
        stretch = bisect.bisect_right(self.starts, offset) - 1
        return self.origins[stretch] + offset - self.starts[stretch]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that ``text[start:end]`` was."""
        if len(self.starts) == 1:  # nothing was rewritten
            return start, end
        return self.original(start), self.original(end - 1) + 1


def make_readable(text: str, language: str | None) -> ReadableCopy:
    """Return the copy of a text: wrapped lines joined, blanks single, each run that chokes tokenizers one blank."""
    if language in UNSPACED_LANGUAGES or not _may_be_rewritten(text):
        return ReadableCopy(text, (0,), (0,))
    parts, starts, origins = [], [0], [0]
    length = position = 0
    for match in REWRITTEN.finditer(text):
        if "\n" in match[0] and not _is_wrapped(text, match.start()):
            continue
        parts.append(text[position : match.start()] + " ")
        length += match.start() - position + 1
        position = match.end()
        starts.append(length)
        origins.append(position)
    if not parts:
        return ReadableCopy(text, (0,), (0,))
    parts.append(text[position:])
    return ReadableCopy("".join(parts), tuple(starts), tuple(origins))


def _may_be_rewritten(text: str) -> bool:
    """Take a quick look for what REWRITTEN finds: most texts have nothing of it, and the pattern tries every letter."""
    return (
        "  " in text
        or "\t" in text
        or "\xa0" in text
        or PERHAPS_WRAPPED.search(text) is not None
        or max(map(len, text.split()), default=0) >= SHORTEST_RUN
    )


def _is_wrapped(text: str, line_end: int) -> bool:
    """Whether the line that ends here is so long that its sentence may go on in the next."""
    return line_end - (text.rfind("\n", 0, line_end) + 1) >= WRAP_COLUMN
