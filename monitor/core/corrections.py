"""What the analyst can say of names, outlets and countries: the corrections as the decision log holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from monitor.core.terms import EntityType
from monitor.core.tokens import name_key


class CorrectionKind(StrEnum):
    """What the analyst can say of a name; the values are the kinds of the decision log."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    RETYPE = "retype"
    NO_ENTITY = "not entity"
    COUNTRY = "country"


class Reach(StrEnum):
    """How far a correction goes."""

    ARTICLE = "article"
    SOURCE = "source"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """One correction: names of one type, and what they are instead.

    Attributes:
        kind: What is corrected.
        type: Of the names; None where they are outlets (merge, split, rename) or words of a country (country).
        names: Those that a merge joins; else the one name, or for a country the word as written.
        name: The name shown from now on (merge, split, rename).
        to_type: The right type (retype).
        alias: What is split off: a way of writing or an earlier name of the one name.
        country: ISO 3166-1 alpha-2, None for no country at all (country).
        reach: How far it goes.
        of: The article's key or the name of the source that it reaches; empty where it reaches everything.
    """

    kind: CorrectionKind
    names: tuple[str, ...]
    type: EntityType | None = None
    name: str = ""
    to_type: EntityType | None = None
    alias: str = ""
    country: str | None = None
    reach: Reach = Reach.EVERYWHERE
    of: str = ""

    def value(self) -> dict[str, Any]:
        """Return the correction as the decision log holds it, what is not said left out."""
        said: dict[str, Any] = {"names": list(self.names)}
        if self.kind is CorrectionKind.COUNTRY:
            said["country"] = self.country
        else:
            said["type"] = self.type.value if self.type else "SOURCE"
        if self.to_type:
            said["to"] = self.to_type.value
        optional = {"name": self.name, "alias": self.alias, "of": self.of}
        if self.reach is not Reach.EVERYWHERE:
            said["reach"] = self.reach.value
        return said | {key: text for key, text in optional.items() if text}

    @classmethod
    def of_value(cls, kind: str, value: Mapping[str, Any]) -> "NameCorrection":
        """Return the correction that ``value`` wrote.

        Raises:
            ValueError, KeyError: where it is none, or one that could not be meant.
        """
        type_ = value.get("type", "SOURCE")
        correction = cls(
            kind=CorrectionKind(kind),
            names=tuple(value["names"]),
            type=None if type_ == "SOURCE" else EntityType(type_),
            name=value.get("name", ""),
            to_type=EntityType(value["to"]) if "to" in value else None,
            alias=value.get("alias", ""),
            country=value.get("country"),
            reach=Reach(value.get("reach", Reach.EVERYWHERE)),
            of=value.get("of", ""),
        )
        correction.check()
        return correction

    def check(self) -> None:
        """Make sure that the correction says something.

        Raises:
            ValueError: with what is missing.
        """
        named = (CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.RENAME)
        typed = (CorrectionKind.RETYPE, CorrectionKind.NO_ENTITY)
        if not self.names or not all(name.strip() for name in self.names):
            raise ValueError("a correction needs a name")
        if self.kind in named and not self.name.strip():
            raise ValueError(f"a {self.kind.value} needs the name to be shown")
        if self.kind in typed and self.type is None:
            raise ValueError(f"a {self.kind.value} needs the type of the name")
        if self.kind is CorrectionKind.RETYPE and self.to_type is None:
            raise ValueError("a retype needs the right type")
        if self.kind is CorrectionKind.SPLIT and name_key(self.name) == name_key(self.names[0]):
            raise ValueError("what is split off needs another name than what it is split from")
        if self.kind is CorrectionKind.SPLIT and not self.alias.strip():
            raise ValueError("a split needs what is split off")
        if (self.reach is Reach.EVERYWHERE) == bool(self.of):
            raise ValueError("a correction reaches everything or what it names")

    @property
    def subjects(self) -> frozenset["Subject"]:
        """The folded names that it changes, with their type; none for a country."""
        if self.kind is CorrectionKind.COUNTRY:
            return frozenset()
        return frozenset((name_key(name), self.type) for name in self.names)

    @property
    def target(self) -> "Subject | None":
        """What its subjects are under it; None where nothing."""
        if self.kind in (CorrectionKind.NO_ENTITY, CorrectionKind.COUNTRY):
            return None
        return name_key(self.name or self.names[0]), self.to_type or self.type


Subject: TypeAlias = tuple[str, EntityType | None]
"""A folded name and its type; of type None are outlets."""
Numbered: TypeAlias = tuple[int, NameCorrection]
"""A correction with its place in the log."""

KIND_VALUES = frozenset(kind.value for kind in CorrectionKind)
"""Kinds of the decision log that are corrections of names."""
