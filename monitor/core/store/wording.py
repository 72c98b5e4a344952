"""What the analyst asks for as the value of a decision, in words that mean the same in any library.

Each function compares what is asked for with what the library holds and returns None where it would change nothing.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias, TypeVar

from monitor.core.errors import MonitorError
from monitor.core.records import AlertFilter, Entry, SmartFolder
from monitor.core.store import codec
from monitor.core.store.alert_filters import find_alert_filter
from monitor.core.store.alerts import cards_of_copies, find_entry
from monitor.core.store.articles import load_corrections
from monitor.core.store.deciding import CORRECTABLE
from monitor.core.store.folders import find_folder
from monitor.core.store.names import clean
from monitor.core.terms import AlertState
from monitor.core.tokens import name_key

Value: TypeAlias = dict[str, Any]
Named = TypeVar("Named", SmartFolder, AlertFilter)


def entry_value(connection: sqlite3.Connection, entry: Entry, *, future_only: bool) -> Value:
    """Return the value of ``entry`` for one that is added, or changed where there is one of its name."""
    entry = _storable(entry)
    before = _entry(find_entry(connection, entry.name))
    return {"name": entry.name, "before": before, "after": _entry((entry, future_only))}


def no_entry_value(connection: sqlite3.Connection, name: str) -> Value | None:
    """Return the value of ``entry`` for one that is taken off the watchlist."""
    before = _entry(find_entry(connection, name))
    return {"name": name, "before": before, "after": None} if before else None


def folder_value(connection: sqlite3.Connection, folder: SmartFolder, instead_of: str | None) -> Value | None:
    """Return the value of ``smart_folder`` for one that is kept, in the place of another where that is named.

    Raises:
        MonitorError: where it would take the name of a third one.
    """
    return _kept_value(folder, instead_of, partial(find_folder, connection), "smart folder")


def no_folder_value(connection: sqlite3.Connection, name: str) -> Value | None:
    """Return the value of ``smart_folder`` for one that is taken away."""
    return _dropped_value(find_folder(connection, name))


def alert_filter_value(connection: sqlite3.Connection, kept: AlertFilter, instead_of: str | None) -> Value | None:
    """Return the value of ``alert_filter`` for one that is kept, in the place of another where that is named.

    Raises:
        MonitorError: where it would take the name of a third one.
    """
    return _kept_value(kept, instead_of, partial(find_alert_filter, connection), "saved filter")


def no_alert_filter_value(connection: sqlite3.Connection, name: str) -> Value | None:
    """Return the value of ``alert_filter`` for one that is taken away."""
    return _dropped_value(find_alert_filter(connection, name))


def _kept_value(kept: Named, instead_of: str | None, find: Callable[[str], Named | None], what: str) -> Value | None:
    """Return the value of something that is kept under a name of its own; ``what`` it is called."""
    before = find(instead_of or kept.name)
    if instead_of not in (None, kept.name) and find(kept.name):
        raise MonitorError(f"There is a {what} “{kept.name}” already.")
    return None if before == kept else {"before": before and codec.plain(before), "after": codec.plain(kept)}


def _dropped_value(before: Named | None) -> Value | None:
    return None if before is None else {"before": codec.plain(before), "after": None}


def alerts_value(
    connection: sqlite3.Connection, alerts: Sequence[int], state: AlertState, reason: str | None, *, in_passing: bool
) -> Value | None:
    """Return the value of ``alerts``, for those of the numbers that exist."""
    moves = [move for number in alerts if (move := _alert_move(connection, number, [state, reason, 0]))]
    return {"moves": moves, **_passing(in_passing)} if moves else None


def mark_value(
    connection: sqlite3.Connection, articles: Sequence[int], mark: str, *, on: bool, in_passing: bool
) -> Value | None:
    """Return the value of ``mark``, for those articles whose column of that name is not so yet."""
    select = f"select {mark} from article where article_id = ?"
    changed = [number for number in articles if connection.execute(select, (number,)).fetchone() == (not on,)]
    keys = _keys(connection, changed)
    return {"mark": mark, "on": on, "articles": keys, **_passing(in_passing)} if keys else None


def tag_value(
    connection: sqlite3.Connection, articles: Sequence[int], tag: str, *, on: bool, in_passing: bool
) -> Value | None:
    """Return the value of ``tag``, for those articles that have not got it, or have it where it is taken away."""
    tagged = {number for (number,) in connection.execute("select article_id from tag where key = ?", (name_key(tag),))}
    keys = _keys(connection, [number for number in articles if (number in tagged) != on])
    return {"tag": tag, "on": on, "articles": keys, **_passing(in_passing)} if keys else None


def correction_value(connection: sqlite3.Connection, article_id: int, field: str, value: str | None) -> Value | None:
    """Return the value of ``correction`` of one field of an article.

    Raises:
        ValueError: where it is none of the fields that can be corrected.
    """
    if field not in CORRECTABLE:
        raise ValueError(f"{field!r} cannot be corrected")
    keys = _keys(connection, [article_id])
    if not keys:
        return None
    now = dict(load_corrections(connection, article_id))
    before = {"value": now[field]} if field in now else None
    return {"article": keys[0], "field": field, "before": before, "after": {"value": value}}


def removal_value(connection: sqlite3.Connection, articles: Sequence[int], *, in_passing: bool = False) -> Value | None:
    """Return the value of ``remove``: articles that are taken out."""
    keys = _keys(connection, articles)
    return {"articles": keys, **_passing(in_passing)} if keys else None


def purge_value(connection: sqlite3.Connection, articles: Sequence[int], *, at: str) -> Value | None:
    """Return the value of ``purge``: articles whose texts go for good, with the hashes that never come back."""
    keys = _keys(connection, articles)
    select = "select sha256 from ledger where article_id = ? and sha256 is not null"
    hashes = {packed.hex() for number in articles for (packed,) in connection.execute(select, (number,))}
    cards = cards_of_copies(connection, articles)
    return {"articles": keys, "sha256": sorted(hashes), "alerts": cards, "at": at} if keys else None


def _keys(connection: sqlite3.Connection, articles: Sequence[int]) -> list[str]:
    select = "select key from article where article_id = ?"
    rows = (connection.execute(select, (number,)).fetchone() for number in articles)
    return [row[0] for row in rows if row]


def _alert_move(connection: sqlite3.Connection, number: int, after: list[Any]) -> Value | None:
    found = connection.execute(
        "select e.name, t.key, a.state, a.reason, a.updated from alert a join entry e using (entry_id)"
        " join article t on t.article_id = a.article_id where alert_id = ?",
        (number,),
    ).fetchone()
    return {"entry": found[0], "article": found[1], "before": list(found[2:]), "after": after} if found else None


def _entry(entry: tuple[Entry, bool] | None) -> Value | None:
    return None if entry is None else {"entry": codec.plain(entry[0]), "future_only": entry[1]}


def _storable(entry: Entry) -> Entry:
    """Return an entry with words that SQLite can hold: a pasted name may have half a character."""
    listed = {name: tuple(clean(word) or "" for word in getattr(entry, name)) for name in ("aliases", "weak", "ids")}
    plain = {name: clean(getattr(entry, name)) for name in ("name", "query", "type", "category", "notes", "expires")}
    return replace(entry, **{**listed, **plain})  # type: ignore[arg-type]  # a name stays a name


def _passing(in_passing: bool) -> dict[str, bool]:
    return {"in_passing": True} if in_passing else {}
