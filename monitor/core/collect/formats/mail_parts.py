"""The parts of a mail: headers that were mangled on the way, the text that is read, what is attached."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message

from monitor.core.collect.encoding import clean_text, decode
from monitor.core.collect.formats.marked import Marked, join_paragraphs, one_line, read_fragment

MAX_PARTS = 2_000  # of one message; more of them are made to harm
HTML_TIMES = 5  # words of the HTML for one of the plain text: then that only says "your program cannot show this"
MIN_HTML_WORDS = 60  # of HTML that may take the place of the plain text

_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_FLOWED = re.compile(r"(?<=[^\n]) \n(?=[^\n> ])")
_SIGNATURE_LINE = re.compile(r"^-- \n", re.MULTILINE)
_ODD = (ValueError, IndexError, TypeError, AttributeError, LookupError, binascii.Error, MessageError)


@dataclass(slots=True)
class Parts:
    """What was found in a message: its texts in order, its attachments as (name, bytes or message)."""

    texts: list[Marked] = field(default_factory=list)
    attached: list[tuple[str, bytes]] = field(default_factory=list)
    encoding: str | None = None
    doubtful: bool = False
    encrypted: bool = False
    seen: int = 0

    @property
    def text(self) -> Marked:
        """All texts as one."""
        return self.texts[0] if len(self.texts) == 1 else _joined(self.texts)


def header(message: Message, name: str) -> str | None:
    """Return a header as it was meant, decoded as far as it can be, or None where it is missing or blank."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return one_line(_decoded(str(value)))
    return None


def find_parts(message: Message) -> Parts:
    """Walk through a message; a message inside it is an attachment."""
    parts = Parts()
    _take(message, parts)
    return parts


def payload(part: Message) -> bytes:
    """Return the bytes of a leaf, decoded from its transfer encoding; what is mangled stays as it is."""
    try:
        content = part.get_payload(decode=True)
    except _ODD:
        content = None
    if isinstance(content, bytes):
        return content
    written = part.get_payload()
    return written.encode("utf-8", "surrogateescape") if isinstance(written, str) else b""


def declared_charset(part: Message) -> str | None:
    """Return the encoding that a part names, None where it names none that can be read."""
    try:
        return part.get_content_charset()
    except _ODD:
        return None


def _take(part: Message, parts: Parts) -> None:
    parts.seen += 1
    if parts.seen > MAX_PARTS:
        return
    kind = part.get_content_type()
    content = part.get_payload()
    children = [each for each in content if isinstance(each, Message)] if isinstance(content, list) else None
    if kind == "message/rfc822" and children is not None:
        for child in children:
            parts.attached.append((_message_name(child), _as_bytes(child)))
    elif children is not None:
        parts.encrypted = parts.encrypted or kind == "multipart/encrypted"
        if kind == "multipart/alternative":
            _take_alternative(children, parts)
        else:
            for child in children:
                _take(child, parts)
    elif kind.startswith("multipart/") or (kind in ("text/plain", "text/html") and not _is_attachment(part)):
        _take_text(part, parts, kind)
    elif kind not in _SIGNATURES and not _is_shown_picture(part, kind):
        _attach(part, parts, kind)


def _take_alternative(children: list[Message], parts: Parts) -> None:
    """Take one of several versions of the same text: plain, unless that is no more than a notice."""
    tried = []
    for child in children:
        found = Parts(seen=parts.seen)
        _take(child, found)
        parts.seen = found.seen
        parts.attached += found.attached
        if any(text.text.strip() for text in found.texts):
            tried.append((child.get_content_type(), found))
    if not tried:
        return
    plain = next((found for kind, found in tried if kind == "text/plain"), tried[0][1])
    fullest = max((found for _, found in tried), key=_words)
    notice = _words(fullest) >= MIN_HTML_WORDS and _words(fullest) > HTML_TIMES * _words(plain)
    chosen = fullest if notice else plain
    parts.texts += chosen.texts
    parts.encoding, parts.doubtful = parts.encoding or chosen.encoding, parts.doubtful or chosen.doubtful


def _words(parts: Parts) -> int:
    return sum(len(text.text.split()) for text in parts.texts)


def _take_text(part: Message, parts: Parts, kind: str) -> None:
    content = payload(part)
    if not content.strip():
        return
    decoded = decode(content, declared=declared_charset(part))
    text = clean_text(decoded.text)
    plain = _unwrapped(text) if _is_flowed(part) else text
    parts.texts.append(read_fragment(text) if kind == "text/html" else Marked(plain))
    parts.encoding, parts.doubtful = parts.encoding or decoded.encoding, parts.doubtful or decoded.doubtful


def _is_flowed(part: Message) -> bool:
    try:
        return str(part.get_param("format", "")).lower() == "flowed"
    except _ODD:
        return False


def _unwrapped(text: str) -> str:
    """Join the lines that the mail program broke, where it says that it marked them (RFC 3676)."""
    kept = _SIGNATURE_LINE.sub("--\n", text)
    return _FLOWED.sub(" ", kept)


def _attach(part: Message, parts: Parts, kind: str) -> None:
    parts.encrypted = parts.encrypted or kind in ("application/pkcs7-mime", "application/x-pkcs7-mime")
    ending = kind.rpartition("/")[2]
    parts.attached.append((_filename(part) or f"attachment {len(parts.attached) + 1} ({ending})", payload(part)))


def _is_attachment(part: Message) -> bool:
    disposition = (header(part, "Content-Disposition") or "").lower()
    return disposition.startswith("attachment") or (_filename(part) is not None and disposition.startswith("inline"))


def _is_shown_picture(part: Message, kind: str) -> bool:
    """Tell whether a part is a picture that the HTML shows: part of the look, nothing that was attached."""
    return kind.startswith("image/") and part["Content-ID"] is not None


def _filename(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except _ODD:
        return None
    return one_line(_decoded(name)) if name else None


def _message_name(message: Message) -> str:
    return f"{(header(message, 'Subject') or 'forwarded message')[:80]}.eml"


def _as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except _ODD:  # headers that cannot be written again
        lines = [f"{name}: {value}" for name, value in message.raw_items()]
        return "\n".join([*lines, "", str(message.get_payload())]).encode("utf-8", "surrogateescape")


def _decoded(value: str) -> str:
    """Return a header's value without its encoded words; bytes that have no business there are guessed."""
    written = value.replace("\r", "").replace("\n", "")
    if not written.isascii():
        written = decode(written.encode("utf-8", "surrogateescape")).text
    if "=?" not in written:
        return written
    try:
        pieces = decode_header(written)
    except (HeaderParseError, *_ODD):
        return written
    return "".join(_piece(content, charset) for content, charset in pieces)


def _piece(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    if charset is None:  # what stands between encoded words
        return content.decode("raw-unicode-escape", "replace")
    return decode(content, declared=charset).text


def _joined(texts: list[Marked]) -> Marked:
    """Put several marked texts below each other."""
    parts: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {"headings": [], "captions": [], "furniture": []}
    position = 0
    for text in texts:
        for name, found in spans.items():
            found += [(start + position, end + position) for start, end in getattr(text, name)]
        parts.append(text.text)
        position += len(text.text) + 2
    if not parts:
        return join_paragraphs(())
    return Marked(
        "\n\n".join(parts),
        tuple(spans["headings"]),
        tuple(spans["captions"]),
        tuple(spans["furniture"]),
        broken=any(text.broken for text in texts),
    )


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something themselves, up to MAX_PARTS."""
    for number, part in enumerate(message.walk()):
        if number >= MAX_PARTS:
            return
        if not part.is_multipart():
            yield part
