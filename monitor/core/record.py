"""An Analysis as the JSON record that the command line prints, and back."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from monitor.core.identity import article_key
from monitor.core.records import (
    Analysis,
    Article,
    Block,
    Byline,
    CountryMention,
    DatelinePlace,
    Document,
    FocusScore,
    Mention,
    OtherDate,
    Photo,
    Published,
    Quote,
    Reason,
    Refusal,
)
from monitor.core.terms import COUNTED_ZONES, CountryKind, EntityType, Status, Zone

Record = dict[str, Any]
"""One record as ``json`` reads and writes it."""

EVIDENT_ZONES = COUNTED_ZONES | {Zone.DATELINE}
"""The zones in which a mention makes a country appear in a record."""

_LINE_BREAKS = "\x85\u2028\u2029"

_Spanned = TypeVar("_Spanned", Mention, CountryMention)


def to_record(
    analysis: Analysis,
    *,
    status: Status = Status.STORED,
    reason: Reason | None = None,
    story: Mapping[str, object] | None = None,
    alerts: Sequence[Mapping[str, object]] = (),
) -> Record:
    """Return the record of an analysed article.

    Args:
        analysis: The article with what was found in it.
        status: How it ended; ``STORED`` turns to ``PARTIAL`` where the analysis says that something is missing.
        reason: Why it is partial; by default what the analysis or its document says.
        story: ``id`` and ``copies`` of its story, None outside a library.
        alerts: ``entry`` and ``severity`` of each alert of its story.
    """
    article = analysis.article
    reason = reason or analysis.partial or article.document.partial
    if status is Status.STORED and reason is not None:
        status = Status.PARTIAL
    return {
        **_origin(article.document, status, reason),
        **_metadata(article),
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
        "body": article.body,
        "entities": _entities(analysis.entities),
        "countries": _countries(analysis.countries, analysis.focus),
        "in_name": _in_name(analysis.countries),
        "quotes": [_quote(quote, article.text) for quote in analysis.quotes],
        "story": dict(story) if story is not None else None,
        "alerts": [dict(alert) for alert in alerts],
        "url": article.document.url,
        "home_country": article.document.home_country,
        "container": article.document.container,
    }


def refusal_record(refusal: Refusal) -> Record:
    """Return the record of something that could not be taken in: the same keys, empty where nothing is known."""
    document = Document(
        path=refusal.path,
        text="",
        format="",
        sha256=refusal.sha256 or "",
        member=refusal.member,
        given_id=refusal.given_id,
        container=refusal.container,
    )
    article = Article(document, (), None, False, None, None, False, None, None, (), (), None, (), "", ())
    record = to_record(Analysis(article), status=Status.REFUSED, reason=refusal.reason)
    return record | {"id": refusal.given_id, "sha256": refusal.sha256, "format": None}


def from_record(record: Mapping[str, Any]) -> Analysis:
    """Return the analysis that a record was made of.

    Raises:
        KeyError, ValueError: where it is no record.
    """
    document = _document(record)
    body_spans = tuple(_body_spans(record["text"], record["body"], record["blocks"]))
    zones = {block["zone"] for block in record["blocks"]}
    article = Article(
        document=document,
        blocks=tuple(Block(b["start"], b["end"], Zone(b["zone"]), b["rule"]) for b in record["blocks"]),
        title=record["title"],
        title_apart=record["title"] is not None and Zone.HEADLINE not in zones,
        source=record["source"],
        agency=record["agency"],
        syndicated=record["syndicated"],
        language=record["language"],
        published=_read_published(record["published"]),
        dateline=tuple(DatelinePlace(p["name"], p["country"]) for p in record["dateline"]),
        bylines=tuple(Byline(b["name"], b["role"], b["place"]) for b in record["bylines"]),
        photo=Photo(**record["photo"]) if record["photo"] else None,
        headings=tuple(record["headings"]),
        body=record["body"],
        body_spans=body_spans,
    )
    return Analysis(
        article=article,
        entities=tuple(_read_entities(record["entities"])),
        countries=tuple(_read_countries(record)),
        focus=tuple(FocusScore(c["code"], c["score"], c["focus"]) for c in record["countries"]),
        quotes=tuple(_read_quote(quote) for quote in record["quotes"]),
        partial=_read_reason(record),
    )


def dump(record: Mapping[str, object]) -> str:
    """Return one line of JSON Lines, without its newline. A name that is not UTF-8 shows its bytes as ``\\udcff``.

    The other line breaks of Unicode are written as escapes: many readers would end a line at them.
    """
    line = json.dumps(record, ensure_ascii=False)
    for char in _LINE_BREAKS:
        line = line.replace(char, f"\\u{ord(char):04x}")
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(record)
    return line


def shown_path(path: str) -> str:
    """Return a path as valid Unicode: bytes that are not UTF-8 are written ``\\xff``, so that names stay distinct."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


