"""The walk over given paths: everything once, in order, no link followed."""

import os
from pathlib import Path

from monitor.core.scan import scan


def names(folder: Path, *paths: Path) -> list[str]:
    return [os.path.relpath(found.path, folder) for found in scan(str(path) for path in paths or (folder,))]


def touch(folder: Path, *files: str) -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("x")


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_and_unfinished_files_are_passed_over_unless_named(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden", ".git/config", "x.part", "y.CRDOWNLOAD", "z.txt~", "ok.txt")
    assert names(tmp_path) == ["ok.txt"]
    assert names(tmp_path, tmp_path / ".hidden", tmp_path / "x.part") == [".hidden", "x.part"]


def test_a_file_given_twice_comes_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path, tmp_path / ".." / tmp_path.name / "a.txt") == ["a.txt"]


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.txt", "secret.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/out.txt").symlink_to(tmp_path / "secret.txt")
    found = {os.path.basename(one.path): one.reason and one.reason.code for one in scan([str(tmp_path / "in")])}
    assert found == {"a.txt": None, "loop": "link", "out.txt": "link"}


def test_a_given_link_is_resolved(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.txt")
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    assert names(tmp_path, tmp_path / "alias") == ["real/a.txt"]


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reasons = [found.reason.code for found in scan([str(tmp_path), str(tmp_path / "missing")]) if found.reason]
    assert reasons == ["not_a_file", "vanished"]


def test_a_name_that_is_not_utf8_is_found(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))).write_text("x")
    assert names(tmp_path) == ["\udcff.txt"]
