"""A rebuild and entries that expire: what was raised before stays, nothing is raised after."""

from datetime import datetime

from invented_articles import analyse
from test_decisions import export
from test_rebuild import ARTICLES, COUNTRIES, PEOPLE, analyse_again, fill, match, search

from monitor.core.records import Entry
from monitor.core.store import open_library


def test_a_rebuild_honours_the_day_on_which_an_entry_expired(tmp_path, monkeypatch):
    """What was raised while the entry fired stays; an article of a later day raises nothing, then as now."""
    days = {"2024-05-01": True, "2024-05-03": False}
    articles, path = list(ARTICLES.values()), tmp_path / "library.db"
    met = [article for article in articles if "Ada Kofi" in article.body][:2]
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Ada Kofi", expires="2024-05-02"), future_only=True)
        for (day, fires), article in zip(days.items(), met, strict=True):
            arrived = round(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp() * 1000)
            monkeypatch.setattr("time.time_ns", lambda arrived=arrived: arrived * 1_000_000)
            analysis = analyse(article, PEOPLE, COUNTRIES)
            hits = match(store.entries(), analysis) if fires else []
            store.save(store.begin_source(article.document.path), analysis, hits)
        before = export(path)
        with store.reader() as reader:
            (raised,) = reader.alerts()
        store.rebuild(analyse=analyse_again, match=match, search=search)
        with store.reader() as reader:
            assert [alert.title for alert in reader.alerts()] == [raised.title]
    assert export(path) == before


def test_a_rebuild_does_not_search_for_an_entry_that_had_expired_when_it_was_saved(tmp_path):
    path = tmp_path / "library.db"
    fill(path)
    with open_library(path, write=True) as store:
        store.put_entry(Entry("Ada Kofi", expires="2020-01-01"))
        store.put_entry(Entry("Jo Doe", expires="2020-01-01"))
        store.remove_entry("Jo Doe")
        store.put_entry(Entry("Jo Doe", expires="2020-01-01"))
        before = export(path)
        store.rebuild(analyse=analyse_again, match=match, search=search)
        assert export(path) == before
