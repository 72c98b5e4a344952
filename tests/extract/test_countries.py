"""Countries by name, people, capital, government word, town, state and apposition; and what names none."""

from dataclasses import replace

import pytest
from country_texts import codes, findings, gazetteer, kinds, named
from names_articles import bare_article, zoned_article

from monitor.core.records import Block, DatelinePlace
from monitor.core.terms import Zone


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Talks with Norway resumed.", ("Norway", "NO", "name")),
        ("The Norwegian minister left.", ("Norwegian", "NO", "demonym")),
        ("Officials in Oslo declined.", ("Oslo", "NO", "capital")),
        ("The Kremlin declined to comment.", ("Kremlin", "RU", "government")),
        ("Downing Street said nothing.", ("Downing Street", "GB", "government")),
        ("They met in Gothenburg on Sunday.", ("Gothenburg", "SE", "city")),
        ("Voters in Queensland go to the polls.", ("Queensland", "AU", "subdivision")),
        ("Prices rose across the UAE.", ("UAE", "AE", "name")),
        ("A U.S. envoy arrived.", ("U.S.", "US", "name")),
        ("The DPRK tested an engine.", ("DPRK", "KP", "name")),
        ("Texans voted early.", ("Texans", "US", "demonym")),
        ("Fighting goes on in the Donbas.", ("Donbas", "UA", "place")),
        ("The USSR fell apart in 1991.", ("USSR", "RU", "name")),
    ],
)
def test_every_kind_of_word_for_a_country(text, mention):
    assert mention in named(text)


@pytest.mark.parametrize(
    ("text", "surface"),
    [("Kenya's ports are full.", "Kenya"), ("Brazil’s senate voted.", "Brazil"), ("The Dutch’s answer came.", "Dutch")],
)
def test_a_possessive_is_no_part_of_the_name(text, surface):
    assert named(text)[0][0] == surface


def test_a_possessive_inside_a_name_belongs_to_it():
    found = named("Ministers of the Democratic People's Republic of Korea and the People’s Republic of China met.")
    assert [(surface, code) for surface, code, _ in found] == [
        ("Democratic People's Republic of Korea", "KP"),
        ("People’s Republic of China", "CN"),
    ]


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("The train stopped in the Russian border city of Zubrovka Gora.", "Zubrovka Gora", "RU"),
        ("A school in the northern Italian town of Brentella closed.", "Brentella", "IT"),
        ("Rebels hold the Kenyan coastal village of Mokowani.", "Mokowani", "KE"),
        ("Ships wait off the Chilean port city of Quellonimo.", "Quellonimo", "CL"),
        ("The strike hit Poland's second city of Krakowiec Dolny.", "Krakowiec Dolny", "PL"),
    ],
)
def test_a_place_that_no_table_knows_is_told_by_its_apposition(text, surface, code):
    assert (surface, code, "city") in named(text)


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("Crews went to London, Ohio, on Monday.", "London", "US"),
        ("LONDON, Ky. (AP) - Police arrested two men.", "LONDON", "US"),
        ("She was born in Melville, Sask., and lives abroad.", "Melville", "CA"),
        ("A fire broke out in Surrey, B.C., overnight.", "Surrey", "CA"),
        ("Paris, Texas, is a quiet town.", "Paris", "US"),
        ("The plant in Kingston, Jamaica, will close.", "Kingston", "JM"),
        ("They live in Perth in central Scotland.", "Perth", "GB"),
        ("EDEN PRAIRIE, MINN., March 2 - Net income rose.", "EDEN PRAIRIE", "US"),
    ],
)
def test_a_town_goes_with_the_state_or_country_after_it(text, surface, code):
    assert (surface, code) in [(found, country) for found, country, _ in named(text)]


