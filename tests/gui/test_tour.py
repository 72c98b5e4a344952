"""A tour through the real window: after each step the list on the screen is what the core says of the same library."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from whole_window import open_program, plain_surroundings

from benchmarks.hands import Simulated
from benchmarks.tour import Tour
from monitor.gui.program import Program

FILES = 20  # the benchmark of the same name takes 200


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot):
    with open_program(plain_surroundings(qapp, tmp_path), tmp_path / "library.db", qtbot) as program:
        yield program


def test_a_tour_agrees_with_the_core_and_the_command_line(program: Program, tmp_path: Path):
    bugs = []
    program.background.crashed.connect(bugs.append)
    program.background.failed.connect(bugs.append)
    tour = Tour(program, tmp_path, FILES, Simulated())
    assert len(tour.go()) == 11
    tour.compare_with_commands()
    assert not bugs
