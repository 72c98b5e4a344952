"""What stands above an article: headline and its double, outlet, tagline, date line, bylines, captions, decks.

The rules never ask what lies further down than the first paragraph, and what they do with that paragraph depends on
nothing above it: furniture around an article must not change its body.
"""

import re

from monitor.core.collect.draft import Draft
from monitor.core.collect.rules.captions import split_caption
from monitor.core.collect.rules.credits import Sureness, find_credit
from monitor.core.collect.rules.dateline import Strength, read_place_line
from monitor.core.collect.rules.outlet import assign, has_outlet_word, is_section, is_slogan, name_score
from monitor.core.collect.rules.shape import (
    PROSE_WORDS,
    breaks_sentences,
    count_words,
    ends_statement,
    is_broken,
    is_heading_like,
    is_headline_like,
    is_plainly_headline,
    is_prose,
    is_table_row,
)
from monitor.core.terms import Zone

MAX_UNITS = 24  # of a header; a page with more above its first paragraph is a list
MAX_PROSE = 3  # paragraphs (captions, decks) between a headline and the dateline that begins the article
MAX_BETWEEN = 4  # open lines between two copies of a headline: outlet, tagline, section
MAX_LINES = 200  # open lines in which sentences that run over line ends are counted
MIN_DOUBLE_CHARACTERS = 8  # letters and digits of the same
MAX_DOUBLE_WORDS = 40  # of a headline that stands twice
LONG_CHARACTERS = 300  # of a paragraph that can be neither headline nor deck
MAX_CAPTION_WORDS = 60  # of a paragraph that is a caption by what it describes
HEADLINE_OVER_DECK = 5  # words of a headline that is taken for one though a longer line stands under it
DECK_WORDS = 7  # of a line between headline and byline that sums the article up

_MARKERS = (Zone.DATE_LINE, Zone.BYLINE, Zone.CAPTION, Zone.CREDIT, Zone.FURNITURE, Zone.DUP_HEADLINE)
_SITE_SUFFIX = re.compile(r"\s[|–—•·»-]{1,3}\s+(?P<site>[^|–—•·»]{2,40})$")
_SQUEEZE = re.compile(r"[\W_]+")
_HINTS = (
    re.compile(
        r"\b(?:poses?|pictured|is seen|are seen|seen (?:in|during|at|here|through)|photo was taken|shakes? hands|"
        r"gestures?|looks? on|waves?|walks?|stands?|attends?|arrives?|sits?|speaks?|holds?|greets?|meets?|"
        r"listens?|smiles?|talks?|delivers?|inspects?|addresses|salutes?|appears?|leaves?|chats?|embraces?|hug)\b"
    ),
    re.compile(
        r"\((?:left|right|l|r|c|centre|center|file|second from \w+|top|bottom|front|back)\)|,? (?:left|right|"
        r"centre|center|second from \w+),",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b(?:on|in|dated)|,)\s(?:\w+day,? )?(?:[A-Z][a-zé]+\.? \d{1,2},? (?:19|20)\d\d|"
        r"\d{1,2}\.? (?:de )?[A-Z]?[a-zéû]+\.? (?:de )?(?:19|20)\d\d)"
    ),
    re.compile(
        r"\b(?:file photo|file picture|photo|photograph|image|picture|archive|courtesy|handout|pool|getty)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:during|ahead of|before|after|at|outside|inside) (?:a|an|the|their|his|her) \w+", re.IGNORECASE),
)


def normal_form(line: str) -> str:
    """Return what two copies of one headline have in common: letters and digits, in small letters."""
    return _SQUEEZE.sub(" ", line).strip().casefold()


def read_header(draft: Draft) -> None:
    """Find where the article begins, and give a zone to everything above it."""
    window = _window(draft)
    repeated = _find_double(draft, window)
    draft.headline = _match_title(draft, window) if draft.document.title else None
    if draft.headline is None and repeated:
        draft.headline = repeated[0]
    last_double = _mark_doubles(draft, window)
    start = _body_start(draft, window, last_double + 1)
    _read_captions(draft, start)
    if draft.headline is None:
        draft.headline = _choose_headline(draft, start)
    if draft.headline is not None:
        _decide_headline(draft)
    draft.body_start = _read_lines(draft, start, last_double)


