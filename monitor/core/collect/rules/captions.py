"""Captions: which paragraphs describe a photo, and where their credit and the licensing button after it begin."""

import re

from monitor.core.collect.rules.credits import Sureness, find_credit
from monitor.core.collect.rules.legal import legal_tail, licensing_tail
from monitor.core.collect.rules.shape import count_words, ends_sentence, is_reported
from monitor.core.collect.rules.wording import any_of
from monitor.core.terms import Zone

MAX_WORDS = 90  # of a caption with a label and credit
MAX_PLAIN_WORDS = 60  # of a caption without a label; a longer paragraph that ends in a credit is body

Piece = tuple[int, int, Zone, str]
"""A stretch of a line with its zone and rule; offsets count within the line."""

_LABELS = any_of(r"""
    (?:file|archive|stock|library|handout|undated|representative|representational|illustrative|illustration|
        satellite|combination|combo|composite) (?:photo(?:graph)?|image|picture|pic|footage|illustration|
        video) ?(?::|-|–|—|\||\.|of\b|shows\b)
    file ?(?:-|–|—|:) ?
    (?:photo(?:graph)?|image|picture|pictured|caption|pic|graphic|illustration|infographic|map|
        screenshot)s? ?(?::|\||-|–|—)
    (?:photo|image|picture|media|video) captions?\b ?:?
    (?:pictured|photographed)(?: (?:left|right|above|below|here|from left|from the left|is|are))\b
    (?:archivbild|archivfoto|symbolbild|symbolfoto|foto|bild|imagen|photo d['’]archives?|
        photo d['’]illustration|foto de archivo|imagen de archivo|foto d['’]archivio|fotografía|foto archief|
        фото|иллюстрация|снимок|ілюстрація|
        ilustrasi|foto ilustrasi|image d['’]illustration) ?(?::|-|–|—|\||\.)
    (?:in this|this|the|a|an)(?: \w+){0,3} (?:file |handout |undated |combination |aerial |satellite |still |
        video |screen )+(?:photo(?:graph)?|image|picture|grab|shot)s?\b
    in (?:this|a|these) (?:\w+,? ){0,6}(?:photo(?:graph)?|image|picture|frame grab|screenshot|
        combination)s?,? (?:taken|made|provided|released|from|by|posted|supplied|shot|obtained)?\b
    (?:a|this) (?:photo(?:graph)?|image|picture)s? (?:taken|released|provided|shows?|obtained|issued|posted|supplied)\b
    an? (?:general|aerial|wide) view (?:of|shows)\b
    (?:photo|image|picture|illustration)s?\b.{0,20} (?:for|used for|only for) (?:illustrati(?:ve|on)|
        representation(?:al)?)\b
    (?:\w+ )?file (?:photo|image|picture)s? (?:of|shows)\b
""")
_LABEL = re.compile(rf"[\s(\[]*{_LABELS}\s*", re.IGNORECASE)
_SAID_INSIDE = re.compile(
    r"\bin th(?:is|ese) (?:undated |file |handout |combination |aerial |satellite |still )*(?:photo|photograph|"
    r"image|picture|frame grab|screenshot|combo)s?"
    r"(?: (?:released|provided|taken|obtained|made|supplied|issued|shot|dated|posted|from|by)\b|\.?$)",
    re.IGNORECASE,
)
_CREDIT_FIRST = re.compile(
    r"(?:photo|image|picture|foto|bild)s? ?(?:credits?|by|"
    r"courtesy(?: of)?) ?:? ?(?P<who>[^.!?\n:]{2,60})[.|]\s+(?=[A-Z\"“])",
    re.IGNORECASE,
)
_WHOLE_CREDIT = re.compile(
    r"(?:image|photo|picture|media|video)s? (?:copyright|source|credit|by|courtesy(?: of)?)\b,?:?\s*[^.!?]{2,80}$|"
    r"getty images\W*$",
    re.IGNORECASE,
)
_PROVIDER_FIRST = re.compile(
    r"(?:Getty Images|Reuters|AFP|EPA|PA Media|PA|Alamy|Shutterstock|AP|Press Association|Rex|Anadolu)"
    r"(?:[/,] ?[A-Z][\w .]{2,30})? (?=(?:A|An|The|Two|Three|[A-Z][\w.-]+ [\w-]+ [a-z])\b)"
)
MAX_ALTERNATIVE_WORDS = 30  # of what a page says in place of a photo
_TAKEN = re.compile(
    r".{0,120}\b(?:taken|shows?|showing|released|provided|obtained|supplied|issued|posted|made|shot|view|illustrati\w+|"
    r"representation\w*|pictured|photographed|from (?:video|left))\b",
    re.IGNORECASE,
)


