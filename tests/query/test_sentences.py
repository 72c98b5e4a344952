import pytest

from monitor.core.sentences import sentence_starts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One sentence only", 1),
        ("It rained. Then it stopped.", 2),
        ("Mr. Doe met Dr. Kofi.", 1),
        ("J. Doe came. He left.", 2),
        ("“Go!” she said. “Now.” He went.", 3),
        ("It cost 3.5 million. In all.", 2),
        ("He left the U.S. He came back.", 1),
        ("The end. and so on", 1),
        ("東京。大阪。", 2),
        ("", 1),
    ],
)
def test_sentences_are_told_by_their_ends(text, count):
    assert len(sentence_starts(text)) == count
