"""Alerts and the watchlist: evidence, decisions that can be undone, a rehearsal that saves nothing."""

import pytest
from PySide6.QtWidgets import QLabel, QToolButton

from monitor.core.records import Entry
from monitor.core.retrospect import hits_on_stored
from monitor.core.terms import AlertState, Severity, Zone
from monitor.gui.figure import AlertsOf
from monitor.gui.models.alert_filter import passes
from monitor.gui.models.alert_history import find_snippets, load_card
from monitor.gui.models.columns import FIGURE_ROLE
from monitor.gui.views.alerts import OPEN, AlertsView, cards_of, entry_values
from monitor.gui.views.watchlist import WatchlistView


def shown(view, qtbot, room):
    qtbot.addWidget(view)
    room.listeners.append(view.note_changes)
    view.resize(1100, 700)
    view.show()
    room.settle(qtbot)
    return view


@pytest.fixture
def alerts(room, qtbot):
    view = AlertsView(room.reading, room.theme, room.icons)
    view.alerts_moved.connect(room.actions.move_alerts)
    view.alert_seen.connect(room.actions.note_seen)
    return shown(view, qtbot, room)


@pytest.fixture
def watchlist(room, qtbot):
    view = WatchlistView(room.reading, room.theme, room.icons)
    view.entry_saved.connect(lambda entry, future: room.actions.put_entry(entry, future_only=future))
    view.entry_removed.connect(room.actions.remove_entry)
    return shown(view, qtbot, room)


def states(reader):
    return {alert.alert_id: alert.state for alert in reader.alerts()}


def test_the_list_is_the_librarys_and_each_state_counts_what_it_shows(alerts, reader, room, qtbot):
    open_now = [one for one in reader.alerts() if one.state in OPEN]
    cards = cards_of(open_now)
    assert [row.alert_id for row in alerts.rows.rows] == [one.alert_id for card in cards.values() for one in card]
    for choice, button in alerts._choices.items():
        button.click()
        room.settle(qtbot)
        assert button.text().endswith(f"  {len(alerts.rows.rows):,}")
        assert len(alerts.rows.rows) == sum(passes(one, AlertsOf(choice)) for one in reader.alerts())


def test_alerts_are_narrowed_by_entry_and_date_and_every_count_is_its_list(alerts, reader, room, qtbot):
    room.actions.put_entry(Entry("Everything else", query='date:"1990.."'.replace('"', "")))
    room.settle(qtbot)
    every = AlertsOf()
    alerts.show_question(every)
    room.settle(qtbot)
    values = entry_values(reader.alerts(), every, None)
    assert len(values) >= 2
    for value in values:
        alerts._choose_entry(value.chip)
        room.settle(qtbot)
        assert {row.entry for row in alerts.rows.rows} == {value.chip}
        assert len(alerts.rows.rows) == value.articles.value
        assert value.chip in alerts._under.text()
    days = sorted({(reader.rows([row.article_id])[0].published or "")[:10] for row in reader.alerts()} - {""})
    alerts._show_every()
    alerts._choose_period(days[0])
    room.settle(qtbot)
    dated = set(reader.article_ids(f"date:{days[0]}"))
    expected = {one.alert_id for one in reader.alerts() if one.article_id in dated}
    assert {row.alert_id for row in alerts.rows.rows} == expected
    for choice, button in alerts._choices.items():
        button.click()
        room.settle(qtbot)
        assert button.text().endswith(f"  {len(alerts.rows.rows):,}")
        assert {row.alert_id for row in alerts.rows.rows} <= expected, choice
    alerts._clear.click()
    room.settle(qtbot)
    assert len(alerts.rows.rows) == len(reader.alerts())


def test_entries_on_one_story_are_one_card_that_is_decided_together(alerts, reader, room, qtbot):
    article = reader.alerts()[0].article_id
    word = reader.analysis(article).article.body.split()[0]
    room.actions.put_entry(Entry("Beside it", query=f'"{word}"', severity=Severity.CRITICAL))
    qtbot.waitUntil(lambda: any(row.entry == "Beside it" for row in alerts.rows.rows))
    story = next(row.story for row in alerts.rows.rows if row.article_id == article)
    card = [row for row in alerts.rows.rows if row.story == story]
    places = [alerts.rows.row_of(row.alert_id) for row in card]
    assert len(card) > 1
    assert places == list(range(places[0], places[0] + len(card)))
    assert card[0].entry == "Beside it"
    alerts.table.choose(card[0].alert_id)
    room.settle(qtbot)
    words = " ".join(label.text() for label in alerts.card.findChildren(QLabel))
    assert f"Also {card[1].entry}" in words
    alerts.card._together.click()
    assert sorted(alerts.chosen) == sorted(row.alert_id for row in card)
    alerts.move_chosen(AlertState.DONE)
    qtbot.waitUntil(lambda: all(states(reader)[row.alert_id] is AlertState.DONE for row in card))


