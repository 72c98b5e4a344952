"""A view asks only while it is seen, and is up to date as soon as it is shown."""

import pytest
from PySide6.QtWidgets import QWidget

from monitor.gui.views.while_seen import WhileSeen


@pytest.fixture
def asked(qtbot):
    """A view that is not shown yet, what stands between it and the library, and what was asked."""
    view, said = QWidget(), []
    qtbot.addWidget(view)
    return view, WhileSeen(view, lambda: said.append("ask"), lambda: said.append("again")), said


def test_nothing_is_asked_before_anybody_looks_and_then_once(asked):
    view, seen, said = asked
    seen.ask()
    seen.ask_again()
    assert said == []
    view.show()
    assert said == ["ask"]


def test_a_view_that_was_never_asked_for_asks_when_it_is_shown(asked):
    view, _, said = asked
    view.show()
    assert said == ["ask"]


def test_a_view_on_the_screen_asks_at_once(asked):
    view, seen, said = asked
    view.show()
    seen.ask()
    seen.ask_again()
    assert said == ["ask", "ask", "again"]


def test_what_changed_while_it_was_hidden_is_asked_for_when_it_is_shown_again(asked):
    view, seen, said = asked
    view.show()
    view.hide()
    view.show()
    assert said == ["ask"]  # nothing changed
    view.hide()
    seen.ask_again()
    seen.ask_again()
    view.show()
    assert said == ["ask", "ask"]
