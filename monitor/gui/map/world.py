"""The countries of the map: their shapes, names and places for a label, read from resources/map."""

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF
from PySide6.QtGui import QPainterPath

WORLD = QRectF(-2640.0, -1315.0, 5280.0, 2250.0)
"""What the whole world shows, in units of the sheet: all land but Antarctica."""
SHEET = QRectF(-2720.0, -1330.0, 5440.0, 2660.0)
"""The sheet of the map; resources/build/map.py says how it is projected."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as it is drawn. Lengths are in units of the sheet.

    ``code`` is ISO 3166-1 alpha-2, XK, or one of our own beginning with X- for a shape that has none; then
    ``counted_as`` is the code whose mentions it shows, "" where it shows nobody's. ``size`` is the mean side of
    its largest piece.
    """

    code: str
    name: str
    counted_as: str
    middle: QPointF
    size: float
    width: float
    shape: QPainterPath
    bounds: QRectF


class World:
    """All countries in the order in which they are drawn."""

    def __init__(self, countries: tuple[Country, ...]) -> None:
        self.countries = countries
        self._names = {country.code: country.name for country in countries}

    def name(self, code: str) -> str:
        """Return a country's usual name; the code itself where it is not on the map."""
        return self._names.get(code, code)

    @property
    def counted(self) -> list[tuple[str, str]]:
        """The countries that mentions can be of: code and usual name."""
        return [(country.code, country.name) for country in self.countries if country.counted_as == country.code]

    def __contains__(self, code: object) -> bool:
        return code in self._names


def load_world(folder: Path) -> World:
    """Read the countries as resources/build/map.py wrote them."""
    rows = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    shapes = _read_shapes(folder / "shapes.bin")
    return World(tuple(_country(row, shape) for row, shape in zip(rows, shapes, strict=True)))


def _country(row: dict[str, object], shape: QPainterPath) -> Country:
    code, width, height = str(row["code"]), float(str(row["width"])), float(str(row["height"]))
    return Country(
        code=code,
        name=str(row["name"]),
        counted_as=str(row.get("counted_as", "" if code.startswith("X-") else code)),
        middle=QPointF(float(str(row["x"])), float(str(row["y"]))),
        size=(width * height) ** 0.5,
        width=width,
        shape=shape,
        bounds=shape.boundingRect(),
    )


def _read_shapes(file: Path) -> list[QPainterPath]:
    stream = QDataStream(QByteArray(zlib.decompress(file.read_bytes())))
    stream.setVersion(QDataStream.Version.Qt_6_5)
    stream.setFloatingPointPrecision(QDataStream.FloatingPointPrecision.SinglePrecision)
    shapes = []
    for _ in range(stream.readUInt32()):
        shape = QPainterPath()
        stream >> shape
        shapes.append(shape)
    return shapes
