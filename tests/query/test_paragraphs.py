"""Paragraphs are cut into the same sentences by their words as by the places of their tokens."""

from bisect import bisect_right
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_articles import analyse, make_article

from monitor.core.query import parse
from monitor.core.query.match import _Matcher, find_spans, matches
from monitor.core.sentences import sentence_starts
from monitor.core.streams import ArticleWords
from monitor.core.tokens import words

PIECES = (
    "rain", "Rain", "U.S.", "it's", "O'Neil", "J.", "Dr.", "...", "?", "!”", "“Go", "naïve", "İstanbul", "東京。大阪",
    "。",     "3.5", "-", "ﬁne", "Шевченко", "état", "’s", "end.", "END.", "a.b.", "\u200b", "\u3000", "한국어.",
    "ไทย.", "«Non.»",
)  # fmt: skip


@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=25),
    glue=st.sampled_from([" ", "  ", ""]),
)
def test_sentences_by_words_are_those_by_tokens(pieces, glue):
    article = make_article(glue.join(pieces) or "x", title=None)
    for paragraph in ArticleWords(article).paragraphs:
        tokens = paragraph.tokens
        assert [token.text for token in tokens] == list(paragraph.words)
        offset = tokens[0].start
        text = article.text[offset : tokens[-1].end]
        cuts = [offset + start for start in sentence_starts(text)]
        edges = [bisect_right([token.start for token in tokens], cut - 1) for cut in cuts] + [len(tokens)]
        expected = [edge for edge in pairwise(edges) if edge[0] < edge[1]]
        matcher = _Matcher(None, None, ArticleWords(article))
        assert [(window.first, window.last) for window in matcher._sentences(paragraph)] == expected


@pytest.mark.parametrize("unit", ["SENT", "PARA", "LEAD"])
@pytest.mark.parametrize(
    "inside",
    [
        "rain grain",
        "rain OR grain",
        "rain NOT grain",
        "rai* grain",
        '"rain port"',
        "rain NEAR/2 port",
        "ATLEAST/2 rain port",
    ],
)
@given(data=st.data())
def test_what_lacks_a_word_is_left_out_and_nothing_else(unit, inside, data):
    sentence = st.lists(st.sampled_from(["rain", "grain", "port", "ship"]), min_size=1, max_size=4)
    sentences = data.draw(st.lists(sentence, min_size=1, max_size=6))
    breaks = data.draw(st.lists(st.sampled_from([". ", ".\n\n"]), min_size=6, max_size=6))
    body = "".join(" ".join(one).capitalize() + end for one, end in zip(sentences, breaks, strict=False))
    article = make_article(body, title=None)
    query = parse(f"{unit}({inside})")
    analysis = analyse(article, (), ())
    found = matches(query, analysis)
    whole = parse(inside)
    parts = {"PARA": body.split("\n\n"), "SENT": [p for block in body.split("\n\n") for p in block.split(". ")]}
    if unit != "LEAD":
        alone = [analyse(make_article(part, title=None), (), ()) for part in parts[unit] if words(part)]
        assert found == any(matches(whole, part) for part in alone)
    assert not find_spans(query, analysis) or found
