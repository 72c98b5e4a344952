"""Which language a text is written in, or None where that cannot be told."""

import functools

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

DETECTION_WORDS = 60  # the start of an article decides; 150 words gave the same on 800 articles, for twice the time
MIN_WORDS = 5  # below this half the guesses on news headlines are wrong
MIN_CONFIDENCE = 0.6  # tables of names and figures score lower than this in any language
NO_LANGUAGE = "zxx"  # the model's label for text without linguistic content


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


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Load the model once: an immutable resource of half a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Labels of three letters have no ISO 639-1 code; Nigerian Pidgin among them draws English company reports.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2] + [NO_LANGUAGE])
    # What that leaves lies column by column, while a text is judged by rows: twice as fast once they are one piece.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier
