"""Work that does to a worker what hostile files do: it hangs, dies, raises, or has many documents in one file."""

import contextlib
import ctypes
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from monitor.core.errors import MonitorError
from monitor.core.jobs import Job
from monitor.core.records import Analysis, Article, Document, Reason, Refusal


class FakeWork:
    """Reads files whose lines are documents and analyses each by doing what its text says."""

    loading: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext

    def read(self, job: Job) -> Iterator[Document | Refusal]:
        if "unreadable" in job.path:
            raise ValueError("a reader with a bug")
        if "unopenable" in job.path:
            os._exit(3)
        lines = [job.line] if job.line is not None else Path(job.path).read_text().splitlines()
        for number, line in enumerate(lines, start=1):
            yield Document(path=job.path, text=line, format="text", sha256=f"{number}", member=f"line {number}")

    def analyse(self, documents: Sequence[Document]) -> Sequence[Analysis]:
        return [self._analyse(document) for document in documents]

    def collect(self, document: Document, reason: Reason) -> Analysis:
        if document.text == "hold even when it is read":
            ctypes.PyDLL(None).sleep(60)
        return replace(_analysis(document, title=document.text), partial=reason)

    def _analyse(self, document: Document) -> Analysis:
        match document.text.split():
            case ["exit"]:
                os._exit(7)
            case ["hang"]:
                time.sleep(60)
            case ["load"]:
                with self.loading():
                    time.sleep(2.5)
            case ["hold", *_]:
                ctypes.PyDLL(None).sleep(60)  # C code that keeps the interpreter's lock
            case ["long", *_]:
                for _ in range(35):
                    time.sleep(0.1)  # longer than a worker may be silent, but it is not
            case ["spin"]:
                re.match("(a+)+$", "a" * 60 + "!")  # for ever, with the interpreter's lock
            case ["raise"]:
                raise ValueError("a bug")
            case ["once", marker] if not Path(marker).exists():
                Path(marker).touch()
                os._exit(7)
            case ["pid"]:
                return _analysis(document, title=str(os.getpid()))
        return _analysis(document, title=document.text)


def _analysis(document: Document, title: str) -> Analysis:
    return Analysis(Article(document, (), title, True, None, None, False, None, None, (), (), None, (), "", ()))


class SlowToLoad(FakeWork):
    def __init__(self) -> None:
        time.sleep(1.5)


def broken_work() -> FakeWork:
    raise MonitorError("The model is missing.")


def dying_work() -> FakeWork:
    os._exit(5)
