"""How the map is painted: shapes in the colour of their class, dots for small states, labels where there is room."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from monitor.gui.map.classes import class_breaks, class_colours, class_of
from monitor.gui.map.dots import Dot
from monitor.gui.map.viewport import Viewport
from monitor.gui.map.world import Country, World
from monitor.gui.theme import contrast_ratio
from monitor.gui.tokens import Tokens

LABELS_FROM = 1.7  # zoom at which names appear; the whole world would be covered by them


@dataclass(frozen=True, slots=True)
class Colouring:
    """The colour of every country for some counts in some theme."""

    tokens: Tokens
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def breaks(self) -> tuple[int, ...]:
        """The least number of each class."""
        return class_breaks(self.counts.values())

    @property
    def colours(self) -> tuple[str, ...]:
        """A colour a class."""
        return class_colours(self.tokens.ramp, len(self.breaks))

    def fills(self, world: World) -> dict[str, str]:
        """Return a colour for each shape of the map by its code."""
        breaks, colours = self.breaks, self.colours
        fills = {}
        for country in world.countries:
            chosen = class_of(self.counts.get(country.counted_as, 0), breaks)
            fills[country.code] = self.tokens.no_mentions if chosen is None else colours[chosen]
        return fills


def paint_land(painter: QPainter, world: World, colouring: Colouring, viewport: Viewport) -> None:
    """Paint every country that is seen."""
    tokens, counts, fills = colouring.tokens, colouring.counts, colouring.fills(world)
    painter.save()
    painter.setTransform(viewport.transform, combine=True)
    painter.setPen(coast_pen(tokens, viewport.zoom))
    seen = viewport.visible
    for country in world.countries:
        if country.bounds.intersects(seen) and is_drawn(country, counts):
            painter.setBrush(QColor(fills[country.code]))
            painter.drawPath(country.shape)
            if not country.counted_as:
                painter.setBrush(QBrush(QColor(tokens.no_mentions_hatch), Qt.BrushStyle.BDiagPattern))
                painter.drawPath(country.shape)
    painter.restore()


def coast_pen(tokens: Tokens, zoom: float) -> QPen:
    """Return the pen of coasts and borders: as thin at every zoom, a little stronger close by."""
    pen = QPen(QColor(tokens.coast), 0.6 if zoom < 3 else 0.9)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def is_drawn(country: Country, counts: Mapping[str, int]) -> bool:
    """Whether a country is drawn at all: Antarctica is a stroke along the edge, shown only once it is mentioned."""
    return country.code != "AQ" or counts.get("AQ", 0) > 0


def paint_dots(painter: QPainter, dots: list[Dot], colouring: Colouring, fills: Mapping[str, str]) -> None:
    """Paint the small states: filled in their class where they have mentions, a quiet speck where not."""
    tokens = colouring.tokens
    painter.save()
    for dot in filter(lambda dot: dot.radius, dots):
        if colouring.counts.get(dot.country.code, 0):
            painter.setPen(QPen(QColor(tokens.surface), 1.0))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fills[dot.country.code]))
        painter.drawEllipse(dot.middle, dot.radius, dot.radius)
    painter.restore()


def paint_labels(painter: QPainter, world: World, colouring: Colouring, viewport: Viewport) -> None:
    """Write the names of countries with room for them in the painter's font; with their number where they have one."""
    painter.save()
    fills = colouring.fills(world)
    for country, box, text in find_labels(world, colouring.counts, viewport, QFontMetricsF(painter.font())):
        fill = fills[country.code]
        inks = (colouring.tokens.text, colouring.tokens.surface)
        painter.setPen(QColor(max(inks, key=lambda ink: contrast_ratio(ink, fill))))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def find_labels(
    world: World, counts: Mapping[str, int], viewport: Viewport, metrics: QFontMetricsF
) -> Iterator[tuple[Country, QRectF, str]]:
    """Yield the labels that fit in their country without touching another, most mentioned first."""
    if viewport.zoom < LABELS_FROM:
        return
    seen, scale, transform = viewport.visible, viewport.scale, viewport.transform
    named = [c for c in world.countries if c.counted_as == c.code and seen.contains(c.middle)]
    taken: list[QRectF] = []
    for country in sorted(named, key=lambda c: (-counts.get(c.code, 0), -c.size)):
        count = counts.get(country.code, 0)
        text = f"{country.name}\n{count:,}" if count else country.name
        size = metrics.size(0, text)
        if size.width() > country.width * scale or size.height() > country.size * scale:
            continue
        box = QRectF(0, 0, size.width() + 8, size.height())
        box.moveCenter(transform.map(country.middle))
        if _is_inside(country, size.width() / scale) and not any(box.intersects(other) for other in taken):
            taken.append(box)
            yield country, box, text


def _is_inside(country: Country, width: float) -> bool:
    """Whether a line of this width on the sheet lies in the country where its label would stand."""
    ends = (country.middle + QPointF(side * width / 2, 0) for side in (-1, 1))
    return all(country.shape.contains(end) for end in ends)
