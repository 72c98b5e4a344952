"""A tour through the real window: after each step the list on the screen is what the core says of the same library."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.hands import Simulated
from benchmarks.tour import Tour
from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.program import Program
from monitor.gui.session import make_window
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice
from monitor.paths import resources

FILES = 20  # the benchmark of the same name takes 200


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot):
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    icons = Icons(resources() / "icons", theme)
    window = make_window(Surroundings(qapp, Preferences(tmp_path / "window.ini"), theme, icons))
    qtbot.addWidget(window)
    program = Program(
        window, tmp_path / "library.db", Surroundings(qapp, Preferences(tmp_path / "w.ini"), theme, icons)
    )
    window.show()
    with qtbot.waitSignal(program.background.ready):
        program.start()
    yield program
    program.close()


def test_a_tour_agrees_with_the_core_and_the_command_line(program: Program, tmp_path: Path):
    bugs = []
    program.background.crashed.connect(bugs.append)
    program.background.failed.connect(bugs.append)
    tour = Tour(program, tmp_path, FILES, Simulated())
    assert len(tour.go()) == 11
    tour.compare_with_commands()
    assert not bugs
