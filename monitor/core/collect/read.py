"""Bytes to documents: open the file, see what it is, choose the reader, turn every failure into a refusal.

A reader may yield a RawFile as well: a member of its file, such as an attachment, which is read the same way.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from monitor.core.collect.allowance import MAX_DEPTH
from monitor.core.collect.formats.html import read_html
from monitor.core.collect.formats.lines import parse_line, read_lines
from monitor.core.collect.formats.text import read_text
from monitor.core.collect.kinds import find_reader
from monitor.core.collect.opening import RawFile, read_raw
from monitor.core.collect.sniff import looks_like_html, looks_like_json_lines, looks_like_other_xml, refuse_binary
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Refusal, SourceDefaults

Reader = Callable[[RawFile, SourceDefaults], Iterator[Document | Refusal | RawFile]]

NO_DEFAULTS = SourceDefaults()
JSON_LINES_ENDINGS = (".jsonl", ".ndjson")


def read_documents(
    path: str, *, defaults: SourceDefaults = NO_DEFAULTS, keep: Callable[[RawFile], None] | None = None
) -> Iterator[Document | Refusal]:
    """Read a file once and yield each article in it, or why it, or the whole file, was refused.

    Args:
        path: The file, surrogate-escaped where its name is not UTF-8.
        defaults: What the folder says of all its files.
        keep: Is given the file as it was read, before anything is made of it.

    Yields:
        At least one document or refusal.
    """
    try:
        raw = read_raw(path)
    except UnreadableDocument as error:
        yield Refusal(path, error.reason)
        return
    if keep is not None:
        keep(raw)
    for found in read_bytes(raw, defaults=defaults):
        yield found if found.member is None else replace(found, container=raw.sha256)


def read_bytes(raw: RawFile, *, defaults: SourceDefaults = NO_DEFAULTS) -> Iterator[Document | Refusal]:
    """Yield the articles in bytes that are already in memory, such as a member of an archive; never raises."""
    try:
        if raw.depth > MAX_DEPTH:
            raise UnreadableDocument("too_deep", f"It lies in more than {MAX_DEPTH} archives inside one another.")
        for found in choose_reader(raw)(raw, defaults):
            if isinstance(found, RawFile):
                yield from read_bytes(found, defaults=defaults)
            else:
                yield found
    except UnreadableDocument as error:
        yield Refusal(raw.path, error.reason, member=raw.member, sha256=raw.sha256)


def read_line(line: str, *, path: str, number: int, defaults: SourceDefaults = NO_DEFAULTS) -> Document | Refusal:
    """Return the article of one JSON Lines record that came on a stream; ``number`` counts its lines from 1."""
    return parse_line(line, path=path, member=f"line {number}", defaults=defaults)


def choose_reader(raw: RawFile) -> Reader:
    """Return the reader for what the bytes are.

    Raises:
        UnreadableDocument: unknown_format or binary, with a sentence that says what it looks like.
    """
    reader = find_reader(raw)
    if reader:
        return reader
    refuse_binary(raw.data)
    name = (raw.member or raw.path).lower()
    if name.endswith(JSON_LINES_ENDINGS) or looks_like_json_lines(raw.data):
        return read_lines
    if looks_like_html(raw.data):
        return read_html
    if looks_like_other_xml(raw.data):
        raise UnreadableDocument("unknown_format", "It looks like an XML document of a kind that is not read.")
    return read_text
