import json
import random

import pytest
from invented_articles import analyse, make_article

from monitor.core.records import Entry, Evidence, Hit
from monitor.core.store import Decision, codec, open_library
from monitor.core.terms import AlertState, Severity, Status, Zone


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


def fill(path, count=6):
    """Make a library of articles about one minister, with one entry and its alerts."""
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Ada Kofi"))
        for n in range(count):
            analysis = analyse(
                make_article(f"Number {n}. Ada Kofi spoke of Togo.", title=f"T{n}"), ("Ada Kofi",), (("Togo", "TG"),)
            )
            at = analysis.article.text.index("Ada")
            hit = Hit("Ada Kofi", Severity.MEDIUM, (Evidence(at, at + 8, Zone.BODY, "Ada Kofi", "name"),))
            store.save(store.begin_source(f"/inbox/{n}"), analysis, [hit])


def export(path):
    """Return all of a library that a decision can change, in the order of content."""
    with open_library(path) as reader:
        articles = [
            (a.key, codec.dumps(a.analysis), a.story, a.copies, sorted((x.entry, x.state, x.updated) for x in a.alerts))
            for a in reader.export()
        ]
        rows = sorted((r.key, r.unread, r.starred, r.tags) for r in reader.rows(reader.article_ids()))
        found = {
            q: sorted(reader.rows(reader.article_ids(q)), key=lambda r: r.key)
            for q in ("kofi", "T1", "new", "is:unread")
        }
        keys = {query: [row.key for row in rows] for query, rows in found.items()}
        return articles, rows, keys, reader.entries(), reader.countries(), reader.entities()


def act(store, dice):
    """Take one decision at random."""
    with store.reader() as reader:
        numbers = list(reader.article_ids())
        alerts = [alert.alert_id for alert in reader.alerts()]
    some = dice.sample(numbers, min(len(numbers), dice.randint(1, 2)))
    one = some[0]
    dice.choice(
        [
            lambda: store.mark_read(some, read=dice.random() < 0.6),
            lambda: store.star(some, on=dice.random() < 0.6),
            lambda: store.tag(some, dice.choice(["Urgent", "later"]), on=dice.random() < 0.6),
            lambda: store.correct(one, "title", dice.choice(["A new title", None, "T1"])),
            lambda: store.correct(one, "published", dice.choice(["2020-01-01", None, "2025-06-07T08:09:00Z"])),
            lambda: store.correct(one, "source", dice.choice(["The Mail", None])),
            lambda: store.remove([one]) if len(numbers) > 2 else None,
            lambda: store.put_entry(Entry(dice.choice(["Ada Kofi", "Togo"]), severity=dice.choice(list(Severity)))),
            lambda: store.remove_entry("Ada Kofi"),
            lambda: store.set_alert_state(alerts[:2], dice.choice(list(AlertState)), "why"),
        ]
    )()


@pytest.mark.parametrize("seed", range(5))
def test_undoing_all_gives_the_library_before_and_redoing_all_the_one_after(path, seed):
    fill(path)
    dice = random.Random(seed)
    before = export(path)
    with open_library(path, write=True) as store:
        start = len(store.reader().decisions())
        for _ in range(60):
            act(store, dice)
        after = export(path)
        taken = len(store.reader().decisions()) - start
        for _ in range(taken):
            assert store.undo().decisions
        assert export(path) == before
        for _ in range(taken):
            assert store.redo().decisions
        assert export(path) == after
        assert not store.redo().decisions


@pytest.mark.parametrize("seed", range(3))
def test_replaying_the_log_on_the_same_articles_gives_the_same_library(path, tmp_path, seed):
    fill(path)
    dice = random.Random(seed)
    with open_library(path, write=True) as store:
        for _ in range(40):
            act(store, dice)
            if dice.random() < 0.3:
                dice.choice([store.undo, store.redo])()
    other = tmp_path / "other.db"
    fill(other)
    lines = (tmp_path / "library.db.decisions.jsonl").read_text().splitlines()
    with open_library(other, write=True) as store:
        _, missing = store.replay(map(Decision.of_line, lines))
    assert missing == 0
    assert export(other) == export(path)


def test_replaying_a_log_that_is_here_already_changes_nothing(path):
    fill(path)
    with open_library(path, write=True) as store:
        before = store.reader().decisions()
        changes, missing = store.replay(before)
        assert (changes.entries, missing) == (False, 0)
        assert store.reader().decisions() == before


