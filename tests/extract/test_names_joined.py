"""Names in parts, in other scripts, and in families: one entity where the text makes it clear, and only there."""

import pytest
from country_texts import gazetteer
from names_articles import bare_article

from monitor.core.extract.entities import FoundSpan
from monitor.core.extract.names import resolve_names
from monitor.core.extract.names_places import GazetteerPlaceNames
from monitor.core.extract.passages import split_passages


def found(text, labels):
    """The mentions of a text as (surface, type, entity), the model having given these words these labels."""
    article = bare_article(text, language="en")
    passages = split_passages(article)
    spans = [
        sorted(
            (span for words, label in labels.items() for span in _spans(passage.text, words, label)),
            key=lambda span: span.start,
        )
        for passage in passages
    ]
    mentions = resolve_names(article, passages, spans, GazetteerPlaceNames(gazetteer()))
    return [(text[m.start : m.end], m.type.value, m.name) for m in mentions]


def _spans(text, words, label):
    start = text.find(words)
    while start >= 0:
        yield FoundSpan(start, start + len(words), label)
        start = text.find(words, start + 1)


def test_a_surname_between_a_first_name_and_an_age_belongs_to_the_name():
    text = "Police held Rekan Sorvel, 20, on Friday. Sorvel was released."
    assert found(text, {"Rekan": "PERSON", "Sorvel": "PERSON"}) == [
        ("Rekan Sorvel", "PERSON", "Rekan Sorvel"),
        ("Sorvel", "PERSON", "Rekan Sorvel"),
    ]


def test_an_age_makes_a_person_of_what_no_model_saw():
    assert ("Grey Tolver", "PERSON", "Grey Tolver") in found("Incumbent Grey Tolver, 62, was appointed.", {})


@pytest.mark.parametrize("text", ["On Friday, 20, perhaps 30 came.", "In Boston, 45, mostly men, were held."])
def test_a_number_behind_a_day_or_a_town_is_no_age(text):
    assert [mention for mention in found(text, {}) if mention[1] == "PERSON"] == []


@pytest.mark.parametrize(
    ("text", "labels", "whole"),
    [
        ("It was built by Carl Joseph Vallin Dubrelle in May.", {"Carl Joseph Vallin": "PERSON", "Dubrelle": "GPE"},
         ("Carl Joseph Vallin Dubrelle", "PERSON")),
        ("It was owned by Ana Ruiz de Velmora in May.", {"Ana Ruiz": "PERSON", "de Velmora": "PERSON"},
         ("Ana Ruiz de Velmora", "PERSON")),
        ("The border of French Guiana is long.", {"French": "NORP"}, ("French Guiana", "PLACE")),
        ("Elections in Equatorial Guinea were held.", {"Equatorial Guinea": "GPE"}, ("Equatorial Guinea", "PLACE")),
    ],
)  # fmt: skip
def test_parts_of_a_name_are_joined(text, labels, whole):
    assert [mention[:2] for mention in found(text, labels)] == [whole]


def test_a_person_and_a_town_side_by_side_stay_apart():
    labels = {"Ann Lindal": "PERSON", "Oslo": "GPE"}
    assert len(found("After the talks with Ann Lindal Oslo was silent.", labels)) == 2


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Minister Wen Taoran (温涛然) spoke. Later 温涛然 left.", {"Wen Taoran": "PERSON"}),
        ("Minister 温涛然 (Wen Taoran) spoke.", {"Wen Taoran": "PERSON"}),
        ("Minister Olena Hrynko (Олена Гринько) spoke.", {"Olena Hrynko": "PERSON"}),
        ("Minister Samir Haddadi (سمير حدادي) spoke.", {"Samir Haddadi": "PERSON"}),
    ],
)
def test_a_name_in_its_own_script_is_the_same_entity(text, labels):
    mentions = found(text, labels)
    assert len(mentions) >= 2
    assert {(type_, name) for _, type_, name in mentions} == {("PERSON", next(iter(labels)))}


