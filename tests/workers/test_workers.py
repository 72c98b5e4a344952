"""Workers survive what is thrown at them, and every job is answered in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest
from fake_work import FakeWork, SlowToLoad, broken_work, dying_work

from monitor.core.jobs import Job, Result
from monitor.core.records import Analysis, Reason, Refusal
from monitor.core.supervised import Deadlines
from monitor.core.workers import Workers, WorkersUnavailable

SHORT = Deadlines(batch=1.0, alone=1.5)


def lines(*texts: str) -> list[Job]:
    return [Job(path=f"{number}.txt", line=text) for number, text in enumerate(texts)]


def flat(lists: Iterable[Sequence[Result]]) -> Iterator[Result]:
    return chain.from_iterable(lists)


def titles(results: Iterable[Result]) -> list[str]:
    """What came back, in order: the title of each analysis, the code of each refusal, a dot for the end of a job.

    A text that was only read is in brackets.
    """
    return [_title(result.outcome) for result in results]


def _title(outcome: Analysis | Refusal | None) -> str:
    match outcome:
        case Analysis(article=article, partial=Reason(code="not_analysed")):
            return f"[{article.title}]"
        case Analysis(article=article):
            return str(article.title)
        case Refusal(reason=reason):
            return reason.code
    return "."


def run(jobs: Iterable[Job], *, count: int = 1, **options: object) -> list[str]:
    with Workers(count, make_work=FakeWork, deadlines=SHORT, **options) as workers:  # type: ignore[arg-type]
        return titles(flat(workers.run(jobs)))


def test_results_come_in_the_order_of_the_jobs() -> None:
    texts = [f"text {number}" for number in range(100)]
    assert run(lines(*texts), count=2) == [part for text in texts for part in (text, ".")]


def test_a_document_that_kills_its_worker_is_kept_as_it_was_read() -> None:
    assert run(lines("a", "exit", "b")) == ["a", ".", "[exit]", ".", "b", "."]


def test_a_document_that_hangs_is_kept_as_it_was_read() -> None:
    assert run(lines("a", "hang", "b")) == ["a", ".", "[hang]", ".", "b", "."]


def test_a_document_that_keeps_the_processor_busy_for_ever_is_kept_as_it_was_read() -> None:
    assert run(lines("a", "spin", "b")) == ["a", ".", "[spin]", ".", "b", "."]


def test_a_document_that_hangs_even_so_is_refused() -> None:
    text = "hold even when it is read"
    assert run(lines("a", text, "b")) == ["a", ".", "too_slow", ".", "b", "."]


def test_what_is_kept_without_names_says_why() -> None:
    with Workers(1, make_work=FakeWork, deadlines=SHORT) as workers:
        [hung, died] = [r.outcome for r in flat(workers.run(lines("hang", "exit"))) if r.outcome is not None]
    assert isinstance(hung, Analysis)
    assert isinstance(died, Analysis)
    assert hung.partial is not None
    assert died.partial is not None
    assert "too slow" in hung.partial.sentence
    assert "stopped" in died.partial.sentence


def test_loading_a_model_midway_does_not_count_against_the_deadline() -> None:
    assert run(lines("load", "b")) == ["load", ".", "b", "."]


def test_a_document_whose_worker_died_by_accident_is_stored(tmp_path: Path) -> None:
    assert run(lines("a", f"once {tmp_path / 'marker'}", "b"))[2].startswith("once")


def test_a_bug_in_the_analysis_costs_one_document_and_is_reported() -> None:
    bugs: list[str] = []
    assert run(lines("a", "raise", "b"), on_bug=bugs.append) == ["a", ".", "[raise]", ".", "b", "."]
    assert "ValueError: a bug" in bugs[-1]


def test_a_file_of_many_documents_loses_only_the_bad_ones(tmp_path: Path) -> None:
    file = tmp_path / "many.txt"
    file.write_text("\n".join([*(f"text {n}" for n in range(20)), "exit", "x", "hang", "y"]))
    expected = [f"text {n}" for n in range(20)] + ["[exit]", "x", "[hang]", "y", "."]
    assert run([Job(str(file))]) == expected


def test_a_refused_document_keeps_its_member(tmp_path: Path) -> None:
    file = tmp_path / "many.txt"
    file.write_text("a\nhold even when it is read\nb")
    with Workers(1, make_work=FakeWork, deadlines=SHORT) as workers:
        refusals = [r.outcome for r in flat(workers.run([Job(str(file))])) if isinstance(r.outcome, Refusal)]
    assert [(one.path, one.member, one.sha256) for one in refusals] == [(str(file), "line 2", "2")]


def test_a_file_that_cannot_even_be_opened_is_refused_as_a_whole() -> None:
    jobs = [*lines("a"), Job("unopenable.txt"), Job("unreadable.txt"), *lines("b")]
    assert run(jobs) == ["a", ".", "crashed", ".", "crashed", ".", "b", "."]


def test_a_long_text_may_take_long_as_long_as_it_lives() -> None:
    text = "long " + "word " * 5_000
    with Workers(1, make_work=FakeWork, deadlines=Deadlines(batch=2.5, alone=2.5)) as workers:
        assert titles(flat(workers.run(lines("a", text)))) == ["a", ".", text, "."]
        assert titles(flat(workers.run(lines("hold")))) == ["[hold]", "."]  # this one falls silent


def test_loading_the_model_does_not_count_against_the_deadline() -> None:
    with Workers(1, make_work=SlowToLoad, deadlines=SHORT) as workers:
        assert titles(flat(workers.run(lines("a")))) == ["a", "."]


def test_work_that_cannot_be_set_up_says_why() -> None:
    with Workers(1, make_work=broken_work) as workers, pytest.raises(WorkersUnavailable, match="The model is missing"):
        titles(flat(workers.run(lines("a"))))


def test_a_worker_that_always_dies_at_its_start_ends_the_run() -> None:
    with Workers(1, make_work=dying_work) as workers, pytest.raises(WorkersUnavailable, match="cannot be started"):
        titles(flat(workers.run(lines("a"))))


def test_a_worker_killed_while_idle_is_replaced() -> None:
    with Workers(1, make_work=FakeWork) as workers:
        assert titles(flat(workers.run(lines("a")))) == ["a", "."]
        os.kill(workers.process_ids[0], signal.SIGKILL)
        assert titles(flat(workers.run(lines("b")))) == ["b", "."]


def test_a_worker_killed_from_outside_loses_nothing() -> None:
    with Workers(1, make_work=FakeWork, deadlines=Deadlines(batch=4, alone=1)) as workers:
        for job in lines("a", "hang", "b"):
            workers.submit(job)
        workers.results(timeout=1.0)
        os.kill(workers.process_ids[0], signal.SIGKILL)
        got = []
        while workers.busy:
            got += workers.results()
    assert titles(got) == ["a", ".", "[hang]", ".", "b", "."]


def test_a_slow_listener_is_not_held_against_the_worker() -> None:
    with Workers(1, make_work=FakeWork, deadlines=Deadlines(batch=0.3, alone=0.3)) as workers:
        got = []
        for result in flat(workers.run(lines(*"abc"))):
            time.sleep(0.4)
            got.append(result)
    assert titles(got) == ["a", ".", "b", ".", "c", "."]


def test_asking_when_nothing_is_to_come_does_not_wait() -> None:
    with Workers(1, make_work=FakeWork) as workers:
        titles(flat(workers.run(lines("a"))))
        assert workers.results() == []


def test_closing_ends_a_worker_that_hangs() -> None:
    with Workers(1, make_work=FakeWork) as workers:
        workers.submit(lines("hold")[0])
        workers.results(timeout=1.0)
        (process,) = workers.process_ids
    assert not _alive(process)


PARENT = """
import sys, time
sys.path.insert(0, {folder!r})
from fake_work import FakeWork
from monitor.core.jobs import Job
from monitor.core.workers import Workers
if __name__ == "__main__":
    workers = Workers(2, make_work=FakeWork)
    for text in {texts!r}:
        workers.submit(Job("a.txt", line=text))
    until = time.monotonic() + 2
    while time.monotonic() < until:
        workers.results(timeout=0.2)
    print(*workers.process_ids, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
@pytest.mark.parametrize("text", ["idle", "hang", "hold"])
def test_no_orphan_two_seconds_after_the_parent_was_killed(tmp_path: Path, text: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(folder=str(Path(__file__).parent), texts=[text] * 16))
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(number) for number in parent.stdout.readline().split()]
        parent.kill()
    assert len(children) == 2
    assert _within(2.0, lambda: not any(map(_alive, children)))


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _alive(process: int) -> bool:
    """Whether a process runs; one that is dead but was not reaped yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
