"""Nothing opens by itself: addresses are refused before any other program hears of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from monitor.core.records import Document
from monitor.core.store import OriginalStore, Reader, open_library, originals_folder
from monitor.gui.jobs import Jobs
from monitor.gui.links import SCHEMES, LinkGuard
from monitor.gui.originals import Originals

GUI = Path(__file__).parents[2] / "monitor" / "gui"


@pytest.fixture
def links(qapp: QApplication) -> Iterator[LinkGuard]:
    guard = LinkGuard()
    yield guard
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def spy(links: LinkGuard) -> list[str]:
    """What was refused; whatever is not refused reaches the platform, which offscreen answers with False."""
    heard: list[str] = []
    links.refused.connect(heard.append)
    return heard


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a",
        "https://example.org/a",
        "HTTPS://EXAMPLE.ORG/A",
        "file:///etc/hostname",
        "file://host/share/a.png",
        "smb://host/share",
        "ftp://example.org",
        "javascript:alert(1)",
        "data:text/html,a",
        "mailto:a@example.org",
        "ms-msdt:/id",
        "search-ms:query=a",
        "view-source:http://example.org",
        "tel:123",
    ],
)
def test_no_address_reaches_the_system(spy: list[str], address: str):
    assert QDesktopServices.openUrl(QUrl(address))
    assert len(spy) == 1


def test_the_spy_sees_what_no_handler_refuses(spy: list[str]):
    assert not QDesktopServices.openUrl(QUrl("nobody-knows-this:a"))
    assert spy == []


def test_a_link_that_is_followed_in_a_label_is_refused(spy: list[str], qtbot):
    label = QLabel('<a href="http://example.org">a</a>', openExternalLinks=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    qtbot.addWidget(label)
    label.show()
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_Tab)
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert spy == ["http://example.org"]


def test_a_file_that_the_analyst_opens_is_not_refused_but_the_next_is(links: LinkGuard, spy: list[str], tmp_path: Path):
    links.open_path(tmp_path)
    assert spy == []
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(tmp_path)))
    assert len(spy) == 1


@pytest.mark.parametrize(
    "name", ["run.desktop", "run.lnk", "run.exe", "run.sh", "run.bat", "run.jar", "run.py", "run.app", "run"]
)
def test_programs_are_never_opened(links: LinkGuard, spy: list[str], tmp_path: Path, qtbot, name: str):
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / name).write_text("a", encoding="utf-8")
    originals = Originals(window, links, lambda: [str(tmp_path)])
    with qtbot.waitSignal(originals.said):
        originals.ask_open(str(tmp_path / name), QPoint())
    assert QApplication.activePopupWidget() is None


def test_a_document_is_opened_only_after_a_warning(links: LinkGuard, tmp_path: Path, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "a.html").write_text("a", encoding="utf-8")
    originals = Originals(window, links, lambda: [str(tmp_path)])
    originals.ask_open(str(tmp_path / "a.html"), QPoint())
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert "Another program will open the file" in " ".join(label.text() for label in popup.findChildren(QLabel))
    popup.close()


def test_a_folder_that_is_a_program_elsewhere_is_not_shown(links: LinkGuard, tmp_path: Path, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "Reader.app").mkdir()
    originals = Originals(window, links, list)
    with qtbot.waitSignal(originals.said) as said:
        originals.show_in_folder(str(tmp_path / "Reader.app" / "a.txt"))
    assert "programs on some systems" in said.args[0]


def test_only_the_guard_asks_the_system_to_open_anything():
    asking = [file.name for file in GUI.rglob("*.py") if "QDesktopServices" in file.read_text(encoding="utf-8")]
    assert asking == ["links.py"]


def test_no_widget_opens_links_of_its_own():
    asking = [
        file.name
        for file in GUI.rglob("*.py")
        if any(word in file.read_text(encoding="utf-8") for word in ("OpenExternalLinks", "openExternalLinks"))
    ]
    assert asking == []


def test_of_a_file_that_is_gone_a_copy_of_the_kept_original_is_opened(
    links: LinkGuard, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
):
    library, path = tmp_path / "library.db", str(tmp_path / "in" / "a.html")
    digest = OriginalStore(originals_folder(library)).keep(b"<p>as it came</p>")
    open_library(library, write=True).close()
    reading: Jobs[Reader] = Jobs("reading", lambda: open_library(library))
    reading.start()
    window, opened = QWidget(), []
    qtbot.addWidget(window)
    monkeypatch.setattr(links, "open_path", lambda file: not opened.append(file))
    originals = Originals(window, links, list, reading)
    originals.ask_open(path, QPoint(), Document(path, "", "html", digest))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QApplication.activePopupWidget().confirm.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert (opened[0].name, opened[0].read_bytes()) == ("a.html", b"<p>as it came</p>")
    assert opened[0].parent.parent.name.startswith("media-monitor-")
    with qtbot.waitSignal(originals.said):  # nothing else is kept
        originals.ask_open(path, QPoint(), Document(path, "", "html", "0" * 64))
    place = originals_folder(library) / digest[:2] / digest[2:]
    place.chmod(0o600)
    place.write_bytes(b"tampered")
    with qtbot.waitSignal(originals.said) as told:
        originals.ask_open(path, QPoint(), Document(path, "", "html", digest))
    assert "damaged" in told.args[0]
    reading.close()
