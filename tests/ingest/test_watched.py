"""A watched folder's own defaults: which files, which source, which tag, how often to look."""

from pathlib import Path

import pytest
from intake_driver import take_in

from monitor.core.inbox import NETWORK_SECONDS, SCAN_SECONDS, Hints, Inbox
from monitor.core.ingest import AS_NEWS, Choices, Step
from monitor.core.mounts import is_on_network, mount_kind
from monitor.core.scan import FoundFile
from monitor.core.store import open_library
from monitor.core.terms import Severity
from monitor.core.watched import Subfolders, WatchedFolder, choose_for, dump_folders, folder_of, load_folders


def names(files: list[FoundFile]) -> list[str]:
    return [Path(found.path).name for found in files]


def put(folder: Path, *files: str) -> None:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


@pytest.mark.parametrize(
    ("include", "exclude", "wanted"),
    [
        ((), (), ["a.txt", "b.PDF", "drafts/c.txt", "in/2024/d.pdf"]),
        (("*.pdf",), (), ["b.PDF", "in/2024/d.pdf"]),
        ((), ("drafts",), ["a.txt", "b.PDF", "in/2024/d.pdf"]),
        (("*.pdf",), ("in/*",), ["b.PDF"]),
        ((), ("2024/", "*.txt"), ["b.PDF"]),
    ],
)
def test_patterns_choose_the_files(
    tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], wanted: list[str]
) -> None:
    files = ["a.txt", "b.PDF", "drafts/c.txt", "in/2024/d.pdf"]
    folder = WatchedFolder(str(tmp_path), include=include, exclude=exclude)
    assert [name for name in files if folder.wants(str(Path(folder.root) / name))] == wanted


def test_a_folder_says_what_its_articles_are(tmp_path: Path) -> None:
    plain = WatchedFolder(str(tmp_path), source="Ostby Post", home_country="DK", severity=Severity.HIGH)
    by_source = WatchedFolder(str(tmp_path), source="Ostby Post", subfolders=Subfolders.SOURCE)
    by_tag = WatchedFolder(str(tmp_path), subfolders=Subfolders.TAG, keep_originals=True)
    deep, flat = (str(Path(plain.root) / name) for name in ("Costa Ledger/may/a.txt", "a.txt"))
    found = plain.choices(deep, Choices(history=True))
    assert (found.history, found.defaults.source, found.defaults.home_country) == (True, "Ostby Post", "DK")
    assert found.defaults.severity is Severity.HIGH
    assert by_source.choices(deep, AS_NEWS).defaults.source == "Costa Ledger"
    assert by_source.choices(flat, AS_NEWS).defaults.source == "Ostby Post"
    assert by_tag.choices(deep, AS_NEWS).tags == ("Costa Ledger",)
    assert by_tag.choices(flat, AS_NEWS).tags == ()
    assert by_tag.choices(flat, AS_NEWS).keep_originals


def test_of_folders_inside_one_another_the_innermost_decides(tmp_path: Path) -> None:
    outer = WatchedFolder(str(tmp_path), source="Outer")
    inner = WatchedFolder(str(tmp_path / "in"), source="Inner")
    put(tmp_path, "a.txt", "in/b.txt", "inside.txt")
    file = str(Path(inner.root) / "b.txt")
    assert folder_of(file, [outer, inner]) == inner
    choose = choose_for([outer, inner], AS_NEWS)
    assert [choose(str(Path(outer.root) / n)).defaults.source for n in ("a.txt", "in/b.txt", "inside.txt")] == [
        "Outer", "Inner", "Outer",
    ]  # fmt: skip
    assert choose("/elsewhere/a.txt") is AS_NEWS
    inbox = Inbox([outer, inner], lambda _: False)
    inbox.look(0.0)
    assert sorted(names(inbox.look(1.0))) == ["a.txt", "b.txt", "inside.txt"]


def test_folders_are_remembered_with_all_they_say() -> None:
    folders = [
        WatchedFolder(
            "/in/a", False, "Ostby Post", "DK", Severity.LOW, ("*.pdf",), ("drafts",), Subfolders.TAG, True, 5.0
        ),
        WatchedFolder("/in/b, with comma"),
    ]
    assert load_folders(dump_folders(folders)) == folders
    assert load_folders('[["/in/a", true], ["/in/b", false]]') == [
        WatchedFolder("/in/a"),
        WatchedFolder("/in/b", False),
    ]
    with pytest.raises((ValueError, TypeError)):
        load_folders('{"a": 1}')


