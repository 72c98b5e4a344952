"""What a worker makes of texts that are too long for it."""

from monitor.core.analysing import MOST_ANALYSED, MOST_CHARACTERS, ArticleWork, _capped
from monitor.core.records import Document


def test_a_text_that_is_cut_off_and_not_analysed_says_both():
    text = "Talks in Nairobi\n\n" + "Ministers met. " * (MOST_CHARACTERS // 15 + 1)
    document = _capped(Document("long.txt", text, "text", "0" * 64))
    [analysis] = ArticleWork().analyse([document])
    assert len(document.text) == MOST_CHARACTERS
    assert analysis.partial is not None
    assert analysis.partial.code == "not_analysed"
    assert f"{MOST_CHARACTERS:,}" in analysis.partial.sentence
    assert f"{MOST_ANALYSED:,}" in analysis.partial.sentence
