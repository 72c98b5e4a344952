"""Which part of the sheet is seen: zooming about a point, moving, never off the sheet."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST = 24.0  # times the whole world; there a grid point of the shapes is about a pixel


class Viewport:
    """The part of a sheet that fills a widget.

    Args:
        whole: What is seen at zoom 1.
        sheet: What can be moved to; contains ``whole``.
    """

    def __init__(self, whole: QRectF, sheet: QRectF) -> None:
        self._whole = whole
        self._sheet = sheet
        self._size = QSizeF(1.0, 1.0)
        self._middle = whole.center()
        self.zoom = 1.0

    @property
    def scale(self) -> float:
        """Pixels a unit of the sheet."""
        fit = min(self._size.width() / self._whole.width(), self._size.height() / self._whole.height())
        return fit * self.zoom

    @property
    def transform(self) -> QTransform:
        """From the sheet to the widget."""
        scale = self.scale
        return QTransform(
            scale, 0, 0, scale,
            self._size.width() / 2 - self._middle.x() * scale, self._size.height() / 2 - self._middle.y() * scale,
        )  # fmt: skip

    @property
    def visible(self) -> QRectF:
        """What is seen of the sheet."""
        size = self._size / self.scale
        return QRectF(self._middle.x() - size.width() / 2, self._middle.y() - size.height() / 2, *size.toTuple())

    def resize(self, size: QSizeF) -> None:
        """Fill a widget of another size; the middle stays."""
        self._size = size.expandedTo(QSizeF(1.0, 1.0))
        self._stay_on_sheet()

    def to_sheet(self, point: QPointF) -> QPointF:
        """Return where a point of the widget lies on the sheet."""
        offset = point - QPointF(self._size.width() / 2, self._size.height() / 2)
        return self._middle + offset / self.scale

    def zoom_about(self, point: QPointF, factor: float) -> None:
        """Come closer (factor over 1) or step back, with the point of the widget staying where it is."""
        fixed = self.to_sheet(point)
        self.zoom = min(CLOSEST, max(1.0, self.zoom * factor))
        self._middle += fixed - self.to_sheet(point)
        self._stay_on_sheet()

    def move(self, pixels: QPointF) -> None:
        """Drag the sheet by some pixels."""
        self._middle -= pixels / self.scale
        self._stay_on_sheet()

    def show_all(self) -> None:
        """Go back to the whole world."""
        self.zoom = 1.0
        self._middle = self._whole.center()

    def show_around(self, point: QPointF) -> None:
        """Move as little as is needed for a point of the sheet to be well inside what is seen."""
        seen = self.visible
        inner = seen.adjusted(seen.width() / 8, seen.height() / 8, -seen.width() / 8, -seen.height() / 8)
        self._middle += QPointF(
            _excess(point.x(), inner.left(), inner.right()), _excess(point.y(), inner.top(), inner.bottom())
        )
        self._stay_on_sheet()

    def _stay_on_sheet(self) -> None:
        if self.zoom <= 1.0:
            self._middle = self._whole.center()
            return
        seen, sheet = self.visible, self._sheet
        self._middle = QPointF(
            _held(self._middle.x(), sheet.left() + seen.width() / 2, sheet.right() - seen.width() / 2),
            _held(self._middle.y(), sheet.top() + seen.height() / 2, sheet.bottom() - seen.height() / 2),
        )


def _excess(value: float, least: float, greatest: float) -> float:
    return min(0.0, value - least) + max(0.0, value - greatest)


def _held(value: float, least: float, greatest: float) -> float:
    return (least + greatest) / 2 if least > greatest else min(greatest, max(least, value))
