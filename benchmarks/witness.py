"""A third answer for operators that the library and memory answer by the same code: SENT, PARA, TITLE, LEAD, ATLEAST.

SQL finds articles by their words and asks the rest of ``monitor.core.query.match``, as memory does, so that the two
agree on a mistake there. Here such a query is answered from the title and the body's own text. Still shared with them:
the words of a text (``tokens``), where sentences start (``sentences``), and that the body is what ``Article.body`` is.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from monitor.core.records import Article
from monitor.core.sentences import sentence_starts
from monitor.core.tokens import words

LEAD = 60
_SENTENCE = re.compile(r"SENT\((\S+) (\S+)\)")
_PARAGRAPH = re.compile(r"PARA\((\S+) \((\S+) OR (\S+)\)\)")
_TITLE = re.compile(r"TITLE\((\S+)\)")
_LEAD = re.compile(r"LEAD\((\S+) (\S+)\)")
_AT_LEAST = re.compile(r"ATLEAST/(\d+) (\S+)")


def answer(query: str, article: Article) -> bool | None:
    """Tell whether an article answers a query, None where the query is of no form that is answered here."""
    paragraphs = article.body.split("\n\n")
    stretches = [article.title or "", *paragraphs]
    if found := _SENTENCE.fullmatch(query):
        sentences = [words(sentence) for stretch in stretches for sentence in _sentences(stretch)]
        return any(all(_count(word, sentence) for word in found.groups()) for sentence in sentences)
    if found := _PARAGRAPH.fullmatch(query):
        first, *others = found.groups()
        each = [words(stretch) for stretch in stretches]
        return any(_count(first, one) and any(_count(other, one) for other in others) for one in each)
    if found := _TITLE.fullmatch(query):
        return bool(_count(found.group(1), words(article.title or "")))
    if found := _LEAD.fullmatch(query):
        lead = _first_words([words(paragraph) for paragraph in paragraphs])
        return all(any(_count(word, part) for part in lead) for word in found.groups())
    if found := _AT_LEAST.fullmatch(query):
        return sum(_count(found.group(2), words(stretch)) for stretch in stretches) >= int(found.group(1))
    return None


def _count(word: str, among: Sequence[str]) -> int:
    """Return how often a word, or its parts in a row where it is written as several, stands among words."""
    parts = words(word)
    return sum(list(among[at : at + len(parts)]) == parts for at in range(len(among)))


def _sentences(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _first_words(paragraphs: Sequence[list[str]]) -> list[list[str]]:
    left, taken = LEAD, []
    for paragraph in paragraphs:
        taken.append(paragraph[: max(0, left)])
        left -= len(paragraph)
    return taken
