"""Which of the short lines above a headline is the outlet's name, which its tagline, which a section of the page."""

import re

from monitor.core.collect.rules.shape import count_words, is_name_like
from monitor.core.collect.rules.wording import any_of

MAX_NAME_WORDS = 7
MAX_TAGLINE_WORDS = 14

_NOUNS = any_of(r"""
    journal
    times
    herald
    post
    tribune
    gazette
    chronicle
    star
    sun
    mail
    observer
    courier
    telegraph
    dispatch
    standard
    independent
    echo
    argus
    examiner
    inquirer
    enquirer
    press
    review
    record
    bulletin
    monitor
    mirror
    globe
    register
    sentinel
    advertiser
    messenger
    ledger
    news
    reporter
    citizen
    guardian
    express
    mercury
    beacon
    banner
    daily
    weekly
    today
    tv
    radio
    fm
    online
    wire
    magazine
    newspaper
    broadcasting
    network
    digest
    insider
    report
    voice
    nation
    leader
    pioneer
    vanguard
    punch
    zeitung
    blatt
    tagblatt
    anzeiger
    nachrichten
    rundschau
    kurier
    allgemeine
    spiegel
    monde
    figaro
    libération
    presse
    soir
    dépêche
    dauphiné
    diario
    periódico
    mundo
    país
    gaceta
    prensa
    jornal
    folha
    correio
    corriere
    giornale
    gazzetta
    stampa
    repubblica
    messaggero
    dagblad
    courant
    dagbladet
    tidende
    posten
    bladet
""")
_SLOGANS = any_of(r"""
    since \d{4}
    est\.? \d{4}
    established
    founded
    your
    you
    our
    we
    all the
    all
    every
    everything
    trusted
    truth
    independent
    latest
    breaking
    complete
    first
    fearless
    free
    fair
    facts?
    best
    leading
    more than
    better
    beyond
    matters?
    where
    source
    edition
    local
    global
    world
    international
    stories
    that
    who
    what
    know
    read
    for
    of record
    news (?:and|&|for|from|that|you)
    information
    views
    always
    now
    never
    from
    with
    without
    is
    are
    to
    and
    simply
    honest
    quality
    journalism
    morning
    unabhängig
    überparteilich
    toute
    toda
    tutta
    l['’]information
    votre
    ihre?
    tu
    su
""")
_SECTIONS = re.compile(
    r"(?:world|europe|asia|africa|americas|middle east|asia[- ]pacific|latin america|north america|uk|us|u\.s\.|"
    r"usa|national|nation|"
    r"politics|business|economy|markets|finance|technology|tech|science|health|sports?|football|culture|arts?|"
    r"entertainment|travel|"
    r"lifestyle|opinion|comment|analysis|editorial|features?|weather|climate|environment|education|crime|law|"
    r"local|regional|"
    r"international|news|latest|top news|breaking news|breaking|live|video|photos|exclusive|world news|uk news|"
    r"us news|local news|"
    r"business news|home news|society|religion|military|defen[cs]e|security|energy|transport|media|books|film|"
    r"music|tv|food|style|"
    r"money|autos?|real estate|jobs|obituaries|letters|columns?|columnists|blogs?|special report|press release|"
    r"news release|"
    r"news analysis|explainer|monde|politique|économie|société|wirtschaft|politik|kultur|ausland|inland|panorama|"
    r"wissen|"
    r"gesellschaft|mundo|política|economía|sociedad|cultura|deportes|internacional|nacional|mondo|politica|"
    r"economia|cronaca|"
    r"esteri|interni)(?:\s*[|/>›»•·,-]\s*\w[\w .&-]{0,30})?$",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"\b{_NOUNS}\b", re.IGNORECASE)
_LAST_NOUN = re.compile(
    rf"\b{_NOUNS}(?: (?:online|today|uk|us|usa|international|europe|asia|africa))?\W*$", re.IGNORECASE
)
_SLOGAN = re.compile(rf"\b{_SLOGANS}\b", re.IGNORECASE)
_DOMAIN = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|news|co|tv|eu|int|[a-z]{2})$", re.IGNORECASE)
_STOP = re.compile(r"[.!?…]$")


