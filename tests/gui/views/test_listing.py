"""A list that is asked again while the library changes: not too often, and never starved."""

import threading

import pytest

from monitor.core.errors import MonitorError
from monitor.gui.models.listing import Listing


@pytest.fixture
def listing(room, qapp):
    return Listing(room.reading, qapp)


def test_changes_that_come_faster_than_answers_do_not_starve_the_list(listing, room, qtbot):
    answers, go_on = [], threading.Event()
    listing.ask(lambda reader: go_on.wait(5), answers.append)
    for _ in range(20):  # each would interrupt the one before if it were asked at once
        listing.ask_again()
        qtbot.wait(5)
    go_on.set()
    qtbot.waitUntil(lambda: answers == [True, True])  # the first, and once more for all the changes
    room.settle(qtbot)
    assert len(answers) == 2


def test_another_question_is_answered_in_the_place_of_the_first(listing, room, qtbot):
    answers = []
    listing.ask(lambda reader: "first", answers.append)
    listing.ask(lambda reader: "second", answers.append)
    qtbot.waitUntil(lambda: answers == ["second"])
    listing.forget()
    listing.ask_again()
    qtbot.wait(400)
    assert answers == ["second"]


def test_what_failed_is_asked_again(listing, qtbot):
    heard, answers = [], []

    def fail_once(reader):
        if not heard:
            raise MonitorError("The disk is full.")
        return "there"

    listing.ask(fail_once, answers.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    listing.ask_again()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["there"]
    assert [error.sentence for error in heard] == ["The disk is full."]
