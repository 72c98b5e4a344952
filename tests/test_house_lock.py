"""The lock installs what pyproject.toml asks for, the same everywhere and from anywhere."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED_EXTRAS = ("dev", "data", "package", "cluster")

ASKED = [
    *PROJECT["dependencies"],
    *(line for extra in LOCKED_EXTRAS for line in PROJECT["optional-dependencies"][extra]),
]
PINS = re.findall(
    r"^(\S+)==(\S+?)(?: ;[^\\\n]*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", LOCK, re.MULTILINE
)


@pytest.mark.parametrize("asked", ASKED)
def test_the_lock_meets_the_project(asked: str) -> None:
    requirement = Requirement(asked)
    versions = [version for name, version, _ in PINS if name == canonicalize_name(requirement.name)]
    assert versions, f"{requirement.name} is not locked: make lock"
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_line_of_the_lock_is_a_pin_with_hashes() -> None:
    pinned = re.findall(r"^[^\s#]\S*", LOCK, re.MULTILINE)
    assert len(pinned) == len(PINS) > 50


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^-", LOCK, re.MULTILINE)
