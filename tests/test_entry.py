"""Where the window cannot be loaded, the entry point says in a sentence what is missing."""

import sys
from pathlib import Path

import pytest

from monitor.__main__ import PACKAGES, open_window


def test_a_library_that_the_system_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "libGL.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / "windowless.py").write_text(f"raise ImportError({words!r})", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert open_window((), "windowless") == 2
    assert capsys.readouterr().err.startswith("media-monitor: the window needs libGL.so.1, which this system lacks")
    assert "libgl1" in PACKAGES


def test_a_bug_in_the_window_is_not_taken_for_a_lack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "misnamed.py").write_text("from monitor.paths import nowhere", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ImportError, match="nowhere"):
        open_window((), "misnamed")


def test_a_package_that_is_not_installed_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert open_window((), "monitor.gui.nowhere") == 2
    assert "lacks the window" in capsys.readouterr().err
