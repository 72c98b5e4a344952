"""PySide reads the source of every module that is imported, to see whether it may use PySide's spelling features.

The features (``snake_case`` names and the like) are not used here. The sources would stay in memory, 15 MB of lines,
and reading them makes a third of the time in which the window fills. Where another release of PySide has no such look
there is nothing to do; the frozen program has no sources to read.
"""

from importlib import import_module
from types import ModuleType


def leave_sources_unread() -> None:
    """Have PySide take each module for one that may use them, which changes nothing: nobody asks for them."""
    import_module("shiboken6")  # sets up the module that is looked for below
    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, "_mod_uses_pyside"):
        feature.__dict__["_mod_uses_pyside"] = _may_use_pyside


def _may_use_pyside(_: ModuleType) -> bool:
    return True
