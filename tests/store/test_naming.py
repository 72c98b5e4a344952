"""The analyst's corrections of names, one at a time: what articles then show, in every count, and elsewhere."""

import json
import sqlite3
from dataclasses import replace

import pytest
from invented_articles import analyse, make_article
from naming_library import (
    COUNTRIES,
    COUNTRY,
    MERGE,
    NO_ENTITY,
    ORG,
    PEOPLE,
    PERSON,
    RENAME,
    RETYPE,
    SOURCES,
    SPLIT,
    assert_agreement,
    codes,
    correct,
    counts,
    exported,
    fill,
    story,
)

from monitor.core.corrections import NameCorrection, Reach
from monitor.core.store import open_library


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    fill(path)
    return path


def test_merged_names_are_one_in_every_count(path):
    before = counts(path)
    correct(path, NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi"))
    after = counts(path)
    assert after["Ada Kofi", PERSON] == before["Ada Kofi", PERSON] + before["Adah Koffi", PERSON]
    assert ("Adah Koffi", PERSON) not in after
    assert_agreement(path)
    with open_library(path) as reader:
        speakers = {quote.speaker for stored in reader.export() for quote in stored.analysis.quotes}
        assert "Adah Koffi" not in speakers
        assert reader.count('person:"Adah Koffi"').articles == 0


def test_what_the_machine_found_is_kept(path):
    with open_library(path) as reader:
        before = [reader.machine_analysis(number) for number in sorted(reader.article_ids())]
    correct(
        path,
        NameCorrection(RENAME, ("Jo Doe",), PERSON, name="Joanna Doe"),
        NameCorrection(COUNTRY, ("Georgia",), country="US"),
        NameCorrection(MERGE, SOURCES[:2], name=SOURCES[0]),
    )
    with open_library(path) as reader:
        assert [reader.machine_analysis(number) for number in sorted(reader.article_ids())] == before
        changed = [m for stored in reader.export() for m in stored.analysis.entities if m.name == "Joanna Doe"]
        assert {mention.rule for mention in changed} >= {"made; renamed by the analyst"}


def test_a_split_takes_a_way_of_writing_out_of_a_name(path):
    before = counts(path)
    correct(path, NameCorrection(SPLIT, ("Ada Kofi",), PERSON, alias="Kofi", name="Kofi (another)"))
    after = counts(path)
    assert 0 < after["Kofi (another)", PERSON] < before["Ada Kofi", PERSON]
    assert after["Kofi (another)", PERSON] + after["Ada Kofi", PERSON] == before["Ada Kofi", PERSON]


def test_a_split_takes_a_merged_name_out_again(path):
    before = counts(path)
    correct(
        path,
        NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi", "Jo Doe"), PERSON, name="Ada Kofi"),
        NameCorrection(SPLIT, ("Ada Kofi",), PERSON, alias="Jo Doe", name="Jo Doe"),
    )
    after = counts(path)
    assert after["Jo Doe", PERSON] == before["Jo Doe", PERSON]
    assert ("Adah Koffi", PERSON) not in after


def test_a_retyped_name_joins_the_one_of_that_type(path):
    before = counts(path)
    correct(path, NameCorrection(RETYPE, ("Kofi Holdings",), PERSON, to_type=ORG))
    after = counts(path)
    assert after["Kofi Holdings", ORG] == before["Kofi Holdings", PERSON]
    assert ("Kofi Holdings", PERSON) not in after


@pytest.mark.parametrize("reach", Reach)
def test_no_entity_reaches_as_far_as_it_says(path, reach):
    with open_library(path) as reader:
        held = [stored for stored in reader.export() if any(m.name == "Jo Doe" for m in stored.analysis.entities)]
    of = {Reach.ARTICLE: held[0].key, Reach.SOURCE: held[0].analysis.article.source.upper(), Reach.EVERYWHERE: ""}
    correct(path, NameCorrection(NO_ENTITY, ("jo doe",), PERSON, reach=reach, of=of[reach]))
    with open_library(path) as reader:
        left = {s.key for s in reader.export() if any(m.name == "Jo Doe" for m in s.analysis.entities)}
    reached = {
        Reach.ARTICLE: {held[0].key},
        Reach.SOURCE: {s.key for s in held if s.analysis.article.source == held[0].analysis.article.source},
        Reach.EVERYWHERE: {s.key for s in held},
    }[reach]
    assert left == {stored.key for stored in held} - reached
    assert len(reached) < len(held) or reach is Reach.EVERYWHERE


def test_a_word_is_put_into_another_country_and_the_focus_follows(path):
    before = codes(path)
    correct(path, NameCorrection(COUNTRY, ("Georgia",), country="US"))
    after = codes(path)
    assert (after["US"], after.get("GE")) == (before["GE"], None)
    with open_library(path) as reader:
        assert reader.count("focus:US").articles > 0
        assert reader.count("focus:GE").articles == 0
        places = {p.country for stored in reader.export() for p in stored.analysis.article.dateline}
        assert places == {"US"}
    correct(path, NameCorrection(COUNTRY, ("Georgia",), country=None))
    assert codes(path) == {code: n for code, n in before.items() if code != "GE"}


def test_a_name_without_a_country_gets_one(path):
    correct(path, NameCorrection(COUNTRY, ("Jo Doe",), country="FR"))
    with open_library(path) as reader:
        written = [mention.text for mention in reader.entity_mentions("Jo Doe", PERSON)]
    assert codes(path)["FR"] == written.count("Jo Doe") < len(written)
    correct(path, NameCorrection(COUNTRY, ("Jo Doe",), country=None))
    assert "FR" not in codes(path)


def test_two_spellings_of_an_outlet_are_one(path):
    with open_library(path) as reader:
        before = {count.value: count.articles for count in reader.sources()}
    correct(path, NameCorrection(MERGE, SOURCES[:2], name="Harbour Gazette"))
    with open_library(path, write=True) as store:
        store.save(store.begin_source("/inbox/new"), replace(story(3), article=make_article("X.", source=SOURCES[1])))
    with open_library(path) as reader:
        after = {count.value: count.articles for count in reader.sources()}
        assert after == {
            "Harbour Gazette": before["Harbour Gazette"] + before["Harbor Gazette"] + 1,
            "The Mail": before["The Mail"],
        }


def test_rules_hold_for_articles_that_come_later_and_for_the_watchlist(path):
    correct(path, NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi"))
    late = analyse(make_article("Adah Koffi spoke."), PEOPLE, COUNTRIES)
    with open_library(path, write=True) as store:
        assert [mention.name for mention in store.shown(late).entities] == ["Ada Kofi"]
        before = counts(path)["Ada Kofi", PERSON]
        store.save(store.begin_source("/inbox/late"), late)
    assert counts(path)["Ada Kofi", PERSON] == before + 1


def test_a_correction_in_the_middle_is_taken_back_and_again_at_its_place(path):
    first = NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi")
    second = NameCorrection(RENAME, ("Ada Kofi",), PERSON, name="Minister Kofi")
    before = exported(path)
    correct(path, first, second)
    after = exported(path)
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            merge, rename = reader.name_corrections()
        store.undo(merge.seq)
        assert ("Adah Koffi", PERSON) in counts(path)
        assert ("Minister Kofi", PERSON) in counts(path)
        assert not store.undo(merge.seq).decisions
        store.redo()
        assert exported(path) == after
        store.undo(rename.seq)
        store.undo(merge.seq)
        assert exported(path) == before


@pytest.mark.parametrize(
    "correction",
    [
        NameCorrection(MERGE, ("A", "B"), PERSON),
        NameCorrection(RENAME, (), PERSON, name="A"),
        NameCorrection(RETYPE, ("A",), PERSON),
        NameCorrection(NO_ENTITY, ("A",)),
        NameCorrection(SPLIT, ("Müller",), PERSON, alias="Muller", name="Muller"),
        NameCorrection(NO_ENTITY, ("A",), PERSON, reach=Reach.SOURCE),
    ],
)
def test_a_correction_that_says_nothing_is_refused(path, correction):
    with open_library(path, write=True) as store, pytest.raises(ValueError, match=r"correction|needs"):
        store.correct_names(correction)


def test_lines_of_the_log_can_be_read(path):
    correct(path, NameCorrection(COUNTRY, ("Georgia",), country="US", reach=Reach.SOURCE, of="The Mail"))
    line = json.loads(path.with_name("library.db.decisions.jsonl").read_text())
    said = {"names": ["Georgia"], "country": "US", "reach": "source", "of": "The Mail"}
    assert (line["kind"], line["value"]) == ("country", said)


def test_what_a_crash_left_underived_is_derived_at_the_next_opening(path):
    whole = NameCorrection(MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi")
    correct(path, whole)
    after = exported(path)
    with open_library(path, write=True) as store:
        store.undo()
        store.redo()
        numbers = list(store.reader().article_ids())
    connection = sqlite3.connect(path)
    with connection:  # as if the rule had been committed and nothing derived
        connection.execute("delete from naming")
    connection.close()
    with open_library(path, write=True) as store:
        store._connection.executemany("insert into underived values (?)", [(n,) for n in numbers])
    open_library(path, write=True).close()
    assert ("Adah Koffi", PERSON) in counts(path)
    connection = sqlite3.connect(path)
    with connection:
        value = json.dumps(whole.value())
        connection.execute("insert into naming values (1, 'merge', ?)", (value,))
        connection.executemany("insert into underived values (?)", [(n,) for n in numbers])
    connection.close()
    open_library(path, write=True).close()
    assert exported(path) == after


def test_other_writes_go_through_between_the_chunks(path, monkeypatch):
    monkeypatch.setattr("monitor.core.store.deriving.CHUNK", 2)
    heard = []
    with open_library(path, write=True) as store:
        numbers = list(store.reader().article_ids())

        def between(done, total):
            if not heard:
                store.star(numbers[:1])
                store.correct_names(NameCorrection(RENAME, ("Jo Doe",), PERSON, name="Jo"))
            heard.append((done, total))
            return True

        store.between = between
        store.correct_names(NameCorrection(RENAME, ("Ada Kofi",), PERSON, name="Ada"))
    assert heard[0][0] == 2
    assert {name for name, _ in counts(path)} == {"Ada", "Jo", "Adah Koffi", "Kofi Holdings"}
    with open_library(path) as reader:
        assert reader.rows(numbers[:1])[0].starred


def test_what_is_left_when_the_window_closes_is_done_at_the_next_opening(path, monkeypatch):
    monkeypatch.setattr("monitor.core.store.deriving.CHUNK", 1)
    with open_library(path, write=True) as store:
        store.between = lambda _done, _total: False
        store.correct_names(NameCorrection(RENAME, ("Ada Kofi",), PERSON, name="Ada"))
    assert {"Ada", "Ada Kofi"} <= {name for name, _ in counts(path)}
    open_library(path, write=True).close()
    assert "Ada Kofi" not in {name for name, _ in counts(path)}


def test_merged_outlets_make_no_duplicates(tmp_path):
    body = "The harbour board met on Monday to vote on the new cranes that the port has waited for since the spring."
    first = analyse(make_article(f"{body} It agreed.", source=SOURCES[0], sha256="1" * 64))
    copy = analyse(make_article(f"{body} It agreed.", source=SOURCES[1], sha256="2" * 64))
    merge = NameCorrection(MERGE, SOURCES[:2], name=SOURCES[1])
    statuses = []
    for order in (0, 1):
        with open_library(tmp_path / f"{order}.db", write=True) as store:
            store.save(store.begin_source("/a"), first)
            if order:
                store.correct_names(merge)
            statuses.append(store.save(store.begin_source("/b"), copy).statuses)
    assert statuses[0] == statuses[1]


def test_a_spelling_that_a_correction_made_is_forgotten_with_it(tmp_path):
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        for name, type_ in (("Muller", PERSON), ("Müller", ORG)):
            found = analyse(make_article(f"{name} spoke."), (name,))
            entities = tuple(replace(mention, type=type_) for mention in found.entities)
            store.save(store.begin_source(f"/inbox/{name}"), replace(found, entities=entities))
        store.correct_names(NameCorrection(RETYPE, ("Muller",), PERSON, to_type=ORG))
        assert counts(path) == {("Muller", ORG): 2}
        store.undo()
    assert counts(path) == {("Muller", PERSON): 1, ("Müller", ORG): 1}
