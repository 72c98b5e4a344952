"""The map of mentions: a country a colour, found by mouse and keyboard, chosen by a click or Enter."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from monitor.gui.map.dots import Dot, find_country, find_dots
from monitor.gui.map.drawing import Colouring, paint_dots, paint_labels, paint_land
from monitor.gui.map.viewport import Viewport
from monitor.gui.map.world import SHEET, WORLD, Country, World
from monitor.gui.theme import sized_font
from monitor.gui.tokens import Tokens

STEP = 1.5  # how much closer a press of + comes
WHEEL_STEP = 1.0015  # to the power of the wheel's turn in eighths of a degree
LABEL_PX = 11
TIP_OFFSET = QPointF(14, 16)  # pixels from the pointer, so that the tip never lies under it
DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class CountryMap(QWidget):
    """Shows a number of each country and lets the user choose one.

    Arrows go from country to country among those with mentions, Enter chooses, plus and minus zoom, 0 shows all.

    Signals:
        country_chosen(str): the code of a country that was clicked or confirmed.
        colouring_changed(Colouring): new counts or another theme, for the legend.
    """

    country_chosen = Signal(str)
    colouring_changed = Signal(object)

    def __init__(self, world: World, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("country_map")
        self.setAccessibleName(self.tr("Map of mentions by country"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 200)
        self._world = world
        self._colouring = Colouring(tokens)
        self._fills = self._colouring.fills(world)
        self._unit = ""
        self._chosen: frozenset[str] = frozenset()
        self._pointed: Country | None = None
        self._viewport = Viewport(WORLD, SHEET)
        self._dots: list[Dot] = []
        self._picture: QPixmap | None = None
        self._pressed: QPointF | None = None
        self._dragging = False
        self._tip = _make_tip(self)

    # --- what is shown ------------------------------------------------------------------------

    def show_counts(self, counts: Mapping[str, int], unit: str) -> None:
        """Colour the countries by their counts; ``unit`` is the word after the number: "mentions"."""
        self._unit = unit
        self._recolour(Colouring(self._colouring.tokens, dict(counts)))

    def show_chosen(self, codes: frozenset[str]) -> None:
        """Mark the countries that the filter is set to."""
        self._chosen = codes
        self.update()

    def use_tokens(self, tokens: Tokens) -> None:
        """Paint in another theme."""
        self._recolour(Colouring(tokens, self._colouring.counts))

    @property
    def colouring(self) -> Colouring:
        """The counts and colours in use."""
        return self._colouring

    @property
    def pointed(self) -> str | None:
        """The code of the country under the pointer or the keyboard."""
        return self._pointed.code if self._pointed else None

    def country_at(self, point: QPointF) -> str | None:
        """Return the code whose mentions a point of the widget stands for."""
        country = find_country(point, self._world, self._dots, self._viewport)
        return country.counted_as if country else None

    def point_at(self, code: str | None) -> None:
        """Point at a country, as the keyboard does; at nothing where None."""
        country = next((country for country in self._world.countries if country.code == code), None)
        if country is not None and country is not self._pointed:
            self._viewport.show_around(country.middle)
            self._lay_out()
        self._point_at(country)
        if country is not None:
            self._place_tip(self.place_of(country))

    def place_of(self, country: Country) -> QPointF:
        """Return where a country's middle is on the widget."""
        return self._viewport.transform.map(country.middle)

    def zoom_in(self) -> None:
        """Come closer to the middle."""
        self._zoom(QRectF(self.rect()).center(), STEP)

    def zoom_out(self) -> None:
        """Step back from the middle."""
        self._zoom(QRectF(self.rect()).center(), 1 / STEP)

    def show_all(self) -> None:
        """Show the whole world."""
        self._viewport.show_all()
        self._lay_out()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The shape of the world."""
        return QSize(960, 410)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture of the map and what is pointed at or chosen on top."""
        if self._picture is None:
            self._picture = self._paint_picture()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for country in self._world.countries:
            if country.counted_as and country.counted_as in self._chosen:
                self._outline(painter, country, 2.2)
        if self._pointed is not None:
            self._outline(painter, self._pointed, 1.4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._colouring.tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_picture(self) -> QPixmap:
        tokens, density = self._colouring.tokens, self.devicePixelRatioF()
        picture = QPixmap(self.size() * density)
        picture.setDevicePixelRatio(density)
        picture.fill(QColor(tokens.ocean))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_land(painter, self._world, self._colouring, self._viewport)
        paint_dots(painter, self._dots, self._colouring, self._fills)
        painter.setFont(sized_font(self.font(), LABEL_PX))
        paint_labels(painter, self._world, self._colouring, self._viewport)
        painter.end()
        return picture

    def _outline(self, painter: QPainter, country: Country, width: float) -> None:
        pen = QPen(QColor(self._colouring.tokens.accent), width)
        pen.setCosmetic(True)
        painter.save()
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dot = next((dot for dot in self._dots if dot.country is country and dot.radius), None)
        if dot is not None:
            painter.drawEllipse(dot.middle, dot.radius + 1.5, dot.radius + 1.5)
        else:
            painter.setTransform(self._viewport.transform, combine=True)
            painter.drawPath(country.shape)
        painter.restore()

    def _recolour(self, colouring: Colouring) -> None:
        self._colouring = colouring
        self._fills = colouring.fills(self._world)
        self._lay_out()
        self._describe()
        self.colouring_changed.emit(colouring)

    def _lay_out(self) -> None:
        self._dots = find_dots(self._world, self._colouring.counts, self._viewport)
        self._picture = None
        self.update()

    def _zoom(self, point: QPointF, factor: float) -> None:
        self._viewport.zoom_about(point, factor)
        self._lay_out()

    # --- pointing -----------------------------------------------------------------------------

    def _point_at(self, country: Country | None) -> None:
        if country is self._pointed:
            return
        self._pointed = country
        self._describe()
        self.update()

    def _describe(self) -> None:
        text = self._text(self._pointed) if self._pointed else ""
        self._tip.setText(text)
        self._tip.adjustSize()
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self._tip.setVisible(bool(text))

    def _text(self, country: Country) -> str:
        count = self._colouring.counts.get(country.counted_as, 0)
        name = country.name
        if country.counted_as != country.code:
            name = self.tr("{shape}, counted under {country}").format(
                shape=name, country=self._world.name(country.counted_as)
            )
        return f"{name}\n{count:,} {self._unit}"

    def _place_tip(self, point: QPointF) -> None:
        corner = point + TIP_OFFSET
        corner.setX(min(corner.x(), self.width() - self._tip.width() - 4))
        if corner.y() + self._tip.height() > self.height() - 4:
            corner.setY(point.y() - self._tip.height() - 8)
        self._tip.move(corner.toPoint())

    def _step(self, direction: QPointF) -> None:
        """Point at the nearest country with mentions that lies in a direction, within 45 degrees of it."""
        start = self._pointed.middle if self._pointed else WORLD.center()
        ahead = []
        for country in self._world.countries:
            if self._colouring.counts.get(country.code, 0) == 0 or country is self._pointed:
                continue
            offset = country.middle - start
            along = QPointF.dotProduct(offset, direction)
            aside = abs(offset.x() * direction.y() - offset.y() * direction.x())
            if self._pointed is None or (along > 0 and aside <= along):
                ahead.append((abs(along) + 2 * aside, country))
        if not ahead:
            return
        self.point_at(min(ahead, key=lambda row: row[0])[1].code)

    # --- events -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the world to another size."""
        self._viewport.resize(self.size().toSizeF())
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the sheet, or point at a country."""
        if self._pressed is None:
            self._point_at(find_country(event.position(), self._world, self._dots, self._viewport))
            self._place_tip(event.position())
            return
        moved = event.position() - self._pressed
        if self._dragging or moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self._pressed = event.position()
            self._viewport.move(moved)
            self._lay_out()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the country under a click that was no drag."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        code = self.country_at(event.position())
        if code and not self._dragging:
            self.country_chosen.emit(code)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom about the pointer."""
        self._zoom(event.position(), WHEEL_STEP ** event.angleDelta().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go from country to country, choose, zoom."""
        key = Qt.Key(event.key())
        if key in DIRECTIONS:
            self._step(DIRECTIONS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None:
            self.country_chosen.emit(self._pointed.counted_as)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Point at nothing once the pointer is gone."""
        self._point_at(None)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Point at what is under the pointer at once."""
        self._point_at(find_country(event.position(), self._world, self._dots, self._viewport))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the focus ring and the tip of the keyboard."""
        self._point_at(None)
        self.update()


def _make_tip(parent: QWidget) -> QLabel:
    """Return the small label beside the pointer: plain text always, and never in the pointer's way."""
    tip = QLabel(parent)
    tip.setObjectName("map_tip")
    tip.setTextFormat(Qt.TextFormat.PlainText)
    tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    tip.hide()
    return tip
