"""Window tests run offscreen unless a platform is named, and collect garbage where the program does."""

import gc
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def garbage_in_this_thread():
    """Collect between tests only, in this thread: elsewhere a cycle could take a widget with it (decision 0004)."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
