"""The visible text of a page in order, in paragraphs, with what its tags say: heading, caption, furniture."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_SKIPPED = frozenset("script style template head title svg math canvas audio video object embed".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody tfoot thead tr ul "
    "caption legend option optgroup select iframe noscript button label".split()
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CAPTIONS = frozenset({"figcaption"})
_FURNITURE = frozenset("nav footer aside form button select option menu dialog noscript iframe label".split())
_FURNITURE_ROLES = frozenset(
    "navigation banner complementary contentinfo search dialog menu menubar toolbar alert".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
PARAGRAPH_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of a page: the half-open span of the text, and what the tags around it say.

    ``heading`` is 1 to 6 inside h1 to h6, else 0.
    """

    start: int
    end: int
    heading: int = 0
    caption: bool = False
    furniture: bool = False


@dataclass
class TextBuilder:
    """Collects text from the events of a parser: ``open``, ``close`` and ``add`` in document order, then ``finish``."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _line: list[str] = field(default_factory=list)
    _open: list[tuple[str, bool]] = field(default_factory=list)
    _depths: dict[str, int] = field(default_factory=dict)
    _skipping: int = 0
    _furniture: int = 0
    _blocks: list[TextBlock] = field(default_factory=list)

    def open(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        """Take the start of an element."""
        if tag in _BLOCKS:
            self._break()
        elif tag == "br":
            self._line.append("\n")
        elif tag in _CELLS:
            self._line.append("\t")
        if tag in _VOID:
            return
        furniture = tag in _FURNITURE or _is_furniture(attributes)
        self._open.append((tag, furniture))
        self._depths[tag] = self._depths.get(tag, 0) + 1
        self._skipping += tag in _SKIPPED
        self._furniture += furniture

    def close(self, tag: str) -> None:
        """Take the end of an element; what was left open inside it ends with it."""
        if tag in _BLOCKS:
            self._break()
        if not self._depths.get(tag):
            return
        while self._open:
            name, furniture = self._open.pop()
            self._depths[name] -= 1
            self._skipping -= name in _SKIPPED
            self._furniture -= furniture
            if name == tag:
                break

    def add(self, text: str) -> None:
        """Take text."""
        if text and not self._skipping:
            self._line.append(text if self._depths.get("pre") else _BLANKS.sub(" ", text))

    def finish(self) -> tuple[str, list[TextBlock]]:
        """Return the whole text and its blocks."""
        self._break()
        return "".join(self._parts), self._blocks

    def _break(self) -> None:
        """End the paragraph that is being collected."""
        if not self._line:
            return
        text = _tidy("".join(self._line))
        self._line.clear()
        if not text:
            return
        if self._parts:
            self._parts.append(PARAGRAPH_GAP)
            self._length += len(PARAGRAPH_GAP)
        self._parts.append(text)
        self._blocks.append(self._block(self._length, self._length + len(text)))
        self._length += len(text)

    def _block(self, start: int, end: int) -> TextBlock:
        level = next((int(tag[1]) for tag in _HEADINGS if self._depths.get(tag)), 0)
        caption = any(self._depths.get(tag) for tag in _CAPTIONS)
        return TextBlock(start, end, level, caption, self._furniture > 0)


def _tidy(text: str) -> str:
    """Take the blanks away that a browser does not show: around line ends, doubled, at either end."""
    lines = (re.sub(r" {2,}", " ", line).strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _is_furniture(attributes: Iterable[tuple[str, str | None]]) -> bool:
    """Tell whether the attributes of an element say that it is hidden or part of the page."""
    for name, value in attributes:
        if name == "hidden" or (name == "role" and (value or "").strip().lower() in _FURNITURE_ROLES):
            return True
        if name == "aria-hidden" and value == "true":
            return True
        if name == "style" and value and _HIDDEN_STYLE.search(value):
            return True
    return False
