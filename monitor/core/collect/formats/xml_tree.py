"""XML without its dangers: no file, address or foreign DTD is ever opened, entities grow only so far."""

import re
from typing import Any

from lxml import etree

from monitor.core.collect.encoding import Decoded, clean_text, decode
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument

HEAD_BYTES = 65_536  # within which the first element begins; before it may stand comments and a DTD

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_NAME = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_BOMB = re.compile(r"amplification|entity reference loop", re.IGNORECASE)


def root_name(raw: RawFile) -> str:
    """Return the local name of an XML document's first element in small letters, "" where there is none."""
    head = raw.data[:HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    while head.startswith((b"<?", b"<!")):
        close = b"?>" if head.startswith(b"<?") else b"-->" if head.startswith(b"<!--") else _doctype_end(head)
        head = head.partition(close)[2].lstrip()
    found = _NAME.match(head)
    return found.group(1).decode("ascii").rpartition(":")[2].lower() if found else ""


def decode_xml(data: bytes) -> Decoded:
    """Return the text of an XML document, decoded as it declares where that fits, without its declaration."""
    declared = _ENCODING.search(data[:HEAD_BYTES])
    decoded = decode(data, declared=declared.group(1).decode("ascii") if declared else None)
    text = _DECLARATION.sub("", clean_text(decoded.text)).lstrip()
    return Decoded(text, decoded.encoding, decoded.doubtful)


def parse_xml(source: str) -> Any | None:
    """Return the root element of a document that ``decode_xml`` decoded, None where it is not well formed.

    Raises:
        UnreadableDocument: suspicious_ratio, where its entities are a bomb.
    """
    parser = etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if any(_BOMB.search(entry.message) for entry in parser.error_log):
            raise UnreadableDocument(
                "suspicious_ratio", "Its entities grow without end when they are read, as only bombs do."
            ) from error
        return None


def local_name(element: Any) -> str:
    """Return an element's name without its namespace, in small letters; "" for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """Return all text inside an element."""
    return "".join(element.itertext()) if element is not None else ""


def _doctype_end(head: bytes) -> bytes:
    """Return what ends a document type declaration: the bracket of its own subset, where it has one."""
    bracket, end = head.find(b"["), head.find(b">")
    return b"]>" if 0 <= bracket < end and b"]>" in head else b">"
