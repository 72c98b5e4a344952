"""DOCX and ODT: the paragraphs of their XML parts, read by name; what the parts refer to is never opened."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from lxml import etree

from monitor.core.collect.allowance import ByteStream
from monitor.core.collect.formats.archives import BROKEN_ARCHIVE, read_zip
from monitor.core.collect.formats.marked import Given, Paragraph, compose, join_paragraphs
from monitor.core.collect.formats.plain_xml import read_broken
from monitor.core.collect.formats.xml_tree import decode_xml, local_name, parse_xml, text_of
from monitor.core.collect.formats.zip_repair import open_zip
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Reason, Refusal, SourceDefaults

LOST_PARTS = Reason("lost_parts", "A part of the document is damaged; what could be read of it was taken.")

_WORD_BODY = "word/document.xml"
_WORD_MORE = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_WORD_EDGES = ("word/header", "word/footer")
_ODT_KINDS = (b"application/vnd.oasis.opendocument.text", b"application/vnd.sun.xml.writer")
_OTHER_ODF = (b"opendocument.spreadsheet", b"opendocument.presentation", b"opendocument.graphics")
_OTHER_OFFICE = ("xl/workbook.xml", "ppt/presentation.xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps a locked document
_BLANKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "\u2011", "softhyphen": ""}
# What stands in a paragraph but is no text of it: fields' codes, deleted text, and the copy of a picture for old
# programs, whose text would be read twice.
_SKIPPED = frozenset("instrtext deltext delinstrtext fallback ppr rpr sectpr tracked-changes annotation".split())
_LINK_FIELD = re.compile(r"instrText[^<>]*>\s*(HYPERLINK [^<>]{1,2000})<")
_HEADING_STYLES = ("heading", "überschrift", "titre", "berschrift", "kop", "rubrik")


def looks_like_docx(raw: RawFile) -> bool:
    """Tell whether the bytes are a Word document; its parts are named in the archive's directory."""
    return raw.data.startswith(b"PK") and _WORD_BODY.encode() in raw.data


def looks_like_odt(raw: RawFile) -> bool:
    """Tell whether the bytes are an OpenDocument text."""
    return raw.data.startswith(b"PK") and any(kind in raw.data[:120] for kind in _ODT_KINDS)


def looks_locked(raw: RawFile) -> bool:
    """Tell whether the bytes are an Office document that is protected by a password."""
    return raw.data.startswith(_OLE) and _ENCRYPTED_PACKAGE in raw.data


def looks_like_other_office(raw: RawFile) -> bool:
    """Tell whether the bytes are a spreadsheet or slides."""
    if not raw.data.startswith(b"PK"):
        return False
    if any(kind in raw.data[:120] for kind in _OTHER_ODF):
        return True
    # The names may be those of a spreadsheet that lies in an archive.
    return any(name.encode() in raw.data for name in _OTHER_OFFICE) and not _names(raw).isdisjoint(_OTHER_OFFICE)


def refuse_other_office(_: RawFile, __: SourceDefaults) -> Iterator[Document]:
    """Refuse spreadsheets and slides.

    Raises:
        UnreadableDocument: unknown_format, always.
    """
    raise UnreadableDocument("unknown_format", "It looks like a spreadsheet or slides, which are not read.")
    yield


def refuse_locked(_: RawFile, __: SourceDefaults) -> Iterator[Document]:
    """Refuse a document that is protected by a password.

    Raises:
        UnreadableDocument: encrypted, always.
    """
    raise UnreadableDocument(
        "encrypted", "The document is protected by a password: save a copy without it and import that."
    )
    yield


def read_docx(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal | RawFile]:
    """Yield the text of a Word document: its body, then notes and comments, then headers and footers as furniture.

    Raises:
        UnreadableDocument: empty or damaged.
    """
    package = _Package(raw)
    if _WORD_BODY not in package.names:
        yield from read_zip(raw, defaults)
        return
    paragraphs = list(package.paragraphs(_WORD_BODY, _word_paragraphs))
    for name in _WORD_MORE:
        paragraphs += package.paragraphs(name, _word_paragraphs)
    for name in package.names:
        if name.startswith(_WORD_EDGES) and name.endswith(".xml"):
            edges = package.paragraphs(name, _word_paragraphs)
            paragraphs += [Paragraph(each.text, "furniture") for each in edges]
    paragraphs += [Paragraph(address, "furniture") for address in _addresses(package.read(_WORD_BODY))]
    given = _core_facts(package.tree("docProps/core.xml"))
    partial = _lost(package, paragraphs)
    yield compose(raw, defaults, join_paragraphs(paragraphs), given, format_name="docx", partial=partial)


def read_odt(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal | RawFile]:
    """Yield the text of an OpenDocument text.

    Raises:
        UnreadableDocument: empty, damaged or encrypted.
    """
    package = _Package(raw)
    if "content.xml" not in package.names:
        yield from read_zip(raw, defaults)
        return
    if "encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableDocument(
            "encrypted", "The document is protected by a password: save a copy without it and import that."
        )
    paragraphs = package.paragraphs("content.xml", _odt_paragraphs)
    given = _core_facts(package.tree("meta.xml"))
    partial = _lost(package, paragraphs)
    yield compose(raw, defaults, join_paragraphs(paragraphs), given, format_name="odt", partial=partial)


