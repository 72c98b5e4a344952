"""What an article quotes, and who says it, on invented quotations of eight shapes."""

import re
from pathlib import Path

import pytest
from names_articles import bare_article

from monitor.core.extract.analyse import Analyser
from monitor.core.extract.quotes_marks import find_marked

SAMPLES = Path(__file__).with_name("quote_samples.txt")
MARK = re.compile(r"\{([^}]*)\}")
FEWEST_SAMPLES = 60
LEAST_F1 = 0.85


def read_samples() -> list[tuple[str, str, list[tuple[int, str | None]]]]:
    """Shape, text, and the start of every quotation with its speaker."""
    samples, shape = [], ""
    content = "\n".join(line for line in SAMPLES.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
    for section in re.split(r"^== ", content, flags=re.MULTILINE)[1:]:
        shape, _, texts = section.partition("\n")
        for marked in texts.split("\n---\n"):
            text, expected = "", []
            for number, part in enumerate(MARK.split(marked.strip())):
                if number % 2:
                    expected.append((len(text), None if part == "-" else part))
                else:
                    text += part
            samples.append((shape, text, expected))
    return samples


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def test_quotations_of_eight_shapes_get_their_speakers(analyser):
    samples = read_samples()
    analyses = analyser.analyse([bare_article(text) for _, text, _ in samples])
    right = found = wanted = 0
    for (_, _text, expected), analysis in zip(samples, analyses, strict=True):
        got = {(quote.start, quote.speaker) for quote in analysis.quotes}
        right += len(got & set(expected))
        found += len(got)
        wanted += len(expected)
    assert wanted >= FEWEST_SAMPLES
    assert 2 * right / (found + wanted) >= LEAST_F1


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “yes” and ‘no’.", ["“yes”", "‘no’"]),
        ("She said \"the 'old' town\" twice.", ["\"the 'old' town\""]),
        ("It’s the drivers’ own fault.", []),
        ("« Oui », dit-il, « bien sûr »", ["« Oui »", "« bien sûr »"]),
        ("“One.\n\n“Two.”\n\nThree.", ["“One.\n\n“Two.”"]),
        ("“Never closed.\n\nNew paragraph.", []),
        ("‘We know the leaders’ plan is dead,’ he said.", ["‘We know the leaders’ plan is dead,’"]),
    ],
)
def test_marks_pair_up(text, quotations):
    assert [text[marked.start : marked.end] for marked in find_marked(text)] == quotations


def test_a_part_of_a_sentence_is_partial(analyser):
    text = "Karin Holm called the bridge “a waste of steel” on Monday. “It leads nowhere,” Karin Holm said."
    [analysis] = analyser.analyse([bare_article(text)])
    assert [(quote.partial, quote.speaker, quote.cue) for quote in analysis.quotes] == [
        (True, "Karin Holm", "called"),
        (False, "Karin Holm", "said"),
    ]
