import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from invented_articles import analyse, make_article

from benchmarks.invented_news import Text, cut_at_the_end, cut_here_and_there, news, with_boilerplate, with_headline
from monitor.core.extract.fingerprint import fingerprint
from monitor.core.records import Analysis, Entry, Evidence, Hit, Reason
from monitor.core.store import open_library
from monitor.core.terms import AlertState, Severity, Status, Zone

NAMES = ("Ada Kofi", "Jo Doe")
SENTENCES = (
    "Envoy Ada Kofi met the harbour pilots on the quay and promised them a lighthouse.",
    "A month earlier Ada Kofi had refused to sign the very same paper about the nets.",
    "The lawyer Jo Doe called the whole affair a storm in a very small glass of water.",
)
CHANGES = (
    lambda text, dice: text,
    with_boilerplate,
    with_headline,
    cut_at_the_end,
    cut_here_and_there,
    lambda text, dice: cut_at_the_end(text, dice, 0.45),
    lambda text, dice: cut_at_the_start(text, 0.45),
)


def cut_at_the_start(text: Text, share: float) -> Text:
    words = text.body.split()
    return Text(text.kind, text.title, (" ".join(words[round(len(words) * share) :]),))


@cache
def article(subject: int, change: int, sentences: tuple[int, ...], source: str | None = "Harbour Gazette") -> Analysis:
    """Return an analysed article on one of a few subjects: changed, and with sentences that name somebody."""
    dice = random.Random(subject * 100 + change)
    text = news(random.Random(subject + 40))
    text = CHANGES[change](text, dice)
    body = "\n\n".join([text.body, *(SENTENCES[n] for n in sentences)])
    day = f"2024-03-{1 + (subject * 7 + change * 3) % 27:02d}"
    made = make_article(body, title=f"{text.title} {sentences}", source=source, published=day)
    return replace(analyse(made, NAMES), fingerprint=fingerprint(made.body))


def hits(analysis: Analysis) -> list[Hit]:
    found = []
    for name in NAMES:
        spans = [m for m in analysis.entities if m.name == name]
        evidence = tuple(Evidence(m.start, m.end, m.zone, m.name, "name") for m in spans)
        found += [Hit(name, Severity.MEDIUM, evidence)] if evidence else []
    return found


def save(store, analysis, **how):
    row = store.begin_source(analysis.article.document.path, size=1)
    return store.save(row, analysis, hits(analysis), **how)


def fill(path, analyses, **how):
    with open_library(path, write=True) as store:
        for name in NAMES:
            store.put_entry(Entry(name))
        with store.batch():
            for analysis in analyses:
                save(store, analysis, **how)
    return export(path)


def export(path):
    """Return what an export holds of stories and alerts, in the order of content."""
    with open_library(path) as reader:
        return [
            (a.key, a.story, a.copies, sorted({(alert.entry, alert.story) for alert in a.alerts}))
            for a in reader.export()
        ]


def check(path):
    """Check what must hold in any library: one card where a story met an entry, none elsewhere, no rows left over."""
    with open_library(path) as reader:
        assert reader.problems() == []
        articles = {a.key: a for a in reader.export()}
        cards = [(alert.entry, alert.story) for alert in reader.alerts()]
        met = {(name, a.story) for a in articles.values() for name in NAMES if hit_by(name, a.analysis)}
        assert sorted(cards) == sorted(met)
        for story in reader.stories():
            numbers = reader.copies(reader.find(story.story))
            assert len(numbers) == story.copies == len({a.key for a in articles.values() if a.story == story.story})
        assert reader.count().stories == len(reader.stories()) == reader.figures().stories
        query = reader._connection.execute
        assert query("select count(*) from body where key not in (select body_key from article)").fetchone() == (0,)
        assert query("select count(*) from band where body_id not in (select body_id from body)").fetchone() == (0,)
        assert query("select count(*) from story where story_id not in (select story_id from article)").fetchone() == (
            0,
        )


def hit_by(name, analysis):
    return any(mention.name == name for mention in analysis.entities)


