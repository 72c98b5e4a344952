"""A wheel carries the resources inside the package, where an installed program finds them."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PARTS = ("monitor", "resources", "pyproject.toml", "setup.py", "README.md", "LICENSE")


def test_a_wheel_holds_the_resources_but_not_their_scripts(repository: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    for part in PARTS:
        copy = shutil.copytree if (repository / part).is_dir() else shutil.copy
        (source / part).parent.mkdir(parents=True, exist_ok=True)
        copy(repository / part, source / part)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(source)], check=True, timeout=300, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "monitor/resources/SOURCES.toml" in names
    assert "monitor/resources/samples/01-wire-dateline.txt" in names
    assert not [name for name in names if name.startswith("monitor/resources/build/")]
