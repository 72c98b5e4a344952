"""The analyst's corrections of names: what articles show, in every count, forwards, backwards and elsewhere."""

import json
import random
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_articles import analyse, make_article

from monitor.core.corrections import CorrectionKind, NameCorrection, Reach
from monitor.core.record import dump, to_record
from monitor.core.records import DatelinePlace, Entry, Evidence, Hit, Quote
from monitor.core.store import Decision, open_library
from monitor.core.store.reindex import reindex
from monitor.core.terms import CountryKind, EntityType, Severity, Zone

MERGE, SPLIT, RENAME = CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.RENAME
RETYPE, NO_ENTITY, COUNTRY = CorrectionKind.RETYPE, CorrectionKind.NO_ENTITY, CorrectionKind.COUNTRY
PERSON, ORG, PLACE = EntityType.PERSON, EntityType.ORG, EntityType.PLACE
PEOPLE = ("Ada Kofi", "Adah Koffi", "Jo Doe", "Kofi Holdings")
COUNTRIES = (("Togo", "TG"), ("Georgia", "GE"), ("Ghana", "GH"), ("GEORGIA", "GE"))
SOURCES = ("Harbour Gazette", "Harbor Gazette", "The Mail")


def story(n):
    """Return the analysis of one of many articles that mention the same few names, some by their surname."""
    dice = random.Random(n)
    names = dice.sample(PEOPLE, 2)
    places = dice.sample(COUNTRIES[:3], 2)
    body = f"{names[0]} met {names[1]} in {places[0][0]}, number {n}. “It is {places[1][0]},” Kofi said."
    zones = {Zone.DATELINE: "GEORGIA"} if n % 3 == 0 else {}
    article = make_article(body, title=f"{names[1]} in {places[1][0]} {n}", source=dice.choice(SOURCES), zones=zones)
    article = replace(article, dateline=(DatelinePlace("Georgia", "GE"),) if n % 3 == 0 else ())
    analysis = analyse(article, PEOPLE, COUNTRIES)
    start = article.text.index("“")
    quote = Quote(start, start + 10, Zone.BODY, partial=False, speaker=names[0], cue="said")
    surname = article.text.index("Kofi said")
    kofi = replace(analysis.entities[0], start=surname, end=surname + 4, zone=Zone.BODY, name=names[0], rule="surname")
    return replace(analysis, entities=(*analysis.entities, kofi), quotes=(quote,))


def fill(path, count=12):
    with open_library(path, write=True) as store:
        for n in range(count):
            store.save(store.begin_source(f"/inbox/{n}"), story(n))


def exported(path):
    """Return all that a library says, as bytes."""
    with open_library(path) as reader:
        lines = [
            dump(to_record(a.analysis, status=a.status, story={"id": a.story, "copies": a.copies}))
            for a in reader.export()
        ]
        lists = (reader.entities(), reader.countries(), reader.countries(kinds=[CountryKind.NAME]), reader.sources())
        found = [
            (query, sorted(row.key for row in reader.rows(reader.article_ids(query))))
            for query in ('person:"Ada Kofi"', "org:kofi", "country:US", "focus:GE", "source:harbour")
        ]
        behind = [
            sorted((m.title or "", m.start, m.text, m.rule) for m in reader.entity_mentions(count.name, count.type))
            for count in reader.entities(limit=3)
        ]
    assert_agreement(path)
    return "\n".join([*lines, repr(lists), repr(found), repr(behind)]).encode()


def assert_agreement(path):
    """Every count of the lists is the number of mentions of the records."""
    with open_library(path) as reader:
        shown = [stored.analysis for stored in reader.export()]
        for count in reader.entities():
            placed = reader.entity_mentions(count.name, count.type)
            assert len(placed) == count.mentions
            assert len({mention.article_id for mention in placed}) == count.articles
        counted = sum(m.zone in (Zone.HEADLINE, Zone.BODY) for analysis in shown for m in analysis.entities)
        assert counted == sum(count.mentions for count in reader.entities())
        for count in reader.countries():
            assert count.mentions == len(reader.country_mentions(count.code))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    fill(path)
    return path


def counts(path):
    with open_library(path) as reader:
        return {(count.name, count.type): count.mentions for count in reader.entities()}


def codes(path):
    with open_library(path) as reader:
        return {count.code: count.mentions for count in reader.countries()}


def correct(path, *corrections):
    with open_library(path, write=True) as store:
        for correction in corrections:
            store.correct_names(correction)


# --- one at a time ------------------------------------------------------------------------------


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


# --- any sequence -------------------------------------------------------------------------------


