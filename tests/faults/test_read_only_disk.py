"""A library on a disk that cannot be written: reading works, with its log beside it or without; writing says so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.faults.sentinels import HEAD

SCRIPT = """
mount --bind {library} {library}
mount -o remount,ro,bind {library}
for command in "search riga" "verify" "backup {folder}/copy.db" "ingest {folder}/note.txt"; do
    {python} -m benchmarks.faults.light_monitor $command --db {library}/desk.db && echo "ended 0" || echo "ended $?"
done
"""


@pytest.mark.parametrize("ends", [(), ("-wal", "-shm")])
def test_a_library_on_a_read_only_disk_is_read(tmp_path: Path, ends: tuple[str, ...]) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no unshare here")
    library = tmp_path / "library"
    note = tmp_path / "note.txt"
    note.write_text(HEAD)
    command = [sys.executable, "-m", "benchmarks.faults.light_monitor"]
    subprocess.run([*command, "ingest", str(note), "--db", str(library / "desk.db")], check=True, capture_output=True)
    for end in ("-wal", "-shm"):
        beside = library / f"desk.db{end}"
        if end not in ends:
            beside.unlink(missing_ok=True)
        elif not beside.exists():
            pytest.skip("SQLite leaves no log here")
    script = SCRIPT.format(library=library, folder=tmp_path, python=sys.executable)
    done = subprocess.run([unshare, "-m", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert [line for line in done.stdout.splitlines() if "ended" in line] == [
        "ended 0",
        "ended 0",
        "ended 0",
        "ended 3",
    ]
    assert "Tram line opens" in done.stdout
    assert "nothing may be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "copy.db").stat().st_size > 0
