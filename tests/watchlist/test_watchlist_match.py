"""An entry fires on its names as whole words, on what the article resolves to it, and on its query; on nothing else."""

from itertools import pairwise

import pytest
from invented import analysis

from monitor.core.records import Analysis, Entry, Hit
from monitor.core.terms import Zone
from monitor.core.watchlist.match import Matcher

STORY = analysis(
    (Zone.HEADLINE, "Velan minister meets Orlo Brandt in Tallinn"),
    (Zone.BYLINE, "By Mira Brandt in Tallinn"),
    (Zone.BODY, "Orlo Brandt’s ministry said on Monday that Brandt had signed. Ådne Søby did not."),
    (Zone.TEASER, "See also: Riga votes"),
    (Zone.BODY, "Brandt left for Helsinki. Orlo Brandt’s aides said Mr Brandt would return."),
    people={"Orlo Brandt": "Orlo Brandt"},
)


def fired(article: Analysis, *entries: Entry) -> list[Hit]:
    return Matcher(entries).match(article)


def texts(article: Analysis, entry: Entry) -> list[str]:
    return [evidence.text for hit in fired(article, entry) for evidence in hit.evidence]


def test_a_name_is_found_as_whole_words_without_its_possessive() -> None:
    assert texts(STORY, Entry("Orlo Brandt")) == ["Orlo Brandt"] * 3


@pytest.mark.parametrize("name", ["ORLO  BRANDT", "orlo brandt", "Orlo-Brandt", "Órlo Brandt’s"])
def test_case_accents_and_punctuation_do_not_matter(name: str) -> None:
    assert len(texts(STORY, Entry(name))) == 3


def test_accents_in_the_text_do_not_matter() -> None:
    assert texts(STORY, Entry("adne soby")) == ["Ådne Søby"]


@pytest.mark.parametrize("name", ["Mira Brandt", "Riga", "Bran"])
def test_other_zones_and_parts_of_words_do_not_fire(name: str) -> None:
    assert fired(STORY, Entry(name)) == []


def test_a_name_does_not_run_from_one_block_into_the_next() -> None:
    assert fired(STORY, Entry("Tallinn Orlo Brandt")) == []
    assert fired(STORY, Entry("not Brandt left")) == []


def test_zones_are_a_choice() -> None:
    (hit,) = fired(STORY, Entry("Mira Brandt", zones=(Zone.BYLINE,)))
    assert [(evidence.zone, evidence.text) for evidence in hit.evidence] == [(Zone.BYLINE, "Mira Brandt")]


def test_a_weak_name_alone_never_fires() -> None:
    assert fired(STORY, Entry("Brandt", weak_name=True)) == []
    assert fired(STORY, Entry("Nobody", weak=("Brandt",))) == []


def test_a_weak_name_supports_a_strong_one_and_evidence_never_overlaps() -> None:
    (hit,) = fired(STORY, Entry("Orlo Brandt", weak=("Brandt",)))
    spans = [(evidence.start, evidence.end) for evidence in hit.evidence]
    assert len(spans) == 6
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [evidence.rule for evidence in hit.evidence].count("weak alias") == 3


def test_a_weak_name_that_means_somebody_else_is_no_support() -> None:
    article = analysis(
        (Zone.BODY, "Orlo Brandt met Ilse Brandt. Brandt smiled."),
        people={"Orlo Brandt": "Orlo Brandt", "Ilse Brandt": "Ilse Brandt"},
    )
    assert texts(article, Entry("Orlo Brandt", weak=("Brandt",))) == ["Orlo Brandt", "Brandt"]


def test_what_the_article_resolves_to_a_person_counts_without_any_alias() -> None:
    article = analysis((Zone.BODY, "Brandt left."), (Zone.CAPTION, "Orlo Brandt"), people={"Brandt": "Orlo Brandt"})
    (hit,) = fired(article, Entry("orlo brandt"))
    assert [(evidence.text, evidence.rule) for evidence in hit.evidence] == [("Brandt", "resolved")]


def test_an_alias_can_be_what_the_article_resolves_to() -> None:
    article = analysis((Zone.BODY, "Brandt left."), people={"Brandt": "Orlo Brandt"})
    assert texts(article, Entry("The Minister", aliases=("Orlo Brandt",))) == ["Brandt"]
    assert texts(article, Entry("The Minister", weak=("Orlo Brandt",))) == []


def test_a_title_that_came_apart_is_searched() -> None:
    article = analysis((Zone.BODY, "Nothing here."), title="Orlo Brandt resigns")
    (hit,) = fired(article, Entry("Orlo Brandt"))
    assert [(one.start, one.end, one.in_title) for one in hit.evidence] == [(0, 11, True)]


def test_names_of_scripts_without_blanks_are_found_inside_a_run() -> None:
    article = analysis((Zone.BODY, "昨日金正恩委員長は平壌で演説した。"))
    assert texts(article, Entry("Chairman", aliases=("金正恩",))) == ["金正恩"]


def test_a_topic_fires_on_its_query_and_shows_what_matched() -> None:
    assert texts(STORY, Entry("Travel", query='helsinki AND "on monday"')) == ["on Monday", "Helsinki"]
    assert fired(STORY, Entry("Travel", query="helsinki AND paris")) == []


def test_a_query_narrows_an_entry_with_aliases() -> None:
    entry = Entry("The Minister", aliases=("Orlo Brandt",), query="helsinki")
    assert texts(STORY, entry) == ["Orlo Brandt", "Orlo Brandt", "Helsinki", "Orlo Brandt"]
    assert fired(STORY, Entry("The Minister", aliases=("Ghost",), query="helsinki")) == []


def test_a_query_that_only_excludes_needs_the_name() -> None:
    assert len(texts(STORY, Entry("Orlo Brandt", query="NOT football"))) == 3
    assert fired(STORY, Entry("Ghost", query="NOT football")) == []
    assert fired(STORY, Entry("Orlo Brandt", query="NOT helsinki")) == []


def test_a_country_entry_fires_on_the_country_by_any_name() -> None:
    article = analysis((Zone.BODY, "Estonian and Riga papers"), countries={"Estonian": "EE", "Riga": "LV"})
    assert texts(article, Entry("Estonia", type="country", ids=("EE",))) == ["Estonian"]
    assert texts(article, Entry("Estonia")) == []


def test_a_query_that_cannot_be_understood_is_shown_as_broken() -> None:
    matcher = Matcher([Entry("Bad", query='"open'), Entry("Orlo Brandt")])
    assert list(matcher.broken) == ["Bad"]
    assert [hit.entry for hit in matcher.match(STORY)] == ["Orlo Brandt"]


def test_disabled_and_expired_entries_are_silent() -> None:
    entries = [Entry("Orlo Brandt", enabled=False), Entry("Helsinki", expires="2026-01-31")]
    assert Matcher(entries, today="2026-02-01").match(STORY) == []
    assert len(Matcher(entries, today="2026-01-31").match(STORY)) == 1


def test_entries_that_share_a_name_both_fire() -> None:
    assert [hit.entry for hit in fired(STORY, Entry("Helsinki"), Entry("Cities", aliases=("helsinki",)))] == [
        "Helsinki",
        "Cities",
    ]


def test_no_entries_and_names_without_words_match_nothing() -> None:
    assert fired(STORY) == []
    assert fired(STORY, Entry("!!!")) == []
