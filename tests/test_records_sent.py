"""Records cross processes: each comes out as it went in."""

import dataclasses
import inspect
from multiprocessing import Pipe
from typing import Any

import pytest

from monitor.core import records

KINDS = [kind for _, kind in inspect.getmembers(records, dataclasses.is_dataclass) if dataclasses.fields(kind)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_of_any_kind_is_the_same_after_it_was_sent(kind: Any) -> None:
    names = [field.name for field in dataclasses.fields(kind)]
    sent = kind(*(f"the {name}" for name in names))
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send(sent)
        came = theirs.recv()
    assert type(came) is kind
    assert [getattr(came, name) for name in names] == [f"the {name}" for name in names]
