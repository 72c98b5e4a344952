from dataclasses import replace

import pytest
from invented_articles import analyse, make_article

from monitor.core.records import (
    Analysis,
    Byline,
    DatelinePlace,
    Entry,
    Evidence,
    FocusScore,
    Hit,
    Mention,
    OtherDate,
    Photo,
    Published,
    Quote,
    Reason,
    Refusal,
)
from monitor.core.store import open_library
from monitor.core.terms import AlertState, EntityType, Severity, Status, Zone

BODY = (
    "Minister Ada Kofi spoke in Lome on Monday about grain, rain, roads and ports. "
    "Togo is calm, she said to reporters.\n\n"
    "Ghana and Togo signed a pact on the river border after nine rounds of talks in Accra."
)
LONGER = BODY + " A second accord with Ada Kofi is planned for May."


@pytest.fixture
def store(tmp_path):
    with open_library(tmp_path / "library.db", write=True) as store:
        yield store


def save(store, analysis, **how):
    document = analysis.article.document
    return store.save(store.begin_source(document.path, size=1, mtime_ns=2), analysis, **how)


def hit(analysis, entry="Ada Kofi"):
    start = analysis.article.text.index("Ada Kofi")
    spans = []
    while start >= 0:
        spans.append(Evidence(start, start + 8, Zone.BODY, "Ada Kofi", "name"))
        start = analysis.article.text.find("Ada Kofi", start + 1)
    return Hit(entry, Severity.HIGH, tuple(spans))


def rich_analysis() -> Analysis:
    article = make_article(BODY, zones={Zone.CAPTION: "Ada Kofi in Lome 😀", Zone.TEASER: "Estonia"})
    document = replace(
        article.document,
        path="/inbox/\udcff.txt",
        given_id=7,
        url="https://example.org/a",
        bylines=("Jo Doe",),
        furniture=((0, 1),),
        metadata={"rank": 1.5, "tags": ["a", {"b": None}]},
        partial=Reason("text_capped", "The rest was left out."),
    )
    article = replace(
        article,
        document=document,
        dateline=(DatelinePlace("Lome", "TG"), DatelinePlace("Nowhere", None)),
        bylines=(Byline("Jo Doe", "reporter", "Lome"), Byline("Ann Roe", "editor")),
        photo=Photo("A harbour", None, "Coast Wire", "2019-04-25"),
        headings=("The pact",),
        published=Published("2024-03-05T10:00:00Z", "minute", "made", (OtherDate("2019-04-25", "photo"),)),
        body=article.body.replace("\n", " "),
    )
    return replace(
        analyse(article, ("Ada Kofi",), (("Togo", "TG"), ("Ghana", "GH"))),
        focus=(FocusScore("TG", 3.5, True, "in the title"), FocusScore("GH", 1.0, False)),
        quotes=(Quote(60, 75, Zone.BODY, False, "Ada Kofi", "said"), Quote(80, 90, Zone.BODY, True, None, None)),
        fingerprint=b"\x00\xff",
        versions={"model": "1", "rules": "2"},
    )


def test_an_analysis_comes_back_without_loss(store):
    analysis = rich_analysis()
    number = save(store, analysis).articles[0]
    with store.reader() as reader:
        assert reader.analysis(number) == analysis
        assert reader.article(number).reason == Reason("text_capped", "The rest was left out.")
        assert reader.ledger()[0].path == "/inbox/\udcff.txt"


def test_mentions_at_one_place_keep_their_order_and_number(store):
    article = make_article(BODY)
    mentions = tuple(Mention(9, 17, Zone.BODY, name, EntityType.PERSON, "made") for name in ("B", "A", "B", "B"))
    number = save(store, Analysis(article, entities=mentions)).articles[0]
    with store.reader() as reader:
        assert reader.analysis(number).entities == mentions


def test_a_file_has_its_row_before_it_is_read(store):
    store.begin_source("/inbox/a.txt", size=5, mtime_ns=6)
    with store.reader() as reader:
        assert [row.status for row in reader.ledger()] == [Status.PENDING]
        assert reader.known_files()["/inbox/a.txt"].status is Status.PENDING