def test_only_the_polled_folder_is_looked_at_between_events(tmp_path: Path) -> None:
    put(tmp_path, "share/a.txt", "disk/b.txt")
    share, disk = WatchedFolder(str(tmp_path / "share"), poll_seconds=3.0), WatchedFolder(str(tmp_path / "disk"))
    taken: set[str] = set()
    inbox = Inbox([share, disk], lambda found: found.path in taken)
    assert (inbox.polled, inbox.with_events) == ((share.path,), (disk.path,))

    def look(now: float, *, hinted: bool) -> list[str]:
        ready = inbox.look(now, hinted=hinted)
        taken.update(found.path for found in ready)
        return names(ready)

    look(0.0, hinted=True)
    assert look(1.0, hinted=False) == ["a.txt", "b.txt"]
    assert inbox.pause(1.0) == 3.0
    put(tmp_path, "share/c.txt", "disk/d.txt")
    assert look(4.0, hinted=False) == []  # c.txt is seen, and settles
    assert look(5.0, hinted=False) == ["c.txt"]
    assert look(8.0, hinted=False) == []
    look(9.0, hinted=True)
    assert look(10.0, hinted=False) == ["d.txt"]
    put(tmp_path, "disk/e.txt")  # and its event is lost
    look(10.0 + SCAN_SECONDS, hinted=False)
    assert look(11.0 + SCAN_SECONDS, hinted=False) == ["e.txt"]


def test_shares_of_other_machines_are_told_by_the_table_of_mounts() -> None:
    table = (
        "/dev/sda1 / ext4 rw 0 0\n//server/desk /mnt/news\\040desk cifs rw 0 0\n"
        "server:/clips /mnt/clips nfs4 rw 0 0\ntmpfs /mnt/clips/fast tmpfs rw 0 0\nbad line\n"
    )
    kinds = {
        path: mount_kind(path, table) for path in ("/srv/a", "/mnt/news desk/in", "/mnt/clips/x", "/mnt/clips/fast")
    }
    assert kinds == {
        "/srv/a": "ext4", "/mnt/news desk/in": "cifs", "/mnt/clips/x": "nfs4", "/mnt/clips/fast": "tmpfs",
    }  # fmt: skip


def test_a_share_is_polled_without_being_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_on_network(str(tmp_path))
    monkeypatch.setattr("monitor.core.inbox.is_on_network", lambda _: True)
    inbox = Inbox([str(tmp_path)], lambda _: False)
    assert inbox.polled == (str(tmp_path),)
    inbox.look(0.0)
    assert inbox.pause(0.0) == NETWORK_SECONDS


def test_an_emptied_place_of_a_disk_is_away_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pulled stick leaves the folder that it was mounted on; the root's file system then shows through."""
    place = tmp_path / "stick"
    put(place, "a.txt")
    inbox = Inbox([str(place)], lambda _: False)
    assert inbox.missing() == []
    inbox._devices[str(place)] += 1  # as if what lay there before was another disk
    assert inbox.missing() == []  # not empty: another disk is in its place, and that is watched now
    inbox._devices[str(place)] += 1
    (place / "a.txt").unlink()
    assert inbox.missing() == [str(place)]
    assert inbox.look(0.0) == []


def test_where_one_folder_is_missing_the_others_still_give_events(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with Hints([str(tmp_path / "away"), str(here)]) as hints:
        hints.wait(1.0)  # the listener has begun
        put(here, "a.txt")
        assert hints.wait(5.0)
        assert not hints.is_polling
        assert not hints.is_stale()
        (tmp_path / "away").mkdir()
        assert hints.is_stale()


def test_a_folder_s_severity_and_tag_reach_its_alerts_and_articles(tmp_path: Path) -> None:
    text = "Harbour talks\n\nOrlo Brandt spoke in the port on Monday.\n\nNothing was signed there.\n"
    for name in ("plain/a.txt", "urgent/Costa/b.txt"):
        put(tmp_path, name)
        (tmp_path / name).write_text(text + name)
    urgent = WatchedFolder(str(tmp_path / "urgent"), severity=Severity.CRITICAL, subfolders=Subfolders.TAG)
    steps: list[Step] = []
    library = tmp_path / "library.db"
    take_in(library, tmp_path / "plain", tmp_path / "urgent", steps=steps, choose=choose_for([urgent], AS_NEWS))
    assert [hit.severity for step in steps for hit in step.hits] == [Severity.MEDIUM, Severity.CRITICAL]
    with open_library(library) as reader:
        assert sorted(alert.severity for alert in reader.alerts()) == [Severity.CRITICAL, Severity.MEDIUM]
        (tagged,) = reader.article_ids("tag:costa")
        assert reader.article(tagged).analysis.article.document.path.endswith("b.txt")
        rows = reader.rows(reader.article_ids())
        assert {row.severity for row in rows} == {Severity.CRITICAL, Severity.MEDIUM}
    with open_library(library, write=True) as store:
        store.undo()  # takes back the watchlist's last entry, not the tag, which nobody gave
        with store.reader() as reader:
            assert len(reader.article_ids("tag:costa")) == 1
            assert len(store.entries()) == 1


def test_of_a_backlog_only_what_is_newer_than_a_day_alerts(tmp_path: Path) -> None:
    for name, day in (("a.txt", "3 March 2024"), ("b.txt", "5 May 2024"), ("c.txt", "")):
        (tmp_path / name).write_text(f"Harbour talks {name}\n\n{day}\n\nOrlo Brandt spoke in the port {name}.\n")
    steps: list[Step] = []
    take_in(tmp_path / "library.db", tmp_path, steps=steps, choose=lambda _: Choices(alerts_from="2024-04-01"))
    alerted = [Path(step.path).name for step in steps if step.changes and step.changes.alerts]
    assert alerted == ["b.txt"]
