import base64
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import QueryError
from monitor.core.query import EVERYTHING, parse
from monitor.core.query.nodes import (
    And,
    AtLeast,
    Dated,
    Focus,
    From,
    HasZone,
    InCountry,
    Language,
    Named,
    NameTest,
    Near,
    Not,
    Or,
    Origin,
    Phrase,
    Starred,
    Tagged,
    Undated,
    Unit,
    Unread,
    Within,
    both,
)
from monitor.core.terms import EntityType, Zone

A, B, C = (Phrase((word,)) for word in "abc")
TEASER = frozenset({Zone.TEASER})


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("  \n", EVERYTHING),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a AND NOT b", And((A, Not(B)))),
        ("NOT a OR b", Or((Not(A), B))),
        ("NOT NOT a", Not(Not(A))),
        ("and or not", And(tuple(Phrase((word,)) for word in ("and", "or", "not")))),
        ('"A b"', Phrase(("a", "b"))),
        ("“a b”", Phrase(("a", "b"))),
        ("«a b»", Phrase(("a", "b"))),
        ("a*", Phrase(("a",), prefix=True)),
        ('"a b"*', Phrase(("a", "b"), prefix=True)),
        ("A-b", Phrase(("a", "b"))),
        ("a & b", And((A, B))),
        ("a NEAR/3 b", Near(A, B, 3)),
        ("a NEAR/3 b NEAR/0 c", And((Near(A, B, 3), Near(B, C, 0)))),
        ("(a OR b) NEAR/3 c", Or((Near(A, C, 3), Near(B, C, 3)))),
        ("ATLEAST/2 a", AtLeast(2, A)),
        ("SENT(a b)", Within(Unit.SENTENCE, And((A, B)))),
        ("PARA (a OR b)", Within(Unit.PARAGRAPH, Or((A, B)))),
        ("TITLE(a)", Phrase(("a",), zones=frozenset({Zone.HEADLINE}))),
        ("LEAD(a)", Within(Unit.LEAD, Phrase(("a",), zones=frozenset({Zone.BODY})), frozenset({Zone.BODY}))),
        ("zone:teaser a b", And((Phrase(("a",), zones=TEASER), Phrase(("b",), zones=TEASER)))),
        ("zone:teaser a OR b", Or((Phrase(("a",), zones=TEASER), B))),
        ("b (zone:teaser a)", And((B, Phrase(("a",), zones=TEASER)))),
        ("zone:teaser", HasZone(Zone.TEASER)),
        ("zone:teaser lang:en", And((Language("en"), HasZone(Zone.TEASER)))),
        ("zone:teaser country:ru", InCountry("RU", TEASER)),
        ("country:ru focus:KP", And((InCountry("RU"), Focus("KP")))),
        ('person:"Kim Jong Un"', Named(EntityType.PERSON, NameTest("kim jong un", whole=True))),
        ("Person:kim*", Named(EntityType.PERSON, NameTest("kim", prefix=True))),
        ("source:gazette", From(Origin.SOURCE, NameTest("gazette"))),
        ("agency:Reuters", From(Origin.AGENCY, NameTest("reuters"))),
        ("tag:Urgent is:unread is:starred", And((Tagged("urgent"), Unread(), Starred()))),
        ("date:2023-09", Dated(date(2023, 9, 1), date(2023, 9, 30))),
        ("date:2024-02-01..2024", Dated(date(2024, 2, 1), date(2024, 12, 31))),
        ("date:..2024-02", Dated(None, date(2024, 2, 29))),
        ("date:2024-02..", Dated(date(2024, 2, 1), None)),
        ("date:none", Undated()),
        ("https://x.y:80", Phrase(("https", "xy", "80"))),
    ],
)
def test_a_query_becomes_its_tree(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('a "b', 2),
        ("a (b", 2),
        ("a) b", 1),
        ("a AND", 5),
        ("AND a", 0),
        ("a OR OR b", 5),
        ("()", 1),
        ("NOT", 3),
        ("NOT zone:teaser a", 0),
        ("a NEAR/3", 8),
        ("a NEAR/3 country:RU", 9),
        ("ATLEAST/0 a", 0),
        ("ATLEAST/2 (a)", 10),
        ("country:Russia", 8),
        ("zone:nowhere a", 5),
        ("is:late", 3),
        ("date:2023-13", 5),
        ("date:2023-09..2023-99", 14),
        ("date:2024..2023", 5),
        ("date:..", 5),
        ("date:", 5),
        ("person: kim", 7),
        ("SENT(person:kim)", 5),
        ("SENT(PARA(a))", 5),
        ("LEAD(zone:teaser a)", 5),
        ("&&&", 0),
        ("(" * 30 + "a" + ")" * 30, 20),
        ("a " * 600, 1000),
        ("a" * 30_000, 20_000),
    ],
)
def test_an_error_points_at_its_place(text, position):
    with pytest.raises(QueryError) as error:
        parse(text)
    assert error.value.position == position
    assert error.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("a NEAR/x b", 2, "NEAR/5"),
        ("a NEAR/ b", 2, "NEAR/5"),
        ("a NEAR b", 2, "NEAR/5"),
        ("a near/3 b", 2, "NEAR/5"),
        ("a NEAR/12345 b", 2, "NEAR/5"),
        ("ATLEAST/ k", 0, "ATLEAST/5"),
        ("a (ATLEAST/two k)", 3, "ATLEAST/5"),
        ("foo:bar", 0, "“foo:”"),
        ('a foo:"b c"', 2, "“foo:”"),
        ("a foo:(b c)", 2, "“foo:”"),
        ("pub-date:2024", 0, "“pub-date:”"),
        ("страна:KR", 0, "“страна:”"),
        ("AUTHOR:brandt", 0, "“AUTHOR:”"),
        ("title:tram", 0, "TITLE(…)"),
        ("LEAD:tram", 0, "LEAD(…)"),
    ],
)
def test_what_looks_like_grammar_is_no_word(text, position, hint):
    with pytest.raises(QueryError) as error:
        parse(text)
    assert error.value.position == position
    assert hint in error.value.sentence
    assert parse(f'"{text.replace(chr(34), "")}"')  # in quotes it is words