def test_a_row_left_pending_is_taken_up_again(store):
    first = store.begin_source("/inbox/a.txt")
    assert store.begin_source("/inbox/a.txt") == first


def test_a_refusal_is_kept_with_its_reason_and_gives_way_to_success(store):
    analysis = analyse(make_article(BODY))
    path = analysis.article.document.path
    row = store.begin_source(path)
    store.save(row, Refusal(path, Reason("permission", "It may not be read.")))
    with store.reader() as reader:
        assert [(row.status, row.reason.code) for row in reader.failures()] == [(Status.REFUSED, "permission")]
    assert save(store, analysis).statuses == (Status.STORED,)
    with store.reader() as reader:
        assert [row.status for row in reader.ledger()] == [Status.STORED]


def test_a_rescan_of_known_bytes_adds_no_row_and_no_alert(store):
    store.put_entry(Entry("Ada Kofi"))
    analysis = analyse(make_article(BODY))
    assert save(store, analysis, hits=[hit(analysis)]).alerts
    assert not save(store, analysis, hits=[hit(analysis)]).alerts
    with store.reader() as reader:
        assert len(reader.ledger()) == len(reader.article_ids()) == len(reader.alerts()) == 1


def test_a_changed_file_is_a_new_article_and_a_new_row(store):
    first = analyse(make_article(BODY, path="/inbox/a.txt"))
    second = analyse(make_article("Something else entirely. " * 9, path="/inbox/a.txt"))
    save(store, first)
    assert save(store, second).statuses == (Status.STORED,)
    with store.reader() as reader:
        assert len(reader.ledger()) == len(reader.article_ids()) == 2


def test_the_same_bytes_elsewhere_are_a_duplicate(store):
    store.put_entry(Entry("Ada Kofi"))
    analysis = analyse(make_article(BODY))
    save(store, analysis, hits=[hit(analysis)])
    moved = replace(
        analysis, article=replace(analysis.article, document=replace(analysis.article.document, path="/other/b.txt"))
    )
    changes = save(store, moved, hits=[hit(moved)])
    assert (changes.statuses, changes.alerts, changes.articles) == ((Status.DUPLICATE,), (), ())
    with store.reader() as reader:
        assert [row.status for row in reader.ledger()] == [Status.STORED, Status.DUPLICATE]
        assert len(reader.article_ids()) == 1


def test_the_same_article_in_other_furniture_is_a_duplicate(store):
    save(store, analyse(make_article(BODY)))
    again = analyse(make_article(BODY, zones={Zone.FURNITURE: "Subscribe"}, source=None))
    assert save(store, again).statuses == (Status.DUPLICATE,)


def test_the_same_body_in_another_outlet_is_a_copy_in_one_story_with_one_alert(store):
    store.put_entry(Entry("Ada Kofi"))
    first, second = analyse(make_article(BODY)), analyse(make_article(BODY, source="The Mail"))
    assert len(save(store, first, hits=[hit(first)]).alerts) == 1
    changes = save(store, second, hits=[hit(second)])
    assert (changes.statuses, changes.alerts) == ((Status.STORED,), ())
    with store.reader() as reader:
        assert reader.count().articles == 2
        assert reader.count().stories == 1
        assert [story.copies for story in reader.stories()] == [2]
        assert [alert.copies for alert in reader.alerts()] == [2]


def test_short_bodies_are_never_taken_for_one_another(store):
    save(store, analyse(make_article("Markets are closed.", published="2024-03-05")))
    changes = save(store, analyse(make_article("Markets are closed.", published="2024-03-06")))
    assert changes.statuses == (Status.STORED,)
    with store.reader() as reader:
        assert reader.count().stories == 2


