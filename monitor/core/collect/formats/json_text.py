"""JSON that is one value over the whole file, not a record a line."""

import json
from collections.abc import Iterator
from typing import Any

from monitor.core.collect.encoding import decode
from monitor.core.collect.formats.text import read_text
from monitor.core.collect.opening import RawFile
from monitor.core.collect.sniff import looks_like_json_lines
from monitor.core.records import Document, SourceDefaults


def json_object(raw: RawFile) -> dict[str, Any] | None:
    """Return the object that the whole file is, or None."""
    if looks_like_json_lines(raw.data) or not raw.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        value = json.loads(decode(raw.data).text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def is_other_json(raw: RawFile) -> bool:
    """Tell whether a file is a JSON object that is no article as the contract describes one."""
    value = json_object(raw)
    return value is not None and not isinstance(value.get("text"), str)


def read_json(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield JSON of an unknown kind as the text that it is."""
    yield from read_text(raw, defaults)
