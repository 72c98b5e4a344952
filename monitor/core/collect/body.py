"""What stands inside and under an article: datelines, teasers, headings, credits at the end of paragraphs, the tail."""

import re
from itertools import pairwise

from monitor.core.collect.below import read_below
from monitor.core.collect.draft import Draft
from monitor.core.collect.header import normal_form
from monitor.core.collect.layout import LONGEST_SHOWN
from monitor.core.collect.rules.bylines import by_prefix, byline_tail
from monitor.core.collect.rules.captions import Piece
from monitor.core.collect.rules.credits import Sureness, find_credit
from monitor.core.collect.rules.dateline import Strength, find_dateline
from monitor.core.collect.rules.legal import is_legal_after_end, legal_tail
from monitor.core.collect.rules.shape import (
    HEADING_WORDS,
    PROSE_WORDS,
    breaks_sentences,
    count_words,
    ends_sentence,
    goes_on,
    is_broken,
    is_heading_like,
    is_headline_like,
    is_prose,
    is_sentence,
    is_table_row,
)
from monitor.core.collect.rules.teasers import label_of, may_be_linked, names_kind
from monitor.core.terms import Zone

MAX_LINKED = 10  # headlines under one label that promises several
TAIL_WORDS = 20  # of a paragraph after the credits with which the article goes on; notes to the reader have fewer
MIN_PARAGRAPHS = 4  # of an article in which a headline between paragraphs stands out
MAX_QUESTION_WORDS = 7  # of a heading that asks
MIN_BODY_BEFORE_TAIL = 3  # words that a paragraph must keep when credits or legal text are cut from its end

_PLURAL = re.compile(
    r"\b(?:stories|articles|news|posts|topics|links|reads|picks|for you|like|headlines|videos|más|thema|sujet)\b",
    re.IGNORECASE,
)
_IS_NOTE = re.compile(r"^[(\[]|[\d:]")  # "($1 = 0.96 dinar)", "Attendance: 3,900" belong to the article
_BULLET_MARK = re.compile(r"^[-–—•*·▪■►>] +")
_BULLET = re.compile(r"[-–—•*·▪■►>] \S")
_TOLD = re.compile(r"\b(?:is|are|was|were|has|have|had|been|said|says|told|added|est|sont|a|ont|ist|sind|hat|es|son)\b")
_QUESTION = re.compile(
    r"(?:what|why|how|who|whose|when|where|which|is|are|can|will|could|should|do|does|did|was|were|has|have|warum|"
    r"wie|was|wer|"
    r"pourquoi|comment|quel|quelle|qué|por qué|cómo|quién|perché|come)\b[^.!?]*\?$",
    re.IGNORECASE,
)
_LEADING_HEADLINE = re.compile(r"(?P<headline>[^.!?\n]{15,140}?[^.!?\s])\s?[.?!]\s+(?=[A-Z]{2})")
_BEFORE_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)? \([A-Z][\w ]{1,25}\)\s?[—–-]"
)


def read_body(draft: Draft) -> None:
    """Give every unit that is still open its zones, from the body's beginning to the end of the text."""
    _link_headlines(draft)
    _find_end(draft)
    _read_tail(draft)
    read_below(draft)
    _read_between(draft)
    _read_signature(draft)
    _read_paragraphs(draft)


def _link_headlines(draft: Draft) -> None:
    """Take the headline under a label ("See also") for part of the teaser; several under "Related stories"."""
    proven = {normal_form(draft.text(label)) for label in draft.labels if _has_linked(draft, label)}
    for label in sorted(draft.labels):
        several = MAX_LINKED if _PLURAL.search(draft.text(label)) or _begins_list(draft, label + 1) else 1
        for number in range(label + 1, min(label + 1 + several, len(draft.units))):
            text = draft.text(number)
            if number == label + 1:
                wanted = may_be_linked(text, surely=normal_form(draft.text(label)) in proven)
            else:
                wanted = is_headline_like(_BULLET_MARK.sub("", text)) and not is_sentence(text)
            if not draft.is_open(number) or not wanted or (number > label + 1 and _runs_on(draft, number)):
                break
            draft.decide(number, Zone.TEASER, "headline under a teaser label")


