"""A document's text divided into zones: ordered blocks that cover every character that is not blank."""

import re
from dataclasses import dataclass

from monitor.core.collect.body import read_body
from monitor.core.collect.draft import Draft
from monitor.core.collect.header import read_header
from monitor.core.collect.layout import Unit, split_units
from monitor.core.collect.rules.bylines import byline_rule
from monitor.core.collect.rules.captions import Piece, split_caption
from monitor.core.collect.rules.dateline import Dateline
from monitor.core.collect.rules.dates import MAX_DATE_LINE, read_date_line
from monitor.core.collect.rules.furniture import is_furniture
from monitor.core.collect.rules.joined import split_joined
from monitor.core.collect.rules.legal import is_legal
from monitor.core.collect.rules.shape import count_words
from monitor.core.collect.rules.teasers import Teaser, find_teaser
from monitor.core.records import Block, Document
from monitor.core.terms import Zone

NEAR = 3  # units above the headline of a page in which its date and authors stand as well
_OF_OTHERS = (Zone.DATE_LINE, Zone.BYLINE, Zone.CAPTION, Zone.CREDIT)
SHORT_LINE = 40  # characters of a line that may be "yesterday" or "two hours ago"
MOST_WORDS = 90  # of a line that is anything but body by its own words
_LETTER = re.compile(r"[^\W_]")
LONGEST_LINE = 1500  # characters, in which those words are counted


@dataclass(frozen=True, slots=True)
class Division:
    """The blocks of a text in order, and what its datelines say."""

    blocks: tuple[Block, ...]
    datelines: tuple[Dateline, ...]


def divide(document: Document) -> Division:
    """Return the blocks of a document's text, each with its zone and the rule that decided it."""
    draft = Draft(document, split_units(document.text))
    _read_markup(draft)
    for number, unit in enumerate(draft.units):
        draft.verdicts.append(_by_own_words(draft, number, unit))
    read_header(draft)
    _demote_furniture(draft)
    _reopen_dates(draft)
    read_body(draft)
    _keep_something(draft)
    return Division(_blocks(draft), tuple(draft.datelines))


def _by_own_words(draft: Draft, number: int, unit: Unit) -> list[Piece] | None:
    """Return what a unit is wherever it stands; None where its place has to tell."""
    found = _by_markup(draft, number, unit)
    if found is None and _may_be_told(draft, number, unit):
        found = _by_rules(draft, number, unit.text)
    if found is None and number in draft.furniture:
        return [(0, len(unit.text), Zone.FURNITURE, "left out by the content extractor")]
    if found is None and not _LETTER.search(unit.shown):
        return [(0, len(unit.text), Zone.FURNITURE, "marks without letters")]
    return found


def _by_markup(draft: Draft, number: int, unit: Unit) -> list[Piece] | None:
    if number in draft.captions:
        pieces = [] if unit.is_odd else split_caption(unit.text, certain=True)
        return pieces or [(0, len(unit.text), Zone.CAPTION, "caption by the markup")]
    return [(0, len(unit.text), Zone.HEADING, "heading by the markup")] if number in draft.headings else None


def _may_be_told(draft: Draft, number: int, unit: Unit) -> bool:
    """Tell whether a unit is short and plain enough to be anything but body by its own words."""
    return draft.is_ruled(number) and not unit.is_odd and count_words(unit.text[:LONGEST_LINE]) <= MOST_WORDS


def _by_rules(draft: Draft, number: int, text: str) -> list[Piece] | None:
    """Ask the rules one after the other; the first that knows the unit decides."""
    pieces = _as_date_line(text) or split_caption(text) or split_joined(text) or _as_teaser(draft, number, text)
    if pieces:
        return pieces
    byline = byline_rule(text)
    if byline:
        return [(0, len(text), Zone.BYLINE, byline)]
    if is_legal(text):
        return [(0, len(text), Zone.LEGAL, "legal words")]
    return [(0, len(text), Zone.FURNITURE, "furniture words")] if is_furniture(text) else None


def _as_date_line(text: str) -> list[Piece]:
    if len(text) > MAX_DATE_LINE or not (len(text) < SHORT_LINE or any(map(str.isdigit, text))):
        return []
    return [(0, len(text), Zone.DATE_LINE, "says only when")] if read_date_line(text) else []


def _as_teaser(draft: Draft, number: int, text: str) -> list[Piece]:
    teaser = find_teaser(text)
    if teaser is Teaser.PERHAPS:
        draft.perhaps.add(number)
    if teaser is Teaser.LABEL:
        draft.labels.add(number)
    return [(0, len(text), Zone.TEASER, teaser.value)] if teaser and teaser is not Teaser.PERHAPS else []


def _read_markup(draft: Draft) -> None:
    """Note which units lie in the spans that the reader's markup says are furniture, headings or captions."""
    document = draft.document
    for spans, units in (
        (document.furniture, draft.furniture),
        (document.headings, draft.headings),
        (document.captions, draft.captions),
    ):
        number = 0
        for start, end in sorted(spans):
            while number < len(draft.units) and draft.units[number].end <= start:
                number += 1
            inside = number
            while inside < len(draft.units) and draft.units[inside].start < end:
                overlap = min(end, draft.units[inside].end) - max(start, draft.units[inside].start)
                if overlap * 2 > draft.units[inside].end - draft.units[inside].start:
                    units.add(inside)
                inside += 1


def _reopen_dates(draft: Draft) -> None:
    """Open date lines again that stand inside the article: there they head a section, or are a row of a list."""
    last = max(draft.open_units(draft.body_start), default=-1)
    for number in range(draft.body_start, last):
        if draft.zone_of(number) is Zone.DATE_LINE and draft.open_units(draft.body_start, number):
            draft.verdicts[number] = None


def _demote_furniture(draft: Draft) -> None:
    """Take dates, bylines and captions in what the extractor left out for furniture, but for those at the headline."""
    first = draft.headline if draft.headline is not None else draft.body_start
    for number in draft.furniture:
        if draft.zone_of(number) in _OF_OTHERS and not first - NEAR <= number < draft.body_start:
            draft.decide(number, Zone.FURNITURE, "left out by the content extractor")


def _keep_something(draft: Draft) -> None:
    """Keep as body what else would leave an article with nothing to read."""
    zones = [zone for pieces in draft.verdicts for _, _, zone, _ in pieces or ()]
    if Zone.BODY in zones or Zone.HEADLINE in zones:
        return
    for number, unit in enumerate(draft.units):
        if number not in draft.furniture and draft.zone_of(number) is not Zone.DATE_LINE:
            draft.verdicts[number] = [(0, len(unit.text), Zone.BODY, "nothing else is left")]


def _blocks(draft: Draft) -> tuple[Block, ...]:
    """Return the pieces of all units as blocks; lines of one body paragraph that follow each other are one block."""
    blocks: list[Block] = []
    before: Unit | None = None
    for unit, pieces in zip(draft.units, draft.verdicts, strict=True):
        for start, end, zone, rule in pieces or ():
            block = Block(unit.start + start, unit.start + end, zone, rule)
            if before and start == 0 and before.paragraph == unit.paragraph and _go_together(blocks[-1], before, block):
                blocks[-1] = Block(blocks[-1].start, block.end, zone, blocks[-1].rule)
            else:
                blocks.append(block)
        before = unit
    return tuple(blocks)


def _go_together(last: Block, before: Unit, block: Block) -> bool:
    """Tell whether the last block, which ends the unit before, and the next are of one body paragraph."""
    return last.zone is Zone.BODY and block.zone is Zone.BODY and last.end == before.end
