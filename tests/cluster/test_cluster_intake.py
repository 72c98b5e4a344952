"""A cluster makes the same library as the local workers, also where a worker is killed midway."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("distributed")

FILES = 160
TEXT = """Talks on day {number} end in {place}

{place} — Ministers of Kenya, Norway and Peru met on day {number} of the talks. {filler}

"We have agreed on {number} of the points," said Amina Wanjiru, who led the delegation from Nairobi.
"""
PLACES = ("Nairobi", "Lima", "Bergen", "Mombasa")


@contextmanager
def started(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with two workers of one thread on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with ExitStack() as stack:
        where = ("--host", "127.0.0.1", "--no-dashboard")
        stack.enter_context(started("distributed.cli.dask_scheduler", "--port", address.rsplit(":", 1)[1], *where))
        worker = ("distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", *where)
        yield address, [stack.enter_context(started(*worker)) for _ in range(2)]


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    for number in range(FILES):
        filler = " ".join(f"The harbour of {place} was named {number % 7} times." for place in PLACES * 6)
        text = TEXT.format(number=number, place=PLACES[number % 4], filler=filler)
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "lines.jsonl").write_text('{"id": 1, "text": "Estonia and Finland signed."}\n{bad\n', encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    return folder


def run(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "monitor", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def exported(library: Path) -> str:
    file = library.with_name("export.jsonl")
    assert run("export", "NOT is:starred", "--to", file, "--db", library).wait() == 0
    return sha256("\n".join(sorted(file.read_text(encoding="utf-8").splitlines())).encode()).hexdigest()


@pytest.fixture(scope="module")
def local(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, int]]:
    """The hash of a local run's export, and what it printed."""
    library = tmp_path_factory.mktemp("local") / "library.db"
    out, _ = run("ingest", inbox, "--db", library, "--json").communicate()
    return exported(library), json.loads(out)


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_cluster_makes_the_same_library(
    tmp_path: Path,
    inbox: Path,
    local: tuple[str, dict[str, int]],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    is_killed: bool,
) -> None:
    address, workers = cluster
    library = tmp_path / "library.db"
    process = run("ingest", inbox, "--cluster", address, "--db", library, "--json")
    if is_killed:
        _wait_for_articles(library, process)
        os.kill(workers[0].pid, signal.SIGKILL)
    out, err = process.communicate(timeout=200)
    assert json.loads(out) == local[1], err
    assert exported(library) == local[0]
    assert (workers[0].poll() is not None) == is_killed


def test_an_address_where_nobody_answers_is_one_sentence(tmp_path: Path, inbox: Path) -> None:
    process = run("ingest", inbox, "--cluster", "tcp://127.0.0.1:9", "--db", tmp_path / "library.db")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "No Dask scheduler" in err
    assert "Traceback" not in err


def _wait_for_articles(library: Path, process: "subprocess.Popen[str]") -> None:
    """Wait until some articles are stored, but not all."""
    from monitor.core.store import open_library

    while process.poll() is None:
        if library.exists():
            with open_library(library) as reader:
                if reader.count().articles > 0:
                    return
        time.sleep(0.05)
    pytest.fail("the run was over before a worker could be killed")
