import sqlite3

import pytest
from invented_articles import analyse, make_article

from monitor.core.errors import LibraryError, LibraryLocked
from monitor.core.store import codec, open_library, restore
from monitor.core.tokens import words


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        for n in range(30):
            file = tmp_path / f"{n}.txt"
            file.write_text(f"n{n}")
            article = make_article(f"Number {n} of Togo", path=str(file), sha256=_digest(file))
            store.save(store.begin_source(str(file)), analyse(article, (), (("Togo", "TG"),)))
    return path


def _digest(file):
    from hashlib import sha256

    return sha256(file.read_bytes()).hexdigest()


def test_a_backup_taken_while_the_library_is_written_is_whole_and_restores(path, tmp_path):
    backup = tmp_path / "backup.db"
    with open_library(path, write=True) as store, store.reader() as reader:
        steps = []
        reader.back_up(backup, lambda done, total: steps.append((done, total)))
        assert steps[-1][0] == steps[-1][1]
        store.remove(list(reader.article_ids())[:10])
        with pytest.raises(LibraryLocked):
            restore(backup, path)
    aside = restore(backup, path)
    with open_library(path) as reader, open_library(aside) as old:
        assert (reader.count().articles, old.count().articles) == (30, 20)
        assert reader.problems() == []


def test_a_damaged_library_is_set_aside_whole_when_a_backup_is_restored(path, tmp_path):
    backup = tmp_path / "backup.db"
    with open_library(path) as reader:
        reader.back_up(backup)
    path.write_bytes(b"")
    aside = restore(backup, path)
    assert aside.read_bytes() == b""
    with open_library(path) as reader:
        assert reader.count().articles == 30


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"no database at all" * 99])
def test_a_damaged_backup_is_refused_and_the_library_stays(path, tmp_path, damage):
    backup = tmp_path / "backup.db"
    with open_library(path) as reader:
        reader.back_up(backup)
    backup.write_bytes(damage(backup.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(LibraryError):
        restore(backup, path)
    assert path.read_bytes() == before


def test_a_backup_that_cannot_be_written_says_so(path, tmp_path):
    with open_library(path) as reader, pytest.raises(LibraryError, match="could not be written"):
        reader.back_up(tmp_path / "no" / "such" / "folder")


def test_problems_names_lost_rows(path):
    with sqlite3.connect(path) as connection:
        number = connection.execute("select max(article_id) from article").fetchone()[0]
        connection.execute("delete from content where article_id = ?", (number,))
        connection.execute("delete from article where article_id = (select min(article_id) from article)")
    connection.close()
    with open_library(path) as reader:
        assert "1 articles have no text" in reader.problems()
        assert "1 rows of country_mention belong to no article" in reader.problems()


def test_changed_and_missing_files_are_named(path, tmp_path):
    (tmp_path / "3.txt").write_text("other")
    (tmp_path / "4.txt").unlink()
    with open_library(path) as reader:
        assert sorted(reader.changed_files()) == [
            (str(tmp_path / "3.txt"), "changed"),
            (str(tmp_path / "4.txt"), "gone"),
        ]


def test_figures_count_what_is_there(path):
    with open_library(path) as reader:
        figures = reader.figures()
    assert (figures.articles, figures.stories, figures.country_mentions, figures.ledger) == (30, 30, 30, 30)
    assert figures.bytes == path.stat().st_size


def test_a_library_of_another_tokenizer_is_indexed_anew_when_it_is_next_written(path, monkeypatch):
    with open_library(path, write=True) as store, store.reader() as reader:
        number = reader.article_ids()[7]
        store.correct(number, "title", "Weather")
        store.tag([number], "mine")
        store.star([number])
        before = [codec.dumps(article) for article in reader.export()]
        rows = reader.rows(reader.article_ids())
    monkeypatch.setattr("monitor.core.streams.words", lambda text: ["other", *words(text)])
    monkeypatch.setattr("monitor.core.store.indexed.TOKENIZER_VERSION", 99)
    with pytest.raises(LibraryError, match="another version"):
        open_library(path)
    with open_library(path, write=True) as store, store.reader() as reader:
        assert reader.count("other").articles == 30
        assert list(reader.article_ids("TITLE(weather)")) == [number]
        assert [codec.dumps(article) for article in reader.export()] == before
        assert reader.rows(reader.article_ids()) == rows
        assert reader.problems() == []
    open_library(path).close()
