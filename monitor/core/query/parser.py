"""The grammar: the marks of a query become a tree.

NOT binds more tightly than AND, AND more tightly than OR; words side by side are joined by AND. ``zone:``
moves the words and names that follow it, up to the next OR or closing bracket, to another zone; where none
follows it asks whether the article has such a zone. A name in quotes is the whole name, a bare word one
word of it: ``person:"Kim Jong Un"``, ``person:kim``, ``person:ki*``.
"""

from dataclasses import dataclass, field

from monitor.core.errors import QueryError
from monitor.core.query.fields import FieldValue, field_node
from monitor.core.query.lexer import Kind, Mark, marks
from monitor.core.query.nodes import EVERYTHING, And, AtLeast, HasZone, Near, Node, Not, Or, Phrase, Unit, Within
from monitor.core.terms import COUNTED_ZONES, Zone
from monitor.core.tokens import words

MAX_LENGTH = 20_000
"""Code points of a query. An expression that long is pasted by mistake."""
MAX_TERMS = 500
"""Terms of a query: SQLite bounds the depth of an expression at 1,000."""
MAX_DEPTH = 20
"""Brackets inside brackets: FTS5's parser stops at about 30."""

_STARTS_TERM = frozenset({Kind.OPEN, Kind.NOT, Kind.AT_LEAST, Kind.FUNCTION, Kind.FIELD, Kind.WORD, Kind.QUOTED})


