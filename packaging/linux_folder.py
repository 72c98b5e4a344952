"""What is done to the folder that PyInstaller made on Linux."""

import shutil
import subprocess
from pathlib import Path

import common

STRIPPED = (
    "spacy",
    "thinc",
    "blis",
    "cymem",
    "preshed",
    "srsly",
    "murmurhash",
    "python3*/lib-dynload",
    "libpython3*.so*",
)
"""Libraries that carry symbols that nobody needs, 100 MB of them. No others: numpy's break when they are stripped."""


def finish(folder: str) -> None:
    """Strip the libraries that bear it, add the window's name and the files for the desktop.

    Args:
        folder: The folder that PyInstaller builds into.
    """
    program = Path(folder) / common.NAME
    found = [place for pattern in STRIPPED for place in (program / "_internal").glob(pattern)]
    libraries = [file for place in found for file in ([place] if place.is_file() else place.rglob("*.so"))]
    if libraries:
        subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)
    window = program / common.WINDOW
    window.unlink(missing_ok=True)
    program.mkdir(parents=True, exist_ok=True)
    window.symlink_to(common.COMMAND)
    shutil.copytree(common.HERE / "linux", program / "share", dirs_exist_ok=True)
    icons = program / "share" / "icons" / "hicolor" / "scalable" / "apps"
    icons.mkdir(parents=True, exist_ok=True)
    shutil.copy(common.ROOT / "resources" / "style" / "app.svg", icons / f"{common.NAME}.svg")
