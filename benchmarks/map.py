"""What the map costs: loading, repainting, recolouring, pointing, the size of its resource.

    QT_QPA_PLATFORM=offscreen python benchmarks/map.py

Prints CPU milliseconds, best of several, beside the target each must keep; exits 1 where one is missed.
"""

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from monitor.gui.map.country_map import CountryMap
from monitor.gui.map.world import load_world
from monitor.gui.tokens import LIGHT
from monitor.paths import resources

SIZE = (1200, 620)
ROUNDS = 15
TARGETS = {"load": 12.0, "repaint": 15.0, "repaint x4": 20.0, "recolour": 20.0, "hover": 1.0, "resource KB": 250.0}


def best(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least CPU time of an action in milliseconds."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        action()
        times.append(time.process_time() - begun)
    return min(times) * 1000


def measure() -> dict[str, float]:
    folder = resources() / "map"
    world = load_world(folder)
    counts = {country.code: n * n + 1 for n, country in enumerate(world.countries) if n % 3}
    country_map = CountryMap(world, LIGHT)
    country_map.resize(*SIZE)
    country_map.show()

    def repaint() -> None:
        country_map.use_tokens(LIGHT)
        country_map.grab()

    def recolour() -> None:
        counts["US"] = counts.get("US", 0) + 1
        country_map.show_counts(counts, "mentions")
        country_map.grab()

    def hover() -> None:
        for x in range(0, SIZE[0], 12):
            country_map.country_at(QPointF(x, SIZE[1] / 3))

    figures = {"load": best(lambda: load_world(folder)), "repaint": best(repaint), "recolour": best(recolour)}
    figures["hover"] = best(hover) / (SIZE[0] / 12)
    for _ in range(4):
        country_map.zoom_in()
    figures["repaint x4"] = best(repaint)
    figures["resource KB"] = sum(file.stat().st_size for file in folder.iterdir()) / 1024
    return figures


def main() -> int:
    application = QApplication(sys.argv)
    figures = measure()
    for name, target in TARGETS.items():
        print(f"{name:12} {figures[name]:8.2f}   target {target:g}{'' if figures[name] <= target else '   MISSED'}")
    application.shutdown()
    return int(any(figures[name] > target for name, target in TARGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
