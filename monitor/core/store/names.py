"""The small tables of names (sources, agencies, entities, rules): a number for each, made when it is first seen."""

import sqlite3
from collections.abc import Iterable

from monitor.core.store.codes import TYPE_CODE
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key

MAX_REMEMBERED = 200_000
"""Spellings whose numbers the writer keeps in memory (about 40 MB); past it they are looked up again."""


class Names:
    """Finds or makes the numbers of names for the one writer, and remembers them.

    What was remembered in a transaction that failed must be forgotten: ``forget``.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._spellings: dict[tuple[str, EntityType], tuple[int, int]] = {}
        self._rules: dict[str, int] = {}
        self._let_go: set[int] = set()

    def forget(self) -> None:
        """Drop everything remembered."""
        self._spellings.clear()
        self._rules.clear()
        self._let_go.clear()

    def spelling(self, name: str, type_: EntityType) -> tuple[int, int]:
        """Return the number of a spelling and that of the entity that all spellings that fold alike are."""
        numbers = self._spellings.get((name, type_))
        if numbers is None:
            numbers = self._find_spelling(name, TYPE_CODE[type_])
            if len(self._spellings) >= MAX_REMEMBERED:
                self._spellings.clear()
            self._spellings[name, type_] = numbers
        self._let_go.discard(numbers[0])
        return numbers

    def entity(self, name: str, type_: EntityType) -> int:
        """Return the number of the entity that a name of a type is."""
        known = self._spellings.get((name, type_))
        return known[1] if known is not None else self._find_entity(name_key(name), TYPE_CODE[type_])

    def let_go(self, spellings: Iterable[int]) -> None:
        """Note spellings that an article no longer holds."""
        self._let_go.update(spellings)

    def drop_unused(self) -> None:
        """Remove the spellings that were let go and that no article holds: an entity is shown by those in use.

        The rows of ``named`` must be written.
        """
        unused = [(number,) for number in sorted(self._let_go) if not self._is_used(number)]
        self._let_go.clear()
        if unused:
            self._connection.executemany("delete from spelling where spelling_id = ?", unused)
            self._spellings.clear()

    def _is_used(self, spelling: int) -> bool:
        found = self._connection.execute(
            "select 1 from spelling s cross join named n using (entity_id) cross join mention m using (article_id)"
            " where s.spelling_id = ?1 and m.spelling_id = ?1 limit 1",
            (spelling,),
        ).fetchone()
        return found is not None

    def rule(self, name: str) -> int:
        """Return the number of a rule."""
        if name not in self._rules:
            self._connection.execute("insert or ignore into rule (name) values (?)", (name,))
            found = self._connection.execute("select rule_id from rule where name = ?", (name,)).fetchone()
            self._rules[name] = found[0]
        return self._rules[name]

    def source(self, name: str | None) -> int | None:
        """Return the number of an outlet; None where the article names none."""
        return self._origin("source", name)

    def agency(self, name: str | None) -> int | None:
        """Return the number of an agency; None where the article names none."""
        return self._origin("agency", name)

    def _find_spelling(self, name: str, code: int) -> tuple[int, int]:
        find = "select spelling_id, entity_id from spelling where name = ? and type = ?"
        found = self._connection.execute(find, (name, code)).fetchone()
        if found is not None:
            return found[0], found[1]
        # Not RETURNING: it takes five times as long as the row itself.
        entity_id = self._make_entity(name_key(name), code)
        insert = "insert into spelling (name, type, entity_id) values (?, ?, ?)"
        return int(self._connection.execute(insert, (name, code, entity_id)).lastrowid or 0), entity_id

    def _make_entity(self, key: str, code: int) -> int:
        """Return the number of an entity that is most likely new: most new spellings are new names."""
        made = self._connection.execute("insert or ignore into entity (key, type) values (?, ?)", (key, code))
        return int(made.lastrowid or 0) if made.rowcount else self._find_entity(key, code)

    def _find_entity(self, key: str, code: int) -> int:
        find = "select entity_id from entity where key = ? and type = ?"
        found = self._connection.execute(find, (key, code)).fetchone()
        return int(found[0]) if found is not None else self._make_entity(key, code)

    def _origin(self, table: str, name: str | None) -> int | None:
        if name is None:
            return None
        insert = f"insert or ignore into {table} (name, key) values (?, ?)"
        self._connection.execute(insert, (name, name_key(name)))
        found = self._connection.execute(f"select {table}_id from {table} where name = ?", (name,)).fetchone()
        number: int = found[0]
        return number


def clean(text: str | None) -> str | None:
    """Return a text that SQLite can hold: lone surrogates become the replacement character."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode() if any("\ud800" <= c <= "\udfff" for c in text) else text
