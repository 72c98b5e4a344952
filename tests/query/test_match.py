import pytest
from invented_articles import analyse, make_article

from monitor.core.query import Marks, find_spans, matches, parse
from monitor.core.terms import Zone

ARTICLE = make_article(
    "Minister Ada Kofi spoke in Lomé on Monday. Togo is calm, she said.\n\n"
    "Ghana and Togo signed a pact. Ada Kofi’s office confirmed it.",
    title="Togo and Ghana agree",
    source="Harbour Gazette",
    agency="Coast Wire",
    published="2024-03-05T23:30:00-02:00",
    zones={Zone.TEASER: "Estonia votes", Zone.BYLINE: "By Jo Doe in Accra"},
)
ANALYSIS = analyse(ARTICLE, ("Ada Kofi", "Jo Doe"), (("Togo", "TG"), ("Ghana", "GH"), ("Accra", "GH")))
MARKS = Marks(unread=False, starred=True, tags=frozenset({"urgent"}))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kofi",
        "LOME",
        '"ada kofi"',
        "min*",
        '"ada k"*',
        "NOT estonia",
        "zone:teaser estonia",
        "zone:teaser",
        "ghana NEAR/1 togo",
        "agree NEAR/9 togo",
        "lome NEAR/9 calm",
        "SENT(minister lome)",
        "SENT(calm NOT lome)",
        "PARA(lome calm)",
        "LEAD(pact)",
        "TITLE(agree)",
        "ATLEAST/3 togo",
        "person:kofi",
        'person:"Ada Kofi"',
        "person:ko*",
        "zone:byline person:doe",
        "country:TG",
        "zone:byline country:GH",
        "focus:gh",
        "source:gazette",
        'agency:"coast wire"',
        "lang:en",
        "date:2024-03-06",
        "date:2024",
        "is:starred",
        "tag:Urgent",
        "NOT is:unread",
    ],
)
def test_what_the_article_answers(query):
    assert matches(parse(query), ANALYSIS, marks=MARKS)


@pytest.mark.parametrize(
    "query",
    [
        "estonia",
        '"lome on togo"',
        "agree NEAR/9 minister",
        '"said ghana"',
        "SENT(lome calm)",
        "PARA(lome pact)",
        "TITLE(pact)",
        "ATLEAST/4 togo",
        "person:kof",
        'person:"ada"',
        "person:doe",
        "country:FR",
        "org:kofi",
        "source:gaz",
        "lang:fr",
        "date:2024-03-05",
        "date:none",
        "is:unread",
        "tag:urg",
        "zone:caption",
    ],
)
def test_what_it_does_not(query):
    assert not matches(parse(query), ANALYSIS, marks=MARKS)


def test_spans_point_at_words_and_names_but_not_at_what_is_excluded():
    spans = find_spans(parse('"ada kofi" AND NOT estonia AND country:GH'), ANALYSIS)
    assert [ARTICLE.text[span.start : span.end] for span in spans] == ["Ghana", "Ada Kofi", "Ghana", "Ada Kofi"]


def test_spans_of_a_sentence_are_those_of_the_sentence_that_matches():
    spans = find_spans(parse("SENT(togo ghana pact)"), ANALYSIS)
    assert [ARTICLE.text[span.start : span.end] for span in spans] == ["Ghana", "Togo", "pact"]


def test_the_lead_ends_after_sixty_words():
    article = make_article(" ".join(f"word{n}" for n in range(70)), title=None)
    assert matches(parse("LEAD(word59)"), analyse(article))
    assert not matches(parse("LEAD(word60)"), analyse(article))
