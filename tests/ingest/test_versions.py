"""A newer version of an agency's item takes the place of the older one; nothing is lost and nothing alerts twice."""

import json
from pathlib import Path

import pytest
from intake_driver import LikenessWork
from intake_driver import take_in as take_in_with

from monitor.core.retrospect import Revisit
from monitor.core.store import codec, open_library
from monitor.core.terms import AlertState, Status
from monitor.core.workers import Workers

BODY = (
    "Orlo Brandt opened the harbour talks on Monday and said that nothing would be signed before the summer is over.",
    "Officials of both towns met in the old customs house, where the last treaty had been signed forty years ago.",
    "The talks go on tomorrow, and the fishermen of the sound expect an answer to their letter by the end of the week.",
)


def send(folder: Path, name: str, version: int, *more: str, **fields: object) -> Path:
    item = {
        "uri": "urn:item:1", "version": str(version), "headline": "Harbour talks begin", "source": "Meridian Wire",
        "versioncreated": f"2024-03-04T1{version}:00:00Z", "firstcreated": "2024-03-04T10:00:00Z",
        "body_text": "\n\n".join([*BODY, *more]), **fields,
    }  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(item))
    return folder / name


def take_in(library: Path, *paths: Path) -> None:
    take_in_with(library, *paths, work=LikenessWork)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def listed(library: Path) -> list[tuple[str, str]]:
    """Return the version and the last words of every article in the lists."""
    with open_library(library) as reader:
        documents = [reader.article(number).analysis.article.document for number in reader.article_ids()]
        return [(str(each.metadata["version"]), each.text[-20:]) for each in documents]


def test_a_newer_version_takes_the_place_of_the_older(tmp_path: Path, library: Path) -> None:
    take_in(library, send(tmp_path / "in", "1.json", 1))
    with open_library(library, write=True) as store, store.reader() as reader:
        (first,) = reader.article_ids()
        store.star([first])
        store.tag([first], "harbour")
        (alert,) = reader.alerts()
        store.set_alert_state([alert.alert_id], AlertState.DONE)
    take_in(library, send(tmp_path / "in", "2.json", 2, "Tallinn will send two more ships, the minister said."))
    assert [version for version, _ in listed(library)] == ["2"]
    with open_library(library) as reader:
        (number,) = reader.article_ids("is:starred tag:harbour tallinn")
        assert {alert.entry: alert.state for alert in reader.alerts()} == {
            "Orlo Brandt": AlertState.DONE, "Tallinn": AlertState.NEW,
        }  # fmt: skip
        assert all(alert.article_id == number for alert in reader.alerts())
        assert [row.status for row in reader.ledger()] == [Status.STORED, Status.STORED]


def test_a_sentence_that_a_version_adds_reopens_the_card(tmp_path: Path, library: Path) -> None:
    take_in(library, send(tmp_path / "in", "1.json", 1))
    with open_library(library, write=True) as store, store.reader() as reader:
        store.set_alert_state([reader.alerts()[0].alert_id], AlertState.DISMISSED)
    take_in(library, send(tmp_path / "in", "2.json", 2, "Late in the evening Orlo Brandt left the room in anger."))
    with open_library(library) as reader:
        (alert,) = reader.alerts()
        assert (alert.state, alert.updated) == (AlertState.NEW, True)


REWRITTEN = (
    "Nobody had expected it: after six hours in the rain the two mayors shook hands and went home without a word.",
    "What they signed fills eleven pages and names the ferries, the pilots and the price of every berth in the port.",
)
FIRST = BODY[0]


