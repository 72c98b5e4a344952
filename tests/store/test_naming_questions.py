"""What can be asked of a name: its ways of writing, its corrections, its quotes."""

import pytest
from invented_articles import analyse, make_article
from naming_library import (
    COUNTRY,
    MERGE,
    ORG,
    PERSON,
    RENAME,
    SOURCES,
    correct,
    counts,
    exported,
    fill,
    undo_all,
)

from monitor.core.corrections import NameCorrection
from monitor.core.store import open_library
from monitor.core.store.reindex import reindex


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    fill(path)
    return path


def test_the_ways_of_writing_say_where_they_are_from(path):
    correct(path, NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi"))
    with open_library(path) as reader:
        aliases = {alias.text: alias for alias in reader.aliases("ada kofi", PERSON)}
        assert sum(alias.mentions for alias in aliases.values()) == counts(path)["Ada Kofi", PERSON]
        assert aliases["Adah Koffi"].rules == ("made; merged by the analyst",)
        assert "surname" in aliases["Kofi"].rules
        assert aliases["Ada Kofi"].rules == ("made",)
    correct(path, NameCorrection(RENAME, ("Ada Kofi",), PERSON, name="Minister Kofi"))
    with open_library(path) as reader:
        aliases = {alias.text: alias for alias in reader.aliases("Minister Kofi", PERSON)}
        assert aliases["Adah Koffi"].rules == ("made; merged by the analyst",)
        assert aliases["Ada Kofi"].rules == ("made; renamed by the analyst",)


def test_the_corrections_about_a_name_are_those_that_lead_to_it_or_change_it(path):
    correct(
        path,
        NameCorrection(RENAME, ("Adah Koffi",), PERSON, name="A. Kofi"),
        NameCorrection(MERGE, ("Ada Kofi", "A. Kofi"), PERSON, name="Ada Kofi"),
        NameCorrection(RENAME, ("Jo Doe",), PERSON, name="Jo"),
    )
    with open_library(path) as reader:
        rules = reader.name_rules()
    assert [correction.kind for _, correction in rules.about("Ada Kofi", PERSON)] == [RENAME, MERGE]
    assert [correction.name for _, correction in rules.about("Jo", PERSON)] == ["Jo"]
    assert rules.about("Ada Kofi", ORG) == []


def test_spellings_that_fold_alike_are_one_entity_and_no_others(tmp_path):
    names = (
        "Petr Müller",
        "Petr Muller",
        "PETR MÜLLER",
        "Petr Mueller",
        "Müller",
        "Danylenko",
        "Danylenkо",
        "Ｐｅｔｒ Müller",
    )
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        for n, name in enumerate(names):
            store.save(store.begin_source(f"/inbox/{n}"), analyse(make_article(f"{name} spoke."), (name,)))
    found = counts(path)
    assert found["Petr Muller", PERSON] == 4
    assert {name for name, _ in found} == {"Petr Muller", "Petr Mueller", "Müller", "Danylenko", "Danylenkо"}


def test_the_quotes_of_a_name_are_those_of_all_that_were_merged(path):
    with open_library(path) as reader:
        first, second = (len(reader.quotes_of(name, PERSON, 100)) for name in ("Ada Kofi", "Adah Koffi"))
    correct(path, NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi"))
    with open_library(path) as reader:
        quotes = reader.quotes_of("ada kofi", PERSON, 100)
        assert len(quotes) == first + second > first > 0
        assert all(quote.text.startswith("“It is ") for quote in quotes)
        assert [quote.article_id for quote in quotes] == sorted((q.article_id for q in quotes), reverse=True)
        assert len(reader.quotes_of("Ada Kofi", PERSON, 2)) == 2


def test_an_index_made_anew_shows_the_same(path):
    before = exported(path)
    correct(
        path,
        NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi"),
        NameCorrection(COUNTRY, ("Georgia",), country="US"),
        NameCorrection(MERGE, SOURCES[:2], name=SOURCES[0]),
    )
    after = exported(path)
    reindex(path)
    assert exported(path) == after
    with open_library(path, write=True) as store:
        undo_all(store)
    assert exported(path) == before
