"""What an article quotes, and who says it, on invented quotations of eight shapes."""

import re
from pathlib import Path

import pytest

from monitor.core.extract.analyse import Analyser
from monitor.core.records import Article, Block, Document, Zone

SAMPLES = Path(__file__).with_name("quote_samples.txt")
MARK = re.compile(r"\{([^}]*)\}")
FEWEST_SAMPLES = 60
LEAST_F1 = 0.85


def body_article(text: str) -> Article:
    """An article that is nothing but a body."""
    spans = tuple(match.span() for match in re.finditer(r"\S[^\n]*(?:\n[^\n]+)*", text))
    blocks = tuple(Block(start, end, Zone.BODY, "test") for start, end in spans)
    document = Document(path="-", text=text, format="text", sha256="")
    body = "\n\n".join(text[start:end] for start, end in spans)
    return Article(document, blocks, None, False, None, None, False, None, None, (), (), None, (), body, spans)


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
    analyses = analyser.analyse([body_article(text) for _, text, _ in samples])
    right = found = wanted = 0
    for (_, _text, expected), analysis in zip(samples, analyses, strict=True):
        got = {(quote.start, quote.speaker) for quote in analysis.quotes}
        right += len(got & set(expected))
        found += len(got)
        wanted += len(expected)
    assert wanted >= FEWEST_SAMPLES
    assert 2 * right / (found + wanted) >= LEAST_F1