@pytest.mark.parametrize(
    ("sentence", "state", "updated"),
    [("Orlo Brandt called it a good day for both shores.", AlertState.NEW, True), (FIRST, AlertState.DISMISSED, False)],
)
def test_a_version_that_is_rewritten_altogether_takes_over_the_card(
    tmp_path: Path, library: Path, sentence: str, state: AlertState, updated: bool
) -> None:
    take_in(library, send(tmp_path / "in", "1.json", 1))
    with open_library(library, write=True) as store, store.reader() as reader:
        (before,) = reader.alerts()
        store.set_alert_state([before.alert_id], AlertState.DISMISSED)
    take_in(library, send(tmp_path / "in", "2.json", 2, body_text="\n\n".join([*REWRITTEN, sentence])))
    assert [version for version, _ in listed(library)] == ["2"]
    with open_library(library) as reader:
        (alert,) = reader.alerts()
        assert (alert.alert_id, alert.state, alert.updated) == (before.alert_id, state, updated)


def test_a_copy_of_the_first_version_elsewhere_is_no_story_of_the_rewritten_one(tmp_path: Path, library: Path) -> None:
    take_in(library, send(tmp_path / "in", "1.json", 1))
    take_in(library, send(tmp_path / "in", "c.json", 1, uri="urn:item:9", source="Harbour Gazette"))
    take_in(library, send(tmp_path / "in", "2.json", 2, body_text="\n\n".join([*REWRITTEN, FIRST])))
    with open_library(library) as reader:
        assert [row.copies for row in reader.rows(reader.article_ids())] == [1, 1]
        assert len(reader.alerts()) == 2


def test_a_version_whose_text_is_the_same_brings_its_terms(tmp_path: Path, library: Path) -> None:
    take_in(library, send(tmp_path / "in", "1.json", 1, embargoed="2024-03-05T06:00:00Z"))
    take_in(library, send(tmp_path / "in", "2.json", 2, usageterms="Not for the islands"))
    with open_library(library) as reader:
        (number,) = reader.article_ids()
        metadata = reader.article(number).analysis.article.document.metadata
        assert (metadata.get("usage_terms"), metadata.get("embargoed")) == ("Not for the islands", None)
        assert len(reader.alerts()) == 1


def test_a_version_that_comes_late_changes_nothing(tmp_path: Path, library: Path) -> None:
    take_in(library, send(tmp_path / "in", "3.json", 3, "The third version ends here."))
    take_in(library, send(tmp_path / "in", "2.json", 2, "Tallinn is named in the second one only."))
    assert [version for version, _ in listed(library)] == ["3"]
    with open_library(library) as reader:
        assert [alert.entry for alert in reader.alerts()] == ["Orlo Brandt"]
    take_in(library, send(tmp_path / "in", "again.json", 3, "The third version ends here."))
    assert len(listed(library)) == 1


def test_other_items_are_left_alone(tmp_path: Path, library: Path) -> None:
    send(tmp_path / "in", "1.json", 1)
    send(tmp_path / "in", "2.json", 2, uri="urn:item:2", body_text="Another story of Tallinn altogether.")
    take_in(library, tmp_path / "in")
    assert len(listed(library)) == 2


def test_a_rebuild_makes_the_same_of_versions(tmp_path: Path, library: Path) -> None:
    take_in(library, send(tmp_path / "in", "1.json", 1))
    take_in(library, send(tmp_path / "in", "3.json", 3, "Tallinn will send two more ships, the minister said."))
    take_in(library, send(tmp_path / "in", "2.json", 2, "Tallinn is named here as well."))
    take_in(library, send(tmp_path / "in", "4.json", 4, body_text="\n\n".join([*REWRITTEN, "Orlo Brandt left."])))

    def everything() -> list[str]:
        with open_library(library) as reader:
            alerts = [(a.entry, a.state, a.updated, a.title, a.evidence) for a in reader.alerts()]
            return [*(codec.dumps(article) for article in reader.export()), str(alerts), str(reader.ledger())]

    before = everything()
    with open_library(library, write=True) as store, Workers(1, make_work=LikenessWork) as workers:
        revisit = Revisit(workers)
        store.rebuild(analyse=revisit.analyse, match=revisit.match, search=revisit.search)
    assert everything() == before
