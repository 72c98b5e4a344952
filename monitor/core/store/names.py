"""The small tables of names (sources, agencies, entities, rules): a number for each, made when it is first seen."""

import sqlite3

from monitor.core.records import EntityType
from monitor.core.store.codes import TYPE_CODE
from monitor.core.tokens import name_key

MAX_REMEMBERED = 200_000
"""Entities whose numbers the writer keeps in memory (about 40 MB); past it they are looked up again."""


class Names:
    """Finds or makes the numbers of names for the one writer, and remembers them.

    What was remembered in a transaction that failed must be forgotten: ``forget``.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entities: dict[tuple[str, EntityType], int] = {}
        self._rules: dict[str, int] = {}

    def forget(self) -> None:
        """Drop everything remembered."""
        self._entities.clear()
        self._rules.clear()

    def entity(self, name: str, type_: EntityType) -> int:
        """Return the number of an entity."""
        number = self._entities.get((name, type_))
        if number is None:
            number = self._find_entity(name, TYPE_CODE[type_])
            if len(self._entities) >= MAX_REMEMBERED:
                self._entities.clear()
            self._entities[name, type_] = number
        return number

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

    def _find_entity(self, name: str, code: int) -> int:
        find = "select entity_id from entity where name = ? and type = ?"
        found = self._connection.execute(find, (name, code)).fetchone()
        if found is None:
            insert = "insert into entity (name, type, key) values (?, ?, ?) returning entity_id"
            found = self._connection.execute(insert, (name, code, name_key(name))).fetchone()
        number: int = found[0]
        return number

    def _origin(self, table: str, name: str | None) -> int | None:
        if name is None:
            return None
        insert = f"insert or ignore into {table} (name, key) values (?, ?)"
        self._connection.execute(insert, (name, name_key(name)))
        found = self._connection.execute(f"select {table}_id from {table} where name = ?", (name,)).fetchone()
        number: int = found[0]
        return number
