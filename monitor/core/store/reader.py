"""Reads one library: lists, counts, articles, alerts. Cheap to open, one for each thread that asks."""

import os
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from monitor.core.naming import Rules
from monitor.core.query import EVERYTHING, Node, parse
from monitor.core.query.relocate import relocate
from monitor.core.records import Alert, AlertFilter, Analysis, Entry, LedgerRow, SmartFolder
from monitor.core.store import facets
from monitor.core.store.alert_filters import load_alert_filters
from monitor.core.store.alerts import find_entry, load_alerts, load_entries, load_future_only
from monitor.core.store.aliases import Alias, load_aliases
from monitor.core.store.articles import load_analysis, load_shown
from monitor.core.store.columns import load_columns
from monitor.core.store.connect import connect_reader
from monitor.core.store.counting import Counts
from monitor.core.store.decisions import Decision, find_decision, load_decisions
from monitor.core.store.folders import load_folders
from monitor.core.store.indexed import is_indexed
from monitor.core.store.known import KnownFiles
from monitor.core.store.ledger import count_ledger, load_ledger
from monitor.core.store.listing import first_of_stories, load_rows, load_stored
from monitor.core.store.originals import (
    KeptOriginal,
    OriginalStore,
    damaged_originals,
    find_original,
    originals_folder,
)
from monitor.core.store.rows import (
    ArticleRow,
    Count,
    CountryCount,
    EntityCount,
    PlacedMention,
    Sort,
    StoredArticle,
    StoryRow,
    Totals,
)
from monitor.core.store.search import Condition, Plan, Search
from monitor.core.store.speaking import load_quotes
from monitor.core.store.tables import load_rules
from monitor.core.store.upkeep import Figures, back_up, changed_files, figures, problems
from monitor.core.terms import (
    COUNTED_ZONES,
    AlertState,
    CountryKind,
    EntityType,
    Status,
    Zone,
)

RELEVANCE_BOUND = 5_000
"""By relevance means the best of so many newest hits: ranking all hits of a common word takes seconds."""

_ORDERS = {
    Sort.ARRIVED: "a.arrived desc, a.article_id desc",
    Sort.TITLE: "a.title_key, a.article_id desc",
    Sort.SOURCE: "(select key from source s where s.source_id = a.source_id) nulls last, a.article_id desc",
}


