"""Feeds: RSS, Atom and JSON Feed; an item is an article, and a bad one does not concern the others."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.sax import SAXException

import feedparser

from monitor.core.collect.encoding import clean_text
from monitor.core.collect.formats.html_text import PARAGRAPH_GAP
from monitor.core.collect.formats.json_text import json_object
from monitor.core.collect.formats.marked import Given, Marked, compose, read_fragment
from monitor.core.collect.formats.plain_xml import read_xml
from monitor.core.collect.formats.xml_tree import decode_xml, root_name
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Refusal, SourceDefaults

JSON_FEED = "https://jsonfeed.org/version/"
_ROOTS = frozenset({"rss", "feed", "rdf"})
_DATES = (("published", "feed published"), ("created", "feed created"), ("updated", "feed updated"))
# What feedparser has been seen to raise on feeds made to break it.
_ODD = (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError, SAXException)


def looks_like_feed(raw: RawFile) -> bool:
    """Tell whether the bytes are an RSS or Atom feed."""
    return root_name(raw) in _ROOTS


def looks_like_json_feed(raw: RawFile) -> bool:
    """Tell whether the bytes are a JSON Feed."""
    return JSON_FEED.encode() in raw.data[:4096].replace(b"\\/", b"/") and json_object(raw) is not None


def read_feed(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal]:
    """Yield each item of an RSS or Atom feed; a feed without items is read as the text that it holds."""
    decoded = decode_xml(raw.data)
    try:
        # A stream, not bytes: those might be taken for the name of a file or an address.
        parsed = feedparser.parse(io.BytesIO(decoded.text.encode("utf-8")), resolve_relative_uris=False)
    except _ODD:
        parsed = None
    if parsed is None or not parsed.entries:
        yield from read_xml(raw, defaults)
        return
    broken = isinstance(parsed.get("bozo_exception"), SAXException)
    for number, entry in enumerate(parsed.entries, start=1):
        given = _given(entry, parsed.feed, decoded.encoding)
        marked = _fullest(_contents(entry))
        marked = replace(marked, broken=True) if broken else marked
        found = _read_item(raw, defaults, number, marked, given)
        yield found
        if isinstance(found, Refusal) and found.reason.code == "too_many_members":
            return


def read_json_feed(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal]:
    """Yield each item of a JSON Feed.

    Raises:
        UnreadableDocument: empty, where it has none.
    """
    feed = json_object(raw) or {}
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise UnreadableDocument("empty", "The feed holds no items.")
    for number, each in enumerate(items, start=1):
        item = each if isinstance(each, dict) else {}
        plain, markup = _string(item.get("content_text")), _string(item.get("content_html"))
        marked = read_fragment(markup) if markup else Marked(plain or _string(item.get("summary")) or "")
        found = _read_item(raw, defaults, number, marked, _given_json(item, feed))
        yield found
        if isinstance(found, Refusal) and found.reason.code == "too_many_members":
            return


def _read_item(raw: RawFile, defaults: SourceDefaults, number: int, marked: Marked, given: Given) -> Document | Refusal:
    """Return an item as a document; one that is no more than a headline or a link is that."""
    member = raw.inner_name(f"item {number}")
    shown = marked if marked.text.strip() else replace(marked, text=given.title or given.url or "")
    whole = _with_facts(shown, given) if shown.text else shown
    written = json.dumps([whole.text, given.title], ensure_ascii=True)
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    try:
        raw.allowance.take_member()
        if not whole.text:
            raise UnreadableDocument("no_text", "The item has neither a text nor a title nor a link.")
        return compose(raw, defaults, whole, given, format_name="feed", member=member, sha256=sha256)
    except UnreadableDocument as error:
        return Refusal(raw.path, error.reason, member=member, sha256=sha256, given_id=given.given_id)


def _with_facts(marked: Marked, given: Given) -> Marked:
    """Put what else the feed says of the item below its text, as furniture: it can be found and changes nothing."""
    more = given.metadata
    feed = more.get("feed")
    facts = [given.source, *(feed if isinstance(feed, list) else ()), more.get("author"), *given.bylines]
    facts += [given.published, more.get("modified"), given.url, given.given_id]
    line = " · ".join(dict.fromkeys(str(fact) for fact in facts if fact))
    if not line:
        return marked
    line = f"Feed: {clean_text(line)}"
    start = len(marked.text) + len(PARAGRAPH_GAP)
    furniture = (*marked.furniture, (start, start + len(line)))
    return replace(marked, text=f"{marked.text}{PARAGRAPH_GAP}{line}", furniture=furniture)


def _contents(entry: Mapping[str, Any]) -> list[str]:
    """Return all texts of an item: its contents, which may be many, and its summary."""
    contents = [str(each.get("value") or "") for each in entry.get("content") or ()]
    return [*contents, str(entry.get("summary") or "")]


def _fullest(contents: Sequence[str]) -> Marked:
    """Return the item's text: the longest of its contents, since some are only beginnings of others.

    Where they show nothing at all, such as a picture alone, the markup itself is the text.
    """
    fullest = max((read_fragment(content) for content in contents), key=lambda marked: len(marked.text))
    return fullest if fullest.text else Marked(max(contents, key=len).strip())


def _given(entry: dict[str, Any], feed: Mapping[str, Any], encoding: str) -> Given:
    # dict.get: feedparser's own would give "published" for "updated".
    published = next(((str(entry[name]), method) for name, method in _DATES if dict.get(entry, name)), (None, None))
    source = entry.get("source")
    languages = [each.get("language") for each in entry.get("content") or ()]
    return Given(
        title=_plain(entry.get("title")),
        source=_plain((source or {}).get("title") if isinstance(source, dict) else None) or _plain(feed.get("title")),
        published=published[0],
        method=published[1],
        language=next((each for each in languages if each), None) or _string(feed.get("language")),
        url=_string(entry.get("link")),
        given_id=_string(entry.get("id")),
        bylines=tuple(_authors(entry)),
        encoding=encoding,
        metadata={
            "modified": _string(dict.get(entry, "updated")),
            "author": _string(entry.get("author")),
            "feed": [text for name in ("subtitle", "link", "id") if (text := _plain(feed.get(name)))],
            "tags": [str(tag.get("term")) for tag in entry.get("tags") or () if tag.get("term")],
            "description": read_fragment(_string(entry.get("summary")) or "").text,
        },
    )


def _given_json(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Given:
    authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
    names = [_string(each.get("name")) for each in authors if isinstance(each, dict)]
    identifier = item.get("id")
    return Given(
        title=_string(item.get("title")),
        source=_string(feed.get("title")),
        published=_string(item.get("date_published")),
        method="feed date_published",
        language=_string(item.get("language")) or _string(feed.get("language")),
        url=_string(item.get("url")) or _string(item.get("external_url")),
        given_id=str(identifier) if isinstance(identifier, str | int | float) else None,
        bylines=tuple(name for name in names if name),
        encoding="utf-8",
        metadata={"modified": _string(item.get("date_modified")), "description": _string(item.get("summary"))},
    )


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    named = [str(each.get("name") or "") for each in entry.get("authors") or ()]
    for name in named or [str(entry.get("author") or "")]:
        if name and "@" not in name:
            yield name


def _plain(value: object) -> str | None:
    """Return a title without its markup."""
    text = _string(value)
    return read_fragment(text).text if text and ("<" in text or "&" in text) else text


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