def test_a_version_with_a_new_matching_sentence_reopens_the_alert(store):
    store.put_entry(Entry("Ada Kofi"))
    first = analyse(make_article(BODY))
    alert = save(store, first, hits=[hit(first)]).alerts
    store.set_alert_state(alert, AlertState.DONE)
    copy = analyse(make_article(BODY, source="The Mail"))
    assert not save(store, copy, hits=[hit(copy)]).alerts
    version = analyse(make_article(LONGER, source="Evening Post"))
    number = save(store, version).articles[0]
    store._connection.execute("update article set story_id = 1")  # as finding near copies will do
    assert store.raise_alerts([(number, hit(version))]).alerts == alert
    with store.reader() as reader:
        (reopened,) = reader.alerts()
        assert (reopened.state, reopened.updated, reopened.article_id) == (AlertState.NEW, True, number)
    store.set_alert_state(alert, AlertState.SEEN)
    with store.reader() as reader:
        assert not reader.alerts()[0].updated


def test_history_is_filed_without_alerts(store):
    store.put_entry(Entry("Ada Kofi"))
    analysis = analyse(make_article(BODY))
    assert not save(store, analysis, hits=[hit(analysis)], history=True).alerts


def test_a_hit_of_an_entry_that_is_gone_raises_nothing(store):
    analysis = analyse(make_article(BODY))
    assert not save(store, analysis, hits=[hit(analysis)]).alerts


def test_a_batch_commits_all_or_nothing(store):
    good = analyse(make_article(BODY), ("Ada Kofi",))

    def fail_midway():
        with store.batch():
            save(store, good)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_midway()
    with store.reader() as reader:
        assert not reader.ledger()
        assert not reader.article_ids()
    assert save(store, good).statuses == (Status.STORED,)
    with store.reader() as reader:
        assert reader.analysis(reader.article_ids()[0]) == good


def test_articles_of_one_file_have_rows_of_their_own(store):
    row = store.begin_source("/inbox/all.jsonl")
    for n in range(3):
        article = make_article(f"Number {n}. {BODY}", path="/inbox/all.jsonl", member=f"line {n}")
        store.save(row, analyse(article))
    store.save(row, Refusal("/inbox/all.jsonl", Reason("bad_json", "No JSON."), member="line 4"))
    store.finish_source(row, Status.PARTIAL, sha256="f" * 64)
    with store.reader() as reader:
        rows = {row.member: row.status for row in reader.ledger()}
    assert rows == {
        None: Status.PARTIAL,
        "line 0": Status.STORED,
        "line 1": Status.STORED,
        "line 2": Status.STORED,
        "line 4": Status.REFUSED,
    }


def test_a_better_reading_replaces_a_partial_one_and_a_worse_one_does_not(store):
    whole = analyse(make_article(BODY))
    partial = replace(whole, partial=Reason("not_analysed", "It took too long."))
    number = save(store, partial).articles[0]
    store.star([number])
    assert save(store, whole).statuses == (Status.STORED,)
    assert save(store, partial).statuses == (Status.STORED,)
    with store.reader() as reader:
        (row,) = reader.rows(reader.article_ids())
        assert (row.status, row.starred) == (Status.STORED, True)
        assert reader.analysis(row.article_id).partial is None


def test_numbers_descend_by_publication_whatever_the_order_of_arrival(store):
    days = ["2024-03-05", "1913-01-01", "2024-03-05T09:30:00Z", None, "2023-12-31T23:59:59-05:00", "2024-03-04"]
    for n, day in enumerate(days):
        save(store, analyse(make_article(f"Number {n} {BODY}", published=day)))
    with store.reader() as reader:
        published = [row.published for row in reader.rows(reader.article_ids())]
    assert published == [None, days[2], days[0], days[5], days[4], days[1]]
    assert max(reader_ids(store)) < 2**53


def reader_ids(store):
    with store.reader() as reader:
        return list(reader.article_ids())


def test_a_title_with_a_lone_surrogate_is_stored(store):
    article = replace(make_article(BODY), title="Bad \ud800 title")
    assert save(store, analyse(article)).statuses == (Status.STORED,)
