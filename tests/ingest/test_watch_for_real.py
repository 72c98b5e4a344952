"""Watching where the system has no watches left, and where the disk of a folder goes away and comes back."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("watch_driver.py")


def in_a_space_of_its_own(script: str, *flags: str) -> list[str]:
    """Run a shell script with its own mounts and limits; the test is skipped where that is not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, *flags, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no unshare here")
    done = subprocess.run([unshare, *flags, "sh", "-ec", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("limit", ["max_inotify_instances", "max_inotify_watches"])
def test_files_arrive_where_there_are_no_watches_left(tmp_path: Path, limit: str) -> None:
    said = in_a_space_of_its_own(
        f"echo 0 > /proc/sys/user/{limit}\n{sys.executable} {DRIVER} {tmp_path} 7 &\n"
        f"sleep 2; echo text > {tmp_path}/a.txt; wait",
        "-Ur",
    )
    assert said[-2:] == ["polling", f"{tmp_path}/a.txt"]


def test_files_arrive_after_more_events_than_the_system_keeps(tmp_path: Path) -> None:
    queue = Path("/proc/sys/fs/inotify/max_queued_events")
    if not queue.exists() or int(queue.read_text()) > 200_000:
        pytest.skip("no queue of events that could be filled here")
    with subprocess.Popen([sys.executable, str(DRIVER), str(tmp_path), "60"], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline().strip() == "there"
        run.send_signal(signal.SIGSTOP)  # busy with something else
        for number in range(int(queue.read_text()) // 2):  # each of them several events
            passing = tmp_path / f"{number}.log"
            passing.touch()
            passing.unlink()
        (tmp_path / "a.txt").write_text("text")
        run.send_signal(signal.SIGCONT)
        assert run.stdout.readline().strip() == f"{tmp_path}/a.txt"
        run.kill()


def test_a_disk_that_is_pulled_is_away_and_what_it_brings_back_is_taken(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    said = in_a_space_of_its_own(
        f"mount -t tmpfs none {disk}; echo a > {disk}/a.txt\n{sys.executable} {DRIVER} {disk} 9 &\n"
        f"sleep 3; umount {disk}\nsleep 2; mount -t tmpfs none {disk}; echo b > {disk}/b.txt; wait",
        "-m",
    )
    assert said == ["there", f"{disk}/a.txt", "away", "there", f"{disk}/b.txt"]