class Reader:
    """Asks questions of a library through a read-only connection of its own.

    Queries may be given as text (``QueryError`` where it is none) or as a parsed tree. ``interrupt`` may be
    called from another thread: what runs then ends with ``sqlite3.OperationalError``, which ``was_interrupted``
    recognises.
    """

    def __init__(self, path: Path) -> None:
        """Open an existing, checked library; use ``open_library`` instead."""
        self.path = path
        self._connection = connect_reader(path)
        self._search = Search(self._connection)
        self._counts = Counts(self._connection, self._search)
        self._originals = OriginalStore(originals_folder(path))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def interrupt(self) -> None:
        """Stop what this reader is doing; callable from any thread."""
        self._connection.interrupt()

    def data_version(self) -> int:
        """Return a number that differs from the last one where another connection has committed since."""
        return int(self._connection.execute("pragma data_version").fetchone()[0])

    def is_indexed(self) -> bool:
        """Tell whether this version's tokenizer made the index; where not, searching would find other things."""
        return is_indexed(self._connection)

    # --- articles ---------------------------------------------------------------------------

    def article_ids(
        self, query: str | Node = EVERYTHING, *, sort: Sort = Sort.NEWEST, limit: int | None = None
    ) -> "array[int]":
        """Return the numbers of the articles that a query finds, in order, in one piece.

        With a small ``limit`` this is the first page and fast; without, it is the whole list for a model.
        """
        sort = Sort(sort)  # a plain word is taken too
        node, newest = _tree(query), sort is Sort.NEWEST
        if sort in (Sort.NEWEST, Sort.OLDEST):
            if limit is None:
                return self._counts.numbers(node, newest=newest)
            return self._counts.first(node, limit, newest=newest)
        found = None
        if sort is Sort.SOURCE:
            found = self._counts.by_source(node, limit)
        elif sort is not Sort.RELEVANCE and node != EVERYTHING:
            found = self._counts.ordered(node, _ORDERS[sort], limit)
        if found is not None:
            return found
        ordered = self._ordered(node, sort, -1 if limit is None else limit)
        # One long string instead of a row object a number: a sixth of the time, and no fight over the GIL.
        select = f"select group_concat(article_id) from ({ordered.sql})"
        listed = self._connection.execute(select, ordered.values).fetchone()[0]
        return array("q", map(int, listed.split(","))) if listed else array("q")

    def first_of_stories(self, article_ids: "array[int]") -> "array[int]":
        """Return of several articles of one story only the first, in the order given: a line a story."""
        return first_of_stories(self._connection, article_ids)

    def rows(self, article_ids: Sequence[int]) -> list[ArticleRow]:
        """Return the list lines of articles, in the order given; numbers that are gone are left out."""
        found = {row.article_id: row for row in load_rows(self._connection, article_ids)}
        return [found[number] for number in article_ids if number in found]

    def count(self, query: str | Node = EVERYTHING) -> Totals:
        """Return how many articles and stories a query finds."""
        return self._counts.articles(_tree(query))

    def analysis(self, article_id: int) -> Analysis:
        """Return everything known of one article, the analyst's corrections in it.

        Raises:
            KeyError: where the library holds no such article.
        """
        return load_shown(self._connection, article_id)

    def machine_analysis(self, article_id: int) -> Analysis:
        """Return everything known of one article as the program found it, corrections apart."""
        return load_analysis(self._connection, article_id)

    def article(self, article_id: int) -> StoredArticle:
        """Return an article with its analysis, story and alerts.

        Raises:
            KeyError: where the library holds no such article.
        """
        return load_stored(self._connection, article_id)

    def export(self, query: str | Node = EVERYTHING) -> Iterator[StoredArticle]:
        """Yield the articles that a query finds in the order of their keys: the same content, the same export."""
        found = self._plan(query).articles("a.article_id")
        numbers = self._connection.execute(f"{found.sql} order by a.key", found.values).fetchall()
        for (number,) in numbers:
            yield self.article(number)

    def articles_from(self, folder: str) -> list[int]:
        """Return the articles that came from the files of a folder, at any depth."""
        start = os.fsencode(folder.rstrip(os.sep) + os.sep)
        rows = self._connection.execute(
            "select distinct article_id from ledger join article using (article_id)"
            " where path >= ? and substr(path, 1, ?) = ? order by article_id",
            (start, len(start), start),
        )
        return [number for (number,) in rows]

    def copies(self, article_id: int) -> "array[int]":
        """Return the articles of an article's story, itself too, the first published first."""
        rows = self._connection.execute(
            "select article_id from article where story_id = (select story_id from article where article_id = ?)"
            " order by coalesce(published, '9999'), key",
            (article_id,),
        )
        return array("q", (number for (number,) in rows))

    def find(self, key: str) -> int | None:
        """Return the number of the article with this key, or None."""
        row = self._connection.execute("select article_id from article where key = ?", (key,)).fetchone()
        return row[0] if row else None

    # --- counts and what is behind them -------------------------------------------------------

    def countries(
        self, query: str | Node = EVERYTHING, *, kinds: Collection[CountryKind] = tuple(CountryKind)
    ) -> list[CountryCount]:
        """Return the countries under a query by their mentions of some kinds, the most mentioned first."""
        return self._counts.countries(_tree(query), kinds)

    def entities(
        self, query: str | Node = EVERYTHING, *, types: Collection[EntityType] = (), limit: int = -1
    ) -> list[EntityCount]:
        """Return the entities under a query, the most mentioned first; of all types where none is named."""
        return self._counts.entities(_tree(query), types, limit)

    def sources(self, query: str | Node = EVERYTHING) -> list[Count]:
        """Return the outlets under a query with their articles."""
        return self._counts.origins(_tree(query), "source")

    def agencies(self, query: str | Node = EVERYTHING) -> list[Count]:
        """Return the agencies under a query with their articles."""
        return self._counts.origins(_tree(query), "agency")

    def languages(self, query: str | Node = EVERYTHING) -> list[Count]:
        """Return the languages under a query with their articles."""
        return self._counts.languages(_tree(query))

    def days(self, query: str | Node = EVERYTHING) -> list[Count]:
        """Return the UTC days of publication under a query with their articles, None for undated ones."""
        return self._counts.days(_tree(query))

    def stories(self, query: str | Node = EVERYTHING, *, limit: int = -1) -> list[StoryRow]:
        """Return the stories under a query, the newest first."""
        return facets.list_stories(self._connection, self._plan(query), limit)

    def country_mentions(
        self,
        code: str,
        query: str | Node = EVERYTHING,
        *,
        kinds: Collection[CountryKind] = tuple(CountryKind),
        zones: Collection[Zone] = COUNTED_ZONES,
    ) -> list[PlacedMention]:
        """Return the mentions of a country behind its count."""
        return facets.country_mentions(self._connection, self._plan(query), code, kinds=kinds, zones=zones)

    def entity_mentions(
        self,
        name: str,
        type: EntityType,
        query: str | Node = EVERYTHING,
        *,
        zones: Collection[Zone] = COUNTED_ZONES,
    ) -> list[PlacedMention]:
        """Return the mentions of an entity behind its count."""
        return facets.entity_mentions(self._connection, self._plan(query), name, type, zones=zones)

    def elsewhere(self, query: str | Node) -> dict[Zone, int]:
        """Return in how many articles a query would be answered by another zone: "0 counted, 1 in teasers"."""
        node = _tree(query)
        found = {}
        for zone in Zone:
            moved = relocate(node, zone)
            if zone not in COUNTED_ZONES and moved != node:
                found[zone] = self.count(moved).articles
        return {zone: articles for zone, articles in found.items() if articles}

    # --- alerts, watchlist, ledger, decisions -------------------------------------------------

    def alerts(self, *, state: AlertState | None = None, entry: str | None = None) -> list[Alert]:
        """Return the alerts, the newest first; of one state or entry where named."""
        return load_alerts(
            self._connection, "(?1 is null or a.state = ?1) and (?2 is null or e.name = ?2)", (state, entry)
        )

    def alert(self, alert_id: int) -> Alert | None:
        """Return an alert by its number."""
        found = load_alerts(self._connection, "a.alert_id = ?", (alert_id,))
        return found[0] if found else None

    def entries(self) -> list[Entry]:
        """Return the watchlist by name."""
        return load_entries(self._connection)

    def entry(self, name: str) -> tuple[Entry, bool] | None:
        """Return an entry and whether it is for future articles only, or None."""
        return find_entry(self._connection, name)

    def future_entries(self) -> frozenset[str]:
        """Return the names of the entries that are for future articles only."""
        return load_future_only(self._connection)

    def smart_folders(self) -> list[SmartFolder]:
        """Return the smart folders in the order in which they were made."""
        return load_folders(self._connection)

    def alert_filters(self) -> list[AlertFilter]:
        """Return the saved filters of the alerts in the order in which they were made."""
        return load_alert_filters(self._connection)

    def ledger(self, *statuses: Status, since: str = "") -> list[LedgerRow]:
        """Return the ledger in order of arrival; only rows of the given statuses where there are any.

        ``since`` (ISO 8601) leaves out what came in before.
        """
        return load_ledger(self._connection, statuses, since)

    def failures(self) -> list[LedgerRow]:
        """Return what was refused or came in only in part."""
        return self.ledger(Status.REFUSED, Status.PARTIAL)

    def count_ledger(self, *statuses: Status, since: str = "") -> int:
        """Return the length of ``ledger`` without making it."""
        return count_ledger(self._connection, statuses, since)

    def is_empty(self) -> bool:
        """Tell whether nothing was ever taken in."""
        return self._connection.execute("select 1 from ledger limit 1").fetchone() is None

    def known_files(self) -> KnownFiles:
        """Return every file ever seen with the size and time of its last look: a rescan skips the unchanged.

        It asks this reader's connection, which must stay open meanwhile.
        """
        return KnownFiles(self._connection)

    def decisions(self, after: int = 0) -> list[Decision]:
        """Return the decision log in order, from the one after the given number."""
        return load_decisions(self._connection, after)

    def name_corrections(self) -> list[Decision]:
        """Return the corrections of names that are in force, in the order of the log."""
        rows = self._connection.execute("select seq from naming order by seq").fetchall()
        return [find_decision(self._connection, seq) for (seq,) in rows]

    def name_rules(self) -> Rules:
        """Return the same as rules that can be asked and applied."""
        return load_rules(self._connection)

    def quotes_of(self, name: str, type: EntityType, limit: int) -> list[PlacedMention]:
        """Return the latest quotes of an entity, newest first."""
        return load_quotes(self._connection, name, type, limit)

    def aliases(self, name: str, type: EntityType) -> list[Alias]:
        """Return the ways in which an entity is written, the most frequent first."""
        return load_aliases(self._connection, name, type)

    # --- the library as a whole ---------------------------------------------------------------

    def figures(self) -> Figures:
        """Return the library in numbers."""
        return figures(self._connection, self.path)

    def problems(self) -> list[str]:
        """Return what is wrong with the library, nothing where it is whole; reads every page."""
        return problems(self._connection)

    def back_up(self, to: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """Copy the library to a file, while another process may write to it; see ``upkeep.back_up``."""
        back_up(self._connection, to, progress)

    def changed_files(self) -> list[tuple[str, str]]:
        """Return the files of stored articles that are no longer what was read: path, and "changed" or "gone"."""
        return changed_files(self._connection)

    def original(self, path: str, member: str | None, sha256: str) -> KeptOriginal | None:
        """Return the kept bytes of the file that an article came in, checked; None where they are not kept."""
        return find_original(self._connection, self._originals, path, member, sha256)

    def damaged_originals(self) -> list[tuple[str, str | None]]:
        """Return the kept files whose bytes are no longer those of their hash: the hash, and the path they came from.

        Reads all of them.
        """
        return damaged_originals(self._connection, self._originals)

    def columns(self) -> dict[str, dict[str, str]]:
        """Return what was chosen of columns of tables, by the keys of headers; see ``SourceDefaults.columns``."""
        return load_columns(self._connection)

    def kept_originals(self) -> set[str]:
        """Return the hashes of all files that are kept."""
        return set(self._originals.hashes())

    # --- inside -----------------------------------------------------------------------------

    def _plan(self, query: str | Node) -> Plan:
        return self._search.plan(_tree(query))

    def _ordered(self, query: str | Node, sort: Sort, limit: int) -> Condition:
        if sort is Sort.RELEVANCE:
            return self._search.plan(_tree(query), by_words=True).ranked(limit, RELEVANCE_BOUND)
        plan = self._plan(query)
        found = plan.articles("a.article_id")
        # A + keeps SQLite from walking all titles in order where another part of the query leads to few articles.
        order = ("+" if plan.leads else "") + _ORDERS[sort]
        return Condition(f"{found.sql} order by {order} limit ?", (*found.values, limit))


def was_interrupted(error: sqlite3.OperationalError) -> bool:
    """Tell whether an error only says that ``interrupt`` was called."""
    return "interrupted" in str(error)


def _tree(query: str | Node) -> Node:
    return parse(query) if isinstance(query, str) else query
