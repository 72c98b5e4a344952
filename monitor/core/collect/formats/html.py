"""Saved web pages, HTML and XHTML: all visible text in order; what the content extractor leaves out is furniture.

lxml loses text without an exception where a page is nested too deeply or a text is too long (its log then holds a
fatal entry); such a page is read by the standard library's parser, which loses nothing, and marked partial.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from monitor.core.collect.encoding import Decoded, clean_text, decode
from monitor.core.collect.formats.html_facts import PageFacts
from monitor.core.collect.formats.html_text import TextBlock, TextBuilder
from monitor.core.collect.formats.text import DOUBTFUL
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, SourceDefaults

BROKEN = Reason(
    "broken_markup", "The page's markup is broken or too deep; all text was read, but not told apart from the page."
)
HEAD_BYTES = 4096  # in which a page declares its encoding
MAX_TAG = 100_000  # characters of one tag; checking so many attributes for doubles takes lxml minutes
MAX_BLOCKS = 20_000  # paragraphs of a page that is given to the content extractor
SHINGLE = 4  # words that must stand together in what the extractor kept
KEPT_SHARE = 0.5  # of a paragraph's shingles; the extractor may drop links out of the middle
SHORT_WORDS = 8  # of a paragraph that is compared as a whole
MIN_KEPT_CHARACTERS = 200  # of the extractor's text; with less it has found no article

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)  # lxml drops what stands after it, browsers show it
_HUGE_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{MAX_TAG},}}")
_ASSIGNMENTS = re.compile(r"[\s\"']\w[\w:-]*\s*=|\s\w+(?=\s)")
_SQUEEZE = re.compile(r"[\W_]+")
_TITLE_SITE = re.compile(r"\s+[|–—·»-]+\s+[^|–—·»]{2,50}$")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a parser got out of a page; ``tree`` is None where the fallback read it."""

    text: str
    blocks: list[TextBlock]
    facts: PageFacts
    tree: Any = None