def _window(draft: Draft) -> int:
    """Return where the search for the article's beginning ends: units that the markup calls furniture do not count."""
    counted = 0
    for number in range(len(draft.units)):
        counted += number not in draft.furniture
        if counted > MAX_UNITS:
            return number
    return len(draft.units)


def _find_double(draft: Draft, window: int) -> tuple[int, int] | None:
    """Return the units of a line that stands twice near the top: the longest of those that do."""
    seen: dict[str, int] = {}
    with_site: dict[str, int] = {}
    best: tuple[int, int] | None = None
    for number in range(window):
        text = draft.text(number)
        if _begins_article(draft, number):
            break
        words = count_words(text)
        if not 3 <= words <= MAX_DOUBLE_WORDS or not _may_be_headline(draft, number):
            continue
        form, without = normal_form(text), _without_site(text)
        first = seen.get(form, seen.get(without or "", with_site.get(form)))
        if first is not None and _are_near(draft, first, number):
            if best is None or words > count_words(draft.text(best[0])):
                best = first, number
            continue
        seen.setdefault(form, number)
        if without:
            with_site.setdefault(without, number)
    return best


def _without_site(text: str) -> str | None:
    """Return the normal form of "Headline | Outlet" without the outlet; None where nothing is joined to the line."""
    site = _SITE_SUFFIX.search(text)
    if site is None or count_words(text[: site.start()]) < 3:
        return None
    return normal_form(text[: site.start()])


def _begins_article(draft: Draft, number: int) -> bool:
    """Tell whether a unit begins an article: with a dateline of which there is no doubt, or as a long paragraph."""
    text = draft.text(number)
    if not draft.is_open(number):
        return False
    if len(text) > LONG_CHARACTERS and not _is_top_caption(text):
        return True
    dateline = draft.dateline(number)
    return dateline is not None and dateline.strength == Strength.STRICT


def _may_be_headline(draft: Draft, number: int) -> bool:
    """Tell whether a unit may be a headline that stands twice: open, or taken for something else by its first word."""
    text = draft.text(number)
    is_said = len(normal_form(text)) >= MIN_DOUBLE_CHARACTERS  # not "- - - -" between the parts of a list
    return is_said and draft.zone_of(number) in (None, Zone.TEASER, Zone.FURNITURE) and not is_table_row(text)


def _are_near(draft: Draft, first: int, second: int) -> bool:
    """Tell whether nothing but a few short lines stands between two copies of a headline."""
    between = draft.open_units(first + 1, second)
    texts = [draft.text(number) for number in between]
    return len(between) <= MAX_BETWEEN and not any(is_table_row(text) or is_prose(text) for text in texts)


def _match_title(draft: Draft, window: int) -> int | None:
    title = normal_form(draft.document.title or "")
    for number in range(window):
        text = draft.text(number)
        if title and title in (normal_form(text), _without_site(text)):
            return number
    return None


def _mark_doubles(draft: Draft, window: int) -> int:
    """Mark every further copy of the headline; return the last of headline and copies, -1 where there is none."""
    if draft.headline is None:
        return -1
    last = draft.headline
    for number in range(draft.headline + 1, window):
        if _begins_article(draft, number):
            break
        if _are_copies(draft.text(draft.headline), draft.text(number)):
            draft.decide(number, Zone.DUP_HEADLINE, "headline again")
            last = number
    return last


def _are_copies(headline: str, line: str) -> bool:
    """Tell whether a line is the headline again; with a full stop that the headline has not, it is a sentence."""
    whole, again = normal_form(headline), normal_form(line)
    same = whole == again or whole == _without_site(line) or again == _without_site(headline)
    return same and ends_statement(line) <= ends_statement(headline)


def _body_start(draft: Draft, window: int, first: int) -> int:
    """Return the unit with which the article begins: that of its dateline, else its first paragraph of prose."""
    opens = draft.open_units(first)
    broken = breaks_sentences([draft.text(number) for number in opens[:MAX_LINES]])
    prose: list[int] = []
    for number, following in zip(opens, [*opens[1:], None], strict=False):
        if number >= window or len(prose) > MAX_PROSE:
            break
        text = draft.text(number)
        dateline = draft.dateline(number)
        if dateline and dateline.strength >= Strength.CAPITALS:
            return number
        if (is_prose(text) and not _is_top_caption(text)) or (broken and _runs_on(draft, number, following)):
            prose.append(number)
    return prose[0] if prose else window


