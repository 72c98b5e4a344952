"""What the window needs of Qt: PyInstaller's own list less the plugins for machines without a desktop.

They would bring libraries that nothing else needs. The GTK theme brings half of GTK, which does not mix with the
other half on the user's machine; the portal gives the desktop's own file dialogs without it.
"""

from pathlib import Path

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

UNUSED_FOLDERS = ("egldeviceintegrations", "generic", "networkinformation", "tls")
UNUSED_PLUGINS = ("eglfs", "linuxfb", "minimalegl", "vkkhrdisplay", "vnc", "gtk3", "virtualkeyboard", "direct2d")


def is_used(plugin: str) -> bool:
    """Whether a plugin, a file in a folder of its kind, serves the window."""
    path = Path(plugin)
    return path.parent.name not in UNUSED_FOLDERS and not any(name in path.name for name in UNUSED_PLUGINS)


hiddenimports, found, datas = add_qt6_dependencies(__file__)
binaries = [(file, folder) for file, folder in found if is_used(file)]