def parse(text: str) -> Node:
    """Return the tree of a query; an empty query is everything.

    Raises:
        QueryError: with the code point where the query goes wrong. Nothing else is ever raised.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"The query is longer than {MAX_LENGTH:,} characters.", MAX_LENGTH)
    if not text.strip():
        return EVERYTHING
    whole = "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)  # pasted halves of characters
    parser = _Parser(list(marks(whole)))
    node = parser.alternatives(_Scope())
    if parser.ahead.kind is Kind.CLOSE:
        raise QueryError("This bracket closes nothing.", parser.ahead.position)
    parser.expect(Kind.END, "An operator or the end was expected here.")
    if node is None:
        raise QueryError("There is no letter or digit here to search for.", 0)
    return node


@dataclass(slots=True)
class _Scope:
    """Where words look, and whether a ``zone:`` found anything to move."""

    zones: frozenset[Zone] = COUNTED_ZONES
    text_only: str | None = None
    depth: int = 0
    used: bool = field(default=False)


class _Parser:
    """Recursive descent, one method a level. None stands for a term without letters or digits: it is left out."""

    def __init__(self, found: list[Mark]) -> None:
        self._marks = found
        self._next = 0
        self._terms = 0

    @property
    def ahead(self) -> Mark:
        """The mark that comes next."""
        return self._marks[self._next]

    def take(self) -> Mark:
        """Return the next mark and step past it."""
        mark = self.ahead
        self._next += mark.kind is not Kind.END
        return mark

    def expect(self, kind: Kind, sentence: str) -> Mark:
        """Take a mark that has to be of this kind."""
        if self.ahead.kind is not kind:
            raise QueryError(sentence, self.ahead.position)
        return self.take()

    def alternatives(self, scope: _Scope) -> Node | None:
        """A OR B OR …; every alternative starts with the zones of what is around."""
        parts = [self._conjunction(scope)]
        while self.ahead.kind is Kind.OR:
            self.take()
            parts.append(self._conjunction(scope))
        return _joined(Or, parts)

    def _conjunction(self, outer: _Scope) -> Node | None:
        """A AND B, or A B; ``zone:`` holds to the end of it."""
        scope = _Scope(outer.zones, outer.text_only, outer.depth)
        self._need_term()
        parts: list[Node | None] = []
        pending: list[Zone] = []
        while True:
            if self._at_zone():
                parts += _unused(pending, scope)
                pending = [self._zone(scope)]
                scope.zones, scope.used = frozenset(pending), False
            else:
                parts.append(self._term(scope))
            if self.ahead.kind is Kind.AND:
                self.take()
                self._need_term()
            elif self.ahead.kind not in _STARTS_TERM:
                break
        parts += _unused(pending, scope)
        outer.used = outer.used or scope.used
        return _joined(And, parts)

    def _need_term(self) -> None:
        if self.ahead.kind not in _STARTS_TERM:
            raise QueryError(f"A word was expected {_before(self.ahead)}.", self.ahead.position)

    def _at_zone(self) -> bool:
        return self.ahead.kind is Kind.FIELD and self.ahead.text == "zone"

    def _zone(self, scope: _Scope) -> Zone:
        mark = self.take()
        if scope.text_only:
            raise QueryError(f"zone: cannot stand inside {scope.text_only}( ); put it before.", mark.position)
        value = self._value(mark)
        try:
            return Zone(value.text.strip().lower())
        except ValueError:
            raise QueryError(f"There is no zone “{value.text}”; zones are {', '.join(Zone)}.", value.position) from None

    def _term(self, scope: _Scope) -> Node | None:
        """A term with the NEAR/n that may follow it."""
        start = self.ahead.position
        node = self._primary(scope)
        parts: list[Node | None] = []
        while self.ahead.kind is Kind.NEAR:
            near = self.take()
            self._need_term()
            right_at = self.ahead.position
            right = self._primary(scope)
            parts.append(_near(_phrases(node, start), _phrases(right, right_at), near.number))
            node, start = right, right_at
        return _joined(And, parts) if parts else node

    def _primary(self, scope: _Scope) -> Node | None:
        mark = self.take()
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise QueryError(f"The query has more than {MAX_TERMS} terms.", mark.position)
        match mark.kind:
            case Kind.OPEN:
                return self._bracket(mark, scope)
            case Kind.NOT:
                return self._negation(mark, scope)
            case Kind.FUNCTION:
                return self._function(mark, scope)
            case Kind.AT_LEAST:
                return self._at_least(mark, scope)
            case Kind.FIELD:
                return self._field(mark, scope)
            case _:
                return _phrase(mark, scope)

    def _bracket(self, mark: Mark, scope: _Scope) -> Node | None:
        inner = _Scope(scope.zones, scope.text_only, scope.depth + 1)
        if inner.depth > MAX_DEPTH:
            raise QueryError(f"Brackets are nested more than {MAX_DEPTH} deep.", mark.position)
        node = self.alternatives(inner)
        scope.used = scope.used or inner.used
        if self.ahead.kind is Kind.END:
            raise QueryError("This bracket is never closed.", mark.position)
        self.expect(Kind.CLOSE, "A closing bracket was expected here.")
        return node

    def _negation(self, mark: Mark, scope: _Scope) -> Node | None:
        self._need_term()
        if self._at_zone():
            raise QueryError("Put brackets around what follows: NOT (zone:… …).", mark.position)
        inner = _Scope(scope.zones, scope.text_only, scope.depth + 1)
        if inner.depth > MAX_DEPTH:
            raise QueryError(f"NOT is nested more than {MAX_DEPTH} deep.", mark.position)
        part = self._term(inner)
        scope.used = scope.used or inner.used
        return None if part is None else Not(part)

    def _function(self, mark: Mark, scope: _Scope) -> Node | None:
        if scope.text_only:
            raise QueryError(f"{mark.text}( ) cannot stand inside {scope.text_only}( ).", mark.position)
        zones = {"TITLE": frozenset({Zone.HEADLINE}), "LEAD": frozenset({Zone.BODY})}.get(mark.text, scope.zones)
        scope.used = True
        inner = _Scope(zones, mark.text, scope.depth)
        part = self._bracket(self.expect(Kind.OPEN, "A bracket was expected here."), inner)
        if part is None or mark.text == "TITLE":
            return part
        unit = {"SENT": Unit.SENTENCE, "PARA": Unit.PARAGRAPH, "LEAD": Unit.LEAD}[mark.text]
        return Within(unit, part, zones)

    def _at_least(self, mark: Mark, scope: _Scope) -> Node | None:
        if mark.number == 0:
            raise QueryError("ATLEAST/n wants a number of 1 or more.", mark.position)
        value = self.ahead
        if value.kind not in (Kind.WORD, Kind.QUOTED):
            raise QueryError("A word or a phrase was expected after ATLEAST/n.", value.position)
        phrase = _phrase(self.take(), scope)
        return None if phrase is None else AtLeast(mark.number, phrase)

    def _field(self, mark: Mark, scope: _Scope) -> Node:
        if scope.text_only:
            raise QueryError(f"{mark.text}: cannot stand inside {scope.text_only}( ).", mark.position)
        value = self._value(mark)
        scope.used = scope.used or mark.text in ("person", "org", "place", "country")
        return field_node(
            FieldValue(mark.text, value.text, value.kind is Kind.QUOTED, value.prefix, value.position), scope.zones
        )

    def _value(self, mark: Mark) -> Mark:
        value = self.ahead
        if value.kind not in (Kind.WORD, Kind.QUOTED) or value.position != mark.position + len(mark.text) + 1:
            raise QueryError(f"“{mark.text}:” wants a value right after it.", mark.position + len(mark.text) + 1)
        return self.take()


def _phrase(mark: Mark, scope: _Scope) -> Phrase | None:
    found = tuple(words(mark.text))
    if not found:
        return None
    scope.used = True
    return Phrase(found, mark.prefix, scope.zones)


def _joined(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    """Join what there is, taking up the parts of parts of the same kind: the tree stays as flat as its meaning."""
    flat: list[Node] = []
    for part in parts:
        if part is not None:
            flat += part.parts if isinstance(part, kind) else (part,)
    return (flat[0] if len(flat) == 1 else kind(tuple(flat))) if flat else None


def _unused(pending: list[Zone], scope: _Scope) -> list[Node | None]:
    return [] if scope.used else [HasZone(zone) for zone in pending]


def _phrases(node: Node | None, position: int) -> list[Phrase]:
    """Return what may stand beside NEAR: a phrase, or a bracket of alternatives."""
    if node is None:
        return []
    parts = node.parts if isinstance(node, Or) else (node,)
    phrases = [part for part in parts if isinstance(part, Phrase)]
    if len(phrases) < len(parts):
        raise QueryError("NEAR/n wants a word, a phrase, or words joined by OR in brackets.", position)
    return phrases


def _near(left: list[Phrase], right: list[Phrase], distance: int) -> Node | None:
    if not left or not right:
        return _joined(Or, [*left, *right])
    return _joined(Or, [Near(one, other, distance) for one in left for other in right])


def _before(mark: Mark) -> str:
    return "at the end" if mark.kind is Kind.END else f"before “{mark.text}”"
