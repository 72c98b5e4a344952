"""Runs every benchmark of speed and prints what each says, then one table of which kept their limits.

    python -m benchmarks.all FOLDER [--articles 1000000]

The folder keeps the two invented libraries: a million articles take half an hour and 9 GB. Use a quiet machine: CPU
times of a busy one are up to twice as long, and the load is printed beside them.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

SMALL = 100_000


def make(file: Path, articles: int) -> None:
    """Make a library where there is none."""
    if not file.exists():
        part = file.with_name(file.name + ".part")
        command = [sys.executable, "-m", "benchmarks.library", "make", str(part), "--articles", str(articles)]
        subprocess.run(command, check=True)
        part.rename(file)


def run(module: str, *arguments: object) -> bool:
    """Run one benchmark, whose words go to the screen; return whether its limits held."""
    print(f"\n== {module}, load {os.getloadavg()[0]:.1f}", flush=True)
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    large, small = options.folder / f"{options.articles}.db", options.folder / f"{SMALL}.db"
    make(small, SMALL)
    make(large, options.articles)
    began = time.perf_counter()
    kept = {
        "entities": run("entities"),
        "entities, bounded": run("entities", "--bounded", 50_000),
        "throughput": run("throughput"),
        "million": run("million", large, "--small", small),
        "window": run("window", large),
        "first_paint": run("first_paint"),
        "responsive": run("responsive"),
        "map": run("map"),
        "watchlist": run("watchlist", "--db", small, "--import", 50_000),
        "storm": run("storm"),
        "alerted": run("alerted"),
    }
    print(f"\n{time.perf_counter() - began:,.0f} s; load {os.getloadavg()[0]:.1f}")
    for name, is_kept in kept.items():
        print(f"{name:20} {'kept its limits' if is_kept else 'MISSED, see above'}")
    return int(not all(kept.values()))


if __name__ == "__main__":
    sys.exit(main())