def test_a_country_that_only_follows_a_capital_does_not_own_it():
    text = "Despite denials from Pyongyang and Moscow, the United States said talks went on."
    assert kinds(text, "RU")["capital"] == 1
    assert kinds(text, "US") == {"name": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Georgia and Armenia opened the border crossing.", "GE"),
        ("The president of Georgia spoke in Tbilisi.", "GE"),
        ("Voters in Georgia, Alabama and Florida wait in line. Sheriff's deputies in Atlanta watched.", "US"),
    ],
)
def test_georgia_is_told_by_its_neighbours(text, code):
    assert {found for surface, found, _ in named(text) if surface == "Georgia"} == {code}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Athens Police Department arrested a man. The sheriff of Limestone County said deputies helped.", "GR"),
        ("A Palestine man was jailed. The Anderson County sheriff said state troopers found him near Texas 19.", "PS"),
        ("Police in Lebanon, Pa., found him. The Lebanon man was charged with a felony.", "LB"),
    ],
)
def test_in_local_news_a_namesake_is_not_the_famous_place(text, code):
    assert code not in codes(text, {"Athens": "GPE", "Palestine": "GPE", "Lebanon": "GPE"})
    assert "US" in codes(text, {"Athens": "GPE", "Palestine": "GPE", "Lebanon": "GPE"})


def test_talk_about_a_country_does_not_move_a_world_city_there():
    text = (
        "U.S. officials flew to Paris. The United States and American diplomats, and the White House, had no comment."
    )
    assert "FR" in codes(text, {"Paris": "GPE"})


def test_national_news_of_one_country_does_not_pull_famous_towns_into_it():
    text = (
        "The White House said the president would fly to Rome. Republicans and Democrats in Congress asked why."
        " American officials and U.S. diplomats had met in Athens, Dublin, Florence and Melbourne."
    )
    labels = dict.fromkeys(("Rome", "Athens", "Dublin", "Florence", "Melbourne"), "GPE")
    assert codes(text, labels) == {"US", "IT", "GR", "IE", "AU"}


@pytest.mark.parametrize("name", ["Poland", "Peru", "Lebanon", "Norway", "Cuba"])
def test_a_runner_of_a_country_is_not_of_its_namesake(name):
    text = f"Anna Nowak of {name} won the Boston Marathon in Massachusetts. Runners from Ohio and Texas followed."
    assert (name, gazetteer().words[name.lower()][0].code) in [(surface, code) for surface, code, _ in named(text)]


def test_one_sense_per_article():
    text = (
        "A crash near Cambridge, Ohio, closed a road. Cambridge police said two were hurt. Later Cambridge reopened it."
    )
    assert codes(text, {"Cambridge": "GPE"}) == {"US"}


@pytest.mark.parametrize(
    "text",
    [
        "The French bulldog slept.",
        "Two Mexican restaurants closed.",
        "Japanese encephalitis spread.",
        "It costs US$40 in all.",
        "The price is 40 Canadian dollars a head.",
        "He would like French to gain influence.",
        "The report is written in English and well read.",
        "Ships crossed the Indian Ocean.",
        "South America and the Middle East grow.",
        "NATO, the EU and the UN met. OPEC waited.",
        "The West Nile virus spread; Marburg virus did not. Marburg kills.",
        "He moved to 44 Lombardy Drive.",
        "North American trade fell.",
        "A strong El Niño is likely.",
        "Analysts of Borg <BOR> and Mili <MILI> disagree.",
        "The Central District and the North Shore were calm.",
    ],
)
def test_what_names_no_country(text):
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Thomas Finn said he agreed. Finn left.", {"Thomas Finn": "PERSON", "Finn": "PERSON"}),
        ("Jordan Smith and Paris Hill sang.", {"Jordan Smith": "PERSON", "Paris Hill": "PERSON"}),
        ("Judge Chad Ireland ruled.", {"Chad Ireland": "PERSON"}),
        ("Ms. Holland resigned.", {}),
    ],
)
def test_persons_are_no_places(text, labels):
    assert codes(text, labels) == set()


@pytest.mark.parametrize(
    ("text", "counted", "in_name"),
    [
        ("The Athens City Council of Greece met.", {"GR"}, set()),
        ("The Bank of Japan kept rates.", {"JP"}, set()),
        ("The Manila airport closed.", {"PH"}, set()),
        ("The French Foreign Ministry protested.", {"FR"}, set()),
        ("The Kenya Broadcasting Corporation reported it.", set(), {"KE"}),
        ("The Norwegian Central News Agency said so.", set(), {"NO"}),
        ("A professor of Oslo University agreed.", set(), {"NO"}),
        ("The Warsaw Chess Club won.", set(), {"PL"}),
    ],
)
def test_inside_government_bodies_places_count_inside_other_names_they_are_listed_apart(text, counted, in_name):
    name = text.removeprefix("The ").removeprefix("A professor of ").rstrip(".")
    for tail in (
        " of Greece met",
        " kept rates",
        " closed",
        " protested",
        " reported it",
        " said so",
        " agreed",
        " won",
    ):
        name = name.removesuffix(tail)
    found = findings(bare_article(text, language="en"), {name: "FAC" if "airport" in name else "ORG"}).mentions
    assert {mention.code for mention in found if not mention.in_name} == counted
    assert {mention.code for mention in found if mention.in_name} == in_name