# --- out ----------------------------------------------------------------------------------------


def _origin(document: Document, status: Status, reason: Reason | None) -> Record:
    given = document.given_id
    return {
        "id": article_key(document) if given is None else given,
        "status": status.value,
        "reason": {"code": reason.code, "sentence": reason.sentence} if reason else None,
        "path": shown_path(document.path),
        "member": document.member,
        "sha256": document.sha256,
        "format": document.format,
    }


def _metadata(article: Article) -> Record:
    photo = article.photo
    return {
        "title": article.title,
        "source": article.source,
        "agency": article.agency,
        "syndicated": article.syndicated,
        "language": article.language,
        "published": _published(article.published),
        "dateline": [{"name": place.name, "country": place.country} for place in article.dateline],
        "bylines": [{"name": line.name, "role": line.role, "place": line.place} for line in article.bylines],
        "photo": photo
        and {
            "caption": photo.caption,
            "photographer": photo.photographer,
            "provider": photo.provider,
            "taken": photo.taken,
        },
        "headings": list(article.headings),
    }


def _published(published: Published | None) -> Record | None:
    if published is None:
        return None
    return {
        "value": published.value,
        "precision": published.precision,
        "method": published.method,
        "alternatives": [{"value": other.value, "role": other.role} for other in published.alternatives],
    }


def _block(block: Block) -> Record:
    return {"start": block.start, "end": block.end, "zone": block.zone.value, "rule": block.rule}


def _counted(mentions: Iterable[_Spanned]) -> list[_Spanned]:
    return [mention for mention in mentions if mention.zone in COUNTED_ZONES]


def _span(mention: Mention | CountryMention) -> Record:
    span: Record = {"start": mention.start, "end": mention.end, "zone": mention.zone.value}
    if mention.in_title:
        span["in"] = "title"
    return span


def _in_text_order(mentions: Iterable[_Spanned]) -> list[_Spanned]:
    return sorted(mentions, key=lambda mention: (not mention.in_title, mention.start, mention.end))


def _entities(mentions: Sequence[Mention]) -> list[Record]:
    grouped: dict[tuple[str, EntityType], list[Mention]] = {}
    for mention in _in_text_order(mentions):
        grouped.setdefault((mention.name, mention.type), []).append(mention)
    entities = [
        {
            "name": name,
            "type": kind.value,
            "count": len(_counted(found)),
            "mentions": [_span(mention) | {"rule": mention.rule} for mention in found],
        }
        for (name, kind), found in grouped.items()
    ]
    return sorted(entities, key=lambda entity: (-entity["count"], entity["name"], entity["type"]))


def _by_code(mentions: Iterable[CountryMention]) -> dict[str, list[CountryMention]]:
    grouped: dict[str, list[CountryMention]] = {}
    for mention in _in_text_order(mentions):
        grouped.setdefault(mention.code, []).append(mention)
    return grouped


