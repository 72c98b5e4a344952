"""Build resources/map from Natural Earth as npm's world-atlas packages it: countries, projected, small, whole.

    python resources/build/map.py [ARCHIVE.tgz]        without an archive, npm fetches the named version

Writes ``countries.json`` (code, name, where its label stands, how large it is) and ``shapes.bin`` (zlib of a
QDataStream of one QPainterPath a country, in the same order). The same archive gives the same bytes.

Method: shared arcs are simplified before rings are assembled, so neighbours keep one border; rings are
unwrapped across the antimeridian, pole rings are closed, everything is cut at the seam of a world centred on
CENTRE and projected with Equal Earth (Šavrič, Patterson and Jenny, 2018).
"""

import hashlib
import itertools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pycountry
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

PACKAGE, VERSION = "world-atlas", "2.0.2"
FILES = {
    "package/countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "package/countries-10m.json": "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
}
RESOURCES = Path(__file__).resolve().parent.parent

CENTRE = 11.0  # degrees east: the seam at 169 W passes the Bering Strait, so Russia stays whole
SCALE = 1000.0  # units a radian at the equator: the world is about 5,413 units wide
GRID = 8  # points lie on eighths of a unit, under half a pixel at sixteenfold zoom; this halves the file
TOLERANCE = 0.05  # degrees that a simplified border may be off
SMALL = 1.2  # degrees: rings within a square of this are never simplified, or Monaco and Macao vanish
DENSE = 2.5  # degrees of latitude after which a straight line gets a point, for meridians are curves

Point = tuple[float, float]
Ring = list[Point]

OWN_CODES = {"Kosovo": "XK", "Somaliland": "X-SOL", "N. Cyprus": "X-NCY", "Siachen Glacier": "X-SIA"}
"""Shapes without an ISO number. The map takes no position: they are drawn, de facto, on their own."""
COUNTED_AS = {"X-SOL": "SO", "X-NCY": "CY"}
"""Whose mentions a shape shows that has no ISO code of its own."""
OWN_NAMES = {"X-SOL": "Somaliland", "X-NCY": "Northern Cyprus", "X-SIA": "Siachen Glacier"}
FROM_FINE = {"TV", "GI", "UM", "BV"}
"""Codes without a shape at 1:50 million; theirs comes from 1:10 million."""
INSIDE = {
    "FR": {
        "GF": (-55.0, 2.0, -51.0, 6.2),
        "GP": (-62.0, 15.8, -61.0, 16.6),
        "MQ": (-61.3, 14.3, -60.7, 15.0),
        "RE": (55.0, -21.5, 56.0, -20.8),
        "YT": (44.9, -13.1, 45.4, -12.6),
    },
    "NO": {"SJ": (-10.0, 70.5, 35.0, 81.0), "BV": (3.0, -55.0, 4.0, -54.0)},
    "NL": {"BQ": (-68.5, 11.9, -62.9, 17.7)},
    "NZ": {"TK": (-173.0, -9.6, -171.0, -8.4)},
    "Indian Ocean Ter.": {"CC": (96.7, -12.4, 97.0, -11.7), "CX": (105.4, -10.7, 105.8, -10.3)},
}
"""Codes whose land is drawn inside another country: west, south, east, north of each, in degrees."""


@dataclass(slots=True)
class Country:
    """A code with its land as rings of longitude and latitude."""

    code: str
    rings: list[Ring] = field(default_factory=list)


def build(archive: Path, target: Path) -> None:
    """Read the archive and write both files into the target folder."""
    coarse, fine = read_atlas(archive)
    countries = {country.code: country for country in read_countries(coarse)}
    for country in read_countries(fine):
        if country.code in FROM_FINE:
            countries[country.code] = country
    names = read_names(RESOURCES / "gazetteer" / "countries.tsv") | OWN_NAMES
    if names.keys() != countries.keys():
        raise SystemExit(f"a shape or a name is missing for {sorted(names.keys() ^ countries.keys())}")
    rows, shapes = [], []
    for code in sorted(countries):
        polygons = [polygon for ring in countries[code].rings for polygon in project_ring(ring)]
        shapes.append(polygons)
        rows.append(describe(code, names[code], polygons))
    target.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (target / "countries.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    (target / "shapes.bin").write_bytes(pack(shapes))
    points = sum(len(ring) for polygons in shapes for ring in polygons)
    size = (target / "shapes.bin").stat().st_size
    print(f"{len(rows)} countries, {points} points, {size // 1024} KB of shapes")


def read_names(table: Path) -> dict[str, str]:
    """Return the usual name of each code as the gazetteer's table of countries gives it."""
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: names.split("|")[0].lstrip("?!") for code, names, *_ in rows}


# --- reading the topology -------------------------------------------------------------------------


