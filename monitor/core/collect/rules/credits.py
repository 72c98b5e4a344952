"""Photo credits at the end of captions: where they begin, who took the photo, who provided it."""

import re
from dataclasses import dataclass
from enum import IntEnum

from monitor.core.collect.rules.agencies import AGENCIES, is_agency, is_provider
from monitor.core.collect.rules.shape import count_words, is_name_like
from monitor.core.collect.rules.wording import any_of

MAX_WORDS = 14  # of a credit
TAIL_CHARACTERS = 200  # in which one is looked for

_LABELS = any_of(r"""
    (?:file )?(?:photo(?:graph)?|image|picture|pic|video|illustration|graphic|foto|bild|imagen|
        fotografía)s? ?(?:credits?|courtesy(?: of)?|copyright|source|by|from|via|supplied by|provided by|
        taken by|de|von|di|door|:|/|©|\|) ?(?::|,|©|(?:of|by|to)\b)?
    (?:photo|image|picture)s? and caption by
    credits? ?(?::|-|(?:to|by)\b)
    (?:crédit|crédits|credito|crédito)(?: photo)? ?:?
    photo ?:
    bildquelle ?:
    (?:quelle|fuente|fonte|source|bron) ?:
    courtesy(?: of)? ?:?
    ©
    handout(?: photo)? (?:by|from|via)
""")
_KINDS = re.compile(
    r"(?:file|files|file (?:photo|picture|image|pic)|archives?|archiv|handout|hand-out|undated|illustration)$",
    re.IGNORECASE,
)
_PHOTO_WORD = re.compile(
    r"\b(?:photo|photograph|image|picture|handout|pool|getty|shutterstock|alamy|epa|file|foto|bild|nurphoto|imago|"
    r"via|courtesy|credit)\b|©",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?:^|(?<=[\s(\[])){_LABELS}\s*(?P<who>[^\n]{{2,120}})$", re.IGNORECASE)
_LABEL = re.compile(rf"\s*[(\[]?\s*(?:{_LABELS})\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[](?P<who>[^()\[\]\n]{2,120})[)\]]\.?$")
# A full stop that ends a sentence, not one after an initial or a title.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\w(\[©\"“])")
_NO_SENTENCE_END = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Dr|St|Jr|Sr|Lt|No|Gen|Sen|Gov|Rev|Col|Sgt|Mrs|Prof|Capt))$"
)  # an initial, a title
_SLASHED = re.compile(
    r"(?:(?<=\s)|^)(?P<who>(?:[A-ZÀ-Þ][\w.'’-]*\s){0,3}[A-ZÀ-Þ][\w.'’-]*\s?/\s?[^/\n]{2,60}(?:/[^/\n]{2,60}){0,3})$"
)
_AGENCY_FIRST = re.compile(
    rf"(?:(?<=\s)|^){AGENCIES}(?:\sphoto)?\s?/\s?[^/\n]{{2,60}}(?:/[^/\n]{{2,40}})?$", re.IGNORECASE
)
_JOINTS = re.compile(r"\s*(?:,|\||\s[-–—]\s|\bvia\b|\bfor\b)\s*", re.IGNORECASE)
_STATEMENT_ENDS = (".", "!", "?", "…", ".”", '."', "”", '"', ":")
_ENDS = re.compile(r"[.!?]$")
_NOISE = re.compile(
    r"^(?:by|of|from|:|©|\(c\)|\d{4}|-|–|\s)+|(?:[\s.,;:]|,\s*(?:file|pool|archive)(?: photo)?\b)+$", re.IGNORECASE
)
_AGENCY_PHOTO = re.compile(r"\s+photo(?:graph)?$", re.IGNORECASE)


