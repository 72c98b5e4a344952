"""Markdown: what a reader sees of it; front matter gives title, date, source and authors."""

import re
from collections.abc import Iterator

from monitor.core.collect.encoding import clean_text, decode
from monitor.core.collect.formats.marked import Given, Paragraph, compose, join_paragraphs
from monitor.core.collect.formats.text import DOUBTFUL
from monitor.core.collect.opening import RawFile
from monitor.core.records import Document, SourceDefaults

ENDINGS = (".md", ".markdown", ".mdown")
MAX_FRONT_MATTER = 200  # lines

_FACT = re.compile(r"([A-Za-z_ -]{2,30}):\s*(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_RULE = re.compile(r"(?:[-*_]\s*){3,}$")
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\s]{0,2000}(?:\s[^)\n]{0,200})?\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\](?:\([^)\s]{0,2000}(?:\s[^)\n]{0,200})?\)|\[[^\]\n]{0,200}\])")
_REFERENCE = re.compile(r"\[[^\]\n]{1,200}\]:\s+\S+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def looks_like_markdown(raw: RawFile) -> bool:
    """Tell whether a file is Markdown: its name says so, since its text is as plain as any."""
    return (raw.member or raw.path).lower().endswith(ENDINGS) and b"\0" not in raw.data


def read_markdown(raw: RawFile, defaults: SourceDefaults) -> Iterator[Document]:
    """Yield the article of a Markdown file.

    Raises:
        UnreadableDocument: empty.
    """
    decoded = decode(raw.data)
    facts, text = _front_matter(clean_text(decoded.text))
    paragraphs = list(_paragraphs(text))
    first = next((each.text for each in paragraphs if each.role == "heading"), None)
    authors = facts.get("author") or facts.get("authors") or facts.get("byline") or ""
    given = Given(
        title=facts.get("title") or facts.get("headline") or first,
        source=facts.get("source") or facts.get("publication") or facts.get("outlet"),
        published=facts.get("date") or facts.get("published"),
        method="front matter",
        language=facts.get("language") or facts.get("lang"),
        url=facts.get("url") or facts.get("link"),
        bylines=tuple(name for name in re.split(r"\s*[,;]\s*", authors.strip("[]")) if name),
        encoding=decoded.encoding,
        metadata={"front_matter": facts},
    )
    partial = DOUBTFUL if decoded.doubtful else None
    yield compose(raw, defaults, join_paragraphs(paragraphs), given, format_name="markdown", partial=partial)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the facts between the lines of dashes at the top, and the text below them."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return {}, text
    end = next((n for n, line in enumerate(lines[1:MAX_FRONT_MATTER], start=1) if line.strip() in ("---", "...")), None)
    facts = [_FACT.fullmatch(line.strip()) for line in lines[1:end]] if end else []
    if not end or not any(facts):
        return {}, text
    found = {each.group(1).strip().lower(): each.group(2).strip("\"' ") for each in facts if each and each.group(2)}
    return found, "\n".join(lines[end + 1 :])


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield headings, lists' lines and paragraphs; lines of one paragraph are joined."""
    collected: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            collected.append(line + "\n")
            continue
        bare = line.strip().removeprefix("> ").removeprefix(">").strip()
        heading = _HEADING.fullmatch(bare)
        underlined = len(collected) == 1 and _UNDERLINE.fullmatch(bare)
        if underlined:
            yield Paragraph(_plain(collected.pop()), "heading")
            continue
        if (
            not bare or heading or _RULE.fullmatch(bare) or _REFERENCE.fullmatch(bare) or _LIST.match(line)
        ) and collected:
            yield _joined(collected)
        if heading:
            yield Paragraph(_plain(heading.group(2)), "heading")
        elif bare and not _RULE.fullmatch(bare) and not _REFERENCE.fullmatch(bare):
            collected.append(bare)
    if collected:
        yield _joined(collected)


def _joined(collected: list[str]) -> Paragraph:
    text = " ".join(collected)
    collected.clear()
    alone = _PICTURE.fullmatch(text.strip())
    return Paragraph(alone.group(1), "caption") if alone else Paragraph(_plain(text))


def _plain(text: str) -> str:
    """Return a line without Markdown's marks."""
    for pattern, kept in ((_PICTURE, r"\1"), (_LINK, r"\1"), (_STRONG, r"\2"), (_EMPHASIS, r"\2"), (_CODE, r"\1")):
        text = pattern.sub(kept, text)
    return _ESCAPE.sub(r"\1", text)
