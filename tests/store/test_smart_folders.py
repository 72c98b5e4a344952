"""Smart folders: queries with a name, decided like everything else that the analyst decides."""

import pytest

from monitor.core.errors import MonitorError, QueryError
from monitor.core.records import SmartFolder
from monitor.core.store import create_library, open_library

PORTS = SmartFolder("Ports", "harbour OR port")
TOGO = SmartFolder("Togo", "country:TG")


@pytest.fixture
def store(tmp_path):
    with create_library(tmp_path / "library.db") as store:
        yield store


def folders(store):
    with store.reader() as reader:
        return reader.smart_folders()


def test_folders_stand_in_the_order_in_which_they_were_made(store):
    store.put_folder(TOGO)
    store.put_folder(PORTS)
    assert folders(store) == [TOGO, PORTS]


def test_a_changed_or_renamed_one_keeps_its_place(store):
    store.put_folder(TOGO)
    store.put_folder(PORTS)
    store.put_folder(SmartFolder("Togo", "country:TG unrest"))
    store.put_folder(SmartFolder("West Africa", "country:TG OR country:GH"), instead_of="Togo")
    assert folders(store) == [SmartFolder("West Africa", "country:TG OR country:GH"), PORTS]


def test_every_step_is_undone_and_done_again(store):
    states = [folders(store)]
    for step in (
        lambda: store.put_folder(TOGO),
        lambda: store.put_folder(SmartFolder("Togo", "focus:TG")),
        lambda: store.put_folder(SmartFolder("Lomé", "focus:TG"), instead_of="Togo"),
        lambda: store.remove_folder("Lomé"),
    ):
        assert step().decisions
        states.append(folders(store))
    for state in reversed(states[:-1]):
        store.undo()
        assert folders(store) == state
    for state in states[1:]:
        store.redo()
        assert folders(store) == state


def test_what_changes_nothing_is_no_decision(store):
    store.put_folder(TOGO)
    assert not store.put_folder(TOGO).decisions
    assert not store.remove_folder("nobody's").decisions


def test_a_query_that_is_none_is_refused(store):
    with pytest.raises(QueryError):
        store.put_folder(SmartFolder("Broken", '"never closed'))
    assert folders(store) == []


def test_no_folder_takes_the_name_of_another(store):
    store.put_folder(TOGO)
    store.put_folder(PORTS)
    with pytest.raises(MonitorError, match="already"):
        store.put_folder(SmartFolder("Togo", PORTS.query), instead_of="Ports")
    assert folders(store) == [TOGO, PORTS]


def test_folders_are_found_again_by_a_rebuild_and_by_a_replay(store, tmp_path):
    store.put_folder(TOGO)
    store.put_folder(PORTS)
    store.put_folder(SmartFolder("Harbours", PORTS.query), instead_of="Ports")
    before = folders(store)
    store.rebuild(analyse=lambda documents: [], match=lambda entries, analysis: [], search=lambda reader, entry: [])
    assert folders(store) == before
    with store.reader() as reader:
        log = reader.decisions()
    with create_library(tmp_path / "other.db") as other:
        other.replay(log)
    with open_library(tmp_path / "other.db") as reader:
        assert reader.smart_folders() == before
