"""Whether the program starts when its user logs in: one small file where each system looks for such, nothing else.

Formats: the autostart specification of freedesktop.org (a desktop entry), launchd's property list, and on Windows a
command file in the Startup folder.
"""

import os
import plistlib
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.core.errors import MonitorError
from monitor.paths import APPLICATION

BACKGROUND = "--background"  # the option that starts the window put away
LABEL = "org.media-monitor.window"  # by which launchd knows it
_RESERVED = re.compile(r'[\s"\'\\><~|&;$*?#()`]')
_OFF = re.compile(r"^\s*(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$", re.MULTILINE | re.IGNORECASE)


class LoginStart:
    """Starts the program at login, or not; what is true is what stands on the disk."""

    def __init__(self, file: Path, content: bytes) -> None:
        """Make it for a file of this system; ``this_login`` knows which."""
        self.file = file
        self.content = content

    @property
    def is_on(self) -> bool:
        """Whether the program starts at login: the file is there, and no session program has switched it off in it."""
        try:
            return not _OFF.search(self.file.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return False

    def switch(self, on: bool) -> None:
        """Start the program at login from now on, or no longer.

        Raises:
            MonitorError: where the file cannot be written or removed.
        """
        try:
            if on:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self.file.write_bytes(self.content)
            else:
                self.file.unlink(missing_ok=True)
        except OSError as error:
            raise MonitorError(f"{self.file} could not be changed: {error.strerror}.") from error

    def follow(self) -> None:
        """Bring the file up to where the program lies now: it may have been moved or updated since."""
        if self.is_on and self.file.read_bytes() != self.content:
            self.switch(True)


def this_login(
    *,
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
    command: Sequence[str] | None = None,
) -> LoginStart:
    """Return the start at login of this user, system and program; tests name others."""
    home = home or Path.home()
    words = [*(command or program_command()), BACKGROUND]
    if platform == "darwin":
        return LoginStart(home / "Library" / "LaunchAgents" / f"{LABEL}.plist", launch_agent(words))
    if platform == "win32":
        roaming = environment.get("APPDATA") or str(home / "AppData" / "Roaming")
        startup = Path(roaming, "Microsoft", "Windows", "Start Menu", "Programs", "Startup")
        return LoginStart(startup / f"{APPLICATION}.cmd", startup_command(words))
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return LoginStart(config / "autostart" / f"{APPLICATION}.desktop", desktop_entry(words))


def program_command() -> list[str]:
    """Return how this program is started: the frozen program, or the interpreter that runs it."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "monitor"]


def desktop_entry(command: Sequence[str]) -> bytes:
    """Return an entry of the autostart folder."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Media Monitor",
        "Comment=Watch folders for articles",
        f"Exec={' '.join(map(_desktop_word, command))}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return ("\n".join(lines) + "\n").encode()


def launch_agent(command: Sequence[str]) -> bytes:
    """Return an agent of launchd that runs the program once at login and does not bring it back when it is quit."""
    agent = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    return plistlib.dumps(agent)


def startup_command(command: Sequence[str]) -> bytes:
    """Return a command file that starts the program and ends; in UTF-8, which it says itself."""
    words = " ".join(f'"{word.replace("%", "%%")}"' for word in command)
    return f'@echo off\r\nchcp 65001 >nul\r\nstart "" {words}\r\n'.encode()


def _desktop_word(word: str) -> str:
    """Return a word of an Exec line: quoted where needed, then escaped once more as every value of the file is."""
    word = word.replace("%", "%%")
    if _RESERVED.search(word) or not word:
        word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
    return word.replace("\\", "\\\\")