def _begins_list(draft: Draft, number: int) -> bool:
    """Tell whether two lines that begin with the same bullet follow each other: the label is of both."""
    if number + 1 >= len(draft.units):
        return False
    first, second = draft.text(number), draft.text(number + 1)
    return first[:2] == second[:2] and _BULLET.match(first) is not None


def _runs_on(draft: Draft, number: int) -> bool:
    """Tell whether the sentence of a line goes on in the next: it is no headline but a line of the article."""
    following = number + 1
    if following >= len(draft.units) or not draft.is_open(following):
        return False
    return is_broken(draft.text(number), draft.text(following))


def _has_linked(draft: Draft, label: int) -> bool:
    """Tell whether a headline stands under a label: under the same label elsewhere, even a sentence is one."""
    following = label + 1
    return following < len(draft.units) and draft.is_open(following) and may_be_linked(draft.text(following))


def _find_end(draft: Draft) -> None:
    """Find where credits or legal lines begin after which neither prose nor a table comes.

    After credits ("Reporting by …; Editing by …") only long paragraphs are taken for the article going on.
    """
    first = next(iter(draft.open_units(draft.body_start)), len(draft.units))
    longest = 0
    for number in range(len(draft.units) - 1, first, -1):
        if not draft.is_ruled(number) or longest >= TAIL_WORDS:
            break
        if draft.is_open(number):
            text = draft.text(number)
            if is_table_row(text) or draft.dateline(number):
                break
            if is_prose(text) and not is_legal_after_end(text):
                longest = max(longest, count_words(text))
        elif _ends_article(draft, number) and (longest < PROSE_WORDS or _is_credits(draft, number)):
            draft.end = number


def _ends_article(draft: Draft, number: int) -> bool:
    return draft.zone_of(number) in (Zone.BYLINE, Zone.LEGAL)


def _is_credits(draft: Draft, number: int) -> bool:
    return any(rule in ("credits", "contributors") for _, _, _, rule in draft.verdicts[number] or ())


def _read_tail(draft: Draft) -> None:
    """Give what stands under the article its zones: legal by one word, else furniture; long paragraphs stay open."""
    if draft.end is None:
        return
    for number in draft.open_units(draft.end):
        text = draft.text(number)
        if is_legal_after_end(text):
            draft.decide(number, Zone.LEGAL, "legal words after the article's end")
        elif count_words(text) < TAIL_WORDS:
            draft.decide(number, Zone.FURNITURE, "after the article's end")


def _read_signature(draft: Draft) -> None:
    """Recognise one short line without a full stop under the last paragraph: a signature, a tag, never a sentence."""
    numbers = _body_numbers(draft)
    numbers = numbers if draft.end is None else [number for number in numbers if number < draft.end]
    if len(numbers) < MIN_PARAGRAPHS or not draft.is_open(numbers[-1]):
        return
    last, before = draft.text(numbers[-1]), draft.text(numbers[-2])
    is_short = is_heading_like(last) and not ends_sentence(last) and not _IS_NOTE.search(last)
    if is_prose(before) and ends_sentence(before) and is_short:
        draft.decide(numbers[-1], Zone.FURNITURE, "short line under the article")


def _read_between(draft: Draft) -> None:
    """Recognise section headings, dates that head a section, and teasers of unknown labels, by what is around them."""
    for number in _twins(draft):
        draft.decide(number, Zone.TEASER, "label that comes again")
    if breaks_sentences([draft.text(number) for number in _body_numbers(draft)]):
        return
    for number in [*_between_paragraphs(draft, draft.perhaps), *_last_before_end(draft)]:
        draft.decide(number, Zone.TEASER, "label and headline between paragraphs")
    opens = [number for number in draft.open_units(draft.body_start) if draft.is_ruled(number)]
    unlabelled = {number for number in opens if _is_unlabelled(draft.text(number))}
    if len(opens) - len(unlabelled) >= MIN_PARAGRAPHS:
        for number in _between_paragraphs(draft, unlabelled):
            draft.decide(number, Zone.TEASER, "long headline between paragraphs")
    short = {number for number in opens if _is_heading(draft.text(number)) and not draft.dateline(number)}
    for number in _between_paragraphs(draft, short):
        draft.decide(number, Zone.HEADING, "short line between paragraphs")


