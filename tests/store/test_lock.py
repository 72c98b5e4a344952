"""The writer lock: refused at once while its holder lives, waited for where only a killed holder's child is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from monitor.core.errors import LibraryLocked
from monitor.core.lock import WriterLock
from monitor.core.store import is_in_use

HOLDER = """
import os, sys, time
from pathlib import Path
from monitor.core.lock import WriterLock

lock = WriterLock(Path(sys.argv[1]))
if os.fork() == 0:  # as a worker is between its fork and its exec
    os.close(1)
    time.sleep(float(sys.argv[2]))
    os._exit(0)
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="handles are not inherited there")
def test_a_killed_holders_child_is_waited_for(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(library), "1.5"], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        begun = time.monotonic()
        assert is_in_use(library)
        assert time.monotonic() - begun < 1.0
        holder.send_signal(signal.SIGKILL)
    WriterLock(library).release()


def test_the_same_process_holds_it_once(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "library.db")
    with pytest.raises(LibraryLocked, match="is in use"):
        WriterLock(tmp_path / "library.db")
    lock.release()
    assert not is_in_use(tmp_path / "library.db")
