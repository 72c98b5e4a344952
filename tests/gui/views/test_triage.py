"""The keys and menus of the whole window: what is pressed is what is stored, and what is shown follows."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from monitor.core.terms import AlertState, EntityType
from monitor.gui.article_fields import citation, found_value
from monitor.gui.figure import ArticlesOf, CountryMentions, Figure
from monitor.gui.icons import Icons
from monitor.gui.menus import double_keys
from monitor.gui.opening import is_under, why_not
from monitor.gui.preferences import Preferences
from monitor.gui.program import Program
from monitor.gui.session import make_window
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.gui.views.popups import ConfirmPopup, LinePopup
from monitor.paths import resources

Key = Qt.Key


@pytest.fixture
def program(qapp, tmp_path: Path, library: Path, qtbot):
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    icons = Icons(resources() / "icons", theme)
    surroundings = Surroundings(qapp, Preferences(tmp_path / "window.ini"), theme, icons)
    window = make_window(surroundings)
    qtbot.addWidget(window)
    program = Program(window, library, surroundings)
    bugs = []
    program.background.crashed.connect(bugs.append)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(program.background.ready, timeout=20_000):
        program.start()
    model = program.views.articles.model
    qtbot.waitUntil(lambda: model.is_whole and model.rowCount() > 0, timeout=10_000)
    window.activateWindow()
    program.views.articles.list.setFocus()
    yield program
    program.close()
    assert not bugs


def press(program, qtbot, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(QGuiApplication.focusObject() or program.window, key, modifier)


def settle(program, qtbot):
    qtbot.waitUntil(lambda: program.background.reading.is_idle and program.background.writing.is_idle, timeout=10_000)


def choose(menu: QMenu, words: str) -> None:
    """Choose what begins with these words."""
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def open_menu(program) -> QMenu:
    return next(menu for menu in program.window.findChildren(QMenu) if menu.isVisible())


def test_j_and_k_go_through_the_list_and_the_reader_follows(program, qtbot):
    room = program.views.reading_room
    press(program, qtbot, Key.Key_J, Key.Key_J)
    qtbot.waitUntil(lambda: room.article is not None and room.article.article_id == room.articles.model.ids[1])
    press(program, qtbot, Key.Key_K)
    qtbot.waitUntil(lambda: room.article.article_id == room.articles.model.ids[0])
    assert room.inspector.names.rows


def test_s_and_u_write_what_they_say_and_ctrl_z_takes_it_back(program, reader, qtbot):
    press(program, qtbot, Key.Key_J)
    first = program.views.articles.list.current
    press(program, qtbot, Key.Key_S)
    qtbot.waitUntil(lambda: reader.rows([first])[0].starred)
    press(program, qtbot, Key.Key_U)
    qtbot.waitUntil(lambda: not reader.rows([first])[0].unread)
    settle(program, qtbot)
    control = Qt.KeyboardModifier.ControlModifier
    press(program, qtbot, Key.Key_Z, modifier=control)
    qtbot.waitUntil(lambda: reader.rows([first])[0].unread)
    press(program, qtbot, Key.Key_Z, modifier=control)
    qtbot.waitUntil(lambda: not reader.rows([first])[0].starred)
    press(program, qtbot, Key.Key_Z, modifier=control | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: reader.rows([first])[0].starred)
    settle(program, qtbot)
    assert [row.article_id for row in reader.rows(reader.article_ids()) if row.starred] == [first]
    assert reader.rows([first])[0].unread


def test_space_reads_on_and_then_goes_to_the_next_unread_article(program, reader, qtbot):
    room = program.views.reading_room
    ids = list(room.articles.model.ids)
    program.views.actions.mark_read([ids[1]])
    settle(program, qtbot)
    press(program, qtbot, Key.Key_J)
    qtbot.waitUntil(lambda: room.article is not None)
    for _ in range(30):
        press(program, qtbot, Key.Key_Space)
        settle(program, qtbot)
        if room.articles.list.current != ids[0]:
            break
    assert room.articles.list.current == ids[2]


def test_reading_marks_as_read(program, reader, qtbot):
    press(program, qtbot, Key.Key_J)
    first = program.views.articles.list.current
    qtbot.waitUntil(lambda: not reader.rows([first])[0].unread, timeout=8_000)
    assert [row.article_id for row in reader.rows(reader.article_ids()) if not row.unread] == [first]


def test_letters_typed_into_a_field_are_letters(program, reader, qtbot):
    edit = program.views.articles.filter_bar.search_edit
    press(program, qtbot, Key.Key_Slash)
    assert QGuiApplication.focusObject() is edit
    qtbot.keyClicks(edit, "sunk")
    assert edit.text() == "sunk"
    assert not any(row.starred for row in reader.rows(reader.article_ids()))


def test_e_and_d_decide_about_alerts(program, reader, qtbot):
    program.window.show_page("alerts")
    alerts = program.views.alerts
    qtbot.waitUntil(lambda: alerts.table.current is not None)
    first = alerts.table.current.alert_id
    press(program, qtbot, Key.Key_E)
    qtbot.waitUntil(lambda: reader.alert(first).state is AlertState.ESCALATED)
    settle(program, qtbot)
    second = alerts.table.current.alert_id
    assert second != first
    qtbot.waitUntil(lambda: alerts.card.card is not None and alerts.card.card.alert.alert_id == second)
    press(program, qtbot, Key.Key_D)
    menu = alerts.card._dismiss.menu()
    qtbot.waitUntil(menu.isVisible)
    choose(menu, "Known already")
    menu.close()
    qtbot.waitUntil(lambda: reader.alert(second).state is AlertState.DISMISSED)


def test_a_right_click_on_a_country_puts_it_on_the_watchlist(program, reader, qtbot):
    program.context_menus.ask_about_country("NL", QPoint(200, 200))
    choose(open_menu(program), "Add to watchlist")
    assert program.window.page == "watchlist"
    entry = program.views.watchlist.editor.entry()
    assert (entry.name, entry.type, entry.ids) == ("Netherlands", "country", ("NL",))
    program.views.watchlist.editor._save.click()
    qtbot.waitUntil(lambda: reader.entry("Netherlands") is not None)
    qtbot.waitUntil(lambda: any(alert.entry == "Netherlands" for alert in reader.alerts()))


def test_a_right_click_on_another_article_is_about_that_one(program, reader, qtbot):
    press(program, qtbot, Key.Key_J)
    qtbot.waitUntil(lambda: program.views.reading_room.article is not None)
    rows = program.views.articles.list
    index = rows.model().index(2, 0)
    rows.setCurrentIndex(index)
    program.context_menus.ask_about_articles(QPoint(200, 200))
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in program.window.findChildren(QMenu)))
    choose(open_menu(program), "Copy as citation")
    asked = reader.article(program.views.articles.model.ids[2])
    assert QGuiApplication.clipboard().text() == citation(asked)


def test_a_right_click_on_a_name_filters_and_shows_its_mentions(program, reader, qtbot):
    program.context_menus.ask_about_name("Darina Koss", EntityType.PERSON, QPoint(200, 200))
    choose(open_menu(program), "Only articles with")
    expected = list(reader.article_ids('person:"Darina Koss"'))
    qtbot.waitUntil(lambda: list(program.views.articles.model.ids) == expected)
    program.context_menus.ask_about_name("Darina Koss", EntityType.PERSON, QPoint(200, 200))
    choose(open_menu(program), "Show all mentions")
    mentions = program.views.reading_room.mentions
    qtbot.waitUntil(lambda: bool(mentions.rows.rows))
    assert len(mentions.rows.rows) == len(reader.entity_mentions("Darina Koss", EntityType.PERSON))


def test_a_mention_is_shown_where_it_stands(program, reader, qtbot):
    room = program.views.reading_room
    program.window.open_figure(Figure(0, CountryMentions("NL")))
    qtbot.waitUntil(lambda: bool(room.mentions.rows.rows))
    room.mentions.table.choose_row(1)
    mention = room.mentions.rows.rows[1]
    qtbot.waitUntil(lambda: room.article is not None and room.article.article_id == mention.article_id)
    qtbot.waitUntil(lambda: bool(room.reader.page.extraSelections() or room.reader._title.extraSelections()))
    selections = room.reader.page.extraSelections() or room.reader._title.extraSelections()
    assert selections[0].cursor.selectedText().replace("\u2029", " ") == mention.text


def test_a_filter_set_elsewhere_shows_the_list_in_the_place_of_mentions(program, qtbot):
    room = program.views.reading_room
    program.window.open_figure(Figure(0, CountryMentions("NL")))
    assert room.mentions.isVisible()
    program.views.map.country_chosen.emit("KE")
    assert room.articles.isVisible()
    assert not room.mentions.isVisible()


def test_a_corrected_date_files_the_article_anew_and_the_found_one_is_kept(program, reader, qtbot):
    room = program.views.reading_room
    press(program, qtbot, Key.Key_J)
    qtbot.waitUntil(lambda: room.article is not None)
    key, before = room.article.key, room.article.article_id
    program.context_menus.ask_correction("published", QPoint(100, 100))
    qtbot.waitUntil(lambda: bool(program.window.findChildren(LinePopup)))
    popup = program.window.findChildren(LinePopup)[0]
    popup.edit.setText("the third of May")
    popup.accept()
    assert popup._error.text().startswith("Write a date")
    popup.edit.setText("2020-05-03")
    popup.accept()
    qtbot.waitUntil(lambda: reader.find(key) not in (None, before))
    qtbot.waitUntil(lambda: room.article.article_id == reader.find(key))
    assert room.article.analysis.article.published.value == "2020-05-03"
    assert room.articles.list.current == room.article.article_id
    assert found_value(reader, reader.find(key), "published") != "2020-05-03"
    program.views.actions.undo()
    qtbot.waitUntil(lambda: reader.find(key) == before)


def test_a_title_is_corrected_and_put_back(program, reader, qtbot):
    room = program.views.reading_room
    press(program, qtbot, Key.Key_J)
    qtbot.waitUntil(lambda: room.article is not None)
    number, machine = room.article.article_id, room.article.analysis.article.title
    program.views.actions.correct(number, "title", "A better headline")
    qtbot.waitUntil(lambda: room.reader._title.toPlainText() == "A better headline")
    assert reader.rows([number])[0].title == "A better headline"
    assert reader.machine_analysis(number).article.title == machine
    assert list(reader.article_ids('TITLE("better headline")')) == [number]


def test_removed_articles_leave_every_list_and_come_back(program, reader, qtbot):
    room = program.views.reading_room
    articles = reader.count().articles
    press(program, qtbot, Key.Key_J)
    gone = room.articles.list.current
    press(program, qtbot, Key.Key_Delete)
    qtbot.waitUntil(lambda: room.articles.model.rowCount() == articles - 1)
    qtbot.waitUntil(lambda: room.article is not None and room.article.article_id != gone)
    program.views.actions.undo()
    qtbot.waitUntil(lambda: room.articles.model.rowCount() == articles)
    assert gone in reader.article_ids()


def test_a_purge_asks_first(program, reader, qtbot):
    press(program, qtbot, Key.Key_J)
    number = program.views.articles.list.current
    program.context_menus.ask_purge([number], QPoint(100, 100))
    popup = program.window.findChildren(ConfirmPopup)[0]
    assert reader.rows([number])
    popup.confirm.click()
    qtbot.waitUntil(lambda: not reader.rows([number]))
    program.views.actions.undo()
    settle(program, qtbot)
    assert not reader.rows([number])


def test_the_samples_go_at_once_and_come_back(program, reader, qtbot):
    before = list(reader.article_ids())
    program.views.reading_room.remove_samples()
    qtbot.waitUntil(lambda: reader.count().articles == 0)
    qtbot.waitUntil(lambda: program.views.articles._stack.currentWidget() is program.views.articles._empty)
    program.views.actions.undo()
    qtbot.waitUntil(lambda: reader.count().articles > 0)
    assert list(reader.article_ids()) == before


def test_a_figure_of_articles_shows_them_with_chips(program, reader, qtbot):
    program.window.open_figure(Figure(0, ArticlesOf("is:unread AND country:NL")))
    expected = list(reader.article_ids("is:unread AND country:NL"))
    qtbot.waitUntil(lambda: list(program.views.articles.model.ids) == expected)
    assert program.views.articles.filter_bar.search_edit.text() == ""


def test_tags_are_typed_and_found(program, reader, qtbot):
    press(program, qtbot, Key.Key_J)
    number = program.views.articles.list.current
    press(program, qtbot, Key.Key_T)
    popup = program.window.findChildren(LinePopup)[0]
    popup.edit.setText("follow up")
    popup.accept()
    qtbot.waitUntil(lambda: bool(reader.article_ids('tag:"follow up"')))
    assert list(reader.article_ids('tag:"follow up"')) == [number]


def test_no_key_is_taken_twice(program):
    actions = [action for menu in program.window.menuBar().findChildren(QMenu) for action in menu.actions()]
    assert double_keys(actions) == set()
    keys = {key.toString() for action in actions for key in action.shortcuts()}
    assert {"J", "K", "E", "D", "S", "U", "N", "/", "?", "Space", "Ctrl+K", "Ctrl+Z", "Ctrl+Shift+Z"} <= keys


def test_a_citation_says_what_when_where_and_which_bytes(reader):
    stored = next(one for one in reader.export() if one.analysis.article.agency)
    words = citation(stored)
    article = stored.analysis.article
    assert article.title in words
    assert article.source in words
    assert article.document.sha256 in words


# --- originals -------------------------------------------------------------------------------


def test_only_quiet_files_under_watched_folders_are_opened(tmp_path):
    inbox, beside = tmp_path / "inbox", tmp_path / "inbox2"
    inbox.mkdir()
    beside.mkdir()
    for name in ("a.txt", "run.desktop", "b.sh"):
        (inbox / name).write_text("x")
    (beside / "c.txt").write_text("x")
    (inbox / "link.txt").symlink_to(beside / "c.txt")
    folders = [str(inbox)]
    assert why_not(str(inbox / "a.txt"), folders) is None
    assert "kind" in why_not(str(inbox / "run.desktop"), folders)
    assert "kind" in why_not(str(inbox / "b.sh"), folders)
    assert "watched" in why_not(str(beside / "c.txt"), folders)
    assert "watched" in why_not(str(inbox / "link.txt"), folders)
    assert "no longer" in why_not(str(inbox / "gone.txt"), folders)
    assert not is_under(str(inbox), [str(inbox / "deeper")])


def test_space_still_presses_the_button_that_has_the_keyboard(program, reader, qtbot):
    bar = program.views.articles.filter_bar
    bar._unread.setFocus()
    press(program, qtbot, Key.Key_Space)
    assert bar._unread.isChecked()
    expected = list(reader.article_ids("is:unread"))
    qtbot.waitUntil(lambda: list(program.views.articles.model.ids) == expected)
