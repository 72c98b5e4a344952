"""Memory that counts over large libraries take for a moment goes back to the system at once."""

import contextlib
import sys

LARGE_BYTES = 256 * 1024
_M_MMAP_THRESHOLD = -3  # of glibc's mallopt


SETTLED_MS = 10_000
"""After its start a window has asked what it shows first."""


def return_small_blocks() -> None:
    """Give back what starting has taken and freed in small pieces: 25 MB."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).malloc_trim(0)


def return_large_blocks() -> None:
    """Have the C library give large blocks back when they are freed.

    By itself glibc keeps blocks of up to 32 MB for later once some were freed: 40 MB after a look at a million
    articles.
    Other systems give them back anyway.
    """
    if sys.platform != "linux":
        return
    with contextlib.suppress(ImportError, OSError, AttributeError):  # another C library has no mallopt
        import ctypes

        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)
