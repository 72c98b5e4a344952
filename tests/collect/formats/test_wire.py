"""Agencies' formats, tables and Markdown give the same article, with what they say of it."""

import json

import pytest

from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal

NITF = """<?xml version="1.0"?><nitf><head><title>x</title><docdata><doc-id id-string="p-1"/><urgency ed-urg="4"/>
<date.issue norm="20240304T083000+0100"/><date.release norm="20240304T120000Z"/></docdata>
<pubdata name="Ostby Post"/></head><body><body.head><hedline><hl1>Ferry runs again</hl1></hedline>
<byline>By <person>Ida Holm</person></byline><dateline><location>OSTBY</location></dateline></body.head>
<body.content><p>The ferry left on Monday.</p><hl2>Full</hl2><block><p>Forty <em>sailed</em>.</p></block>
<media><media-caption>The ferry at the quay</media-caption></media></body.content></body></nitf>"""
NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:p-1" version="3"><rightsInfo><usageTerms>No archive</usageTerms></rightsInfo>
<itemMeta><provider literal="Ostby Post"/><versionCreated>2024-03-04T09:00:00Z</versionCreated>
<embargoed>2024-03-04T12:00:00Z</embargoed></itemMeta>
<contentMeta><contentCreated>2024-03-04T08:30:00Z</contentCreated><urgency>4</urgency>
<headline>Ferry runs again</headline>
<by>Ida Holm</by><dateline>OSTBY</dateline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>The ferry left on Monday.</p><p>Forty sailed.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:p-2"><contentSet/></newsItem></itemSet></newsMessage>"""
NINJS = {
    "uri": "urn:p-1", "headline": "Ferry runs again", "byline": "By Ida Holm", "versioncreated": "2024-03-04T08:30:00Z",
    "body_xhtml": "<p>The ferry left on Monday.</p><p>Forty sailed.</p>", "language": "en", "version": "3",
    "urgency": 4, "usageterms": "No archive", "infosources": [{"name": "Ostby Post"}],
}  # fmt: skip


def read(data: str, name: str = "item.bin") -> list[Document | Refusal]:
    return list(read_bytes(RawFile(name, data.encode(), "")))


def document(data: str, name: str = "item.bin") -> Document:
    found = read(data, name)[0]
    assert isinstance(found, Document), found
    return found


def test_nitf() -> None:
    found = document(NITF)
    assert found.text.split("\n\n") == [
        "Ferry runs again",
        "By Ida Holm",
        "OSTBY — The ferry left on Monday.",
        "Full",
        "Forty sailed.",
        "The ferry at the quay",
    ]
    assert [found.text[start:end] for start, end in (*found.headings, *found.captions)] == [
        "Full",
        "The ferry at the quay",
    ]
    assert (found.title, found.source, found.bylines) == ("Ferry runs again", "Ostby Post", ("Ida Holm",))
    assert (found.published, found.given_id) == ("2024-03-04T08:30:00+0100", "p-1")
    assert (found.metadata["urgency"], found.metadata["embargoed"]) == ("4", "20240304T120000Z")


def test_newsml_items_are_articles_and_an_empty_one_is_refused_alone() -> None:
    found, bad = read(NEWSML)
    assert isinstance(found, Document)
    assert found.text.split("\n\n") == ["Ferry runs again", "OSTBY — The ferry left on Monday.", "Forty sailed."]
    assert (found.member, found.given_id, found.source) == ("item 1", "urn:p-1", "Ostby Post")
    assert (found.published, found.language, found.bylines) == ("2024-03-04T08:30:00Z", "en", ("Ida Holm",))
    kept = {name: found.metadata[name] for name in ("version", "urgency", "usage_terms", "embargoed")}
    assert kept == {"version": "3", "urgency": "4", "usage_terms": "No archive", "embargoed": "2024-03-04T12:00:00Z"}
    assert isinstance(bad, Refusal)
    assert bad.given_id == "urn:p-2"


def test_ninjs() -> None:
    found = document(json.dumps(NINJS, indent=1))
    assert found.text.split("\n\n") == ["Ferry runs again", "The ferry left on Monday.", "Forty sailed."]
    assert (found.format, found.source, found.bylines) == ("ninjs", "Ostby Post", ("Ida Holm",))
    assert found.metadata["version"] == "3"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_an_article_a_row_whatever_parts_its_cells(delimiter: str) -> None:
    rows = [
        ["Headline", "Publication", "Date", "Full Text", "Reach"],
        ["Ferry runs again", "Ostby Post", "4 March 2024", '"The ferry left.\n\nForty ""sailed""."', "12"],
        ["Nothing", "Ostby Post", "", "", ""],
        ["Bridge opens", "Ostby Post", "", "The bridge opened.", "7"],
    ]
    first, bad, last = read("\n".join(delimiter.join(row) for row in rows) + "\n")
    assert isinstance(first, Document)
    assert (first.member, first.title, first.source) == ("row 1", "Ferry runs again", "Ostby Post")
    assert (first.text, first.published) == ('The ferry left.\n\nForty "sailed".', "4 March 2024")
    assert first.metadata["Reach"] == "12"
    assert isinstance(bad, Refusal)
    assert (bad.member, bad.reason.code) == ("row 2", "no_text")
    assert isinstance(last, Document)


def test_prose_with_commas_is_no_table() -> None:
    assert document("The text, the title, and the source\n\nall stand here.\n", "a.txt").format == "text"


def test_markdown_is_what_a_reader_sees_of_it() -> None:
    text = (
        "---\ntitle: Ferry runs again\ndate: 2024-03-04\nsource: Ostby Post\nauthor: Ida Holm\n---\n"
        "# Ferry runs again\n\nThe *ferry* left [Ostby](https://x.example) on\n**Monday** with snake_case_words.\n\n"
        "![The ferry](a.png)\n\n## Full\n\n- Forty sailed\n- None sank\n\n> He said so.\n"
    )
    found = document(text, "a.md")
    assert found.text.split("\n\n") == [
        "Ferry runs again",
        "The ferry left Ostby on Monday with snake_case_words.",
        "The ferry",
        "Full",
        "- Forty sailed",
        "- None sank",
        "He said so.",
    ]
    assert (found.title, found.published, found.source) == ("Ferry runs again", "2024-03-04", "Ostby Post")
    assert (found.bylines, found.format) == (("Ida Holm",), "markdown")
    assert [found.text[start:end] for start, end in found.captions] == ["The ferry"]
