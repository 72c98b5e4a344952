"""Records as JSON and back, without loss: frozen data classes of the core, their defaults left out."""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

R = TypeVar("R")
_ATOMS = frozenset((str, int, float, bool))


def dumps(record: object) -> str:
    """Return a record as compact JSON in ASCII, so that no surrogate reaches SQLite."""
    return json.dumps(plain(record), separators=(",", ":"))


def loads(kind: type[R], text: str) -> R:
    """Return the record that ``dumps`` wrote."""
    record: R = revive(kind, json.loads(text))
    return record


def plain(value: Any) -> Any:  # noqa: PLR0911  # one a kind of value
    """Return a record as what JSON can hold; fields that equal their default are left out."""
    if value is None or type(value) in _ATOMS:
        return value
    kind: Any = type(value)
    if kind is dict:
        return {key: plain(part) for key, part in value.items()}
    if kind is tuple or kind is list:
        return [plain(part) for part in value]
    defaults = _defaults(kind)
    if defaults is not None:
        fields = [(name, getattr(value, name), default) for name, default in defaults]
        return {name: plain(field) for name, field, default in fields if field != default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return value


def revive(kind: Any, value: Any) -> Any:
    """Return what ``plain`` made of a value of this kind."""
    if value is None or kind in (str, int, float, bool, object, Any):
        return value
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        return _revive_union([part for part in arguments if part is not type(None)], value)
    if origin is tuple:
        parts = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(revive(part, item) for part, item in zip(parts, value, strict=True))
    if kind is bytes:
        return bytes.fromhex(value)
    if dataclasses.is_dataclass(kind):
        record: Any = kind
        hints = _hints(record)
        return record(**{name: revive(hints[name], part) for name, part in value.items()})
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def _revive_union(kinds: list[Any], value: Any) -> Any:
    return revive(kinds[0], value) if len(kinds) == 1 else value


def differing(record: object, usual: object, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the fields of a record that differ from those of another of its kind, as JSON can hold them."""
    kind: Any = type(record)
    names, values_of = _fields(kind, without)
    fields = zip(names, values_of(record), values_of(usual), strict=True)
    return {name: plain(value) for name, value, other in fields if value is not other and value != other}


def filled(usual: R, fields: Mapping[str, Any]) -> R:
    """Return ``usual`` with the fields that ``differing`` wrote."""
    kind: Any = type(usual)
    hints = _hints(kind)
    record: Any = usual
    changed: R = dataclasses.replace(record, **{name: revive(hints[name], value) for name, value in fields.items()})
    return changed


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...] | None:
    """Return the fields of a data class with their defaults; None for anything else."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple((field.name, _default(field)) for field in dataclasses.fields(kind))


@cache
def _fields(kind: Any, without: frozenset[str]) -> tuple[list[str], Callable[[object], tuple[Any, ...]]]:
    """Return the names of a data class's fields but for some, and what gets their values."""
    names = [name for name, _ in _defaults(kind) or () if name not in without]
    return names, attrgetter(*names)


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else dataclasses.MISSING


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