def _names(raw: RawFile) -> frozenset[str]:
    try:
        return frozenset(open_zip(raw.data)[0].namelist())
    except BROKEN_ARCHIVE:
        return frozenset()


def _lost(package: "_Package", paragraphs: Sequence[Paragraph]) -> Reason | None:
    """Return what to say of a damaged document; one of which no text is left is refused.

    Raises:
        UnreadableDocument: damaged.
    """
    if package.damaged and not any(each.text.strip() for each in paragraphs):
        raise UnreadableDocument("damaged", "The document is damaged or cut off before any text.")
    return LOST_PARTS if package.damaged else None


class _Package:
    """The parts of a document, read by name; ``damaged`` tells that a part was lost or broken."""

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        try:
            self._archive, self.damaged = open_zip(raw.data)
        except BROKEN_ARCHIVE as error:
            raise UnreadableDocument(
                "damaged",
                "The document is damaged or cut off and cannot be opened: fetch it again.",
            ) from error
        self.names = self._archive.namelist()

    def read(self, name: str) -> str:
        """Return a part as text, as much as can be read of it, "" where it is missing."""
        if name not in self.names:
            return ""
        data = bytearray()
        try:
            info = self._archive.getinfo(name)
            with self._archive.open(info) as stream:
                for chunk in self._raw.allowance.unpack(cast(ByteStream, stream), info.compress_size):
                    data += chunk
        except (*BROKEN_ARCHIVE, RuntimeError):
            self.damaged = True
        return decode_xml(bytes(data)).text if data else ""

    def tree(self, name: str) -> Any | None:
        """Return the root element of a part, None where there is none."""
        source = self.read(name)
        return parse_xml(source) if source else None

    def paragraphs(self, name: str, find: Callable[[Any], Iterator[Paragraph]]) -> Sequence[Paragraph]:
        """Return the paragraphs of a part; all its text where its markup is broken."""
        source = self.read(name)
        root = parse_xml(source) if source else None
        if root is not None:
            return list(find(root))
        if not source:
            return ()
        self.damaged = True
        return [Paragraph(read_broken(source).text)]


def _word_paragraphs(root: Any) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part; those inside text boxes come after the one that they hang on."""
    return _paragraphs(root, frozenset({"p"}), _word_role)


def _addresses(source: str) -> list[str]:
    """Return the addresses that the document's fields link to, which stand in no paragraph."""
    return list(dict.fromkeys(html.unescape(found) for found in _LINK_FIELD.findall(source)))


def _odt_paragraphs(root: Any) -> Iterator[Paragraph]:
    body = next((each for each in root.iter() if local_name(each) == "text" and len(each)), root)
    return _paragraphs(body, frozenset({"p", "h"}), lambda each: "heading" if local_name(each) == "h" else "")


def _paragraphs(root: Any, names: frozenset[str], role: Callable[[Any], str]) -> Iterator[Paragraph]:
    """Yield the text of every element of these names, in the order in which they end; nested ones are apart."""
    texts: list[list[str]] = [[]]
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        if event == "start":
            skipped += name in _SKIPPED
            if name in names:
                texts.append([])
            if not skipped:
                texts[-1].append(_own_text(element, name))
        else:
            skipped -= name in _SKIPPED
            if name in names:
                yield Paragraph("".join(texts.pop()), role(element))
            if name == "tc":
                texts[-1].append("\t")
            if not skipped and not _is_word(element):
                texts[-1].append(element.tail or "")
    yield Paragraph("".join(texts[0]))


def _own_text(element: Any, name: str) -> str:
    """Return what an element puts into its paragraph before anything inside it."""
    if name in _BLANKS:
        return _BLANKS[name]
    if name == "line-break":
        return "\n"
    if name == "s":  # OpenDocument's several blanks
        count = next((value for key, value in element.attrib.items() if key.endswith("}c")), "1")
        return " " * min(int(count), 100) if count.isdigit() else " "
    return (element.text or "") if name == "t" or not _is_word(element) else ""


def _is_word(element: Any) -> bool:
    """Tell whether an element is Word's, in which only runs of text hold any; what stands between is layout."""
    return isinstance(element.tag, str) and "wordprocessingml" in element.tag.partition("}")[0]


def _word_role(paragraph: Any) -> str:
    """Return "heading" or "caption" where the paragraph's style says so."""
    for element in paragraph.iter():
        if local_name(element) == "pstyle":
            style = next((value for key, value in element.attrib.items() if key.endswith("}val")), "").lower()
            if style.startswith("caption"):
                return "caption"
            return "heading" if style.startswith(_HEADING_STYLES) else ""
        if local_name(element) == "r":
            return ""
    return ""


def _core_facts(root: Any | None) -> Given:
    """Return title, author and language of the document's properties; their dates are those of the file."""
    facts: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        text = text_of(element).strip()
        if text and not len(element):
            facts.setdefault(local_name(element), text)
    # The author is who owns the program more often than who wrote the article: kept, but no byline.
    kept = {name: facts.get(name) for name in ("creator", "created", "modified", "creation-date", "subject")}
    return Given(title=facts.get("title"), language=facts.get("language"), metadata=kept)