def test_a_decision_about_an_article_that_is_not_here_is_counted(path):
    fill(path)
    with open_library(path, write=True) as store:
        mark = {"mark": "starred", "on": True, "articles": ["no such key"]}
        assert store.replay([Decision(99, "2024-01-01T00:00:00Z", "mark", mark)])[1] == 1


def test_every_decision_is_in_the_file_beside_the_library(path):
    fill(path)
    with open_library(path, write=True) as store:
        store.star(list(store.reader().article_ids()))
        store.undo()
        logged = store.reader().decisions()
    lines = path.with_name("library.db.decisions.jsonl").read_text().splitlines()
    assert [Decision.of_line(line) for line in lines] == logged
    assert [json.loads(line)["kind"] for line in lines] == ["entry", "mark", "undo"]


def test_a_file_that_a_crash_left_behind_is_brought_up_to_date(path):
    fill(path)
    file = path.with_name("library.db.decisions.jsonl")
    whole = file.read_bytes()
    file.write_bytes(whole[:20])
    open_library(path, write=True).close()
    assert file.read_bytes() == whole


def test_a_file_that_knows_more_than_the_library_is_set_aside(path):
    fill(path)
    file = path.with_name("library.db.decisions.jsonl")
    known = file.read_bytes()
    path.unlink()
    open_library(path, write=True).close()
    assert path.with_name("library.db.decisions.jsonl.1").read_bytes() == known
    assert not file.exists()


def test_the_found_value_is_kept_beside_the_correction(path):
    fill(path, 1)
    with open_library(path, write=True) as store:
        (number,) = store.reader().article_ids()
        changes = store.correct(number, "published", "2020-02-03")
        assert changes.removed == (number,)
        (number,) = changes.articles
        with store.reader() as reader:
            assert reader.analysis(number).article.published.value == "2020-02-03"
            assert reader.machine_analysis(number).article.published.value == "2024-03-05"
            assert list(reader.article_ids("date:2020")) == [number]
            assert reader.alerts()[0].article_id == number
        with pytest.raises(ValueError, match="body"):
            store.correct(number, "body", "x")


def test_what_was_taken_out_is_in_no_list_or_count_and_a_rescan_leaves_it_out(path):
    fill(path, 2)
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            number = reader.article_ids()[0]
            analysis = reader.analysis(number)
        store.remove([number])
        again = store.save(store.begin_source(analysis.article.document.path), analysis)
        assert again.statuses == (Status.DUPLICATE,)
        with store.reader() as reader:
            assert reader.count().articles == 1
            assert len(reader.alerts()) == 1
            assert [country.articles for country in reader.countries()] == [1]
            assert len(reader.article_ids("kofi")) == 1
        store.undo()
        with store.reader() as reader:
            assert reader.count().articles == 2
            assert len(reader.alerts()) == 2


def test_what_is_purged_is_gone_for_good(path):
    fill(path, 2)
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            number = reader.article_ids("T1")[0]
            analysis = reader.analysis(number)
        store.tag([number], "mine")
        assert store.purge([number]).removed == (number,)
        again = store.save(store.begin_source("/elsewhere"), analysis)
        assert again.statuses == (Status.REFUSED,)
        store.undo()  # takes back the tag, of an article that is gone
        with store.reader() as reader:
            assert reader.count().articles == 1
            assert len(reader.alerts()) == 1
            assert [row.reason.code for row in reader.failures()] == ["purged", "purged"]
    for file in (path, path.with_name("library.db.decisions.jsonl")):
        assert b"Number 1" not in file.read_bytes()
    assert b"Number 0" in path.read_bytes()


def test_undo_skips_what_was_done_in_passing(path):
    fill(path)
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            first, second = reader.article_ids()[:2]
        store.star([first])
        store.mark_read([second], in_passing=True)
        store.undo()
        with store.reader() as reader:
            rows = reader.rows([first, second])
        assert [(row.starred, row.unread) for row in rows] == [(False, True), (False, False)]
        store.redo()
        with store.reader() as reader:
            assert reader.rows([first])[0].starred


def test_the_entries_for_future_articles_only_are_known_by_name(path):
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Ada Kofi"), future_only=True)
        store.put_entry(Entry("Togo"))
        store.put_entry(Entry("Gone"), future_only=True)
        store.remove_entry("Gone")
        with store.reader() as reader:
            assert reader.future_entries() == {"Ada Kofi"}
            assert [reader.entry(name)[1] for name in ("Ada Kofi", "Togo")] == [True, False]
        store.put_entry(Entry("Ada Kofi"))
    with open_library(path) as reader:
        assert reader.future_entries() == frozenset()