def _runs_on(draft: Draft, number: int, following: int | None) -> bool:
    """Tell whether a line is as long as prose, and its sentence goes on in the next one."""
    text = draft.text(number)
    return count_words(text) >= PROSE_WORDS and following is not None and is_broken(text, draft.text(following))


def _is_top_caption(text: str) -> bool:
    """Tell whether a paragraph above an article describes a photo and ends in the name of who provided it."""
    credit = find_credit(text) if count_words(text) <= MAX_CAPTION_WORDS else None
    return credit is not None and count_hints(text) >= (1 if credit.strength >= Sureness.KNOWN else 2)


def count_hints(text: str) -> int:
    """Return how many of the signs of a caption a paragraph has: what people do in photos, (left), a full date …"""
    return sum(hint.search(text) is not None for hint in _HINTS)


def _read_captions(draft: Draft, start: int) -> None:
    """Recognise captions above the article by an agency's name after them, or where they describe a photo in prose."""
    for number in draft.open_units(0, start):
        if number == draft.headline:
            continue
        text = draft.text(number)
        if draft.headline is None or number > draft.headline:
            is_caption = not draft.units[number].is_odd and (not is_prose(text) or _is_top_caption(text))
            pieces = split_caption(text, top=True) if is_caption else []
            if pieces:
                draft.verdicts[number] = pieces
                continue
        if is_prose(text) and count_words(text) <= MAX_CAPTION_WORDS and count_hints(text) >= 2:
            draft.decide(number, Zone.CAPTION, "describes a photo above the dateline")


def _choose_headline(draft: Draft, start: int) -> int | None:
    """Choose the headline among the lines above the article where none stands twice."""
    limit = next((n for n in range(start) if draft.zone_of(n) in (Zone.CAPTION, Zone.CREDIT, Zone.BYLINE)), start)
    lines = [number for number in draft.open_units(0, limit) if not is_prose(draft.text(number))]
    if not lines:
        lines = [number for number in draft.open_units(0, start) if not is_prose(draft.text(number))]
    marked = any(not draft.is_open(number) for number in range(start))
    begun = draft.dateline(start) if start < len(draft.units) else None
    if not marked and (begun is None or begun.strength < Strength.STRICT):
        return _first_line(draft, lines, start)
    likely = [number for number in lines if _headline_score(draft.text(number)) > 0]
    if not likely:  # above a dateline a headline may be as short as it likes
        return None if marked else _first_line(draft, lines, start)
    best = max(likely, key=lambda number: (_headline_score(draft.text(number)), number))
    return best - 1 if _is_deck_of(draft, best, likely) else best


def _is_deck_of(draft: Draft, number: int, likely: list[int]) -> bool:
    """Tell whether the line right above is a headline as well and no slogan: then this one is its deck."""
    above = draft.text(number - 1) if number - 1 in likely else ""
    return count_words(above) >= HEADLINE_OVER_DECK and is_headline_like(above) and not is_slogan(above)


def _first_line(draft: Draft, lines: list[int], start: int) -> int | None:
    """Choose among lines that nothing but the article follows: only what is plainly a headline."""
    if start >= len(draft.units) or not lines or lines[0] != 0:
        return None
    following = draft.text(start)
    for number in lines[:3]:
        text = draft.text(number)
        if not _is_name_of_page(text):
            if is_plainly_headline(text, following):
                return number
            break
    alone = lines == [0] and start == 1 and draft.document.format != "jsonl"
    short = alone and count_words(draft.text(0)) >= 2 and is_heading_like(draft.text(0)) and is_prose(following)
    return 0 if short and not _is_name_of_page(draft.text(0)) else None


def _is_name_of_page(text: str) -> bool:
    return has_outlet_word(text) or is_section(text)


def _headline_score(text: str) -> int:
    words = count_words(text)
    if words < 3 or is_section(text) or words > MAX_DOUBLE_WORDS:
        return 0
    score = min(words, 8) - (4 if name_score(text) >= 3 else 0)
    score += 3 if is_headline_like(text) else 0
    return score - (3 if words <= 3 else 0)


