"""Names corrected from the window: menus, popups, the page of a name, undo and redo."""

from dataclasses import replace
from pathlib import Path

import pytest
from invented_articles import analyse, make_article
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton
from whole_window import open_program, plain_surroundings

from monitor.core.corrections import CorrectionKind, NameCorrection, Reach
from monitor.core.records import Quote
from monitor.core.store import open_library
from monitor.core.terms import EntityType, Zone
from monitor.core.tokens import name_key
from monitor.gui.models.corrections import correction_text
from monitor.gui.views.mentions import answer
from monitor.gui.views.name_facts import Named, name_facts, origin_text
from monitor.gui.views.name_popups import CountryPopup, MergePopup
from monitor.gui.views.popups import LinePopup
from monitor.gui.views.quote_button import QuoteButton

PERSON = EntityType.PERSON
PEOPLE = ("Ada Kofi", "Adah Koffi", "Jo Doe")
MIDDLE = QPoint(200, 200)


@pytest.fixture
def program(tmp_path: Path, qtbot, qapp):
    with open_program(plain_surroundings(qapp, tmp_path), tmp_path / "library.db", qtbot) as program:
        program.background.submit(fill)
        program.window.show_page("entities")
        settle(program, qtbot)
        yield program


def fill(store):
    for n, body in enumerate(
        ["Ada Kofi met Jo Doe in Georgia.", "Adah Koffi left Georgia.", "Jo Doe saw Adah Koffi. Ada Kofi spoke."]
    ):
        analysis = analyse(make_article(body, source=f"Gazette {n}"), PEOPLE, (("Georgia", "GE"),))
        if n == 2:
            start = analysis.article.text.index("Ada Kofi spoke")
            quote = Quote(start, start + 14, Zone.BODY, partial=False, speaker="Jo Doe", cue="said")
            analysis = replace(analysis, quotes=(quote,))
        changes = store.save(store.begin_source(f"/inbox/{n}"), analysis)
    return changes


def settle(program, qtbot):
    behind = program.background
    for _ in range(2):
        qtbot.waitUntil(lambda: behind.writing.is_idle and behind.reading.is_idle, timeout=10_000)
        qtbot.wait(300)  # lists ask again a moment after a write


def listed(program):
    return {row.name: row.mentions for row in program.views.entities.rows.rows}


def menu_of(program, names):
    program.context_menus.ask_about_names(names, MIDDLE)
    (menu,) = [menu for menu in program.window.findChildren(QMenu) if menu.isVisible() and not menu.menuAction().text()]
    return menu


def choose(menu, *words):
    """Choose a line of a menu, or of a menu in it."""
    lines = menu
    for word in words[:-1]:
        lines = next(action.menu() for action in lines.actions() if action.text() == word)
    chosen = next(action for action in lines.actions() if action.text() == words[-1])
    menu.close()
    chosen.trigger()


def popup(program, kind):
    return [widget for widget in program.window.findChildren(kind) if widget.isVisible()][-1]


def test_a_name_is_merged_with_one_that_is_typed(program, qtbot):
    # Not from the menu: offscreen, a menu that closes takes the popup with it once events are handled.
    program.context_menus._names.ask_merge(["Ada Kofi"], PERSON, MIDDLE)
    settle(program, qtbot)
    merge = popup(program, MergePopup)
    assert {row.name for row in merge.candidates.rows} == {"Adah Koffi", "Jo Doe"}
    qtbot.keyClicks(merge.search, "koff")
    assert [merge.shown.itemText(n) for n in range(2)] == ["Ada Kofi", "Adah Koffi"]
    merge.shown.setCurrentIndex(1)
    merge.accept()
    settle(program, qtbot)
    assert listed(program) == {"Adah Koffi": 4, "Jo Doe": 2}
    program.views.actions.undo()
    settle(program, qtbot)
    assert listed(program) == {"Ada Kofi": 2, "Adah Koffi": 2, "Jo Doe": 2}
    program.views.actions.redo()
    settle(program, qtbot)
    assert listed(program) == {"Adah Koffi": 4, "Jo Doe": 2}


def test_selected_names_are_merged_together(program, qtbot):
    program.views.entities.table.selectAll()
    rows = program.views.entities.table.chosen
    asked = []
    program.views.entities.names_menu_asked.connect(lambda names, _: asked.append(names))
    program.views.entities.table.menu_asked.emit(rows[0], MIDDLE)
    assert [name for name, _ in asked[0]] == [row.name for row in rows]
    (menu,) = [m for m in program.window.findChildren(QMenu) if m.isVisible() and not m.menuAction().text()]
    choose(menu, "Merge 3 names…")
    popup(program, MergePopup).accept()
    settle(program, qtbot)
    assert list(listed(program).values()) == [6]


def test_names_are_renamed_retyped_and_dropped(program, qtbot):
    choose(menu_of(program, [("Jo Doe", PERSON)]), "Rename…")
    line = popup(program, LinePopup)
    line.edit.setText("Joanna Doe")
    line.accept()
    choose(menu_of(program, [("Ada Kofi", PERSON)]), "Change type", "Organisation")
    choose(menu_of(program, [("Adah Koffi", PERSON)]), "Not an entity", "Everywhere")
    settle(program, qtbot)
    rows = {(row.name, row.type) for row in program.views.entities.rows.rows}
    assert rows == {("Joanna Doe", PERSON), ("Ada Kofi", EntityType.ORG)}


