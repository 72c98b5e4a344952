"""A worker that is ready to run and is not let to is starved; one that sleeps, or had its time, is not."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from monitor.core.processes import ProcessorUse, processor_seconds

if not os.path.exists("/proc/self/stat"):
    pytest.skip("the system does not tell of processor time", allow_module_level=True)


@pytest.fixture
def spinning() -> Iterator[int]:
    yield from _started("print(flush=True)\nwhile True: pass")


@pytest.fixture
def sleeping() -> Iterator[int]:
    yield from _started("import time\nprint(flush=True)\ntime.sleep(99)")


def _started(script: str) -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.kill()


def test_one_that_could_run_and_has_time_left_is_starved(spinning: int) -> None:
    use = ProcessorUse(spinning)
    use.begin()
    assert use.is_starved(silence=1_000, whole=1_000)
    use.began -= 10 * 1_000 + 1  # by the clock there is an end to it
    assert not use.is_starved(silence=1_000, whole=1_000)


def test_one_that_had_its_time_is_slow_not_starved(spinning: int) -> None:
    use = ProcessorUse(spinning)
    use.begin()
    while (processor_seconds(spinning) or 0.0) < use.used + 0.3:
        time.sleep(0.05)
    assert not use.is_starved(silence=0.2, whole=1_000)
    use.hear()
    assert use.is_starved(silence=1_000, whole=1_000)
    assert not use.is_starved(silence=1_000, whole=0.2)


def test_one_that_sleeps_is_not_starved(sleeping: int) -> None:
    use = ProcessorUse(sleeping)
    use.begin()
    until = time.monotonic() + 30
    while use.is_starved(silence=1_000, whole=1_000) and time.monotonic() < until:  # it is about to fall asleep
        time.sleep(0.05)
    assert not use.is_starved(silence=1_000, whole=1_000)


def test_one_that_is_gone_is_not_starved() -> None:
    use = ProcessorUse(2**22 + 1)
    assert processor_seconds(use.process_id) is None
    assert not use.is_starved(silence=1_000, whole=1_000)
