"""A model's span cut down to the name: without article, title, possessive, score or stray punctuation."""

import re
from collections.abc import Iterable, Sequence

from monitor.core.extract.entities import FoundSpan
from monitor.core.extract.names_sightings import MODEL, Sighting, sight
from monitor.core.extract.names_words import ABBREVIATIONS, NUMBERED_PLACES, ORG_HEADS, PERSONAL_TITLES, TITLE_WORDS
from monitor.core.extract.readable import WRAP_COLUMN
from monitor.core.terms import EntityType

TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.NORP,
    "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT,
    "WORK_OF_ART": EntityType.OTHER,
    "LAW": EntityType.OTHER,
    "MISC": EntityType.OTHER,
}
"""The entity type of each label of the models; dates, numbers, money and languages are left out."""

WEB_ADDRESS = re.compile(r"(?:https?:|www\b|\S+\.(?:com|org|net|co)\b)")

LEADING = re.compile(r"(?:[\s\"'“”‘’«»(\[{<*•·,;:./&-]|[-–—]\s|\d{1,3}\s[-–—]\s)+")
PREFIX = re.compile(r"(?:ex|non|anti|pro|pre|post|then|mid)[-‑](?=[^\W\d_a-zß-öø-ÿ])")
"""What is put before a name and is no part of it: "ex-Russian", "pro-European"."""
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
FRENCH_ARTICLE = re.compile(
    r"(?:(?:de|d['’]|du|des|à|au|aux|en|par|pour)\s*)?(?:l['’]|(?:le|la|les|un|une)\s)?"
    r"(?:(?:port|ville|région|village|commune|royaume|château|chantier naval|studio|club|équipe|groupe|société)"
    r"\s(?:de\s(?:la\s|l['’])?|d['’]|du\s|des\s)?)?"
)
"""Small words before a name, and the common nouns that say what it is."""
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
TRAILING = re.compile(r"[\s\"'“”‘’«»([{<>*•·,;:!?/&–—-]+$")
TRAILING_SCORE = re.compile(r"\s+[(]?\d[\d.,:/-]*$")
MONEY = re.compile(
    r"(?:U\.?S\.?|Hong Kong|New Zealand|Singapore|.*(?:n|sh|ese|ch|ss|i))\s"
    r"(?:dollars?|dlrs?|francs?|pesos?|yen|kron[aeo]r?|rupees?|roubles?|rubles?|dinars?|ri[ya]+ls?|guilders?"
    r"|schillings?|shillings?|escudos?|pesetas?|euros?|cents?|marks|pounds|crowns|yuan|renminbi|won|baht|zlotys?)",
    re.IGNORECASE,
)
"""A currency with its country: money, which is never a name."""
FIRST_WORD = re.compile(r"(\S+)\s+(?=\S)")


def read_spans(text: str, spans: Sequence[FoundSpan], language: str | None = None) -> list[Sighting]:
    """Return the names among a model's spans, each cut down to the name itself."""
    article = FRENCH_ARTICLE if language == "fr" else ARTICLE
    cleaned = (_clean(text, span, article) for span in spans if span.label in TYPES)
    return [sighting for sighting in cleaned if sighting is not None]


def _clean(text: str, span: FoundSpan, article: re.Pattern[str]) -> Sighting | None:
    """Return the span without what surrounds the name; None where no name is left."""
    type_, rule = _first_type(text, span)
    printed, start, end = text[span.start : span.end], span.start, span.end
    plain = printed.replace(" ", "").isalpha() and " " not in (printed[0], printed[-1])  # words and nothing else: most
    if not plain:
        end = _cut_at_line_end(text, start, end)
    start = _skip_leading(text, start, end, (article,) if plain else (LEADING, article, LEADING, PREFIX))
    if type_ is EntityType.PERSON:
        start = skip_titles(text, start, end)
    if not plain:
        end = _drop_trailing(text, start, end, type_)
    name = text[start:end]
    if not (name[:1].isalpha() or any(map(str.isalpha, name))):
        return None
    if (
        name.islower()
        or (len(name) == 1 and name.isascii() and name != "X")
        or (not name.isalpha() and (WEB_ADDRESS.match(name) or MONEY.fullmatch(name)))
    ):
        return None
    return sight(text, start, end, type_, rule)


def _first_type(text: str, span: FoundSpan) -> tuple[EntityType, str]:
    """Return the type of a span and the rule; "Ombudsman Jane Doe" is a person whatever the model says."""
    type_ = TYPES[span.label]
    if type_ is EntityType.ORG:
        words = text[span.start : span.end].lower().split()
        titled = len(words) in (3, 4) and words[0].rstrip(".") in PERSONAL_TITLES
        if titled and ORG_HEADS.isdisjoint(words) and not {"of", "for"} & set(words):
            return EntityType.PERSON, "title"
    return type_, MODEL


def skip_titles(text: str, start: int, end: int) -> int:
    """Return where the name proper begins in "former Prime Minister Jane Doe"."""
    while (word := FIRST_WORD.match(text, start, end)) and word[1].lower().rstrip(".,") in TITLE_WORDS:
        start = word.end()
    return start


def _cut_at_line_end(text: str, start: int, end: int) -> int:
    """Return the end of the name's first line, unless that line was wrapped in the middle of a sentence."""
    while (break_at := text.find("\n", start, end)) >= 0:
        if break_at - (text.rfind("\n", 0, break_at) + 1) < WRAP_COLUMN or "\n\n" in text[start:end]:
            return break_at
        if "\n" not in text[break_at + 1 : end]:
            break
        end = text.rfind("\n", start, end)
    return end


def _skip_leading(text: str, start: int, end: int, patterns: Iterable[re.Pattern[str]]) -> int:
    for pattern in patterns:
        found = pattern.match(text, start, end)
        if found and found.end() < end:
            start = found.end()
    return start


def _drop_trailing(text: str, start: int, end: int, type_: EntityType) -> int:
    """Return the end of the name before punctuation, a possessive, an open bracket and a score."""
    while start < end:
        name = text[start:end]
        shorter = POSSESSIVE.sub("", TRAILING.sub("", name))
        if shorter.count("(") != shorter.count(")"):
            shorter = shorter[: shorter.rindex("(")] if "(" in shorter else shorter.replace(")", "", 1)
        shorter = _without_full_stop(shorter.split(" <")[0])  # "Norfell Corp <NRF"
        if type_ in (EntityType.PERSON, EntityType.PLACE, EntityType.ORG):
            shorter = _without_score(shorter, type_)
        if shorter == name:
            return end
        end = start + len(shorter)
    return end


def _without_full_stop(name: str) -> str:
    """Return the name without a closing full stop that belongs to the sentence."""
    if not name.endswith("."):
        return name
    last = name.rsplit(maxsplit=1)[-1]
    if last.lower().rstrip(".") in ABBREVIATIONS or re.fullmatch(r"(?:[^\W\d_]\.)+(?:[^\W\d_]\.)", last):
        return name
    return name[:-1]


def _without_score(name: str, type_: EntityType) -> str:
    """Return the name without the number after it: "Norwich 2", "R. Lane 5-79", but not "Channel 4" or "Route 9"."""
    score = TRAILING_SCORE.search(name)
    if score is None or score.start() == 0:
        return name
    if type_ is EntityType.ORG and not re.search(r"\d[-:/]\d|[(]", score[0]):
        return name
    if type_ is EntityType.PLACE and name[: score.start()].rsplit(maxsplit=1)[-1].lower() in NUMBERED_PLACES:
        return name
    return name[: score.start()]
