"""Teasers: lines inside and under an article that lead to other stories ("See also …", "Lire aussi …")."""

import re
from enum import Enum

from monitor.core.collect.rules.shape import count_words, ends_statement, is_headline_like
from monitor.core.collect.rules.wording import any_of, holds_any

MAX_WORDS = 40  # of a teaser; a longer paragraph that begins like one is read as prose
MAX_CHARACTERS = 400  # the same, before the words are counted
TRAILING_CHARACTERS = 40  # in which a label behind its headline is looked for
MAX_LINKED_WORDS = 25  # of a headline that stands under its label
MIN_ARROW_WORDS = 2  # of a headline after an arrow; one is a menu entry
MAX_LINKS = 15  # words of "Read more about …"
MIN_LABEL = 3  # letters of a label in capitals; "Q" and "A" ask and answer
MIN_GENERIC_WORDS = 4  # of what follows a label that is not in the lists


class Teaser(Enum):
    """What a line is as a teaser."""

    LABEL = "teaser label"  # the label alone: what it leads to stands on the next line
    LABELLED = "teaser label with its headline"
    PERHAPS = "label with a headline"  # a headline of its own at the top of an article, a teaser inside it


# Phrases that say "there is another story": a headline may follow after a single blank.
_PHRASES = any_of("""
    see also
    also see
    read also
    also read
    read more
    read next
    read further
    read full
    read the (?:full |whole |original )?(?:story|article|report|piece|interview|review)
    read and watch
    must(?: |-)reads?
    don['’]?t miss
    do not miss
    not to miss
    you (?:may|might|could|will)(?: also)? (?:like|love|want|enjoy|be interested)(?: in)?
    more (?:on|from|about|in) (?:this|the) (?:story|topic|subject|issue|section)
    more like this
    more to read
    more stor(?:y|ies)
    more (?:news|reading|coverage|headlines)
    (?:similar|other) (?:news|stories|articles|posts|reports|headlines)
    (?:read|story|article) (?:here|continues)
    related (?:articles?|stor(?:y|ies)|news|topics?|content|coverage|posts?|links?|reading|reports?|videos?)
    recommended (?:for you|reading|stories|articles)
    suggested (?:for you|reading|stories)
    further (?:reading|coverage)
    background reading
    stories you might (?:like|have missed)
    what to read next
    in case you missed (?:it|this)
    icymi
    keep reading
    continue reading
    most (?:read|popular|viewed|shared)
    editor['’]?s['’]? (?:picks?|choice)
    top stories
    from (?:our|the) archives?
    also of interest
    (?:also )?worth reading
    lire (?:aussi|également|la suite|plus)
    [àa] lire(?: aussi| également| ensuite)?
    voir (?:aussi|également)
    à voir(?: aussi| également)?
    à écouter aussi
    sur le même (?:sujet|thème)
    dans la même rubrique
    pour aller plus loin
    lesen sie (?:auch|hier|mehr|dazu|weiter|jetzt)
    lies (?:auch|hier|mehr)
    mehr zum thema
    mehr (?:dazu|lesen)
    siehe auch
    auch (?:interessant|lesenswert)
    weiterlesen
    das könnte sie (?:auch )?interessieren
    (?:lea|lee|leer|ver|vea|mira) (?:también|tambien|además|más)
    (?:también )?(?:te|le) puede interesar
    te recomendamos
    más información
    sigue leyendo
    no te pierdas
    leggi (?:anche|tutto|qui)
    (?:vedi|guarda) anche
    potrebbe (?:interessarti|interessarvi)
    per approfondire
    (?:leia|veja|saiba) (?:também|tambem|mais|ainda)
    lees (?:ook|meer|verder)
    zie ook
    bekijk ook
    läs (?:också|även|mer)
    se även
    (?:læs|les|se) også
    lue myös
    czytaj (?:też|także|również|więcej)
    zobacz (?:też|także|również)
    przeczytaj (?:też|także|również)
    přečtěte si (?:také|i)
    citește și
    читайте (?:также|також)
    смотрите также
    ayrıca (?:okuyun|bakınız)
    baca juga
    simak juga
""")
# Phrases that begin sentences as well: after a single blank only what is no sentence follows them.
_OFFERS = any_of("""
    (?:click|tap) here
    find out more
    learn more
    (?:go|dig) deeper
    check (?:this |it )?out
    read (?:this|our)
""")
# Words that are labels only with a mark after them, or alone on their line.
_WORDS = any_of(r"""
    related
    more
    watch(?: now| live| also| more| the video)?
    listen
    read
    trending
    recommended
    suggested
    popular
    (?:up )?next
    sponsored
    promoted
    partner content
    also
    elsewhere
    earlier
    previously
    in pictures
    photos
    (?:photo )?gallery
    slideshow
    podcast
    quiz
    live (?:updates?|blog)
    follow live
    full (?:coverage|story)
    our coverage
    must watch
    long read
    top story
    latest(?: news)?
    explore(?: more)?
    in other news
    have you (?:seen|read)
    did you (?:see|miss|read)
    (?:more |further )?on (?:this|the same) (?:topic|story|subject)
    see(?: more| here)?
    check(?: also| here)?
    for more
    interesting
    trending now
    read (?:on|this|our [^:|\n]{2,30}(?=\s*[:|]))
    also on [^:|\n]{2,40}(?=\s*[:|])
    more (?:on|from) [^:|\n]{2,40}(?=\s*[:|])
    relacionad[oa]s?
    relacionado con
    en images
    regarder
    écouter
    fotostrecke
    correlati
    leggi
    notícias relacionadas
    mehr
    auch
    aussi
""")
# Words that begin headlines as well: a teaser only inside or under an article.
_KINDS = any_of("""
    explained
    explainer
    opinion
    analysis
    in depth
    deep dive
    timeline
    fact ?check
    factbox
    profile
    interview
    exclusive
    live
    video
    photos
    podcast
    comment
    editorial
    investigation
    special report
    infographic
    background(?:er)?
    in focus
    big read
    review
""")
_BULLET = r"[\s>»›•·▪■●◾*\-–—→▶►➡👉|\[(+#]*"
_MARK = r"\s*(?:[:|»›>→▶►•·\])]|[-–—]\s|\s{2,}|\xa0|\u2003)[\s:|»›>→▶►•·\-–—]*"
_PHRASE = re.compile(rf"{_BULLET}{_PHRASES}\b(?P<mark>{_MARK}|[…:!.]*$|\s)", re.IGNORECASE)
_OFFER = re.compile(rf"{_BULLET}{_OFFERS}\b(?P<mark>{_MARK}|[…:!.]*$|\s)", re.IGNORECASE)
_WORD = re.compile(rf"{_BULLET}{_WORDS}(?P<mark>{_MARK}|[…:]*$)", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:[»›▶►→▸➤➡👉]+|>>+)\s*(?=\S)")
_KIND = re.compile(rf"{_BULLET}{_KINDS}\s*[:|»–—-]\s", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:(?P<label>[^\W\d_][\w'’]*(?: [\w'’]+){{0,3}})(?P<mark>{_MARK}|…\s)|(?P<glyph>[★☆✦•▪■●◆◾✓]\s+))"
)
_TRAILING = re.compile(
    r"\S(?:\s*[(\[–—|>»→…-]\s*|\s{2,})"
    r"(?:read (?:more|also|next|full story|the full story|the story)|see also|full story|"
    r"lire (?:aussi|la suite)|weiterlesen|mehr lesen|leer más|leggi tutto|saiba mais|lees meer)[\s)\]>»→….]*$",
    re.IGNORECASE,
)
_TRAILING_WORDS = (
    "read ", "see also", "full story", "re auss", "re la su", "terlesen", "mehr lesen", "leer m", "tutto", "ba ma",
    "lees meer",
)  # fmt: skip
"""What stands in each of these: a quick look before the pattern is tried."""
_LINKS_ON = re.compile(r"(?:about|on|at|in|from|of|here|how|why|what|the|this|our|more|below|:)\b", re.IGNORECASE)
_ALSO = re.compile(
    r"\b(?:also|aussi|également|auch|también|tambien|anche|também|tambem|ook|också|även|også|też|także)\b",
    re.IGNORECASE,
)
_QUOTES = "\"“‘«„'"
_LETTER = re.compile(r"[^\W_]")
_STARTS = re.compile(r"[A-ZÀ-ÖØ-Þ0-9\"'“‘«„¿¡<#$€£\[(]|[^\x00-\x7f]")