def test_an_unknown_field_is_told_which_fields_there_are():
    with pytest.raises(QueryError, match=r"agency, .*country, .*zone; a word with a colon goes in quotes"):
        parse("byline:brandt")


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "https://example.org/a",
        "re: tram",
        "re:",
        "S:t",
        "EU:ssa",
        "a::b",
        "記者:王",
        "nearby",
        "NEARBY",
        "near b",
    ],
)
def test_colons_and_words_of_texts_stay_words(text):
    assert parse(text)


@given(st.text(alphabet="ab\"()*:/ ANDORTNEARSPL.“”-20'zone:person"))
@settings(max_examples=500, deadline=None)
def test_any_text_gives_a_tree_or_a_query_error(text):
    assert _outcome(text) in range(-1, len(text) + 1)


def test_naughty_strings_give_a_tree_or_a_query_error():
    source = Path(__file__).parents[2] / ".." / "shared" / "hostile" / "blns.base64.txt"
    if not source.exists():
        pytest.skip("the shared files are not here")
    tried = 0
    for encoded in _joined_lines(source.read_text().splitlines()):
        text = base64.b64decode(encoded).decode(errors="replace")
        tried += 1
        assert _outcome(text) in range(-1, len(text) + 1)
    assert tried > 400


def _outcome(text: str) -> int:
    """Return -1 where a text can be parsed, else the position of the error."""
    try:
        parse(text)
    except QueryError as error:
        return error.position
    return -1


def _joined_lines(lines: list[str]) -> list[str]:
    joined, continues = [], False
    for line in (line for line in lines if line and not line.startswith("#")):
        if continues:
            joined[-1] += line
        else:
            joined.append(line)
        continues = len(line) == 76
    return joined


def test_both_narrows_and_everything_narrows_nothing():
    assert both(EVERYTHING, A) == A
    assert both(A, EVERYTHING) == A
    assert both(And((A, B)), C) == And((A, B, C))
