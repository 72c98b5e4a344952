"""Three invented articles in every format that is read, two-column PDF with divided words among them."""

import email.message
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from printed import Placed, write_pdf


@dataclass(frozen=True)
class Story:
    title: str
    source: str
    day: str
    body: tuple[str, ...]


STORIES = (
    Story(
        "Ferry to Bornholm sails again after two years in dock",
        "Ostby Post",
        "2024-03-04",
        (
            "The ferry to Bornholm left the port of Copenhagen on Monday with forty people on board, its captain said.",
            "Denmark had stopped the line two years ago because the ship's engine was too old to be repaired at home.",
            "The next ferry leaves on Friday, and the mayor of the island hopes that more people from Sweden come.",
        ),
    ),
    Story(
        "Kenya opens a railway station north of Nairobi",
        "Savanna Herald",
        "2023-11-21",
        (
            "Kenya opened a new railway station north of Nairobi on Tuesday, the first to be built in forty years.",
            "The station cost less than planned, the minister of transport told reporters from Uganda and Tanzania.",
            "Trains will stop there twice a day until the line to the lake is finished at the end of next year.",
        ),
    ),
    Story(
        "Peru and Chile agree on fishing grounds",
        "Costa Ledger",
        "2024-06-12",
        (
            "Peru and Chile have agreed on the grounds where their men may fish, officials in Lima said on Wednesday.",
            "The agreement ends a quarrel of ten years, in which boats of both countries had been stopped many times.",
            "It has to be approved by the parliaments in Santiago and Lima before the season begins in September.",
        ),
    ),
)


def as_text(story: Story) -> bytes:
    return "\n\n".join([story.title, story.source, story.day, *story.body]).encode() + b"\n"


def as_page(story: Story) -> str:
    paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in story.body)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{story.title}</title>'
        f'<meta property="og:site_name" content="{story.source}">'
        f'<meta property="article:published_time" content="{story.day}"></head>'
        f"<body><article><h1>{story.title}</h1>{paragraphs}</article></body></html>"
    )


def as_html(story: Story) -> bytes:
    return as_page(story).encode()


def as_xhtml(story: Story) -> bytes:
    page = as_page(story).replace(
        "<!DOCTYPE html><html>", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'
    )
    return re.sub("<meta([^>]*)>", r"<meta\1/>", page).encode()


def as_mail(story: Story) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"] = f"{story.source} <desk@paper.example>", "a@example.org"
    message["Subject"], message["Date"] = story.title, format_datetime(datetime.fromisoformat(story.day))
    message["Message-ID"] = "<1@paper.example>"
    message.set_content("\n\n".join(story.body) + "\n", cte="quoted-printable")
    return message.as_bytes()


def as_mailbox(story: Story) -> bytes:
    return b"From desk@paper.example Mon Mar  4 08:30:00 2024\n" + as_mail(story) + b"\n"


def as_saved_page(story: Story) -> bytes:
    head = f"From: <Saved by Blink>\r\nSubject: {story.title}\r\nMIME-Version: 1.0\r\nContent-Location: https://x.example/\r\n"
    return f'{head}Content-Type: text/html; charset="utf-8"\r\n\r\n{as_page(story)}'.encode()


def as_rss(story: Story) -> bytes:
    body = html.escape("".join(f"<p>{html.escape(each)}</p>" for each in story.body))
    item = f"<item><title>{story.title}</title><pubDate>{story.day}</pubDate><description>{body}</description></item>"
    return f'<rss version="2.0"><channel><title>{story.source}</title>{item}</channel></rss>'.encode()


