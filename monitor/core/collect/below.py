"""What pages put under an article besides its credits: links, tags, notes on the author, the end of a release."""

import re

from monitor.core.collect.draft import Draft
from monitor.core.collect.rules.shape import breaks_sentences, count_words, is_prose, is_sentence, is_table_row
from monitor.core.terms import Zone

LONGEST_LINK = 14  # words of a line under an article that leads to another one
LEAST_PARAGRAPHS = 2  # of an article before what stands under it
LONGEST_NOTE = 60  # words of a note on the author
MOST_BOILERPLATE = 4  # paragraphs about the firm under its press release
LONGEST_LABEL = 9  # words of "About Lake Rail Systems Ltd"

_LINKING = frozenset({Zone.TEASER, Zone.FURNITURE, Zone.LEGAL, Zone.BYLINE})
_INTERRUPTS = re.compile(r"advert|anzeige|publicit|publicid|werbung|continues|\bad\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d\D+\d|^[(\[]|:\s*\d")
_ENDED = re.compile(r"\W*(?:ENDS?|###|Notes? (?:to|for) [Ee]ditors?|# ?Notebook|# ?Notizblock)\W*$")
_RELEASE = re.compile(
    r"^\W*(?:for immediate release|press release|news release|(?:media|press) contacts?\b.{0,40}|source:? [^.]{2,60}|"
    r"###|ends)\W*$|/(?:PR ?Newswire|GLOBE ?NEWSWIRE|Business ?Wire|ACCESS ?Newswire|EIN ?Presswire|CNW|PRNewswire"
    r"[\w-]*)/|\((?:GLOBE NEWSWIRE|BUSINESS WIRE|ACCESS Newswire)\)",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT = re.compile(r"(?:About|À propos d[eu']|Über|Acerca de|Sobre|Informazioni su) ?(?P<firm>[^.!?]{2,70}?)\W*$")
_NOTE = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]+(?: [\w.'’-]+){1,3}) (?:is|are|was) (?:an?|the)\b.{0,120}\b"
    r"(?:professor|journalists?|writer|author|fellow|reporter|correspondent|editor|researcher|columnist|analyst|"
    r"director|founder|co-founder|freelance|lecturer|contributor|economist|historian|lawyer|chair|president|"
    r"candidate|scholar)\b",
    re.DOTALL,
)
_FOLLOW = re.compile(
    r"\b(?:follow (?:her|him|them|me|[A-Z]\w+) (?:on|at)|on (?:X|Twitter) (?:at )?@|can be reached at)\b", re.I
)


def read_below(draft: Draft) -> None:
    """Give the open units under an article their zones; what may be its last paragraph stays open."""
    opens = [number for number in draft.open_units(draft.body_start) if draft.is_ruled(number)]
    if len(opens) < LEAST_PARAGRAPHS:
        return
    _read_release(draft, opens)
    _read_author_note(draft, opens)
    _read_links(draft, opens)


def _read_release(draft: Draft, opens: list[int]) -> None:
    """Take what follows the end of a press release, or "About" the firm that issued it, for furniture."""
    for number in range(opens[LEAST_PARAGRAPHS - 1], len(draft.units)):
        text = draft.text(number)
        if count_words(text) > LONGEST_LABEL:
            continue
        after = [other for other in draft.open_units(number) if draft.is_ruled(other)]
        if _ENDED.match(text):
            paragraphs = [other for other in after if is_prose(draft.text(other))]
            if len(paragraphs) <= MOST_BOILERPLATE:
                _decide(draft, after, "after the end of a release")
                return
        about = _ABOUT.match(text) if draft.is_open(number) else None
        if about and _is_boilerplate(draft, about["firm"], after):
            _decide(draft, after, "about the firm of a press release")
            return


def _is_boilerplate(draft: Draft, firm: str, after: list[int]) -> bool:
    """Tell whether what follows "About" a firm is its own account: the page is a release, and the firm issued it."""
    paragraphs = [draft.text(number) for number in after[1:] if is_prose(draft.text(number))]
    before = draft.document.text[: draft.units[after[0]].start]
    name = firm.split(maxsplit=1)[0].strip("()“”\"',")
    return (
        0 < len(paragraphs) <= MOST_BOILERPLATE and name in before and _RELEASE.search(draft.document.text) is not None
    )


def _read_author_note(draft: Draft, opens: list[int]) -> None:
    """Take the last paragraph for a note on the author where it is about somebody who signs the article."""
    number = next((other for other in reversed(opens) if draft.is_open(other)), None)
    if number is None or number in opens[:LEAST_PARAGRAPHS]:
        return
    text = draft.text(number)
    note = _NOTE.match(text) if count_words(text) <= LONGEST_NOTE else None
    if note is None:
        return
    signed = [draft.text(other) for other in range(number) if draft.zone_of(other) is Zone.BYLINE]
    if any(note["name"].casefold() in line.casefold() for line in signed) or _FOLLOW.search(text):
        draft.decide(number, Zone.BYLINE, "note on the author")


def _read_links(draft: Draft, opens: list[int]) -> None:
    """Take the short lines after the last sentence for links where a label, a bar or a legal line stands above them."""
    if breaks_sentences([draft.text(number) for number in opens]):
        return
    last = next((number for number in reversed(opens) if draft.is_open(number) and is_sentence(draft.text(number))), 0)
    if not last:
        return
    marked = next((number for number in range(last + 1, len(draft.units)) if _leads_away(draft, number)), None)
    if marked is None:
        return
    below = [number for number in opens if number > marked and draft.is_open(number)]
    if all(_may_be_link(draft.text(number)) for number in below):
        for number in below:
            draft.decide(number, Zone.TEASER, "link under the article")


def _leads_away(draft: Draft, number: int) -> bool:
    """Tell whether a unit under the last sentence says that the article is over."""
    return draft.zone_of(number) in _LINKING and _INTERRUPTS.search(draft.text(number)) is None


def _may_be_link(text: str) -> bool:
    return count_words(text) <= LONGEST_LINK and not is_table_row(text) and _FIGURES.search(text) is None


def _decide(draft: Draft, numbers: list[int], rule: str) -> None:
    for number in numbers:
        draft.decide(number, Zone.FURNITURE, rule)
