"""Which class of the map a number falls in: logarithmic, on breaks of 1, 2 and 5, so that no country eats the scale."""

from bisect import bisect_right
from collections.abc import Sequence

MOST_CLASSES = 7


def class_breaks(greatest: int, most: int = MOST_CLASSES) -> tuple[int, ...]:
    """Return the least number of each class, from 1 up to ``greatest``; empty where nothing was counted.

    Every break is 1, 2 or 5 times a power of ten: all of these where they make at most ``most`` classes, else only
    the ones and fives, else only the powers of ten, however many they are.
    """
    for digits in ((1, 2, 5), (1, 5), (1,)):
        breaks = tuple(step for step in _steps(digits, greatest) if step <= greatest)
        if len(breaks) <= most:
            break
    return breaks


def class_of(number: int, breaks: Sequence[int]) -> int | None:
    """Return the class that a number falls in, counted from 0; None for nothing at all."""
    return bisect_right(breaks, number) - 1 if number > 0 and breaks else None


def class_colours(ramp: Sequence[str], classes: int) -> tuple[str, ...]:
    """Return a colour a class, spread over the whole ramp."""
    if classes <= 1:
        return tuple(ramp[len(ramp) // 2 : len(ramp) // 2 + classes])
    return tuple(ramp[round(n * (len(ramp) - 1) / (classes - 1))] for n in range(classes))


def class_labels(breaks: Sequence[int]) -> tuple[str, ...]:
    """Return what the legend says of each class: "1", "2–4", "500 or more"."""
    labels = []
    for least, following in zip(breaks, [*breaks[1:], None], strict=False):
        if following is None:
            labels.append(f"{least:,} or more")
        elif following - least == 1:
            labels.append(f"{least:,}")
        else:
            labels.append(f"{least:,}–{following - 1:,}")
    return tuple(labels)


def _steps(digits: Sequence[int], greatest: int) -> list[int]:
    powers = [10**power for power in range(len(str(greatest)))]
    return [digit * power for power in powers for digit in digits]