def _is_unlabelled(text: str) -> bool:
    """Tell whether a line is a headline, too long for a section heading."""
    if count_words(text) <= HEADING_WORDS or is_sentence(text) or not is_headline_like(text):
        return False
    return _TOLD.search(text) is None  # a sentence that lost its full stop


def _between_paragraphs(draft: Draft, numbers: set[int]) -> list[int]:
    """Return those open units that stand between two paragraphs, alone or with a heading before or after them."""
    body = _body_numbers(draft)
    places = {number: place for place, number in enumerate(body)}
    chosen = []
    for number in sorted(numbers):
        place = places.get(number, 0)
        if not 0 < place < len(body) - 1 or not draft.is_open(number):
            continue
        before, after = _neighbour(draft, body, place, -1), _neighbour(draft, body, place, 1)
        if before is not None and after is not None and _are_paragraphs(before, after):
            chosen.append(number)
    return chosen


def _twins(draft: Draft) -> list[int]:
    """Return the labelled headlines whose label comes again elsewhere, but not in a row: rows are a list."""
    by_label: dict[str, list[int]] = {}
    for number in sorted(draft.perhaps):
        label = label_of(draft.text(number)) if draft.is_open(number) and number >= draft.body_start else None
        if label:
            by_label.setdefault(label, []).append(number)
    return [
        number
        for numbers in by_label.values()
        if len(numbers) > 1 and (_are_apart(numbers) or numbers[-1] + 1 == draft.end)
        for number in numbers
    ]


def _are_apart(numbers: list[int]) -> bool:
    return all(after - before > 1 for before, after in pairwise(numbers))


def _last_before_end(draft: Draft) -> list[int]:
    """Return the labelled headlines right before the credits: they are the last things under the article."""
    chosen: list[int] = []
    for number in range((draft.end or 0) - 1, draft.body_start, -1):
        if draft.is_open(number) and number not in draft.perhaps:
            break
        if draft.is_open(number) and names_kind(draft.text(number)):
            chosen.append(number)
    return chosen


def _neighbour(draft: Draft, body: list[int], place: int, step: int) -> str | None:
    """Return the next paragraph before or after a unit, over one heading or one more labelled headline."""
    for other in (place + step, place + 2 * step):
        if not 0 <= other < len(body):
            return None
        text = draft.text(body[other])
        if is_sentence(text) or not (body[other] in draft.perhaps or is_heading_like(text)):
            return text
    return None


def _is_heading(text: str) -> bool:
    if not is_heading_like(text):
        return False
    return not is_sentence(text) or (count_words(text) <= MAX_QUESTION_WORDS and _QUESTION.match(text) is not None)


def _are_paragraphs(before: str, after: str) -> bool:
    """Tell whether a line stands between paragraphs: the one ended, the other begins; a colon promises a list."""
    ended = is_sentence(before) and ends_sentence(before)
    return ended and is_sentence(after) and not goes_on(after)


def _body_numbers(draft: Draft) -> list[int]:
    """Return the units of the body as they follow each other without teasers and furniture between them."""
    ruled = (n for n in range(draft.body_start, len(draft.units)) if draft.is_ruled(n))
    return [n for n in ruled if draft.is_open(n) or draft.zone_of(n) in (Zone.HEADING, Zone.BODY)]


def _read_paragraphs(draft: Draft) -> None:
    first = True
    for number in draft.open_units():
        unit = draft.units[number]
        if draft.is_ruled(number) and (not unit.is_odd or len(unit.text) > LONGEST_SHOWN):
            draft.verdicts[number] = _divide(draft, number, first=first)
        else:
            draft.decide(number, Zone.BODY, "paragraph")
        first = False