def test_brussels_alone_is_not_belgium():
    assert "BE" not in codes("Brussels wants new rules for cars in Spain.", {"Brussels": "GPE"})
    assert "BE" in codes("Brussels and the Belgian coast were flooded.", {"Brussels": "GPE"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea fired a missile. The North’s agency confirmed it.", {"KP": {"name": 1, "short": 1}}),
        ("North Korea and South Korea talked. The South was cautious.", {"KR": {"name": 1, "short": 1}}),
        ("Korea exports cars.", {"KR": {"name": 1}}),
        (
            "North Korea and South Korea talked, said the head of Korea at a bank.",
            {"KP": {"name": 1}, "KR": {"name": 1}},
        ),
        ("North Korea spoke; Korean troops marched.", {"KP": {"name": 1, "demonym": 1}}),
        ("Wind comes from the North.", {"KP": {}}),
    ],
)
def test_the_koreas_and_their_short_forms(text, expected):
    for code, by_kind in expected.items():
        assert kinds(text, code) == by_kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Congolese troops withdrew to Kinshasa.", "CD"),
        ("Brazzaville said Congolese troops withdrew.", "CG"),
        ("Zaïre was renamed.", "CD"),
        ("The Democratic Republic of Congo borders Zambia.", "CD"),
        ("Dominican players won.", "DO"),
        ("The island of Dominica rejoiced; Dominican players won.", "DM"),
        ("Guinean ministers left Conakry.", "GN"),
        ("Niger and its Nigerien army.", "NE"),
        ("Niger Delta oil.", "NG"),
    ],
)
def test_names_that_countries_share(text, code):
    assert code in codes(text)


def test_the_longest_name_wins():
    found = named("New South Wales, Northern Ireland, British Columbia, Papua New Guinea and East Timor took part.")
    assert [(surface, code) for surface, code, _ in found] == [
        ("New South Wales", "AU"),
        ("Northern Ireland", "GB"),
        ("British Columbia", "CA"),
        ("Papua New Guinea", "PG"),
        ("East Timor", "TL"),
    ]


def test_territories_keep_their_own_code():
    assert codes("Hong Kong, Puerto Rico, Greenland, Kosovo and Palestine sent teams.") == {
        "HK",
        "PR",
        "GL",
        "XK",
        "PS",
    }


def test_a_home_country_decides_between_towns_but_not_against_evidence():
    text = "A car hit a fence in Edmonton. Nobody was hurt."
    assert codes(text, {"Edmonton": "GPE"}) == {"CA"}
    assert codes("A car hit a fence in Hamilton.", {"Hamilton": "GPE"}, home="NZ") == {"NZ"}
    assert codes("The Canadian city of Hamilton, Ontario, voted.", {"Hamilton": "GPE"}, home="NZ") == {"CA"}
    assert "FR" in codes("French voters in Paris chose.", {"Paris": "GPE"}, home="US")


def test_captions_and_credits_do_not_sway_the_body():
    body = "A fire broke out in Cambridge on Sunday. Nobody was hurt in Cambridge."
    caption = "Firefighters in Boston, Massachusetts, United States, last week"
    credit = "Jane Roe/Boston, Mass."
    text = f"{body}\n\n{caption}\n\n{credit}"
    first, second = len(body), len(body) + 2 + len(caption)
    blocks = (
        Block(0, first, Zone.BODY, "test"),
        Block(first + 2, second, Zone.CAPTION, "test"),
        Block(second + 2, len(text), Zone.CREDIT, "test"),
    )
    labels = {"Cambridge": "GPE", "Boston": "GPE"}
    alone = findings(bare_article(body, language="en"), labels).mentions
    beside = findings(zoned_article(text, blocks, language="en"), labels).mentions
    assert [m for m in beside if m.zone is Zone.BODY] == list(alone)
    assert {m.code for m in beside if m.zone is Zone.CAPTION} == {"US"}


