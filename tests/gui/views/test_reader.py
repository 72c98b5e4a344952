"""The reader, the X-ray and the inspector show what is stored of an article, and nothing of it as markup."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit

from monitor.core.store import KeptOriginal
from monitor.core.terms import COUNTED_ZONES, Zone
from monitor.gui.figure import CountryMentions, EntityMentions
from monitor.gui.views.findings import found_countries, found_names, mentions_in
from monitor.gui.views.inspector import Inspector, article_details
from monitor.gui.views.reader import ReaderView
from monitor.gui.views.reading import HitKind, find_hits


@pytest.fixture
def stored(reader):
    """The republished copy: furniture, teasers and a caption around a short article."""
    return next(
        article for article in reader.export("odrin") if "02-republished" in article.analysis.article.document.path
    )


@pytest.fixture
def view(room, stored, qtbot):
    view = ReaderView(room.theme, room.icons)
    qtbot.addWidget(view)
    view.resize(760, 700)
    view.show()
    view.show_article(stored)
    return view


def test_the_clean_text_is_the_body_with_nothing_around_it(view, stored):
    shown = " ".join(view.page.toPlainText().split())
    for paragraph in stored.analysis.article.body.split("\n\n"):
        assert " ".join(paragraph.split()) in shown
    text = stored.analysis.article.text
    for block in stored.analysis.article.blocks:
        if block.zone in (Zone.TEASER, Zone.LEGAL, Zone.FURNITURE, Zone.SITE_NAME):
            assert " ".join(text[block.start : block.end].split()) not in shown


def test_lines_hold_66_to_74_characters(view):
    lines = []
    block = view.page.document().begin()
    while block.isValid():
        layout = block.layout()
        lines += [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]  # not the paragraph's last
        block = block.next()
    assert 60 <= sum(lines) / len(lines) <= 74


def test_every_counted_mention_is_highlighted_where_it_stands(view, stored):
    text = stored.analysis.article.text
    for hit in find_hits(stored):
        spans = view.page.shown.spans(hit.start, hit.end)
        if hit.in_title or not spans:
            continue
        (span,) = spans
        words = view.page.document().toPlainText()[span.start : span.end]
        assert words == text[hit.start : hit.end].replace("\n", " ")
        block = view.page.document().findBlock(span.start)
        formats = [f for f in block.layout().formats() if f.start <= span.start - block.position() < f.start + f.length]
        assert formats, words


def test_a_kind_that_is_switched_off_is_neither_painted_nor_stepped_to(view):
    all_hits = len(view.hits)
    view.show_kind(HitKind.PLACE, False)
    assert 0 < len(view.hits) < all_hits
    assert all(hit.kind is not HitKind.PLACE for hit in view.hits)


def test_next_and_previous_hit_go_round(view):
    hits = len(view.hits)
    for n in range(hits):
        view.next_hit()
        assert view._where.text() == f"{n + 1} of {hits}"
    view.next_hit()
    assert view._where.text() == f"1 of {hits}"
    view.previous_hit()
    assert view._where.text() == f"{hits} of {hits}"


def test_what_the_clean_text_leaves_out_is_revealed_in_the_x_ray(view, stored):
    teaser = next(block for block in stored.analysis.article.blocks if block.zone is Zone.TEASER)
    view.reveal(teaser.start, teaser.end)
    assert view._tabs.currentIndex() == 1
    body = stored.analysis.article.body_spans[0]
    view.reveal(*body)
    assert view._tabs.currentIndex() == 0


def test_the_x_ray_shows_every_character_and_says_the_rule_of_a_block(view, stored, qtbot):
    view.show_xray()
    assert view.xray.page.toPlainText() == stored.analysis.article.text
    removed = [block for block in stored.analysis.article.blocks if block.zone not in COUNTED_ZONES]
    seen = []
    view.xray.block_chosen.connect(seen.append)
    for _ in removed:
        view.next_hit()
    assert seen == removed
    assert removed[-1].rule in view.xray._legend.text()


def test_a_right_click_on_a_name_asks_about_that_name(view, qtbot):
    hit = next(hit for hit in view.hits if hit.kind is HitKind.PLACE and view.page.shown.spans(hit.start, hit.end))
    span = view.page.shown.spans(hit.start, hit.end)[0]
    view.page.reveal(hit.start, hit.end, view._current_ink())
    place = view.page.line_at(span.start + 1).center()
    assert hit.start <= view.page.place_at(place) < hit.end
    with qtbot.waitSignal(view.hit_menu_asked) as asked:
        view.page.menu_asked.emit(hit.start, QPoint())
    assert asked.args[0].name == hit.name


def test_nothing_can_turn_article_text_into_markup(view):
    assert not view.findChildren(QTextEdit)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in view.findChildren(QLabel) if label.text())
    assert view.findChildren(QPlainTextEdit)


# --- the inspector ---------------------------------------------------------------------------


@pytest.fixture
def inspector(room, stored, qtbot):
    inspector = Inspector(room.theme, room.icons, room.country_name)
    qtbot.addWidget(inspector)
    inspector.resize(300, 700)
    inspector.show()
    inspector.show_article(stored)
    return inspector


def test_every_number_of_the_inspector_is_the_length_of_the_list_it_opens(reader, room):
    checked = 0
    for stored in reader.export():
        for row in (*found_names(stored), *found_countries(stored, room.country_name)):
            assert row.figure.value == len(mentions_in(stored, row.figure.opens))
            checked += 1
    assert checked > 100


def test_names_and_countries_come_with_their_figures(inspector, stored, room, qtbot):
    assert [row.code for row in inspector.countries.rows] == [
        row.code for row in found_countries(stored, room.country_name)
    ]
    with qtbot.waitSignal(inspector.figure_opened) as opened:
        inspector.country_rows.setCurrentIndex(inspector.countries.index(0, 1))
        qtbot.keyClick(inspector.country_rows, Qt.Key.Key_Return)
    assert isinstance(opened.args[0].opens, CountryMentions)
    with qtbot.waitSignal(inspector.figure_opened) as opened:
        inspector.name_rows.setCurrentIndex(inspector.names.index(0, 1))
        qtbot.keyClick(inspector.name_rows, Qt.Key.Key_Return)
    assert isinstance(opened.args[0].opens, EntityMentions)


def test_the_date_says_how_it_was_found_and_what_else_there_was(inspector, stored):
    words = " ".join(label.text() for label in inspector.findChildren(QLabel))
    published = stored.analysis.article.published
    assert published.method in words
    for other in published.alternatives:
        assert other.role in words


def test_a_pencil_asks_for_a_correction(inspector, qtbot):
    pencil = next(one for one in inspector.findChildren(type(inspector._all_names)) if "title" in one.accessibleName())
    with qtbot.waitSignal(inspector.correction_asked) as asked:
        pencil.click()
    assert asked.args == ["title"]


def test_a_mark_leaves_selection_hit_and_names_as_they_were(view, inspector, stored, qtbot):
    view.next_hit()
    view.next_hit()
    where = view._where.text()
    view.page.selectAll()
    inspector._all_names.click()
    names = len(inspector.names.rows)
    view.show_article(replace(stored))
    inspector.show_article(replace(stored))
    assert view._where.text() == where
    assert view.page.textCursor().hasSelection()
    assert len(inspector.names.rows) == names > 12


def test_the_inspector_says_whether_the_original_is_kept_and_whole(inspector, stored, qtbot):
    def says(words: str) -> bool:
        return any(label.text() == words for label in inspector.findChildren(QLabel) if label.isVisibleTo(inspector))

    assert not says("Original")
    inspector.show_original(stored.key, KeptOriginal("0" * 64, Path("kept"), True))
    qtbot.waitUntil(lambda: says("Kept, hash checked"))
    inspector.show_original(stored.key, KeptOriginal("0" * 64, Path("kept"), False))
    qtbot.waitUntil(lambda: says("Kept, but damaged: its hash differs"))
    inspector.show_original("another article", None)
    assert not says("Not kept")
    inspector.show_original(stored.key, None)
    qtbot.waitUntil(lambda: says("Not kept"))


def test_what_an_agency_asks_for_is_among_the_details(stored):
    article = stored.analysis.article
    said = {"embargoed": "2024-03-05T06:00:00Z", "usage_terms": "Not for the islands", "version": "2", "urgency": "3"}
    document = replace(article.document, metadata=said, given_id="urn:item:1")
    told = replace(stored, analysis=replace(stored.analysis, article=replace(article, document=document)))
    details = {detail.name: (detail.value, detail.note) for detail in article_details(told, str)}
    assert details["Terms of use"] == ("Not for the islands", "")
    assert details["Version"] == ("2", "urn:item:1")
    assert details["Urgency"][0] == "3"
    assert "5 Mar 2024" in details["Embargo"][0]
