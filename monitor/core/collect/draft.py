"""An article while it is being divided: its units, what each was found to be, what is still open."""

from dataclasses import dataclass, field

from monitor.core.collect.layout import Unit
from monitor.core.collect.rules.captions import Piece
from monitor.core.collect.rules.dateline import Dateline, find_dateline
from monitor.core.records import Document
from monitor.core.terms import Zone

MAX_RULED = 1_500  # units at either end of a text; one with more between them is a book or a list, and body


@dataclass(slots=True)
class Draft:
    """The units of a document with their verdicts; a unit without one (None) is open.

    ``perhaps`` are the open units that are teasers where they stand between paragraphs; ``labels`` the teaser labels
    whose headline stands in the next unit; ``furniture``, ``headings`` and ``captions`` the units that the reader's
    markup says are so; ``datelines`` the datelines found, in order; ``end`` the first unit after the article's end,
    where its credits or legal lines begin.
    """

    document: Document
    units: list[Unit]
    verdicts: list[list[Piece] | None] = field(default_factory=list)
    perhaps: set[int] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    furniture: set[int] = field(default_factory=set)
    headings: set[int] = field(default_factory=set)
    captions: set[int] = field(default_factory=set)
    headline: int | None = None
    datelines: list[Dateline] = field(default_factory=list)
    body_start: int = 0
    _begun: dict[int, Dateline | None] = field(default_factory=dict)
    end: int | None = None

    def decide(self, number: int, zone: Zone, rule: str) -> None:
        """Give a whole unit one zone."""
        self.verdicts[number] = [(0, len(self.units[number].text), zone, rule)]

    def is_open(self, number: int) -> bool:
        """Tell whether nothing has been found out about a unit."""
        return self.verdicts[number] is None

    def zone_of(self, number: int) -> Zone | None:
        """Return the first zone of a unit, None while it is open."""
        pieces = self.verdicts[number]
        return pieces[0][2] if pieces else None

    def open_units(self, start: int = 0, stop: int | None = None) -> list[int]:
        """Return the numbers of the open units of a range."""
        return [number for number in range(start, len(self.units) if stop is None else stop) if self.is_open(number)]

    def text(self, number: int) -> str:
        """Return what the rules look at of a unit."""
        return self.units[number].shown

    def dateline(self, number: int) -> Dateline | None:
        """Return the dateline that a unit begins with; several rules ask for it, it is looked for once."""
        if number not in self._begun:
            self._begun[number] = find_dateline(self.text(number))
        return self._begun[number]

    def is_ruled(self, number: int) -> bool:
        """Tell whether a unit is looked at at all: of a text of very many lines only the beginning and the end are."""
        return number < MAX_RULED or number >= len(self.units) - MAX_RULED