def any_correction(dice, keys):
    """Return a correction at random, with names that earlier ones may have made."""
    names = (*PEOPLE, "Kofi", "Minister Kofi", "ada kofi", "ADa Kofi", "KOFI")
    reach = dice.choice([Reach.EVERYWHERE, Reach.EVERYWHERE, Reach.SOURCE, Reach.ARTICLE])
    of = {Reach.EVERYWHERE: "", Reach.SOURCE: dice.choice(SOURCES), Reach.ARTICLE: dice.choice(keys)}[reach]
    type_ = dice.choice([PERSON, PERSON, PERSON, ORG, PLACE])
    kind = dice.choice(list(CorrectionKind))
    one = dice.choice(names)
    if kind is COUNTRY:
        word, code = dice.choice(["Georgia", "Togo", "Ghana", "Kofi"]), dice.choice(["US", "TG", "GE", None])
        return NameCorrection(kind, (word,), country=code, reach=reach, of=of)
    if kind in (MERGE, RENAME) and dice.random() < 0.3:
        outlets = tuple(dice.sample(SOURCES, 2 if kind is MERGE else 1))
        return NameCorrection(kind, outlets, name=dice.choice((*outlets, "The Gazette")))
    if kind is SPLIT:
        alias, name = dice.choice(names), dice.choice([n for n in names if n.casefold() != one.casefold()])
        return NameCorrection(kind, (one,), type_, alias=alias, name=name)
    if kind is MERGE:
        return NameCorrection(kind, tuple(dice.sample(names, 2)), type_, name=one)
    return NameCorrection(
        kind,
        (one,),
        type_,
        name=dice.choice(names) if kind is RENAME else "",
        to_type=dice.choice([PERSON, ORG, PLACE]) if kind is RETYPE else None,
        reach=reach,
        of=of,
    )


def act(store, dice):
    """Take one decision at random, mostly about names."""
    with store.reader() as reader:
        numbers = list(reader.article_ids())
        keys = [row.key for row in reader.rows(numbers)]
        in_force = [decision.seq for decision in reader.name_corrections()]
    one = dice.choice(numbers)
    dice.choices(
        [
            lambda: store.correct_names(any_correction(dice, keys)),
            lambda: store.undo(dice.choice(in_force)) if in_force else None,
            dice.choice([store.undo, store.redo]),
            lambda: store.correct(one, "source", dice.choice([*SOURCES, None])),
            lambda: store.correct(one, "title", dice.choice(["Georgia again", None])),
            lambda: store.correct(one, "published", dice.choice(["2020-01-01", None])),
            lambda: store.remove([one]) if len(numbers) > 4 else None,
            lambda: store.star([one]),
        ],
        [12, 1, 1, 1, 1, 1, 1, 1],
    )[0]()


def analyse_again(documents):
    by_hash = {story(n).article.document.sha256: story(n) for n in range(12)}
    return [by_hash[document.sha256] for document in documents]


def nothing(*_):
    return []


def undo_all(store):
    while store.undo().decisions:
        pass


def assert_whole(tmp_path, seed, decisions):
    """Take decisions; undo all; replay elsewhere; analyse again; rebuild."""
    path, other = tmp_path / "library.db", tmp_path / "other.db"
    fill(path)
    fill(other)
    before = exported(path)
    dice = random.Random(seed)
    with open_library(path, write=True) as store:
        for _ in range(decisions):
            act(store, dice)
        after = exported(path)
        store.reanalyse("", analyse_again)
        assert exported(path) == after
        store.rebuild(analyse=analyse_again, match=nothing, search=nothing)
        assert exported(path) == after
        with store.reader() as reader:
            taken = reader.decisions()
        undo_all(store)
        assert exported(path) == before
    with open_library(other, write=True) as store:
        store.replay(Decision.of_line(decision.line()) for decision in taken)
    assert exported(other) == after


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_decisions_can_be_undone_replayed_and_rebuilt(tmp_path, seed):
    assert_whole(tmp_path, seed, 200)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), decisions=st.integers(1, 25))
def test_any_sequence_can_be_undone_replayed_and_rebuilt(tmp_path_factory, seed, decisions):
    assert_whole(tmp_path_factory.mktemp("any"), seed, decisions)


def test_a_rebuild_matches_the_watchlist_under_the_corrections_of_that_moment(tmp_path):
    def match(_entries, analysis):
        spans = [m for m in analysis.entities if m.name == "Ada"]
        evidence = tuple(Evidence(span.start, span.end, span.zone, "Ada", "name") for span in spans)
        return [Hit("Ada", Severity.MEDIUM, evidence)] if evidence else []

    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Ada"), future_only=True)
        store.correct_names(NameCorrection(RENAME, ("Ada Kofi",), PERSON, name="Ada"))
        for n in range(12):
            analysis = story(n)
            store.save(store.begin_source(f"/inbox/{n}"), analysis, match([], store.shown(analysis)))
        with store.reader() as reader:
            before = reader.alerts()
        store.rebuild(analyse=analyse_again, match=match, search=nothing)
        with store.reader() as reader:
            assert [alert.article_id for alert in reader.alerts()] == [alert.article_id for alert in before]
            assert before


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
