"""Files made to harm: bombs, traversals, broken agency formats, killers of parsers and of tokenizers."""

import bz2
import gzip
import io
import json
import os
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

WORDS = "The mayor of Riga said on Tuesday that the tram line to the harbour will open in June.\n\n"
HEAVY = frozenset(
    "node.html million.txt attributes.html numbers.txt line.txt bomb.zip bomb.gz bomb.bz2 many.zip quadratic.xml"
    " table.csv".split()
)
"""What takes more than a second or two to make or to take in."""
MAKERS: list[Callable[[], Iterator[tuple[str, bytes]]]] = []


def write_nasty(folder: Path, *, light: bool = False) -> int:
    """Write nasty files into a folder, and links and pipes that are none; return how many. ``light``: no heavy ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for make in MAKERS:
        for name, content in make():
            if light and name in HEAVY:
                continue
            (folder / os.fsdecode(name.encode("utf-8", "surrogateescape"))).write_bytes(content)
    (folder / "loop").symlink_to(folder)
    (folder / "passwords.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.txt")
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(2 * 1024**3)
    return len(list(folder.iterdir()))


def _maker(make: Callable[[], Iterator[tuple[str, bytes]]]) -> Callable[[], Iterator[tuple[str, bytes]]]:
    MAKERS.append(make)
    return make


@_maker
def killers() -> Iterator[tuple[str, bytes]]:
    """What no parser or tokenizer gets through in time, or whole."""
    yield "brackets.txt", b"(" * 100_000
    yield "brackets-in-words.txt", (WORDS + "(" * 20_000 + " " + WORDS).encode()
    yield "attributes.html", b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(200_000)) + b">Riga</p>"
    yield "nested.html", b"<div>" * 10_000 + WORDS.encode() + b"</div>" * 10_000
    yield "unclosed.html", b"<html><body>" + b"<b>" * 5_000 + WORDS.encode() * 5
    yield "node.html", b"<html><body><p>" + WORDS.encode() * 130_000 + b"</p></body></html>"
    yield "million.txt", (WORDS * 12_000).encode()
    yield "line.txt", b"Riga " * 80_000
    yield "no-blank.txt", "ж".encode() * 300_000
    yield "combining.txt", ("a" + "\u0301" * 50_000).encode()
    yield "numbers.txt", b"1,234.5-6/7:8 " * 20_000


@_maker
def bombs() -> Iterator[tuple[str, bytes]]:
    """What unpacks to far more than it is."""
    inner = zipped({"zero.txt": bytes(60_000_000)})
    yield "bomb.zip", zipped({f"{n}.zip": inner for n in range(10)})
    yield "bomb.gz", gzip.compress(bytes(600_000_000), 1)
    yield "bomb.bz2", bz2.compress(bytes(100_000_000))
    deep = zipped({"a.txt": WORDS.encode()})
    for level in range(30):
        deep = zipped({f"{level}.zip": deep, f"{level}.txt": f"{WORDS}{level}".encode()})
    yield "deep.zip", deep
    yield "many.zip", zipped({f"{n}.txt": b"x" for n in range(20_000)})
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><rss><item><title>&l11;</title></item></rss>'
    )
    yield "laughs.xml", laughs.encode()
    yield "quadratic.xml", (f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x><p>{"&a;" * 5_000}</p></x>').encode()


@_maker
def traversals() -> Iterator[tuple[str, bytes]]:
    """Archives whose members name places outside."""
    names = ("../../slip.txt", "/etc/slip.txt", "..\\..\\slip.txt", "C:\\slip.txt", "a\0b.txt", "x" * 5_000)
    yield "slip.zip", zipped({name: f"{WORDS}{n}".encode() for n, name in enumerate(names)})
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind in (("../up.txt", tarfile.REGTYPE), ("link.txt", tarfile.SYMTYPE), ("dev", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            content = WORDS.encode() * 2 if kind == tarfile.REGTYPE else b""
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    yield "slip.tar", stream.getvalue()
    yield "external.xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x><p>Riga &e; Riga</p></x>'


@_maker
def broken_formats() -> Iterator[tuple[str, bytes]]:
    """Agencies' and office formats that are cut off, mixed up or lie about themselves."""
    yield "cut.nitf.xml", f"<nitf><head><title>Riga</title></head><body><body.content><p>{WORDS}".encode()
    yield "no-body.nitf.xml", b"<nitf><head><title>Riga opens a tram line</title></head></nitf>"
    yield (
        "declared.nitf.xml",
        (
            f'<?xml version="1.0" encoding="utf-7"?><nitf><body><body.content><p>{WORDS}</p></body.content></body>'
        ).encode(),
    )
    news = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"'
    yield "empty.newsml.xml", f"<newsItem {news}></newsItem>".encode()
    yield (
        "bad-date.newsml.xml",
        (
            f'<newsItem {news} guid="a"><itemMeta><versionCreated>the ides of March</versionCreated></itemMeta>'
            f"<contentSet><inlineXML><p>{WORDS}</p></inlineXML></contentSet></newsItem>"
        ).encode(),
    )
    yield "bad.ninjs.json", b'{"uri": 5, "headline": ["x"], "body_text": {"a": 1}, "version": null}'
    yield "half.json", b'{"items": [{"title": "a", "content_text": "b"'
    yield "odd.jsonl", b'{"text": "ok, Riga"}\n{"text": 5}\nnull\n[]\n{"text": "\\ud800 alone"}\n{bad\n{"text": ""}\n'
    yield (
        "half.pdf",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R]",
    )
    yield "no-document.docx", zipped({"[Content_Types].xml": b"<Types/>", "word/other.xml": b"<x/>"})
    yield "half.docx", zipped({"word/document.xml": WORDS.encode() * 50})[:300]
    yield "half.rtf", b"{\\rtf1 {\\fonttbl {\\f0 Riga" + b"{" * 20_000 + b"\\u-99999999? Riga"
    yield (
        "mixed.mhtml",
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
            b"Content-Transfer-Encoding: base64\n\n!!!not base64!!!\n--b\nContent-Type: image/png\n\nx"
        ),
    )
    yield "deep.eml", mail_inside(60)
    yield (
        "headers.eml",
        b"Subject: =?utf-8?b?////?=\nDate: 99 Foo\nFrom: \xff\xfe <>\nContent-Type: text/plain; charset=martian\n\n"
        + WORDS.encode(),
    )
    yield "table.csv", b'headline,body\n"never closed,' + WORDS.encode() * 20
    yield "half.tar", b"\0" * 100 + b"0000644\0" * 20
    yield "half.xz", b"\xfd7zXZ\0" + random.Random(1).randbytes(500)


