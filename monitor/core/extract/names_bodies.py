"""Which organisation a short form stands for: "LRB" for the Lake Rail Board, "Norfell" for Norfell Inc."""

import re
from collections.abc import Iterable, Mapping

from monitor.core.extract.names_sightings import Sighting, fold
from monitor.core.terms import EntityType

BRACKETED = re.compile(r"\s?\(\s?[\"“‘]?(?P<acronym>[A-Z][A-Za-z&./-]{1,9}[A-Za-z])[\"”’]?\s?[);,]")
OR_ACRONYM = re.compile(
    r",? (?:or|known as|also known as|called|dubbed)(?: the)? (?P<acronym>[A-Z]{2,8})\b(?=[\s,.;)])"
)
PAPERS = frozenset("times post journal herald tribune guardian telegraph globe gazette chronicle observer star".split())
"""Last words of newspapers' names by which an article goes on to call them: "the Times said"."""
MIN_CAPITALS = 2
MIN_INITIALS = 3  # shorter initials of different bodies coincide too easily to be paired without brackets
JOINING = frozenset("of the for and in on to de la du des et".split())
LEGAL_FORMS = frozenset(
    "inc corp corporation co company ltd limited plc llc llp lp gmbh ag kg sa spa nv bv ab asa oyj oy se sas sarl "
    "group holdings holding pty bhd pte".split()
)


def gather_bodies(texts: Iterable[tuple[str, Iterable[Sighting]]]) -> Mapping[str, str]:
    """Return the full name of each folded short form that means exactly one organisation of an article.

    Args:
        texts: The article's counted passages, each with what was seen in it.
    """
    defined: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    organisations: dict[str, str] = {}
    for text, sightings in texts:
        for sighting in sightings:
            if sighting.name.isupper() and " " not in sighting.name:
                acronyms.setdefault(sighting.key, sighting.name.replace(".", ""))
            elif sighting.type is EntityType.ORG:
                organisations.setdefault(sighting.key, sighting.name)
                acronym = bracketed_acronym(text, sighting.end) or _added_acronym(text, sighting)
                if acronym is not None:
                    defined.setdefault(fold(acronym), sighting.name)
    by_initials = _unique((initials(name), name) for name in organisations.values())
    paired = {key: by_initials[letters] for key, letters in acronyms.items() if letters in by_initials}
    companies = _unique((fold(without_legal_form(name)), name) for name in organisations.values())
    papers = _unique((name.split()[-1].lower(), name) for name in organisations.values() if " " in name)
    papers = {word: name for word, name in papers.items() if word in PAPERS}
    bodies = {**papers, **companies, **paired, **defined}
    return {key: name for key, name in bodies.items() if key and key != fold(name)}


def bracketed_acronym(text: str, end: int) -> str | None:
    """Return the acronym that stands in brackets right after a name that ends at ``end``."""
    found = BRACKETED.match(text, end)
    if found is None or sum(letter.isupper() for letter in found["acronym"]) < MIN_CAPITALS:
        return None
    return found["acronym"]


def _added_acronym(text: str, sighting: Sighting) -> str | None:
    """Return the acronym that is given without brackets: "the Lake Rail Board, or LRB,"."""
    found = OR_ACRONYM.match(text, sighting.end)
    if found is None:
        return None
    letters = "".join(word[0] for word in re.split(r"[\s-]+", sighting.name) if word and word.lower() not in JOINING)
    return found["acronym"] if letters.upper().endswith(found["acronym"]) else None


def initials(name: str) -> str:
    """Return the capitals with which a name of several words would be abbreviated, "" for a short one."""
    words = [word for word in re.split(r"[\s-]+", name) if word and word.lower() not in JOINING]
    return "".join(word[0] for word in words).upper() if len(words) >= MIN_INITIALS else ""


def without_legal_form(name: str) -> str:
    """Return the name of a company without "Inc" and the like, "" where it has none."""
    words = name.replace(",", " ").split()
    count = len(words)
    while count > 1 and words[count - 1].lower().rstrip(".") in LEGAL_FORMS:
        count -= 1
    while count > 1 and words[count - 1].lower() in ("&", "and"):
        count -= 1
    return " ".join(words[:count]) if count < len(words) else ""


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the short forms that only one name has."""
    names: dict[str, set[str]] = {}
    for short, name in pairs:
        names.setdefault(short, set()).add(name)
    return {short: next(iter(found)) for short, found in names.items() if short and len(found) == 1}
