"""What is read again is filed as it came: with its folder's source, severity and tags, a backlog without alerts."""

from dataclasses import replace
from pathlib import Path

import pytest
from intake_driver import take_in

from monitor.core.ingest import AS_NEWS, Choices, filed_alike, filed_as
from monitor.core.records import SourceDefaults
from monitor.core.store import KnownFile, open_library
from monitor.core.terms import Severity, Status

TEXT = "The harbour of Riga\n\nOrlo Brandt spoke of the harbour on Tuesday, and the council heard him out.\n"
WIRE = Choices(
    defaults=SourceDefaults(source="Harbour Wire", home_country="LV", severity=Severity.CRITICAL),
    keep_originals=True,
    tags=("wires",),
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.touch()
    return file


def test_a_file_that_is_tried_again_gets_what_its_folder_says(library: Path, empty_file: Path) -> None:
    assert take_in(library, empty_file, choose=lambda _: WIRE).statuses == {Status.REFUSED: 1}
    empty_file.write_text(TEXT)
    take_in(library, empty_file, again=True, as_before=True)
    with open_library(library) as reader:
        (row,) = reader.rows(reader.article_ids("tag:wires"))
        assert row.source == "Harbour Wire"
        assert reader.article(row.article_id).analysis.article.document.home_country == "LV"
        (alert,) = reader.alerts()
        assert alert.severity is Severity.CRITICAL


def test_a_backlog_that_is_tried_again_stays_silent(library: Path, empty_file: Path) -> None:
    take_in(library, empty_file, history=True)
    empty_file.write_text(TEXT)
    assert take_in(library, empty_file, again=True, as_before=True).alerts == 0


def test_what_comes_anew_is_not_filed_as_before(library: Path, empty_file: Path) -> None:
    take_in(library, empty_file, choose=lambda _: WIRE)
    empty_file.write_text(TEXT)
    take_in(library, empty_file)
    with open_library(library) as reader:
        (row,) = reader.rows(reader.article_ids())
        assert row.source is None


def test_a_rebuild_keeps_how_files_were_filed(library: Path, empty_file: Path) -> None:
    take_in(library, empty_file, choose=lambda _: WIRE)
    with open_library(library, write=True) as store:
        store.rebuild(analyse=lambda _: [], match=lambda *_: [], search=lambda *_: [])
    with open_library(library) as reader:
        assert filed_alike(AS_NEWS, reader.known_files()[str(empty_file)]) == WIRE


def test_nothing_is_kept_of_plain_news_and_everything_of_a_folder_s_choices() -> None:
    assert filed_as(AS_NEWS) is None
    last = KnownFile(1, 1, Status.REFUSED, False, filed_as(replace(WIRE, history=True)))
    assert filed_alike(AS_NEWS, last) == Choices(
        history=True, defaults=WIRE.defaults, keep_originals=True, tags=("wires",)
    )
    said = Choices(defaults=SourceDefaults(home_country="EE"), tags=("mine",))
    alike = filed_alike(said, last)
    assert (alike.defaults.home_country, alike.defaults.source, alike.tags) == ("EE", "Harbour Wire", ("mine",))
