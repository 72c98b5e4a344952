"""A query moved to another zone: what "0 counted, 1 in teasers" asks."""

from dataclasses import replace

from monitor.core.query.nodes import And, AtLeast, InCountry, Named, Near, Node, Not, Or, Phrase, Within
from monitor.core.terms import COUNTED_ZONES, Zone


def relocate(node: Node, zone: Zone) -> Node:  # noqa: PLR0911  # one a kind of node
    """Return a query whose words and names look in ``zone`` wherever they looked in headline and body."""
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(relocate(part, zone) for part in parts))
        case Not(part):
            return Not(relocate(part, zone))
        case Within(unit, part, zones):
            return Within(unit, relocate(part, zone), _moved(zones, zone))
        case Near(left, right, distance):
            return Near(_phrase(left, zone), _phrase(right, zone), distance)
        case AtLeast(times, phrase):
            return AtLeast(times, _phrase(phrase, zone))
        case Phrase():
            return _phrase(node, zone)
        case Named() | InCountry():
            return replace(node, zones=_moved(node.zones, zone))
        case _:
            return node


def _phrase(phrase: Phrase, zone: Zone) -> Phrase:
    return replace(phrase, zones=_moved(phrase.zones, zone))


def _moved(zones: frozenset[Zone], zone: Zone) -> frozenset[Zone]:
    return frozenset({zone}) if zones == COUNTED_ZONES else zones