def test_severities_narrow_the_list_and_its_counts(alerts, reader, room, qtbot):
    alerts._severities.switched.emit(frozenset({Severity.HIGH}))
    expected = [one for one in reader.alerts() if one.severity is Severity.HIGH and one.state in OPEN]
    assert len(alerts.rows.rows) == len(expected) < len(reader.alerts())
    assert alerts._choices[OPEN].text().endswith(f"  {len(expected):,}")


def test_evidence_is_shown_in_its_words(reader):
    for alert in reader.alerts():
        card = load_card(reader, alert.alert_id)
        found = [snippet.text[start:end] for snippet in card.snippets for start, end in snippet.spans]
        assert sorted(found) == sorted(one.text for one in alert.evidence)


def test_a_snippet_stays_in_the_block_of_its_evidence(reader):
    for alert in reader.alerts():
        article = reader.analysis(alert.article_id).article
        for snippet in find_snippets(article, alert.evidence):
            first = snippet.evidence[0]
            if not first.in_title:
                block = next(one for one in article.blocks if one.start <= first.start < one.end)
                assert snippet.text.strip("…") in article.text[block.start : block.end]


def test_the_card_highlights_what_matched_and_names_rule_and_score(alerts, room, qtbot):
    alerts.table.choose_row(0)
    room.settle(qtbot)
    card = alerts.card.card
    assert card.alert == alerts.table.current
    words = " ".join(label.text() for label in alerts.card.findChildren(QLabel))
    assert card.alert.evidence[0].rule in words
    assert "score 1.0" in words


def test_escalate_dismiss_and_undo(alerts, reader, room, qtbot):
    first, second = (row.alert_id for row in alerts.rows.rows[:2])
    alerts.table.choose(first)
    alerts.move_chosen(AlertState.ESCALATED)
    qtbot.waitUntil(lambda: states(reader)[first] is AlertState.ESCALATED)
    assert alerts.table.current.alert_id == second  # went on
    room.settle(qtbot)
    alerts.move_chosen(AlertState.DISMISSED, "Known already")
    qtbot.waitUntil(lambda: states(reader)[second] is AlertState.DISMISSED)
    qtbot.waitUntil(lambda: second not in [row.alert_id for row in alerts.rows.rows])
    assert load_card(reader, second).history[-1].reason == "Known already"
    room.actions.undo()
    qtbot.waitUntil(lambda: states(reader)[second] is AlertState.NEW)
    assert load_card(reader, second).history[-1].undone
    room.actions.undo()
    qtbot.waitUntil(lambda: states(reader)[first] is AlertState.NEW)
    room.actions.redo()
    qtbot.waitUntil(lambda: states(reader)[first] is AlertState.ESCALATED)
    qtbot.waitUntil(lambda: room.told[-1].startswith("Done again: 1 alert: escalated"))


def test_looking_at_a_new_alert_marks_it_seen_and_undo_passes_over_that(alerts, reader, room, qtbot):
    first = reader.article_ids()[0]
    room.actions.star([first])
    room.settle(qtbot)
    alerts.table.choose_row(1)
    looked = alerts.table.current.alert_id
    qtbot.waitUntil(lambda: states(reader)[looked] is AlertState.SEEN, timeout=8_000)
    room.actions.undo()
    qtbot.waitUntil(lambda: not reader.rows([first])[0].starred)
    qtbot.waitUntil(lambda: room.told[-1] == "Undone: 1 article starred")
    assert states(reader)[looked] is AlertState.SEEN


# --- the watchlist ---------------------------------------------------------------------------


def test_each_entry_counts_its_alerts(watchlist, reader):
    assert [row.entry.name for row in watchlist.rows.rows] == [entry.name for entry in reader.entries()]
    for row in range(len(watchlist.rows.rows)):
        for column in (3, 4):
            figure = watchlist.rows.index(row, column).data(FIGURE_ROLE)
            assert figure.value == sum(passes(alert, figure.opens) for alert in reader.alerts())


def test_a_rehearsal_finds_what_saving_would_and_saves_nothing(watchlist, reader, room, qtbot):
    entry = Entry("Marleen Oostvogel")
    expected = list(hits_on_stored(reader, [entry], today=None))
    watchlist.make_entry("Marleen Oostvogel")
    room.settle(qtbot)
    found = watchlist.rehearsal.rows.rows
    assert len(found) == sum(len(hit.evidence) for _, hit in expected) > 0
    assert [entry.name for entry in reader.entries()] == ["Darina Koss", "Odrin Lines", "Rotterdam"]
    alerts = len(reader.alerts())
    with qtbot.waitSignal(watchlist.entry_saved):
        watchlist.editor._save.click()
    stories = {reader.article(number).story for number, _ in expected}
    qtbot.waitUntil(lambda: len(reader.alerts()) == alerts + len(stories))
    qtbot.waitUntil(lambda: "Marleen Oostvogel" in [row.entry.name for row in watchlist.rows.rows])


