"""Mails, mailboxes and saved pages in mail form (MHTML): headers first, attachments as members of their own."""

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr

from monitor.core.collect.encoding import decode
from monitor.core.collect.formats.html import read_html
from monitor.core.collect.formats.html_text import PARAGRAPH_GAP
from monitor.core.collect.formats.mail_parts import declared_charset, find_parts, header, leaves, payload
from monitor.core.collect.formats.marked import BROKEN, Given, compose, language_code
from monitor.core.collect.formats.text import DOUBTFUL, read_text
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Refusal, SourceDefaults

PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml"})
LEAST_TEXT = 200  # characters of a page that is more than a set of frames
HEAD_BYTES = 16_384  # within which the headers of a mail show themselves
MAIL_ENDINGS = (".eml", ".mht", ".mhtml", ".email", ".mbox")

_HEADER = re.compile(rb"([!-9;-~]{1,70}):")
_FROM_LINE = re.compile(rb">?From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]{1,70}:)")
_BETWEEN = re.compile(rb"(?:\r?\n){2}(?=From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n[!-9;-~]{1,70}:)")
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)
# Headers that only a mail program writes, and those that an author may write above a plain text as well.
_STRONG = frozenset(
    b"received message-id mime-version return-path delivered-to x-mailer newsgroups content-transfer-encoding "
    b"reply-to references in-reply-to x-originating-ip content-type dkim-signature".split()
)
_WEAK = frozenset(b"from to cc subject date sender".split())


def looks_like_mail(raw: RawFile) -> bool:
    """Tell whether the bytes begin with the headers of a mail."""
    names = _header_names(raw.data[:HEAD_BYTES])
    name = (raw.member or raw.path).lower()
    if name.endswith(MAIL_ENDINGS) and names & (_STRONG | _WEAK):
        return True
    if name.endswith(".txt") and b"mime-version" not in names:
        return False  # somebody's text with headers above it, which are read with it
    strong, weak = names & _STRONG, names & _WEAK
    return bool(strong and len(strong | weak) >= 2 and weak) or len(weak) >= 4 or weak >= {b"from", b"subject", b"date"}


def looks_like_mailbox(raw: RawFile) -> bool:
    """Tell whether the bytes begin with the line that stands before every message of a mailbox."""
    return _FROM_LINE.match(raw.data.lstrip(b"\r\n")[:HEAD_BYTES]) is not None


def read_mailbox(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal | RawFile]:
    """Yield each message of a mailbox; one alone is a mail."""
    messages = _BETWEEN.split(raw.data.strip(b"\r\n"))
    if len(messages) == 1:
        yield from read_mail(raw, defaults)
        return
    for number, message in enumerate(messages, start=1):
        member = raw.inner_name(f"message {number}")
        yield raw.inside(member, _QUOTED_FROM.sub(b"", message))


def read_mail(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal | RawFile]:
    """Yield the text of a mail and then what is attached to it.

    Raises:
        UnreadableDocument: empty or encrypted, where there is neither text nor attachment.
    """
    try:
        message = email.message_from_bytes(raw.data.lstrip(b"\r\n"), policy=email.policy.compat32)
        parts = find_parts(message)
    except RecursionError:  # parts inside parts without end
        for document in read_text(raw, defaults):
            yield replace(document, format="eml", partial=BROKEN)
        return
    if _is_saved_page(message):
        yield from _read_saved_page(message, raw, defaults)
        return
    text = parts.text
    if text.text.strip():
        given = replace(_given(message), encoding=parts.encoding)
        yield compose(raw, defaults, text, given, format_name="eml", partial=DOUBTFUL if parts.doubtful else None)
    elif parts.encrypted:
        raise UnreadableDocument(
            "encrypted", "The message is encrypted: save it decrypted from the mail program and import that."
        )
    elif not parts.attached:
        raise UnreadableDocument("empty", "The message holds no text and no attachment.")
    for name, content in parts.attached:
        yield _attachment(raw, name, content)


