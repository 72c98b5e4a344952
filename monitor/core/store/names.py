"""The small tables of names (sources, agencies, entities, rules): a number for each, made when it is first seen."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.core.records import Mention
from monitor.core.store.codes import TYPE_CODE, TYPES
from monitor.core.store.gathering import WriterConnection
from monitor.core.terms import EntityType
from monitor.core.tokens import name_key

MAX_REMEMBERED = 200_000
"""Spellings whose numbers the writer keeps in memory (about 40 MB); past it they are looked up again."""


class Names:
    """Finds or makes the numbers of names for the one writer, and remembers them.

    What was remembered in a transaction that failed must be forgotten: ``forget``.
    """

    def __init__(self, connection: WriterConnection) -> None:
        self._connection = connection
        self._spellings: dict[tuple[str, EntityType], tuple[int, int]] = {}
        self._entities: dict[tuple[str, int], int] = {}
        self._unseen: set[tuple[str, EntityType]] = set()
        self._unseen_entities: set[tuple[str, int]] = set()
        self._next: dict[str, int] = {}
        self._origins: dict[tuple[str, str], int] = {}
        self._rules: dict[str, int] = {}
        self._let_go: set[int] = set()

    def forget(self) -> None:
        """Drop everything remembered."""
        self._forget_spellings()
        self._origins.clear()
        self._rules.clear()
        self._let_go.clear()

    def look_up(self, mentions: Iterable[Mention]) -> None:
        """Find the numbers of many names at once, and which of them are new: most new spellings are new names."""
        spellings, unseen = self._spellings, self._unseen
        if len(spellings) + len(unseen) > MAX_REMEMBERED:
            self._connection.write_gathered()
            self._forget_spellings()
        wanted = {pair for m in mentions if (pair := (m.name, m.type)) not in spellings}
        new = {pair for name, type_ in wanted if (pair := (clean(name) or "", type_)) not in spellings}
        if not (new := new - unseen):
            return
        select = "select name, type, spelling_id, entity_id from spelling where name in ({})"
        for name, code, *numbers in self._connection.select_among(select, {name for name, _ in new}):
            spellings[name, TYPES[code]] = (numbers[0], numbers[1])
        new = {pair for pair in new if pair not in spellings}
        unseen |= new
        entities = {(name_key(name), TYPE_CODE[type_]) for name, type_ in new}
        select = "select key, type, entity_id from entity where key in ({})"
        for key, code, number in self._connection.select_among(select, {key for key, _ in entities}):
            self._entities[key, code] = number
        self._unseen_entities.update(pair for pair in entities if pair not in self._entities)

    def spellings(self, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
        """Return of each mention the number of its spelling, and of the entity that all that fold alike are."""
        known = self._spellings
        try:
            numbers = [known[mention.name, mention.type] for mention in mentions]
        except KeyError:
            numbers = self._find_spellings(mentions)
        if self._let_go:
            self._let_go.difference_update(spelling for spelling, _ in numbers)
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
            self._forget_spellings()

    def _is_used(self, spelling: int) -> bool:
        found = self._connection.execute(
            "select 1 from spelling s cross join named n using (entity_id) cross join mention m using (article_id)"
            " where s.spelling_id = ?1 and m.spelling_id = ?1 limit 1",
            (spelling,),
        ).fetchone()
        return found is not None

    def rules(self, names: Iterable[str]) -> Mapping[str, int]:
        """Return the numbers of rules by their names: at least of those that are asked for."""
        for name in names:
            if name not in self._rules:
                self._connection.beside("insert or ignore into rule (name) values (?)", (name,))
                found = self._connection.beside("select rule_id from rule where name = ?", (name,)).fetchone()
                self._rules[name] = found[0]
        return self._rules

    def source(self, name: str | None) -> int | None:
        """Return the number of an outlet; None where the article names none."""
        return self._origin("source", name)

    def agency(self, name: str | None) -> int | None:
        """Return the number of an agency; None where the article names none."""
        return self._origin("agency", name)

    def _find_spellings(self, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
        """Return of each mention the number of its spelling and of its entity; those that are new get the next ones."""
        self.look_up(mentions)
        known = self._spellings
        numbers, rows = [], []
        for mention in mentions:
            found = known.get((mention.name, mention.type))
            if found is None:
                name, code = clean(mention.name) or "", TYPE_CODE[mention.type]
                found = known.get((name, mention.type))
            if found is None:
                entity = self._find_entity(name_key(name), code)
                found = known[name, mention.type] = self._number("spelling"), entity
                self._unseen.discard((name, mention.type))
                rows.append((found[0], name, code, entity))
            numbers.append(found)
        self._connection.gather("spelling", rows)
        return numbers

    def _find_entity(self, key: str, code: int) -> int:
        known = self._entities.get((key, code))
        if known is not None:
            return known
        if (key, code) not in self._unseen_entities:
            find = "select entity_id from entity where key = ? and type = ?"
            found = self._connection.execute(find, (key, code)).fetchone()
            if found is not None:
                return int(found[0])
        self._unseen_entities.discard((key, code))
        number = self._entities[key, code] = self._number("entity")
        self._connection.gather("entity", ((number, key, code),))
        return number

    def _number(self, table: str) -> int:
        """Return the next number of a table, as SQLite would give it, without asking for each."""
        number = self._next.get(table)
        if number is None:
            largest = self._connection.execute(f"select coalesce(max({table}_id), 0) from {table}").fetchone()[0]
            number = int(largest) + 1
        self._next[table] = number + 1
        return number

    def _origin(self, table: str, name: str | None) -> int | None:
        if name is None:
            return None
        known = self._origins.get((table, name))
        if known is not None:
            return known
        insert = f"insert or ignore into {table} (name, key) values (?, ?)"
        self._connection.beside(insert, (name, name_key(name)))
        found = self._connection.beside(f"select {table}_id from {table} where name = ?", (name,)).fetchone()
        if len(self._origins) >= MAX_REMEMBERED:
            self._origins.clear()
        number: int = found[0]
        self._origins[table, name] = number
        return number

    def _forget_spellings(self) -> None:
        for remembered in (self._spellings, self._entities, self._unseen, self._unseen_entities, self._next):
            remembered.clear()


def clean(text: str | None) -> str | None:
    """Return a text that SQLite can hold: lone surrogates become the replacement character."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode() if any("\ud800" <= c <= "\udfff" for c in text) else text