def read_atlas(archive: Path) -> list[dict[str, Any]]:
    """Return the topologies of FILES after checking their hashes."""
    topologies = []
    with tarfile.open(archive) as files:
        for name, expected in FILES.items():
            member = files.extractfile(name)
            assert member is not None
            content = member.read()
            if (found := hashlib.sha256(content).hexdigest()) != expected:
                raise SystemExit(f"{name} is not the file this was written for: its SHA-256 is {found}")
            topologies.append(json.loads(content))
    return topologies


def read_countries(topology: dict[str, Any]) -> list[Country]:
    """Return the countries of a topology, borders simplified, dependent territories under their own code."""
    geometries = topology["objects"]["countries"]["geometries"]
    arcs = decode_arcs(topology)
    spared = small_arcs(geometries, arcs)
    arcs = [arc if n in spared else simplify(arc) for n, arc in enumerate(arcs)]
    numbers = {country.numeric: country.alpha_2 for country in pycountry.countries}
    countries: dict[str, Country] = {}
    for geometry in geometries:
        name = geometry["properties"]["name"]
        own = OWN_CODES.get(name) or numbers.get(geometry.get("id", "")) or name
        for ring in (assemble(ring, arcs) for polygon in polygons_of(geometry) for ring in polygon):
            code = code_inside(own, ring)
            countries.setdefault(code, Country(code)).rings.append(ring)
    return [country for code, country in countries.items() if len(code) == 2 or code in OWN_NAMES]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs as longitude and latitude: TopoJSON stores integer steps."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return a geometry's polygons as rings of arc numbers."""
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def assemble(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs to a closed ring; a negative number is an arc walked backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def small_arcs(geometries: Iterable[dict[str, Any]], arcs: Sequence[Ring]) -> set[int]:
    """Return the arcs of small rings, which are never simplified."""
    rings = (ring for geometry in geometries for polygon in polygons_of(geometry) for ring in polygon)
    return {n if n >= 0 else ~n for ring in rings if is_small(assemble(ring, arcs)) for n in ring}


def is_small(ring: Ring) -> bool:
    """Whether a ring lies within a square of SMALL degrees."""
    west, south, east, north = bounds(ring)
    return east - west < SMALL and north - south < SMALL


def code_inside(own: str, ring: Ring) -> str:
    """Return the code of the territory that a ring belongs to, the country's own where none has it."""
    west, south, east, north = bounds(ring)
    x, y = (west + east) / 2, (south + north) / 2
    for code, (left, bottom, right, top) in INSIDE.get(own, {}).items():
        if left <= x <= right and bottom <= y <= top:
            return code
    return own


def bounds(ring: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return the least and greatest coordinates: left, bottom, right, top."""
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


# --- simplifying ----------------------------------------------------------------------------------


def simplify(arc: Ring) -> Ring:
    """Leave out points that are off by less than TOLERANCE (Douglas and Peucker, 1973); both ends stay."""
    kept = {0, len(arc) - 1}
    stack = [(0, len(arc) - 1)]
    while stack:
        first, last = stack.pop()
        worst, off = farthest(arc, first, last)
        if off > TOLERANCE:
            kept.add(worst)
            stack += [(first, worst), (worst, last)]
    slim = [arc[n] for n in sorted(kept)]
    is_closed = arc[0] == arc[-1]
    return slim if not is_closed or len(slim) >= 4 else arc


def farthest(arc: Ring, first: int, last: int) -> tuple[int, float]:
    """Return the point between two others that is farthest from their line, and how far, in degrees of latitude."""
    narrow = math.cos(math.radians(arc[first][1]))
    (x0, y0), (x1, y1) = arc[first], arc[last]
    dx, dy = (x1 - x0) * narrow, y1 - y0
    length = math.hypot(dx, dy)
    worst, off = first, 0.0
    for n in range(first + 1, last):
        x, y = (arc[n][0] - x0) * narrow, arc[n][1] - y0
        distance = abs(x * dy - y * dx) / length if length else math.hypot(x, y)
        if distance > off:
            worst, off = n, distance
    return worst, off


# --- from the globe to the sheet ------------------------------------------------------------------


def project_ring(ring: Ring) -> Iterator[Ring]:
    """Yield the pieces of a ring on the sheet: unwrapped, cut at the seam, projected, on the grid."""
    unwrapped = close_over_pole(unwrap(ring))
    for shift in (-360.0, 0.0, 360.0):
        piece = [(x + shift, y) for x, y in unwrapped]
        piece = clip(clip(piece, -180.0, keep_above=True), 180.0, keep_above=False)
        sheet = drop_repeats(to_grid(equal_earth(x, y)) for x, y in densify(piece))
        if len(sheet) >= 4:
            yield sheet


def unwrap(ring: Ring) -> Ring:
    """Return the ring relative to CENTRE with no jump at the antimeridian; it may leave -180 to 180."""
    x = (ring[0][0] - CENTRE + 180.0) % 360.0 - 180.0
    unwrapped = [(x, ring[0][1])]
    for before, after in itertools.pairwise(ring):
        step = (after[0] - before[0] + 180.0) % 360.0 - 180.0
        if abs(after[1]) > 89.9 and abs(before[1]) > 89.9:
            step = 0.0  # along the pole itself there is no way to go
        x += step
        unwrapped.append((x, after[1]))
    return unwrapped


def close_over_pole(ring: Ring) -> Ring:
    """Lead a ring that goes once around the globe (Antarctica) along the pole back to its start."""
    if abs(ring[-1][0] - ring[0][0]) < 180.0:
        return ring
    pole = -90.0 if ring[0][1] < 0 else 90.0
    turn = math.copysign(360.0, ring[-1][0] - ring[0][0])
    thrice = [(x + n * turn, y) for n in (-1, 0, 1) for x, y in ring]
    return [*thrice, (thrice[-1][0], pole), (thrice[0][0], pole), thrice[0]]


def clip(ring: Ring, edge: float, *, keep_above: bool) -> Ring:
    """Return the part of a ring on one side of a meridian (Sutherland and Hodgman, 1974)."""
    clipped: Ring = []
    for before, after in zip(ring, ring[1:] + ring[:1], strict=True):
        inside = [(x >= edge) == keep_above or x == edge for x, _ in (before, after)]
        if inside[0]:
            clipped.append(before)
        if inside[0] != inside[1]:
            share = (edge - before[0]) / (after[0] - before[0])
            clipped.append((edge, before[1] + share * (after[1] - before[1])))
    return clipped


def densify(ring: Ring) -> Iterator[Point]:
    """Yield the closed ring with points added on long meridians, which the projection bends."""
    for before, after in zip(ring, ring[1:] + ring[:1], strict=True):
        steps = max(1, math.ceil(abs(after[1] - before[1]) / DENSE))
        for n in range(steps):
            yield before[0] + (after[0] - before[0]) * n / steps, before[1] + (after[1] - before[1]) * n / steps


def equal_earth(x: float, y: float) -> Point:
    """Project degrees relative to CENTRE to units, y pointing down."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(y)))
    square = theta * theta
    sixth = square * square * square
    across = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    east = 2 * math.radians(x) * math.cos(theta) / (math.sqrt(3) * across)
    north = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return east * SCALE, -north * SCALE


def to_grid(point: Point) -> Point:
    """Move a point to the next grid point."""
    return round(point[0] * GRID) / GRID, round(point[1] * GRID) / GRID


def drop_repeats(ring: Iterable[Point]) -> Ring:
    """Return the ring without points that equal the one before, closed."""
    kept: Ring = []
    for point in ring:
        if not kept or point != kept[-1]:
            kept.append(point)
    if kept and kept[0] != kept[-1]:
        kept.append(kept[0])
    return kept


# --- describing and packing -----------------------------------------------------------------------


def describe(code: str, name: str, polygons: Sequence[Ring]) -> dict[str, object]:
    """Return a country's row: its label stands inside its largest piece, whose size is in units."""
    largest = max(polygons, key=lambda ring: abs(area(ring)))
    left, top, right, bottom = bounds(largest)
    x, y = label_point(largest)
    row: dict[str, object] = {"code": code, "name": name}
    if code in COUNTED_AS:
        row["counted_as"] = COUNTED_AS[code]
    return row | {"x": round(x, 1), "y": round(y, 1), "width": round(right - left, 1), "height": round(bottom - top, 1)}


def area(ring: Ring) -> float:
    """Return the signed area of a closed ring."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(ring)) / 2


def label_point(ring: Ring) -> Point:
    """Return a point deep inside a ring: the one of a grid of 32 by 32 that is farthest from its border."""
    left, top, right, bottom = bounds(ring)
    steps = range(1, 32)
    grid = ((left + (right - left) * i / 32, top + (bottom - top) * j / 32) for i in steps for j in steps)
    inside = [point for point in grid if contains(ring, point)]
    if not inside:
        return (left + right) / 2, (top + bottom) / 2
    return max(inside, key=lambda point: min(math.dist(point, corner) for corner in ring))


def contains(ring: Ring, point: Point) -> bool:
    """Whether a point lies in a ring, by counting crossings."""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossings += 1
    return crossings % 2 == 1


def pack(shapes: Sequence[Sequence[Ring]]) -> bytes:
    """Return the shapes as the window reads them: QPainterPaths of single precision, compressed."""
    buffer = QByteArray()
    stream = QDataStream(buffer, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(QDataStream.Version.Qt_6_5)
    stream.setFloatingPointPrecision(QDataStream.FloatingPointPrecision.SinglePrecision)
    stream.writeUInt32(len(shapes))
    for polygons in shapes:
        path = QPainterPath()
        for ring in polygons:
            path.moveTo(*ring[0])
            for point in ring[1:]:
                path.lineTo(*point)
        stream << path
    return zlib.compress(buffer.data(), 9)


def fetch(folder: Path) -> Path:
    """Let npm fetch the package into a folder and return the archive."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    return folder / f"{PACKAGE}-{VERSION}.tgz"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        build(Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(Path(folder)), RESOURCES / "map")
