"""What a page says about its article in its head: JSON-LD, OpenGraph, meta tags, the canonical address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_SCRIPT = 1_000_000  # characters of a JSON-LD script; longer ones are catalogues
MAX_DEPTH = 6  # of objects inside objects in JSON-LD
_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report|\w*Review|WebPage|LiveBlogPosting)$")
_DATE_NAMES = (
    "article:published_time og:published_time datepublished date dc.date dc.date.issued dcterms.created dcterms.issued "
    "dc.date.created parsely-pub-date sailthru.date pubdate publishdate publish-date publication_date "
    "article.published "
    "cxenseparse:recs:publishtime timestamp"
).split()
_MODIFIED_NAMES = "article:modified_time og:updated_time lastmod dcterms.modified last-modified datemodified".split()
_AUTHOR_NAMES = (
    "author article:author dc.creator dcterms.creator parsely-author sailthru.author byl twitter:creator".split()
)
_SITE_NAMES = "og:site_name application-name dc.publisher publisher twitter:site cre".split()
_SPLIT = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
_BY = re.compile(r"^\s*(?:by|von|par|por)\s+", re.IGNORECASE)


@dataclass
class PageFacts:
    """Collects what the head of a page says; each list holds the best witness first once ``finish`` has run."""

    titles: list[str] = field(default_factory=list)
    unseen_titles: list[str] = field(default_factory=list)
    title_tag: str | None = None
    source: str | None = None
    published: str | None = None
    published_method: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    section: str | None = None
    description: str | None = None
    _metas: dict[str, str] = field(default_factory=dict)
    _scripts: list[str] = field(default_factory=list)
    _times: list[str] = field(default_factory=list)

    def see(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Take a start tag that may say something about the article."""
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            content = (attributes.get("content") or "").strip()
            if name and content:
                self._metas.setdefault(name.strip().lower(), content)
        elif tag == "html" and attributes.get("lang"):
            self.language = attributes["lang"]
        elif tag == "link" and (attributes.get("rel") or "").lower() == "canonical":
            self.url = self.url or attributes.get("href")
        elif tag == "time" and attributes.get("datetime"):
            self._times.append(str(attributes["datetime"]))

    def see_script(self, text: str) -> None:
        """Take the text of a JSON-LD script."""
        if len(text) <= MAX_SCRIPT:
            self._scripts.append(text)

    def finish(self) -> None:
        """Weigh what was seen: JSON-LD first, then OpenGraph, then other meta tags."""
        articles = [article for script in self._scripts for article in _articles(script)]
        articles.sort(key=lambda article: "datePublished" not in article)  # the article before the page around it
        for article in articles:
            self._take_article(article)
        self._take_metas()

    def _take_article(self, article: dict[str, object]) -> None:
        headline = _text(article.get("headline")) or _text(article.get("name"))
        if headline:
            self.titles.append(headline)
        if not self.published and (date := _text(article.get("datePublished"))):
            self.published, self.published_method = date, "JSON-LD datePublished"
        self.modified = self.modified or _text(article.get("dateModified"))
        self.source = self.source or _name(article.get("publisher"))
        self.authors = self.authors or tuple(_names(article.get("author")))
        self.section = self.section or _text(article.get("articleSection"))
        self.language = self.language or _text(article.get("inLanguage"))

    def _take_metas(self) -> None:
        metas = self._metas
        self.titles += [metas[name] for name in ("og:title", "twitter:title", "dc.title") if name in metas]
        self.unseen_titles += [metas["title"]] if "title" in metas else []
        for name in _DATE_NAMES:
            if not self.published and name in metas:
                self.published, self.published_method = metas[name], f"meta {name}"
        self.modified = self.modified or _first(metas, _MODIFIED_NAMES)
        site = _first(metas, _SITE_NAMES)
        self.source = metas.get("og:site_name") or self.source or (site.lstrip("@") if site else None)
        if not self.authors and (author := _first(metas, _AUTHOR_NAMES)) and "://" not in author:
            self.authors = tuple(_people(author))
        self.language = self.language or metas.get("og:locale") or metas.get("content-language")
        self.url = self.url or metas.get("og:url")
        self.section = self.section or metas.get("article:section")
        self.description = metas.get("og:description") or metas.get("description")
        if not self.published and self._times:
            self.published, self.published_method = self._times[0], "time element"


def _articles(script: str) -> Iterator[dict[str, object]]:
    """Yield the articles of a JSON-LD script; nothing where it is not JSON."""
    try:
        content = json.loads(script.strip().removeprefix("<!--").removesuffix("-->").strip(), strict=False)
    except (ValueError, RecursionError):
        return
    yield from _walk(content, MAX_DEPTH)


def _walk(content: object, depth: int) -> Iterator[dict[str, object]]:
    if depth == 0:
        return
    if isinstance(content, list):
        for each in content:
            yield from _walk(each, depth - 1)
    elif isinstance(content, dict):
        types = content.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names):
            yield content
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(content.get(key), depth - 1)


def _first(metas: dict[str, str], names: list[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return value.strip() or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        name = _name(each)
        is_person = not (isinstance(each, dict) and each.get("@type") == "Organization")
        if name and is_person and "://" not in name:
            yield from _people(name)


def _people(names: str) -> Iterator[str]:
    yield from (part for name in _SPLIT.split(_BY.sub("", names)) if (part := name.strip()))
