"""The texts that an article is read as, and the way back to its own offsets."""

import pytest
from names_articles import bare_article, zoned_article

from monitor.core.extract.passages import readable_texts, split_passages
from monitor.core.extract.recase import is_capital_line, learn_casing, recase
from monitor.core.records import Block
from monitor.core.terms import Zone

TEXT = "Banner\n\nFerries stop at Gdynia\n\nOne.\n\nRead also: Two\n\nThree."


def make_blocks():
    zones = (Zone.SITE_NAME, Zone.HEADLINE, Zone.BODY, Zone.TEASER, Zone.BODY)
    position, blocks = 0, []
    for part, zone in zip(TEXT.split("\n\n"), zones, strict=True):
        start = TEXT.index(part, position)
        blocks.append(Block(start, start + len(part), zone, "test"))
        position = start + len(part)
    return tuple(blocks)


def test_every_span_of_a_passage_is_found_again_in_the_article():
    passages = split_passages(zoned_article(TEXT, make_blocks()))
    assert [passage.zone for passage in passages] == [Zone.SITE_NAME, Zone.HEADLINE, Zone.BODY]
    for passage in passages:
        for word in passage.text.split():
            start = passage.text.index(word)
            low, high = passage.locate(start, start + len(word))
            assert TEXT[low:high] == word


def test_a_separate_title_is_a_passage_of_its_own():
    passages = split_passages(bare_article("Body.", title="Title"))
    assert [(passage.text, passage.in_title) for passage in passages] == [("Title", True), ("Body.", False)]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("FERRIES STOP AT GDYNIA", "ferries stop at Gdynia"),
        ("TALKS ON EU AND NATO FAIL", "Talks on EU and NATO Fail"),
        ("Talks fail", "Talks fail"),
        ("STRASSE", "Strasse"),
    ],
)
def test_capitals_are_written_as_the_article_writes_them_elsewhere(line, written):
    casing = learn_casing("The ferries stop, and in Gdynia NATO is silent.")
    assert recase(line, casing) == written


def test_recasing_never_moves_an_offset():
    text = "ĲSSELMEER İZMİR STRAẞE ŒUVRE ﬁ DŽ"
    assert len(recase(text, {})) == len(text)
    assert is_capital_line(text)


def test_readable_texts_are_as_long_as_the_passages():
    passages = split_passages(bare_article("WARSAW\n\nRain fell in Warsaw.", title="RAIN IN WARSAW"))
    texts = readable_texts(passages)
    assert [len(text) for text in texts] == [len(passage.text) for passage in passages]
    assert texts[0] == "Rain in Warsaw"