def test_a_surname_in_its_own_script_is_its_bearer():
    text = "Minister Olena Hrynko (Олена Гринько) spoke. Later Гринько left."
    mentions = found(text, {"Olena Hrynko": "PERSON", "Гринько": "PERSON"})
    assert {name for _, _, name in mentions} == {"Olena Hrynko"}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The Norvell subsidiary said nothing.", "Norvell", "ORG"),
        ("Norvell shares fell.", "Norvell", "ORG"),
        ("Norvell's public relations department declined.", "Norvell", "ORG"),
        ("Norvell's new electric cars are late.", "Norvell", "ORG"),
        ("It is a subsidiary of Norvell now.", "Norvell", "ORG"),
        ("Norvell's wife declined.", "Norvell", "PERSON"),
        ("Norvell's speech was long.", "Norvell", "PERSON"),
        ("Four men met Kotka police on Monday.", "Kotka", "PLACE"),
        ("They live in the old Rue Casa Velmora today.", "Rue Casa Velmora", "PLACE"),
        ("They sell to Hopewell Farms in May.", "Hopewell Farms", "ORG"),
    ],
)
def test_what_stands_beside_a_name_that_a_model_took_for_a_person(text, name, type_):
    assert found(text, {name: "PERSON"})[0][:2] == (name, type_)


@pytest.mark.parametrize(
    ("text", "words", "label", "surface"),
    [
        ("An ex-Russian officer came.", "ex-Russian", "NORP", "Russian"),
        ("A pro-European party won.", "pro-European", "NORP", "European"),
        ("Norfell Corp <NRF.N> rose.", "Norfell Corp <NRF", "ORG", "Norfell Corp"),
    ],
)
def test_a_prefix_and_a_ticker_are_no_part_of_a_name(text, words, label, surface):
    assert found(text, {words: label})[0][0] == surface


def test_a_surname_of_two_means_the_one_named_last():
    filler = "The harvest was late and the roads were bad, as they had been for many years in the valley. " * 7
    text = f"Bob Tarvel farmed here. {filler}Lynn Tarvel runs it today. Tarvel sells cattle. {filler}Tarvel is busy."
    names = [name for surface, _, name in found(text, {"Bob Tarvel": "PERSON", "Lynn Tarvel": "PERSON",
                                                      "Tarvel": "PERSON"}) if surface == "Tarvel"]  # fmt: skip
    assert names == ["Lynn Tarvel", "Lynn Tarvel"]


def test_a_surname_of_two_who_were_both_named_just_before_stays_open():
    labels = {"Bob Tarvel": "PERSON", "Lynn Tarvel": "PERSON", "Tarvel": "PERSON"}
    assert ("Tarvel", "PERSON", "Tarvel") in found("Bob Tarvel met Lynn Tarvel. Tarvel was glad.", labels)


def test_an_acronym_is_found_again_though_the_text_writes_the_word_small():
    text = "The World Grain Office (WHO) met those who farm. WHO officials left."
    mentions = found(text, {"The World Grain Office": "ORG"})
    assert [name for surface, _, name in mentions if surface == "WHO"] == []  # its letters are another body's
    text = "The World Harvest Office (WHO) met those who farm. WHO officials left."
    mentions = found(text, {"The World Harvest Office": "ORG", "WHO": "ORG"})
    assert [name for surface, _, name in mentions if surface == "WHO"] == ["World Harvest Office"] * 2


def test_an_acronym_is_given_without_brackets_too():
    text = "The Lake Rail Board, or LRB, met. The LRB voted."
    mentions = found(text, {"The Lake Rail Board": "ORG", "LRB": "ORG"})
    assert {name for _, _, name in mentions} == {"Lake Rail Board"}


def test_a_paper_is_called_by_its_last_word():
    text = "The Eastvale Times reported it. The Times said it had papers."
    mentions = found(text, {"The Eastvale Times": "ORG", "The Times": "ORG"})
    assert {name for _, _, name in mentions} == {"Eastvale Times"}
