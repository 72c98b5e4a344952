"""A watched folder gives each new file once it is finished, and only then."""

from pathlib import Path

from monitor.core.inbox import EMPTY_SECONDS, Inbox
from monitor.core.scan import FoundFile


def names(files: list[FoundFile]) -> list[str]:
    return [Path(found.path).name for found in files]


def test_a_file_is_ready_when_it_has_not_moved_for_a_second(tmp_path: Path) -> None:
    inbox = Inbox([str(tmp_path)], lambda _: False)
    (tmp_path / "a.txt").write_text("x")
    assert inbox.look(0.0) == []
    assert inbox.is_settling
    assert inbox.look(0.5) == []
    assert names(inbox.look(1.0)) == ["a.txt"]


def test_a_file_still_growing_is_not_settled(tmp_path: Path) -> None:
    inbox = Inbox([str(tmp_path)], lambda _: False)
    file = tmp_path / "a.txt"
    for second in range(5):
        file.write_text("x" * (second + 1))
        assert inbox.look(float(second)) == []
    assert names(inbox.look(5.0)) == ["a.txt"]


def test_an_empty_file_has_longer_to_begin(tmp_path: Path) -> None:
    inbox = Inbox([str(tmp_path)], lambda _: False)
    (tmp_path / "a.txt").touch()
    inbox.look(0.0)
    assert inbox.look(EMPTY_SECONDS - 1) == []
    assert names(inbox.look(EMPTY_SECONDS)) == ["a.txt"]


def test_a_known_file_is_not_given_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    inbox = Inbox([str(tmp_path)], lambda found: found.path.endswith("a.txt"))
    inbox.look(0.0)
    assert inbox.look(9.0) == []
    assert not inbox.is_settling


def test_a_folder_that_goes_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    inbox = Inbox([str(folder)], lambda _: False)
    assert inbox.missing() == [str(folder)]
    assert inbox.look(0.0) == []
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    inbox.look(1.0)
    assert inbox.missing() == []
    assert names(inbox.look(2.0)) == ["a.txt"]
