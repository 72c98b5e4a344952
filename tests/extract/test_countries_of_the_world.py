"""Every country of the world in the constructions of news, and the names that mean several things."""

import pytest
from country_texts import codes, gazetteer, named

CONSTRUCTIONS = (
    "On Tuesday the {} government said it would not pay.",
    "{}'s foreign minister resigned on Friday.",
    "A {}-backed group seized the port.",
    "An anti-{} rally drew thousands.",
    "Members of the {}-led coalition met.",
    "Talks with {}, which began in May, have failed.",
)
SHARED_WITH_PEOPLE = frozenset({"GG", "JE", "JO", "TD", "MF", "SX"})
"""Names that need other evidence, or that nobody puts into these sentences."""
PEOPLES = (
    "The {} delegation left the talks on Friday.",
    "A {}-backed militia took the town.",
    "They feared an anti-{} mood.",
    "The ex-{} officer met his friends.",
)


def _countries():
    return [country for code, country in sorted(gazetteer().countries.items()) if code not in SHARED_WITH_PEOPLE]


def test_the_table_holds_every_country():
    assert len(gazetteer().countries) == 250


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_every_country_is_found_in_a_construction_of_news(construction):
    texts = [(country.code, construction.format(country.names[0].lstrip("?!"))) for country in _countries()]
    assert [(code, codes(text)) for code, text in texts if set(codes(text)) != {code}] == []


@pytest.mark.parametrize("construction", PEOPLES)
def test_every_people_is_found_in_a_construction_of_news(construction):
    shared = set(gazetteer().shared) | {"siamese people", "anglo american"}
    texts = [
        (country.code, construction.format(form))
        for country in _countries()
        for form in country.demonyms
        if not form.startswith("?") and form.lower().replace("-", " ") not in shared
    ]
    assert [(code, text) for code, text in texts if set(codes(text)) != {code}] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Niger and Nigeria closed their border.", ["NE", "NG"]),
        ("The Nigerien army met Nigerian officers.", ["NE", "NG"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea signed.", ["GN", "GW", "GQ", "PG"]),
        ("The Republic of Guinea-Bissau votes on Sunday.", ["GW"]),
        ("The Republic of the Congo borders the Democratic Republic of the Congo.", ["CG", "CD"]),
        ("Congo-Brazzaville and the DRC play on Friday.", ["CG", "CD"]),
        ("Dominica thanked the Dominican Republic.", ["DM", "DO"]),
        ("Northern Ireland and Ireland share an island.", ["GB", "IE"]),
        ("The Northern Irish delegation met the Irish one.", ["GB", "IE"]),
        ("Austria beat Australia.", ["AT", "AU"]),
        ("Slovakia and Slovenia signed.", ["SK", "SI"]),
        ("Türkiye and Turkey are one country.", ["TR", "TR"]),
        ("Czechia, once Czechoslovakia, agreed.", ["CZ", "CZ"]),
        ("Burma is Myanmar.", ["MM", "MM"]),
        ("Swaziland became eSwatini in 2018.", ["SZ", "SZ"]),
        ("Cape Verde calls itself Cabo Verde.", ["CV", "CV"]),
        ("Ivory Coast is Côte d'Ivoire.", ["CI", "CI"]),
        ("East Timor is Timor-Leste.", ["TL", "TL"]),
        ("Macedonia became North Macedonia.", ["MK", "MK"]),
        ("Holland is the Netherlands.", ["NL", "NL"]),
        ("England, Scotland and Wales are in Great Britain and the UK.", ["GB"] * 5),
        ("Gaza and the West Bank are Palestinian.", ["PS"] * 3),
        ("Taiwan, Hong Kong and Macau keep their codes.", ["TW", "HK", "MO"]),
        ("Kosovo and Western Sahara are disputed.", ["XK", "EH"]),
        ("The Holy See and Vatican City are one.", ["VA", "VA"]),
        ("Turks & Caicos and Wallis & Futuna are far away.", ["TC", "WF"]),
        ("St. Vincent and the Grenadines lies near Saint Lucia.", ["VC", "LC"]),
        ("St. Kitts & Nevis votes.", ["KN"]),
        ("São Tomé & Príncipe votes.", ["ST"]),
        ("Bosnia & Herzegovina votes.", ["BA"]),
        ("Trinidad & Tobago votes.", ["TT"]),
        ("An Indian court ruled on Monday.", ["IN"]),
        ("Two Indians were held.", ["IN"]),
        ("Many Indian firms closed.", ["IN"]),
        ("In Micronesia and in Mauritius it rained.", ["FM", "MU"]),
        ("Mauritania is not Mauritius.", ["MR", "MU"]),
        ("Gambia and The Gambia are one.", ["GM", "GM"]),
        ("The Bahamas and Barbados met.", ["BS", "BB"]),
        ("Samoa and American Samoa are apart.", ["WS", "AS"]),
        ("The Isle of Man and Guernsey agreed.", ["IM", "GG"]),
        ("South Sudan left Sudan.", ["SS", "SD"]),
        ("The UAE, the KSA and the PRC met the ROK and the DPRK.", ["AE", "SA", "CN", "KR", "KP"]),
    ],
)
def test_names_that_look_alike_are_told_apart(text, found):
    assert [code for _, code, _ in named(text)] == found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The Cherokee Indians met on Monday.", {"Cherokee Indians": "NORP"}),
        ("Critics praised Jordan Meeler and Chad Orrin.", {"Jordan Meeler": "PERSON", "Chad Orrin": "PERSON"}),
        ("Carla Dade is the director of the centre.", {"Carla Dade": "GPE"}),
        ("They roasted a turkey on fine china in a jersey.", {}),
    ],
)
def test_people_and_things_are_no_country(text, labels):
    assert codes(text, labels) == set()


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        ("A blast in Weinan killed two people.", {"Weinan": "PERSON"}, "CN"),
        ("Voters in Khon Kaen go to the polls.", {"Khon Kaen": "PERSON"}, "TH"),
        ("Jordan's foreign minister resigned.", {"Jordan": "PERSON"}, "JO"),
        ("DENMARK SAYS TALKS FAILED", {"DENMARK SAYS": "PERSON"}, "DK"),
        ("Saint Lucia's foreign minister resigned.", {"Saint Lucia's": "PERSON"}, "LC"),
    ],
)
def test_what_a_model_takes_for_a_person_may_be_a_place(text, label, code):
    assert set(codes(text, label)) == {code}


