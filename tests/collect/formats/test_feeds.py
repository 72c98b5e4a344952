"""An item of a feed is an article with the feed's facts; a bad one does not concern the others."""

import json
from pathlib import Path

import pytest

from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Østby Post</title><language>en-gb</language>
<item><title>Ferry runs again</title><link>https://post.example/1</link><guid>p-1</guid>
<dc:creator>Ida Holm</dc:creator>
<pubDate>Mon, 04 Mar 2024 08:30:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The ferry left Østby on Monday.</p><h2>Full</h2>
<p>Forty sailed.</p><script>x()</script>]]></content:encoded></item>
<item></item>
<item><title>Bridge &amp; road open</title><link>https://post.example/3</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Østby Post</title>
<entry><title>Ferry runs again</title><id>p-1</id><link href="https://post.example/1"/>
<author><name>Ida Holm</name></author>
<published>2024-03-04T08:30:00+01:00</published><updated>2024-03-05T09:00:00Z</updated>
<content type="html">&lt;p&gt;The ferry left Østby on Monday.&lt;/p&gt;</content></entry></feed>"""


def read(data: bytes | str, name: str = "feed.bin") -> list[Document | Refusal]:
    return list(read_bytes(RawFile(name, data.encode() if isinstance(data, str) else data, "")))


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_an_rss_item_is_an_article_with_the_feeds_facts(encoding: str) -> None:
    first, bad, last = read(RSS.format(encoding=encoding).encode(encoding))
    assert isinstance(first, Document)
    assert (first.member, first.title, first.source) == ("item 1", "Ferry runs again", "Østby Post")
    assert (first.published, first.language) == ("Mon, 04 Mar 2024 08:30:00 +0100", "en")
    assert (first.url, first.given_id, first.bylines) == ("https://post.example/1", "p-1", ("Ida Holm",))
    shown = first.text[: first.furniture[-1][0]].strip()
    assert shown == "The ferry left Østby on Monday.\n\nFull\n\nForty sailed."
    assert [first.text[start:end] for start, end in first.headings] == ["Full"]
    assert isinstance(bad, Refusal)
    assert (bad.member, bad.reason.code) == ("item 2", "no_text")
    assert isinstance(last, Document)
    assert last.title == "Bridge & road open"


def test_an_atom_entry_without_a_declaration() -> None:
    (found,) = read(ATOM)
    assert isinstance(found, Document)
    assert (found.title, found.published, found.bylines) == (
        "Ferry runs again",
        "2024-03-04T08:30:00+01:00",
        ("Ida Holm",),
    )
    assert found.metadata["modified"] == "2024-03-05T09:00:00Z"
    assert found.text.startswith("The ferry left Østby on Monday.\n\n")


def test_a_feed_broken_in_the_middle_keeps_its_items_and_says_so() -> None:
    broken = RSS.format(encoding="utf-8").replace("<item></item>", "<item><title>Fire & <b>smoke</title></item>")
    found = read(broken)
    assert next(each.title for each in found if isinstance(each, Document)) == "Ferry runs again"
    assert {each.partial.code for each in found if isinstance(each, Document) and each.partial} == {"broken_markup"}


def test_a_json_feed_is_read_like_the_others() -> None:
    items = [
        {"id": 7, "title": "Ferry runs again", "content_html": "<p>The ferry left Ostby.</p>", "url": "https://post.example/1",
         "date_published": "2024-03-04T08:30:00Z", "authors": [{"name": "Ida Holm"}]},
        {"id": "8", "content_text": "The bridge opened."},
        "rubbish",
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Ostby Post", "language": "en", "items": items}
    first, second, bad = read(json.dumps(feed, indent=1))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, first.published, first.given_id) == ("Ferry runs again", "2024-03-04T08:30:00Z", "7")
    assert (second.text.split("\n")[0], second.source) == ("The bridge opened.", "Ostby Post")
    assert isinstance(bad, Refusal)


def test_a_feed_opens_no_address_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Sesame")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{path.as_uri()}">]>'
    for body in ("<rss><channel><item><title>A &x; b</title></item></channel></rss>", "<r><p>A &x; b</p></r>"):
        assert all("Sesame" not in each.text for each in read(head + body, "a.xml") if isinstance(each, Document))


def test_xml_that_nobody_knows_is_its_text() -> None:
    data = '<?xml version="1.0"?><r><!-- no --><p>The <b>ferry</b> left.</p><q><p>Forty sailed.</p></q></r>'
    (found,) = read(data)
    assert isinstance(found, Document)
    assert (found.format, found.text) == ("xml", "The ferry left.\n\nForty sailed.")


def test_entities_of_its_own_are_text_and_bombs_are_refused() -> None:
    own = '<!DOCTYPE r [<!ENTITY town "Østby">]><r><p>The ferry left &town; on Monday.</p></r>'
    (found,) = read(own, "a.xml")
    assert isinstance(found, Document)
    assert found.text == "The ferry left Østby on Monday."
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    (bomb,) = read(f'<!DOCTYPE r [<!ENTITY a0 "ha">{levels}]><r>&a11;</r>', "b.xml")
    assert isinstance(bomb, Refusal)
    assert bomb.reason.code == "suspicious_ratio"


def test_broken_xml_keeps_its_words_and_says_so() -> None:
    (found,) = read("<r><p>The ferry left</q> Østby <![CDATA[on <Monday]]> &amp; sank<", "a.xml")
    assert isinstance(found, Document)
    assert found.partial is not None
    assert set("The ferry left Østby on &".split()) <= set(found.text.split())


def test_other_json_is_the_text_that_it_is() -> None:
    data = json.dumps({"tests": ["<p>one</p><b>two</b><i>x</i><p>three</p><a>four</a>"]}, indent=1)
    (found,) = read(data)
    assert isinstance(found, Document)
    assert (found.format, found.text) == ("text", data)
