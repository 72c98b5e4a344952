"""What narrows the list of articles: the words typed and the chips set, together one query of the grammar."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.core.terms import EntityType


class Facet(StrEnum):
    """By what a chip narrows; the value is the field of the query grammar."""

    COUNTRY = "country"
    FOCUS = "focus"
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    NORP = "norp"
    EVENT = "event"
    PRODUCT = "product"
    OTHER = "other"
    SOURCE = "source"
    AGENCY = "agency"
    LANGUAGE = "lang"
    TAG = "tag"
    DATE = "date"
    IS = "is"
    STORY = "story"
    ARRIVED = "arrived"


ENTITY_FACETS = {type: Facet(type.lower()) for type in EntityType}
_EXACT = frozenset((*ENTITY_FACETS.values(), Facet.SOURCE, Facet.AGENCY, Facet.TAG))
_QUOTES = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition of the filter; with ``exclude`` the articles that it finds are left out."""

    facet: Facet
    value: str
    exclude: bool = False

    @property
    def query(self) -> str:
        """The chip in the query grammar."""
        value = f'"{_QUOTES.sub(" ", self.value)}"' if self.facet in _EXACT else self.value
        return f"{'NOT ' if self.exclude else ''}{self.facet}:{value}"


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """The words typed and the chips set. All must hold, but of several sources one."""

    text: str = ""
    chips: tuple[Chip, ...] = ()

    @classmethod
    def of_query(cls, query: str) -> "ArticleFilter":
        """Return a query as a filter: its plain conditions as chips, the rest as words."""
        parts = [part for part in query.split(" AND ") if part]
        chips = [_chip_of(part) for part in parts]
        if None not in chips:
            return cls("", tuple(chip for chip in chips if chip is not None))
        rest = parts[0]
        if len(parts) > 1 and chips[0] is None and None not in chips[1:] and _is_bracket(rest):
            return cls(rest[1:-1], tuple(chip for chip in chips if chip is not None))
        return cls(query)

    @property
    def query(self) -> str:
        """The whole filter in the query grammar; empty lets everything through."""
        parts = [f"({self.text.strip()})"] if self.text.strip() else []
        sources = [chip.query for chip in self.chips if chip.facet is Facet.SOURCE and not chip.exclude]
        if sources:
            parts.append(f"({' OR '.join(sources)})" if len(sources) > 1 else sources[0])
        parts += [chip.query for chip in self.chips if chip.facet is not Facet.SOURCE or chip.exclude]
        return self.text.strip() if parts == [f"({self.text.strip()})"] else " AND ".join(parts)

    def with_chip(self, chip: Chip) -> "ArticleFilter":
        """Return the filter with one more condition; a day or period takes the place of another."""
        kept = self.without(chip.facet, chip.value)
        if chip.facet is Facet.DATE:
            kept = replace(kept, chips=tuple(one for one in kept.chips if one.facet is not Facet.DATE))
        return replace(kept, chips=(*kept.chips, chip))

    def without(self, facet: Facet, value: str) -> "ArticleFilter":
        """Return the filter without a condition, wanted or excluded."""
        return replace(self, chips=tuple(chip for chip in self.chips if (chip.facet, chip.value) != (facet, value)))

    def has(self, facet: Facet, value: str) -> bool:
        """Tell whether the filter holds a condition."""
        return any((chip.facet, chip.value) == (facet, value) for chip in self.chips)

    def toggled(self, chip: Chip) -> "ArticleFilter":
        """Return the filter with the condition, or without it where it was set."""
        return self.without(chip.facet, chip.value) if self.has(chip.facet, chip.value) else self.with_chip(chip)

    def of_facet(self, facet: Facet) -> tuple[str, ...]:
        """Return the values that are wanted of a facet."""
        return tuple(chip.value for chip in self.chips if chip.facet is facet and not chip.exclude)


EVERY_ARTICLE = ArticleFilter()

_CHIP = re.compile(r"(NOT )?([a-z]+):(?:\"([^\"]+)\"|([^\s()\"]+))")


def _chip_of(part: str) -> Chip | None:
    """Return a condition as the chip that says the same, None where it is more than one chip says."""
    found = _CHIP.fullmatch(part)
    if found is None or found[2] not in set(Facet):
        return None
    chip = Chip(Facet(found[2]), found[3] or found[4], bool(found[1]))
    return chip if chip.query == part else None


def _is_bracket(part: str) -> bool:
    """Tell whether a part is one bracket, the way the words of a filter are put."""
    return part.startswith("(") and part.endswith(")") and "(" not in part[1:-1] and ")" not in part[1:-1]
