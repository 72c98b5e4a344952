"""A rehearsal says when an entry would fire, through which name, beside whom, and which spellings are near."""

import random
from datetime import date

import pytest
from invented_articles import analyse, make_article

from monitor.core.records import Entry
from monitor.core.rehearsal import rehearse
from monitor.core.spellings import likeness, nearest
from monitor.core.store import open_library
from monitor.core.terms import Zone

PEOPLE = ("Adzo Mensah", "Adzo Mensach", "Kofi Ada")
BODIES = (
    ("Adzo Mensah spoke in the port.", "2024-03-05", "Harbour Gazette"),
    ("A. Mensah left. Kofi Ada stayed.", "2024-03-20", "Harbour Gazette"),
    ("Adzo Mensach was a misprint.", "2024-03-20", "The Mail"),
    ("Nobody said that Adzo Mensah and A. Mensah are two.", None, "The Mail"),
)


@pytest.fixture
def library(tmp_path):
    path = tmp_path / "library.db"
    with open_library(path, write=True) as store:
        for number, (body, day, source) in enumerate(BODIES):
            article = make_article(body, title=f"Day {number}", published=day, source=source)
            store.save(store.begin_source(f"/inbox/{number}"), analyse(article, PEOPLE))
        store.put_entry(Entry("Kofi Ada"))
    return path


def test_a_rehearsal(library):
    with open_library(library) as reader:
        found = rehearse(reader, Entry("Adzo Mensah", ("A. Mensah",)), today=None)
        assert reader.entry("Adzo Mensah") is None
    assert len(found.hits) == 3
    assert found.weeks == ((date(2024, 3, 4), 1), (date(2024, 3, 11), 0), (date(2024, 3, 18), 1), (None, 1))
    assert found.zones == ((Zone.BODY, 4),)
    assert found.sources == (("Harbour Gazette", 2), ("The Mail", 1))
    assert [(one.name, one.articles, one.alone) for one in found.effects] == [
        ("Adzo Mensah", 2, 1),
        ("A. Mensah", 2, 1),
    ]
    assert found.overlap == (("Kofi Ada", 1),)
    (near,) = found.spellings
    assert (near.name, near.like, near.articles) == ("Adzo Mensach", "Adzo Mensah", 1)
    assert 84 < near.score < 100


def test_likeness_is_the_ratio_of_rapidfuzz():
    dice = random.Random(4)
    words = ["".join(dice.choices("abc кé", k=dice.randint(0, 9))) for _ in range(60)]
    fuzz = pytest.importorskip("rapidfuzz.fuzz")
    assert all(likeness(a, b) == pytest.approx(fuzz.ratio(a, b)) for a in words for b in words)
    for word in words:
        near = {other for other in words if fuzz.ratio(word, other) >= 60}
        assert {other for other, _ in nearest(word, words, 60.0)} == near


def test_likeness_by_hand():
    assert likeness("mensah", "mensach") == pytest.approx(200 * 6 / 13)
    assert likeness("kitten", "sitting") == pytest.approx(200 * 4 / 13)
    assert (likeness("", ""), likeness("a", "")) == (100.0, 0.0)