def find_teaser(line: str) -> Teaser | None:
    """Return what a line is as a teaser by its label, wherever it stands; None for everything else."""
    if len(line) > MAX_CHARACTERS:
        return None
    phrase = _PHRASE.match(line)
    if phrase:
        return _after_phrase(line, phrase)
    offer = None if ends_statement(line) else _OFFER.match(line)
    found = _after_phrase(line, offer) if offer else None
    word = None if found else _WORD.match(line)
    if word:
        return _after_mark(line, word)
    tail = max(0, len(line) - TRAILING_CHARACTERS)
    if (
        not found
        and holds_any(line[tail:].casefold(), _TRAILING_WORDS)
        and _TRAILING.search(line, tail)
        and count_words(line) <= MAX_LINKED_WORDS
    ):
        return Teaser.LABELLED
    arrow = _ARROW.match(line)
    if arrow and not ends_statement(line) and MIN_ARROW_WORDS <= count_words(line[arrow.end() :]) <= MAX_WORDS:
        return Teaser.LABELLED
    return found or (Teaser.PERHAPS if _is_labelled_headline(line) else None)


def names_kind(line: str) -> bool:
    """Tell whether a line begins with the kind of another story ("ANALYSIS: …"), and not with "NOTE: …"."""
    return _KIND.match(line) is not None


