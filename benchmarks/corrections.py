"""Corrects names of a large library and takes it back: how fast, how long others wait, and whether all is as before.

    python -m benchmarks.library make FILE --articles 100000
    python -m benchmarks.corrections FILE

The library is copied first. Printed are articles a CPU second, the longest wait of another write that comes during the
work, and what undoing leaves different. Exit status 1 where a bound is broken.
"""

import argparse
import shutil
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from monitor.core.corrections import CorrectionKind, NameCorrection
from monitor.core.store import Reader, Store, open_library

SHARES = (0.05, 0.005)
"""The names corrected are the first that so large a part of the articles mentions, or a smaller one."""
LEAST_A_SECOND = 200.0
MOST_WAIT = 0.5
"""CPU seconds that another write waits at most; a chunk is meant to take 0.1 s."""


def main() -> int:
    """Correct the names of the library that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    file = parser.parse_args().library
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / "library.db"
        shutil.copy(file, copy)
        with open_library(copy, write=True) as store:
            held = [measure(store, share) for share in SHARES]
    return 0 if all(held) else 1


def measure(store: Store, share: float) -> bool:
    """Rename one name, look at the counts, undo; return whether all bounds held."""
    with store.reader() as reader:
        counts, total = reader.entities(), reader.count().articles
        named = next(count for count in counts if count.articles <= share * total)
        before = digest(reader)
    correction = NameCorrection(CorrectionKind.RENAME, (named.name,), named.type, name="Another Name")
    waits: list[float] = []
    begun = time.process_time()
    clock = [begun]

    def between(_done: int, _total: int) -> bool:
        waits.append(time.process_time() - clock[0])
        clock[0] = time.process_time()
        return True

    store.between = between
    store.correct_names(correction)
    seconds = time.process_time() - begun
    with store.reader() as reader:
        renamed = next(count for count in reader.entities() if count.name == "Another Name")
    follows = (renamed.mentions, renamed.articles) == (named.mentions, named.articles)
    clock[0] = begun = time.process_time()
    store.undo()
    back = time.process_time() - begun
    with store.reader() as reader:
        exact = digest(reader) == before
    rate, wait = named.articles / seconds, max(waits, default=seconds)
    print(
        f"{named.articles:>8,} of {total:,} articles: {seconds:7.2f} s,"
        f" {rate:6,.0f}/s (at least {LEAST_A_SECOND:,.0f});"
        f" undone in {back:7.2f} s; longest wait {wait:.2f} s (at most {MOST_WAIT});"
        f" counts {'follow' if follows else 'DIFFER'}; undone {'exactly' if exact else 'NOT EXACTLY'}",
        flush=True,
    )
    return follows and exact and rate >= LEAST_A_SECOND and wait <= MOST_WAIT


def digest(reader: Reader) -> str:
    """Return a digest of all counts of a library."""
    return sha256(repr((reader.entities(), reader.countries(), reader.sources())).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
