"""Start at login: real files where each system looks for them."""

import configparser
import plistlib
import re
from pathlib import Path

import pytest

from monitor.core.errors import MonitorError
from monitor.gui.login import BACKGROUND, LoginStart, this_login

COMMAND = ["/opt/media monitor/50%/media-monitor"]


@pytest.fixture
def linux(tmp_path: Path) -> LoginStart:
    return this_login(platform="linux", environment={"XDG_CONFIG_HOME": str(tmp_path)}, command=COMMAND)


def test_nothing_starts_at_login_until_it_is_asked_for(linux: LoginStart, tmp_path: Path):
    assert not linux.is_on
    assert list(tmp_path.iterdir()) == []


def test_on_linux_it_is_an_entry_of_the_autostart_folder(linux: LoginStart, tmp_path: Path):
    linux.switch(True)
    assert linux.is_on
    assert linux.file == tmp_path / "autostart" / "media-monitor.desktop"
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(linux.file, encoding="utf-8")
    fields = entry["Desktop Entry"]
    assert (fields["Type"], fields["Terminal"]) == ("Application", "false")
    assert _words(fields["Exec"]) == [*COMMAND, BACKGROUND]


@pytest.mark.parametrize("path", ["/opt/a$b/`c`", '/opt/"q"', "/opt/back\\slash", "/opt/plain", "/opt/Ünï/код"])
def test_every_path_survives_the_quoting(tmp_path: Path, path: str):
    login = this_login(platform="linux", environment={"XDG_CONFIG_HOME": str(tmp_path)}, command=[path])
    line = next(line for line in login.content.decode().splitlines() if line.startswith("Exec="))
    assert _words(line.removeprefix("Exec=")) == [path, BACKGROUND]


def test_switched_off_the_file_is_gone(linux: LoginStart):
    linux.switch(True)
    linux.switch(False)
    linux.switch(False)  # once more does no harm
    assert not linux.file.exists()
    assert not linux.is_on


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_switched_off_by_the_session_is_off(linux: LoginStart, line: str):
    linux.switch(True)
    linux.file.write_text(linux.file.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true", line), "utf-8")
    assert not linux.is_on


def test_without_a_named_folder_it_is_the_usual_one(tmp_path: Path):
    login = this_login(platform="linux", environment={}, home=tmp_path, command=COMMAND)
    assert login.file == tmp_path / ".config" / "autostart" / "media-monitor.desktop"


def test_on_macos_it_is_a_launch_agent(tmp_path: Path):
    login = this_login(platform="darwin", environment={}, home=tmp_path, command=COMMAND)
    login.switch(True)
    assert login.file.parent == tmp_path / "Library" / "LaunchAgents"
    agent = plistlib.loads(login.file.read_bytes())
    assert agent["ProgramArguments"] == [*COMMAND, BACKGROUND]
    assert agent["RunAtLoad"] is True
    assert "KeepAlive" not in agent  # quitting ends it


def test_on_windows_it_is_a_command_file_in_the_startup_folder(tmp_path: Path):
    command = [r"C:\Users\Zoë\50%\media-monitor-window.exe"]
    login = this_login(platform="win32", environment={"APPDATA": str(tmp_path)}, command=command)
    login.switch(True)
    assert login.file.parent.name == "Startup"
    lines = login.file.read_bytes().decode().split("\r\n")
    assert lines[1] == "chcp 65001 >nul"
    assert lines[2] == r'start "" "C:\Users\Zoë\50%%\media-monitor-window.exe" "--background"'


def test_a_program_that_was_moved_is_still_started(linux: LoginStart):
    linux.switch(True)
    moved = LoginStart(linux.file, b"another")
    moved.follow()
    assert linux.file.read_bytes() == b"another"


def test_one_that_is_off_stays_off_wherever_the_program_lies(linux: LoginStart):
    linux.follow()
    assert not linux.file.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "autostart").write_text("a file in the way", encoding="utf-8")
    login = this_login(platform="linux", environment={"XDG_CONFIG_HOME": str(tmp_path)}, command=COMMAND)
    with pytest.raises(MonitorError, match="could not be changed"):
        login.switch(True)


def _words(value: str) -> list[str]:
    """Read an Exec line as the specification says: the value's escapes, then quotes, then percent signs."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value.replace("\\\\", "\\"))
    return [(re.sub(r"\\(.)", r"\1", quoted) if quoted else plain).replace("%%", "%") for quoted, plain in words]
