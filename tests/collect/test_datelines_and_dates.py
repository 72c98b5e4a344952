"""Datelines and dates in the forms in which they stand in articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.collect.rules.dateline import Strength, find_dateline, read_place_line
from monitor.core.collect.rules.dates import find_dates, read_date_line, read_timestamp


@pytest.mark.parametrize(
    ("text", "places", "agency"),
    [
        ("OSLO/ROME (Halyard) – The leader will visit soon.", ["Oslo", "Rome"], "Halyard"),
        ("NAIROBI/CAIRO/PARIS (AFP) — The leader will visit.", ["Nairobi", "Cairo", "Paris"], "AFP"),
        ("SEOUL, South Korea (AP) -- The leader will visit.", ["Seoul"], "AP"),
        ("OSLO, ROME and PARIS (AP) — The leader will visit.", ["Oslo", "Rome", "Paris"], "AP"),
        ("YARDLEY, Penn., March 4 - Marlin Pharma Inc said", ["Yardley"], None),
        ("EDEN PRAIRIE, MINN., March 2 - Shr 67 cts vs 23 cts", ["Eden Prairie"], None),
        ("Beijing, Sept. 29 (Xinhua) -- The leader will visit", ["Beijing"], "Xinhua"),
        ("MOSCOW, September 29. /TASS/. The leader will visit", ["Moscow"], "TASS"),
        ("Madrid, 29 sep (EFE).- El alcalde llega", ["Madrid"], "EFE"),
        ("Berlin (dpa) - Der Minister kommt", ["Berlin"], "dpa"),
        ("(ANSA) - ROME, SEP 29 - The leader", ["Rome"], "ANSA"),
        ("New Delhi, Sep 29 (PTI) The government said", ["New Delhi"], "PTI"),
        ("Sept 29 (Reuters) - The leader will visit", [], "Reuters"),
        ("SEOUL (Reuters) Sept 29 – The leader will visit", ["Seoul"], "Reuters"),
        ("NEW YORK--(BUSINESS WIRE)--Marlin Inc today announced", ["New York"], "BUSINESS WIRE"),
        ("LONDON, Sept. 29, 2023 /PRNewswire/ -- Marlin Inc", ["London"], "PRNewswire"),
        ("YAMOUSSOUKRO, Côte d'Ivoire (Halyard) - The leader", ["Yamoussoukro"], "Halyard"),
        ("SARAJEVO, Bosnia and Herzegovina (AP) - The leader", ["Sarajevo"], "AP"),
        ("PORT-AU-PRINCE/SANA'A (Halyard) – The leader", ["Port-au-Prince", "Sana'a"], "Halyard"),
        ("RIO DE JANEIRO, Brazil (Reuters) - The leader", ["Rio de Janeiro"], "Reuters"),
        ("LANDGRAAF, Netherlands 1996-08-31", ["Landgraaf"], None),
        ("OSLO/ROME (Reuters) –", ["Oslo", "Rome"], "Reuters"),
    ],
)
def test_a_strict_dateline(text: str, places: list[str], agency: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.strength, list(found.places), found.agency) == (Strength.STRICT, places, agency)
    assert not text[found.end :] or text[found.end].isalpha()


@pytest.mark.parametrize(
    ("text", "strength", "place"),
    [
        ("BERLIN — Robert Vane stepped off a plane", Strength.CAPITALS, "Berlin"),
        ("ST. LOUIS – Police announced two arrests", Strength.CAPITALS, "St. Louis"),
        ("ISLAMABAD: The government said on Monday", Strength.CAPITALS, "Islamabad"),
        ("San Jose, California — A woman found a ring", Strength.LOOSE, "San Jose"),
        ("DETROIT The U.S. Transportation Department said", Strength.LOOSE, "Detroit"),
    ],
)
def test_a_weaker_dateline(text: str, strength: Strength, place: str) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.strength, found.places) == (strength, (place,))


@pytest.mark.parametrize(
    "text",
    [
        "Marlin (MRLN) Chief Executive Ida Roe said the crane works.",
        "Breaking news - The leader will visit soon.",
        "SOCCER - ARMENIA AND PORTUGAL DRAW IN CUP QUALIFIER.",
        "Ida Roe — who was there — said no to the crane.",
        "“We will go,” said Ida — The crowd cheered her.",
        "The plan - a first of its kind - was dropped.",
        "NASA — The agency said it would wait for May.",
        "UPDATE — The board voted on Monday for the crane.",
        "JEWELL: Ida and Cy Roe on the shore of the lake.",
        "Mario Rossi (Italy)",
        "London (The Oval): Wexham beat Ellis by a wicket",
        "(CORRECTED) - Marlin to upgrade its refinery unit",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_the_date_of_a_dateline() -> None:
    found = find_dateline("SEOUL, Sept. 29, 2023 (Yonhap) -- The leader")
    assert found is not None
    assert found.date is not None
    assert found.date.value == "2023-09-29"


def test_a_place_alone_above_an_article() -> None:
    found = read_place_line("FARMINGTON HILLS, Mich.")
    assert found is not None
    assert found.places == ("Farmington Hills",)
    assert read_place_line("Farmington Hills") is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("September 29, 2023", "2023-09-29"),
        ("Friday, 29 September 2023", "2023-09-29"),
        ("Sept. 29, 2023 at 10:12 a.m. ET", "2023-09-29"),
        ("Published: 29 Sep 2023 14:05 GMT", "2023-09-29T14:05Z"),
        ("2023-09-29T14:05:00+02:00", "2023-09-29T12:05Z"),
        ("29.09.2023, 14:05 Uhr", "2023-09-29"),
        ("29. September 2023", "2023-09-29"),
        ("Publié le 29 septembre 2023 à 14h05", "2023-09-29"),
        ("1er octobre 2023", "2023-10-01"),
        ("29 de septiembre de 2023", "2023-09-29"),
        ("9/29/2023", "2023-09-29"),
        ("September 2023", "2023-09"),
        ("2023年9月29日", "2023-09-29"),
        ("Posted on Sep. 29, 2023 | 5 min read", "2023-09-29"),
        ("May 5, 2021 3:05pm EDT", "2021-05-05T19:05Z"),
    ],
)
def test_a_date_line(line: str, value: str) -> None:
    found = read_date_line(line)
    assert found is not None
    assert found.published is not None
    assert found.published.value == value


def test_a_date_line_tells_publication_from_update() -> None:
    found = read_date_line("Published 29 Sep 2023 14:05 GMT | Updated 30 Sep 2023 09:00 GMT")
    assert found is not None
    assert found.published is not None
    assert found.updated is not None
    assert (found.published.value, found.updated.value) == ("2023-09-29T14:05Z", "2023-09-30T09:00Z")


@pytest.mark.parametrize("line", ["3 hours ago", "Thursday 14:05", "Sept 29", "9/11/2023"])
def test_a_date_line_may_hold_no_date(line: str) -> None:
    found = read_date_line(line)
    assert found is not None
    assert found.published is None


@pytest.mark.parametrize(
    "line",
    ["Results of September 29, 2023", "On Thursday", "5 min read", "Net 2023 vs 2022", "Mayor in May 2023", "31 sheep"],
)
def test_what_is_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


def test_numbers_are_read_only_where_their_order_is_known() -> None:
    assert find_dates("9/11/2023") == []
    assert find_dates("9/11/2023", day_first=True)[0].value == "2023-11-09"
    assert find_dates("9/11/2023", day_first=False)[0].value == "2023-09-11"
    assert find_dates("31/12/2023")[0].value == "2023-12-31"
    assert find_dates("30/02/2023 and 45/13/2023") == []


@pytest.mark.parametrize(
    ("stamp", "value", "precision"),
    [
        ("2023-09-29", "2023-09-29", "day"),
        ("Fri, 29 Sep 2023 14:05:00 +0200", "2023-09-29T12:05Z", "minute"),
        ("2023-09-29T14:05:00", "2023-09-29T14:05Z", "minute"),
        ("Sept 29, 2023", "2023-09-29", "day"),
        ("29.09.2023", "2023-09-29", "day"),
    ],
)
def test_a_timestamp_of_a_format(stamp: str, value: str, precision: str) -> None:
    found = read_timestamp(stamp)
    assert found is not None
    assert (found.value, found.precision) == (value, precision)


@given(st.text(max_size=120))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for found in find_dates(text, day_first=True):
        assert 0 <= found.start < found.end <= len(text)
    read_date_line(text)
    read_timestamp(text)
    dateline = find_dateline(text)
    assert dateline is None or 0 < dateline.end <= len(text)
