"""Bylines: "By Jane Doe", "(Reporting by A and B in Seoul; Editing by C)", "C contributed to this report."."""

import re
from collections.abc import Iterator

from monitor.core.collect.rules.agencies import is_agency
from monitor.core.collect.rules.shape import count_words, ends_statement, is_name_like
from monitor.core.collect.rules.wording import any_of, holds_any
from monitor.core.records import Byline

MAX_WORDS = 80  # of a credit line; agencies that name thirty people stay under it
MAX_PLACE_WORDS = 8  # after "reported from"
MAX_SIGNED = 80  # characters of a line that is nothing but the names of agencies
MAX_BY_WORDS = 25  # of "By Jane Doe and John Roe, Staff Writers"
TAIL_CHARACTERS = 700  # in which the credits at the end of a paragraph are looked for

_ROLES = (
    (r"additional writing|writing|written|text|words|story|compiled|rédigé|escrito|geschrieben|redactado", "writer"),
    (
        r"additional reporting|reporting|reported|report|with (?:additional )?(?:reporting|contributions|files|"
        r"inputs?)(?= (?:by|from))",
        "reporter",
    ),
    (r"additional editing|editing|edited|desk editing|redigido|editado|bearbeitet", "editor"),
    (r"photography|photographs?|photos?|pictures|photographed", "photographer"),
    (r"translation|translated|traduit|traducción|übersetzt|übersetzung", "translator"),
    (r"production|produced|video", "producer"),
    (r"research|fact[ -]checking|fact-checked", "researcher"),
    (r"graphics?|illustrations?|illustrated|maps?|data|design", "illustrator"),
    (r"interview(?:ed)?", "interviewer"),
)
_VERBS = "|".join(verbs for verbs, _ in _ROLES)
_BY = r"(?:by|par|por|von|di|(?<=[gse] )from)"
_MARKER = re.compile(
    rf"(?:^|(?<=[\s(\[;,.)—–|-]))(?P<verb>{_VERBS})(?:\s+and\s+(?:{_VERBS}))*\s*(?::|\b{_BY}\b)[\s:]+", re.IGNORECASE
)
_CREDITS = re.compile(rf"[\s(\[*•—–-]*(?:{_VERBS})(?:\s+and\s+(?:{_VERBS}))*\s+{_BY}\b[\s:]", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z]{2})[.!?]\s+(?=[A-Z])")
_CREDITS_COLON = re.compile(
    r"[\s(\[*•—–-]*(?:additional reporting|reporting|writing|editing|editor|reporters?|writers?|text|words|"
    r"photography|photographer|story|contributors?|correspondents?|by-?line|producer|"
    r"translation|texte|redaktion|texto|redacción|author|authors|auteur|autor|autora|autore)\s*:\s*(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_BY_LINE = re.compile(r"[\s(\[*•—–|-]*(?:by|par|von|por|di|door|av|af)\s*:?\s+(?=[A-ZÀ-Þ\"“])", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"\b(?:(?:also )?(?:reported from|contributed (?:to (?:this|the) (?:report|story|article|coverage|piece|"
    r"dispatch)|from|reporting))|"
    r"contributing to this (?:report|story|article)|reporting from|wrote this (?:story|report|article))\b",
    re.IGNORECASE,
)
_AFTER_VERB = re.compile(
    r"\s*(?:(?:from|in|for|to|and)\s+)*(?:[A-ZÀ-Þ(]|this\b|the (?:report|story|article)\b|[.,;)]|$)"
)
_STAFF = any_of(r"""
    (?:our |a |the )?(?:staff|special|foreign|senior|chief|political|diplomatic|web|news|online|city|sports?|
        business|our)(?: \w+){0,2} (?:reporters?|writers?|correspondents?|editors?|team|desk|bureau|
        contributors?|staff)
    (?:reporters?|writers?|correspondents?|editors?|columnists?|contributors?)
    (?:\w+ ){0,3}(?:staff|newsroom|bureaus?|bureaux|desk|agencies|team|correspondents|writers|reporters|editors)
    (?:news )?agencies
    wire (?:reports|services)
    our (?:special |foreign |own |staff )?correspondents?,? (?-i:[A-ZÀ-Þ]).{3,60}
""")
_STAFF_LINE = re.compile(
    rf"[\s(\[—–-]*(?:(?:by|from)\s+)?(?:our\s+|a\s+|the\s+)?{_STAFF}(?:\s+(?:and|in|at|,)\s.{{2,40}})?\W*$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"(?P<who>[^,|\n–—]{3,60})\s*(?:,|\||\s[-–—]\s)\s*(?:\w+[ -]){0,4}(?:reporter|writer|correspondent|editor|"
    r"columnist|journalist|contributor|producer|photographer)s?"
    r"(?:,? (?:for|at|in|of)?\s?(?-i:[A-Z])[\w .&'’-]{1,40})?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"[\s(\[*•—–-]*(?:with (?:inputs?|reports?|files|material|additional reporting) from\b.{2,60}|"
    r"with .{2,30} inputs?|(?:source|via|"
    r"from|agency) ?: ?(?P<who>[^.!?]{2,40})|"
    r"(?:avec|mit|con|com) (?:agences?|agenturen|agencias|agenzie|agências|"
    r"(?:notre|nos|son|ses) (?:correspondante?|envoyée?|bureau)s?\b.{0,60}|"
    r"(?:material|informationen) (?:der|von)\b.{2,40}|información de\b.{2,40}|informações d[aeo]\b.{2,40}|"
    r"(?:afp|reuters|dpa|ap|efe|ansa|apa|ats|belga|sda)\b.{0,30}))[)\]]?\.?$",
    re.IGNORECASE,
)
_BY_PLACES = re.compile(  # "(Ida Roe in Oslo, Cy Do in Rome)"
    r"[(\[](?:(?:[,;]|\sand)?\s?(?:[A-ZÀ-Þ][\w.'’-]*\s(?:(?:van|von|de|der|la|bin|al)\s)*){2,4}"
    r"in(?:\s[A-ZÀ-Þ][\w.'’-]+){1,3}){1,6}[)\]]\.?$"
)
_SIGNATURE = re.compile(
    r"(?:—|--)\s*[A-ZÀ-Þ][\w.'’-]+(?:\s(?:(?:van|von|de|der|la|bin|al)\s)*[A-ZÀ-Þ][\w.'’-]+){1,3}(?:\s(?:in|"
    r"and)\s[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,2})?\W*$"
)
_AGENCY_LINE = re.compile(r"[\s(\[*•—–-]*(?P<who>[^()\[\]\n]{2,60}?)[)\]]?\.?$")
_COLLECTIVE = re.compile(
    r"\b(?:staff|newsrooms?|bureaus?|bureaux|desk|agencies|team|correspondents?|writers?|reporters?|editors?|"
    r"contributors?|service|"
    r"redaktion|redacción|rédaction|redazione)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:press|news|times|post|journal|herald|tribune|agency|media|network|radio|tv|television|daily|weekly|"
    r"magazine|university|"
    r"institute|center|centre|foundation|ministry|office|department|company|group|inc|ltd|com|org|net)\b\.?$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;|,|\band\b|&|\bund\b|\bet\b|\by\b|\be\b|\|)\s*")
_PLACE = re.compile(r"\s+(?:in|at|from|à|en|aus)\s+(?P<place>[A-ZÀ-Þ][\w.'’ -]{1,40})$")
_TITLES = re.compile(
    r"^(?:(?:and|with|by|the|our|staff|associated press|ap|reuters|afp|bloomberg|cnn(?:['’]s)?)\s+)*"
    r"(?:(?:writers?|reporters?|correspondents?|journalists?|editors?|producers?|photographers?|news editor)\s+)?",
    re.IGNORECASE,
)
_TAIL_CREDITS = re.compile(
    r"(?:(?<=[.!?\"”’)\]])|^)\s*(?P<tail>(?:[(\[]\s*|(?:—|–|-)\s*|(?-i:(?=[A-Z])))(?:additional |with additional |"
    r"with )?"
    r"(?:reporting|writing|editing|compiled|edited|written|translated)(?:\s+and\s+(?:editing|writing|"
    r"reporting))?\s+by\s+(?-i:[A-ZÀ-Þ]).*)$",
    re.IGNORECASE | re.DOTALL,
)
_TAIL_SENTENCES = re.compile(
    r"(?:(?<=[.!?”\"])\s+)(?P<tail>(?:[A-ZÀ-Þ][^.!?\n]{2,160}\b(?:reported from|contributed (?:to (?:this|"
    r"the) (?:report|story|article)|from|reporting))"
    r"[^.!?\n]{0,80}\.\s*)+)$"
)
_TAIL_TRIGGERS = (" by ", "contributed", "reported from")


def byline_rule(line: str) -> str | None:
    """Return the rule by which a line is a byline or a credit line, or None.

    "By Jane Doe" is one only where what follows are names; "(Reporting by …)" is one anywhere.
    """
    words = count_words(line)
    if words > MAX_WORDS:
        return None
    long_rules, short_rules = (("credits", _is_credits), ("contributors", _is_contribution)), _SHORT_RULES
    rules = long_rules if words > MAX_BY_WORDS else (*long_rules, *short_rules)
    return next((name for name, holds in rules if holds(line)), None)


def read_bylines(line: str) -> list[Byline]:
    """Return who a byline or credit line names, with role and place, in order."""
    if _STAFF_LINE.match(line):
        return []
    markers = list(_MARKER.finditer(line))
    if markers and _CREDITS.match(line):
        return [byline for verb, people in _segments(line, markers) for byline in _people(people, _role(verb))]
    colon = _CREDITS_COLON.match(line)
    if colon:
        return list(_people(line[colon.end() :], _role(line[: colon.end()].strip(" :([*•—–-"))))
    by = _BY_LINE.match(line)
    if by:
        rest = line[by.end() :]
        inner = next(iter(_MARKER.finditer(rest)), None)
        first = list(_with_town(_people(rest[: inner.start()] if inner else rest, "writer")))
        return first + (read_bylines(rest[inner.start() :]) if inner else [])
    if _CONTRIBUTED.search(line):
        return list(_contributors(line))
    role = _ROLE_AFTER.match(line)
    return list(_people(role["who"], _role(line[role.end("who") :]))) if role else []


def byline_tail(text: str) -> int | None:
    """Return where the credits at the end of a paragraph begin ("… he said. (Reporting by …)"), or None."""
    offset = max(0, len(text) - TAIL_CHARACTERS)
    end = text[offset:]
    if not any(trigger in end for trigger in _TAIL_TRIGGERS):
        return None
    found = _TAIL_SENTENCES.search(end)
    if found is None or not _is_contribution(found["tail"]):
        found = _TAIL_CREDITS.search(end)
        if found is None or not _names_somebody(found["tail"]):
            return None
    return offset + found.start("tail") if count_words(found["tail"]) <= MAX_WORDS else None


def by_prefix(text: str) -> int | None:
    """Return where a byline at the beginning of a paragraph ends ("By JANE DOE, Associated Press SEOUL (AP) — …")."""
    by = _BY_LINE.match(text)
    if by is None:
        return None
    bar = re.match(r"[^|\n.!?]{3,60}(?=\s*\|\s*\S)", text)
    if bar and _is_by_line(bar.group()):
        return bar.end()
    return None


def signed_agency(line: str) -> str | None:
    """Return the agency where a line is nothing but its name: "Reuters", "— AFP", "(Xinhua)"."""
    if len(line) > MAX_SIGNED:
        return None
    signed = _SIGNED.match(line)
    if signed and signed["who"] and is_agency(signed["who"]):
        return str(signed["who"]).strip()
    found = _AGENCY_LINE.match(line)
    if found is None or count_words(line) > 6:
        return None
    parts = re.split(r"\s*(?:/|,|&|\band\b|\bwith\b)\s*", found["who"].strip())
    return found["who"].strip() if parts and all(is_agency(part) for part in parts) else None


def _segments(line: str, markers: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [marker.start() for marker in markers[1:]] + [len(line)]
    for marker, end in zip(markers, ends, strict=True):
        yield marker["verb"], line[marker.end() : end]


def _role(verb: str) -> str:
    lowered = verb.lower()
    for verbs, role in _ROLES:
        if re.search(rf"\b(?:{verbs})\b", lowered):
            return role
    for word, role in (
        ("edit", "editor"),
        ("photo", "photographer"),
        ("report", "reporter"),
        ("correspond", "reporter"),
        ("trans", "translator"),
        ("redak", "editor"),
    ):
        if word in lowered:
            return role
    return "writer"


def _people(text: str, role: str) -> Iterator[Byline]:
    """Yield the people of "A, B and C in Seoul and D in Tokyo": a place is of all who stand before it."""
    waiting: list[str] = []
    for part in _SEPARATOR.split(text.strip()):
        cleaned = part.strip(" .()[]*—–-·•|/\n\t\xa0")
        place = _PLACE.search(" " + cleaned)
        name = cleaned[: place.start() - 1].strip() if place else cleaned
        name = _TITLES.sub("", name).strip() if name else ""
        if _is_person(name):
            waiting.append(_cased(name))
        if place:
            yield from (Byline(each, role, _cased(place["place"].strip(" ."))) for each in waiting)
            waiting = []
    yield from (Byline(each, role) for each in waiting)


def _with_town(bylines: Iterator[Byline]) -> Iterator[Byline]:
    """Read the town at the end of "Von Hans Müller, Berlin" as the place, not as another person."""
    people = list(bylines)
    if (
        len(people) > 1
        and count_words(people[-1].name) == 1
        and all(count_words(each.name) > 1 for each in people[:-1])
    ):
        yield from (Byline(each.name, each.role, each.place or people[-1].name) for each in people[:-1])
    else:
        yield from people


def _contributors(line: str) -> Iterator[Byline]:
    for sentence in re.split(r"(?<=[a-z])\.\s+", line):
        found = _CONTRIBUTED.search(sentence)
        if found is None:
            continue
        place = re.match(r"\s*(?P<place>[A-ZÀ-Þ][\w.'’ -]{1,40}?)(?=[,.;]|\s+(?:and|for)\b|$)", sentence[found.end() :])
        for byline in _people(sentence[: found.start()], "reporter"):
            yield Byline(byline.name, "reporter", byline.place or (_cased(place["place"]) if place else None))


def _is_person(name: str) -> bool:
    if not name or "@" in name or re.search(r"\d", name) or is_agency(name):
        return False
    return (
        is_name_like(name)
        and not _COLLECTIVE.search(name)
        and not (_ORGANISATION.search(name) and count_words(name) > 1)
    )


def _names_somebody(line: str) -> bool:
    """Tell whether credits name people or a staff, and do not begin a sentence ("Reporting by the BBC has shown …")."""
    marker = _MARKER.search(line) or _CREDITS_COLON.match(line)
    if marker is None:
        return _CONTRIBUTED.search(line) is not None
    rest = _SENTENCE.split(line[marker.end() :], maxsplit=1)[0]  # not "For feedback write to …" after the names
    words = re.findall(r"[^\W\d_][\w'’.-]*", rest)
    small = sum(word.islower() and word not in _JOINING for word in words)
    return bool(words) and words[0][:1].isupper() and small * 4 <= len(words)


def _is_credits(line: str) -> bool:
    return (_CREDITS.match(line) or _CREDITS_COLON.match(line)) is not None and _names_somebody(line)


def _is_by_line(line: str) -> bool:
    """Tell whether what follows "By" are names, places and organisations, not the beginning of a sentence."""
    by = _BY_LINE.match(line)
    if by is None:
        return False
    rest = line[by.end() :]
    if (
        re.search(r"[.!?][\"”]?$", rest)
        and not re.search(r"\b(?:[A-Z]|Jr|Sr|[a-z]{2,4}\.com)\.$", rest)
        and count_words(rest) > 6
    ):
        return False
    words = re.findall(r"[^\W\d_][\w'’.-]*", rest)
    small = [word for word in words if word.islower() and word not in _JOINING]
    if (words and words[0].lower() in _TIMES) or (by.group().strip()[:1].islower() and rest.endswith(".")):
        return False
    return 0 < len(words) <= MAX_BY_WORDS and words[0][:1].isupper() and len(small) * 4 <= len(words)


def _is_contribution(text: str) -> bool:
    """Tell whether every sentence of a text says who reported it: names, then a verb of the trade."""
    if not holds_any(text, ("report", "contribut", "wrote")):
        return False
    sentences = [sentence for sentence in re.split(r"(?<=[a-z])\.\s+", text.strip()) if sentence]
    return bool(sentences) and all(_is_contributor(sentence) for sentence in sentences)


def _is_contributor(sentence: str) -> bool:
    found = (
        _CONTRIBUTED.search(sentence)
        if "report" in sentence or "contribut" in sentence or "wrote" in sentence
        else None
    )
    if found is None:
        return False
    words = re.findall(r"[^\W\d_][\w'’.-]*", sentence[: found.start()])
    after = sentence[found.end() :]
    is_named = bool(words) and all(word[:1].isupper() or word in _JOINING for word in words)
    return is_named and count_words(after) <= MAX_PLACE_WORDS and _AFTER_VERB.match(after) is not None


def _cased(name: str) -> str:
    """Return a name that was set in capitals as it is otherwise written."""
    if not name.isupper() or (count_words(name) < 2 and len(name) <= 3):
        return name
    return re.sub(r"[^\W\d_]+(?:['’](?=[^\W\d_]{2}))?", lambda word: word.group().capitalize(), name)


def _has_role(line: str) -> bool:
    role = _ROLE_AFTER.match(line)
    return role is not None and not ends_statement(line) and is_name_like(role["who"].strip())


def _is_signed(line: str) -> bool:
    if signed_agency(line):
        return True
    return _SIGNED.match(line) is not None and not (ends_statement(line) and not line.startswith(("(", "[")))


_SHORT_RULES = (
    ("by line", _is_by_line),
    ("staff line", lambda line: not ends_statement(line) and _STAFF_LINE.match(line) is not None),
    ("name and role", _has_role),
    ("agency line", _is_signed),
    ("signature", lambda line: _SIGNATURE.match(line) is not None),
    ("places", lambda line: _BY_PLACES.match(line) is not None),
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october "
    "november december noon midnight dawn spring summer autumn winter christmas".split()
)
_JOINING = frozenset(
    "and in for the of de la van von der den bin al el und et y e da di du le staff writer reporter "
    "correspondent editor with at "
    "agency agencies reports wire wires desk inputs compiled "
    "from by additional reporting editing writing special to a an contributing writers reporters correspondents "
    "journalists also".split()
)