def as_atom(story: Story) -> bytes:
    body = html.escape("".join(f"<p>{html.escape(each)}</p>" for each in story.body))
    entry = (
        f'<title>{story.title}</title><published>{story.day}T09:00:00Z</published><content type="html">{body}</content>'
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{story.source}</title><entry>{entry}</entry></feed>'
    return feed.encode()


def as_json_feed(story: Story) -> bytes:
    item = {"id": "1", "title": story.title, "date_published": story.day, "content_text": "\n\n".join(story.body)}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": story.source, "items": [item]}).encode()


def as_pdf(story: Story) -> bytes:
    """Return two columns of divided words under a headline; the byline of the paper stands above them."""
    lines: list[tuple[str, bool]] = []
    for paragraph in story.body:
        rest = paragraph
        first = True
        while rest:
            cut = rest[:34] if len(rest) > 36 else rest
            divided = len(cut) < len(rest) and cut[-3:].isalpha() and rest[len(cut) : len(cut) + 2].isalpha()
            if len(cut) < len(rest) and not divided:
                cut = cut[: cut.rindex(" ")]
            lines.append((cut.strip() + ("-" if divided else ""), first))
            rest, first = rest[len(cut) :].lstrip(), False
    half = -(-len(lines) // 2)
    page: list[Placed] = [(60, 780, 20, story.title), (60, 750, 9, story.source), (60, 730, 9, story.day)]
    for number in range(half):  # across the columns, as some programs draw
        for x, place in ((60, number), (330, number + half)):
            if place < len(lines):
                page.append((x + 12 * lines[place][1], 690 - 13 * number, 10, lines[place][0]))
    return write_pdf([page], title=story.title)


def packed(parts: dict[str, str], first: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def as_docx(story: Story) -> bytes:
    texts = (story.title, story.source, story.day, *story.body)
    paragraphs = "".join(f"<w:p><w:r><w:t>{html.escape(each)}</w:t></w:r></w:p>" for each in texts)
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed({"word/document.xml": f"<w:document {names}><w:body>{paragraphs}</w:body></w:document>"})


def as_odt(story: Story) -> bytes:
    texts = (story.title, story.source, story.day, *story.body)
    paragraphs = "".join(f"<text:p>{html.escape(each)}</text:p>" for each in texts)
    body = f'<o:c xmlns:o="urn:o" xmlns:text="urn:t"><o:text>{paragraphs}</o:text></o:c>'
    return packed({"content.xml": body}, "application/vnd.oasis.opendocument.text")


def as_rtf(story: Story) -> bytes:
    texts = (story.title, story.source, story.day, *story.body)
    return (r"{\rtf1\ansi " + "".join(rf"{each}\par " for each in texts) + "}").encode("ascii")


def as_nitf(story: Story) -> bytes:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in story.body)
    head = f'<head><docdata><date.issue norm="{story.day}"/></docdata><pubdata name="{story.source}"/></head>'
    title = f"<body.head><hedline><hl1>{story.title}</hl1></hedline></body.head>"
    return f"<nitf>{head}<body>{title}<body.content>{body}</body.content></body></nitf>".encode()


def as_newsml(story: Story) -> bytes:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in story.body)
    meta = f"<contentMeta><contentCreated>{story.day}</contentCreated><headline>{story.title}</headline></contentMeta>"
    content = f"<contentSet><inlineXML><html><body>{body}</body></html></inlineXML></contentSet>"
    provider = f'<itemMeta><provider literal="{story.source}"/></itemMeta>'
    return f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">{provider}{meta}{content}</newsItem>'.encode()


def as_ninjs(story: Story) -> bytes:
    item = {"uri": "urn:1", "headline": story.title, "versioncreated": story.day, "source": story.source}
    return json.dumps({**item, "body_text": "\n\n".join(story.body)}).encode()


def as_csv(story: Story) -> bytes:
    cells = (story.title, story.source, story.day, "\n\n".join(story.body))
    return b"title,source,date,text\n" + ",".join(f'"{each}"' for each in cells).encode() + b"\n"


def as_markdown(story: Story) -> bytes:
    head = f"---\ndate: {story.day}\nsource: {story.source}\n---\n"
    return (head + "\n\n".join([f"# {story.title}", *story.body])).encode()


def as_lines(story: Story) -> bytes:
    record = {"title": story.title, "source": story.source, "published": story.day, "text": "\n\n".join(story.body)}
    return json.dumps(record).encode() + b"\n"


CARRIERS: dict[str, Callable[[Story], bytes]] = {
    "txt": as_text, "md": as_markdown, "html": as_html, "xhtml": as_xhtml, "eml": as_mail, "mbox": as_mailbox,
    "mhtml": as_saved_page, "rss": as_rss, "atom": as_atom, "json": as_json_feed, "pdf": as_pdf, "docx": as_docx,
    "odt": as_odt, "rtf": as_rtf,
    "nitf.xml": as_nitf, "newsml.xml": as_newsml, "ninjs.json": as_ninjs, "csv": as_csv, "jsonl": as_lines,
}  # fmt: skip


def carried(carrier: str, story: Story, *, zipped: bool) -> tuple[str, bytes]:
    """Return a file of a story in a format, alone or in an archive: its name and its bytes."""
    data, name = CARRIERS[carrier](story), f"story.{carrier}"
    if not zipped:
        return name, data
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"in/{name}", data)
    return "clips.zip", buffer.getvalue()
