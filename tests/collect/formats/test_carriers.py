"""The same article in every format, and zipped, gives the same headline, body, day and source."""

import pytest
from carried_articles import CARRIERS, STORIES, Story, carried

from monitor.core.collect.article import make_article
from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document


def facts(found: Document) -> tuple[str | None, str, str | None, str | None]:
    article = make_article(found)
    day = article.published.value[:10] if article.published else None
    return article.title, article.body, day, article.source


@pytest.mark.parametrize("zipped", [False, True], ids=["bare", "zipped"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.source)
@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_gives_the_same_article(carrier: str, story: Story, zipped: bool) -> None:
    name, data = carried(carrier, story, zipped=zipped)
    (found,) = read_bytes(RawFile(name, data, ""))
    assert isinstance(found, Document), found
    assert facts(found) == (story.title, "\n\n".join(story.body), story.day, story.source)
    assert (found.member or "").startswith("in/story.") == zipped