def test_a_near_spelling_is_offered_and_taken_as_another_name(watchlist, reader, room, qtbot):
    watchlist.make_entry("Marleen Oostvogl")
    qtbot.waitUntil(watchlist.rehearsal._spellings.isVisible, timeout=20_000)
    button = watchlist.rehearsal._spellings.findChildren(QToolButton)[0]
    assert "Marleen Oostvogel" in button.text()
    assert not watchlist.rehearsal.rows.rows
    button.click()
    qtbot.waitUntil(lambda: bool(watchlist.rehearsal.rows.rows), timeout=20_000)
    assert watchlist.editor.entry().aliases == ("Marleen Oostvogel",)
    assert "Only through: Marleen Oostvogel" in watchlist.rehearsal._note.text()
    assert reader.entry("Marleen Oostvogl") is None


def test_every_field_of_an_entry_comes_back_as_it_was_saved(watchlist, reader, room, qtbot):
    watchlist.make_entry("Ada Kofi")
    editor = watchlist.editor
    editor._aliases.setPlainText("A. Kofi\nАда Кофи\n\nA. Kofi")
    editor._weak.setPlainText("Kofi")
    editor._query.setText("country:TG")
    editor._category.setText("shipping")
    editor._expires.setText("2030-01-31")
    editor._severities[Severity.CRITICAL].click()
    editor._choose_zones(frozenset({Zone.BODY, Zone.CAPTION}))
    editor._save.click()
    qtbot.waitUntil(lambda: reader.entry("Ada Kofi") is not None)
    entry, future_only = reader.entry("Ada Kofi")
    assert entry == Entry(
        "Ada Kofi",
        aliases=("A. Kofi", "Ада Кофи"),
        weak=("Kofi",),
        query="country:TG",
        zones=(Zone.CAPTION, Zone.BODY),
        severity=Severity.CRITICAL,
        category="shipping",
        expires="2030-01-31",
    )
    assert not future_only
    room.settle(qtbot)
    qtbot.waitUntil(lambda: watchlist.table.choose("Ada Kofi"))
    assert editor.entry() == entry


def test_a_query_that_makes_no_sense_is_said_at_its_field(watchlist, qtbot):
    watchlist.make_entry("Ada Kofi")
    watchlist.editor._query.setText("country:Narnia")
    watchlist.editor._save.click()
    assert "two-letter" in watchlist.editor._message.text()
    assert watchlist.editor._message.text().endswith("Here: Narnia")
    assert watchlist.editor._query.property("invalid")
    qtbot.waitUntil(lambda: not watchlist.editor._query.visibleRegion().isEmpty())
    watchlist.editor._query.clear()
    watchlist.editor._expires.setText("2030-02-30")
    watchlist.editor._save.click()
    assert "no day" in watchlist.editor._message.text()
    assert watchlist.editor._expires.property("invalid")
    watchlist.make_entry("")
    watchlist.editor._save.click()
    assert "no name" in watchlist.editor._message.text()


def test_an_entry_whose_last_day_is_over_is_shown_as_expired(watchlist, room, qtbot):
    for name, last in (("Ada Kofi", "2001-01-01"), ("Ola Brekke", "9999-12-31")):
        room.actions.put_entry(Entry(name, expires=last))
    qtbot.waitUntil(lambda: watchlist.rows.row_of("Ola Brekke") is not None)
    shown = {row.entry.name: watchlist._state(row) for row in watchlist.rows.rows}
    assert (shown["Ada Kofi"], shown["Ola Brekke"]) == ("Expired", "Watching")


def test_removing_an_entry_hides_its_alerts_and_undo_brings_both_back(watchlist, reader, room, qtbot):
    alerts = len(reader.alerts())
    watchlist.table.choose("Rotterdam")
    watchlist.editor._remove.click()
    qtbot.waitUntil(lambda: "Rotterdam" not in [row.entry.name for row in watchlist.rows.rows])
    assert len(reader.alerts()) < alerts
    room.actions.undo()
    qtbot.waitUntil(lambda: "Rotterdam" in [row.entry.name for row in watchlist.rows.rows])
    assert len(reader.alerts()) == alerts


def test_names_come_from_a_file_and_a_bad_line_is_told(watchlist, reader, room, tmp_path, qtbot):
    file = tmp_path / "names.csv"
    file.write_text("name,severity\nMarleen Oostvogel,high\nAda Kofi,enormous\n", encoding="utf-8")
    room.actions.import_entries(str(file))
    qtbot.waitUntil(lambda: "Marleen Oostvogel" in [row.entry.name for row in watchlist.rows.rows])
    assert "the first is line 3" in room.told[-1]
    assert reader.entry("Ada Kofi") is None
    assert any(alert.entry == "Marleen Oostvogel" for alert in reader.alerts())
