import random
from dataclasses import replace

import pytest
from invented_articles import analyse, make_article
from test_decisions import act, export

from monitor.core.records import Entry, Evidence, Hit, Reason, Refusal
from monitor.core.store import open_library
from monitor.core.terms import Severity

PEOPLE = ("Ada Kofi", "Jo Doe")
COUNTRIES = (("Togo", "TG"), ("Ghana", "GH"))


def analyse_again(documents):
    """Analyse documents as ``fill`` did: the articles are looked up by their text."""
    return [analyse(ARTICLES[document.sha256], PEOPLE, COUNTRIES) for document in documents]


def match(entries, analysis):
    hits = []
    for entry in entries:
        spans = [m for m in analysis.entities if m.name == entry.name]
        evidence = tuple(Evidence(m.start, m.end, m.zone, m.name, "name") for m in spans)
        if evidence:
            hits.append(Hit(entry.name, Severity.MEDIUM, evidence))
    return hits


def search(reader, entry):
    for number in reader.article_ids():
        for hit in match([entry], reader.analysis(number)):
            yield number, hit


def _bodies():
    dice = random.Random(7)
    words = "grain rain port road Togo Ghana tax river May June vote".split()
    return [
        f"{dice.choice(PEOPLE)} met {dice.choice(PEOPLE)}. " + " ".join(dice.choice(words) for _ in range(40)) + "."
        for _ in range(40)
    ]


ARTICLES = {
    article.document.sha256: article
    for n, body in enumerate(_bodies())
    for article in (
        make_article(body, title=f"T{n}", published=["2024-03-05", "2023-01-02", None][n % 3]),
        *([make_article(body, title=f"T{n}", source="The Mail")] if n % 5 == 0 else []),
    )
}


def fill(path):
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Ada Kofi"))
        for n, article in enumerate(ARTICLES.values()):
            analysis = analyse(article, PEOPLE, COUNTRIES)
            hits = match(store.entries(), analysis)
            store.save(store.begin_source(article.document.path, size=n), analysis, hits, history=n % 7 == 0)
            if n == 20:
                store.put_entry(Entry("Jo Doe"))
                with store.reader() as reader:
                    store.raise_alerts(search(reader, Entry("Jo Doe")))
            if n == 25:
                store.put_entry(Entry("Nobody"), future_only=True)
            if n % 9 == 0:
                store.save(store.begin_source(f"/copy/{n}"), analysis)
        store.save(store.begin_source("/bad"), Refusal("/bad", Reason("empty", "It is empty.")))
        store.begin_source("/half")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    fill(path)
    return path


def _search_as_the_command_does(store):
    """Search what is stored for the entry that was put last, if that was the last decision."""
    with store.reader() as reader:
        last = reader.decisions()[-1]
    if last.kind == "entry" and last.value["after"]:
        with store.reader() as reader:
            store.raise_alerts(search(reader, reader.entry(last.value["name"])[0]))


def _ledger(path):
    with open_library(path) as reader:
        return reader.ledger(), dict(reader.known_files()), reader.decisions()


@pytest.mark.parametrize("seed", range(3))
def test_a_rebuilt_library_is_the_same(path, seed):
    dice = random.Random(seed)
    with open_library(path, write=True) as store:
        for _ in range(50):
            act(store, dice)
            _search_as_the_command_does(store)
            if dice.random() < 0.2:
                dice.choice([store.undo, store.redo])()
        before, ledger = export(path), _ledger(path)
        with store.reader() as watching:
            store.rebuild(analyse=analyse_again, match=match, search=search)
            assert watching.count().articles == len(before[0])
        assert export(path) == before
        assert _ledger(path) == ledger
        with store.reader() as reader:
            assert reader.problems() == []
        store.undo()
        store.redo()
        assert export(path) == before
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "library.db",
        "library.db.decisions.jsonl",
        "library.db.lock",
    ]


def test_purged_articles_do_not_come_back(path):
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            numbers = list(reader.article_ids())[:5]
        store.remove(numbers[:1])
        store.purge(numbers[1:])
        before = export(path)
        store.rebuild(analyse=analyse_again, match=match, search=search)
        assert export(path) == before
        assert store.undo().articles
    assert len(export(path)[0]) == len(before[0]) + 1


def test_an_article_that_cannot_be_analysed_again_keeps_what_it_had(path):
    before = export(path)
    with open_library(path, write=True) as store:
        store.rebuild(
            analyse=lambda documents: [Refusal(d.path, Reason("crashed", "It crashed.")) for d in documents],
            match=match,
            search=search,
        )
    assert export(path) == before


def test_reanalysis_changes_the_numbers_says_so_and_keeps_the_alerts(path):
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            alerts = reader.alerts()
            ghana = next(count.mentions for count in reader.countries() if count.code == "GH")
        changed = store.reanalyse("", lambda ds: [replace(a, countries=()) for a in analyse_again(ds)])
        assert changed.articles == len(ARTICLES)
        assert changed.changed > 0
        assert (changed.countries["GH"].before, changed.countries["GH"].after) == (ghana, 0)
        assert changed.entities == {}
        with store.reader() as reader:
            assert reader.alerts() == alerts
            assert reader.countries() == []
            assert reader.entities() != []


def test_reanalysis_goes_on_where_it_was_stopped(path, monkeypatch):
    seen = []

    def until_half(documents):
        if len(seen) >= 20:
            raise KeyboardInterrupt
        seen.extend(documents)
        return analyse_again(documents)

    with open_library(path, write=True) as store:
        monkeypatch.setattr("monitor.core.store.reanalysis.BATCH", 10)
        with pytest.raises(KeyboardInterrupt):
            store.reanalyse("", until_half)
        rest = store.reanalyse("", analyse_again)
        assert rest.articles == len(ARTICLES) - 20
        assert store.reanalyse("", analyse_again).articles == len(ARTICLES)


def test_reanalysis_keeps_corrections_and_marks(path):
    with open_library(path, write=True) as store:
        number = store.reader().article_ids()[3]
        (number,) = store.correct(number, "published", "2022-02-02").articles
        store.star([number])
        before = export(path)
        store.reanalyse("date:2022", analyse_again)
    assert export(path) == before
