"""Saved pages: all visible text in order, the article told apart from the page, nothing lost without a word."""

import pytest

from monitor.core.collect.article import make_article
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Article, Document, Refusal
from monitor.core.terms import Zone

PARAGRAPHS = [
    "The harbour board of Port Ellis voted on Monday to buy a second crane, ending two years of dispute over the cost.",
    "The crane, built in Gdansk, will lift 60 tonnes and allow ships from Chile to unload in a day instead of three.",
    "“We have waited long enough,” said Moana Tidewell, who chairs the board. “The ships have not waited at all.”",
    "The fishing fleet had asked the board to repair the northern quay first, which the council of the town supports.",
    "Work begins in March and is to end before the apple harvest, when forty ships a week call at the port.",
]
PAGE = """<!DOCTYPE html><html lang="en-NZ"><head><meta charset="utf-8">
<title>Port Ellis buys a crane - Ellis Post</title>
<meta property="og:title" content="Port Ellis buys a second crane">
<meta property="og:site_name" content="Ellis Post">
<link rel="canonical" href="https://post.example/crane"><style>p {{ color: red }}</style>
<script type="application/ld+json">{json_ld}</script></head>
<body><header><nav><ul><li>Home</li><li>World</li><li>Sport</li></ul></nav></header>
<div class="cookie">We use cookies. <button>Accept all</button></div>
<main><article><h1>Port Ellis buys a second crane</h1>
<p class="meta">By Ruru Haldane in Port Ellis · 5 May 2024</p>
<figure><img src="x.jpg"><figcaption>The old crane in April. Photo: Tane Orwell/Ellis Post</figcaption></figure>
{body}
</article><aside><h3>Most read</h3><p>Mayor of Wexham resigns over ferry</p></aside></main>
<footer><p>© 2024 Ellis Post. All rights reserved.</p></footer>
<script>var hidden = "SCRIPTED";</script></body></html>"""
JSON_LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Ellis Post"},
{"@type": "NewsArticle", "headline": "Port Ellis buys a second crane",
"datePublished": "2024-05-05T08:00:00+12:00", "dateModified": "2024-05-06T09:30:00+12:00",
"author": [{"@type": "Person", "name": "Ruru Haldane"}],
"publisher": {"@type": "Organization", "name": "Ellis Post"}}]}"""


def read(page: str | bytes) -> Document:
    (found,) = read_bytes(RawFile("page.html", page.encode() if isinstance(page, str) else page, ""))
    assert isinstance(found, Document)
    return found


def article(json_ld: str = JSON_LD) -> Article:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])
    body += f"<h2>The quay waits</h2><p>{PARAGRAPHS[3]}</p><p>See also: Storm closes three beaches</p>"
    body += f"<p>{PARAGRAPHS[4]}</p>"
    return make_article(read(PAGE.format(json_ld=json_ld, body=body)))


def texts(found: Article, zone: Zone) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.zone is zone]


def test_the_body_is_the_article_and_nothing_else() -> None:
    assert article().body == "\n\n".join(PARAGRAPHS)


def test_head_and_text_give_the_metadata() -> None:
    found = article()
    assert (found.title, found.title_apart, found.source, found.language) == (
        "Port Ellis buys a second crane",
        False,
        "Ellis Post",
        "en",
    )
    assert found.published is not None
    assert (found.published.value, found.published.precision, found.published.method) == (
        "2024-05-04T20:00Z",
        "minute",
        "JSON-LD datePublished",
    )
    assert [(other.value, other.role) for other in found.published.alternatives][-1] == ("2024-05-05T21:30Z", "updated")
    assert [(byline.name, byline.place) for byline in found.bylines] == [("Ruru Haldane", "Port Ellis")]
    assert found.photo is not None
    assert (found.photo.photographer, found.photo.provider) == ("Tane Orwell", "Ellis Post")
    assert found.headings == ("The quay waits",)
    assert found.document.url == "https://post.example/crane"


def test_without_json_ld_the_page_still_has_its_date() -> None:
    found = article(json_ld="{broken")
    assert found.published is not None
    assert (found.published.value, found.published.method) == ("2024-05-05", "leading date line")


def test_everything_visible_is_in_the_text_and_the_page_around_is_furniture() -> None:
    found = article()
    assert "Mayor of Wexham resigns over ferry" in found.text
    assert "SCRIPTED" not in found.text
    assert "color" not in found.text
    assert {"Home", "World", "Sport", "Accept all"} <= set(texts(found, Zone.FURNITURE))
    assert texts(found, Zone.TEASER)[0] == "See also: Storm closes three beaches"


@pytest.mark.parametrize(
    "page",
    [
        "<p>Before the depth.</p>" + "<div>" * 300 + "<p>DEEPEST words</p>" + "</div>" * 300 + "<p>AFTERWARDS more</p>",
        "<p>Before the depth.</p>" + "<b>" * 2000 + "DEEPEST words <p>AFTERWARDS more</p>",
        "<p>" + "word " * 2_100_000 + "DEEPEST</p><p>AFTERWARDS more</p>",
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">DEEPEST words</p><p>AFTERWARDS more</p>",
    ],
    ids=["nested", "unclosed", "long node", "attributes"],
)
def test_what_lxml_would_lose_is_read_by_the_fallback_and_marked(page: str) -> None:
    found = read(f"<html><head><title>A page</title></head><body>{page}</body></html>")
    assert "DEEPEST" in found.text
    assert "AFTERWARDS" in found.text
    assert found.partial is not None
    assert found.partial.code == "broken_markup"


def test_a_good_page_is_not_marked() -> None:
    assert article().document.partial is None


def test_a_picture_in_a_tag_is_no_bomb() -> None:
    assert read(f"<html><body><img src='data:{'A' * 500_000}'><p>Words of the page.</p></body></html>").partial is None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<meta charset='windows-1252'><p>Z\xfcrich".encode("latin-1"), "Zürich"),
        ("<p>Zürich and Malmö</p>".encode(), "Zürich and Malmö"),
        ("<?xml version='1.0' encoding='utf-8'?><html><body><p>Zürich</p></body></html>".encode(), "Zürich"),
        (b"<html><body><p>a\0b</p></body></html>", "a\ufffdb"),
        ("<html><body><p>Wörter hier</p></body></html>".encode("utf-16"), "Wörter hier"),
    ],
)
def test_the_encoding_is_found_before_the_markup_is_parsed(page: bytes, expected: str) -> None:
    assert read(b"<html>" + page if not page.startswith((b"<?xml", b"<html", b"\xff\xfe")) else page).text == expected


def test_blocks_are_paragraphs_and_breaks_are_lines() -> None:
    found = read(
        "<html><body><p>One <b>bold</b>\n word.<br>New line</p><ul><li>first</li><li>second</li></ul><pre>a\n  "
        "b</pre>x</body></html>"
    )
    assert found.text == "One bold word.\nNew line\n\nfirst\n\nsecond\n\na\nb\n\nx"


def test_hidden_text_is_kept_as_furniture() -> None:
    found = read(f"<html><body><p>{PARAGRAPHS[0]}</p><div style='display: none'>Tracking words</div></body></html>")
    assert [found.text[start:end] for start, end in found.furniture] == ["Tracking words"]


def test_a_page_without_text_is_refused() -> None:
    (found,) = read_bytes(RawFile("page.html", b"<!DOCTYPE html><html><body><script>x()</script></body></html>", ""))
    assert isinstance(found, Refusal)
    assert found.reason.code == "empty"


def test_the_title_that_browsers_show_comes_before_one_that_they_never_do() -> None:
    page = (
        b"<html><head><title>Ferry sails again</title><meta name='title' content='Draft 2'></head><p>Text.</p></html>"
    )
    (found,) = read_bytes(RawFile("p.html", page, ""))
    assert isinstance(found, Document)
    assert found.title == "Ferry sails again"
    assert found.metadata["other_titles"] == ["Draft 2"]
