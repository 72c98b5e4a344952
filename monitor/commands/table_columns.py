"""``ingest --column``: what is in which column of the tables that are taken in, remembered for the next ones."""

import argparse
from collections.abc import Sequence

from monitor.core.errors import UsageError
from monitor.core.record import shown_path
from monitor.core.scan import scan
from monitor.core.store import Store


def add_column_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--column``."""
    parser.add_argument(
        "--column", metavar="FIELD=NAME", action="append", default=[],
        help="what is in which column of the tables given, such as text=Body; remembered for tables of the same header",
    )  # fmt: skip


def remember_columns(store: Store, paths: Sequence[str], chosen: Sequence[str]) -> None:
    """Remember the columns for the header of each table among the files.

    Raises:
        UsageError: where a choice makes no sense, or a table has no column of a name.
        UnreadableDocument: where a table cannot be read.
    """
    if not chosen:
        return
    from monitor.core.collect.formats.tables import TABLE_ENDINGS, sample_table  # no other command needs them
    from monitor.core.collect.opening import read_raw

    columns = dict(map(_choice, chosen))
    for found in scan(paths):
        if found.reason is None and found.path.lower().endswith(TABLE_ENDINGS):
            sample = sample_table(read_raw(found.path).data, store.columns())
            for name in columns.values():
                if name not in sample.names:
                    names = ", ".join(sample.names)
                    raise UsageError(f"{shown_path(found.path)} has no column {name!r}; it has {names}.")
            store.choose_columns(sample.key, columns)


def _choice(text: str) -> tuple[str, str]:
    from monitor.core.collect.formats.tables import FIELDS

    field, _, name = text.partition("=")
    if field not in FIELDS or not name:
        raise UsageError(f"{text!r} is not FIELD=NAME, where FIELD is one of {', '.join(FIELDS)}.")
    return field, name
