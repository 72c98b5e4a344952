"""Analysed articles made by hand: blocks of invented text with the mentions that a resolver would find."""

from monitor.core.records import (
    Analysis,
    Article,
    Block,
    CountryMention,
    Document,
    Mention,
)
from monitor.core.terms import CountryKind, EntityType, Zone


def analysis(
    *blocks: tuple[Zone, str],
    people: dict[str, str] | None = None,
    countries: dict[str, str] | None = None,
    title: str | None = None,
) -> Analysis:
    """Return an analysis of the blocks.

    ``people`` maps a surface form to the name that every occurrence of it resolves to, ``countries`` to a code.
    With ``title`` the title came apart from the text.
    """
    text = "\n\n".join(block for _, block in blocks)
    placed: list[Block] = []
    at = 0
    for zone, block in blocks:
        placed.append(Block(at, at + len(block), zone, "made"))
        at += len(block) + 2
    spans = tuple((block.start, block.end) for block in placed if block.zone is Zone.BODY)
    article = Article(
        document=Document(path="invented.txt", text=text, format="text", sha256="0" * 64),
        blocks=tuple(placed),
        title=title or next((block for zone, block in blocks if zone is Zone.HEADLINE), None),
        title_apart=title is not None,
        source=None,
        agency=None,
        syndicated=False,
        language="en",
        published=None,
        dateline=(),
        bylines=(),
        photo=None,
        headings=(),
        body="\n\n".join(text[start:end] for start, end in spans),
        body_spans=spans,
    )
    return Analysis(
        article,
        entities=tuple(
            Mention(start, end, zone, name, EntityType.PERSON, "made")
            for surface, name in (people or {}).items()
            for start, end, zone in _occurrences(text, placed, surface)
        ),
        countries=tuple(
            CountryMention(start, end, zone, code, CountryKind.NAME, "made")
            for surface, code in (countries or {}).items()
            for start, end, zone in _occurrences(text, placed, surface)
        ),
    )


def _occurrences(text: str, blocks: list[Block], surface: str) -> list[tuple[int, int, Zone]]:
    found = []
    for block in blocks:
        at = text.find(surface, block.start, block.end)
        while at >= 0:
            found.append((at, at + len(surface), block.zone))
            at = text.find(surface, at + 1, block.end)
    return found
