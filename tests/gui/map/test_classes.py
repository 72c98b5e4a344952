"""Classes of the map: on 1-2-5 breaks, at most seven, everything in one of them."""

import pytest

from monitor.gui.map.classes import class_breaks, class_colours, class_labels, class_of


@pytest.mark.parametrize(
    ("numbers", "breaks"),
    [
        ([], ()),
        ([0, 0], ()),
        ([1], (1,)),
        ([1, 4], (1, 2)),
        ([1, 30], (1, 2, 5, 10, 20)),
        ([1, 199], (1, 2, 5, 10, 20, 50, 100)),
        ([1, 12_000], (1, 5, 20, 100, 500, 2000, 10_000)),
        ([0, 340, 900], (200, 500)),
    ],
)
def test_breaks_are_ones_twos_and_fives(numbers: list[int], breaks: tuple[int, ...]):
    assert class_breaks(numbers) == breaks


@pytest.mark.parametrize("greatest", [1, 7, 99, 1000, 123_456, 9_876_543])
def test_no_class_is_empty_by_construction_and_none_is_missing(greatest: int):
    breaks = class_breaks([1, greatest])
    assert len(breaks) <= 7
    assert breaks[0] == 1
    assert breaks[-1] <= greatest < 10 * breaks[-1]
    assert list(breaks) == sorted(set(breaks))
    assert {class_of(number, breaks) for number in breaks} == set(range(len(breaks)))


def test_nothing_is_in_no_class():
    assert class_of(0, (1, 2, 5)) is None
    assert class_of(0, ()) is None
    assert class_of(10**9, (1, 2, 5)) == 2


def test_colours_use_the_whole_ramp():
    ramp = ("a", "b", "c", "d", "e")
    assert class_colours(ramp, 5) == ramp
    assert class_colours(ramp, 3) == ("a", "c", "e")
    assert class_colours(ramp, 1) == ("c",)
    assert class_colours(ramp, 0) == ()


def test_the_legend_is_text():
    assert class_labels((1, 2, 5, 1000)) == ("1", "2–4", "5–999", "1,000 or more")
    assert class_labels(()) == ()
