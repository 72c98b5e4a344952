"""Which class of the map a number falls in: logarithmic, on breaks of 1, 2 and 5, so that no country eats the scale."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

MOST_CLASSES = 7


def class_breaks(numbers: Collection[int], most: int = MOST_CLASSES) -> tuple[int, ...]:
    """Return the least number of each class, up to the greatest of the numbers; empty where nothing was counted.

    Every break is 1, 2 or 5 times a power of ten. Where that would make more than ``most`` classes, so many are
    kept, evenly spaced on the logarithmic scale, the first and the last among them.
    """
    counted = [number for number in numbers if number > 0]
    if not counted:
        return ()
    steps = [step for step in _steps(max(counted)) if step <= max(counted)]
    first = bisect_right(steps, min(counted)) - 1
    steps = steps[first:]
    if len(steps) <= most:
        return tuple(steps)
    return tuple(steps[int(n * (len(steps) - 1) / (most - 1) + 0.5)] for n in range(most))


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


def _steps(greatest: int) -> list[int]:
    return [digit * 10**power for power in range(len(str(greatest))) for digit in (1, 2, 5)]