def test_a_teaser_names_nothing():
    text = "Ministers met in Oslo.\n\nSee also Estonia votes in Tallinn"
    blocks = (Block(0, 22, Zone.BODY, "test"), Block(24, len(text), Zone.TEASER, "test"))
    assert {m.code for m in findings(zoned_article(text, blocks, language="en")).mentions} == {"NO"}


def test_the_places_of_a_dateline_get_their_countries():
    text = "LIMA/OSLO (Reuters) –\n\nMinisters agreed on Monday."
    blocks = (Block(0, 21, Zone.DATELINE, "test"), Block(23, len(text), Zone.BODY, "test"))
    article = zoned_article(text, blocks, language="en")
    places = (DatelinePlace("Lima", None), DatelinePlace("Oslo", None), DatelinePlace("Nowhere Falls", None))
    found = findings(replace(article, dateline=places))
    assert [(place.name, place.country) for place in found.dateline] == [
        ("Lima", "PE"),
        ("Oslo", "NO"),
        ("Nowhere Falls", None),
    ]


def test_in_the_dateline_of_a_world_agency_stands_the_town_that_all_know():
    text = "GENEVA, March 4 - U.S. and American negotiators met. The United States and Washington had no comment."
    assert "CH" in codes(text, {"GENEVA": "GPE"})


def test_spans_confidence_and_rules_of_every_mention():
    text = "Ukraine’s army left Kharkiv, said a spokesman in Kyiv."
    for mention in findings(bare_article(text, language="en")).mentions:
        assert text[mention.start : mention.end] in ("Ukraine", "Kharkiv", "Kyiv")
        assert 0 < mention.confidence <= 1
        assert mention.rule


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le ministre russe a quitté Moscou pour l'Iran. L'Égypte et la Côte d'Ivoire attendent.", "RU IR EG CI"),
        ("fr", "Un émissaire nord-coréen a rencontré les Belges aux États-Unis.", "KP BE US"),
        ("de", "Frankreich und Großbritannien warnen die Schweiz.", "FR GB CH"),
        ("ru", "Президент России обсудил Украину с Германией.", "RU UA DE"),
        ("pl", "Premier Polski leci na Ukrainę.", "PL UA"),
        ("zh", "美国总统访问中国，讨论朝鲜问题。", "US CN KP"),
        ("ar", "وصل وزير خارجية روسيا إلى الصين", "RU CN"),
    ],
)
def test_articles_in_other_languages_get_their_countries_without_a_model(language, text, expected):
    assert codes(text, language=language) == set(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dans l’Ohio, les bureaux ferment. L’Ontario attend.", {"Ohio": "US", "Ontario": "CA"}),
        ("La Guinée et la Guinée équatoriale signent.", {"Guinée": "GN", "Guinée équatoriale": "GQ"}),
        ("L’État d’Amazonas, au Brésil, manque d’eau.", {"Amazonas": "BR", "Brésil": "BR"}),
        ("La Maison Blanche se tait, la Catalogne aussi.", {"Maison Blanche": "US", "Catalogne": "ES"}),
        ("Le néerlandais recule, l’anglais avance, on parle allemand.", {}),
        ("Le franc suisse monte, un berger allemand dort.", {}),
        ("Le russe Gazprom vend.", {"russe": "RU"}),
    ],
)
def test_french_names_and_what_only_looks_like_one(text, expected):
    assert {surface: code for surface, code, _ in named(text, language="fr")} == expected


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Trains to Varsovie stopped in Poland.", "Varsovie", "capital"),
        ("Trams in Porto stopped, said a Portuguese paper.", "Porto", "city"),
        ("Trams in Porto district stopped, said a Portuguese paper.", "Porto", "subdivision"),
    ],
)
def test_a_capital_is_one_under_any_name_and_a_town_is_not_its_province(text, surface, kind):
    assert (surface, kind) in {(found, what) for found, _, what in named(text)}


def test_turkey_at_the_head_of_a_sentence_is_the_bird_where_the_text_writes_it_small():
    assert codes("Turkey prices rose. A turkey costs more.") == set()
    assert codes("Turkey raised its prices. A bird costs more.") == {"TR"}


def test_a_name_that_ends_in_an_elided_word_is_whole_before_another_name():
    assert named("Help came from Côte d'Ivoire and Europe.") == [("Côte d'Ivoire", "CI", "name")]
