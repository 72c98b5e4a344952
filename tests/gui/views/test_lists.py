"""Entities, imports and mentions: what the command line lists, and every number the length of its list."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from monitor.core.terms import COUNTED_ZONES, CountryKind, EntityType, Status, Zone
from monitor.gui.figure import ArticlesOf, CountryMentions, EntityMentions, LedgerOf
from monitor.gui.models.columns import FIGURE_ROLE
from monitor.gui.models.filter import ENTITY_FACETS, ArticleFilter, Chip, Facet
from monitor.gui.views.entities import EntitiesView
from monitor.gui.views.imports import ImportsView
from monitor.gui.views.mentions import MentionsView, answer


def shown(view, qtbot, room):
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    room.settle(qtbot)
    return view


def random_filter(reader, dice: random.Random) -> ArticleFilter:
    """A filter as an analyst might set it, of what the library holds."""
    filter = ArticleFilter(dice.choice(["", "", "odrin", "ferry OR court", "spill NOT yard"]))
    if dice.random() < 0.5:
        code = dice.choice(reader.countries()).code
        filter = filter.with_chip(Chip(Facet.COUNTRY, code, dice.random() < 0.3))
    if dice.random() < 0.4:
        entity = dice.choice(reader.entities()[:30])
        filter = filter.with_chip(Chip(ENTITY_FACETS[entity.type], entity.name, dice.random() < 0.3))
    if dice.random() < 0.3:
        filter = filter.with_chip(Chip(Facet.DATE, dice.choice(["2025", "2025-04", "2025-01..2025-03", "none"])))
    return filter


def length(reader, question) -> int:
    """The length of the list that a question opens."""
    if isinstance(question, ArticlesOf):
        return len(reader.article_ids(question.query))
    return len(answer(reader, question))


def test_every_number_of_the_entities_is_the_length_of_its_list_under_any_filter(room, reader, qtbot):
    view = shown(EntitiesView(room.reading, room.theme, room.icons), qtbot, room)
    tester = QAbstractItemModelTester(view.rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    dice, checked = random.Random(7), 0
    for _ in range(100):
        filter = random_filter(reader, dice)
        view.show_filter(filter)
        room.settle(qtbot)
        counts = reader.entities(filter.query)
        assert [(row.name, row.type) for row in view.rows.rows] == [(row.name, row.type) for row in counts]
        for row in dice.sample(range(len(counts)), min(12, len(counts))):
            for column in (2, 3):
                figure = view.rows.index(row, column).data(FIGURE_ROLE)
                assert figure.value == length(reader, figure.opens), (filter.query, figure)
                checked += 1
    assert checked > 500
    tester.deleteLater()


def test_types_and_typing_narrow_the_names(room, reader, qtbot):
    view = shown(EntitiesView(room.reading, room.theme, room.icons), qtbot, room)
    view._types_row[EntityType.PERSON].click()
    room.settle(qtbot)
    assert {row.type for row in view.rows.rows} == {EntityType.PERSON}
    view._search.setText("kóss")  # folded as searches are
    assert view.rows.rows
    assert all("koss" in row.name.casefold() for row in view.rows.rows)


def test_sorting_keeps_the_chosen_row(room, qtbot):
    view = shown(EntitiesView(room.reading, room.theme, room.icons), qtbot, room)
    view.table.choose_row(3)
    chosen = view.table.current
    view.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert view.table.current == chosen
    names = [row.key for row in view.rows.rows]
    assert names == sorted(names, reverse=True)


def test_a_count_opens_by_click_and_by_key(room, qtbot):
    view = shown(EntitiesView(room.reading, room.theme, room.icons), qtbot, room)
    index = view.rows.index(0, 2)
    with qtbot.waitSignal(view.figure_opened) as clicked:
        qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=view.table.visualRect(index).center())
    view.table.setCurrentIndex(index)
    with qtbot.waitSignal(view.figure_opened) as pressed:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert clicked.args == pressed.args


# --- mentions --------------------------------------------------------------------------------


@pytest.fixture
def mentions(room, qtbot):
    return shown(MentionsView(room.reading, room.theme, room.icons, room.country_name), qtbot, room)


def test_the_mentions_are_those_that_were_counted(mentions, reader, room, qtbot):
    counted = reader.countries()[0]
    mentions.show_question(CountryMentions(counted.code))
    room.settle(qtbot)
    assert len(mentions.rows.rows) == counted.mentions
    assert f"{counted.mentions:,} mention" in mentions._heading.text()
    for mention in mentions.rows.rows:
        article = reader.analysis(mention.article_id).article
        text = (article.title or "") if mention.in_title else article.text
        assert text[mention.start : mention.end] == mention.text
        assert text[: mention.start].endswith(mention.before)
        assert text[mention.end :].startswith(mention.after)


def test_switching_kinds_and_zones_counts_again(mentions, reader, room, qtbot):
    code = reader.countries()[0].code
    mentions.show_question(CountryMentions(code))
    room.settle(qtbot)
    mentions._kinds.switched.emit(frozenset({CountryKind.NAME}))
    room.settle(qtbot)
    assert len(mentions.rows.rows) == len(reader.country_mentions(code, kinds={CountryKind.NAME}))
    mentions._zones.switched.emit(COUNTED_ZONES | {Zone.DATELINE})
    room.settle(qtbot)
    found = reader.country_mentions(code, kinds={CountryKind.NAME}, zones=COUNTED_ZONES | {Zone.DATELINE})
    assert len(mentions.rows.rows) == len(found)
    assert {mention.kind for mention in mentions.rows.rows} <= {CountryKind.NAME}


def test_the_mentions_of_one_article_are_its_own(mentions, reader, room, qtbot):
    article_id = reader.article_ids('person:"Darina Koss"')[0]
    mentions.show_question(EntityMentions("Darina Koss", EntityType.PERSON, article_id=article_id))
    room.settle(qtbot)
    assert {mention.article_id for mention in mentions.rows.rows} == {article_id}
    with qtbot.waitSignal(mentions.mention_chosen) as chosen:
        mentions.table.choose_row(0)
    assert chosen.args[0] == mentions.rows.rows[0]


# --- imports ---------------------------------------------------------------------------------


def test_the_ledger_is_shown_whole_with_the_reason_of_each_refusal(room, reader, qtbot):
    view = shown(ImportsView(room.reading, room.theme, room.icons), qtbot, room)
    assert list(view.rows.rows) == reader.ledger()[::-1]
    view.show_question(LedgerOf(frozenset({Status.REFUSED})))
    room.settle(qtbot)
    assert list(view.rows.rows) == reader.ledger(Status.REFUSED)[::-1]
    view.table.choose_row(0)
    refused = view.rows.rows[0]
    assert refused.reason.sentence in view._reason.text()
    with qtbot.waitSignal(view.retry_asked) as asked:
        view._retry.click()
    assert asked.args == [[refused.path]]


def test_each_status_counts_what_it_shows(room, reader, qtbot):
    view = shown(ImportsView(room.reading, room.theme, room.icons), qtbot, room)
    for statuses, button in view._choices.items():
        button.click()
        room.settle(qtbot)
        assert button.text().endswith(f"  {len(view.rows.rows):,}")
        assert len(view.rows.rows) == len(reader.ledger(*statuses))
