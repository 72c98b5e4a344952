"""Who says something in a text: its sentences, verbs of saying and their subjects, with quotations blanked out."""

import bisect
import functools
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.core.extract.quotes_marks import Marked
from monitor.core.extract.quotes_words import (
    ABBREVIATED,
    ACCORDING,
    CUES,
    FEMALE_NAMES,
    FEMALE_TITLES,
    MALE_NAMES,
    MALE_TITLES,
    PRONOUNS,
    SPEAKING_TYPES,
)
from monitor.core.terms import EntityType

BLANK = "\x01"  # stands for every character of a quotation; no text as read has it where it matters
TERMINAL = ".!?…"
CLOSING_INNER = ("'", "’")
SENTENCE_BREAK = re.compile(rf"[.!?…][)\]]?\s+(?=[^\W\d_a-zß-öø-ÿ]|[“\"«„‘{BLANK}])|\n\n+")
ADVERBS = (
    r"(?:\s(?:also|later|then|had|has|have|was|is|repeatedly|reportedly|once|again|still|a|est|en|avait|[\w-]+ly|"
    r"[\w-]+ment))*"
)
PRONOUN_SUBJECT = re.compile(
    r"(?<![\w’'])(?P<pronoun>he|she|it|they|who|which|il|elle|ils|elles|qui)\b(?:\s[\w'’-]+){0,3}\s?,?\s?$",
    re.IGNORECASE,
)
INVERTED_PRONOUN = re.compile(r"\s(he|she|they|it)\b|-(?:t-)?(ils?|elles?)\b", re.IGNORECASE)
FRENCH_INVERSION = re.compile(r"\ba-t-(il|elle)\s*$", re.IGNORECASE)
FRENCH_AUXILIARY = re.compile(r"(?<!\w)(?:a|ont|avait|avaient)\s*$")
COORDINATED = re.compile(rf"(?:^|[\s,])(?:and|but|et|mais)\b{ADVERBS}\s*$")
PARTICIPLES = frozenset(
    "saying adding telling warning calling describing insisting noting writing vowing arguing".split()
)
ROLE = re.compile(
    r"\b(?P<article>the|a|an|one|another|some|several|many|two|three|other|both|le|la|les|un|une|des)\s(?:[\w-]+\s){0,3}?"
    r"(?P<role>minister|president|premier|chairman|chairwoman|chief|leader|leaders|spokesman|spokeswoman|spokesperson|"
    r"official|officials|source|sources|witness|witnesses|resident|residents|analyst|analysts|expert|experts|mayor|"
    r"governor|senator|judge|lawyer|lawyers|coach|manager|captain|director|author|teacher|doctor|nurse|officer|officers|"
    r"man|woman|people|girl|boy|mother|father|student|students|farmer|neighbour|neighbor|protester|protesters|"
    r"statement|report|letter|ministre|président|présidente|maire|porte-parole|responsable|responsables|avocat|avocate)"
    r"(?:\s(?:himself|herself|there))?\s*,?\s*$",
    re.IGNORECASE,
)
BELONGS = re.compile(r"\s(?:of|from|at|with|for|in|de|du|des|à)\s(?:the\s|la\s|l['’])?(?:[\w'’-]+\s){0,4}$")
POSSESSED = re.compile(r"['’]s?\s")
QUOTED_AS = re.compile(r"\b(?:quoted|quotes|cited|cites)\s(?!by\b)(?P<whom>[^,;]{2,80}?)\sas\s$")
OBJECT_PRONOUNS = {"him": "he", "her": "she", "it": "it", "them": "they"}
SMALL_LETTERS = re.compile(r"[a-zà-ÿ]{3,}")  # all that the verbs of CUES are made of
BEFORE_WORD = re.compile(r"[\s(]")
INITIALS = re.compile(r"(?:\w\.)+\w")
COMPOUND = re.compile(r"-[^\W\d]{4}")
ATTRIBUTION = re.compile(r"\s+(?:[^\W\d_a-z][\w'’.-]*\s){1,4}([^\W\d_]+)")
STOP = re.compile(rf"[;{BLANK}]")
LONGEST_TAIL = 200  # characters before a verb in which its subject is looked for
MOST_RECENT = 20  # speakers and subjects that are kept in mind
ROLE_REACH = 3_000  # characters back to which "the minister" may point
LONGEST_GAP = 60  # characters between a subject and its verb
RECENT = 600  # characters back to which a pronoun may point
INVERSION_REACH = 120  # characters after "said" within which an inverted subject stands


