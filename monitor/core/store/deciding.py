"""What each kind of decision does to a library, forwards and (undone) backwards.

A decision is taken, undone, redone and replayed by the same code: its value names what was before and after,
articles by their keys, so that it means the same in any library that holds them.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.core.corrections import KIND_VALUES, NameCorrection, Reach
from monitor.core.records import AlertFilter, Changes, Entry, SmartFolder
from monitor.core.store import codec
from monitor.core.store.alert_filters import change_alert_filter
from monitor.core.store.alerts import put_entry, take_entry
from monitor.core.store.articles import delete_article
from monitor.core.store.deriving import put_rule, take_rule
from monitor.core.store.folders import change_folder
from monitor.core.store.joining import leave_story
from monitor.core.store.ledger import pack_hash
from monitor.core.store.refile import bring_back, correct, take_out
from monitor.core.store.tables import Tables
from monitor.core.tokens import name_key

CORRECTABLE = ("title", "source", "agency", "language", "published")
"""The fields of an article that the analyst may correct."""


@dataclass(slots=True)
class Effect:
    """What applying a decision changed, and what of it could not be applied for want of the article or alert."""

    articles: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    alerts: list[int] = field(default_factory=list)
    entries: bool = False
    missing: int = 0

    def changes(self) -> Changes:
        """Return the same as a record."""
        return Changes(
            articles=tuple(self.articles),
            removed=tuple(self.removed),
            alerts=tuple(self.alerts),
            entries=self.entries,
            decisions=True,
        )


def apply(tables: Tables, kind: str, value: dict[str, Any], *, seq: int, forwards: bool = True) -> Effect:
    """Apply the decision of a place of the log, or take it back.

    Articles under a correction of names are only queued: see ``deriving.settle``.

    Raises:
        ValueError: where the kind is unknown: the log is of a newer version.
    """
    effect = Effect()
    if kind in KIND_VALUES:
        correction = NameCorrection.of_value(kind, value)
        effect.articles = (put_rule if forwards else take_rule)(tables, seq, correction)
        effect.missing = int(correction.reach is Reach.ARTICLE and not effect.articles)
        return effect
    if kind not in _KINDS:
        raise ValueError(f"{kind!r} is no kind of decision")
    _KINDS[kind](tables, value, forwards, effect)
    return effect


def is_undoable(kind: str) -> bool:
    """Tell whether a kind of decision can be taken back."""
    return kind in KIND_VALUES or (kind in _KINDS and kind != "purge")


def article_number(connection: sqlite3.Connection, key: str) -> int | None:
    """Return the number of the article with this key, or None."""
    row = connection.execute("select article_id from article where key = ?", (key,)).fetchone()
    return row[0] if row else None


def _entry(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    wanted = value["after" if forwards else "before"]
    if wanted is None:
        take_entry(tables.connection, value["name"])
    else:
        put_entry(tables.connection, codec.revive(Entry, wanted["entry"]), future_only=wanted["future_only"])
    effect.entries = True


def _folder(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    before, after = (codec.revive(SmartFolder | None, value[which]) for which in ("before", "after"))
    change_folder(tables.connection, *((before, after) if forwards else (after, before)))


def _alert_filter(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    before, after = (codec.revive(AlertFilter | None, value[which]) for which in ("before", "after"))
    change_alert_filter(tables.connection, *((before, after) if forwards else (after, before)))


def _alerts(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    for move in value["moves"]:
        state, reason, updated = move["after" if forwards else "before"]
        found = _set_state(tables.connection, move["entry"], move["article"], (state, reason, updated))
        effect.alerts += found
        effect.missing += not found


def _set_state(connection: sqlite3.Connection, entry: str, article: str, state: Sequence[Any]) -> list[int]:
    """Put the alert of an entry on an article's story into a state (with reason, and whether it is updated)."""
    found = connection.execute(
        "update alert set state = ?, reason = ?, updated = ? where alert_id = (select alert_id from alert a"
        " join entry e using (entry_id) join article t using (story_id) where e.name = ? and t.key = ?)"
        " returning alert_id",
        (*state, entry, article),
    )
    return [number for (number,) in found.fetchall()]


