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


_FUNCTIONS = ("SENT", "PARA", "TITLE", "LEAD")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_QUOTED = "".join(
    rf"|{opening}(?P<q{n}>[^{opening}{closing}]*){closing}" for n, (opening, closing) in enumerate(_QUOTES.items())
)
_MARK = re.compile(
    r"(?P<open>\()|(?P<close>\))"
    rf"|(?P<function>{'|'.join(_FUNCTIONS)})(?=\s*\()"
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
_COUNTING = re.compile(r"(NEAR|ATLEAST)(?:/|$)|(near|atleast)/", re.ASCII)
"""A word that begins like an operator with a number; what is one was taken as such before."""
_NAMED = re.compile(r"(?P<name>[^\W\d_][\w-]+):(?=[\w*\"“„«(])")
"""A word that begins like a field: not ``12:30``, ``https://…``, ``re: …``, ``S:t``."""
_INFLECTED = re.compile(r"[^\W\d_]{2,6}:\w{1,4}")
"""An abbreviation with its ending, as in ``EU:ssa``; only where what stands before the colon is in capitals."""


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of a query, an END last.

    Raises:
        QueryError: where a quotation mark is never closed, or a word looks like an operator or a field and is none.
    """
    position = _BLANK.match(text, 0).end()  # type: ignore[union-attr]  # matches the empty string too
    while position < len(text):
        found = _MARK.match(text, position)
        if found is None or found.group("unclosed"):
            raise QueryError("The quotation mark is never closed.", position)
        if found.group("word"):
            _refuse_mistaken(text, found)
        if not found.group("stray"):
            yield _mark(found)
        position = _BLANK.match(text, found.end()).end()  # type: ignore[union-attr]
    yield Mark(Kind.END, "", len(text))


def _refuse_mistaken(text: str, found: re.Match[str]) -> None:
    """Say so where what is typed as an operator or a field would be searched for as a word without a remark."""
    word, position = found.group("word"), found.start()
    if counting := _COUNTING.match(word):
        name = (counting.group(1) or counting.group(2)).upper()
        raise QueryError(f"Write {name} with its number, as in {name}/5; the word itself goes in quotes.", position)
    named = _NAMED.match(text, position)
    if named is None:
        return
    name = named.group("name")
    if name.upper() in _FUNCTIONS:
        raise QueryError(f"Write {name.upper()}(…) with brackets around the words it looks at.", position)
    is_inflected = name.isupper() and _INFLECTED.fullmatch(word)
    has_case = name[0].lower() != name[0].upper()  # 记者:王 is a run of words: its colon stands where ours has a blank
    if has_case and not is_inflected:
        fields = ", ".join(sorted(FIELDS))
        raise QueryError(f"There is no field “{name}:”, only {fields}; a word with a colon goes in quotes.", position)


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
