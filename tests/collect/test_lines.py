"""What single lines are: teasers, captions, credits, bylines, legal lines, furniture, and what they are not."""

import pytest

from monitor.core.collect.rules.bylines import byline_rule, byline_tail, read_bylines, signed_agency
from monitor.core.collect.rules.captions import caption_text, split_caption
from monitor.core.collect.rules.credits import read_credit
from monitor.core.collect.rules.furniture import is_furniture
from monitor.core.collect.rules.joined import split_joined
from monitor.core.collect.rules.legal import is_legal, is_legal_after_end, legal_tail
from monitor.core.collect.rules.outlet import assign
from monitor.core.collect.rules.teasers import Teaser, find_teaser

PROSE = [
    "Also on Tuesday, officials said that the ferry plan had failed.",
    "Read on Tuesday, the speech was longer than last year's.",
    "More than 300 people came to the quay.",
    "Next Tuesday the board meets again.",
    "Related companies in Oslo were not told.",
    "Watching the tide is a trade of its own.",
    "Human rights groups criticised the deal.",
    "He entered the building without permission.",
    "The report was published on Monday.",
    "Opinions on the crane are divided in the town.",
    "By Tuesday the storm had passed.",
    "By the way, the mayor added, the fish is free.",
    "Reporting by the radio has shown that the valve was old.",
    "The men contributed to this success, she said.",
    "The image of the port has suffered, the board fears.",
    "In this country many people get by with little.",
    "A combination of wind and rain closed the bridge.",
    "Share prices fell on Monday after the verdict.",
    "Tags on the crates said nothing about the salt.",
    "Facebook and Twitter were down in the region on Friday.",
    "Subscribers of the theatre get their money back, the director said.",
    "Copying the design, the yard built a second ship.",
    "Licensed to sail since May, she has not left the harbour.",
    "Our standards of living are falling, said the farmer.",
    "The views from the tower are wide.",
    "Photographers waited at the gate until midnight.",
    "Written in haste, the letter was never sent.",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_stays_prose(line: str) -> None:
    assert (find_teaser(line), split_caption(line), byline_rule(line), is_legal(line), is_furniture(line)) == (
        None,
        [],
        None,
        False,
        False,
    )


@pytest.mark.parametrize(
    "line",
    [
        "See also  Norway raises tolls",
        "See also\xa0 Norway raises tolls",
        "SEE ALSO: Norway raises tolls",
        "Read more: Norway raises tolls",
        "Also read | Norway raises tolls",
        "READ: Norway raises tolls",
        "Related: Norway raises tolls",
        "Read more about the tunnel",
        "Lire aussi : La Norvège augmente ses péages",
        "À lire aussi : La Norvège",
        "Lesen Sie auch: Norwegen erhöht die Maut",
        "Lea también: Noruega sube los peajes",
        "Leggi anche: La Norvegia",
        "Leia também: Noruega",
        "Lees ook: Noorwegen",
        "» See also: Norway raises tolls",
        "[Read also: Norway raises tolls]",
        "→ Norway raises tolls",
        "More from Harbour Post: Norway raises tolls",
        "You might also like: Norway raises tolls",
        "See also Norway raises tolls on its longest road tunnel",
        "Norway raises tolls (read more)",
    ],
)
def test_a_label_makes_a_teaser(line: str) -> None:
    assert find_teaser(line) is Teaser.LABELLED


@pytest.mark.parametrize(
    "line",
    ["See also", "Read more", "RELATED:", "Lire aussi :", "Related stories", "Mehr zum Thema", "You may also like"],
)
def test_a_label_alone_waits_for_its_headline(line: str) -> None:
    assert find_teaser(line) is Teaser.LABEL


@pytest.mark.parametrize(
    "line", ["DEEP DIVE: Norway raises tolls on its tunnel", "Zum Nachlesen | Norwegen erhöht die Maut im Tunnel"]
)
def test_an_unknown_label_needs_its_place_to_tell(line: str) -> None:
    assert find_teaser(line) is Teaser.PERHAPS


CAPTION = "Leaders shake hands in Oslo on May 3, 2021."


@pytest.mark.parametrize(
    ("line", "credit", "legal"),
    [
        (
            f"FILE PHOTO: {CAPTION} Ida Roe/Pool via Halyard/File photo Acquire licensing rights",
            "Ida Roe/Pool via Halyard/File photo",
            True,
        ),
        (
            f"File photo: {CAPTION} Ida Roe/Handout via AP/File Purchase Licensing Rights",
            "Ida Roe/Handout via AP/File",
            True,
        ),
        (f"{CAPTION} (AP Photo/Ida Roe, File)", "(AP Photo/Ida Roe, File)", False),
        (f"{CAPTION} (Photo by Ida Roe/AFP via Getty Images)", "(Photo by Ida Roe/AFP via Getty Images)", False),
        (f"{CAPTION} Photograph: Ida Roe/Reuters", "Photograph: Ida Roe/Reuters", False),
        (f"{CAPTION} REUTERS/Ida Roe/File Photo", "REUTERS/Ida Roe/File Photo", False),
        (
            f"{CAPTION} J. Scott Roe/Halyard Press/File photo Request reprint permission",
            "J. Scott Roe/Halyard Press/File photo",
            True,
        ),
        (f"FILE - {CAPTION} (Ida Roe/Halyard via AP, File)", "(Ida Roe/Halyard via AP, File)", False),
        (f"Archivbild: {CAPTION} Foto: Ida Roe/dpa", "Foto: Ida Roe/dpa", False),
        (f"Photo: {CAPTION} Ida Roe / dpa", "Ida Roe / dpa", False),
    ],
)
def test_a_caption_is_divided(line: str, credit: str, legal: bool) -> None:
    pieces = {zone.value: line[start:end] for start, end, zone, _ in split_caption(line)}
    assert caption_text(pieces["caption"]) == CAPTION
    assert pieces["credit"] == credit
    assert ("legal" in pieces) is legal


@pytest.mark.parametrize(
    "line",
    [
        "Image: Getty Images",
        "Photo: Ida Roe / AFP",
        "Image copyright AP",
        "© Ida Roe / dpa",
        "Picture: Ida Roe",
        "Courtesy of the ministry",
    ],
)
def test_a_credit_may_stand_alone(line: str) -> None:
    assert [zone.value for _, _, zone, _ in split_caption(line)] == ["credit"]


@pytest.mark.parametrize(
    "line",
    ["In this photo taken on May 3, 2020, a man walks.", "A woman waves, in this undated photo released by Halyard."],
)
def test_a_caption_may_say_that_it_is_one(line: str) -> None:
    assert [zone.value for _, _, zone, _ in split_caption(line)] == ["caption"]


@pytest.mark.parametrize(
    ("credit", "photographer", "provider"),
    [
        ("Ida Roe/Pool via Reuters/File photo", "Ida Roe", "Pool via Reuters"),
        ("REUTERS/Ida Roe", "Ida Roe", "REUTERS"),
        ("(AP Photo/Ida Roe, File)", "Ida Roe", "AP"),
        ("(Photo by Ida Roe/AFP via Getty Images)", "Ida Roe", "AFP via Getty Images"),
        ("Photo: Ida Roe", "Ida Roe", None),
        ("Ida Roe via AP", "Ida Roe", "AP"),
        ("Photo: Tomasz Roe/AFP", "Tomasz Roe", "AFP"),
        ("KCNA via REUTERS", None, "KCNA via REUTERS"),
        ("Getty Images", None, "Getty Images"),
        ("Halyard/Omari Tindwa", "Omari Tindwa", "Halyard"),
    ],
)
def test_a_credit_names_photographer_and_provider(credit: str, photographer: str | None, provider: str | None) -> None:
    assert read_credit(credit) == (photographer, provider)


def test_an_agency_that_the_article_names_is_the_provider() -> None:
    assert read_credit("Tidal Wire/Eeva Roe", agency="Tidal Wire") == ("Eeva Roe", "Tidal Wire")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "(Reporting by Ada Bo, Cy Do and Ed Fo in Oslo and Gi Ho and Halyard staff in Rome; Reporting by "
            "Moe) Editing by Jo Ko and Lu Mo-Nu",
            [
                ("Ada Bo", "reporter", "Oslo"),
                ("Cy Do", "reporter", "Oslo"),
                ("Ed Fo", "reporter", "Oslo"),
                ("Gi Ho", "reporter", "Rome"),
                ("Moe", "reporter", None),
                ("Jo Ko", "editor", None),
                ("Lu Mo-Nu", "editor", None),
            ],
        ),
        ("By Ada Bo", [("Ada Bo", "writer", None)]),
        ("By ADA BO and CY DO, Associated Press", [("Ada Bo", "writer", None), ("Cy Do", "writer", None)]),
        ("By Ada Bo in Oslo", [("Ada Bo", "writer", "Oslo")]),
        ("Von Jörg Müller-Thal, Berlin", [("Jörg Müller-Thal", "writer", "Berlin")]),
        ("Written by Ada Bo; Editing by Cy Do", [("Ada Bo", "writer", None), ("Cy Do", "editor", None)]),
        ("Additional reporting by Ada Bo in Oslo", [("Ada Bo", "reporter", "Oslo")]),
        (
            "Ada Bo reported from Oslo. Cy Do in Rome contributed to this report.",
            [("Ada Bo", "reporter", "Oslo"), ("Cy Do", "reporter", "Rome")],
        ),
        ("Ada Bo, Political Correspondent", [("Ada Bo", "reporter", None)]),
        ("Story by Ada Bo and photos by Cy Do", [("Ada Bo", "writer", None), ("Cy Do", "photographer", None)]),
    ],
)
def test_a_byline_names_people_with_role_and_place(line: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert byline_rule(line) is not None
    assert [(byline.name, byline.role, byline.place) for byline in read_bylines(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Reuters",
        "— AFP",
        "(Xinhua)",
        "With inputs from agencies",
        "By our shipping staff and Halyard",
        "Avec AFP",
        "Staff Reporter",
    ],
)
def test_an_agency_or_a_staff_signs_too(line: str) -> None:
    assert byline_rule(line) is not None
    assert read_bylines(line) == []


def test_the_agency_of_a_signed_line() -> None:
    assert (signed_agency("— AFP"), signed_agency("Halyard House"), signed_agency("Source: Reuters")) == (
        "AFP",
        None,
        "Reuters",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Our Standards: The Halyard Trust Principles.",
        "© 2024 Ellis Post",
        "Copyright 2024 Ellis Post. All rights reserved.",
        "Acquire licensing rightsopens a new tab",
        "Purchase Licensing Rights",
        "Request reprint permission",
        "Editorial standards: The Halyard Charter",
        "Tous droits réservés",
        "Alle Rechte vorbehalten",
        "This article was first published by Ellis Post.",
        "The views expressed in this article are the author's own.",
        "Terms of use | Privacy policy",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Republished with permission.",
    ],
)
def test_legal_lines(line: str) -> None:
    assert is_legal(line)