def test_a_correction_in_an_article_can_stay_there(program, qtbot):
    program.window.show_page("articles")
    settle(program, qtbot)
    program.views.articles.list.step(1)
    settle(program, qtbot)
    article = program.views.reading_room.article
    name = article.analysis.entities[0].name
    program.context_menus.ask_about_name_here(name, PERSON, MIDDLE)
    (menu,) = [m for m in program.window.findChildren(QMenu) if m.isVisible() and not m.menuAction().text()]
    choose(menu, "Not an entity", "In this article")
    settle(program, qtbot)
    names = {mention.name for mention in program.views.reading_room.article.analysis.entities}
    assert name not in names
    program.window.show_page("entities")
    settle(program, qtbot)
    assert listed(program)[name] == 1


def test_a_word_is_put_into_another_country(program, qtbot):
    program.context_menus._names.ask_country(["Georgia"], "GE", MIDDLE, None)
    asked = popup(program, CountryPopup)
    assert isinstance(asked.country, QComboBox)
    asked.country.setCurrentIndex(asked.country.findData("US"))
    asked.accept()
    settle(program, qtbot)
    with reader(program) as r:
        assert [count.code for count in r.countries()] == ["US"]


def reader(program):
    return open_library(program.background.library)


def test_the_page_of_a_name_shows_its_corrections_and_takes_them_back(program, qtbot):
    merge = NameCorrection(CorrectionKind.MERGE, ("Ada Kofi", "Adah Koffi"), PERSON, name="Ada Kofi")
    program.views.actions.correct_names(merge)
    program.views.actions.correct_names(NameCorrection(CorrectionKind.RENAME, ("Jo Doe",), PERSON, name="Jo"))
    settle(program, qtbot)
    view = program.views.entities
    view.table.choose((name_key("Ada Kofi"), PERSON))
    settle(program, qtbot)
    assert [(row.text, row.origin) for row in view.panel.written.rows] == [
        ("Ada Kofi", "made"),
        ("Adah Koffi", "analyst: merged"),
    ]
    undo = [b for b in view.panel.findChildren(QToolButton) if b.isVisibleTo(view.panel) and b.text() == "Undo"]
    assert len(undo) == 1
    undo[0].click()
    settle(program, qtbot)
    assert listed(program) == {"Ada Kofi": 2, "Adah Koffi": 2, "Jo": 2}
    program.views.actions.redo()
    settle(program, qtbot)
    assert listed(program) == {"Ada Kofi": 4, "Jo": 2}


def test_every_number_on_the_page_of_a_name_opens_as_many(program, qtbot):
    with reader(program) as r:
        facts = name_facts(r, Named("Ada Kofi", PERSON), program.views.articles.filter)
        assert facts.mentions.value == len(answer(r, facts.mentions.opens)) == 2
        assert facts.articles.value == len(r.article_ids(facts.articles.opens.query)) == 2
        for row in facts.written:
            assert row.figure.value == len(answer(r, row.figure.opens))
        for row in (*facts.sources, *facts.together):
            assert row.figure.value == len(r.article_ids(row.figure.opens.query)) > 0
    assert {row.label for row in facts.together} == {"Jo Doe", "Adah Koffi"}


def test_outlets_are_merged_from_the_menu(program, qtbot):
    program.context_menus._names.ask_merge_source("Gazette 0", MIDDLE)
    settle(program, qtbot)
    line = popup(program, LinePopup)
    line.edit.setText("Gazette 1")
    line.accept()
    settle(program, qtbot)
    with reader(program) as r:
        assert {count.value: count.articles for count in r.sources()} == {"Gazette 1": 2, "Gazette 2": 1}


def test_corrections_are_said_in_words():
    country = NameCorrection(
        CorrectionKind.COUNTRY, ("Georgia",), country="US", reach=Reach.SOURCE, of="Peachtree Record"
    )
    assert correction_text(country) == "Georgia stands for US in Peachtree Record"
    split = NameCorrection(CorrectionKind.SPLIT, ("Ada Kofi",), PERSON, alias="Kofi", name="Kofi")
    assert correction_text(split) == "Kofi split off Ada Kofi"
    assert origin_text(("model; merged by the analyst", "model; renamed by the analyst", "surname")) == (
        "analyst: merged, model, surname"
    )


def test_the_page_of_a_name_opens_from_its_menu(program, qtbot):
    program.window.show_page("articles")
    choose(menu_of(program, [("Jo Doe", PERSON)]), "Page of the name")
    settle(program, qtbot)
    assert program.window.page == "entities"
    assert program.views.entities.table.current.name == "Jo Doe"
    panel = program.views.entities.panel
    assert [row.text for row in panel.written.rows] == ["Jo Doe"]
    (quote,) = [button for button in panel.findChildren(QuoteButton) if button.isVisibleTo(panel)]
    quote.click()
    settle(program, qtbot)
    assert program.window.page == "articles"
    assert "Jo Doe saw" in program.views.reading_room.article.analysis.article.text


def test_a_long_correction_says_how_far_it_is_and_lets_others_through(program, qtbot, monkeypatch):
    monkeypatch.setattr("monitor.core.store.deriving.CHUNK", 1)
    heard, order = [], []
    program.background.deriving.connect(lambda done, total: heard.append((done, total)))
    rename = NameCorrection(CorrectionKind.RENAME, ("Adah Koffi",), PERSON, name="A. Koffi")
    program.background.submit(lambda store: store.correct_names(rename), lambda _: order.append("names"))
    program.background.submit(lambda store: store.star([1]), lambda _: order.append("star"))
    qtbot.waitUntil(lambda: len(order) == 2, timeout=10_000)
    settle(program, qtbot)
    assert order == ["star", "names"]
    assert heard == [(1, 2), (0, 0)]
    assert program.window.status.words == ""
    assert listed(program)["A. Koffi"] == 2
