"""What a file really is, told by its first bytes: the ending of a name proves nothing."""

import re

from monitor.core.errors import UnreadableDocument

HEAD_BYTES = 4096  # markup and magic numbers show themselves within this
CONTROL_SHARE = 0.05  # of the bytes; text in any single-byte encoding has almost none
NUL_SHARE = 0.02  # of the bytes; a text damaged by a few NULs stays a text

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x1f\x9d", "a compress archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_SHORT_MAGIC = frozenset({b"MZ", b"BZh", b"ID3", b"RIFF", b"\x1f\x8b", b"\x1f\x9d"})  # may begin a text as well
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b\b")) + b"\x7f"
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:title|meta|div|article|section|table|p|h[1-6])\b[^<]*>",
    re.IGNORECASE,
)
_TAGS = re.compile(
    rb"</?(?:p|div|span|a|br|li|ul|h[1-6]|td|tr|table|img|script|style|b|i|em|strong)\b[^<>]*>", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml\b")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")


def refuse_binary(data: bytes) -> None:
    """Refuse what is no text in any encoding, saying what it looks like.

    Raises:
        UnreadableDocument: unknown_format or binary.
    """
    kind = _magic_kind(data)
    if kind:
        raise UnreadableDocument("unknown_format", f"It looks like {kind}, which is not read.")
    if data[4:8] == b"ftyp":
        raise UnreadableDocument("unknown_format", "It looks like a film or picture, which is not read.")
    if _is_binary(data):
        raise UnreadableDocument("binary", "It holds binary data, not text.")


def looks_like_html(data: bytes) -> bool:
    """Tell whether the bytes begin as an HTML or XHTML page does, or are full of its tags."""
    head = _ascii_head(data)
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _XML.match(begin):
        root = _ROOT.search(re.sub(rb"<[!?][^>]*>|<!--.*?-->", b"", begin, flags=re.DOTALL))
        return root is not None and root.group(1).lower() in (b"html", b"body", b"head")
    if begin.startswith(b"<") and _HTML.search(begin):
        return True
    return len(_TAGS.findall(head)) >= 5


def looks_like_other_xml(data: bytes) -> bool:
    """Tell whether the bytes are an XML document that is no page."""
    begin = _ascii_head(data).lstrip(b"\xef\xbb\xbf \t\r\n")
    return _XML.match(begin) is not None and not looks_like_html(data)


def looks_like_json_lines(data: bytes) -> bool:
    """Tell whether the first line is a JSON object with a text, whatever the name ends in."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    return first.startswith(b"{") and first.endswith(b"}") and b'"text"' in first


def _magic_kind(data: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (magic not in _SHORT_MAGIC or _is_binary(data)):
            return kind
    return None


def _ascii_head(data: bytes) -> bytes:
    """Return the beginning with the NULs of UTF-16 taken out, so that ASCII markup can be seen in it."""
    head = data[:HEAD_BYTES]
    return head.replace(b"\0", b"").lstrip(b"\xff\xfe") if b"\0" in head else head


def _is_binary(data: bytes) -> bool:
    """Look at the beginning, the middle and the end for control characters that no text has."""
    middle = len(data) // 2 & ~3  # keeps the pattern of UTF-16 and UTF-32
    sample = data[:16_384] + data[middle : middle + 8_192] + (data[-8_192:] if len(data) > 40_000 else b"")
    if not sample:
        return False
    nuls = sample.count(0)
    controls = len(sample) - len(sample.translate(None, _CONTROLS)) - nuls
    if controls > CONTROL_SHARE * len(sample):
        return True
    return nuls > NUL_SHARE * len(sample) and not _is_wide(data[:16_384])


def _is_wide(sample: bytes) -> bool:
    """Tell whether the NULs stand where UTF-16 or UTF-32 puts them."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    four = [sample[offset::4].count(0) for offset in range(4)]
    wide16 = min(even, odd) * 8 <= max(even, odd)
    wide32 = min(four) * 8 <= max(four) and sorted(four)[1] * 2 > sorted(four)[3]
    return wide16 or wide32 or sample.startswith((b"\xff\xfe", b"\xfe\xff"))
