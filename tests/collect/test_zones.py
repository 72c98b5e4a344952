"""Whole articles in the layouts in which they arrive: every stretch has its zone, the body is the body."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.collect.article import make_article
from monitor.core.records import Article, Document
from monitor.core.terms import Zone

TITLE = "Port Ellis buys a second crane"
BODY = [
    "The harbour board of Port Ellis voted on Monday to buy a second crane, ending two years of dispute over its cost.",
    "The crane, built in Poland, will lift 60 tonnes and allow ships from Chile to unload in a day instead of three.",
    "“We have waited long enough,” said Moana Tidewell, who chairs the board. “The ships have not waited at all.”",
    "The fishing fleet had asked the board to repair the northern quay first. The council of the town agrees "
    "with the fleet.",
    "Work begins in March and is to end before the apple harvest, when forty ships a week call at the port.",
]
CAPTION = "The old crane of Port Ellis stands idle during a storm on April 2, 2021."


def article(*paragraphs: str, form: str = "text", gap: str = "\n\n", **fields: object) -> Article:
    return make_article(Document(path="a.txt", text=gap.join(paragraphs), format=form, sha256="", **fields))  # type: ignore[arg-type]


def zones(found: Article) -> list[tuple[str, str]]:
    return [(block.zone.value, found.text[block.start : block.end]) for block in found.blocks]


def zone_of(found: Article, text: str) -> str:
    return next(zone for zone, part in zones(found) if part == text)


def body(found: Article) -> list[str]:
    return found.body.split("\n\n")


def test_a_republished_page_gives_the_article() -> None:
    found = article(
        *("September 29, 2023", "Ellis Post", "Complete Coast News", TITLE, TITLE),
        f"FILE PHOTO: {CAPTION} Ida Roe/Pool via Halyard/File photo Purchase Licensing Rights",
        f"PORT ELLIS/NAPIER (Halyard) – {BODY[0]}",
        *(BODY[1], "See also\xa0 Norway raises tolls on its tunnel", BODY[2], "Waiting for the apples", BODY[3]),
        *("Read more: Storm closes three beaches", BODY[4], "(Reporting by Ruru Haldane in Napier; Editing by Cy Do)"),
        *("Our standards: The Halyard Trust Principles.", "Purchase Licensing Rightsopens a new tab"),
    )
    assert body(found) == BODY
    assert [zone for zone, _ in zones(found)] == (
        [
            "date_line",
            "site_name",
            "tagline",
            "headline",
            "dup_headline",
            "caption",
            "credit",
            "legal",
            "dateline",
            "body",
            "body",
            "teaser",
            "body",
            "heading",
            "body",
            "teaser",
            "body",
            "byline",
            "legal",
            "legal",
        ]
    )


@pytest.mark.parametrize(
    "header",
    [
        ["Ellis Post", "Complete Coast News", "29 September 2023", TITLE, TITLE],
        ["Ellis Post", TITLE, TITLE, "29 September 2023", "By Ruru Haldane"],
        [TITLE, TITLE, "Ellis Post", "Complete Coast News", "29 September 2023"],
        ["Home > Region", "Ellis Post", "Complete Coast News", TITLE, "Written by Ruru Haldane", "29 September 2023"],
        ["Skip to main content", "29 September 2023", TITLE, TITLE, "Share", "3 comments"],
        [f"{TITLE} | Ellis Post", TITLE, "By Ruru Haldane | 29 September 2023"],
    ],
)
def test_headers_in_any_order(header: list[str]) -> None:
    found = article(*header, *BODY)
    assert body(found) == BODY
    assert found.title == TITLE
    assert found.published is not None
    assert found.published.value == "2023-09-29"
    assert {zone for zone, part in zones(found) if part in header} <= {zone.value for zone in Zone} - {"body"}


def test_a_plain_file_may_begin_with_its_headline() -> None:
    assert article(TITLE, *BODY).title == TITLE


def test_above_a_dateline_a_headline_may_be_short() -> None:
    dispatch = "RIGA (Meridian Wire) - Latvia's capital opened a tram line on Tuesday, two years late."
    assert article("Tram line opens", dispatch, *BODY).title == "Tram line opens"


@pytest.mark.parametrize(
    "first", ["Net 5 million", "She came at noon.", "and then they went", "The board", "Why not? Because of the cost."]
)
def test_a_first_line_that_is_not_plainly_a_headline_is_body(first: str) -> None:
    found = article(first, *BODY, form="jsonl")
    assert (body(found), found.title) == ([first, *BODY], None)


def test_a_record_with_a_title_keeps_it_apart() -> None:
    found = article(*BODY, form="jsonl", title=TITLE)
    assert (found.title, found.title_apart, body(found)) == (TITLE, True, BODY)


def test_a_title_that_stands_in_the_text_is_counted_once() -> None:
    found = article(TITLE, *BODY, form="jsonl", title=TITLE)
    assert (found.title, found.title_apart, zone_of(found, TITLE)) == (TITLE, False, "headline")


def test_a_headline_joined_to_its_paragraph_is_cut_off_before_the_dateline() -> None:
    found = article(f"{TITLE}. PORT ELLIS, N.Z. - {BODY[0]}", form="jsonl")
    assert zones(found) == [("headline", f"{TITLE}."), ("dateline", "PORT ELLIS, N.Z. -"), ("body", BODY[0])]


def test_a_sentence_that_repeats_the_headline_is_body() -> None:
    found = article(TITLE, TITLE, f"{TITLE}.", *BODY)
    assert body(found) == [f"{TITLE}.", *BODY]


def test_teasers_of_two_lines() -> None:
    found = article(
        TITLE,
        BODY[0],
        "See also",
        "Norway raises tolls",
        BODY[1],
        "RELATED STORIES",
        "Storm closes three beaches",
        "Mayor of Wexham goes at last",
        BODY[2],
    )
    assert body(found) == BODY[:3]
    assert [part for zone, part in zones(found) if zone == "teaser"][1] == "Norway raises tolls"


def test_a_paragraph_after_a_label_stays() -> None:
    assert body(article(TITLE, BODY[0], "Read more", BODY[1], BODY[2])) == BODY[:3]


def test_headings_stand_between_paragraphs_only() -> None:
    found = article(
        TITLE,
        BODY[0],
        "The quay waits",
        BODY[1],
        "What happens next?",
        BODY[2],
        "Moana Tidewell, chair",
        "Cy Do, clerk",
        "The end",
    )
    assert found.headings == ("The quay waits", "What happens next?")
    assert body(found)[3:] == ["Moana Tidewell, chair", "Cy Do, clerk", "The end"]


def test_rows_of_a_table_are_body() -> None:
    rows = [
        "ELLIS, N.Z., March 2 - Shr 67 cts vs 23 cts",
        "Net 5,220,000 vs 3,143,000",
        "Revs 236.1 mln vs 256.2 mln",
        "Six Mths",
        "Shr 85 cts vs 59 cts",
        "Net 6 mln vs 4 mln",
        "Six Mths",
    ]
    found = article(*rows, form="jsonl", gap="\n")
    assert body(found) == ["Shr 67 cts vs 23 cts", *rows[1:]]


def test_lines_broken_inside_sentences_are_neither_headline_nor_heading() -> None:
    lines = [
        "The harbour board of Port Ellis has voted to buy a second",
        "crane",
        "for the northern quay, its chair said on Monday after a long",
        "night.",
    ]
    found = article(*lines, form="jsonl", gap="\n")
    assert body(found) == lines


def test_a_date_between_paragraphs_heads_a_section() -> None:
    assert zone_of(article(TITLE, BODY[0], "September 12, 2023", BODY[1]), "September 12, 2023") == "heading"


def test_the_end_of_a_paragraph_is_cut_where_credits_begin() -> None:
    found = article(
        BODY[0],
        f"{BODY[1]} (Reporting by Ruru Haldane; Editing by Cy Do)",
        f"{BODY[2]} Copyright 2024 Ellis Post. All rights reserved.",
        form="jsonl",
    )
    assert body(found) == BODY[:3]


def test_prose_after_credits_is_still_body() -> None:
    found = article(BODY[0], "(Reporting by Ruru Haldane)", BODY[1], form="jsonl")
    assert body(found) == BODY[:2]


def test_nothing_is_left_without_a_body_where_there_is_any_text() -> None:
    for text in ("By Ruru Haldane", "All rights reserved.", "See also: Norway raises tolls", "Share", "5 May 2024"):
        found = article(text)
        assert found.blocks[0].zone is not None
        assert found.body in (text, "")
    assert article("All rights reserved.").body == "All rights reserved."


SENTENCES = (Path(__file__).parent / "prose_lines.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("place", [0, 1, 3, 5])
def test_a_sentence_that_begins_as_page_text_does_is_body_wherever_it_stands(place: int) -> None:
    eaten = []
    for sentence in SENTENCES:
        paragraphs = [*BODY[:place], sentence, *BODY[place:]]
        if body(article(*paragraphs, form="jsonl")) != paragraphs:
            eaten.append(sentence)
    assert eaten == []


WRAPS = [
    (
        [
            "Lakeside Herald",
            "Your window on the lake",
            "5 May 2024",
            "{t}",
            "{t}",
            "Photo: People walk in Napier. Ida Roe / AFP",
        ],
        ["(Reporting by A Bo; Editing by C Do)", "© 2024 Lakeside Herald"],
    ),
    (
        ["World", "{t}", "{t}", "3 hours ago", "By Ida Roe", "Leaders meet in Napier, May 3, 2021. (AP Photo/Ida Roe)"],
        ["Additional reporting by A Bo", "Terms of use | Privacy policy", "Share this:"],
    ),
    (
        ["Menu", "The Ellis Star", "{t}", "{t}", "29.09.2023", "Getty Images"],
        ["Written by Ida Roe", "All rights reserved.", "Tags: a, b"],
    ),
]
BARE = [
    BODY,
    ["OSLO, March 2 - Shr 5 cts vs 3", "Net 5 mln vs 3 mln", "Year", "Shr 9 cts vs 8"],
    ["She came at noon.", *BODY[1:3], "A list:", "First thing", "Second thing"],
    [f"NAPIER, N.Z. (AP) — {BODY[0]}", BODY[1], "A short cross-head", BODY[2], BODY[3]],
]


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("bare", BARE)
def test_furniture_around_an_article_never_changes_its_body(bare: list[str], wrap: tuple[list[str], list[str]]) -> None:
    above, below = wrap
    inside = [
        *bare[:1],
        "See also: Norway raises tolls",
        *bare[1:2],
        "Read more: Storm closes three beaches",
        *bare[2:],
    ]
    wrapped = article(*(line.format(t=TITLE) for line in above), *inside, *below, form="jsonl")
    assert wrapped.body == article(*bare, form="jsonl", gap="\n").body


LINES = st.sampled_from(
    [
        TITLE,
        "Ellis Post",
        "September 29, 2023",
        "See also",
        "See also: X wins",
        "By Ida Roe",
        "© 2024",
        "Share",
        "(Reporting by A Bo)",
        "NAPIER (AP) —",
        "Net 5 vs 3",
        "Photo: Ida Roe / AFP",
        *BODY,
        "",
        " ",
        "-- --",
        "“",
        "\u2028",
        "a" * 50,
        "((((" * 20,
        "\xa0" * 40 + "x",
    ]
) | st.text(max_size=60)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(LINES, max_size=14),
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from(["text", "jsonl", "html"]),
    st.booleans(),
)
def test_blocks_cover_the_text_in_order_for_any_text(lines: list[str], gap: str, form: str, titled: bool) -> None:
    found = article(*lines, form=form, gap=gap, title=TITLE if titled else None)
    assert all(before.end <= after.start for before, after in zip(found.blocks, found.blocks[1:], strict=False))
    assert all(0 <= block.start < block.end <= len(found.text) for block in found.blocks)
    covered = {place for block in found.blocks for place in range(block.start, block.end)}
    assert all(place in covered or character.isspace() for place, character in enumerate(found.text))
    assert found.body == "\n\n".join(found.text[start:end] for start, end in found.body_spans)
    assert all(part == part.strip() for part in (found.text[start:end] for start, end in found.body_spans))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=4))
def test_any_spans_of_a_reader_are_borne(text: str, spans: list[tuple[int, int]]) -> None:
    ordered = tuple(sorted((min(span), max(span)) for span in spans))
    found = article(text, furniture=ordered, headings=ordered[:1], captions=ordered[1:2])
    covered = {place for block in found.blocks for place in range(block.start, block.end)}
    assert all(place in covered or character.isspace() for place, character in enumerate(text))
