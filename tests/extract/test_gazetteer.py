"""The gazetteer knows every country of ISO 3166-1, and Kosovo."""

import pytest
from country_texts import gazetteer

from monitor.core.extract.country_languages import names_in
from monitor.core.extract.folding import fold_name
from monitor.core.terms import CountryKind

ISO_3166_1 = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ"
    " CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO"
    " FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE"
    " JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO"
    " MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW"
    " PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM"
    " TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
NO_OWN_PEOPLE = frozenset("AQ BV GS HM SJ TF UM VA".split())
NO_CAPITAL = frozenset("AQ BV GI HK HM IO MO TF TK UM".split())


def test_there_are_250_countries_with_kosovo():
    assert set(gazetteer().countries) == ISO_3166_1 | {"XK"}
    assert len(gazetteer().countries) == 250


@pytest.mark.parametrize("code", sorted(ISO_3166_1 | {"XK"}))
def test_every_country_has_a_name_its_people_and_its_capital(code):
    country = gazetteer().countries[code]
    assert country.names
    assert country.demonyms or code in NO_OWN_PEOPLE
    assert country.capitals or code in NO_CAPITAL


def test_a_name_that_is_not_shared_stands_for_one_country():
    for key, senses in gazetteer().words.items():
        sure = {sense.code for sense in senses if not sense.doubtful and sense.kind is not CountryKind.SUBDIVISION}
        assert len(sure) <= 1 or key in gazetteer().shared, key


def test_neighbours_are_mutual():
    neighbours = gazetteer().neighbours
    for code, others in neighbours.items():
        for other in others:
            assert code in neighbours.get(other, ()), (code, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "St. Etienne"),
        ("Port-au-Prince", "Port au Prince"),
        ("Łódź", "Lodz"),
        ("N’Djamena", "Ndjamena"),
    ],
)
def test_spellings_of_one_place_have_one_key(one, other):
    assert fold_name(one) == fold_name(other)


def test_a_famous_town_is_known_by_more_names_than_its_namesake():
    places = gazetteer().toponym("london").places
    assert max(places, key=lambda place: place.known_as).code == "GB"


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [("fr", "États-Unis", "US"), ("de", "Großbritannien", "GB"), ("es", "Japón", "JP"), ("it", "Svezia", "SE")],
)
def test_countries_are_known_in_other_languages(language, name, code):
    assert names_in(language).words[fold_name(name)][0].code == code


@pytest.mark.parametrize(("word", "code"), [("россии", "RU"), ("украину", "UA"), ("германией", "DE"), ("иране", "IR")])
def test_a_name_is_known_in_every_case_of_its_language(word, code):
    sense = names_in("ru").sense_of_inflected(word)
    assert sense is not None
    assert sense.code == code


def test_scripts_without_capitals_have_a_pattern():
    assert names_in("zh").pattern.search("俄罗斯外长抵达").group() == "俄罗斯"
    assert names_in("fr").pattern is None
