"""Originals are kept once, whole, under their own hash; damage shows, and a purge leaves nothing behind."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from invented_articles import analyse, make_article

from monitor.core.pasted import Pasted, keep_pasted
from monitor.core.store import OriginalStore, Store, open_library, originals_folder
from monitor.core.terms import Status


@pytest.fixture
def originals(tmp_path: Path) -> OriginalStore:
    return OriginalStore(tmp_path / "kept")


def test_the_same_bytes_are_kept_once_under_their_hash(originals: OriginalStore) -> None:
    digest = originals.keep(b"The ferry left.")
    assert originals.keep(b"The ferry left.") == digest == sha256(b"The ferry left.").hexdigest()
    assert list(originals.hashes()) == [digest]
    place = originals.find(digest)
    assert place is not None
    assert place.read_bytes() == b"The ferry left."
    assert (place.parent.name, place.name) == (digest[:2], digest[2:])
    assert originals.is_whole(digest)


def test_what_cannot_be_written_leaves_nothing(originals: OriginalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        originals.keep(b"text")
    monkeypatch.undo()
    assert [path for path in originals.folder.rglob("*") if path.is_file()] == []
    assert originals.find(originals.keep(b"text")) is not None


def test_a_file_that_was_cut_short_is_written_again(originals: OriginalStore) -> None:
    digest = originals.keep(b"text")
    place = originals.find(digest)
    assert place is not None
    place.chmod(0o644)
    place.write_bytes(b"te")
    assert not originals.is_whole(digest)
    originals.keep(b"text")
    assert originals.is_whole(digest)


def file_in(store: Store, kept: OriginalStore, path: str, data: bytes) -> None:
    digest = kept.keep(data)
    article = make_article(f"{data.decode()} of Togo and many more words " * 3, path=path, sha256=digest)
    store.save(store.begin_source(path), analyse(article, (), ()))


def test_a_purge_drops_what_nothing_refers_to_any_more(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    kept = OriginalStore(originals_folder(library))
    with open_library(library, write=True) as store, store.reader() as reader:
        for name in ("one", "two"):
            file_in(store, kept, f"/in/{name}.txt", name.encode())
        first = next(
            n for n in reader.article_ids() if reader.article(n).analysis.article.document.path == "/in/one.txt"
        )
        store.purge([first])
    assert list(kept.hashes()) == [sha256(b"two").hexdigest()]


def test_a_container_is_kept_until_its_last_article_is_purged(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    kept = OriginalStore(originals_folder(library))
    whole = kept.keep(b"an archive")
    with open_library(library, write=True) as store, store.reader() as reader:
        row = store.begin_source("/in/a.zip")
        for name in ("a.txt", "b.txt"):
            digest = sha256(name.encode()).hexdigest()
            article = make_article(f"{name} of Togo", path="/in/a.zip", member=name, sha256=digest)
            store.save(row, analyse(article, (), ()))
        store.finish_source(row, Status.STORED, sha256=whole)
        one, other = reader.article_ids()
        document = reader.article(one).analysis.article.document
        found = reader.original(document.path, document.member, document.sha256)
        assert found is not None
        assert (found.sha256, found.is_whole) == (whole, True)
        store.purge([one])
        assert list(kept.hashes()) == [whole]
        store.purge([other])
        assert list(kept.hashes()) == []


def test_a_purge_removes_the_program_s_own_file_of_a_pasted_text_and_no_other(tmp_path: Path) -> None:
    library, inbox = tmp_path / "library.db", tmp_path / "in.jsonl"
    pasted = keep_pasted(library, Pasted("One of Togo."), now=datetime(2024, 5, 31))
    inbox.write_text("{}")
    with open_library(library, write=True) as store, store.reader() as reader:
        for path in (pasted, inbox):
            row = store.begin_source(str(path))
            digest = sha256(path.name.encode()).hexdigest()
            article = make_article(f"{path.name} of Togo", path=str(path), member="line 1", sha256=digest)
            store.save(row, analyse(article, (), ()))
            store.finish_source(row, Status.STORED, sha256=sha256(path.read_bytes()).hexdigest())
        store.purge(list(reader.article_ids()))
    assert not pasted.exists()
    assert inbox.exists()
