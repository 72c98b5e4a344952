"""A third answer for operators that the library and memory answer by the same code.

SQL finds articles by their words and asks ``monitor.core.query.match`` about SENT, PARA, TITLE, LEAD and ATLEAST, as
memory does, and both take how far NEAR reaches from one parser, so that the two agree on a mistake there. Here such a
query is answered from the title and the body's own text. Still shared with them: the words of a text (``tokens``),
where sentences start (``sentences``), and that the body is what ``Article.body`` is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.core.records import Article
from monitor.core.sentences import sentence_starts
from monitor.core.tokens import words

LEAD = 60
_BETWEEN = ""  # stands between paragraphs: it counts as a word that NEAR passes over


@dataclass(frozen=True, slots=True)
class _Text:
    """What an article says: its title and the paragraphs of its body."""

    title: str
    paragraphs: list[str]

    @property
    def stretches(self) -> list[str]:
        return [self.title, *self.paragraphs]


def answer(query: str, article: Article) -> bool | None:
    """Tell whether an article answers a query, None where the query is of no form that is answered here."""
    for form, ask in _FORMS:
        if found := form.fullmatch(query):
            return ask(
                _Text(article.title or "", article.body.split("\n\n")), *(part for part in found.groups() if part)
            )
    return None


def _in_sentence(text: _Text, *asked: str) -> bool:
    sentences = [words(sentence) for stretch in text.stretches for sentence in _sentences(stretch)]
    return any(all(_places(word, sentence) for word in asked) for sentence in sentences)


def _in_sentence_without(text: _Text, asked: str, missing: str) -> bool:
    sentences = [words(sentence) for stretch in text.stretches for sentence in _sentences(stretch)]
    return any(_places(asked, sentence) and not _places(missing, sentence) for sentence in sentences)


def _in_paragraph(text: _Text, first: str, *others: str) -> bool:
    each = [words(stretch) for stretch in text.stretches]
    return any(_places(first, one) and any(_places(other, one) for other in others) for one in each)


def _in_title(text: _Text, word: str) -> bool:
    return bool(_places(word, words(text.title)))


def _in_lead(text: _Text, *asked: str) -> bool:
    lead = _first_words([words(paragraph) for paragraph in text.paragraphs])
    return all(any(_places(word, part) for part in lead) for word in asked)


def _often(text: _Text, times: str, word: str) -> bool:
    return sum(len(_places(word, words(stretch))) for stretch in text.stretches) >= int(times)


def _near(text: _Text, left: str, distance: str, right: str) -> bool:
    body = [word for paragraph in text.paragraphs for word in (*words(paragraph), _BETWEEN)]
    return any(_is_near(left, right, int(distance), stretch) for stretch in (words(text.title), body))


def _phrase_near(text: _Text, phrase: str, *others: str) -> bool:
    distance, word, prefix = others
    return _near(text, phrase, distance, word) or _near(text, phrase, distance, f"{prefix}*")


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., bool]], ...] = (
    (re.compile(r"SENT\((\S+) (\S+)\)"), _in_sentence),
    (re.compile(r"SENT\((\S+) AND NOT (\S+)\)"), _in_sentence_without),
    (re.compile(r"PARA\((\S+) \((\S+) OR (\S+)\)\)"), _in_paragraph),
    (re.compile(r"TITLE\((\S+)\)"), _in_title),
    (re.compile(r"LEAD\((\S+)(?: (\S+))?\)"), _in_lead),
    (re.compile(r"ATLEAST/(\d+) (\S+)"), _often),
    (re.compile(r"([^\s()*\"]+) NEAR/(\d+) ([^\s()*\"]+)"), _near),
    (re.compile(r'"(\S+ \S+)" NEAR/(\d+) \((\S+) OR (\S+)\*\)'), _phrase_near),
)


def _places(word: str, among: Sequence[str]) -> list[int]:
    """Return where a word, or its parts in a row where it is written as several, stands among words."""
    *before, last = words(word)
    rows = ((at, list(among[at : at + len(before) + 1])) for at in range(len(among) - len(before)))
    return [at for at, row in rows if row[:-1] == before and _is_last(row[-1], last, word)]


def _is_last(found: str, last: str, word: str) -> bool:
    return found.startswith(last) if word.endswith("*") else found == last


def _is_near(left: str, right: str, distance: int, among: Sequence[str]) -> bool:
    pairs = ((one, other) for one in _places(left, among) for other in _places(right, among))
    lengths = len(words(left)), len(words(right))
    gaps = (other - one - lengths[0] if one <= other else one - other - lengths[1] for one, other in pairs)
    return any(gap <= distance for gap in gaps)


def _sentences(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _first_words(paragraphs: Sequence[list[str]]) -> list[list[str]]:
    left, taken = LEAD, []
    for paragraph in paragraphs:
        taken.append(paragraph[: max(0, left)])
        left -= len(paragraph)
    return taken
