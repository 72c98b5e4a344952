"""One language model with its entity recogniser only, decoded in lockstep where the model has the shape for it."""

import importlib
import warnings
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from monitor.core.extract.decoder import LockstepDecoder
from monitor.core.extract.decoder_vectors import UnfitModel

UNUSED_COMPONENTS = ("tagger", "parser", "senter", "morphologizer", "lemmatizer", "attribute_ruler")
BATCH_TEXTS = 32  # texts per call of the model's own pipe
KEPT_LEXEMES = 50_000  # strings of the first texts, the usual words, that spaCy keeps for good
MOST_LEXEMES = 150_000  # strings that it may keep in all; then it forgets the others

CHECK_TEXTS = (
    "Chancellor Angela Merkel met Justin Trudeau in Ottawa on Friday. Canada and Germany will sign a treaty, "
    "the European Commission said in Brussels.",
    "FLOODS HIT NORTHERN ITALY\n\nMILAN, Nov 3 - At least 12 people died near Lake Como, "
    "said Marta Rossi of the Red Cross.",
    "  \n",
    "",
    "Le président du Sénat a reçu Anna Keller à Strasbourg mardi 4 mai; Siemens et Alstom n'ont rien dit.",
)
"""What the two ways of decoding are compared on before the faster one is used: prose, capitals, blanks, French."""

UNLOADABLE = (ImportError, OSError, ValueError, AttributeError, StopIteration)
"""What a package raises that is missing, is no pipeline (no ``load``, no config) or was made for another spaCy."""

Span = tuple[int, int, str]
"""First character, character after the last, label."""


class Recogniser:
    """Finds entities with one spaCy pipeline.

    Attributes:
        decoding: "lockstep", or "nlp.pipe" with the reason why.
        version: Name and version of the model.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self._decoder, self.decoding = _make_decoder(pipeline)
        self._zone = ExitStack()
        self._first_words = len(pipeline.vocab.strings)
        meta = pipeline.meta  # spaCy gathers it anew each time
        self.version = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def find(self, texts: list[str]) -> list[list[Span]]:
        """Return the entities of each text as spans of characters."""
        self._bound_memory()
        if self._decoder is not None:
            return self._decoder.find(texts)
        docs = self._pipeline.pipe(texts, batch_size=BATCH_TEXTS)
        return [[(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in docs]

    def _bound_memory(self) -> None:
        """Forget the words of the texts read, when they are many: spaCy keeps them in a zone that can be left.

        The words of the first texts are kept outside of it: in a zone its tokenizer remembers nothing, and then takes
        three times as long; what it remembers from before it still uses.
        """
        vocabulary = self._pipeline.vocab
        read = len(vocabulary.strings) - self._first_words
        if read > MOST_LEXEMES:
            self._zone.close()
            self._zone = ExitStack()
        if read > KEPT_LEXEMES and not vocabulary.in_memory_zone:
            self._zone.enter_context(self._pipeline.memory_zone())


def load_recogniser(package: str) -> Recogniser | None:
    """Return the recogniser of an installed spaCy pipeline package, None where it is missing or cannot be loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # W095, "made by an older spaCy": the self-check decides
        try:
            module = importlib.import_module(package)
            unused = list(UNUSED_COMPONENTS)
            if not _shares_token_vectors(module):
                unused.append("tok2vec")
            return Recogniser(module.load(exclude=unused))
        except UNLOADABLE:
            return None


def _shares_token_vectors(module: Any) -> bool:
    """Whether the recogniser of a pipeline package listens to the pipeline's own tok2vec component."""
    from spacy.util import load_config

    config = next(Path(module.__file__).parent.rglob("config.cfg"))
    recogniser = load_config(config)["components"].get("ner", {})
    return "Listener" in recogniser.get("model", {}).get("tok2vec", {}).get("@architectures", "")


def _make_decoder(pipeline: Any) -> tuple[LockstepDecoder | None, str]:
    """Return the fast decoder if it fits the pipeline and finds the same, and how entities will be decoded."""
    try:
        decoder = LockstepDecoder(pipeline)
    except UnfitModel as unfit:
        return None, f"nlp.pipe: {unfit}"
    if not decoder.check(CHECK_TEXTS):
        return None, "nlp.pipe: the fast decoder finds other entities in the built-in text"
    return decoder, "lockstep"
