"""PDF with a text layer: page by page in reading order; what repeats at the edges of the pages is furniture."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from monitor.core.collect.encoding import replace_unstorable
from monitor.core.collect.formats.marked import Given, Paragraph, compose, join_paragraphs, one_line
from monitor.core.collect.formats.pdf_layout import (
    Line,
    continues,
    hyphenated_words,
    join_lines,
    make_blocks,
    order_columns,
)
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, Refusal, SourceDefaults

HEAD_BYTES = 1_024  # within which a PDF begins; some mail programs put a line before it
MAX_PAGES = 2_000
MAX_CHARACTERS = 10_000_000  # of one file
EDGE = 0.1  # of a page's height at its top and bottom, where running heads and page numbers stand
REPEATED_SHARE = 0.5  # of the pages that bear a running head
WIDE_GAP = 1.2  # times the size of the letters; more between two words parts columns or cells
TURNED_SHARE = 0.2  # of the letters; on a page with more that are turned, PDFium's own order is kept
HEADLINE_SIZE = 1.25  # times the size of the body's letters
HEADING_SIZE = 1.15
MAX_HEADING = 100  # characters

LOST_PAGES = Reason("lost_pages", "Some pages of the PDF are damaged and could not be read.")
CAPPED = Reason("text_capped", "The PDF is longer than the limit; the rest was left out.")

_HOLDERS = re.compile(rb"PK[\x03\x05]|\x1f\x8b|.{257}ustar|>?From |[!-9;-~]{1,70}:[ \t]", re.DOTALL)  # archives, mails
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/|von|de)\s*\d{1,4})?", re.IGNORECASE
)
_SQUEEZE = re.compile(r"[\W\d_]+")
_FORM = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph of a page, its letters' size, and whether it is furniture."""

    text: str
    size: float
    furniture: bool = False


@dataclass(slots=True)
class _Pages:
    """The lines of every page that could be read, with the page's height, and what was lost."""

    lines: list[tuple[list[Line], float]] = field(default_factory=list)
    partial: Reason | None = None
    characters: int = 0


def looks_like_pdf(raw: RawFile) -> bool:
    """Tell whether the bytes begin as a PDF does, perhaps after some rubbish, and are nothing that holds one."""
    if raw.data.startswith(b"%PDF-"):
        return True
    return b"%PDF-" in raw.data[:HEAD_BYTES] and not _HOLDERS.match(raw.data)


def read_pdf(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal | RawFile]:
    """Yield the text of a PDF and then the files that are attached to it.

    Raises:
        UnreadableDocument: encrypted, damaged or no_text_layer.
    """
    document = _open(raw.data)
    try:
        attached = list(_attachments(document))
        yield from _read_text(document, raw, defaults, has_attached=bool(attached))
    finally:
        document.close()
    for name, data in attached:
        member = raw.inner_name(name)
        try:
            raw.allowance.take_member()
            yield raw.inside(member, data)
        except UnreadableDocument as error:
            yield Refusal(raw.path, error.reason, member=member)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnreadableDocument(
                "encrypted", "The PDF is encrypted: save a copy without its password and import that."
            ) from error
        raise UnreadableDocument(
            "damaged",
            "The PDF is damaged: fetch it again, or print it anew in a program that shows it.",
        ) from error


def _read_text(
    document: pypdfium2.PdfDocument, raw: RawFile, defaults: SourceDefaults, *, has_attached: bool
) -> Iterator[Document]:
    pages = _read_pages(document)
    pieces = _join_pages(pages.lines)
    if not pieces:
        if has_attached:
            return
        if pages.partial is LOST_PAGES and not pages.lines:
            raise UnreadableDocument(
                "damaged",
                "The PDF has no readable page: fetch it again, or print it anew in a program that shows it.",
            )
        raise UnreadableDocument(
            "no_text_layer",
            "The PDF has no text layer, only pictures or empty pages: have text recognition (OCR) add one.",
        )
    facts = {name: one_line(replace_unstorable(value)) for name, value in _metadata(document).items()}
    title = _title(pieces, facts.get("Title"))
    given = Given(title=title, metadata={name.lower(): value for name, value in facts.items() if name != "Title"})
    marked = join_paragraphs(_marked(pieces, title))
    yield compose(raw, defaults, marked, given, format_name="pdf", partial=pages.partial)


def _metadata(document: pypdfium2.PdfDocument) -> dict[str, str]:
    try:
        return {name: value for name, value in document.get_metadata_dict(skip_empty=True).items() if value}
    except (pypdfium2.PdfiumError, UnicodeError):
        return {}