@_maker
def texts() -> Iterator[tuple[str, bytes]]:
    """Bytes that are hardly text, and names that are hardly names."""
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\n \xc2\xa0\n"
    yield "program.txt", b"\x7fELF" + random.Random(2).randbytes(5_000)
    yield "picture.html", b"\x89PNG\r\n\x1a\n" + bytes(2_000)
    yield "nul.txt", b"Riga\0opens\0a tram line, the mayor said on Tuesday.\n"
    yield "utf16.txt", ("Rīga opens a tram line. " * 20).encode("utf-16-le")
    yield "mixed.txt", "Rīga opens. ".encode() * 20 + "Zürich, Genève.".encode("latin-1")
    yield "seven.txt", "Kraków".encode("utf-7") * 30
    yield "direction.txt", "\u202egniteem eht \u202c\u200b\ufeff\u2066 Riga\n\nThe mayor spoke.".encode()
    yield "new\nline \u202e.txt", (WORDS + "In a file with an odd name.").encode()
    yield "\udcff\udcfe.txt", (WORDS + "In a file whose name is no UTF-8.").encode()
    yield "-rf $(id) ; '\".txt", (WORDS + "In a file whose name is a command.").encode()
    yield "surrogates.json", json.dumps({"title": "\ud800 \udfff", "text": WORDS}).encode()
    yield "x" * 250 + ".txt", (WORDS + "In a file with a long name.").encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mail_inside(levels: int) -> bytes:
    """Return a mail inside a mail, so many times."""
    mail = b"Subject: innermost\nContent-Type: text/plain\n\n" + WORDS.encode()
    for level in range(levels):
        head = f'Subject: level {level}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{level}"\n\n'
        part = f"--b{level}\nContent-Type: message/rfc822\n\n".encode()
        mail = head.encode() + part + mail + f"\n--b{level}--\n".encode()
    return mail