def _decide_headline(draft: Draft) -> None:
    number = draft.headline
    assert number is not None
    text = draft.text(number)
    site = _SITE_SUFFIX.search(text)
    others = [draft.text(other) for other in draft.open_units(0, min(len(draft.units), MAX_UNITS)) if other != number]
    rule = "headline of the format" if draft.document.title else "headline"
    if site and not draft.units[number].is_odd and _is_site(site["site"], others, draft):
        end = len(text[: site.start()].rstrip())
        after = text.index(text[end:].lstrip(), end)
        draft.verdicts[number] = [
            (0, end, Zone.HEADLINE, rule),
            (after, len(text), Zone.SITE_NAME, "after the headline"),
        ]
    else:
        draft.decide(number, Zone.HEADLINE, rule)


def _is_site(name: str, others: list[str], draft: Draft) -> bool:
    known = draft.document.source
    return has_outlet_word(name) or any(name.casefold() == other.casefold() for other in [*others, known or ""])


def _read_lines(draft: Draft, start: int, last_double: int) -> int:
    """Give the lines above the article their zones; return where the body begins."""
    last = _last_marker(draft, start, max(last_double, -1 if draft.headline is None else draft.headline))
    above = [number for number in draft.open_units(0, last + 1) if not is_prose(draft.text(number))]
    lines = [number for number in above if not _is_deck(draft, number, above)]
    for number in above:
        if number not in lines:
            draft.decide(number, Zone.HEADING, "deck under the headline")
    below = draft.units[start].start if start < len(draft.units) else len(draft.document.text)
    lines = [number for number in lines if not _read_place(draft, number)]
    roles = assign(
        [draft.text(number) for number in lines], known=draft.document.source, elsewhere=draft.document.text[below:]
    )
    for number, role in zip(lines, roles, strict=True):
        if role == "name":
            draft.decide(number, Zone.SITE_NAME, "name of the outlet")
        elif role == "tagline":
            draft.decide(number, Zone.TAGLINE, "tagline of the outlet")
        else:
            draft.decide(number, Zone.FURNITURE, "section or menu above the article")
    _read_first_line(draft, last + 1, start)
    return last + 1


def _read_place(draft: Draft, number: int) -> bool:
    place = read_place_line(draft.text(number))
    if place is None:
        return False
    draft.datelines.append(place)
    draft.decide(number, Zone.DATELINE, "place alone above the article")
    return True


def _last_marker(draft: Draft, start: int, known: int) -> int:
    """Return the last unit that can only stand above an article: what is above it is no body either.

    The search ends at a row of a table, and where more than a few lines lie between one marker and the next.
    """
    last, between = known, 0
    for number in range(start):
        if _is_marker(draft, number):
            last, between = max(last, number), 0
        elif draft.is_open(number) and number > known:
            between += 1
            if between > MAX_BETWEEN or is_table_row(draft.text(number)):
                break
    return last


def _is_marker(draft: Draft, number: int) -> bool:
    pieces = draft.verdicts[number]
    if not pieces:
        return False
    zone, rule = pieces[0][2:]
    return zone in _MARKERS and not (zone is Zone.BYLINE and rule in ("credits", "contributors"))


def _is_deck(draft: Draft, number: int, above: list[int]) -> bool:
    """Tell whether a line under the headline sums the article up; right under the outlet's name it is its tagline."""
    if draft.headline is None or number < draft.headline or count_words(draft.text(number)) < DECK_WORDS:
        return False
    return not (number - 1 in above and count_words(draft.text(number - 1)) < DECK_WORDS)


def _read_first_line(draft: Draft, first: int, start: int) -> None:
    """Take the first line under the header for a heading where it would be the headline of a bare article."""
    if start >= len(draft.units):
        return
    opens = draft.open_units(first, start)
    if len(opens) > MAX_PROSE:
        return
    for number in opens:
        if not _is_name_of_page(draft.text(number)):
            if draft.headline is not None and is_plainly_headline(draft.text(number), draft.text(start)):
                draft.decide(number, Zone.HEADING, "deck under the headline")
            break
        draft.decide(
            number, Zone.SITE_NAME if has_outlet_word(draft.text(number)) else Zone.FURNITURE, "above the article"
        )
