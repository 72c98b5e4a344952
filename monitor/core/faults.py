"""Named places where a test can kill or halt the program for real; off unless the environment names one."""

import os
import signal
import time

VARIABLE = "MEDIA_MONITOR_FAULT"
"""``NAME`` kills the process at that point, ``NAME:hang`` halts it there for a minute."""


def point(name: str) -> None:
    """Die here, or halt, where the environment asks for it; otherwise do nothing."""
    asked = os.environ.get(VARIABLE)
    if asked is None or asked.partition(":")[0] != name:
        return
    if asked.endswith(":hang"):
        time.sleep(60)
    elif hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        os._exit(9)