def split_caption(text: str, *, certain: bool = False, top: bool = False) -> list[Piece]:
    """Divide a paragraph into caption, credit and licensing text; empty where it is no caption.

    Args:
        text: The paragraph, without blanks around it.
        certain: The markup says that it is a caption.
        top: It stands above the article, where an agency's name after it is a credit as well.
    """
    words = count_words(text)
    label = _LABEL.match(text)
    if words > (MAX_WORDS if label else MAX_PLAIN_WORDS) and not certain:
        return []
    end, tail = _cut_tail(text)
    before = text[:end]
    if _WHOLE_CREDIT.match(before):
        return [(0, end, Zone.CREDIT, "photo credit"), *tail]
    first = _credit_first(before)
    if first:
        return [(0, first[0], Zone.CREDIT, "photo credit"), *_caption_after(before, first[1]), *tail]
    credit = find_credit(before)
    start = credit.start if credit else end
    if credit and (credit.strength is Sureness.EXPLICIT or top or label or certain):
        return [*_caption(before, start, label), (start, end, Zone.CREDIT, "photo credit"), *tail]
    if label and _is_told(before, label):
        label = None  # "In this picture, nobody wins, the analyst said."
    if label or certain or (tail and top) or ("in th" in before and _SAID_INSIDE.search(before)):
        return [*_caption(before, end, label), *tail]
    return []


def _credit_first(text: str) -> tuple[int, int] | None:
    """Return where a credit that stands first ends and where the caption after it begins; None where none does."""
    first = _CREDIT_FIRST.match(text)
    if first:
        return first.end("who") + 1, first.end()
    if count_words(text) > MAX_ALTERNATIVE_WORDS or ends_sentence(text):
        return None
    provider = _PROVIDER_FIRST.match(text)
    return (provider.end() - 1, provider.end()) if provider else None


def _is_told(text: str, label: re.Match[str]) -> bool:
    """Tell whether a paragraph that begins like a caption, with no mark after the words, is told in the article."""
    if _is_bare_label(label.group()) or not ends_sentence(text):
        return False
    return is_reported(text) or _TAKEN.match(text) is None


def caption_text(caption: str) -> str:
    """Return a caption without its label ("FILE PHOTO: …")."""
    label = _LABEL.match(caption)
    rest = caption[label.end() :] if label and _is_bare_label(label.group()) else caption
    return rest.strip()


def _cut_tail(text: str) -> tuple[int, list[Piece]]:
    """Return where the caption and its credit end, and the legal piece after them."""
    starts = [start for start in (licensing_tail(text), legal_tail(text)) if start]
    if not starts or text[: min(starts)].strip() == "":
        return len(text), []
    start = min(starts)
    if text[start] == "©":  # a credit, not a legal line
        return len(text), []
    return len(text[:start].rstrip()), [(start, len(text), Zone.LEGAL, "licensing after a caption")]


def _caption(text: str, end: int, label: re.Match[str] | None) -> list[Piece]:
    """Return the caption piece, none where there are no words between its label and the credit."""
    trimmed = len(text[:end].rstrip())
    if trimmed == 0 or (label and label.end() >= trimmed and not re.search(r"\w", text[label.end() : trimmed])):
        return [(0, trimmed, Zone.CAPTION, "caption label")] if trimmed else []
    return [(0, trimmed, Zone.CAPTION, "caption label" if label else "caption before its credit")]


def _caption_after(text: str, start: int) -> list[Piece]:
    """Return what follows a credit that stands first: its caption."""
    return [(start, len(text), Zone.CAPTION, "caption after its credit")] if text[start:].strip() else []


def _is_bare_label(label: str) -> bool:
    """Tell whether a label is only that ("File photo:"), and no words of the caption ("In this photo taken …")."""
    return (
        re.search(r"[:|–—.-]\s*$", label) is not None
        or re.match(r"\s*(?:image|photo|media|video|picture) caption", label, re.IGNORECASE) is not None
    )
