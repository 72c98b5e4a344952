"""What an article is about: headline, lead, dateline and spread."""

from country_texts import findings
from names_articles import bare_article, zoned_article

from monitor.core.extract.focus import focus_countries
from monitor.core.extract.passages import split_passages
from monitor.core.focusing import MOST_FOCUS
from monitor.core.records import Article, Block
from monitor.core.terms import Zone


def focus_of(article: Article) -> list[str]:
    """The focus countries of an article, in order."""
    scores = focus_countries(findings(article).mentions, split_passages(article))
    assert [score.score for score in scores] == sorted((score.score for score in scores), reverse=True)
    assert all(score.reason for score in scores)
    return [score.code for score in scores if score.focus]


def test_a_country_named_in_passing_is_not_what_the_story_is_about():
    body = (
        "Peru will open its first lithium mine next year, the Peruvian minister said. Peru's lithium has waited for"
        " investors since 2018, and Lima wants the first exports within two years. The ministry said that the mine, in"
        " the south of the country, would employ two thousand people. A similar mine opened in Finland last year."
    )
    assert focus_of(bare_article(body, title="Peru opens a lithium mine", language="en")) == ["PE"]


def test_a_dateline_alone_may_be_the_only_focus():
    text = "DENVER, March 3 -\n\nThe company said net income rose to 40 cents a share. It gave no outlook."
    blocks = (Block(0, 17, Zone.DATELINE, "test"), Block(19, len(text), Zone.BODY, "test"))
    assert focus_of(zoned_article(text, blocks, language="en")) == ["US"]


def test_two_places_of_a_dateline_share_its_weight():
    text = (
        "OSLO/LIMA (Reuters) –\n\nNorway will build ports in Chile. Norwegian firms said Chile would pay. Chile agreed."
    )
    blocks = (Block(0, 21, Zone.DATELINE, "test"), Block(23, len(text), Zone.BODY, "test"))
    assert focus_of(zoned_article(text, blocks, language="en")) == ["NO", "CL"]


def test_no_more_than_three_are_in_focus():
    body = "Spain, Italy, Greece, Malta and Cyprus signed the treaty."
    assert len(focus_of(bare_article(body, language="en"))) == MOST_FOCUS


def test_names_of_papers_give_no_focus():
    body = "Ministers in Oslo said nothing, the China Daily reported. Norway waits."
    article = bare_article(body, language="en")
    mentions = findings(article, {"China Daily": "ORG"}).mentions
    assert [score.code for score in focus_countries(mentions, split_passages(article))] == ["NO"]


def test_an_article_that_names_no_country_has_no_focus():
    assert focus_of(bare_article("Shares rose for a third day.", language="en")) == []
