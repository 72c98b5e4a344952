"""The program's picture in the formats of Windows and macOS, both of which are envelopes around PNG files."""

import struct
from pathlib import Path

import common
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

PICTURE = common.ROOT / "resources" / "style" / "app.svg"
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_KINDS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
"""Apple's names for the sizes, in pixels."""


def write_ico(folder: str) -> str:
    """Write the picture for Windows into a folder and return its path."""
    pictures = [(size, _png(size)) for size in ICO_SIZES]
    place = 6 + 16 * len(pictures)
    table = b""
    for size, png in pictures:
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), place)  # 0 stands for 256
        place += len(png)
    return _write(
        folder, "ico", struct.pack("<HHH", 0, 1, len(pictures)) + table + b"".join(png for _, png in pictures)
    )


def write_icns(folder: str) -> str:
    """Write the picture for macOS into a folder and return its path."""
    parts = [(kind, _png(size)) for kind, size in ICNS_KINDS.items()]
    body = b"".join(kind + struct.pack(">I", 8 + len(png)) + png for kind, png in parts)
    return _write(folder, "icns", b"icns" + struct.pack(">I", 8 + len(body)) + body)


def _write(folder: str, ending: str, content: bytes) -> str:
    file = Path(folder) / f"{common.NAME}.{ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return str(file)


def _png(size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(PICTURE)).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())