def _attachments(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    try:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            yield one_line(attachment.get_name()) or f"attachment {number + 1}", bytes(attachment.get_data())
    except (pypdfium2.PdfiumError, UnicodeError):
        return


def _read_pages(document: pypdfium2.PdfDocument) -> _Pages:
    pages = _Pages()
    for number in range(len(document)):
        if number >= MAX_PAGES or pages.characters > MAX_CHARACTERS:
            pages.partial = CAPPED
            break
        try:
            page = document.get_page(number)
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.partial = pages.partial or LOST_PAGES
            continue
        lines = _page_lines(text_page)
        pages.characters += sum(len(line.text) for line in lines)
        pages.lines.append((lines, page.get_height()))
        text_page.close()
        page.close()
    return pages


def _page_lines(text_page: pypdfium2.PdfTextPage) -> list[Line]:
    """Return the stretches of a page that are parted by line ends or wide gaps, in PDFium's order."""
    lines: list[Line] = []
    builder = _LineBuilder()
    turned = count = 0
    box = pdfium.FS_RECTF()
    for index in range(min(text_page.count_chars(), MAX_CHARACTERS)):
        character = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if character in "\r\n":
            lines += builder.finish()
            continue
        if character.isspace() or not pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            builder.add_blank(character)
            continue
        count += 1
        turned += abs(pdfium.FPDFText_GetCharAngle(text_page, index)) % 3.1415 > 0.2
        if builder.is_apart(box):
            lines += builder.finish()
        builder.add(character, box)
    lines += builder.finish()
    return _in_one_column(lines) if turned > TURNED_SHARE * count else lines


def _in_one_column(lines: Sequence[Line]) -> list[Line]:
    """Give lines that are turned places below each other, in the order in which they came."""
    return [Line(line.text, 0, 100, -20.0 * number, 10 - 20.0 * number, 10) for number, line in enumerate(lines)]


@dataclass(slots=True)
class _LineBuilder:
    """Collects the letters of one stretch."""

    text: list[str] = field(default_factory=list)
    left: float = 0
    right: float = 0
    bottom: float = 0
    top: float = 0
    sizes: list[float] = field(default_factory=list)

    def is_apart(self, box: pdfium.FS_RECTF) -> bool:
        """Tell whether a letter stands far from the one before it."""
        if not self.sizes:
            return False
        size = max(self.sizes[-1], box.top - box.bottom)
        return bool(box.left - self.right > WIDE_GAP * size or self.left - box.right > 3 * size)

    def add_blank(self, character: str) -> None:
        """Take a blank; its place says nothing."""
        if self.text:
            self.text.append(" " if character.isspace() else character)

    def add(self, character: str, box: pdfium.FS_RECTF) -> None:
        """Take a letter."""
        if not self.sizes:
            self.left, self.right, self.bottom, self.top = box.left, box.right, box.bottom, box.top
        self.left, self.right = min(self.left, box.left), max(self.right, box.right)
        self.bottom, self.top = min(self.bottom, box.bottom), max(self.top, box.top)
        self.sizes.append(box.top - box.bottom)
        self.text.append(character)

    def finish(self) -> list[Line]:
        """Return the stretch, if it has letters, and begin anew."""
        text = " ".join("".join(self.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())
        found = [Line(text, self.left, self.right, self.bottom, self.top, median(self.sizes))] if self.sizes else []
        self.text.clear()
        self.sizes.clear()
        return found


def _join_pages(pages: Sequence[tuple[list[Line], float]]) -> list[_Piece]:
    """Return the paragraphs of all pages; one that was broken by a column or page is whole again."""
    repeated = _running_heads(pages)
    known = hyphenated_words(line.text for lines, _ in pages for line in lines)
    pieces: list[_Piece] = []
    for lines, height in pages:
        edges = {id(line) for line in lines if _is_at_edge(line, height) and _is_furniture(line.text, repeated)}
        last = next((n for n in reversed(range(len(pieces))) if not pieces[n].furniture), None)
        for column in order_columns([line for line in lines if id(line) not in edges]):
            for block in make_blocks(column, known):
                before = pieces[last] if last is not None else None
                if (
                    before
                    and block is not None
                    and continues(before.text, block.text)
                    and _same_size(before, block.size)
                ):
                    pieces[last or 0] = _Piece(join_lines(before.text, block.text, known), before.size)
                else:
                    pieces.append(_Piece(block.text, block.size))
                    last = len(pieces) - 1
        pieces += [_Piece(line.text, line.size, furniture=True) for line in lines if id(line) in edges]
    return pieces


def _same_size(before: _Piece, size: float) -> bool:
    return abs(before.size - size) <= 0.12 * max(before.size, size)


def _running_heads(pages: Sequence[tuple[list[Line], float]]) -> frozenset[str]:
    """Return the squeezed forms of lines at the edges that stand on half of the pages."""
    if len(pages) < 2:
        return frozenset()
    counts = Counter(
        form
        for lines, height in pages
        for form in {_squeezed(line.text) for line in lines if _is_at_edge(line, height)}
    )
    return frozenset(form for form, count in counts.items() if count >= max(2, REPEATED_SHARE * len(pages)) and form)


def _is_at_edge(line: Line, height: float) -> bool:
    return line.middle > (1 - EDGE) * height or line.middle < EDGE * height


def _is_furniture(text: str, repeated: frozenset[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(text) is not None or _squeezed(text) in repeated


def _squeezed(text: str) -> str:
    return _SQUEEZE.sub(" ", text).strip().casefold()


def _title(pieces: Sequence[_Piece], named: str | None) -> str | None:
    """Return the headline: what the file names so where it stands in the text, else the largest letters at its top."""
    body = [piece for piece in pieces if not piece.furniture]
    shown = " ".join(_form(piece.text) for piece in body[:12])
    if named and len(_form(named).split()) > 1 and _form(named) in shown:
        return named
    usual = _usual_size(body)
    largest = max(body[:8], key=lambda piece: piece.size, default=None)
    if largest and largest.size >= HEADLINE_SIZE * usual and len(largest.text) <= 3 * MAX_HEADING:
        return largest.text
    return None


def _usual_size(pieces: Iterable[_Piece]) -> float:
    """Return the size of most letters."""
    counts: Counter[float] = Counter()
    for piece in pieces:
        counts[round(piece.size, 1)] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _marked(pieces: Sequence[_Piece], title: str | None) -> Iterator[Paragraph]:
    usual = _usual_size(piece for piece in pieces if not piece.furniture)
    for piece in pieces:
        is_heading = piece.size >= HEADING_SIZE * usual and len(piece.text) <= MAX_HEADING
        is_title = title is not None and _form(piece.text) in _form(title)
        role = "furniture" if piece.furniture else "heading" if is_heading and not is_title and title else ""
        yield Paragraph(piece.text, role)


def _form(text: str) -> str:
    return _FORM.sub(" ", text).strip().casefold()
