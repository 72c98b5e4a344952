"""Agencies' formats: NewsML-G2, NITF and ninjs, with their bylines, datelines, urgency, terms and versions."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from monitor.core.collect.formats.json_text import json_object
from monitor.core.collect.formats.marked import (
    Given,
    Marked,
    Paragraph,
    compose,
    join_paragraphs,
    one_line,
    read_fragment,
)
from monitor.core.collect.formats.plain_xml import read_xml
from monitor.core.collect.formats.xml_tree import decode_xml, local_name, parse_xml, root_name, text_of
from monitor.core.collect.opening import RawFile
from monitor.core.errors import UnreadableDocument
from monitor.core.records import Document, Refusal, SourceDefaults

_NEWSML_ROOTS = frozenset("newsitem newsmessage packageitem".split())
_NINJS_BODIES = ("body_xhtml", "body_html", "body_text", "bodies")
_PARAGRAPHS = {"p": "", "hl1": "heading", "hl2": "heading", "media-caption": "caption", "li": "", "tr": "", "pre": ""}


def looks_like_newsml(raw: RawFile) -> bool:
    """Tell whether the bytes are NewsML-G2."""
    return root_name(raw) in _NEWSML_ROOTS


def looks_like_nitf(raw: RawFile) -> bool:
    """Tell whether the bytes are NITF."""
    return root_name(raw) == "nitf"


def looks_like_ninjs(raw: RawFile) -> bool:
    """Tell whether the bytes are one ninjs object."""
    if b'"uri"' not in raw.data or not any(f'"{name}"'.encode() in raw.data for name in _NINJS_BODIES):
        return False
    item = json_object(raw)
    return item is not None and "uri" in item and any(name in item for name in _NINJS_BODIES)


def read_nitf(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the article of an NITF file; one whose markup is broken is read as any XML."""
    decoded = decode_xml(raw.data)
    root = parse_xml(decoded.text)
    if root is None:
        yield from read_xml(raw, defaults)
        return
    yield compose(raw, defaults, _nitf_text(root), _nitf_facts(root, decoded.encoding), format_name="nitf")


def read_newsml(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document | Refusal]:
    """Yield each news item of a NewsML-G2 file; one whose markup is broken is read as any XML."""
    decoded = decode_xml(raw.data)
    root = parse_xml(decoded.text)
    if root is None:
        yield from read_xml(raw, defaults)
        return
    items = [each for each in root.iter() if local_name(each) == "newsitem"]
    for number, item in enumerate(items, start=1):
        member = raw.inner_name(f"item {number}") if len(items) > 1 else raw.member
        given = _newsml_facts(item, decoded.encoding)
        try:
            yield compose(raw, defaults, _newsml_text(item, given), given, format_name="newsml", member=member)
        except UnreadableDocument as error:
            yield Refusal(raw.path, error.reason, member=member, sha256=raw.sha256, given_id=given.given_id)
    if not items:
        raise UnreadableDocument("no_text", "The NewsML file holds no news item, only references to some.")


