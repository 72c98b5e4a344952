"""What is known of files, asked one by one, is what the ledger says of all of them."""

from dataclasses import replace

from invented_articles import analyse, make_article

from monitor.core.records import Reason, Refusal
from monitor.core.store import KnownFile, open_library
from monitor.core.store.known import MOST_NOTED
from monitor.core.terms import Status


def test_known_files_are_those_of_the_ledger(tmp_path):
    with open_library(tmp_path / "library.db", write=True) as store:
        with store.reader() as reader:
            assert reader.is_empty()
            assert reader.count_ledger() == 0
        store.save(store.begin_source("/inbox/a.txt", size=3, mtime_ns=7), analyse(make_article("Rain " * 30), (), ()))
        store.save(store.begin_source("/inbox/b.txt"), Refusal("/inbox/b.txt", Reason("empty", "Nothing.")))
        store.begin_source("/inbox/a.txt", size=4, mtime_ns=9, history=True)  # changed, and not read yet
        with store.reader() as reader:
            known = reader.known_files()
            assert known["/inbox/a.txt"] == KnownFile(4, 9, Status.PENDING, True)
            assert known["/inbox/b.txt"].status is Status.REFUSED
            assert known.get("/inbox/c.txt") is None
            assert known.pending() == ["/inbox/a.txt"]
            assert set(known) == {row.path for row in reader.ledger()}
            assert len(known) == 2
            assert not reader.is_empty()
            for statuses in ((), (Status.REFUSED,), (Status.STORED, Status.PENDING)):
                for since in ("", "2000-01-01T00:00:00+00:00", "2100-01-01T00:00:00+00:00"):
                    assert reader.count_ledger(*statuses, since=since) == len(reader.ledger(*statuses, since=since))
            noted = replace(known["/inbox/a.txt"], status=Status.STORED)
            known["/inbox/a.txt"] = noted
            assert known["/inbox/a.txt"] == noted
            assert known.pending() == []
            del known["/inbox/a.txt"]
            assert known.pending() == ["/inbox/a.txt"]
            for number in range(MOST_NOTED):
                known[f"/inbox/{number}.txt"] = noted
            assert known["/inbox/b.txt"].status is Status.REFUSED
