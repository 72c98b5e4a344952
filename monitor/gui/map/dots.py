"""Small states as dots: large enough to see and to hit, moved apart where they crowd."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF

from monitor.gui.map.viewport import Viewport
from monitor.gui.map.world import Country, World

DOT_BELOW = 9.0  # pixels: a country whose largest piece is smaller gets a dot
HELD_BELOW = 17.0  # pixels: a country whose largest piece is smaller can be hit around its middle, dot or none
HIT_RADIUS = 6.5  # pixels around such a middle that hit
APART = 9.0  # pixels between the middles of two dots: leaves each of them over 50 pixels to hit
ROUNDS = 24  # of moving apart: the Caribbean settles in about twenty


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a small country is seen and hit on the widget, in pixels; ``radius`` is 0 where only its land is drawn."""

    country: Country
    middle: QPointF
    radius: float

    def is_near(self, point: QPointF) -> bool:
        """Whether a point lies in the square around what can hit: much faster than the distance."""
        reach = max(self.radius, HIT_RADIUS)
        return abs(point.x() - self.middle.x()) <= reach and abs(point.y() - self.middle.y()) <= reach

    def distance(self, point: QPointF) -> float:
        """Return how far a point is from the middle, over how far it may be to hit."""
        offset = point - self.middle
        return math.hypot(offset.x(), offset.y()) / max(self.radius, HIT_RADIUS)


def find_dots(world: World, counts: Mapping[str, int], viewport: Viewport) -> list[Dot]:
    """Return the dots, large ones first so that none is drawn over a smaller one."""
    scale, transform = viewport.scale, viewport.transform
    dots = []
    for country in world.countries:
        size = country.size * scale
        if size < HELD_BELOW and country.counted_as == country.code:
            radius = dot_radius(counts.get(country.code, 0)) if size < DOT_BELOW else 0.0
            dots.append(Dot(country, transform.map(country.middle), radius))
    return sorted(move_apart(dots), key=lambda dot: -dot.radius)


def dot_radius(count: int) -> float:
    """Return a dot's radius in pixels: it grows with the logarithm, as the classes do."""
    return 2.2 if count == 0 else 3.0 + 1.6 * math.log10(1 + count)


def move_apart(dots: Sequence[Dot]) -> list[Dot]:
    """Move crowded dots away from each other until APART; what has no dot of its own stays where its land is."""
    places = [(dot.middle.x(), dot.middle.y()) for dot in dots]
    pairs = _crowded_pairs(places)
    for _ in range(ROUNDS):
        for one, other in pairs:
            (x0, y0), (x1, y1) = places[one], places[other]
            dx, dy = x1 - x0, y1 - y0
            distance = math.hypot(dx, dy) or 1e-3
            if distance >= APART:
                continue
            free = [bool(dots[one].radius), bool(dots[other].radius)]
            push = (APART - distance) / max(1, sum(free)) / distance
            places[one] = (x0 - dx * push * free[0], y0 - dy * push * free[0])
            places[other] = (x1 + dx * push * free[1], y1 + dy * push * free[1])
    return [replace(dot, middle=QPointF(*place)) for dot, place in zip(dots, places, strict=True)]


def _crowded_pairs(places: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Return which places may come too close to each other while they move."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    pairs = []
    for rank, one in enumerate(order):
        for other in order[rank + 1 :]:
            if places[other][0] - places[one][0] > 2.5 * APART:
                break
            if abs(places[other][1] - places[one][1]) < 2.5 * APART:
                pairs.append((one, other))
    return pairs


def find_country(point: QPointF, world: World, dots: Sequence[Dot], viewport: Viewport) -> Country | None:
    """Return the country at a point of the widget; the nearest dot goes before the land under it."""
    nearest = min((dot for dot in dots if dot.is_near(point)), key=lambda dot: dot.distance(point), default=None)
    if nearest is not None and nearest.distance(point) <= 1.0:
        return nearest.country
    place = viewport.to_sheet(point)
    for country in world.countries:
        if country.counted_as and country.bounds.contains(place) and country.shape.contains(place):
            return country
    return None