def test_after_the_end_one_word_tells() -> None:
    assert is_legal_after_end("The Halyard code of conduct")
    assert not is_legal("The Halyard code of conduct")
    assert not is_legal_after_end("About the harbour")


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Menu",
        "Share",
        "Facebook Twitter WhatsApp Email",
        "Home > World > Asia",
        "Home | News | Sport | Weather",
        "3 comments",
        "4 min read",
        "Subscribe to our newsletter and never miss a story.",
        "We use cookies to improve your visit.",
        "Follow us on Instagram",
        "Tags: harbour, cranes",
        "###",
        "Advertisement",
        "desk@ellis.example",
        "https://ellis.example/crane",
        "Sign up for our newsletter",
        "Load more",
        "FOR IMMEDIATE RELEASE",
        "Contact: Ida Roe, press office",
        "Article continues after this advertisement",
        "This article is for subscribers",
        "Load more comments",
        "Unsubscribe | View in browser",
        "You are receiving this email because you subscribed",
        "Ce site utilise des cookies. Tout accepter",
        "Diese Website verwendet Cookies",
        "Este sitio utiliza cookies",
    ],
)
def test_furniture_lines(line: str) -> None:
    assert is_furniture(line)


def test_credits_and_legal_text_at_the_end_of_a_paragraph() -> None:
    text = "She said no. (Reporting by Ada Bo; Editing by Cy Do)"
    assert text[byline_tail(text) or 0 :] == "(Reporting by Ada Bo; Editing by Cy Do)"
    text = "She said no. Bo reported from Oslo. Halyard writers Cy Do and Ed Fo contributed to this report."
    assert text[byline_tail(text) or 0 :].startswith("Bo reported")
    text = "She said no. Copyright 2024 The Ellis Post. All rights reserved."
    assert text[legal_tail(text) or 0 :].startswith("Copyright")
    assert byline_tail("Drive and design by Maxwell.") is None
    assert byline_tail("The album was written by Ada Bo.") is None