def test_the_goal_of_a_player_called_like_a_country_is_no_country():
    assert codes("Jordan's goal came late. Jordan smiled.", {"Jordan": "PERSON"}) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("London police ask witnesses to call 519-555-0143.", "CA"),
        ("London police ask witnesses to call the station.", "GB"),
        ("A Windsor man was held. Call (519) 555-0143. Windsor police said so. He lives in Windsor.", "CA"),
        ("A man was held in Berea. Call the Berea Police Department at 555-0143.", "US"),
        ("The shop in Windsor moved to SL4 1NJ. Rents in Windsor are £900.", "GB"),
    ],
)
def test_the_numbers_of_telephones_and_letters_say_where_a_town_is(text, code):
    assert codes(text) == {code}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Marco Trapani made a film. It came to Trapani after a long walk.",
         {"Marco Trapani": "PERSON", "to Trapani": "GPE"}),
        ("An Australian black swan floated in the pond.", {}),
        ("New Londoners have been asking why.", {}),
        ("The shop is beside an Italian grocery store.", {}),
    ],
)  # fmt: skip
def test_what_is_named_like_a_place_or_after_one_is_none(text, labels):
    assert codes(text, labels) == set()


def test_a_town_in_which_somebody_called_like_it_lives_is_one():
    assert codes("Marco Trapani came home. He lives in Trapani, Italy.", {"Marco Trapani": "PERSON"}) == {"IT"}


def test_a_place_that_no_table_knows_lies_in_the_region_that_follows_it():
    text = "The towns of Haris and Zubrovan in East Azerbaijan province shook. Iran sent help."
    assert ("Zubrovan", "IR", "city") in named(text, {"Zubrovan": "GPE", "East Azerbaijan": "GPE", "Iran": "GPE"})


def test_a_place_inside_the_name_of_a_company_never_counts():
    assert codes("It sold Bristol Petroleum Holdings Ltd on Monday.", {"Bristol": "GPE"}) == set()


@pytest.mark.parametrize("text", ["They farm in Monroe County in Missouri.", "They farm in Linn County, Missouri."])
def test_a_county_is_no_town(text):
    assert [kind for surface, _, kind in named(text) if surface.endswith("County")] == ["subdivision"]


def test_another_name_of_a_far_city_does_not_outweigh_a_town_of_that_name():
    text = "Deputies in Smyrna, Georgia, held a man. The sheriff spoke in Atlanta. Smyrna police thanked him."
    assert codes(text) == {"US"}


def test_talk_of_new_york_does_not_make_venice_an_american_town():
    assert "IT" in codes("Officials in New York agreed. The summit in Venice opens in June. New York is ready.")
