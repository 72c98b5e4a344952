"""A walk over every widget of every view that is drawn: named, reached by keyboard, whole, plain and readable."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from monitor.gui.icons import Icons
from monitor.gui.preferences import Preferences
from monitor.gui.program import Program
from monitor.gui.screenshots import calm, fill_library, is_quiet
from monitor.gui.session import make_window
from monitor.gui.shots import SHOTS, Shot
from monitor.gui.surroundings import Surroundings
from monitor.gui.theme import Theme, ThemeChoice, contrast_ratio
from monitor.paths import resources

SIZE = QSize(1280, 800)
AA_TEXT = 4.5
ENOUGH_LETTERS = 3  # of one or two thin letters no pixel may have the whole colour
CONTROLS = (QAbstractButton, QLineEdit, QTextEdit, QAbstractItemView, QComboBox)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Program]:
    """The window over the sample articles."""
    folder = tmp_path_factory.mktemp("walk")
    theme = Theme(qapp, resources() / "style" / "window.qss", ThemeChoice.LIGHT)
    surroundings = Surroundings(qapp, Preferences(folder / "w.ini"), theme, Icons(resources() / "icons", theme))
    window = make_window(surroundings)
    window.resize(SIZE)
    program = Program(window, folder / "library.db", surroundings)
    window.show()
    program.start()
    settle(program)
    fill_library(program)
    settle(program)
    yield program
    theme.use_scale(1.0)
    theme.choose(ThemeChoice.LIGHT)
    program.close()
    window.close()


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_view_is_named_reached_whole_plain_and_readable(program: Program, shot: Shot):
    with visited(program, shot) as shown:
        faults = [*nameless(shown), *unreached(shown), *cut(shown), *marked_up(shown), *faint(shown)]
    with visited(program, shot, choice=ThemeChoice.DARK) as shown:
        faults += [f"dark: {fault}" for fault in faint(shown)]
    with visited(program, shot, scale=1.5) as shown:
        faults += [f"at 150 %: {fault}" for fault in cut(shown)]
    assert "\n".join(faults) == ""


def test_the_walk_sees_what_is_cut(program: Program):
    with visited(program, SHOTS[0]) as shown:
        button = next(one for one in shown if isinstance(one, QAbstractButton) and one.text())
        words, widest = button.text(), button.maximumWidth()
        button.setText(words * 40)
        button.setMaximumWidth(60)
        faults = cut([button])
        button.setText(words)
        button.setMaximumWidth(widest)
    assert faults


@contextmanager
def visited(
    program: Program, shot: Shot, scale: float = 1.0, choice: ThemeChoice = ThemeChoice.LIGHT
) -> Iterator[list[QWidget]]:
    """Bring the window to a view, as for its picture, and give the widgets that are to be seen there."""
    theme = program.surroundings.theme
    if theme.choice is not choice:
        theme.choose(choice)
    theme.use_scale(scale)
    calm(program)
    cover = shot.prepare(program)
    settle(program)
    root = program.window if cover is None else cover
    yield [one for one in [root, *root.findChildren(QWidget)] if is_seen(one)]
    if cover is not None:
        cover.close()


def settle(program: Program, looks: int = 8) -> None:
    """Let the window go on until nothing is under way."""
    quiet = 0
    for _ in range(6000):
        QTest.qWait(10)
        quiet = quiet + 1 if is_quiet(program) else 0
        if quiet >= looks:
            return
    raise AssertionError("the window does not come to rest")


def is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def nameless(shown: Sequence[QWidget]) -> list[str]:
    """Return the controls of which a screen reader could say nothing."""
    return [f"no name: {described(one)}" for one in controls(shown) if not spoken_name(one)]


def unreached(shown: Sequence[QWidget]) -> list[str]:
    """Return the controls that the Tab key does not reach; of a choice it reaches one, the arrows the others."""
    reached = tab_through(shown[0].window())
    chosen = {choice_of(one) for one in reached}
    missed = [one for one in controls(shown) if one not in reached]
    return [f"no Tab: {described(one)}" for one in missed if choice_of(one) is None or choice_of(one) not in chosen]


def choice_of(widget: QWidget) -> object:
    """Return the choice of one among several that a button is part of, None for anything else."""
    if not isinstance(widget, QAbstractButton):
        return None
    return widget.group() or (widget.parentWidget() if widget.autoExclusive() else None)


def tab_through(window: QWidget) -> set[QWidget]:
    """Press Tab until it comes round, and return what had the keyboard."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.setFocus()
    reached: set[QWidget] = set()
    while True:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            return reached
        reached.add(focused)


