"""Analyses made elsewhere: the records of ``media-monitor analyse``, handed to the flow as workers hand theirs.

A line that is no record of an analysis costs itself: it becomes a refusal of its own, whatever stands around it.
"""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from monitor.core.errors import REFUSALS
from monitor.core.identity import article_key
from monitor.core.jobs import Job, Result
from monitor.core.record import from_record, refusal_record, to_record
from monitor.core.records import Analysis, CountryMention, Mention, Reason, Refusal
from monitor.core.scan import FoundFile
from monitor.core.terms import Status

BATCH_RESULTS = 64
_SHA256 = re.compile(r"[0-9a-f]{64}")
_OF_THE_LIBRARY = frozenset({"story", "alerts"})
"""Keys of a record that say what a library made of it; another library judges for itself."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of a file of records, with what the file is called and the line's number, from 1."""

    text: str
    path: str
    number: int


class RecordedAnalyses:
    """Stands where the workers stand: its jobs are the files that the records came from, their results the records.

    Args:
        lines: The records, those of one file one after the other as ``analyse`` prints them.
        fingerprint: Makes what near copies are found by, which records do not hold, of a body.
    """

    def __init__(self, lines: Iterable[RecordLine], fingerprint: Callable[[str], bytes | None]) -> None:
        self._lines = lines
        self._fingerprint = fingerprint
        self._waiting: deque[list[Analysis | Refusal]] = deque()

    def files(self) -> Iterator[FoundFile]:
        """Yield the files of the records in their order; take their results from ``run`` meanwhile."""
        outcomes = (self._outcome(line) for line in self._lines if line.text.strip())
        for path, group in groupby(outcomes, _path_of):
            self._waiting.append(list(group))
            yield FoundFile(path, size=-1, changed=-1)  # of another machine: never what a scan here will find

    def run(self, jobs: Iterable[Job]) -> Iterator[Sequence[Result]]:
        """Yield the results of the files, in lists that are worth a transaction."""
        ready: list[Result] = []
        for job in jobs:
            ready += [*(Result(job, outcome) for outcome in self._waiting.popleft()), Result(job, None)]
            if len(ready) >= BATCH_RESULTS:
                yield ready
                ready = []
        yield ready

    def _outcome(self, line: RecordLine) -> Analysis | Refusal:
        try:
            record = json.loads(line.text)
            if record["status"] == Status.REFUSED:
                return _refusal(record)
            analysis = read_analysis(record)
        except json.JSONDecodeError:
            return _refused(line, "bad_json")
        except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
            return _refused(line, "bad_record")
        return replace(analysis, fingerprint=self._fingerprint(analysis.article.body))


def read_analysis(record: dict[str, Any]) -> Analysis:
    """Return the analysis that a record was made of.

    Raises:
        KeyError, ValueError, TypeError, AttributeError: where no analysis makes this record.
    """
    analysis = from_record(record)
    document = analysis.article.document
    if document.given_id == article_key(document):
        analysis = replace(analysis, article=replace(analysis.article, document=replace(document, given_id=None)))
    again = json.loads(json.dumps(to_record(analysis)))
    if any(again[key] != record.get(key) for key in again.keys() - _OF_THE_LIBRARY):
        raise ValueError("the parts of the record do not agree")
    if not _SHA256.fullmatch(document.sha256) or not _is_hash(document.container):
        raise ValueError("a hash is none")
    if not all(_stands(analysis, span) for span in _spans(analysis)):
        raise ValueError("a mention does not stand in the text")
    return analysis


def _spans(analysis: Analysis) -> Iterator[tuple[int, int, bool]]:
    mentions: tuple[Mention | CountryMention, ...] = (*analysis.entities, *analysis.countries)
    for mention in mentions:
        yield mention.start, mention.end, mention.in_title
    for block in analysis.article.blocks:
        yield block.start, block.end, False
    for quote in analysis.quotes:
        yield quote.start, quote.end, False


def _stands(analysis: Analysis, span: tuple[int, int, bool]) -> bool:
    start, end, in_title = span
    return 0 <= start <= end <= len((analysis.article.title or "") if in_title else analysis.article.text)


def _refusal(record: dict[str, Any]) -> Refusal:
    reason = Reason(str(record["reason"]["code"]), str(record["reason"]["sentence"]))
    container = record.get("container")  # records of older versions do not say it
    refusal = Refusal(record["path"], reason, record["member"], record["sha256"], record["id"], container)
    if refusal_record(refusal).keys() - record.keys() - {"container"} or not isinstance(refusal.path, str):
        raise ValueError("it is no record of a refusal")
    if not _is_hash(refusal.sha256) or not _is_hash(container):
        raise ValueError("a hash is none")
    return refusal


def _is_hash(text: str | None) -> bool:
    return text is None or _SHA256.fullmatch(text) is not None


def _refused(line: RecordLine, code: str) -> Refusal:
    reason = Reason(code, f"The line was not taken in: {REFUSALS[code]}.")
    return Refusal(line.path, reason, member=f"line {line.number}")


def _path_of(outcome: Analysis | Refusal) -> str:
    return outcome.path if isinstance(outcome, Refusal) else outcome.article.document.path
