"""The words of a query as expressions of FTS5."""

from monitor.core.query.nodes import And, AtLeast, Everything, Near, Node, Not, Or, Phrase, Within
from monitor.core.store.codes import ZONES
from monitor.core.terms import Zone


def match_expression(node: Node) -> str | None:
    """Return a query as an expression of FTS5, or None where it holds anything but words in zones."""
    match node:
        case Phrase(words, prefix, zones):
            return f"{_columns(zones)}: {_quoted(words, prefix)}" if zones else None
        case Near(left, right, distance):
            zones = left.zones & right.zones
            phrases = f"{_quoted(left.words, left.prefix)} {_quoted(right.words, right.prefix)}"
            return f"{_columns(zones)}: NEAR({phrases}, {distance})" if zones else None
        case Or(parts):
            found = [match_expression(part) for part in parts]
            return " OR ".join(f"({one})" for one in found) if None not in found else None
        case And(parts):
            return _conjunction(parts)
        case _:
            return None


def is_wordy(node: Node) -> bool:
    """Tell whether a part, or what a NOT excludes, is words alone: such parts are joined in one expression."""
    return match_expression(node.part if isinstance(node, Not) else node) is not None


def necessary(node: Node) -> Node:
    """Return what must be true in the index wherever a part that needs the text holds: never less than it."""
    match node:
        case Within(_, part, _):
            return necessary(part)
        case AtLeast(_, phrase):
            return phrase
        case And(parts):
            kept = tuple(part for part in map(necessary, parts) if not isinstance(part, Everything))
            return And(kept) if len(kept) > 1 else kept[0] if kept else Everything()
        case Or(parts):
            found = tuple(map(necessary, parts))
            return Everything() if any(isinstance(part, Everything) for part in found) else Or(found)
        case Not():
            return Everything()
        case _:
            return node


def _conjunction(parts: tuple[Node, ...]) -> str | None:
    """FTS5 has no NOT alone, only A NOT B."""
    wanted = [match_expression(part) for part in parts if not isinstance(part, Not)]
    unwanted = [match_expression(part.part) for part in parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    expression = " AND ".join(f"({one})" for one in wanted)
    return f"({expression}) NOT ({' OR '.join(f'({one})' for one in unwanted)})" if unwanted else expression


def _columns(zones: frozenset[Zone]) -> str:
    return "{" + " ".join(zone.value for zone in ZONES if zone in zones) + "}"


def _quoted(words: tuple[str, ...], prefix: bool) -> str:
    """Words are letters and digits only, so quotes need no doubling; the phrase is split at blanks by FTS5."""
    return f'"{" ".join(words)}"' + (" *" if prefix else "")
