"""A query's text as marks: brackets, operators, fields, words and quoted phrases, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from monitor.core.errors import QueryError

FIELDS = frozenset(
    (
        "person",
        "org",
        "place",
        "norp",
        "event",
        "product",
        "other",
        "country",
        "focus",
        "source",
        "agency",
        "lang",
        "tag",
        "date",
        "zone",
        "is",
        "story",
        "arrived",
    )
)
"""The fields of the grammar."""


class Kind(Enum):
    """What a mark is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    AT_LEAST = auto()
    FUNCTION = auto()
    FIELD = auto()
    WORD = auto()
    QUOTED = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a query: ``text`` is the word, the quoted text, or the name of a field or function."""

    kind: Kind
    text: str
    position: int
    number: int = 0
    prefix: bool = False


_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_QUOTED = "".join(
    rf"|{opening}(?P<q{n}>[^{opening}{closing}]*){closing}" for n, (opening, closing) in enumerate(_QUOTES.items())
)
_MARK = re.compile(
    r"(?P<open>\()|(?P<close>\))"
    r"|(?P<function>SENT|PARA|TITLE|LEAD)(?=\s*\()"
    r"|(?P<near>NEAR/(?P<distance>\d{1,4})(?![^\s()]))"
    r"|(?P<atleast>ATLEAST/(?P<times>\d{1,4})(?![^\s()]))"
    r"|(?P<operator>AND|OR|NOT)(?![^\s()])"
    rf"|(?P<field>(?i:{'|'.join(sorted(FIELDS))})):(?!:)"
    rf"|(?P<quoted>{_QUOTED[1:]})(?P<star>\*?)"
    r"|(?P<unclosed>[\"“«„])"
    r"|(?P<word>[^\s()\"“”«»„]+)"
    r"|(?P<stray>[”»])"
)
_BLANK = re.compile(r"\s*")


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of a query, an END last.

    Raises:
        QueryError: where a quotation mark is never closed.
    """
    position = _BLANK.match(text, 0).end()  # type: ignore[union-attr]  # matches the empty string too
    while position < len(text):
        found = _MARK.match(text, position)
        if found is None or found.group("unclosed"):
            raise QueryError("The quotation mark is never closed.", position)
        if not found.group("stray"):
            yield _mark(found)
        position = _BLANK.match(text, found.end()).end()  # type: ignore[union-attr]
    yield Mark(Kind.END, "", len(text))


def _mark(found: re.Match[str]) -> Mark:  # noqa: PLR0911  # one return a kind
    position, kind = found.start(), found.lastgroup
    if found.group("quoted") is not None:
        return Mark(Kind.QUOTED, found.group("quoted")[1:-1], position, prefix=bool(found.group("star")))
    if found.group("near"):
        return Mark(Kind.NEAR, found.group(), position, number=int(found.group("distance")))
    if found.group("atleast"):
        return Mark(Kind.AT_LEAST, found.group(), position, number=int(found.group("times")))
    if found.group("field"):
        return Mark(Kind.FIELD, found.group("field").lower(), position)
    if found.group("operator"):
        return Mark(Kind[found.group("operator")], found.group(), position)
    if kind == "word":
        word = found.group()
        return Mark(Kind.WORD, word.rstrip("*"), position, prefix=word.endswith("*"))
    return Mark({"open": Kind.OPEN, "close": Kind.CLOSE, "function": Kind.FUNCTION}[str(kind)], found.group(), position)