CHOICES = st.tuples(
    st.integers(0, 2), st.integers(0, len(CHANGES) - 1), st.sets(st.integers(0, 2)).map(sorted).map(tuple)
)
RELAXED = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@RELAXED
@given(chosen=st.lists(CHOICES, min_size=2, max_size=10, unique=True), seed=st.integers(0, 1000))
@example(chosen=[(0, 5, ()), (0, 6, ()), (0, 0, (0,))], seed=1)
def test_the_same_articles_make_the_same_export_in_any_order(tmp_path_factory, chosen, seed):
    analyses = [article(*one) for one in chosen]
    folder = tmp_path_factory.mktemp("orders")
    first = fill(folder / "first.db", analyses)
    check(folder / "first.db")
    dice = random.Random(seed)
    for n in range(2):
        dice.shuffle(analyses)
        path = folder / f"{n}.db"
        assert fill(path, analyses) == first
        check(path)


@RELAXED
@given(chosen=st.lists(CHOICES, min_size=3, max_size=9, unique=True), seed=st.integers(0, 1000))
@example(chosen=[(0, 5, (0,)), (0, 6, (0, 1)), (0, 0, (0,)), (0, 2, (1, 2))], seed=3)
@example(chosen=[(0, 5, (0,)), (0, 6, (0, 1)), (0, 0, (0,)), (1, 0, (0,))], seed=23)
def test_as_articles_go_and_come_back_stories_are_those_of_what_is_there(tmp_path_factory, chosen, seed):
    """Whatever was removed, purged, and brought back: as if only what is left had ever come."""
    folder = tmp_path_factory.mktemp("leaving")
    analyses = {article(*one).article.document.sha256[:16]: article(*one) for one in chosen}
    path = folder / "library.db"
    fill(path, analyses.values())
    dice = random.Random(seed)
    removed = 0  # what undo may take back: not the entries
    with open_library(path, write=True) as store:
        for _ in range(8):
            with store.reader() as reader:
                numbers = list(reader.article_ids())
            act = dice.choice(["remove", "remove", "undo", "redo", "purge", "refile"])
            if act == "remove" and len(numbers) > 1:
                store.remove(dice.sample(numbers, 1))
                removed += 1
            elif act == "purge" and len(numbers) > 2:
                store.purge(dice.sample(numbers, 1))
            elif act == "refile" and numbers:
                number = dice.choice(numbers)
                with store.reader() as reader:
                    store.put_analysis(number, replace(reader.analysis(number), versions={"made": "2"}))
            elif act == "undo" and removed:
                removed -= bool(store.undo().decisions)
            elif act == "redo":
                removed += bool(store.redo().decisions)
        check(path)
    left = [analyses[key] for key, *_ in export(path)]
    assert export(path) == fill(folder / "fresh.db", left)


@pytest.mark.parametrize("how", ["remove", "purge"])
@pytest.mark.parametrize("gone", range(4))
def test_without_an_article_stories_are_as_if_it_had_never_come(tmp_path, gone, how):
    """The third of these holds the first two together: without it there are two stories."""
    analyses = [article(0, 5, (0,)), article(0, 6, (0, 1)), article(0, 0, (0,)), article(1, 0, (0,))]
    path = tmp_path / "library.db"
    fill(path, analyses)
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            number = reader.find(analyses[gone].article.document.sha256[:16])
        getattr(store, how)([number])
    check(path)
    assert export(path) == fill(tmp_path / "fresh.db", analyses[:gone] + analyses[gone + 1 :])


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuilt_library_has_the_same_stories_and_alerts(tmp_path, seed):
    dice = random.Random(seed)
    chosen = {(dice.randrange(3), dice.randrange(7), (dice.randrange(3),)) for _ in range(14)}
    analyses = [article(*one) for one in sorted(chosen)]
    dice.shuffle(analyses)
    path = tmp_path / "library.db"
    fill(path, analyses)
    by_hash = {one.article.document.sha256: one for one in analyses}
    with open_library(path, write=True) as store:
        for _ in range(10):
            with store.reader() as reader:
                numbers, alerts = list(reader.article_ids()), [alert.alert_id for alert in reader.alerts()]
            act = dice.choice(["remove", "state", "state"])
            if act == "remove" and len(numbers) > 2:
                store.remove(dice.sample(numbers, 1))
            elif act == "state" and alerts:
                store.set_alert_state(alerts[:1], dice.choice(list(AlertState)))
        before, states = export(path), list(told(path))
        store.rebuild(
            analyse=lambda documents: [by_hash[document.sha256] for document in documents],
            match=lambda entries, analysis: hits(analysis),
            search=lambda reader, entry: (),
        )
        assert export(path) == before
        assert list(told(path)) == states
    check(path)