def _attachment(raw: RawFile, name: str, content: bytes) -> RawFile | Refusal:
    member = raw.inner_name(name)
    try:
        raw.allowance.take_member()
        if not content.strip():
            raise UnreadableDocument("empty", "The attachment is empty.")
    except UnreadableDocument as error:
        return Refusal(raw.path, error.reason, member=member)
    return raw.inside(member, content)


def _given(message: Message) -> Given:
    """Return what the headers say. The outlet is the organisation or, where none is named, the sender."""
    sender, author = _name(header(message, "Sender")), _name(header(message, "From"))
    source = header(message, "Organization") or sender or author
    return Given(
        title=header(message, "Subject"),
        source=source,
        published=header(message, "Date"),
        method="mail header Date",
        language=header(message, "Content-Language"),
        url=header(message, "Archived-At") or header(message, "Content-Location"),
        bylines=(author,) if author and author != source and "@" not in author else (),
        metadata={"message_id": header(message, "Message-ID"), "to": header(message, "To")},
    )


def _name(address: str | None) -> str | None:
    """Return the name of a mail address as it is written, the address itself where it has none."""
    name, plain = parseaddr(address or "")
    return name or plain or address


def _is_saved_page(message: Message) -> bool:
    """Tell whether a message is a page that a browser saved with all that belongs to it."""
    saved = header(message, "Snapshot-Content-Location") or "saved by" in (header(message, "From") or "").lower()
    located = message.get_content_type() == "multipart/related" and header(message, "Content-Location")
    bare = message["To"] is None and message["Received"] is None and message["Content-Location"] is not None
    return bool(saved or located or bare)


def _read_saved_page(message: Message, raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the page with its frames; pictures and style sheets are parts of it.

    Where the page is but a set of frames, the one with most text is the article and the others are around it.
    """
    pages = [part for part in leaves(message) if part.get_content_type() in PAGE_KINDS]
    if not pages:
        raise UnreadableDocument("empty", "The saved page holds no page, only what belongs to one.")
    found = [document for page in pages for document in _read_part(page, raw, defaults)]
    if not found:
        raise UnreadableDocument("empty", "The page shows no text.")
    main = found[0] if len(found[0].text) >= LEAST_TEXT else max(found, key=lambda each: len(each.text))
    address = header(message, "Snapshot-Content-Location") or header(pages[0], "Content-Location")
    document = _with_frames(main, [each for each in found if each is not main])
    yield replace(
        document,
        format="mhtml",
        title=document.title or found[0].title or header(message, "Subject"),
        url=document.url or address,
        language=document.language or language_code(header(message, "Content-Language")),
        metadata={**document.metadata, "saved": header(message, "Date") or ""},
    )


def _read_part(page: Message, raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield what one page of a saved page shows, nothing where that is no text."""
    content = payload(page)
    charset = declared_charset(page)
    if charset:
        content = b"\xef\xbb\xbf" + decode(content, declared=charset).text.encode("utf-8")
    with contextlib.suppress(UnreadableDocument):
        yield from read_html(replace(raw, data=content), defaults)


def _with_frames(page: Document, frames: Sequence[Document]) -> Document:
    """Return a page with the text of its frames behind it, as furniture: they are what stood around the article."""
    text, furniture = page.text, list(page.furniture)
    for frame in frames:
        if frame.text.strip() and frame.text not in text:
            start = len(text) + len(PARAGRAPH_GAP)
            text += PARAGRAPH_GAP + frame.text
            furniture.append((start, len(text)))
    return replace(page, text=text, furniture=tuple(furniture))


def _header_names(head: bytes) -> set[bytes]:
    """Return the names of the headers that a text begins with, none where its first line is no header."""
    names: set[bytes] = set()
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    for number, line in enumerate(lines):
        found = _HEADER.match(line)
        if found:
            names.add(found.group(1).lower())
        elif not line.strip():
            break
        elif not (line.startswith((b" ", b"\t")) and names) and not (
            number == 0 and line.startswith((b"From ", b">From "))
        ):
            return names if len(names) > 2 else set()
    return names
