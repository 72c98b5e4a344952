"""Forty articles whose last or deepest words are a token of their own: each can be searched, or is flagged partial.

    python -m benchmarks.faults.sentinels [--light]

Every family of formats, nestings, long texts, killers; ``--light`` leaves out what takes more than a few seconds.
Whether a token is found is asked of the full-text index by SQL of the harness's own. Exits 1 where a token is silently
lost, or its file refused.
"""

import argparse
import gzip
import io
import json
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.nasty import mail_inside, zipped
from benchmarks.faults.truth import asked, ledger
from monitor.core.ingest import Intake
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.supervised import Deadlines
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers

HEAD = "Tram line opens in Riga\n\nRIGA - The mayor of Riga said on Tuesday that the tram line will open in June.\n\n"
NUMBERED = "On day {n} the council of Riga heard {n} speakers on the tram line to the harbour, and adjourned.\n\n"
HEAVY = frozenset({"million", "three-million", "thirty-million", "hundred-megabyte-line", "node", "attributes"})
WORD_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def token(number: int) -> str:
    """Return a word that stands nowhere else."""
    return f"zq{'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}sentinel"


def long_text(characters: int, last: str) -> str:
    """Return a text of about so many characters, no paragraph like another, that ends with a word."""
    size = len(NUMBERED) + 4
    return HEAD + "".join(NUMBERED.format(n=n) for n in range(characters // size)) + f"It ended with {last}.\n"


def files(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the articles: a name, the token that is last in it, and its bytes."""
    for make in (plain, marked_up, agencies, mails, packed, long_ones):
        yield from make(last)


def _article(last: Iterator[str]) -> tuple[str, str]:
    word = next(last)
    return word, f"{HEAD}Number {word[2:4]} of them. The last word of the mayor was {word}.\n"


def plain(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """Text, Markdown and encodings."""
    for name, encoding in (("text.txt", "utf-8"), ("utf16.txt", "utf-16"), ("utf16-bare.txt", "utf-16-le")):
        word, text = _article(last)
        yield name, word, text.encode(encoding)
    word, text = _article(last)
    yield "old.txt", word, ("Gr\xfc\xdfe. " + text).encode("cp1252")
    word, text = _article(last)
    yield "nul.txt", word, text.replace("The last", "A NUL \0 here. The last").encode()
    word, text = _article(last)
    yield "notes.md", word, b"# " + text.encode()
    word, text = _article(last)
    yield "lines.jsonl", word, json.dumps({"text": text, "title": "Tram"}).encode()
    word, text = _article(last)
    yield "surrogate.jsonl", word, b'{"text": ' + json.dumps("\ud800 " + text).encode() + b"}"
    word, text = _article(last)
    yield "table.csv", word, b'headline,body\n"Tram","' + text.encode() + b'"\n'


def marked_up(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """Pages, deep, broken, unclosed."""
    shapes = {
        "page": "<html><body><h1>Tram</h1><p>{}</p></body></html>",
        "deep": "<div>" * 3_000 + "<p>{}</p>" + "</div>" * 3_000,
        "unclosed-b": "<html><body>" + "<b>" * 3_000 + "<p>{}</p>",
        "unclosed-style": "<html><body><p>Riga</p><link rel=x><p>{}</p><style>",
        "after-table": "<table><tr><td>Riga" * 400 + "</table>" * 400 + "<p>{}</p>",
        "no-tags-closed": "<p>Riga<p>opens<li>x<td>y<p>{}",
        "comment": "<html><!-- <p>never --><body><p>{}</p></body>",
        "attributes": "<html><body><p " + " ".join(f"a{n}=x" for n in range(200_000)) + ">Riga</p><p>{}</p>",
    }
    for name, shape in shapes.items():
        word, text = _article(last)
        paragraphs = text.replace("\n\n", "</p><p>")
        yield f"{name}.html", word, shape.format(paragraphs).encode()
    word = next(last)
    yield "node.html", word, f"<html><body><p>{long_text(11_000_000, word)}</p></body></html>".encode()
    word, text = _article(last)
    page = f"<html><body><h1>Tram</h1><p>{text}</p></body></html>"
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    yield "saved.mhtml", word, f"{head}{page}\n--b--\n".encode()


def agencies(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """NITF, NewsML-G2, ninjs and feeds."""
    word, text = _article(last)
    yield "wire.xml", word, f"<nitf><head/><body><body.content><p>{text}</p></body.content></body></nitf>".encode()
    word, text = _article(last)
    news = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" guid="urn:a"><contentSet>'
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html>'
    yield "newsml.xml", word, f"{news}<inlineXML>{page}</inlineXML></contentSet></newsItem>".encode()
    word, text = _article(last)
    yield "ninjs.json", word, json.dumps({"uri": "a", "headline": "Tram", "body_text": text}).encode()
    word, text = _article(last)
    broken = "<item><title>broken</title><description>&nope;</description></item>"
    item = f"<item><title>Tram</title><description>{text}</description></item>"
    yield "feed.xml", word, f'<rss version="2.0"><channel><title>C</title>{broken}{item}</channel></rss>'.encode()
    word, text = _article(last)
    entity = f'<!DOCTYPE x [<!ENTITY inner "The inner word is {word}.">]>'
    yield "entity.xml", word, f"{entity}<x><p>{text.replace(word, 'here')}</p><p>&inner;</p></x>".encode()
    word, text = _article(last)
    yield "deep.xml", word, ("<a>" * 3_000 + text + "</a>" * 3_000).encode()


def mails(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """Mails, a mailbox, an attachment."""
    word, text = _article(last)
    mail = f"Subject: Tram\nFrom: a@courier.example\nContent-Type: text/plain\n\n{text}".encode()
    yield "mail.eml", word, mail
    word, text = _article(last)
    parts = f"--b\nContent-Type: text/plain\n\nSee.\n--b\nContent-Type: text/html; name=a\n\n<p>{text}</p>\n--b--"
    yield "attached.eml", word, f"Subject: T\nContent-Type: multipart/mixed; boundary=b\n\n{parts}\n".encode()
    word, text = _article(last)
    box = b"".join(b"From a@courier.example Mon Jan  1 00:00:00 2024\n" + mail + b"\n\n" for _ in range(3))
    yield (
        "box.mbox",
        word,
        box.replace(b"Tram", b"Line") + b"From a@b.example Mon Jan  1\nSubject: x\n\n" + text.encode(),
    )
    word, text = _article(last)
    yield "inside.eml", word, mail_inside(3).replace(b"The mayor", text.encode() + b"The mayor")


def packed(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """Office documents and archives."""
    word, text = _article(last)
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    document = f"<w:document {WORD_NAMESPACE}><w:body>{paragraphs}</w:body></w:document>"
    yield "letter.docx", word, zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})
    word, text = _article(last)
    body = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    content = f"<office:document-content {TEXT_NAMESPACES}><office:body><office:text>{body}</office:text></office:body>"
    inner = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"{content}</office:document-content>".encode(),
    }
    yield "letter.odt", word, zipped(inner)
    word, text = _article(last)
    yield "letter.rtf", word, b"{\\rtf1\\ansi " + text.replace("\n", "\\par\n").encode() + b"}"
    word, text = _article(last)
    yield "one.zip", word, zipped({"../deep/a.txt": text.encode()})
    word, text = _article(last)
    nested = zipped({"a.txt": text.encode()})
    for level in range(3):
        nested = zipped({f"{level}.zip": nested})
    yield "nested.zip", word, nested
    word, text = _article(last)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(text.encode())
        archive.addfile(member, io.BytesIO(text.encode()))
    yield "one.tar.gz", word, stream.getvalue()
    word, text = _article(last)
    yield "one.txt.gz", word, gzip.compress(text.encode())


def long_ones(last: Iterator[str]) -> Iterator[tuple[str, str, bytes]]:
    """Texts past every limit, and killers of tokenizers in front of the last word."""
    for name, characters in (("million", 1_100_000), ("three-million", 3_100_000), ("thirty-million", 30_000_000)):
        word = next(last)
        yield f"{name}.txt", word, long_text(characters, word).encode()
    word = next(last)
    line = long_text(99_500_000, word).replace("\n", " ").encode()
    yield "hundred-megabyte-line.txt", word, line[:99_900_000] if len(line) > 99_900_000 else line
    word, text = _article(last)
    yield "brackets.txt", word, ("(" * 100_000 + "\n\n" + text).encode()
    word, text = _article(last)
    yield "accents.txt", word, ("a" + "\u0301" * 30_000 + "\n\n" + text).encode()


def run(folder: Path, *, light: bool = False, deadlines: Deadlines | None = None) -> tuple[int, list[str], list[str]]:
    """Take the articles in; return how many, which tokens are found only as partial, and which are lost."""
    inbox, library = folder / "inbox", folder / "library.db"
    inbox.mkdir()
    expected = {}
    for name, word, content in files(token(number) for number in range(100)):
        if not light or name.partition(".")[0] not in HEAVY:
            (inbox / name).write_bytes(content)
            expected[str(inbox / name)] = word
    with open_library(library, write=True) as store, Workers(2, deadlines=deadlines) as workers:
        Intake(store, workers, Matcher(())).run(scan([str(inbox)]))
    return len(expected), *judge(library, expected)


def judge(library: Path, expected: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return which files' tokens are not found but flagged, and which are silently lost or refused."""
    statuses = defaultdict(set)
    for row in ledger(library):
        statuses[row.path].add((row.status, row.code))
    flagged, lost = [], []
    with asked(library) as connection:
        for path, word in expected.items():
            found = connection.execute("select count(*) from words where words match ?", (word,)).fetchone()[0]
            if found == 1 or (found and "box" in path):
                continue
            ends = sorted(str(code or status) for status, code in statuses[path])
            is_partial = any(status == "partial" for status, _ in statuses[path])
            (flagged if is_partial and not found else lost).append(f"{Path(path).name}: {found} found, {ends}")
    return flagged, lost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--light", action="store_true", help="leave out what takes long")
    with tempfile.TemporaryDirectory() as name:
        number, flagged, lost = run(Path(name), light=parser.parse_args().light)
    print(f"{number} sentinels, {number - len(flagged) - len(lost)} found, {len(flagged)} flagged, {len(lost)} lost")
    for line in flagged:
        print(f"flagged  {line}")
    for line in lost:
        print(f"LOST     {line}")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
