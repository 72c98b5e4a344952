"""What may not be in a committed file: paths of somebody's machine and notes that belong into the tracker."""

import subprocess
from pathlib import Path

import pytest

FORBIDDEN = ("/work" + "/", "/home" + "/", "/root" + "/", "TO" + "DO", "FIX" + "ME", "X" + "XX:")
LIMIT_BYTES = 12_000_000  # the largest resource has 8; anything beyond is built, not committed


@pytest.fixture(scope="module")
def committed() -> list[Path]:
    """Return the files that git tracks."""
    root = Path(__file__).resolve().parent.parent
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a checkout")
    return [root / name for name in listing.stdout.decode().split("\0") if name and (root / name).is_file()]


def test_no_committed_file_names_a_machine_or_leaves_a_note(committed: list[Path]) -> None:
    texts = ((path, path.read_text(encoding="utf-8", errors="ignore")) for path in committed if _is_text(path))
    assert not [(path.name, word) for path, text in texts for word in FORBIDDEN if word in text]


def test_no_committed_file_is_huge(committed: list[Path]) -> None:
    assert not [path.name for path in committed if path.stat().st_size > LIMIT_BYTES]


def _is_text(path: Path) -> bool:
    return path.suffix in {".py", ".md", ".toml", ".lock", ".yaml", ".qss", ".svg", ".json", ".txt", ""}


def test_every_test_file_has_a_name_of_its_own(committed: list[Path]) -> None:
    """Test folders are no packages, so pytest would take two files of one name for the same module."""
    names = [path.name for path in committed if path.name.startswith("test_") and path.suffix == ".py"]
    assert not sorted({name for name in names if names.count(name) > 1})
