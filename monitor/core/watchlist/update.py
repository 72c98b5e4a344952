"""What a list would change on the watchlist, known before it is applied: added, changed, gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from monitor.core.records import Entry
from monitor.core.watchlist.incoming import Incoming, ListFormat, joined


@dataclass(frozen=True, slots=True)
class Change:
    """An entry before and after, and the names of its fields that differ."""

    before: Entry
    after: Entry

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ."""
        names = (field.name for field in fields(Entry))
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True, slots=True)
class Update:
    """What a list does to the watchlist; ``gone`` are entries of the same list that it holds no longer."""

    added: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int
    gone: tuple[Entry, ...]

    @property
    def put(self) -> list[Entry]:
        """The entries to save."""
        return [*self.added, *(change.after for change in self.changed)]


def compare(watchlist: Sequence[Entry], incoming: Incoming) -> Update:
    """Return what a list would change.

    An entry is known by its ids, then by its name; one that was renamed elsewhere keeps the name that its alerts
    bear, and takes the new one as an alias. What the analyst decided (severity, zones, query, weak names, notes) and
    aliases that were added by hand stay, but for the program's own format, which says everything.
    """
    by_id = {key: entry for entry in watchlist for key in entry.ids}
    by_name = {entry.name: entry for entry in watchlist}
    added: dict[str, Entry] = {}
    changed: dict[str, Change] = {}
    met: set[str] = set()
    for entry in incoming.entries:
        known = _known(entry, by_id, by_name)
        if known is None:
            added[entry.name] = entry
            continue
        met.add(known.name)
        before = changed[known.name].after if known.name in changed else known
        after = entry if incoming.format is ListFormat.OWN else _taken_up(before, entry)
        if after != known:
            changed[known.name] = Change(known, after)
    gone = tuple(entry for entry in _of_list(watchlist, incoming) if entry.name not in met)
    return Update(tuple(added.values()), tuple(changed.values()), len(met) - len(changed), gone)


def _known(entry: Entry, by_id: dict[str, Entry], by_name: dict[str, Entry]) -> Entry | None:
    return next((by_id[key] for key in entry.ids if key in by_id), by_name.get(entry.name))


def _taken_up(known: Entry, entry: Entry) -> Entry:
    merged = joined(known, entry)
    kept = tuple(weak for weak in merged.weak if weak in known.weak or weak not in known.aliases)
    strong = tuple(alias for alias in merged.aliases if alias not in known.weak)
    lost = tuple(alias for alias in known.aliases if alias not in strong)
    return replace(
        merged,
        aliases=strong + lost,
        weak=kept,
        type=known.type or entry.type,
        category=known.category or entry.category,
        notes=known.notes or entry.notes,
    )


def _of_list(watchlist: Iterable[Entry], incoming: Incoming) -> Iterable[Entry]:
    return (entry for entry in watchlist if entry.ids and entry.category in incoming.categories)
