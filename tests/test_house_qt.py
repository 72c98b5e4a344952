"""PySide6 must not lose references of None and True: releases that do end the process after some hundred signals."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

REPEATS = 1_000
NOISE = 50  # other code may hold or drop a few; the faulty release loses one each time


class Sender(QObject):
    """Has one signal and nobody who listens."""

    sent = Signal()


def test_a_signal_keeps_the_references_of_none_and_true(qtbot: QtBot) -> None:
    sender = Sender()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(REPEATS):
        sender.sent.emit()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < NOISE


def test_update_keeps_the_references_of_none_and_true(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(REPEATS):
        widget.update()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < NOISE
