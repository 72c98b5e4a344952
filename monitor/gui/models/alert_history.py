"""What happened to an alert: every state it was moved to, when and why, from the log of decisions."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from monitor.core.records import Alert, Article, Evidence
from monitor.core.store import Decision, Reader, StoredArticle
from monitor.core.terms import AlertState

CONTEXT = 130  # code points that evidence is shown with on either side


@dataclass(frozen=True, slots=True)
class Move:
    """A step of an alert: when (ISO 8601, UTC), to which state, why; ``undone`` where it was taken back."""

    at: str
    state: AlertState
    reason: str | None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """Evidence in its words; ``spans`` are half-open places of it in ``text``, in code points."""

    text: str
    spans: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AlertCard:
    """An alert with what is needed to decide about it."""

    alert: Alert
    article: StoredArticle
    snippets: tuple[Snippet, ...]
    history: tuple[Move, ...]


def load_card(reader: Reader, alert_id: int) -> AlertCard | None:
    """Return an alert's card, None where the alert or its article is gone."""
    alert = reader.alert(alert_id)
    if alert is None:
        return None
    try:
        stored = reader.article(alert.article_id)
    except KeyError:
        return None
    snippets = tuple(find_snippets(stored.analysis.article, alert.evidence))
    # A card may have stood on another copy when it was moved.
    keys = {row.key for row in reader.rows(reader.copies(alert.article_id))}
    return AlertCard(alert, stored, snippets, tuple(find_moves(reader.decisions(), alert.entry, keys)))


def find_moves(decisions: Iterable[Decision], entry: str, articles: Collection[str]) -> list[Move]:
    """Return the moves of the alert that an entry has on a story, by the keys of its articles, the first one first."""
    moves: dict[int, Move] = {}
    for decision in decisions:
        if decision.kind == "alerts":
            for move in decision.value["moves"]:
                if move["entry"] == entry and move["article"] in articles:
                    state, reason, *_ = move["after"]
                    moves[decision.seq] = Move(decision.at, AlertState(state), reason)
        elif decision.kind in ("undo", "redo") and decision.value["seq"] in moves:
            kept = moves[decision.value["seq"]]
            moves[decision.value["seq"]] = Move(kept.at, kept.state, kept.reason, undone=decision.kind == "undo")
    return list(moves.values())


def find_snippets(article: Article, evidence: Iterable[Evidence]) -> Iterator[Snippet]:
    """Yield evidence in its words, together where it stands close together."""
    for in_title in (True, False):
        text = (article.title or "") if in_title else article.text
        blocks = [] if in_title else [(block.start, block.end) for block in article.blocks]
        here = sorted((one for one in evidence if one.in_title == in_title), key=lambda one: one.start)
        group: list[Evidence] = []
        around = (0, len(text))
        for one in here:
            bounds = _bounds(one, blocks, len(text))
            if group and (one.start - group[-1].end > CONTEXT or bounds != around):
                yield _snippet(text, group, around)
                group = []
            around = bounds
            group.append(one)
        if group:
            yield _snippet(text, group, around)


def _bounds(one: Evidence, blocks: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return the block in which evidence stands: what is around that says nothing about it."""
    return next((block for block in blocks if block[0] <= one.start < block[1]), (0, length))


def _snippet(text: str, group: list[Evidence], bounds: tuple[int, int]) -> Snippet:
    start = max(bounds[0], _back_to_blank(text, max(0, group[0].start - CONTEXT)))
    end = min(bounds[1], _on_to_blank(text, min(len(text), group[-1].end + CONTEXT)))
    before, after = ("…" if start > bounds[0] else ""), ("…" if end < bounds[1] else "")
    shift = len(before) - start
    spans = tuple((one.start + shift, one.end + shift) for one in group)
    return Snippet(f"{before}{text[start:end]}{after}", spans, tuple(group))


def _back_to_blank(text: str, place: int) -> int:
    """Return the start of the word at a place, unless that is far."""
    blank = max(text.rfind(mark, max(0, place - 20), place) for mark in (" ", "\n"))
    return blank + 1 if blank >= 0 and place else place


def _on_to_blank(text: str, place: int) -> int:
    """Return the end of the word at a place, unless that is far."""
    blanks = [at for mark in (" ", "\n") if (at := text.find(mark, place, place + 20)) >= 0]
    return min(blanks) if blanks else min(len(text), place + 20)
