"""Where a language model sees names in texts: raw spans with the model's own labels.

A language without an installed model gets no spans; ``EntityFinder.shortfall``
says so in a sentence. A model is loaded once, when its language first turns up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from monitor.core.extract.readable import make_readable
from monitor.core.extract.recogniser import Recogniser, load_recogniser
from monitor.core.language_models import USUAL_MODELS, is_installed

DEFAULT_MODELS = USUAL_MODELS

CHUNK_CHARACTERS = 50_000  # spaCy refuses texts over 1,000,000 (E088) and one such text would lose its whole batch
LONGEST_NAME = 200  # characters; what a model takes for a longer name is a list or hostile, and costs its readers dear
CHUNK_CONTEXT = 1_000  # characters read on both sides of a chunk, so that its edges see their surroundings

SELF_CHECK_TEXT = (
    "Chancellor Angela Merkel met Justin Trudeau in Ottawa on Friday. Canada and Germany will sign a treaty, "
    "the European Commission said in Brussels."
)
SELF_CHECK_SPANS = {
    "en": (
        ("Angela Merkel", "PERSON"),
        ("Justin Trudeau", "PERSON"),
        ("Ottawa", "GPE"),
        ("Friday", "DATE"),
        ("Canada", "GPE"),
        ("Germany", "GPE"),
        ("the European Commission", "ORG"),
        ("Brussels", "GPE"),
    )
}
"""What the model of each language was seen to find in SELF_CHECK_TEXT; only the default models are held to it."""


class FoundSpan(NamedTuple):
    """A name that a model sees: ``text[start:end]`` in code points, and the model's own label for it."""

    start: int
    end: int
    label: str


class EntityFinder:
    """Finds names with one spaCy pipeline a language, of which only the entity recogniser is loaded.

    The recogniser of the default models has its own token vectors: without the other components it finds
    the same names but for about one in a thousand, at nearly three times the speed.
    """

    def __init__(
        self,
        models: Mapping[str, str] = DEFAULT_MODELS,
        *,
        loading: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Use these models; what ``loading`` returns is entered while one is loaded, which takes seconds."""
        self._packages = dict(models)
        self._loading = loading
        self._recognisers: dict[str, Recogniser | None] = {}

    def find(self, texts: Sequence[str], language: str | None) -> list[list[FoundSpan]]:
        """Return the names in each text, in text order and never overlapping; none where there is no model.

        Args:
            texts: Texts of any length, all in ``language``.
            language: ISO 639-1 code, or None where it is not known.
        """
        recogniser = self._recogniser(language)
        if recogniser is None:
            return [[] for _ in texts]
        chunks = [(number, chunk) for number, text in enumerate(texts) for chunk in split_chunks(text)]
        copies = [make_readable(texts[number][low:high], language) for number, (low, high, _, _) in chunks]
        found: list[list[FoundSpan]] = [[] for _ in texts]
        spans_of_chunks = recogniser.find([copy.text for copy in copies])
        for (number, (low, _, start, end)), copy, spans in zip(chunks, copies, spans_of_chunks, strict=True):
            for first, after, label in spans:
                span = copy.original_span(first, after)
                _append_span(found[number], FoundSpan(low + span[0], low + span[1], label), start, end)
        return found

    def has_model(self, language: str | None) -> bool:
        """Whether names can be found in this language. Loads its model."""
        return self._recogniser(language) is not None

    def shortfall(self, language: str | None) -> str | None:
        """Return a sentence where names in this language are not found, or not as expected; None if all is well."""
        recogniser, package = self._recogniser(language), self._packages.get(language or "")
        if recogniser is None:
            why = "cannot be loaded" if package and is_installed(package) else "is not installed"
            missing = f" ({package} {why})" if package else ""
            return f"There is no language model for {language or 'text of unknown language'}{missing}."
        expected = SELF_CHECK_SPANS.get(language or "")
        if expected is None or package != DEFAULT_MODELS.get(language or ""):
            return None
        [spans] = recogniser.find([SELF_CHECK_TEXT])
        if tuple((SELF_CHECK_TEXT[start:end], label) for start, end, label in spans) == expected:
            return None
        return f"The language model for {language} does not find what it should in the built-in text."

    def version(self, language: str | None) -> str:
        """Return name and version of the model of a language, "none" where there is none."""
        recogniser = self._recogniser(language)
        return recogniser.version if recogniser is not None else "none"

    def decoding(self, language: str | None) -> str:
        """Return how the model's entities are decoded: "lockstep", or "nlp.pipe" with why; "none" without model."""
        recogniser = self._recogniser(language)
        return recogniser.decoding if recogniser is not None else "none"

    def _recogniser(self, language: str | None) -> Recogniser | None:
        if language is None or language not in self._packages:
            return None
        if language not in self._recognisers:
            with self._loading():
                self._recognisers[language] = load_recogniser(self._packages[language])
        return self._recognisers[language]


def split_chunks(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield ``low, high, start, end`` of each piece: read ``text[low:high]``, keep what starts in ``[start:end]``."""
    start = 0
    while start < len(text):
        end = _chunk_end(text, start)
        yield max(0, start - CHUNK_CONTEXT), min(len(text), end + CHUNK_CONTEXT), start, end
        start = end


def _chunk_end(text: str, start: int) -> int:
    """Return where the chunk from ``start`` ends: after a paragraph in its second half, else after a blank."""
    limit = start + CHUNK_CHARACTERS
    if limit >= len(text):
        return len(text)
    for separator in ("\n\n", "\n", " "):
        found = text.rfind(separator, start + CHUNK_CHARACTERS // 2, limit)
        if found >= 0:
            return found + len(separator)
    return limit


def _append_span(found: list[FoundSpan], span: FoundSpan, start: int, end: int) -> None:
    """Append a span of a chunk that answers for ``[start:end]``, unless the chunk before has it."""
    earliest = max(start, found[-1].end) if found else start
    if earliest <= span.start < end and span.end - span.start <= LONGEST_NAME:
        found.append(span)
