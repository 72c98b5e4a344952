"""Small articles and libraries for the tests of the store and of the query."""

from hashlib import sha256
from typing import Any

from monitor.core.records import (
    Analysis,
    Article,
    Block,
    CountryMention,
    Document,
    FocusScore,
    Mention,
    Published,
)
from monitor.core.terms import CountryKind, EntityType, Zone


def make_article(body: str, **fields: Any) -> Article:
    """Return an article whose text is a title, a blank line and body paragraphs; ``zones`` appends more blocks."""
    title = fields.pop("title", "A quiet day in Lome")
    extra: dict[Zone, str] = fields.pop("zones", {})
    paragraphs = [(Zone.HEADLINE, title)] if title else []
    paragraphs += [(Zone.BODY, part) for part in body.split("\n\n") if part.strip()]
    paragraphs += list(extra.items())
    text, blocks = "", []
    for zone, part in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(part), zone, "made"))
        text += part
    spans = tuple((block.start, block.end) for block in blocks if block.zone is Zone.BODY)
    published = fields.pop("published", "2024-03-05")
    digest = fields.pop("sha256", sha256((text + str(fields) + str(published)).encode()).hexdigest())
    document = Document(
        path=fields.pop("path", f"/inbox/{digest[:8]}.txt"),
        text=text,
        format="text",
        sha256=digest,
        member=fields.pop("member", None),
    )
    return Article(
        document=document,
        blocks=tuple(blocks),
        title=title,
        title_apart=False,
        source=fields.pop("source", "Harbour Gazette"),
        agency=fields.pop("agency", None),
        syndicated=False,
        language=fields.pop("language", "en"),
        published=Published(published, "day", "made") if published else None,
        dateline=(),
        bylines=(),
        photo=None,
        headings=(),
        body="\n\n".join(text[start:end] for start, end in spans),
        body_spans=spans,
        **fields,
    )


def analyse(article: Article, people: tuple[str, ...] = (), countries: tuple[tuple[str, str], ...] = ()) -> Analysis:
    """Return an analysis that mentions every occurrence of the people and of the countries (word, code)."""
    mentions = [
        Mention(start, end, zone, name, EntityType.PERSON, "made")
        for name in people
        for start, end, zone in _occurrences(article, name)
    ]
    places = [
        CountryMention(start, end, zone, code, CountryKind.NAME, "made")
        for word, code in countries
        for start, end, zone in _occurrences(article, word)
    ]
    focus = tuple(FocusScore(code, 1.0, True, "made") for code in sorted({place.code for place in places}))
    return Analysis(
        article,
        entities=tuple(sorted(mentions, key=lambda mention: mention.start)),
        countries=tuple(sorted(places, key=lambda place: place.start)),
        focus=focus,
        versions={"made": "1"},
    )


def _occurrences(article: Article, word: str) -> list[tuple[int, int, Zone]]:
    found = []
    for block in article.blocks:
        start = article.text.find(word, block.start, block.end)
        while start >= 0:
            found.append((start, start + len(word), block.zone))
            start = article.text.find(word, start + 1, block.end)
    return found