def read_ninjs(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the article of a ninjs object."""
    item = json_object(raw) or {}
    given = _ninjs_facts(item)
    yield compose(raw, defaults, _with_head(_ninjs_text(item), given, None), given, format_name="ninjs")


def _nitf_text(root: Any) -> Marked:
    content = _find(root, "body.content")
    paragraphs = list(_paragraphs(content if content is not None else root))
    heads = [_line(each) for each in root.iter() if local_name(each) == "byline"]
    dateline = _line(_find(root, "dateline"))
    closing = [Paragraph(text) for each in root.iter() if local_name(each) == "tagline" and (text := _line(each))]
    title = _nitf_title(root)
    begun = [Paragraph(text) for text in (title, *heads) if text]
    return join_paragraphs([*begun, *_with_dateline(paragraphs, dateline), *closing])


def _nitf_title(root: Any) -> str | None:
    return _line(_find(root, "hl1")) or _line(_find(root, "hedline")) or _line(_find(root, "title"))


def _nitf_facts(root: Any, encoding: str | None) -> Given:
    published = _attribute(root, "pubdata", "date.publication") or _attribute(root, "date.issue", "norm")
    names = [each for each in root.iter() if local_name(each) == "byline"]
    return Given(
        title=_nitf_title(root),
        source=_attribute(root, "pubdata", "name") or _line(_find(root, "distributor")),
        published=_iso(published or _attribute(root, "story.date", "norm")),
        method="NITF date",
        language=next((v for k, v in root.attrib.items() if k.endswith("lang")), None),
        given_id=_attribute(root, "doc-id", "id-string"),
        bylines=tuple(name for each in names if (name := _byline(_line(_find(each, "person")) or _line(each)))),
        encoding=encoding,
        metadata={
            "urgency": _attribute(root, "urgency", "ed-urg"),
            "usage_terms": _line(_find(root, "rights")),
            "embargoed": _attribute(root, "date.release", "norm"),
            "version": _attribute(root, "du-key", "version"),
            "copyright": _attribute(root, "doc.copyright", "holder"),
        },
    )


def _newsml_text(item: Any, given: Given) -> Marked:
    """Return the first content of an item that holds text: markup inside it, or text given as data."""
    dateline = _line(_find(item, "dateline"))
    for content in item.iter():
        name = local_name(content)
        if name == "inlinexml" and len(content):
            inner = content[0]
            if local_name(inner) == "nitf":
                marked = _nitf_text(inner)
                if marked.text:
                    return marked
            marked = read_fragment(etree.tostring(inner, encoding="unicode", method="html"))
        elif name == "inlinedata":
            text = text_of(content)
            is_markup = "html" in (content.get("contenttype") or "")
            marked = read_fragment(text) if is_markup else Marked(text)
        else:
            continue
        if marked.text.strip():
            return _with_head(marked, given, dateline)
    return Marked("")


def _newsml_facts(item: Any, encoding: str | None) -> Given:
    provider, meta = _find(item, "provider"), _find(item, "contentmeta")
    by = _line(_find(meta, "by"))
    creator = _line(_find(_find(meta, "creator"), "name"))
    dates = {
        name: _line(_find(item, name)) for name in ("firstcreated", "versioncreated", "contentcreated", "embargoed")
    }
    language = _find(meta, "language")
    return Given(
        title=_line(_find(meta, "headline")) or _line(_find(item, "headline")) or _line(_find(item, "title")),
        source=_line(_find(provider, "name")) or (provider.get("literal") if provider is not None else None),
        published=dates["contentcreated"] or dates["firstcreated"] or dates["versioncreated"],
        method="NewsML date",
        language=language.get("tag") if language is not None else None,
        given_id=item.get("guid"),
        bylines=tuple(name for name in (_byline(by or creator),) if name),
        encoding=encoding,
        metadata={
            "urgency": _line(_find(meta, "urgency")),
            "usage_terms": _line(_find(item, "usageterms")),
            "embargoed": dates["embargoed"],
            "version": item.get("version"),
            "status": _attribute(item, "pubstatus", "qcode"),
            "copyright": _line(_find(item, "copyrightnotice")),
            "modified": dates["versioncreated"],
        },
    )


def _ninjs_text(item: Mapping[str, Any]) -> Marked:
    bodies = item.get("bodies")
    values = [each for each in bodies if isinstance(each, dict)] if isinstance(bodies, list) else []
    for markup in (item.get("body_xhtml"), item.get("body_html"), *(each.get("value") for each in values)):
        if isinstance(markup, str) and markup.strip():
            return read_fragment(markup) if "<" in markup else Marked(markup)
    return Marked(_string(item.get("body_text")) or "")


def _ninjs_facts(item: Mapping[str, Any]) -> Given:
    headlines = item.get("headlines")
    titles = [each.get("value") for each in headlines if isinstance(each, dict)] if isinstance(headlines, list) else []
    sources = item.get("infosources")
    named = [each.get("name") for each in sources if isinstance(each, dict)] if isinstance(sources, list) else []
    providers = [item.get("source"), item.get("provider"), *named, item.get("copyrightholder")]
    dates = [item.get(name) for name in ("contentcreated", "firstcreated", "versioncreated")]
    byline = _byline(_string(item.get("byline")) or _string(item.get("by")))
    kept = {"urgency": "urgency", "usage_terms": "usageterms", "embargoed": "embargoed", "version": "version"}
    kept |= {"status": "pubstatus", "modified": "versioncreated", "copyright": "copyrightnotice"}
    return Given(
        title=next(
            (text for each in (item.get("headline"), *titles, item.get("title")) if (text := _string(each))), None
        ),
        source=next((text for each in providers if (text := _string(each))), None),
        published=next((text for each in dates if (text := _string(each))), None),
        method="ninjs date",
        language=_string(item.get("language")),
        given_id=_string(item.get("uri")),
        bylines=(byline,) if byline else (),
        encoding="utf-8",
        metadata={name: item.get(field) for name, field in kept.items()},
    )


def _with_head(marked: Marked, given: Given, dateline: str | None) -> Marked:
    """Return a text with its headline and dateline, unless it has them already."""
    if not marked.text.strip():
        return marked
    paragraphs = [Paragraph(text, _role(marked, text)) for text in marked.text.split("\n\n")]
    first = next((each.text for each in paragraphs if each.text.strip()), "")
    title = [Paragraph(given.title)] if given.title and _form(given.title) != _form(first) else []
    return join_paragraphs([*title, *_with_dateline(paragraphs, dateline)], broken=marked.broken)


def _role(marked: Marked, text: str) -> str:
    for role, spans in (("heading", marked.headings), ("caption", marked.captions), ("furniture", marked.furniture)):
        if any(marked.text[start:end] == text for start, end in spans):
            return role
    return ""


def _with_dateline(paragraphs: list[Paragraph], dateline: str | None) -> list[Paragraph]:
    """Put the dateline before the first paragraph, as agencies print it, unless it stands there."""
    first = next((n for n, each in enumerate(paragraphs) if each.text.strip() and not each.role), None)
    if not dateline or first is None or _form(paragraphs[first].text).startswith(_form(dateline.split(",")[0])):
        return paragraphs
    begun = Paragraph(f"{dateline.rstrip(' -–—')} — {paragraphs[first].text.lstrip()}")
    return [*paragraphs[:first], begun, *paragraphs[first + 1 :]]


def _paragraphs(content: Any) -> Iterator[Paragraph]:
    """Yield the paragraphs of NITF content; all of its text where it has none."""
    inside, found = None, False
    for event, element in etree.iterwalk(content, events=("start", "end")):
        name = local_name(element)
        if event == "end":
            inside = None if element is inside else inside
        elif inside is None and name in _PARAGRAPHS:
            inside, found = element, True
            yield Paragraph(_line(element) or "", _PARAGRAPHS[name])
    if not found:
        yield Paragraph(text_of(content))


def _find(root: Any | None, name: str) -> Any | None:
    return next((each for each in root.iter() if local_name(each) == name), None) if root is not None else None


def _line(element: Any | None) -> str | None:
    return one_line(text_of(element)) if element is not None else None


def _attribute(root: Any, name: str, attribute: str) -> str | None:
    """Return an attribute of the first element of a name that has it."""
    return next((v for each in root.iter() if local_name(each) == name and (v := each.get(attribute))), None)


def _iso(value: str | None) -> str | None:
    """Return NITF's packed moments, such as 20240304T083000+0100, as ISO 8601 with its marks."""
    if value is None or len(value) < 8 or not value[:8].isdigit():
        return value
    day, clock = f"{value[:4]}-{value[4:6]}-{value[6:8]}", value[8:]
    if clock.startswith("T") and clock[1:7].isdigit() and len(clock) >= 7:
        return f"{day}T{clock[1:3]}:{clock[3:5]}:{clock[5:7]}{clock[7:]}"
    return day


def _byline(value: str | None) -> str | None:
    """Return the name in a byline without the word before it."""
    name = one_line(value)
    return name.removeprefix("By ").removeprefix("BY ").removeprefix("by ") if name else None


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _form(text: str) -> str:
    return " ".join(text.split()).casefold()
