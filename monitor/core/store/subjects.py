"""Which articles mention what: rows gathered in a transaction and written at its end, in the order of their keys.

They lie by what is mentioned, so that those of one article go to as many places as it mentions things. Written in
order, each page of the table is touched once a transaction instead of once a row.
"""

from collections.abc import Mapping

from monitor.core.store.gathering import WriterConnection

Sums = tuple[int, int]
"""The bits of the zones that mention something, and how many of its mentions count."""


class SubjectIndex:
    """The rows of ``named`` and ``in_country`` that a transaction has gathered."""

    def __init__(self, connection: WriterConnection) -> None:
        self._connection = connection
        self._entities: dict[int, Mapping[int, Sums]] = {}
        self._countries: dict[int, Mapping[str, Sums]] = {}

    def add_entities(self, article_id: int, sums: Mapping[int, Sums]) -> None:
        """Note which entities an article mentions."""
        self._entities[article_id] = sums

    def add_countries(self, article_id: int, sums: Mapping[str, Sums]) -> None:
        """Note which countries an article mentions."""
        self._countries[article_id] = sums

    def remove(self, article_id: int) -> None:
        """Take an article out, while its mentions are still there; what was only gathered is dropped."""
        self.remove_entities(article_id)
        self.remove_countries(article_id)

    def remove_entities(self, article_id: int) -> None:
        """Take out which entities an article mentions, while its mentions are still there."""
        if self._entities.pop(article_id, None) is None:
            self._connection.execute(
                "delete from named where article_id = ?1 and entity_id in (select entity_id from mention"
                " join spelling using (spelling_id) where article_id = ?1)",
                (article_id,),
            )

    def remove_countries(self, article_id: int) -> None:
        """Take out which countries an article mentions, while its mentions are still there."""
        if self._countries.pop(article_id, None) is None:
            self._connection.execute(
                "delete from in_country where article_id = ?1 and code in"
                " (select code from country_mention where article_id = ?1)",
                (article_id,),
            )

    def flush(self) -> int:
        """Write what was gathered; return of how many articles."""
        filed = len(self._entities)
        named = sorted(
            (entity, number, *sums) for number, all_ in self._entities.items() for entity, sums in all_.items()
        )
        self._connection.insert("named", named)
        found = sorted((code, number, *sums) for number, all_ in self._countries.items() for code, sums in all_.items())
        self._connection.insert("in_country", found)
        self.forget()
        return filed

    def forget(self) -> None:
        """Drop what was gathered in a transaction that failed."""
        self._entities.clear()
        self._countries.clear()