def is_section(line: str) -> bool:
    """Tell whether a line is the name of a section of a paper ("World", "Business", "Asia Pacific")."""
    return count_words(line) <= 4 and _SECTIONS.match(line.strip(" \t|>»•*#")) is not None


def is_slogan(line: str) -> bool:
    """Tell whether a line may be what an outlet says of itself, or its name: it has such a word, or a full stop."""
    return _SLOGAN.search(line) is not None or _NOUN.search(line) is not None or _STOP.search(line) is not None


def name_score(line: str, *, seen_elsewhere: bool = False) -> int:
    """Return how much a line looks like the name of an outlet (more than 0) or like a tagline (less than 0)."""
    words = count_words(line)
    score = 3 if has_outlet_word(line) else 1 if _NOUN.search(line) else 0
    score += 4 if _DOMAIN.match(line) else 0
    score += 2 if seen_elsewhere else 0
    score += 1 if line.startswith("The ") else 0
    score -= 2 * len(set(map(str.lower, _SLOGAN.findall(line))))
    score -= 2 if _STOP.search(line) and not _DOMAIN.match(line) else 0
    score -= 1 if "," in line else 0
    score -= 2 if ":" in line and not _DOMAIN.match(line) else 0
    return score - max(0, words - 4)


def has_outlet_word(line: str) -> bool:
    """Tell whether a line is a name that ends in a word that papers, agencies and stations are called by."""
    if _DOMAIN.match(line):
        return True
    return is_name_like(line, longest=MAX_NAME_WORDS) and _LAST_NOUN.search(line) is not None


def assign(lines: list[str], *, known: str | None = None, elsewhere: str = "") -> list[str | None]:
    """Say of each short line above an article whether it is the outlet's "name", its "tagline", or neither (None).

    Args:
        lines: The lines in order, without those that are known to be something else.
        known: The outlet's name where the format gives it.
        elsewhere: The text under the lines, where the outlet's name may come again (in a copyright line).

    The name comes before the tagline unless the words plainly say otherwise.
    """
    possible = [
        number for number, line in enumerate(lines) if not is_section(line) and count_words(line) <= MAX_TAGLINE_WORDS
    ]
    roles: list[str | None] = [None] * len(lines)
    if not possible:
        return roles
    scores = {number: name_score(lines[number], seen_elsewhere=_is_in(lines[number], elsewhere)) for number in possible}
    name = _choose_name(lines, possible, scores, known)
    if name is not None:
        roles[name] = "name"
    others = [number for number in possible if number != name]
    tagline = _choose_tagline(lines, others, name, scores)
    if tagline is not None:
        roles[tagline] = "tagline"
    return roles


def _choose_name(lines: list[str], possible: list[int], scores: dict[int, int], known: str | None) -> int | None:
    if known:
        for number in possible:
            if lines[number].casefold() == known.casefold():
                return number
    short = [number for number in possible if count_words(lines[number]) <= MAX_NAME_WORDS]
    if not short:
        return None
    first = short[0]
    best = max(short, key=lambda number: (scores[number], -number))
    chosen = best if scores[best] >= scores[first] + 2 or scores[first] < 0 <= scores[best] else first
    return chosen if scores[chosen] > -3 or len(short) > 1 else None


def _choose_tagline(lines: list[str], others: list[int], name: int | None, scores: dict[int, int]) -> int | None:
    """Take the line right under the name, else right above it, else the one that reads most like a tagline."""
    likely = [number for number in others if count_words(lines[number]) >= 2]
    if not likely:
        return None
    for near in (name + 1, name - 1) if name is not None else ():
        if near in likely and scores[near] <= 1:
            return near
    return min(likely, key=lambda number: (scores[number], number))


def _is_in(line: str, text: str) -> bool:
    return len(line) > 5 and line in text