def marked_up(shown: Sequence[QWidget]) -> list[str]:
    """Return what would take its words for markup."""
    labels = [one for one in shown if isinstance(one, QLabel) and one.text()]
    rich = [one for one in labels if one.textFormat() != Qt.TextFormat.PlainText]
    return [f"markup: {described(one)}" for one in rich] + [
        f"markup: {described(one)}" for one in shown if isinstance(one, QTextEdit) and one.acceptRichText()
    ]


def faint(shown: Sequence[QWidget]) -> list[str]:
    """Return what is painted with less contrast than WCAG AA asks of text."""
    faults = []
    for window in {widget.window() for widget in shown}:
        picture = window.grab().toImage()
        for widget in shown:
            if widget.window() is window and isinstance(widget, QLabel | QAbstractButton) and widget.isEnabled():
                ratio = painted_contrast(picture, widget)
                if ratio is not None and ratio < AA_TEXT:
                    faults.append(f"faint: {described(widget)} {ratio:.2f}")
    return faults


def cut(shown: Sequence[QWidget]) -> list[str]:
    """Return what has no room for its words."""
    return [f"cut: {described(one)} {one.size().toTuple()}" for one in shown if not has_room(one)]


def has_room(widget: QWidget) -> bool:
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return True
    words = widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    if "…" in words[-2:] and widget.toolTip():
        return True  # cut on purpose, and whole in the tooltip
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.wordWrap():
        area = QRect(0, 0, widget.contentsRect().width(), 10_000)
        return metrics.boundingRect(area, int(Qt.TextFlag.TextWordWrap), words).height() <= widget.height() + 2
    return metrics.size(0, words).width() <= widget.width() + 1 and metrics.height() <= widget.height() + 2


def controls(shown: Sequence[QWidget]) -> list[QWidget]:
    """Return what can be worked with; the sorting of a header is in its table's menu too."""
    kinds = [one for one in shown if isinstance(one, CONTROLS) and not isinstance(one, QHeaderView)]
    return [one for one in kinds if one.isEnabled() and not inside_editor(one)]


def inside_editor(widget: QWidget) -> bool:
    """Tell whether a control is part of another, as the cross in a search line is: it has a key there."""
    parent = widget.parentWidget()
    return isinstance(parent, QLineEdit | QComboBox) or widget.objectName().startswith("qt_")


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def described(widget: QWidget) -> str:
    words = widget.text()[:60] if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {widget.objectName()} {words!r}"


def painted_contrast(picture: QImage, widget: QWidget) -> float | None:
    """Return the contrast between the ground that a widget's words stand on and the colour furthest from it."""
    if len(widget.text()) < ENOUGH_LETTERS:  # type: ignore[attr-defined]
        return None
    area = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()).intersected(picture.rect())
    if area.width() < 8 or area.height() < 8 or not widget.visibleRegion().contains(widget.rect().center()):
        return None
    inner = area.adjusted(2, 2, -2, -2)
    pixels = picture.copy(inner).convertToFormat(QImage.Format.Format_RGB32)
    counts = Counter(memoryview(pixels.constBits()).cast("I"))
    colours = [f"#{colour & 0xFFFFFF:06x}" for colour, _ in counts.most_common()]
    ground = colours[0]
    return max(contrast_ratio(ground, colour) for colour in colours)
