"""What the readers of formats have in common: text whose paragraphs are marked, and facts that the format gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor.core.collect.encoding import clean_text, replace_unstorable
from monitor.core.collect.formats.html import read_page
from monitor.core.collect.formats.html_text import PARAGRAPH_GAP
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, SourceDefaults

Spans = tuple[tuple[int, int], ...]

BROKEN = Reason("broken_markup", "Its markup is broken; all text that could be read was taken.")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the spans that its format says are section headings, captions or furniture.

    ``broken`` tells that the markup was damaged and the fallback reader had to do.
    """

    text: str
    headings: Spans = ()
    captions: Spans = ()
    furniture: Spans = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a format marks it: ``role`` is "heading", "caption", "furniture" or nothing."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a format says itself of an article; None where it says nothing."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    method: str | None = None
    language: str | None = None
    url: str | None = None
    given_id: str | None = None
    bylines: tuple[str, ...] = ()
    encoding: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)


def join_paragraphs(paragraphs: Iterable[Paragraph], *, broken: bool = False) -> Marked:
    """Return the text of the paragraphs, a blank line between two; empty ones are left out."""
    spans: dict[str, list[tuple[int, int]]] = {}
    parts: list[str] = []
    position = 0
    for paragraph in paragraphs:
        text = clean_text(paragraph.text).strip()
        if not text:
            continue
        spans.setdefault(paragraph.role, []).append((position, position + len(text)))
        parts.append(text)
        position += len(text) + len(PARAGRAPH_GAP)
    headings, captions, furniture = (tuple(spans.get(role, ())) for role in ("heading", "caption", "furniture"))
    return Marked(PARAGRAPH_GAP.join(parts), headings, captions, furniture, broken)


def read_fragment(markup: str) -> Marked:
    """Return the visible text of a piece of HTML, such as the body of a mail or of a feed's item."""
    page = read_page(clean_text(markup))
    blocks = page.blocks
    return Marked(
        page.text,
        tuple((block.start, block.end) for block in blocks if block.heading and not block.furniture),
        tuple((block.start, block.end) for block in blocks if block.caption),
        tuple((block.start, block.end) for block in blocks if block.furniture),
        broken=page.tree is None and bool(page.text.strip()),
    )


def compose(
    raw: RawFile,
    defaults: SourceDefaults,
    marked: Marked,
    given: Given,
    *,
    format_name: str,
    member: str | None = None,
    sha256: str | None = None,
    partial: Reason | None = None,
) -> Document:
    """Return the document of a text and of what its format gives; ``member`` and ``sha256`` are the file's by default.

    Raises:
        UnreadableDocument: empty, where there is no text.
    """
    if not marked.text.strip():
        raise UnreadableDocument("empty", "It holds no text.")
    metadata = {**given.metadata, "published_method": given.method if given.published else None}
    return Document(
        path=raw.path,
        text=marked.text,
        format=format_name,
        sha256=sha256 or raw.sha256,
        member=member or raw.member,
        title=one_line(given.title),
        source=one_line(given.source) or defaults.source,
        published=one_line(given.published),
        language=language_code(given.language) or defaults.language,
        url=one_line(given.url),
        home_country=defaults.home_country,
        given_id=one_line(given.given_id),
        encoding=given.encoding,
        bylines=tuple(name for each in given.bylines if (name := one_line(each))),
        headings=marked.headings,
        captions=marked.captions,
        furniture=marked.furniture,
        metadata={name: value for name, value in metadata.items() if value},
        partial=partial or (BROKEN if marked.broken else None),
    )


def one_line(value: str | None) -> str | None:
    """Return a field's value on one line, without what cannot be stored; None where nothing is left."""
    return " ".join(replace_unstorable(value or "").split()) or None


def language_code(value: str | None) -> str | None:
    """Return the ISO 639-1 code that a format's language tag begins with, or None."""
    code = (value or "").replace("_", "-").split("-")[0].split(",")[0].strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
