"""Lines that join byline, date, outlet and section: "By Jane Doe in Oslo · 9 April 2025", "Harbour Post | World"."""

import re

from monitor.core.collect.rules.bylines import byline_rule
from monitor.core.collect.rules.captions import Piece
from monitor.core.collect.rules.dates import find_dates, find_day_of_month, read_date_line
from monitor.core.collect.rules.furniture import is_furniture
from monitor.core.collect.rules.outlet import has_outlet_word, is_section
from monitor.core.collect.rules.shape import count_words, is_name_like
from monitor.core.collect.rules.wording import holds_any
from monitor.core.terms import Zone

MAX_WORDS = 30
MAX_OTHER_WORDS = 6  # of a part that is neither date nor byline: an outlet, a section, a place

_JOINT = re.compile(r"\s*(?:[|·•▪]|\s[-–—]\s|\n|/(?=\s))\s*|\s{3,}")
_JOINTS = ("|", "·", "•", "▪", " - ", " – ", " — ", "/ ", "\n", "   ")
_BY = re.compile(r"(?:by|par|von|por)\s", re.IGNORECASE)


def split_joined(line: str) -> list[Piece]:
    """Divide a line that joins a date or a byline with other short parts; empty where it is anything else."""
    if len(line) > 240 or count_words(line) > MAX_WORDS:
        return []
    parts = list(_parts(line)) if holds_any(line, _JOINTS) else []
    if len(parts) < 2:
        return _byline_with_date(line)
    pieces = [(start, end, *_zone(line[start:end])) for start, end in parts]
    zones = [zone for _, _, zone, _ in pieces]
    if None in zones or not {Zone.DATE_LINE, Zone.BYLINE} & set(zones):
        return []
    return [(start, end, zone, rule) for start, end, zone, rule in pieces if zone is not None]


def _parts(line: str) -> list[tuple[int, int]]:
    """Return the parts between the joints; each joint's mark goes to the part before it."""
    parts: list[tuple[int, int]] = []
    start = 0
    for joint in _JOINT.finditer(line):
        if line[start : joint.start()].strip():
            parts.append((start, len(line[: joint.end()].rstrip())))
            start = joint.end()
    if line[start:].strip():
        parts.append((start, len(line)))
    return parts


def _zone(part: str) -> tuple[Zone | None, str]:
    text = _JOINT.sub("", part).strip() if _JOINT.search(part[-3:]) else part.strip()
    text = text.rstrip(" |·•▪-–—/")
    line = read_date_line(text)
    if line and (line.published or line.updated or not find_day_of_month(text)):
        return Zone.DATE_LINE, "date joined to other parts"  # but not "Press digest - Aug 31"
    if byline_rule(text):
        return Zone.BYLINE, "byline joined to other parts"
    if is_furniture(text) or is_section(text):
        return Zone.FURNITURE, "section joined to a date or byline"
    if has_outlet_word(text):
        return Zone.SITE_NAME, "outlet joined to a date or byline"
    if count_words(text) <= MAX_OTHER_WORDS and is_name_like(text, longest=MAX_OTHER_WORDS):
        return Zone.FURNITURE, "name joined to a date or byline"
    return None, ""


def _byline_with_date(line: str) -> list[Piece]:
    """Divide "By Jane Doe September 29, 2023", which nothing but the date's beginning does."""
    if not _BY.match(line):
        return []
    dates = find_dates(line)
    if not dates:
        return []
    start = dates[0].start
    before = line[:start].rstrip(" ,;(")
    if start == 0 or not byline_rule(before) or not read_date_line(line[start:]):
        return []
    return [
        (0, len(line[:start].rstrip()), Zone.BYLINE, "byline before a date"),
        (start, len(line), Zone.DATE_LINE, "date after a byline"),
    ]
