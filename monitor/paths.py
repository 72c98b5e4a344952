"""Where the program's own files lie and where the user's library goes."""

from pathlib import Path

import platformdirs

APPLICATION = "media-monitor"

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of bundled resources: gazetteer, map, samples, icons, translations.

    It lies beside the package in a checkout, an editable install and a frozen program (PyInstaller keeps
    the package's layout under its own folder), and inside the package in an installed wheel.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for folder in (_PACKAGE.parent / "resources", _PACKAGE / "resources"):
        if (folder / "SOURCES.toml").is_file():
            return folder
    raise FileNotFoundError(f"the resources of {APPLICATION} are missing beside {_PACKAGE}")


def data_folder() -> Path:
    """Return the user's data folder of this program; it need not exist."""
    return platformdirs.user_data_path(APPLICATION, appauthor=False)


def default_library() -> Path:
    """Return the library that is opened where none is named; neither it nor its folder need exist."""
    return data_folder() / "library.db"
