"""What is known of an article beside its text, and what stays unknown."""

import pytest

from monitor.core.collect.article import make_article
from monitor.core.records import Article, Document

BODY = (
    "The harbour board of Port Ellis voted on Monday to buy a second crane, ending two years of dispute over its cost."
)


def article(*paragraphs: str, **fields: object) -> Article:
    text = "\n\n".join(paragraphs)
    return make_article(Document(path="a.txt", text=text, format="text", sha256="", **fields))  # type: ignore[arg-type]


def published(*paragraphs: str, **fields: object) -> tuple[str, str] | None:
    found = article(*paragraphs, **fields).published
    return (found.value, found.method) if found else None


def test_a_missing_date_stays_missing() -> None:
    assert published("Port Ellis buys a second crane", BODY) is None
    assert published(BODY, "The board meets again on Tuesday, May 5, 2024, at noon, its clerk said.") is None
    assert published("FILE PHOTO: The crane on May 5, 2019. Ida Roe/AFP", BODY) is None


@pytest.mark.parametrize(
    ("paragraphs", "fields", "expected"),
    [
        (["5 May 2024", BODY], {}, ("2024-05-05", "leading date line")),
        (["5 May 2024", BODY], {"published": "2024-05-04T22:00:00Z"}, ("2024-05-04T22:00Z", "given")),
        ([f"NAPIER, May 5, 2024 (AP) — {BODY}"], {}, ("2024-05-05", "dateline")),
        ([f"{BODY} (Xinhua News Agency May 5, 2024)"], {}, ("2024-05-05", "closing agency line")),
        (["Last updated: 5 May 2024", BODY], {}, ("2024-05-05", "date of the last update")),
        (["9/11/2023", BODY], {"home_country": "US"}, ("2023-09-11", "leading date line")),
        (["9/11/2023", BODY], {"language": "fr"}, ("2023-11-09", "leading date line")),
        (["9/11/2023", BODY], {}, None),
    ],
)
def test_the_best_witness_gives_the_date(
    paragraphs: list[str], fields: dict[str, object], expected: tuple[str, str] | None
) -> None:
    assert published(*paragraphs, **fields) == expected


def test_other_dates_are_alternatives_with_their_role() -> None:
    found = article(
        "Published 5 May 2024 | Updated 6 May 2024", "FILE PHOTO: The crane on May 5, 2019. Ida Roe/AFP", BODY
    )
    assert found.published is not None
    assert {(other.value, other.role) for other in found.published.alternatives} == {
        ("2024-05-06", "updated"),
        ("2019-05-05", "photo"),
    }


@pytest.mark.parametrize(
    ("paragraphs", "agency"),
    [
        ([f"NAPIER (Tidal Wire) — {BODY}"], "Tidal Wire"),
        ([BODY, "— AFP"], "AFP"),
        ([BODY, "(Reporting by Ida Roe; Editing by the Reuters desk)"], "Reuters"),
        ([BODY, "Copyright 2024 The Associated Press. All rights reserved."], "Associated Press"),
        ([BODY], None),
    ],
)
def test_the_agency_is_named_as_it_stands(paragraphs: list[str], agency: str | None) -> None:
    assert article(*paragraphs).agency == agency


def test_an_outlet_that_prints_an_agency_syndicates() -> None:
    assert article(f"NAPIER (AP) — {BODY}", source="Ellis Post").syndicated
    assert not article(f"NAPIER (AP) — {BODY}", source="AP").syndicated
    assert not article(f"NAPIER (AP) — {BODY}").syndicated
    assert not article(BODY, source="Ellis Post").syndicated


def test_the_outlet_is_the_formats_the_banners_or_the_copyrights() -> None:
    title = "Port Ellis buys a second crane"
    assert article("Ellis Post", "5 May 2024", title, BODY).source == "Ellis Post"
    assert article("Ellis Post", "5 May 2024", title, BODY, source="The Ellis Post").source == "The Ellis Post"
    assert article(title, BODY, "© 2024 Ellis Post. All rights reserved.").source == "Ellis Post"
    assert article("ELLIS POST", "5 May 2024", title, BODY, "© 2024 Ellis Post Ltd").source == "Ellis Post"
    assert article(title, BODY).source is None


def test_authors_of_the_format_and_of_the_text_are_named_once() -> None:
    found = article("5 May 2024", "By Ida Roe in Napier", BODY, bylines=("Ida Roe", "Cy Do"))
    assert [(byline.name, byline.place) for byline in found.bylines] == [("Cy Do", None), ("Ida Roe", "Napier")]


def test_dateline_places_have_no_country_yet() -> None:
    found = article(f"PORT-AU-PRINCE/SAN JOSE, Costa Rica (AP) — {BODY}")
    assert [(place.name, place.country) for place in found.dateline] == [("Port-au-Prince", None), ("San Jose", None)]
