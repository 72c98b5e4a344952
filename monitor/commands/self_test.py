"""``--self-test``: a sample goes through a worker to an alert in a library of its own; proves an installation whole."""

import os
import platform
import sys
import tempfile
import threading
import time
from pathlib import Path

from monitor import __version__
from monitor.commands.crash import tell_of_bug
from monitor.commands.libraries import today
from monitor.core.errors import MonitorError
from monitor.core.ingest import Intake
from monitor.core.records import Alert, Analysis, Entry
from monitor.core.scan import scan
from monitor.core.store import open_library
from monitor.core.watchlist.match import Matcher
from monitor.core.workers import Workers
from monitor.paths import APPLICATION, resources

SAMPLE = "01-wire-dateline.txt"
ENTRY = Entry("Darina Koss")  # she stands in the sample
LIMIT_SECONDS = 180.0  # a worker may take 120 to load its model from a cold disk


class SelfTestFailed(MonitorError):
    """The installation is not whole."""

    code = "self_test"


def run(limit: float = LIMIT_SECONDS) -> int:
    """Go the way of one article, print in one line what was done and return 0.

    Args:
        limit: Seconds after which the process ends with 1.

    Raises:
        MonitorError: where something is missing or no alert comes out.
    """
    alarm = threading.Timer(limit, _give_up, (limit,))
    alarm.daemon = True
    alarm.start()
    began = time.monotonic()
    try:
        analysis, alerts = _take_in_sample()
    except FileNotFoundError as error:
        raise SelfTestFailed(f"Self-test failed: {error}.") from error
    finally:
        alarm.cancel()
    _judge(analysis, alerts)
    print(
        f"self-test passed: {SAMPLE} went through a worker in {time.monotonic() - began:.1f} s, "
        f"{len(analysis.entities)} names and {len(analysis.countries)} countries mentioned, "
        f"1 alert for {ENTRY.name} ({APPLICATION} {__version__}, Python {platform.python_version()})"
    )
    return 0


def _take_in_sample() -> tuple[Analysis, list[Alert]]:
    outcomes: list[object] = []
    with tempfile.TemporaryDirectory(prefix=f"{APPLICATION}-") as folder:
        sample = resources() / "samples" / SAMPLE
        with open_library(Path(folder) / "library.db", write=True) as store, Workers(1, on_bug=tell_of_bug) as workers:
            store.put_entry(ENTRY)
            intake = Intake(store, workers, Matcher(store.entries(), today=today()))
            intake.run(scan([str(sample)]), hear=lambda step: outcomes.append(step.outcome))
            with store.reader() as reader:
                alerts = reader.alerts()
    if len(outcomes) != 1 or not isinstance(outcomes[0], Analysis):
        raise SelfTestFailed(f"Self-test failed: {SAMPLE} was not analysed but became {outcomes}.")
    return outcomes[0], alerts


def _judge(analysis: Analysis, alerts: list[Alert]) -> None:
    """Check what no other part would miss: the alert itself needs neither the model nor the gazetteer."""
    text = analysis.article.text
    if ENTRY.name not in {text[name.start : name.end] for name in analysis.entities}:
        raise SelfTestFailed(f"Self-test failed: the model did not find {ENTRY.name} in {SAMPLE}.")
    if not analysis.countries:
        raise SelfTestFailed(f"Self-test failed: no country was found in {SAMPLE}.")
    if [alert.entry for alert in alerts] != [ENTRY.name]:
        raise SelfTestFailed(f"Self-test failed: {SAMPLE} gave {len(alerts)} alerts instead of one for {ENTRY.name}.")


def _give_up(limit: float) -> None:
    """End the process, whatever hangs; its workers notice and end too."""
    print(f"{APPLICATION}: Self-test failed: it was not done after {limit:g} seconds.", file=sys.stderr, flush=True)
    os._exit(1)
