"""The library: one SQLite file, one writer, any number of readers.

``open_library(path, write=True)`` gives a :class:`Store`, without ``write`` a :class:`Reader`; nothing else of
this package is needed outside.
"""

from monitor.core.lock import is_in_use
from monitor.core.store.aliases import Alias
from monitor.core.store.decisions import Decision
from monitor.core.store.ledger import KnownFile
from monitor.core.store.library import create_library, open_library
from monitor.core.store.originals import KeptOriginal, OriginalStore, originals_folder
from monitor.core.store.reader import RELEVANCE_BOUND, Reader, was_interrupted
from monitor.core.store.reanalysis import Reanalysis
from monitor.core.store.rebuild import Analyse, Match, Progress, Search
from monitor.core.store.restoring import is_gone
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
from monitor.core.store.upkeep import Figures, begin_anew, restore, restore_at_next_start
from monitor.core.store.writer import Store

__all__ = [
    "RELEVANCE_BOUND",
    "Alias",
    "Analyse",
    "ArticleRow",
    "Count",
    "CountryCount",
    "Decision",
    "EntityCount",
    "Figures",
    "KeptOriginal",
    "KnownFile",
    "Match",
    "OriginalStore",
    "PlacedMention",
    "Progress",
    "Reader",
    "Reanalysis",
    "Search",
    "Sort",
    "Store",
    "StoredArticle",
    "StoryRow",
    "Totals",
    "begin_anew",
    "create_library",
    "is_gone",
    "is_in_use",
    "open_library",
    "originals_folder",
    "restore",
    "restore_at_next_start",
    "was_interrupted",
]
