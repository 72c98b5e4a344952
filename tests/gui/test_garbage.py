"""Garbage of any age is collected in the GUI thread; what a window is made of is not looked through again."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from monitor.gui.garbage import GarbageCollector


class Ring:
    """Refers to itself: only a collection takes it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    made = GarbageCollector(qapp)
    yield made
    made.deleteLater()
    gc.unfreeze()
    gc.enable()


def test_a_ring_that_has_grown_old_is_collected(collector: GarbageCollector):
    ring = Ring()
    known = weakref.ref(ring)
    gc.collect()  # it is used: now it is of the oldest
    del ring
    gc.collect(1)
    assert known() is not None
    kept = []
    for _ in range(300):  # as the window does all day: a few more objects stay than go
        kept.append([Ring() for _ in range(gc.get_threshold()[0])])
        collector.collect()
    assert known() is None


def test_what_was_set_apart_is_not_looked_through_and_goes_with_its_window(collector: GarbageCollector):
    ring = Ring()
    known = weakref.ref(ring)
    collector.set_apart()
    del ring
    gc.collect()
    assert known() is not None
    collector.begin()  # the next window
    gc.collect()
    assert known() is None
