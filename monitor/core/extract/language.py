"""Which language a text is written in, or None where that cannot be told."""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

DETECTION_WORDS = 60  # the start of an article decides; 150 words gave the same on 800 articles, for twice the time
MIN_WORDS = 5  # below this half the guesses on news headlines are wrong
MIN_CONFIDENCE = 0.6  # tables of names and figures score lower than this in any language
NO_LANGUAGE = "zxx"  # the model's label for text without linguistic content
LONGEST_FEATURE = 6  # bytes of the longest n-gram that the model knows


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, or None where it is too short or too doubtful.

    Source: py3langid (Barbaresi), a naive Bayes model over byte n-grams, judged on the first DETECTION_WORDS words.
    """
    words = text.split(maxsplit=DETECTION_WORDS)[:DETECTION_WORDS]
    if len(words) < MIN_WORDS:
        return None
    language, confidence = _identifier().classify(" ".join(words))
    if confidence < MIN_CONFIDENCE or language == NO_LANGUAGE:
        return None
    return str(language)


class LockstepIdentifier(LanguageIdentifier):  # type: ignore[misc]  # the package has no types
    """The identifier, its automaton run from all bytes of a text at once instead of from the first to the last.

    Its state, the longest n-gram that ends here, depends on the last LONGEST_FEATURE bytes only: so each byte's is
    found by that many steps from the first state, and a step is taken for the whole text together.
    """

    def __init__(self, *model: Any, **options: Any) -> None:
        super().__init__(*model, **options)
        self._next = np.frombuffer(self.tk_nextmove, f"u{self.tk_nextmove.itemsize}")
        self._row_of = np.asarray(self._rowbase, np.intp)
        self._feature_of = np.asarray(self.tk_output, np.intp)

    def features(self, text: bytes) -> dict[int, int]:
        """Return how often each feature stands in a text: what ``langid.visit_counts`` counts."""
        letters = np.frombuffer(text, np.uint8)
        state: NDArray[np.intp] = np.zeros(len(letters), np.intp)
        for back in range(min(LONGEST_FEATURE, len(letters)) - 1, -1, -1):
            state[back:] = self._next[self._row_of[state[back:]] + letters[: len(letters) - back]]
        found = self._feature_of[state]
        kinds, counts = np.unique(found[found >= 0], return_counts=True)
        return dict(zip(kinds.tolist(), counts.tolist(), strict=True))

    def _raw_score(self, text: bytes) -> NDArray[np.float32]:
        features = self.features(text)
        scores: NDArray[np.float32] = (
            self._sparse_score(features, self.nb_ptc) if features else super()._raw_score(text)
        )
        return scores


@functools.cache
def _identifier() -> LockstepIdentifier:
    """Load the model once: an immutable resource of half a second."""
    identifier: LockstepIdentifier = LockstepIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Labels of three letters have no ISO 639-1 code; Nigerian Pidgin among them draws English company reports.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2] + [NO_LANGUAGE])
    # What that leaves lies column by column, while a text is judged by rows: twice as fast once they are one piece.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier
