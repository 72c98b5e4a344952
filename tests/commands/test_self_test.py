"""The self-test passes on a whole installation, says what is missing otherwise, and ends in any case."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import run

from monitor.cli import is_command
from monitor.commands.self_test import ENTRY, SAMPLE


def test_a_sample_goes_through_a_worker_to_an_alert() -> None:
    ran = run("--self-test")
    assert ran.status == 0, ran.err
    (line,) = ran.lines
    assert line.startswith(f"self-test passed: {SAMPLE}")
    assert f"1 alert for {ENTRY.name}" in line


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        ("samples/01-wire-dateline.txt", "was not analysed"),
        ("SOURCES.toml", "resources of media-monitor are missing"),
        ("gazetteer/countries.tsv", "The analysis cannot be started"),
    ],
)
def test_an_installation_with_a_hole_fails_with_a_sentence(
    lost: str, sentence: str, repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "monitor", tmp_path / "monitor", ignore=shutil.ignore_patterns("__pycache__", "gui"))
    shutil.copytree(repository / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("build", "icons"))
    (tmp_path / "resources" / lost).unlink()
    ran = subprocess.run(
        [sys.executable, "-m", "monitor", "--self-test"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


def test_one_that_hangs_is_ended() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from monitor.commands import self_test; self_test.run(limit=0.05)"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "not done after 0.05 seconds" in ran.stderr


def test_it_is_the_command_line_s_and_never_loads_qt() -> None:
    assert is_command(["--self-test"])
    program = (
        "import sys; from monitor.commands import self_test\n"
        "if __name__ == '__main__':\n"
        "    self_test.run(); print([name for name in ('PySide6', 'spacy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[1] == "[]"
