"""Any sequence of corrections can be undone, replayed and rebuilt."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naming_library import (
    COUNTRY,
    MERGE,
    ORG,
    PEOPLE,
    PERSON,
    PLACE,
    RENAME,
    RETYPE,
    SOURCES,
    SPLIT,
    exported,
    fill,
    story,
    undo_all,
)

from monitor.core.corrections import CorrectionKind, NameCorrection, Reach
from monitor.core.records import Entry, Evidence, Hit
from monitor.core.store import Decision, open_library
from monitor.core.terms import Severity


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
