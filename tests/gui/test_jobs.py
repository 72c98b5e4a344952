"""Jobs: off this thread, newest only, failures as sentences."""

import threading
import time

import pytest

from monitor.core.errors import LibraryLocked, MonitorError
from monitor.gui.jobs import Jobs


class Pond:
    """A connection that can be waited on and interrupted."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.stirred = threading.Event()
        self.closed = False

    def interrupt(self) -> None:
        self.stirred.set()

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs("pond", Pond)
    jobs.start()
    yield jobs
    jobs.close()


def test_work_runs_on_its_own_thread_and_is_answered_on_this_one(jobs, qtbot):
    seen = []
    jobs.ask(lambda pond: threading.get_ident(), lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, home = seen[0]
    assert worker != home == threading.get_ident()


def test_only_the_newest_of_a_key_is_answered(jobs, qtbot):
    shown = []
    for n in range(50):
        jobs.ask(lambda pond, n=n: n, shown.append, key="page")
    jobs.ask(lambda pond: "end", shown.append)
    qtbot.waitUntil(lambda: "end" in shown)
    assert shown == [49, "end"]


def test_a_running_question_is_interrupted_by_its_successor(jobs, qtbot):
    shown, started = [], threading.Event()

    def wait(pond: Pond) -> str:
        started.set()
        return "slept" if not pond.stirred.wait(10) else "stirred"

    jobs.ask(wait, shown.append, key="page")
    assert started.wait(5)
    begun = time.monotonic()
    jobs.ask(lambda pond: "second", shown.append, key="page")
    qtbot.waitUntil(lambda: shown == ["second"])
    assert time.monotonic() - begun < 5


def test_an_error_with_a_sentence_goes_to_whoever_asked(jobs, qtbot):
    def fail(pond: Pond) -> None:
        raise MonitorError("The pond is dry.")

    heard = []
    jobs.ask(fail, pytest.fail, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].sentence == "The pond is dry."
    with qtbot.waitSignal(jobs.failed):
        jobs.ask(fail, pytest.fail)


def test_a_bug_is_told_and_the_thread_goes_on(jobs, qtbot):
    with qtbot.waitSignal(jobs.crashed) as told:
        jobs.ask(lambda pond: 1 / 0, pytest.fail)
    assert isinstance(told.args[0], ZeroDivisionError)
    answered = []
    jobs.ask(lambda pond: "alive", answered.append)
    qtbot.waitUntil(lambda: answered == ["alive"])


def test_where_the_connection_is_refused_every_job_fails_with_that(qtbot):
    def refuse() -> Pond:
        raise LibraryLocked("Another window writes to this library.")

    jobs, heard = Jobs("locked", refuse), []
    jobs.ask(lambda pond: None, pytest.fail, failed=heard.append)
    with qtbot.waitSignal(jobs.refused):
        jobs.start()
    jobs.ask(lambda pond: None, pytest.fail, failed=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert {error.code for error in heard} == {"locked"}


def test_threads_open_and_close_their_own_connection(qtbot):
    ponds = []

    def open_pond() -> Pond:
        ponds.append(Pond())
        return ponds[-1]

    jobs = Jobs("ponds", open_pond, threads=3)
    with qtbot.waitSignal(jobs.opened):
        jobs.start()
    jobs.close()
    assert len({pond.thread for pond in ponds}) == 3
    assert all(pond.closed for pond in ponds)
