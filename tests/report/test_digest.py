"""A digest is one file that fetches nothing, in which no article can become markup."""

import io
import re
from html.parser import HTMLParser
from typing import Any

from invented_articles import analyse, make_article

from monitor.core.record import to_record
from monitor.core.report.digest import MOST_NAMES, write_digest

NASTY = '<script src="https://example.org/x.js">alert(1)</script>"><img src=x onerror=alert(1)>&lt;b&gt;'


class Elements(HTMLParser):
    """Notes every element with its attributes, and all text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def record(title: str | None, published: str | None = "2024-03-05", story: str = "s", **fields: Any) -> dict[str, Any]:
    people = fields.pop("people", ("Ada Kofi",))
    article = make_article("Ada Kofi spoke in Togo.", title=title, published=published, **fields)
    found = analyse(article, people, (("Togo", "TG"),))
    evidence = [{"text": fields.get("source", "Ada Kofi"), "zone": "body", "rule": "name"}]
    alert = {"entry": title or "Entry", "severity": "high", "state": "new", "evidence": evidence}
    return {**to_record(found), "story": {"id": story, "copies": 2}, "alerts": [alert]}


def digest(*records: dict[str, Any], heading: str = "") -> tuple[str, Elements]:
    file, elements = io.StringIO(), Elements()
    write_digest(records, file, heading=heading)
    elements.feed(file.getvalue())
    return file.getvalue(), elements


def test_article_text_cannot_become_markup() -> None:
    plain, nasty = digest(record("Rain", source="Mail"))[1], digest(record(NASTY, source=NASTY), heading=NASTY)[1]
    assert nasty.tags == plain.tags
    assert nasty.attributes == plain.attributes
    assert nasty.words.count(NASTY) >= 4  # heading twice, headline, source, entry, evidence


def test_nothing_is_fetched_and_the_policy_forbids_all_but_the_files_own_style() -> None:
    text, elements = digest(record("Rain"))
    assert not {"script", "img", "link", "iframe", "a", "object"} & set(elements.tags)
    assert not {"src", "href", "style"} & elements.attributes
    assert "url(" not in text
    assert "@import" not in text
    assert re.search(r"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-[\w+/=]+'\"", text)


def test_articles_stand_by_day_with_counts_countries_and_names() -> None:
    text, elements = digest(
        record("Old", "2024-03-04", "a"), record("New", "2024-03-05T10:00:00Z", "b"), record("None", None, "b")
    )
    assert "3 articles, 2 stories, 3 alerts" in elements.words
    order = [text.index(words) for words in ("2024-03-05 · 1 article", "2024-03-04 · 1 article", "Without a date")]
    assert order == sorted(order)
    assert "Countries: TG 1" in elements.words
    assert "Names: Ada Kofi 1" in elements.words
    assert "Alert, high, new: Old: Ada Kofi (body, name)" in elements.words
    assert "2 copies" in elements.words


def test_copies_of_a_day_are_lines_below_the_first_that_is_told_of() -> None:
    first, copy = record("A", source="Mail", story="a"), record("B", source="Harbour Gazette", story="a")
    elements = digest(first, copy, record("C", "2024-03-04", "a", source="Coast Post"))[1]
    assert "3 articles, 1 story" in elements.words
    assert "2024-03-05 · 2 articles" in elements.words
    assert "Also: Harbour Gazette · B" in elements.words
    assert elements.words.count("Alert, high") == 2  # a day, not an article
    assert "Also: Coast Post" not in elements.words


def test_evidence_is_counted_and_shown_once_among_its_words() -> None:
    told = record("Rain")
    start = told["text"].index("Togo")
    one = {"text": "Togo", "zone": "body", "rule": "name", "start": start, "end": start + 4}
    told["alerts"][0]["evidence"] = [one, {**one, "start": start + 9_000, "end": start + 9_004}]
    elements = digest(told)[1]
    assert "Togo × 2 (body, name)Ada Kofi spoke in Togo." in elements.words
    far = {**told["alerts"][0], "evidence": [{**one, "text": "Ghana"}]}  # of another copy, whose text is not here
    assert "Ghana (body, name)" in digest({**told, "alerts": [far]})[1].words
    assert "spoke in" not in digest({**told, "alerts": [far]})[1].words


def test_names_that_are_left_out_are_counted() -> None:
    many = {**record("Rain"), "entities": [{"name": f"Name {n}", "count": 1} for n in range(MOST_NAMES + 3)]}
    assert "and 3 more" in digest(many)[1].words


def test_a_day_does_not_depend_on_the_order_of_the_records() -> None:
    records = [record("A", story="a"), record("B", story="b"), record("C", None, "c")]
    assert digest(*records)[0] == digest(*reversed(records))[0]
