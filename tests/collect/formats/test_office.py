"""Word documents, OpenDocument texts and RTF: paragraphs with their headings, and nothing that they only point to."""

import io
import zipfile

import pytest

from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX_BODY = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {WORD}><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Ferry to Østby</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The ferry left </w:t></w:r><w:r><w:b/><w:t>Øst</w:t></w:r><w:r><w:t>by.</w:t></w:r>
<w:r><w:fldChar/><w:instrText> HYPERLINK "https://post.example/a" </w:instrText></w:r></w:p>
<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
</w:body></w:document>"""
CORE = """<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Ferry to Østby</dc:title><dc:creator>owner</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"""
HEADER = f"<w:hdr {WORD}><w:p><w:r><w:t>Østby Post, page 1</w:t></w:r></w:p></w:hdr>"
RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="t" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"""
ODT_BODY = """<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body><office:text>
<text:h text:outline-level="1">Ferry to Østby</text:h>
<text:p>The ferry <text:span>left</text:span><text:s text:c="2"/>Østby.<text:line-break/>Then</text:p>
<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset204 Arial CYR;}}"
    r"{\stylesheet{\s1 heading 1;}}{\info{\title Ferry to \'d8stby}{\author owner}}{\header Page\par}"
    r"\f0 Ferry to \'d8stby\par The captain\rquote s \u8220?word\u8221? cost 5\~\u8364 E.\line Then"
    r"{\field{\*\fldinst HYPERLINK x}{\fldrslt  a link}}\par\f1 \'ca\'e0\'ec\f0 : end {\pict 0102ff}\par}"
)


def packed(parts: dict[str, str], *, first: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(**parts: str) -> bytes:
    usual = {"[Content_Types].xml": "<Types/>", "word/document.xml": DOCX_BODY, "word/_rels/document.xml.rels": RELS}
    return packed({**usual, "docProps/core.xml": CORE, "word/header1.xml": HEADER, **parts})


def read(data: bytes) -> Document:
    (found,) = read_bytes(RawFile("clip.bin", data, ""))
    assert isinstance(found, Document), found
    return found


def spans(found: Document, ranges: tuple[tuple[int, int], ...]) -> list[str]:
    return [found.text[start:end] for start, end in ranges]


def test_a_word_document_is_its_paragraphs() -> None:
    found = read(docx())
    assert spans(found, found.furniture) == ["Østby Post, page 1", 'HYPERLINK "https://post.example/a"']
    assert found.text[: found.furniture[0][0]].strip().split("\n\n") == [
        "Ferry to Østby",
        "The ferry left Østby.",
        "One\ttwo\nthree",
    ]
    assert spans(found, found.headings) == ["Ferry to Østby"]
    assert (found.title, found.language, found.format, found.bylines) == ("Ferry to Østby", "en", "docx", ())


def test_a_broken_part_keeps_its_words_and_says_so() -> None:
    found = read(docx(**{"word/document.xml": DOCX_BODY.replace("</w:body>", "</w:bdy>")}))
    assert found.partial is not None
    assert "The ferry left" in found.text


def test_an_open_document_text_is_its_paragraphs() -> None:
    data = packed({"content.xml": ODT_BODY}, first="application/vnd.oasis.opendocument.text")
    found = read(data)
    assert found.text.split("\n\n") == ["Ferry to Østby", "The ferry left  Østby.\nThen", "One"]
    assert (spans(found, found.headings), found.format) == (["Ferry to Østby"], "odt")


def test_rtf_is_decoded_by_its_fonts() -> None:
    found = read(RTF.encode())
    assert spans(found, found.furniture) == ["Page"]
    assert found.text.split("\n\n")[1:] == [
        "Ferry to Østby",
        "The captain’s “word” cost 5\xa0€.\nThen a link",
        "Кам: end",
    ]
    assert (found.title, found.format) == ("Ferry to Østby", "rtf")


def test_raw_bytes_in_rtf_are_passed_over() -> None:
    assert read(b"{\\rtf1\\ansi before {\\*\\blob\\bin4 }{}\\}after\\par}").text == "before after"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx()[:200], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (packed({"content.xml": "<a/>", "META-INF/manifest.xml": "<m><encryption-data/></m>"},
                first="application/vnd.oasis.opendocument.text"), "encrypted"),
        (packed({"xl/workbook.xml": "<a/>"}), "unknown_format"),
        (b"{\\rtf1\\ansi {\\pict 0102}}", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    (found,) = read_bytes(RawFile("clip.bin", data, ""))
    assert isinstance(found, Refusal)
    assert found.reason.code == code


def test_of_a_document_that_is_cut_off_the_beginning_is_read_and_marked() -> None:
    found = read(docx()[:420])
    assert found.text.startswith("Ferry to Østby\n\nThe ferry left")
    assert found.partial is not None
    assert found.partial.code == "lost_parts"