Speaker = tuple[str, EntityType]
"""An entity that speaks: its name and type."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, with the entity it stands for."""

    start: int
    end: int
    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying with whoever says it, None where that stays open."""

    start: int
    end: int
    cue: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the blanked text with its verbs of saying."""

    start: int
    end: int
    sayings: tuple[Saying, ...]


def blank_quotes(text: str, marked: Sequence[Marked]) -> str:
    """Return the text, equally long, with every quotation blank but for the full stop that ends its last sentence."""
    parts, position = [], 0
    for quote in marked:
        parts.append(text[position : quote.start])
        last = text[quote.end - 2 : quote.end - 1]
        if last in CLOSING_INNER:  # '… use bottled water.'"
            last = text[quote.end - 3 : quote.end - 2]
        parts.append(BLANK * (quote.end - quote.start - 1) + (last if last and last in TERMINAL else BLANK))
        position = quote.end
    parts.append(text[position:])
    return "".join(parts)


@functools.cache
def _whole_word(word: str) -> re.Pattern[str]:
    """Return the pattern of a verb of saying; it begins with the word, to which the search leaps."""
    return re.compile(rf"{word}(?<![^\W\d_]{word})(?![^\W\d_])")


class Speech:
    """Reads a text once, sentence by sentence, keeping in mind who spoke last."""

    def __init__(self, narrative: str, names: Sequence[Named], language: str) -> None:
        self._narrative = narrative
        self._names = [name for name in names if name.type in SPEAKING_TYPES and narrative[name.start] != BLANK]
        self._starts = [name.start for name in self._names]
        self._cues, self._according = CUES[language], ACCORDING[language]
        self._spoken = self._find_cues()
        self._next = 0
        self._recent: deque[Speaker] = deque(maxlen=MOST_RECENT)
        self._sexes = _sexes(self._narrative, self._names)

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences in order, each with its sayings."""
        start = 0
        for match in SENTENCE_BREAK.finditer(self._narrative):
            if self._is_break(match):
                yield self._read(start, match.end())
                start = match.end()
        if start < len(self._narrative):
            yield self._read(start, len(self._narrative))

    def _find_cues(self) -> list[re.Match[str]]:
        """Return the verbs of saying, and "according to", in order."""
        spoken = self._cues.intersection(SMALL_LETTERS.findall(self._narrative))
        verbs = (verb for word in spoken for verb in _whole_word(word).finditer(self._narrative))
        sources = self._according.finditer(self._narrative)
        return sorted([*(verb for verb in verbs if not self._is_in_compound(verb)), *sources], key=re.Match.start)

    def _is_in_compound(self, word: re.Match[str]) -> bool:
        """Whether the word is a part of "so-called"; "dit-il" is none."""
        before = self._narrative[word.start() - 1 : word.start()] if word.start() else ""
        return before == "-" or bool(COMPOUND.match(self._narrative, word.end()))

    def _is_break(self, match: re.Match[str]) -> bool:
        if match[0][0] == "\n":
            return True
        before = self._narrative[max(0, match.start() - 12) : match.start()]
        if before.endswith(BLANK):  # the end of a quotation: “Why?” Preston asked.
            attribution = ATTRIBUTION.match(self._narrative, match.start() + 1)
            return match[0][0] == "." or attribution is None or attribution[1] not in self._cues
        if match[0][0] != ".":
            return True
        word = BEFORE_WORD.split(before)[-1].lower()
        return not (word in ABBREVIATED or len(word) == 1 or INITIALS.fullmatch(word))

    def _read(self, start: int, end: int) -> Sentence:
        sayings: list[Saying] = []
        while self._next < len(self._spoken) and self._spoken[self._next].start() < end:
            cue = self._spoken[self._next]
            speaker = self._speaker(cue, start, end, sayings[-1] if sayings else None)
            sayings.append(Saying(cue.start(), cue.end(), cue[0], speaker[0] if speaker else None))
            self._next += 1
            if speaker is not None:
                self._recent.append(speaker)
        if not any(saying.speaker for saying in sayings):
            inside = self._between(start, end)
            if inside:
                subject = next((name for name in inside if name.type is EntityType.PERSON), inside[0])
                self._recent.append((subject.name, subject.type))
        return Sentence(start, end, tuple(sayings))

    def _between(self, low: int, high: int) -> list[Named]:
        """Return the names that lie in a stretch of the text."""
        first, last = bisect.bisect_left(self._starts, low), bisect.bisect_left(self._starts, high)
        return [name for name in self._names[first:last] if name.end <= high]

    def _speaker(self, cue: re.Match[str], start: int, end: int, previous: Saying | None) -> Speaker | None:
        """Return who says what the verb introduces."""
        clause = max(start, *(self._narrative.rfind(mark, start, cue.start()) + 1 for mark in (BLANK, ";", ":", "—")))
        before = self._narrative[clause : cue.start()]
        if cue.re is self._according:
            return self._after(cue.end(), end)
        if clause > start and not FRENCH_AUXILIARY.sub("", before).strip(" ,.!?…"):
            return self._inverted(cue.end(), end)
        return self._before(cue, start, clause, previous)

    def _before(self, cue: re.Match[str], start: int, clause: int, previous: Saying | None) -> Speaker | None:
        """Return the subject that precedes its verb in the clause that begins at ``clause``."""
        before = self._narrative[clause : cue.start()]
        if (inversion := FRENCH_INVERSION.search(before)) is not None:
            return self._pronoun(inversion[1], start, cue.start())
        named = self._between(clause, cue.start())
        tail = (self._narrative[named[-1].end : cue.start()] if named else before)[-LONGEST_TAIL:]
        if cue[0] == "saying" and (quoted := QUOTED_AS.search(before)) is not None:
            return self._quoted(quoted, clause, start)
        if previous is not None and (COORDINATED.search(tail) or cue[0] in PARTICIPLES):
            return self._recall(previous.speaker)
        if cue[0] in PARTICIPLES and named:
            return named[0].name, named[0].type
        return self._subject(named, tail, start, cue.start())

    def _subject(self, named: Sequence[Named], tail: str, start: int, position: int) -> Speaker | None:
        """Return the subject of a verb at ``position`` that ``tail`` separates from the last name before it."""
        if (pronoun := PRONOUN_SUBJECT.search(tail)) is not None:
            if PRONOUNS[pronoun["pronoun"].lower()] == "w" and named:
                return named[-1].name, named[-1].type
            return self._pronoun(pronoun["pronoun"], start, position)
        if (role := ROLE.search(tail)) is not None and not POSSESSED.match(tail):
            return self._holder(role, position)
        return self._named_subject(named, tail)

    def _named_subject(self, named: Sequence[Named], tail: str) -> Speaker | None:
        """Return the name that is the subject: Ann Lee in "Ann Lee of the Board", "Ann Lee, its head,"."""
        if not named:
            return None
        if tail.rstrip().endswith(","):
            for place, name in enumerate(named):
                if self._narrative[name.end : name.end + 1] in (",", "("):
                    return self._bearer(named[: place + 1])
        return None if len(tail) > LONGEST_GAP else self._bearer(named)

    def _bearer(self, named: Sequence[Named]) -> Speaker:
        """Return the last of these names, or the person it belongs to: "Ann Lee of Edmonton"."""
        subject = named[-1]
        for name in reversed(named[:-1]):
            between = self._narrative[name.end : subject.start][-LONGEST_TAIL:]
            if name.type is EntityType.PERSON and subject.type is not EntityType.PERSON and BELONGS.fullmatch(between):
                return name.name, name.type
        return subject.name, subject.type

    def _quoted(self, quoted: re.Match[str], clause: int, start: int) -> Speaker | None:
        """Return whom somebody "quoted as saying"."""
        subject = OBJECT_PRONOUNS.get(quoted["whom"].lower())
        if subject is not None:
            return self._pronoun(subject, start, clause + quoted.start())
        named = self._between(clause + quoted.start("whom"), clause + quoted.end("whom"))
        return (named[0].name, named[0].type) if named else None

    def _inverted(self, position: int, end: int) -> Speaker | None:
        """Return the subject that follows its verb: said Ann Lee, said the board's head Ann Lee, said she."""
        if (pronoun := INVERTED_PRONOUN.match(self._narrative, position)) is not None:
            return self._pronoun(pronoun[1] or pronoun[2], position, position)
        return self._after(position, end)

    def _after(self, position: int, end: int) -> Speaker | None:
        """Return the first name after ``position``, or a person in the same breath as it."""
        limit = min(end, position + INVERSION_REACH)
        stop = STOP.search(self._narrative, position, limit)
        named = self._between(position, stop.start() if stop else limit)
        if not named:
            return None
        person = next((name for name in named if name.type is EntityType.PERSON), None)
        comma = self._narrative.find(",", named[0].end, limit)
        if person is not None and (comma < 0 or person.start < comma):
            return person.name, person.type
        return named[0].name, named[0].type

    def _pronoun(self, pronoun: str, start: int, position: int) -> Speaker | None:
        """Return whom a pronoun means: whoever spoke or was the subject last, and fits."""
        kind = PRONOUNS[pronoun.lower()]
        recent = list(reversed(self._recent))
        if kind not in ("m", "f"):
            return next((speaker for speaker in recent if speaker[1] is not EntityType.PERSON), None)
        inside = [name for name in self._between(start, position) if name.type is EntityType.PERSON]
        people = [name.name for name in inside[:1]] + [name for name, type_ in recent if type_ is EntityType.PERSON]
        fitting = [name for name in people if self._sexes.get(name) in (kind, None)]
        near = reversed(self._between(position - RECENT, position))
        fitting += [name.name for name in near if self._sexes.get(name.name) == kind]
        return (fitting[0], EntityType.PERSON) if fitting else None

    def _holder(self, role: re.Match[str], position: int) -> Speaker | None:
        """Return the person whom the text gave this role before: "the minister" after "Minister Ann Lee"."""
        if role["article"].lower() not in ("the", "le", "la"):
            return None
        word = role["role"].lower()
        for name in reversed(self._between(position - ROLE_REACH, position)):
            if name.type is EntityType.PERSON:
                around = self._narrative[max(0, name.start - 40) : name.start].rsplit(".", 1)[-1]
                behind = self._narrative[name.end : name.end + 50].split(".", 1)[0]
                if word in around.lower() or (behind.startswith(",") and word in behind.lower()):
                    return name.name, name.type
        return None

    def _recall(self, speaker: str | None) -> Speaker | None:
        return next((recent for recent in reversed(self._recent) if recent[0] == speaker), None)


def _sexes(narrative: str, names: Sequence[Named]) -> dict[str, str]:
    """Return "m" or "f" of each person of whom a title before the name, or the given name, tells it."""
    sexes: dict[str, str] = {}
    for named in names:
        if named.type is EntityType.PERSON:
            title = narrative[max(0, named.start - 20) : named.start].lower().rstrip(". ").rsplit(" ", 1)[-1]
            given = named.name.split()[0].lower().split("-")[0]
            if title in MALE_TITLES or given in MALE_NAMES:
                sexes.setdefault(named.name, "m")
            elif title in FEMALE_TITLES or given in FEMALE_NAMES:
                sexes.setdefault(named.name, "f")
    return sexes