def test_a_rebuilt_library_knows_what_became_of_the_card_of_a_purged_article(tmp_path):
    path = tmp_path / "library.db"
    analyses = [article(0, 0, (0,)), article(0, 2, (0,), "The Mail")]
    fill(path, analyses)
    by_hash = {one.article.document.sha256: one for one in analyses}
    with open_library(path, write=True) as store:
        with store.reader() as reader:
            (alert,) = reader.alerts()
        store.set_alert_state([alert.alert_id], AlertState.DISMISSED, "known")
        store.purge([alert.article_id])
        states = list(told(path))
        store.rebuild(
            analyse=lambda documents: [by_hash[document.sha256] for document in documents],
            match=lambda entries, analysis: hits(analysis),
            search=lambda reader, entry: (),
        )
        assert [(state, updated) for _, state, updated, *_ in states] == [(AlertState.DISMISSED, False)]
        assert list(told(path)) == states


def told(path):
    """Yield what the cards say, in the order of content."""
    with open_library(path) as reader:
        for alert in sorted(reader.alerts(), key=lambda alert: (alert.entry, alert.story)):
            yield alert.entry, alert.state, alert.updated, alert.title, alert.evidence


@pytest.fixture
def store(tmp_path):
    with open_library(tmp_path / "library.db", write=True) as store:
        for name in NAMES:
            store.put_entry(Entry(name))
        yield store


def test_a_copy_raises_no_second_alert_and_a_headline_of_its_own_is_no_news(store):
    first, copy = article(0, 0, (0,)), article(0, 2, (0,), "The Mail")
    assert len(save(store, first).alerts) == 1
    named = replace(copy.article, title="Ada Kofi and the lighthouse", title_apart=True)
    evidence = (Evidence(0, 8, Zone.HEADLINE, "Ada Kofi", "name", in_title=True), *hits(copy)[0].evidence)
    row = store.begin_source("/inbox/copy")
    changes = store.save(row, replace(copy, article=named), [Hit("Ada Kofi", Severity.HIGH, evidence)])
    assert (changes.statuses, changes.alerts) == ((Status.STORED,), ())
    with store.reader() as reader:
        (alert,) = reader.alerts()
        assert (alert.copies, alert.state, alert.updated) == (2, AlertState.NEW, False)
        assert [one.new for one in alert.evidence] == [False]


def test_a_version_with_a_new_matching_sentence_reopens_the_card_and_marks_it(store):
    alerts = save(store, article(0, 0, (0,))).alerts
    store.set_alert_state(alerts, AlertState.DONE, "known")
    version = article(0, 2, (0, 1), "The Mail")
    assert save(store, version).alerts == alerts
    with store.reader() as reader:
        (alert,) = reader.alerts()
        assert (alert.state, alert.updated, alert.copies) == (AlertState.NEW, True, 2)
        assert [(one.text, one.new) for one in alert.evidence] == [("Ada Kofi", False), ("Ada Kofi", True)]
        assert [move.value["moves"][0]["after"][0] for move in reader.decisions() if move.kind == "alerts"] == ["done"]
    store.set_alert_state(alerts, AlertState.SEEN)
    assert not save(store, article(0, 1, (0, 1), "Evening Post")).alerts


def test_an_edited_sentence_is_no_news_unless_its_figures_are(store):
    told = "Envoy Ada Kofi said on Monday that the port would cut 400 jobs by the end of the year."
    edited = "Envoy Ada Kofi said that the port would cut 400 jobs by the end of this year."
    other = "Envoy Ada Kofi said on Monday that the port would cut 900 jobs by the end of the year."
    base = article(1, 0, ()).article.body
    alerts = []
    for sentence, source in ((told, "A"), (edited, "B"), (other, "C")):
        made = make_article(f"{base}\n\n{sentence}", source=source)
        analysis = replace(analyse(made, NAMES), fingerprint=fingerprint(made.body))
        alerts.append(len(save(store, analysis).alerts))
    assert alerts == [1, 0, 1]


