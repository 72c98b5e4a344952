"""XML of a kind that nobody told us of: its text, a paragraph for each element that holds some."""

import html
from collections.abc import Iterator
from typing import Any

from lxml import etree

from monitor.core.collect.formats.marked import Given, Marked, Paragraph, compose, join_paragraphs
from monitor.core.collect.formats.xml_tree import decode_xml, parse_xml, root_name, text_of
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, SourceDefaults

XML_ENDINGS = (".xml", ".rss", ".atom", ".rdf")
MIN_CHARACTERS = 40  # of a text beside a bomb; less is nothing but the bomb's own name
UNEXPANDED = Reason("unexpanded", "Its entities grow without end; they were left as they are written.")

_PAGE_ROOTS = frozenset("html head body".split())
_CLOSES = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<", ">"))


def looks_like_xml(raw: RawFile) -> bool:
    """Tell whether the bytes are an XML document that is no page."""
    begin = raw.data[:200].replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    if not begin.startswith(b"<") or root_name(raw) in _PAGE_ROOTS:
        return False
    is_named = (raw.member or raw.path).lower().endswith(XML_ENDINGS)
    return is_named or begin.startswith(b"<?xml")


def read_xml(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the text of an XML document as one article; markup that is broken is cut away.

    Raises:
        UnreadableDocument: empty, or suspicious_ratio.
    """
    decoded = decode_xml(raw.data)
    given = Given(encoding=decoded.encoding)
    try:
        root = parse_xml(decoded.text)
    except UnreadableDocument:  # a bomb: what stands there beside its entities may be worth something
        marked = read_broken(decoded.text)
        if len(marked.text) < MIN_CHARACTERS:
            raise
        yield compose(raw, defaults, marked, given, format_name="xml", partial=UNEXPANDED)
        return
    marked = join_paragraphs(_paragraphs(root)) if root is not None else Marked("")
    yield compose(raw, defaults, marked if marked.text else read_broken(decoded.text), given, format_name="xml")


def read_broken(source: str) -> Marked:
    """Return what is left of a document when everything is cut out that looks like markup."""
    return join_paragraphs((Paragraph(text) for text in _between_tags(source)), broken=True)


def _paragraphs(root: Any) -> Iterator[Paragraph]:
    """Yield the text of every outermost element that holds text of its own and not only further elements."""
    inside = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            inside = None if element is inside else inside
        elif inside is None and _has_own_text(element):
            inside = element
            yield Paragraph(text_of(element))


def _has_own_text(element: Any) -> bool:
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def _between_tags(source: str) -> Iterator[str]:
    """Yield the stretches between tags, with the content of CDATA; a tag that never ends is text."""
    position = start = 0
    missing: set[str] = set()
    while (start := source.find("<", start)) >= 0:
        opening, close = next(pair for pair in _CLOSES if source.startswith(pair[0], start))
        end = -1 if close in missing else source.find(close, start + len(opening))
        if end < 0:
            missing.add(close)
            start += 1
            continue
        yield html.unescape(source[position:start])
        if opening == "<![CDATA[":
            yield source[start + len(opening) : end]
        position = start = end + len(close)
    yield html.unescape(source[position:])