@pytest.mark.parametrize(
    ("line", "zones"),
    [
        ("By Ada Bo · 9 April 2025", ["byline", "date_line"]),
        ("Ellis Post | 9 April 2025 | World", ["site_name", "date_line", "furniture"]),
        ("By Ada Bo April 9, 2025", ["byline", "date_line"]),
        ("April 9, 2025 - 4 min read", ["date_line", "furniture"]),
        ("Ellis Post | World", []),
        ("Net 5 | Share 3", []),
        ("PRESS DIGEST - Tunisia - Aug 31", []),
    ],
)
def test_a_joined_line_is_divided_where_it_holds_a_date_or_byline(line: str, zones: list[str]) -> None:
    found = [zone.value for _, _, zone, _ in split_joined(line)]
    assert found == zones


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["Ellis Post", "Complete Coast News"], ["name", "tagline"]),
        (["Complete Coast News", "Ellis Post"], ["tagline", "name"]),
        (["Zandara", "News that travels"], ["name", "tagline"]),
        (["News that travels", "Zandara"], ["tagline", "name"]),
        (["World", "Ellis Post"], [None, "name"]),
        (["Breaking News", "Lakeside Herald", "Your town, your news"], [None, "name", "tagline"]),
        (["Unabhängig seit 1921", "Der Nordkurier"], ["tagline", "name"]),
    ],
)
def test_name_and_tagline_are_told_apart(lines: list[str], roles: list[str | None]) -> None:
    assert assign(lines) == roles
