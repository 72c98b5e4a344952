"""Pages of many layouts: every paragraph of the body is kept, and nothing else counts."""

from pathlib import Path

import pytest

from monitor.core.collect.article import make_article
from monitor.core.records import Document
from monitor.core.terms import Zone

LAYOUTS = Path(__file__).parent / "layouts.txt"
EXPECTED = {
    "H": lambda zones: zones == {Zone.HEADLINE},
    "D": lambda zones: Zone.BODY in zones or zones == {Zone.DATELINE},
    "B": lambda zones: zones == {Zone.BODY},
    "N": lambda zones: not zones & {Zone.BODY, Zone.HEADLINE},
}


def _pages():
    pages, lines = {}, []
    for line in LAYOUTS.read_text(encoding="utf-8").split("\n"):
        if line.startswith("=== "):
            lines = pages.setdefault(line.removeprefix("=== "), [])
        elif not line.startswith("#"):
            lines.append((line[:1], line[2:]))
    return pages


PAGES = _pages()


def _wrong(lines, line_end):
    """The lines of a page whose zones are not what their first letter says, with those zones."""
    text, spans = "", []
    for letter, line in lines:
        if letter:
            spans.append((letter, len(text), len(text) + len(line)))
        text += line + line_end if letter or line_end == "\n" else ""
    article = make_article(Document(path="-", text=text, format="text", sha256=""))
    wrong = []
    for letter, start, end in spans:
        zones = {block.zone for block in article.blocks if block.start < end and block.end > start}
        if not EXPECTED[letter](zones):
            wrong.append((letter, text[start:end], sorted(zone.value for zone in zones)))
    return wrong


@pytest.mark.parametrize("name", PAGES)
def test_a_page_copied_line_by_line_is_divided(name):
    assert _wrong(PAGES[name], "\n") == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_copied_with_blank_lines_is_divided(name):
    assert _wrong(PAGES[name], "\n\n") == []