def _divide(draft: Draft, number: int, *, first: bool) -> list[Piece]:
    """Divide a paragraph: what precedes its first word, its body, what follows its last sentence."""
    text = draft.units[number].text
    before, start = _beginning(draft, number, first=first)
    after, end = _ending(text, start)
    body = text[start:end]
    if not body.strip():
        return [*before, *after] or [(0, len(text), Zone.BODY, "paragraph")]
    stop = start + len(body.rstrip())
    return [*before, (start, stop, Zone.BODY, "paragraph"), *after]


def _beginning(draft: Draft, number: int, *, first: bool) -> tuple[list[Piece], int]:
    text = draft.units[number].text
    pieces: list[Piece] = []
    start = 0
    if first:
        start = _leading_headline(draft, text, pieces)
        start = _leading_byline(text, start, pieces)
    dateline = find_dateline(text[start:]) if start or draft.units[number].is_odd else draft.dateline(number)
    if dateline and (first or dateline.strength == Strength.STRICT):
        end = start + dateline.end
        draft.datelines.append(dateline)
        pieces.append((start, len(text[:end].rstrip()), Zone.DATELINE, f"dateline, {dateline.strength.name.lower()}"))
        start = end
    return pieces, start


def _leading_headline(draft: Draft, text: str, pieces: list[Piece]) -> int:
    """Cut off a headline that was joined to the first paragraph: "Two teenagers found. HURRICANE, W.Va. - …"."""
    found = _LEADING_HEADLINE.match(text)
    if found is None:
        return 0
    dateline = find_dateline(text[found.end() :])
    if dateline is None or dateline.strength < Strength.CAPITALS:
        return 0
    if draft.headline is None and draft.document.title is None:
        zone, rule = Zone.HEADLINE, "first sentence before the dateline"
    else:
        again = draft.headline is not None and normal_form(found["headline"]) == normal_form(draft.text(draft.headline))
        zone, rule = (Zone.DUP_HEADLINE if again else Zone.HEADING), "first sentence before the dateline"
    pieces.append((0, len(text[: found.end()].rstrip()), zone, rule))
    return found.end()


def _leading_byline(text: str, start: int, pieces: list[Piece]) -> int:
    rest = text[start:]
    if not rest.startswith(("By ", "BY ")):
        return start
    bar = by_prefix(rest)
    if bar:
        after = re.compile(r"\s*\|\s*").match(rest, bar)
        end = after.end() if after else bar
    else:
        dateline = _BEFORE_DATELINE.search(rest, 6, 200)
        if dateline is None or count_words(rest[: dateline.start()]) > 14:
            return start
        end = dateline.start()
    pieces.append((start, start + len(rest[:end].rstrip()), Zone.BYLINE, "by line before the text"))
    return start + end


def _ending(text: str, start: int) -> tuple[list[Piece], int]:
    """Cut legal text, credits and photo credits off the end of a paragraph, from the last to the first."""
    pieces: list[Piece] = []
    end = len(text)
    for _ in range(3):
        cut = _cut(text[start:end])
        if cut is None:
            break
        at, zone, rule = cut
        if count_words(text[start : start + at]) < MIN_BODY_BEFORE_TAIL:
            break
        pieces.insert(0, (start + at, end, zone, rule))
        end = start + len(text[start : start + at].rstrip())
    return pieces, end


def _cut(text: str) -> tuple[int, Zone, str] | None:
    legal = legal_tail(text)
    if legal:
        return legal, Zone.LEGAL, "legal end of a paragraph"
    byline = byline_tail(text)
    if byline:
        return byline, Zone.BYLINE, "credits at the end of a paragraph"
    if text.endswith((")", ").", "]")):
        credit = find_credit(text)
        if credit and credit.strength is Sureness.EXPLICIT and credit.start:
            return credit.start, Zone.CREDIT, "photo credit at the end of a paragraph"
    return None