class Sureness(IntEnum):
    """How sure it is that a text ends in a photo credit."""

    UNKNOWN = 1  # a name that may be an agency's, after the last sentence
    KNOWN = 2  # a known agency or photo service; articles end in those as well
    EXPLICIT = 3  # only photos are credited so


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit that begins at ``start`` of the text and runs to its end."""

    start: int
    strength: Sureness


def find_credit(text: str) -> Credit | None:
    """Return the photo credit at the end of a text, or None.

    Args:
        text: A paragraph without blanks around it.
    """
    if text.endswith(_STATEMENT_ENDS) and not text.endswith((").", "].")) and count_words(text) > MAX_WORDS:
        return None  # a paragraph that ends as a sentence: nothing but an own line ends so and is a credit
    offset = max(0, len(text) - TAIL_CHARACTERS)
    end = text[offset:]
    found = _bracketed(end) or _labelled(end) or _after_sentence(end) or _slashed(end)
    return Credit(offset + found.start, found.strength) if found else None


def read_credit(credit: str, *, agency: str | None = None) -> tuple[str | None, str | None]:
    """Return the photographer and the provider that a credit names, None for each that it does not.

    Args:
        credit: The credit as it stands, with brackets and label.
        agency: The agency of the article, which its photos may be of even if nobody knows it.
    """
    text = _LABEL.sub("", credit.strip(), count=1) if _LABEL.match(credit) else credit
    text = _NOISE.sub("", text.strip(" ()[]"))
    chunks = [chunk for part in text.split("/") if (chunk := part.strip()) and not _KINDS.match(chunk)]
    if not chunks:
        return None, None
    if len(chunks) == 1:
        return _joined(chunks[0])
    first = _AGENCY_PHOTO.sub("", chunks[0])
    is_of_agency = is_agency(first) or (agency is not None and first.casefold() == agency.casefold())
    if is_of_agency and not is_provider(chunks[1]):
        return (_JOINTS.split(chunks[1])[0] or None), first
    if is_provider(chunks[0]):
        return None, "/".join(chunks)
    if len(chunks) == 2 and count_words(chunks[0]) == 1 and count_words(chunks[1]) > 1 and not is_provider(chunks[1]):
        return chunks[1], chunks[0]  # an agency that nobody knows, then a full name
    return chunks[0], "/".join(chunks[1:])


def _joined(text: str) -> tuple[str | None, str | None]:
    """Read a credit without a slash: "Jane Doe via AP", "Jane Doe, AFP", "Getty Images", "Jane Doe"."""
    parts = [part for part in _JOINTS.split(text) if part and not _KINDS.match(part)]
    if not parts:
        return None, None
    if is_provider(parts[0]):
        return None, _AGENCY_PHOTO.sub("", text if len(parts) > 1 else parts[0])
    if len(parts) > 1:
        rest = text[text.index(parts[1], len(parts[0])) :]
        return parts[0], rest
    return (parts[0], None) if is_name_like(parts[0]) else (None, parts[0])


def _bracketed(text: str) -> Credit | None:
    found = _BRACKETED.search(text)
    if found is None or count_words(found["who"]) > MAX_WORDS:
        return None
    who = found["who"]
    explicit = _PHOTO_WORD.search(who) is not None
    if (explicit and not _is_remark(who)) or _is_slashed_credit(who):
        return Credit(found.start(), Sureness.EXPLICIT)
    known = is_provider(who) or _is_name_and_name(who)
    return Credit(found.start(), Sureness.KNOWN) if known else None


def _labelled(text: str) -> Credit | None:
    found = _LABELLED.search(text)
    if found is None:
        return None
    if found.start() and text[found.start() - 1] in "([":
        return None
    who = found["who"]
    if text[found.start()] == "©" and not (_is_slashed_credit(who) or _is_name_and_name(who)):
        return None  # a copyright line
    before = text[: found.start()].rstrip()
    if before and not re.search(r"[.!?:)\]\"”’|/–—-]$", before):
        return None
    if count_words(who) > MAX_WORDS or _last_sentence(who) or not _names_someone(who):
        return None
    return Credit(found.start(), Sureness.EXPLICIT)


def _after_sentence(text: str) -> Credit | None:
    """Find a credit that is all that follows the last sentence of a caption."""
    start = _last_sentence(text)
    rest = text[start:]
    if not rest or count_words(rest) > MAX_WORDS or _ENDS.search(rest):
        return None
    if _is_slashed_credit(rest):
        return Credit(start, Sureness.EXPLICIT)
    if _is_name_and_name(rest):
        return Credit(start, Sureness.KNOWN if start else Sureness.UNKNOWN)
    agency = _AGENCY_PHOTO.sub("", rest)
    if start and agency != rest and (is_name_like(agency) or is_agency(agency)):
        return Credit(start, Sureness.EXPLICIT)
    parts = _JOINTS.split(rest)
    if is_provider(parts[-1]) and (len(parts) == 1 or is_provider(parts[0]) or is_name_like(parts[0])):
        return Credit(start, Sureness.EXPLICIT if _PHOTO_WORD.search(rest) else Sureness.KNOWN)
    return Credit(start, Sureness.UNKNOWN) if start and is_name_like(rest) else None


def _last_sentence(text: str) -> int:
    """Return where the words after the last sentence begin, 0 where there is none."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if not _NO_SENTENCE_END.search(text, max(0, found.start() - 6), found.start()):
            start = found.end()
    return start


def _slashed(text: str) -> Credit | None:
    """Find "Jane Doe/Pool via AP" at the end of a caption that has no full stop before it."""
    if "/" not in text:
        return None
    found = _SLASHED.search(text)
    if found and _is_slashed_credit(found["who"]):
        return Credit(found.start(), Sureness.EXPLICIT)
    found = _AGENCY_FIRST.search(text)
    return Credit(found.start(), Sureness.EXPLICIT) if found and _is_slashed_credit(found.group()) else None


def _is_slashed_credit(text: str) -> bool:
    """Tell whether chunks between slashes are a name and a provider, in either order."""
    chunks = [chunk.strip() for chunk in text.split("/")]
    if len(chunks) < 2 or count_words(text) > MAX_WORDS or _ENDS.search(text.strip()):
        return False
    named = [is_provider(_AGENCY_PHOTO.sub("", chunk)) or _KINDS.match(chunk) is not None for chunk in chunks]
    return any(named) and all(known or is_name_like(chunk) for known, chunk in zip(named, chunks, strict=True))


def _is_name_and_name(text: str) -> bool:
    """Tell whether a text is a full name, a slash and another name: an agency that nobody knows, perhaps."""
    chunks = [chunk.strip() for chunk in text.split("/")]
    return (
        2 <= len(chunks) <= 4
        and any(count_words(chunk) >= 2 for chunk in chunks[:2])
        and all(map(is_name_like, chunks))
        and not _ENDS.search(text)
    )


def _is_remark(text: str) -> bool:
    """Tell whether words in brackets that mention a picture are a remark of the text ("see picture above")."""
    words = text.split()
    return words[0].islower() and words[0] not in (
        "photo",
        "image",
        "picture",
        "file",
        "via",
        "credit",
        "foto",
        "photograph",
    )


def _names_someone(text: str) -> bool:
    """Tell whether what follows a label of a credit is a name or a provider, not the sentence of a caption."""
    if is_provider(text):
        return True
    words = [word for word in re.split(r"[\s/,|]+", text) if word[:1].isalpha()]
    small = [word for word in words if word.islower() and word not in _SMALL_WORDS]
    return bool(words) and len(small) * 3 <= len(words) and not _ENDS.search(text.rstrip(")") if len(words) > 6 else "")


_SMALL_WORDS = frozenset(
    "via for of the and by de la van von der den bin al el et und y di da file photo handout pool".split()
)
