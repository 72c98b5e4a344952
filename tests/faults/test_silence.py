"""The gate of network silence notices what it is there for; `make silence` runs it whole."""

import pytest

from benchmarks.faults.silence import CONTROLS, listen, missing_tools, wrong_calls

ALLOWED = ("/opt/program", "/tmp/tour")
WORKER = (
    'execve("/opt/program/bin/python", ["/opt/program/bin/python", "-c", "from multiprocessing.spawn import'
    ' spawn_main; spawn_main()", "--multiprocessing-fork"], 0x7 /* 8 vars */) = 0'
)


def wrong(call: str) -> list[str]:
    """What the gate says of a call after the two programs that it starts itself."""
    own = ['1 execve("/usr/bin/unshare", ["unshare"], 0x1 /* 7 vars */) = 0',
           '1 execve("/opt/program/bin/python", ["python", "-m", "tour"], 0x1 /* 7 vars */) = 0']  # fmt: skip
    return wrong_calls([*own, f"1 {call}"], ALLOWED, "/tmp/elsewhere/canary.png")


@pytest.mark.parametrize(
    "call",
    [
        WORKER,
        'openat(AT_FDCWD</opt/program>, "/tmp/tour/a.db", O_RDWR) = 3',
        'openat(AT_FDCWD</opt/program>, "monitor/cli.py", O_RDONLY) = 3',
        'openat(4</tmp/tour/inbox>, "a.txt", O_RDONLY) = 5',
        "socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0",
        'connect(3<socket:[1]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20) = 0',
    ],
)
def test_what_the_program_may_do_is_not_held_against_it(call: str) -> None:
    assert wrong(call) == []


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ("socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 3", "socket"),
        ("socket(AF_NETLINK, SOCK_RAW, 0) = 3", "socket"),
        ("sendto(3, ..., {sa_family=AF_INET, sin_port=htons(53)}, 16) = 30", "socket"),
        ('connect(3<socket:[1]>, {sa_family=AF_UNIX, sun_path="/run/nscd/socket"}, 110) = -1', "socket"),
        ('execve("/usr/bin/true", ["true"], 0x5 /* 7 vars */) = 0', "program"),
        ('execve("/opt/program/bin/python", ["python", "-m", "http.server"], 0x5 /* 7 vars */) = 0', "program"),
        ('openat(AT_FDCWD</opt/program>, "/tmp/elsewhere/canary.png", O_RDONLY) = 3', "canary"),
        ('openat(AT_FDCWD</opt/program>, "/opt/user/.netrc", O_RDONLY) = -1 ENOENT', "file"),
    ],
)
def test_what_it_must_not_do_is(call: str, word: str) -> None:
    (told,) = wrong(call)
    assert told.startswith(word)


@pytest.mark.skipif(missing_tools() is not None, reason="strace and unshare are needed")
def test_a_window_that_leaks_is_noticed() -> None:
    told = listen("label")
    assert all(any(line.startswith(word) for line in told) for word in CONTROLS["label"])
