"""Naughty and random strings as query, as the name of an entry and as a headline: none raises.

    python -m benchmarks.faults.querystorm [--naughty ../shared/hostile/blns.base64.txt] [--random 10000] [--seed 1]

A query may be answered with a QueryError, which is a sentence with a place; anything else that is raised is counted.
The naughty strings go through the whole analysis as headlines, the random ones through the reader and the store.
"""

import argparse
import base64
import json
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from monitor.core.collect.article import make_article
from monitor.core.collect.read import read_line
from monitor.core.errors import MonitorError, QueryError
from monitor.core.query import parse
from monitor.core.records import Analysis, Document, Entry
from monitor.core.retrospect import hits_on_stored
from monitor.core.store import Reader, Store, open_library
from monitor.core.watchlist.match import Matcher

LINE = 76  # characters of a line of base64: one that is full goes on in the next
BATCH = 250
TEXT = "The mayor of Riga said on Tuesday that the tram line will open. Orlo Brandt of the Harbour Union agreed."
PIECES = (
    *"\"()*-:^/\\{}[]<>=%_;,.!?#&|~`'$@\0\n\t ",
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR/",
        "NEAR/3",
        "NEAR/x",
        "near/",
        "SENT(",
        "PARA(",
        "TITLE(",
        "LEAD(",
        "ATLEAST/2",
        "ATLEAST/",
        "author:",
        "title:",
        "https://",
        "12:30",
        "person:",
        "date:",
        "zone:",
    ),
    *("is:unread", "2023-99-99..", "select", "--", "'); drop table article;--", "\u202e", "\u200b", "\ufeff", "\ud800"),
    *("İ", "ß", "ﬁ", "ж", "中文", "שלום", "🇺🇳", "e\u0301\u0301\u0301", "a" * 300, "(" * 50, '"' * 9, "\U0010ffff"),
    *("Riga", "tram", "Orlo", "Brandt", "mayor", "union"),
)


def naughty(file: Path) -> list[str]:
    """Return the strings of a list in base64; comments and blank lines between them are left out."""
    strings, begun = [], ""
    for line in file.read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        begun += line
        if len(line) < LINE:
            strings.append(base64.b64decode(begun).decode("utf-8", "surrogateescape"))
            begun = ""
    return strings


def invented(number: int, seed: int) -> list[str]:
    """Return random strings of what queries are made of, and of what they are not."""
    dice = random.Random(seed)
    return ["".join(_pieces(dice)) for _ in range(number)]


def _pieces(dice: random.Random) -> Iterator[str]:
    for _ in range(dice.randint(1, 14)):
        yield dice.choice(PIECES) if dice.random() < 0.8 else chr(dice.randrange(0x2FFFF))
        yield " " * dice.randrange(2)


class Storm:
    """One library that the strings are thrown at."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader
        self.ended: Counter[str] = Counter()
        self.raised: list[str] = []

    def go(self, strings: Sequence[str], *, analysed: Sequence[str]) -> None:
        """Throw all strings in all three ways; ``analysed`` also go through the model as headlines."""
        for string in strings:
            self._try("query", string, lambda string=string: self._ask(string))
            quoted = json.dumps(string, ensure_ascii=False)
            self._try("phrase", string, lambda quoted=quoted: self._ask(quoted))
        for at in range(0, len(strings), BATCH):
            chunk = strings[at : at + BATCH]
            self._try("entries", chunk[0], lambda chunk=chunk: self._watch(chunk))
            self._try("headlines", chunk[0], lambda chunk=chunk, at=at: self._file(chunk, at))
        self._analyse(analysed)

    def _ask(self, string: str) -> None:
        try:
            parse(string)
            self._reader.rows(self._reader.article_ids(string, limit=20))
            self._reader.countries(string)
            self.ended["answered"] += 1
        except QueryError as error:
            self.ended["refused with a sentence"] += 1
            if not error.sentence.strip() or not 0 <= error.position <= len(string):
                raise ValueError(f"no sentence, or a place outside the query: {error.sentence}") from error

    def _watch(self, strings: Sequence[str]) -> None:
        entries = [Entry(string) for string in strings if string.strip()]
        with self._store.batch():
            for entry in entries:
                self._store.put_entry(entry)
        list(hits_on_stored(self._reader, entries[:40], today="2024-01-01"))
        matcher = Matcher(self._store.entries()[-BATCH:], today="2024-01-01")
        matcher.match(Analysis(make_article(_document("Orlo Brandt in Riga", 0))))
        self.ended["entries"] += len(entries)

    def _file(self, strings: Sequence[str], at: int) -> None:
        with self._store.batch():
            for number, string in enumerate(strings, start=at):
                article = make_article(_document(string, number))
                row = self._store.begin_source(f"/inbox/{number}")
                self._store.save(row, Analysis(article))
        self.ended["headlines"] += len(strings)

    def _analyse(self, strings: Sequence[str]) -> None:
        from monitor.core.extract.analyse import Analyser

        analyser = Analyser()
        for number, string in enumerate(strings):
            article = make_article(_document(string, number))
            self._try("analysis", string, lambda article=article: analyser.analyse([article]))
            self.ended["analysed"] += 1

    def _try(self, what: str, string: str, act: "object") -> None:
        try:
            act()  # type: ignore[operator]
        except Exception as error:  # what this harness is there to count
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = "sentence" if isinstance(error, MonitorError) else "exception"
            self.raised.append(f"{what}: {kind} {error!r} at {place.filename}:{place.lineno} for {string[:60]!a}")


def _document(title: str, number: int) -> Document:
    line = json.dumps({"text": f"{TEXT} Number {number}.", "title": title})
    found = read_line(line, path="/inbox/strings.jsonl", number=number)
    assert isinstance(found, Document), found
    return found


def run(folder: Path, strings: Sequence[str], analysed: Sequence[str]) -> Storm:
    """Throw the strings at a new library and return what came of it."""
    with open_library(folder / "library.db", write=True) as store, store.reader() as reader:
        storm = Storm(store, reader)
        storm.go(strings, analysed=analysed)
        storm.raised += reader.problems()
    return storm


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--naughty", type=Path, default=Path("../shared/hostile/blns.base64.txt"))
    parser.add_argument("--random", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    known = naughty(arguments.naughty) if arguments.naughty.exists() else []
    with tempfile.TemporaryDirectory() as name:
        storm = run(Path(name), [*known, *invented(arguments.random, arguments.seed)], known)
    print(f"{len(known)} naughty and {arguments.random} random strings, seed {arguments.seed}: {dict(storm.ended)}")
    for line in storm.raised[:20]:
        print(f"RAISED  {line}")
    print(f"{len(storm.raised)} exceptions")
    return int(bool(storm.raised))


if __name__ == "__main__":
    sys.exit(main())
