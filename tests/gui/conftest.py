"""Window tests run offscreen unless a platform is named, and collect garbage where the program does."""

import gc
import os
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_MS = 150_000  # a window's niced worker may need a minute to load its model beside a busy suite


class PatientBot(QtBot):
    """Waits as long as a busy machine may need: a wait that runs out is a fault of the program, not of the machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802
        """Wait until something holds."""
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(  # noqa: N802
        self, signal: Any, *, timeout: int = PATIENCE_MS, raising: bool | None = None, **more: Any
    ) -> Any:
        """Wait until a signal comes; where it may stay away (``raising`` is False), only for as long as is said."""
        patience = timeout if raising is False else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=patience, raising=raising, **more)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        """Wait until several signals came."""
        return super().waitSignals(signals, timeout=max(timeout, PATIENCE_MS), **more)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """The bot of pytest-qt, but patient."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def garbage_in_this_thread():
    """Collect between tests only, in this thread: elsewhere a cycle could take a widget with it (decision 0004)."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