def _mark(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    if value["mark"] not in ("unread", "starred"):
        raise ValueError(f"{value['mark']!r} is no mark")
    for number in _numbers(tables.connection, value, effect):
        tables.connection.execute(
            f"update article set {value['mark']} = ? where article_id = ?", (value["on"] == forwards, number)
        )
        effect.articles.append(number)


def _tag(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    for number in _numbers(tables.connection, value, effect):
        row = (name_key(value["tag"]), number)
        if value["on"] == forwards:
            tables.connection.execute("insert or ignore into tag values (?, ?, ?)", (*row, value["tag"]))
        else:
            tables.connection.execute("delete from tag where key = ? and article_id = ?", row)
        effect.articles.append(number)


def _correction(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    if value["field"] not in CORRECTABLE:
        raise ValueError(f"{value['field']!r} cannot be corrected")
    wanted = value["after" if forwards else "before"]
    for number in _numbers(tables.connection, {"articles": [value["article"]]}, effect):
        put = wanted["value"] if wanted else None
        new = correct(tables, number, value["field"], put, keep=wanted is not None)
        effect.articles.append(new)
        effect.removed += [number] if new != number else []


def _remove(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    if forwards:
        for number in _numbers(tables.connection, value, effect):
            take_out(tables, number)
            effect.removed.append(number)
        return
    for key in value["articles"]:
        row = tables.connection.execute("select ledger_id from removed where key = ?", (key,)).fetchone()
        if row:
            effect.articles.append(bring_back(tables, row[0]))
        effect.missing += row is None


def _purge(tables: Tables, value: dict[str, Any], forwards: bool, effect: Effect) -> None:
    """Only forwards: the text is gone from the library for good, and these bytes are not taken in again."""
    if not forwards:
        raise ValueError("a purge cannot be undone")
    for key in value["articles"]:
        number = article_number(tables.connection, key)
        if number is not None:
            _delete_for_good(tables, number)
            effect.removed.append(number)
        found = tables.connection.execute("select ledger_id from removed where key = ?", (key,)).fetchone()
        attached = number if number is not None else -found[0] if found else None
        tables.connection.execute("delete from removed where key = ?", (key,))
        if attached is not None:
            _forget(tables.connection, attached)
    for card in value.get("alerts", ()):
        for key in card["articles"]:  # of any part that the story fell into
            _set_state(tables.connection, card["entry"], key, card["state"])
    tables.absent.forget()
    for sha256 in value["sha256"]:
        tables.connection.execute("insert or ignore into tombstone values (?, ?)", (pack_hash(sha256), value["at"]))


def _delete_for_good(tables: Tables, number: int) -> None:
    """Delete an article; its alerts pass to the copies that met the same entries, if there are any."""
    row = tables.connection.execute("select story_id from article where article_id = ?", (number,)).fetchone()
    analysis = delete_article(tables, number)
    tables.connection.execute("delete from sighting where article_id = ?", (number,))
    leave_story(tables, row[0], analysis)


def _forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Remove what else shows that an article was here, but for the ledger, which says that it was purged."""
    for table in ("alert", "sighting", "tag", "correction"):  # sentences are hashes: they show nothing
        connection.execute(f"delete from {table} where article_id = ?", (article_id,))
    connection.execute(
        "update ledger set status = 'refused', code = 'purged', sentence = 'The analyst purged it.', article_id = null"
        " where article_id = ?",
        (article_id,),
    )


def _numbers(connection: sqlite3.Connection, value: dict[str, Any], effect: Effect) -> list[int]:
    found = [article_number(connection, key) for key in value["articles"]]
    effect.missing += found.count(None)
    return [number for number in found if number is not None]


_Apply = Callable[[Tables, dict[str, Any], bool, Effect], None]
_KINDS: dict[str, _Apply] = {
    "entry": _entry,
    "smart_folder": _folder,
    "alert_filter": _alert_filter,
    "alerts": _alerts,
    "mark": _mark,
    "tag": _tag,
    "correction": _correction,
    "remove": _remove,
    "purge": _purge,
}