def read_html(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the one document of a page.

    Raises:
        UnreadableDocument: empty, where the page shows no text.
    """
    decoded = _decode(raw.data)
    page = read_page(clean_text(decoded.text))
    if not page.text.strip():
        raise UnreadableDocument("empty", "The page shows no text.")
    partial = BROKEN if page.tree is None else DOUBTFUL if decoded.doubtful else None
    document = _document(page, raw, decoded, defaults)
    yield replace(document, partial=partial)


def read_page(source: str) -> _Page:
    """Return the text and facts of a page's source: by lxml, or by the fallback where that would lose text."""
    if not _has_huge_tag(source):
        page = _read_with_lxml(source)
        if page is not None:
            return page
    return _read_with_fallback(source)


def _decode(data: bytes) -> Decoded:
    head = data[:HEAD_BYTES]
    declared = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return decode(data, declared=declared.group(1).decode("ascii") if declared else None)


def _has_huge_tag(source: str) -> bool:
    """Tell whether a tag has so many attributes that lxml would take minutes; a long picture in one is no matter."""
    return any(len(_ASSIGNMENTS.findall(tag.group())) > MAX_TAG // 50 for tag in _HUGE_TAG.finditer(source))


def _read_with_lxml(source: str) -> _Page | None:
    """Return the page, or None where lxml lost text: its log holds a fatal entry then."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    data = _PAGE_END.sub(" ", _XML_DECLARATION.sub("", source)).encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):  # nothing to parse, in lxml's eyes
        return None
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        return None
    builder, facts = TextBuilder(), PageFacts()
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        _take_event(event, element, builder, facts)
    text, blocks = builder.finish()
    facts.finish()
    return _Page(text, blocks, facts, tree)


def _take_event(event: str, element: Any, builder: TextBuilder, facts: PageFacts) -> None:
    if event == "start" and isinstance(element.tag, str):
        tag = element.tag.lower()
        attributes = [(str(name).lower(), str(value)) for name, value in element.attrib.items()]
        facts.see(tag, dict(attributes))
        if tag == "script" and (element.get("type") or "").lower() == "application/ld+json":
            facts.see_script(element.text or "")
        elif tag == "title" and facts.title_tag is None:
            facts.title_tag = " ".join("".join(element.itertext()).split()) or None
        builder.open(tag, attributes)
        builder.add(element.text or "")
    elif event == "end" and isinstance(element.tag, str):
        builder.close(element.tag.lower())
        builder.add(element.tail or "")
    elif event in ("comment", "pi"):
        builder.add(element.tail or "")


class _Fallback(HTMLParser):
    """The standard library's parser as a source of the same events."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder, self.facts = TextBuilder(), PageFacts()
        self._script: list[str] | None = None
        self._title: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.facts.see(tag, dict(attrs))
        if tag == "script" and (dict(attrs).get("type") or "").lower() == "application/ld+json":
            self._script = []
        elif tag == "title" and self.facts.title_tag is None:
            self._title = []
        self.builder.open(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.facts.see_script("".join(self._script))
            self._script = None
        elif tag == "title" and self._title is not None:
            self.facts.title_tag = " ".join("".join(self._title).split()) or None
            self._title = None
        self.builder.close(tag)

    def handle_data(self, data: str) -> None:
        for collected in (self._script, self._title):
            if collected is not None:
                collected.append(data)
        self.builder.add(data)


def _read_with_fallback(source: str) -> _Page:
    parser = _Fallback()
    parser.feed(source)
    parser.close()
    text, blocks = parser.builder.finish()
    parser.facts.finish()
    return _Page(text, blocks, parser.facts)


def _document(page: _Page, raw: RawFile, decoded: Decoded, defaults: SourceDefaults) -> Document:
    facts, blocks = page.facts, page.blocks
    kept = _kept_blocks(page)
    furniture = tuple((b.start, b.end) for b, keep in zip(blocks, kept, strict=True) if not keep)
    title = _choose_title(page)
    metadata = {
        "published_method": facts.published_method,
        "modified": facts.modified,
        "section": facts.section,
        "other_titles": [each for each in dict.fromkeys(_named_titles(facts)) if each != title],
    }
    return Document(
        path=raw.path,
        text=page.text,
        format="html",
        sha256=raw.sha256,
        member=raw.member,
        title=title,
        source=facts.source or defaults.source,
        published=facts.published,
        language=_language(facts.language) or defaults.language,
        url=facts.url,
        home_country=defaults.home_country,
        encoding=decoded.encoding,
        bylines=facts.authors,
        furniture=furniture,
        headings=tuple((b.start, b.end) for b, keep in zip(blocks, kept, strict=True) if b.heading and keep),
        captions=tuple((b.start, b.end) for b in blocks if b.caption),
        metadata={name: value for name, value in {**metadata, "description": facts.description}.items() if value},
    )


def _choose_title(page: _Page) -> str | None:
    """Choose the headline that the page shows: of what its head says, what stands in its text; else its first h1."""
    shown = {_form(page.text[b.start : b.end]): page.text[b.start : b.end] for b in reversed(page.blocks) if b.heading}
    named = _named_titles(page.facts)
    for title in named:
        for candidate in (title, _TITLE_SITE.sub("", title)):
            if _form(candidate) in shown:
                return " ".join(shown[_form(candidate)].split())
    first = next((b for b in page.blocks if b.heading == 1 and not b.furniture), None)
    if first:
        return " ".join(page.text[first.start : first.end].split())
    return _TITLE_SITE.sub("", named[0]) if named else None


def _named_titles(facts: PageFacts) -> list[str]:
    """Return the titles that the head gives, the best witness first; what browsers never show comes last."""
    tag = facts.title_tag
    return [*facts.titles, *([tag, _TITLE_SITE.sub("", tag)] if tag else []), *facts.unseen_titles]


def _kept_blocks(page: _Page) -> list[bool]:
    """Tell for each block whether it belongs to the article, by the content extractor; by the tags where that fails."""
    by_tags = [not block.furniture for block in page.blocks]
    extracted = _extract(page)
    if len(extracted) < MIN_KEPT_CHARACTERS:
        return by_tags
    lines = {_form(line) for line in extracted.split("\n")}
    shingles = {shingle for line in lines for shingle in _shingles(line.split())}
    texts = [_form(page.text[block.start : block.end]) for block in page.blocks]
    return [_was_kept(text, lines, shingles) for text in texts]


def _extract(page: _Page) -> str:
    """Return the text that the content extractor keeps, empty where it keeps none or fails on the page."""
    if page.tree is None or len(page.blocks) > MAX_BLOCKS:
        return ""
    try:
        kept = trafilatura.extract(page.tree, fast=True, include_comments=False, include_tables=True, deduplicate=False)
    except (ValueError, TypeError, AttributeError, AssertionError, RecursionError, etree.LxmlError):
        return ""  # its rules meet markup they did not expect; the tags alone have to do
    return kept or ""


def _was_kept(text: str, lines: set[str], shingles: set[tuple[str, ...]]) -> bool:
    words = text.split()
    if len(words) < SHORT_WORDS:
        return text in lines
    own = list(_shingles(words))
    return sum(shingle in shingles for shingle in own) >= KEPT_SHARE * len(own)


def _shingles(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(SHINGLE)), strict=False)


def _form(text: str) -> str:
    return _SQUEEZE.sub(" ", text).strip().casefold()


def _language(value: str | None) -> str | None:
    code = (value or "").replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
