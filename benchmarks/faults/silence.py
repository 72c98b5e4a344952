"""The gate of network silence: the window shows hostile articles in every place, and the kernel is asked what it did.

    python -m benchmarks.faults.silence          (Linux, with strace and unshare; `make silence`)

Runs ``silence_tour`` under strace in a network namespace of its own. Green where no socket but of the display was
opened, no program started but this interpreter's own workers, no file read outside the program, the system and the
tour's folder (the canary picture that the articles name lies elsewhere), no network library of Qt was mapped, and
the canary's colour was never drawn. Then five positive controls, each a leak on purpose: each must turn the gate red,
else it is void. Exits 0 green, 1 red, 2 where it cannot be run here.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.bait import write_bait

REPOSITORY = Path(__file__).resolve().parents[2]
CONTROLS = {  # how the tour leaks: what the gate must say of it
    "connect": ("socket",),
    "dns": ("socket",),
    "ctypes": ("socket",),
    "foreign": ("program",),
    "label": ("canary", "tour"),  # the picture is read, and seen
}
SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc",
    "/proc",
    "/sys",
    "/dev",
    "/run/udev",
    "/var/cache/fontconfig",
    "/var/lib/dbus/machine-id",
)
LOCAL_NAMES = re.compile(r"X11-unix|wayland|dbus|session_bus|system_bus")
SOCKET = re.compile(r"\bsocket\(((?:A|P)F_\w+|\w+)")
CONNECT = re.compile(r'\b(?:connect|bind)\(.*sa_family=AF_UNIX, sun_path=@?"([^"]*)"')
ANY_NETWORK_FAMILY = re.compile(r"\b[AP]F_(?!UNIX\b|LOCAL\b|UNSPEC\b)[A-Z0-9_]+")
EXECUTED = re.compile(r'\bexecve\("([^"]*)", \[(.*?)\](?:, |\.\.\.)')
OPENED = re.compile(r'\bopenat\((AT_FDCWD|\d+)(?:<([^>]*)>)?, "((?:[^"\\]|\\.)*)"')
OWN_CHILD = re.compile(r'"-c", "from multiprocessing\.(?:spawn|resource_tracker)')
FORBIDDEN_LIBRARIES = re.compile(r"\S*(?:Qt6?Network|WebEngine)\S*")


def missing_tools() -> str | None:
    """Return what this system lacks to run the gate, if anything."""
    if sys.platform != "linux":
        return "it needs Linux"
    missing = [tool for tool in ("strace", "unshare") if shutil.which(tool) is None]
    if missing:
        return f"it needs {' and '.join(missing)}"
    tried = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "unshare", "-n", "true"], capture_output=True, text=True, check=False
    )
    return f"this system forbids it: {tried.stderr.strip()}" if tried.returncode else None


def listen(leak: str | None = None) -> list[str]:
    """Run the tour and return what it did that it must not do, one line each."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as elsewhere:
        folder, canary = Path(name), Path(elsewhere) / "canary.png"
        write_bait(folder / "inbox", canary)
        log = folder / "calls.log"
        status = subprocess.run(
            [
                *("strace", "-f", "-qq", "-y", "-s", "400", "--seccomp-bpf", "-e", "trace=%network,execve,openat"),
                *("-o", str(log), "unshare", "-n", "--", sys.executable, "-m", "benchmarks.faults.silence_tour"),
                *(str(folder), str(canary), *(("--leak", leak) if leak else ())),
            ],
            cwd=REPOSITORY,
            env=quiet_environment(folder),
            check=False,
        ).returncode
        wrong = [] if status == 0 else [f"tour: it ended with {status}"]
        calls = log.read_text(errors="replace").splitlines()
        wrong += wrong_calls(calls, (str(REPOSITORY), sys.prefix, sys.base_prefix, str(folder)), str(canary))
        maps = (folder / "maps.log").read_text() if (folder / "maps.log").exists() else ""
        wrong += [] if maps else ["library: nothing is known of what was mapped"]
        wrong += sorted({f"library: {path} was mapped" for path in FORBIDDEN_LIBRARIES.findall(maps)})
        return wrong


def quiet_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing points out of the tour's folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "XDG_RUNTIME_DIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    return kept | own


def wrong_calls(calls: list[str], allowed: tuple[str, ...], canary: str) -> list[str]:
    """Return what a list of system calls must not hold, each kind of it once."""
    return list(dict.fromkeys(_wrong(calls, allowed, canary)))


def _wrong(calls: list[str], allowed: tuple[str, ...], canary: str) -> Iterator[str]:
    executed = 0
    for call in calls:
        if socket := SOCKET.search(call):
            if socket[1] not in ("AF_UNIX", "PF_UNIX", "AF_LOCAL"):
                yield f"socket: {call}"
        elif ANY_NETWORK_FAMILY.search(call) or _is_foreign_local(call):
            yield f"socket: {call}"
        elif program := EXECUTED.search(call):
            executed += "= 0" in call
            if executed > len(("unshare", "python")) and not _is_own(program[1], program[2]):
                yield f"program: {call}"
        elif opened := OPENED.search(call):
            path = _whole_path(opened[2], opened[3])
            if canary.rpartition("/")[0] in path:
                yield f"canary: {path} was read"
            elif not path.startswith((*SYSTEM, *allowed)):
                yield f"file: {path} was opened"


def _is_foreign_local(call: str) -> bool:
    """Tell whether a call goes to a socket of this machine that is not the display's or the desktop's."""
    local = CONNECT.search(call)
    return local is not None and LOCAL_NAMES.search(local[1]) is None


def _is_own(program: str, arguments: str) -> bool:
    return Path(program).name.startswith("python") and OWN_CHILD.search(arguments) is not None


def _whole_path(folder: str | None, path: str) -> str:
    """Return the path that a call opened; ``folder`` is what its descriptor stands for."""
    return os.path.normpath(os.path.join(folder or str(REPOSITORY), path))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--controls-only", action="store_true", help="only see whether the leaks are noticed")
    arguments = parser.parse_args()
    lacking = missing_tools()
    if lacking:
        print(f"silence: not checked, {lacking}", file=sys.stderr)
        return 2
    wrong = [] if arguments.controls_only else listen()
    for line in wrong[:20]:
        print(f"RED   {line[:300]}")
    silent = not wrong
    print(f"{'GREEN' if silent else 'RED  '} the window is silent" if silent else f"RED   {len(wrong)} things")
    void = [control for control in CONTROLS if not _is_noticed(control)]
    print(f"{len(CONTROLS) - len(void)} of {len(CONTROLS)} leaks on purpose were noticed")
    return int(bool(wrong or void))


def _is_noticed(control: str) -> bool:
    wrong = listen(control)
    told = [next((line for line in wrong if line.startswith(word)), None) for word in CONTROLS[control]]
    print(f"      leak {control:8} {'noticed: ' + str(told[0])[:140] if all(told) else 'NOT NOTICED'}", flush=True)
    return all(told)


if __name__ == "__main__":
    sys.exit(main())
