"""What a writer works with: its connection, the names that it knows, the rows that it has gathered."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

from monitor.core.corrections import NameCorrection
from monitor.core.naming import Rules
from monitor.core.records import Analysis
from monitor.core.store.absent import Absent
from monitor.core.store.codes import ZONES
from monitor.core.store.common_words import CommonWords, load_common_words
from monitor.core.store.connect import transaction
from monitor.core.store.gathering import WriterConnection
from monitor.core.store.names import Names
from monitor.core.store.stories import StoryIndex
from monitor.core.store.subjects import SubjectIndex
from monitor.core.terms import Zone

LOOK_AFTER = 512
"""Articles filed between two looks at whether a segment is due."""


class WordIndex:
    """The full-text index, written to at the end of a transaction, in the order of the articles' numbers.

    FTS5 gathers rows in memory only as long as their numbers rise; a lower one makes it write a segment, and
    small segments cost five times as much to write and again to merge. Articles come in any order of date.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gathered: dict[int, Mapping[Zone, str]] = {}

    def add(self, article_id: int, texts: Mapping[Zone, str]) -> None:
        """Put an article in: its folded words by zone."""
        self._gathered[article_id] = texts

    def remove(self, article_id: int, texts: Mapping[Zone, str]) -> None:
        """Take an article out; the index needs to be told exactly what was put in."""
        if self._gathered.pop(article_id, None) is None:
            self._execute("insert into words (words, rowid, {}) values ({})", ("delete", article_id), texts)

    def flush(self) -> None:
        """Write what was gathered."""
        for article_id in sorted(self._gathered):
            self._execute("insert into words (rowid, {}) values ({})", (article_id,), self._gathered[article_id])
        self._gathered.clear()

    def forget(self) -> None:
        """Drop what was gathered in a transaction that failed."""
        self._gathered.clear()

    def _execute(self, statement: str, first: tuple[object, ...], texts: Mapping[Zone, str]) -> None:
        texts = texts or {ZONES[0]: ""}
        columns = ", ".join(zone.value for zone in texts)
        places = ",".join("?" * (len(first) + len(texts)))
        self._connection.execute(statement.format(columns, places), (*first, *texts.values()))


class Tables:
    """A library's tables as its one writer sees them."""

    def __init__(self, connection: WriterConnection) -> None:
        self.connection = connection
        self.names = Names(connection)
        self.absent = Absent(connection)
        self.words = WordIndex(connection)
        self.subjects = SubjectIndex(connection)
        self.stories = StoryIndex(connection, self.absent)
        self._rules: Rules | None = None
        self._common_words: CommonWords | None = None
        self._filed = LOOK_AFTER

    @property
    def rules(self) -> Rules:
        """The analyst's corrections of names that are in force."""
        if self._rules is None:
            self._rules = load_rules(self.connection)
        return self._rules

    @property
    def common_words(self) -> CommonWords:
        """The words whose articles are kept as bits."""
        if self._common_words is None:
            self._common_words = CommonWords(load_common_words(self.connection))
        return self._common_words

    def forget_rules(self) -> None:
        """Read the corrections again before they are next asked for: they have changed."""
        self._rules = None

    def look_up(self, analyses: Sequence[Analysis]) -> None:
        """Find out at once what is known of articles that are about to be filed in this transaction."""
        self.absent.look_up(analyses)
        self.names.look_up(chain.from_iterable(analysis.entities for analysis in analyses))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, the indexes written at its end; nested inside another it is part of that one."""
        is_outermost = not self.connection.in_transaction
        try:
            with transaction(self.connection):
                yield
                if is_outermost:
                    filed = self.subjects.flush()
                    self.stories.flush()
                    self.words.flush()
                    self.names.drop_unused()
                    self.absent.forget()
                    self._keep_up(filed)
        except BaseException:
            if is_outermost:
                self.forget()
            raise

    def _keep_up(self, filed: int) -> None:
        """Look now and then whether enough articles were filed to make a segment of them."""
        self._filed += filed
        if filed and self._filed >= LOOK_AFTER:
            from monitor.core.store.segments import keep_up  # imports numpy, which few articles do not pay for

            self._filed = 0
            keep_up(self.connection)
            self._common_words = None  # a segment comes with a choice of them

    def forget(self) -> None:
        """Drop what is remembered of rows that may not be there."""
        self.names.forget()
        self.absent.forget()
        self.words.forget()
        self.subjects.forget()
        self.stories.forget()
        self.forget_rules()
        self._common_words = None


def load_rules(connection: sqlite3.Connection) -> Rules:
    """Return the analyst's corrections of names that are in force."""
    rows = connection.execute("select seq, kind, value from naming order by seq")
    return Rules((seq, NameCorrection.of_value(kind, json.loads(value))) for seq, kind, value in rows)