def test_an_article_between_two_makes_them_one_story_with_one_card(store):
    """The start and the end of a text have little in common, until the whole of it comes."""
    start, end, whole = article(0, 5, (0,)), article(0, 6, (1,)), article(0, 0, (0,))
    first, second = save(store, start).alerts, save(store, end).alerts
    assert (len(first), len(second)) == (1, 1)
    store.set_alert_state(first, AlertState.DONE)
    assert save(store, whole).alerts == ()
    with store.reader() as reader:
        assert [story.copies for story in reader.stories()] == [3]
        (alert,) = reader.alerts()
        # The card of the end was new, and says what that of the start had not: the merge hides neither.
        assert (alert.state, alert.updated, [one.new for one in alert.evidence]) == (AlertState.NEW, True, [True])
        whole_number = reader.find(whole.article.document.sha256[:16])
    store.remove([whole_number])
    with store.reader() as reader:
        assert sorted(story.copies for story in reader.stories()) == [1, 1]
        assert len(reader.alerts()) == 2
    store.undo()
    with store.reader() as reader:
        assert [story.copies for story in reader.stories()] == [3]
        assert len(reader.alerts()) == 1


def test_the_alert_of_an_article_that_is_taken_out_passes_to_its_copy(store):
    alerts = save(store, article(0, 0, (0,))).alerts
    copy = save(store, article(0, 2, (0,), "The Mail")).articles[0]
    store.set_alert_state(alerts, AlertState.ESCALATED)
    with store.reader() as reader:
        first = next(number for number in reader.article_ids() if number != copy)
    store.remove([first])
    with store.reader() as reader:
        (alert,) = reader.alerts()
        assert (alert.article_id, alert.state, alert.evidence[0].text) == (copy, AlertState.ESCALATED, "Ada Kofi")
    store.purge([copy])
    with store.reader() as reader:
        assert reader.alerts() == []
    store.undo()
    with store.reader() as reader:
        assert [alert.article_id for alert in reader.alerts()] == [first]


def test_history_joins_a_story_without_alerts(store):
    assert not save(store, article(0, 0, (0,)), history=True).alerts
    assert len(save(store, article(0, 2, (0,), "The Mail")).alerts) == 1
    with store.reader() as reader:
        assert [story.copies for story in reader.stories()] == [2]
        assert [alert.copies for alert in reader.alerts()] == [2]


def test_a_better_reading_finds_its_story(store):
    save(store, article(0, 0, ()))
    whole = article(0, 3, ())
    hurried = replace(whole, fingerprint=None, partial=Reason("not_analysed", "It took too long."))
    save(store, hurried)
    with store.reader() as reader:
        assert reader.count().stories == 2
    assert save(store, whole).statuses == (Status.STORED,)
    with store.reader() as reader:
        assert (reader.count().articles, reader.count().stories) == (2, 1)


def test_analysing_again_finds_the_stories_of_a_library_without_fingerprints(store):
    analyses = [article(0, 0, (0,)), article(0, 3, (0,))]
    for analysis in analyses:
        assert len(save(store, replace(analysis, fingerprint=None)).alerts) == 1
    by_hash = {one.article.document.sha256: one for one in analyses}
    store.reanalyse("", lambda documents: [by_hash[document.sha256] for document in documents])
    with store.reader() as reader:
        assert (reader.count().articles, reader.count().stories, len(reader.alerts())) == (2, 1, 1)
        assert reader.problems() == []


def test_the_copies_of_a_story_are_listed_from_the_first_published_on(store):
    for change in (2, 0, 1):
        save(store, article(0, change, (), f"Outlet {change}"))
    save(store, article(1, 0, ()))
    with store.reader() as reader:
        for number in reader.article_ids('source:"Outlet 1"'):
            rows = reader.rows(reader.copies(number))
        assert [row.published for row in rows] == sorted(row.published for row in rows)
        assert {row.source for row in rows} == {"Outlet 0", "Outlet 1", "Outlet 2"}
        assert {row.story for row in rows} == {rows[0].key}
        assert list(reader.copies(12345)) == []


def test_a_batch_that_fails_leaves_no_trace_of_its_bodies(store):
    analysis = article(0, 0, ())

    def fail_midway():
        with store.batch():
            save(store, analysis)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_midway()
    save(store, article(0, 1, ()))
    save(store, analysis)
    with store.reader() as reader:
        assert (reader.count().articles, reader.count().stories) == (2, 1)


def test_copies_in_one_batch_find_each_other(store):
    with store.batch():
        for change in range(4):
            save(store, article(2, change, ()))
    with store.reader() as reader:
        assert reader.count().stories == 1
