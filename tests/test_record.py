"""A record says what an analysis says, and nothing is lost on the way back."""

import json

from monitor.core.record import dump, from_record, refusal_record, shown_path, to_record
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
from monitor.core.terms import CountryKind, EntityType, Status, Zone

TEXT = "Brandt in Riga\n\nRIGA - Orlo Brandt left Riga.\n\nLatvia’s Brandt said: “No.”\n\nPhoto: Brandt in Oslo"
ARTICLE = Article(
    document=Document("a.txt", TEXT, "text", "ab" * 32, given_id=7, url="https://example.org/a", home_country="LV"),
    blocks=(
        Block(0, 14, Zone.HEADLINE, "first line"),
        Block(16, 22, Zone.DATELINE, "capitals"),
        Block(23, 45, Zone.BODY, "rest"),
        Block(47, 74, Zone.BODY, "rest"),
        Block(76, 97, Zone.CAPTION, "photo"),
    ),
    title="Brandt in Riga",
    title_apart=False,
    source="Example Post",
    agency=None,
    syndicated=False,
    language="en",
    published=Published("2026-02-01", "day", "date line", (OtherDate("2019-04-25", "photo"),)),
    dateline=(DatelinePlace("Riga", "LV"),),
    bylines=(Byline("Mira Ozols", "reporter", None),),
    photo=Photo("Brandt in Oslo", None, "Pool"),
    headings=("More",),
    body="Orlo Brandt left Riga.\n\nLatvia’s Brandt said: “No.”",
    body_spans=((23, 45), (47, 74)),
)
ANALYSIS = Analysis(
    article=ARTICLE,
    entities=(
        Mention(0, 6, Zone.HEADLINE, "Orlo Brandt", EntityType.PERSON, "short"),
        Mention(23, 34, Zone.BODY, "Orlo Brandt", EntityType.PERSON, "model"),
        Mention(83, 89, Zone.CAPTION, "Orlo Brandt", EntityType.PERSON, "short"),
        Mention(93, 97, Zone.CAPTION, "Oslo", EntityType.PLACE, "model"),
    ),
    countries=(
        CountryMention(10, 14, Zone.HEADLINE, "LV", CountryKind.CAPITAL, "gazetteer"),
        CountryMention(16, 20, Zone.DATELINE, "LV", CountryKind.CAPITAL, "dateline"),
        CountryMention(47, 53, Zone.BODY, "LV", CountryKind.NAME, "gazetteer", 0.9),
        CountryMention(93, 97, Zone.CAPTION, "NO", CountryKind.CAPITAL, "gazetteer"),
        CountryMention(40, 44, Zone.BODY, "EE", CountryKind.CITY, "inside", in_name=True),
    ),
    focus=(FocusScore("LV", 5.0, True),),
    quotes=(Quote(69, 74, Zone.BODY, False, "Orlo Brandt", "said"),),
)


def test_counts_are_of_headline_and_body_and_other_zones_are_only_listed() -> None:
    record = to_record(ANALYSIS)
    assert [(entity["name"], entity["count"], len(entity["mentions"])) for entity in record["entities"]] == [
        ("Orlo Brandt", 2, 3),
        ("Oslo", 0, 1),
    ]


def test_a_caption_makes_no_country_appear_and_a_name_holds_its_own_list() -> None:
    record = to_record(ANALYSIS)
    (latvia,) = record["countries"]
    assert (latvia["count"], latvia["kinds"], latvia["focus"]) == (2, {"name": 1, "capital": 1}, True)
    assert len(latvia["mentions"]) == 3
    assert [country["code"] for country in record["in_name"]] == ["EE"]


def test_a_dateline_alone_makes_a_country_appear_with_count_0() -> None:
    analysis = Analysis(ARTICLE, countries=ANALYSIS.countries[1:2], focus=ANALYSIS.focus)
    (latvia,) = to_record(analysis)["countries"]
    assert (latvia["count"], latvia["focus"]) == (0, True)


def test_countries_stand_in_the_order_of_their_scores() -> None:
    countries = tuple(
        CountryMention(23, 34, Zone.BODY, code, CountryKind.NAME, "made") for code in ("NO", "SE", "SE", "FI")
    )
    focus = (FocusScore("FI", 4.0, True), FocusScore("NO", 1.0, False))
    record = to_record(Analysis(ARTICLE, countries=countries, focus=focus))
    assert [country["code"] for country in record["countries"]] == ["FI", "NO", "SE"]


def test_the_way_back_loses_nothing() -> None:
    record = json.loads(dump(to_record(ANALYSIS)))
    assert to_record(from_record(record)) == record
    again = from_record(record)
    assert again.article.body_spans == ARTICLE.body_spans
    assert again.article.blocks == ARTICLE.blocks


def test_a_mention_in_a_separate_title_says_so() -> None:
    mention = Mention(0, 6, Zone.HEADLINE, "Orlo Brandt", EntityType.PERSON, "model", in_title=True)
    (entity,) = to_record(Analysis(ARTICLE, entities=(mention,)))["entities"]
    assert entity["mentions"] == [{"start": 0, "end": 6, "zone": "headline", "in": "title", "rule": "model"}]


def test_a_refusal_has_the_keys_of_a_record() -> None:
    refusal = Refusal("b.txt", Reason("bad_json", "The line is not valid JSON."), member="line 7")
    record = refusal_record(refusal)
    assert list(record) == list(to_record(ANALYSIS))
    assert (record["id"], record["status"], record["member"], record["sha256"]) == (None, "refused", "line 7", None)


def test_what_is_missing_from_a_document_makes_its_record_partial() -> None:
    record = to_record(Analysis(ARTICLE, partial=Reason("text_capped", "The text was cut.")))
    assert (record["status"], record["reason"]["code"]) == (Status.PARTIAL, "text_capped")


def test_a_name_that_is_not_utf8_is_printable() -> None:
    assert shown_path("\udcff.txt") == "\\xff.txt"


def test_a_record_is_one_line_to_every_reader() -> None:
    record = {"text": "one\u2028two\u2029three\x85four\x0bfive\x0csix\x1cseven\neight\rnine"}
    line = dump(record)
    assert line.splitlines() == [line]
    assert json.loads(line) == record