def _countries(mentions: Sequence[CountryMention], focus: Sequence[FocusScore]) -> list[Record]:
    scores = {score.code: score for score in focus}
    countries = []
    for code, found in _by_code(mention for mention in mentions if not mention.in_name).items():
        if not any(mention.zone in EVIDENT_ZONES for mention in found):
            continue
        counted, score = _counted(found), scores.get(code)
        countries.append(
            {
                "code": code,
                "count": len(counted),
                "focus": bool(score and score.focus),
                "score": score.score if score else 0.0,
                "kinds": _kinds(counted),
                "mentions": [_country_span(mention) for mention in found],
            }
        )
    return sorted(countries, key=lambda country: (-country["score"], -country["count"], country["code"]))


def _kinds(mentions: Sequence[CountryMention]) -> dict[str, int]:
    numbers = Counter(mention.kind for mention in mentions)
    return {kind.value: numbers[kind] for kind in CountryKind if numbers[kind]}


def _country_span(mention: CountryMention) -> Record:
    found = {"kind": mention.kind.value, "rule": mention.rule, "confidence": mention.confidence}
    return _span(mention) | found


def _in_name(mentions: Sequence[CountryMention]) -> list[Record]:
    grouped = _by_code(mention for mention in mentions if mention.in_name)
    return [{"code": code, "mentions": [_country_span(one) for one in grouped[code]]} for code in sorted(grouped)]


def _quote(quote: Quote, text: str) -> Record:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": text[quote.start : quote.end],
        "partial": quote.partial,
        "zone": quote.zone.value,
        "speaker": quote.speaker,
        "cue": quote.cue,
    }


# --- back ---------------------------------------------------------------------------------------


def _document(record: Mapping[str, Any]) -> Document:
    published = record["published"]
    return Document(
        path=record["path"],
        text=record["text"],
        format=record["format"],
        sha256=record["sha256"],
        member=record["member"],
        title=record["title"],
        source=record["source"],
        published=published["value"] if published else None,
        language=record["language"],
        url=record.get("url"),
        home_country=record.get("home_country"),
        container=record.get("container"),
        given_id=record["id"],
    )


def _body_spans(text: str, body: str, blocks: Sequence[Mapping[str, Any]]) -> Iterable[tuple[int, int]]:
    """Find the body's paragraphs again inside its blocks, each after the one before."""
    areas = [(block["start"], block["end"]) for block in blocks if block["zone"] == Zone.BODY]
    at = 0
    for paragraph in body.split("\n\n") if body else ():
        places = (text.find(paragraph, max(at, start), end) for start, end in areas if end > at)
        start = next((place for place in places if place >= 0), -1)
        if start < 0:
            raise ValueError("the body of the record does not stand in its text")
        at = start + len(paragraph)
        yield start, at


def _read_published(published: Mapping[str, Any] | None) -> Published | None:
    if not published:
        return None
    others = tuple(OtherDate(other["value"], other["role"]) for other in published["alternatives"])
    return Published(published["value"], published["precision"], published["method"], others)


def _read_entities(entities: Iterable[Mapping[str, Any]]) -> Iterable[Mention]:
    for entity in entities:
        for span in entity["mentions"]:
            yield Mention(
                span["start"],
                span["end"],
                Zone(span["zone"]),
                entity["name"],
                EntityType(entity["type"]),
                span["rule"],
                in_title=span.get("in") == "title",
            )


def _read_countries(record: Mapping[str, Any]) -> Iterable[CountryMention]:
    for key in ("countries", "in_name"):
        for country in record[key]:
            for span in country["mentions"]:
                yield CountryMention(
                    span["start"],
                    span["end"],
                    Zone(span["zone"]),
                    country["code"],
                    CountryKind(span["kind"]),
                    span.get("rule", ""),
                    confidence=span.get("confidence", 1.0),
                    in_title=span.get("in") == "title",
                    in_name=key == "in_name",
                )


def _read_quote(quote: Mapping[str, Any]) -> Quote:
    return Quote(quote["start"], quote["end"], Zone(quote["zone"]), quote["partial"], quote["speaker"], quote["cue"])


def _read_reason(record: Mapping[str, Any]) -> Reason | None:
    reason = record["reason"]
    return Reason(reason["code"], reason["sentence"]) if reason and record["status"] == Status.PARTIAL else None