def label_of(line: str) -> str | None:
    """Return the label of a labelled headline as it is compared with others, None where there is none."""
    found = _LABEL.match(line)
    return found.group().strip().casefold() if found else None


def may_be_linked(line: str, *, surely: bool = False) -> bool:
    """Tell whether a line under a label is what the label leads to: a headline, not a paragraph of the article.

    Args:
        line: The line after the label.
        surely: The same label stands above a headline elsewhere; then this line may end as a sentence does.
    """
    return count_words(line) <= MAX_LINKED_WORDS and (surely or not ends_statement(line))


def _after_phrase(line: str, label: re.Match[str]) -> Teaser | None:
    mark = label["mark"]
    if mark.strip() or len(mark) > 1 or "\xa0" in mark or not mark:
        return _after_mark(line, label)
    rest = line[label.end() :].strip()
    if not rest:
        return Teaser.LABEL
    words = count_words(rest)
    if _STARTS.match(rest):
        return Teaser.LABELLED if words <= MAX_WORDS else None
    if _ALSO.search(label.group()) and not ends_statement(rest) and words > 2:
        return Teaser.LABELLED if words <= MAX_WORDS else None  # a headline may begin with a small letter
    # "Read more about the vote", "Click here for all results": short, and no sentence of an article
    return Teaser.LABELLED if words <= MAX_LINKS and _LINKS_ON.match(rest) and not ends_statement(rest) else None


def _after_mark(line: str, label: re.Match[str]) -> Teaser | None:
    rest = line[label.end() :]
    if not _LETTER.search(rest):
        return Teaser.LABEL
    return Teaser.LABELLED if count_words(rest) <= MAX_WORDS else None


def _is_labelled_headline(line: str) -> bool:
    """Tell whether a line is an unknown label, a mark, and a headline: "DEEP DIVE: …", "Zum Nachlesen | …"."""
    found = None if ends_statement(line) else _LABEL.match(line)
    if found is None:
        return False
    rest = line[found.end() :]
    if found["glyph"]:
        return count_words(rest) >= MIN_GENERIC_WORDS and is_headline_like(rest)
    shouts = found["label"].isupper() and len(found["label"]) > MIN_LABEL
    if ":" in found["mark"] and not shouts and (rest[:1] in _QUOTES or rest.endswith("?")):
        return False  # somebody says something, or is asked
    return count_words(rest) >= MIN_GENERIC_WORDS and is_headline_like(rest)
