"""The same entities as spaCy's greedy recogniser, several times faster: all open entities of a batch step together.

spaCy's recogniser walks through a text from left to right. At every token it scores all its actions from three token
vectors and takes the best valid one: O (no entity), U-x (an entity of one token), B-x (one begins), I-x (it goes on),
L-x (it ends here). The three vectors belong to the token itself, the first token of the open entity, and the token
before; outside an entity the latter two are absent, and a learned padding takes their place. Hence:

1. *Outside an entity the scores depend on the token alone*, so all tokens of a batch are scored in one product. Each
   token's best action outside an entity is known before the walk begins.
2. *Inside an entity the scores depend on its first token, its label and the current token*, and on nothing before the
   first token. So for every token whose best action is B-x the entity that would follow can be computed without
   knowing whether the walk will ever come by outside an entity. All these candidates advance in lockstep, one product
   for each length; only I-x and L-x with the label of the candidate are valid there, and the last token of a text
   allows L-x alone. After LOCKSTEPS steps the few that are still open wait for the walk.
3. *The walk itself is then only a choice*: from left to right, a candidate is taken where it starts at or after the end
   of the last one taken.

The first layer is linear in the three vectors, so each token's share for each of the three roles is computed once for
the batch and the shares are added. What remains per decision is a maxout and a small product. Results are the same up
to the order of floating-point sums: ``LockstepDecoder.check`` compares with the model's own pipe before use, and the
benchmark ``benchmarks/entities.py`` on whole corpora.

Source: Honnibal's transition-based recogniser in spaCy (``spacy.TransitionBasedParser.v2``, state type "ner").
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Doc

from monitor.core.extract.decoder_vectors import Floats, TokenVectors, UnfitModel

ROLES = 3  # the current token, the open entity's first token, the token before
PIECES = 2  # of the hidden layer's maxout
LOCKSTEPS = 40  # steps in common: longer entities are followed singly, and only those that are taken, else a hostile
# text in which every token may open an endless entity would take time with the square of its length
OPEN = -1  # instead of an entity's end
BATCH_TOKENS = 2_400  # per step, about six articles: what is computed for more does not stay in the processor's cache

Span = tuple[int, int, str]
"""An entity: first token, token after the last, label."""

Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]


class LockstepDecoder:
    """Decodes the entities of texts with the weights of a spaCy pipeline that has a recogniser and nothing else.

    Raises:
        UnfitModel: on construction, where the pipeline or its recogniser is of another shape.
    """

    def __init__(self, pipeline: Any) -> None:
        if pipeline.pipe_names != ["ner"]:
            raise UnfitModel("the pipeline has other components than the recogniser")
        recogniser = pipeline.get_pipe("ner")
        self._pipeline = pipeline
        self._actions = _Actions(recogniser.moves)
        self._scorer = _Scorer(recogniser)
        self._vectors = TokenVectors(recogniser.model.get_ref("tok2vec"), pipeline.vocab)

    @property
    def types(self) -> int:
        """How many word types have their embedding kept."""
        return self._vectors.types

    def check(self, texts: Sequence[str]) -> bool:
        """Whether the model's own pipe finds the same in these texts."""
        ours = self.find(texts)
        theirs = [
            [(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in self._pipeline.pipe(texts)
        ]
        return ours == theirs

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the entities of each text as spans of characters with labels."""
        docs = [self._pipeline.make_doc(text) for text in texts]
        found: list[list[Span]] = []
        for batch in _batches(docs):
            for doc, spans in zip(batch, self.decode(batch), strict=True):
                found.append([(doc[i].idx, doc[j - 1].idx + len(doc[j - 1]), label) for i, j, label in spans])
        return found

    def decode(self, docs: Sequence[Doc]) -> list[list[Span]]:
        """Return the entities of each tokenized text as spans of tokens with labels, in order."""
        lengths = np.array([len(doc) for doc in docs], dtype=np.intp)
        total = int(lengths.sum())
        if not total:
            return [[] for _ in docs]
        starts = np.cumsum(lengths) - lengths
        must_end, blank = _limits(docs, lengths)
        shares = self._scorer.shares(self._vectors(docs))
        action = self._actions.best_outside(self._scorer.outside(shares), must_end, blank)
        end = self._entity_ends(action, shares, must_end)
        candidates = np.flatnonzero(end)
        found: list[list[Span]] = [[] for _ in docs]
        owners = np.searchsorted(starts + lengths, candidates, side="right")
        free = 0  # the first token after the last entity taken
        for first, after, owner in zip(candidates.tolist(), end[candidates].tolist(), owners.tolist(), strict=True):
            if first >= free:
                label = int(self._actions.label_of[action[first]])
                free = after if after != OPEN else self._follow(first, label, shares, must_end)
                offset = int(starts[owner])
                found[owner].append((first - offset, free - offset, self._actions.labels[label]))
        return found

    def _entity_ends(self, action: Indices, shares: Sequence[Floats], must_end: Mask) -> Indices:
        """Return for each token where the entity that would start there ends; 0 where none would, OPEN if far off."""
        end = np.zeros(len(action), dtype=np.intp)
        single = np.flatnonzero(self._actions.is_unit[action])
        end[single] = single + 1
        first = np.flatnonzero(self._actions.is_begin[action])
        label, current = self._actions.label_of[action[first]], first + 1
        for _ in range(LOCKSTEPS):
            if not len(first):
                break
            goes_on = self._goes_on(shares, first, current, label, must_end)
            end[first[~goes_on]] = current[~goes_on] + 1
            first, current, label = first[goes_on], current[goes_on] + 1, label[goes_on]
        end[first] = OPEN
        return end

    def _goes_on(
        self, shares: Sequence[Floats], first: Indices, current: Indices, label: Indices, must_end: Mask
    ) -> Mask:
        """Return of each open entity whether it goes on after its current token."""
        scores = self._scorer.inside(shares, first, current)
        row = np.arange(len(first))
        inside, last = scores[row, self._actions.inside[label]], scores[row, self._actions.last[label]]
        goes_on: Mask = (inside >= last) & ~must_end[current]
        return goes_on

    def _follow(self, first: int, label: int, shares: Sequence[Floats], must_end: Mask) -> int:
        """Return where an entity ends that was still open after all steps in common."""
        current = first + 1 + LOCKSTEPS
        one, of_label = np.array([first]), np.array([label])
        while self._goes_on(shares, one, np.array([current]), of_label, must_end)[0]:
            current += 1
        return current + 1


class _Actions:
    """The recogniser's actions by their place in its scores."""

    def __init__(self, moves: Any) -> None:
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        place = {name: number for number, name in enumerate(names)}
        self.labels = sorted({name[2:] for name in names if name[:2] in ("B-", "U-") and len(name) > 2})
        missing = [f"{kind}-{label}" for kind in "BILU" for label in self.labels if f"{kind}-{label}" not in place]
        if missing or "O" not in place:
            raise UnfitModel("its actions are not begin, inside, last, unit and out for every label")
        self.label_of = np.array([self.labels.index(name[2:]) if name[2:] in self.labels else -1 for name in names])
        self.is_begin: Mask = np.array([name.startswith("B-") for name in names])
        self.is_unit: Mask = np.array([name.startswith("U-") and len(name) > 2 for name in names])
        self.inside = np.array([place[f"I-{label}"] for label in self.labels])
        self.last = np.array([place[f"L-{label}"] for label in self.labels])
        # In the order of the scores: among equal ones the first wins, as in spaCy.
        out = place["O"]
        self._outside = np.array([n for n in range(len(names)) if n == out or self.is_begin[n] or self.is_unit[n]])
        self._begins = self.is_begin[self._outside]
        self._names = self._outside != out

    def best_outside(self, scores: Floats, must_end: Mask, blank: Mask) -> Indices:
        """Return each token's best valid action outside an entity; changes ``scores``.

        No entity begins where it must end at once, nor with a blank token.
        """
        valid = scores[:, self._outside]
        valid[np.ix_(must_end, self._begins)] = -np.inf
        valid[np.ix_(blank, self._names)] = -np.inf
        best: Indices = self._outside[valid.argmax(axis=1)]
        return best


class _Scorer:
    """The hidden and the output layer."""

    def __init__(self, recogniser: Any) -> None:
        if recogniser.cfg.get("beam_width", 1) != 1:
            raise UnfitModel("it searches with a beam")
        model = recogniser.model
        if not model.has_ref("lower") or not model.has_ref("upper") or model.get_ref("upper").name != "linear":
            raise UnfitModel("it has no hidden layer of its own")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        roles, self._width, pieces, _ = weights.shape
        if roles != ROLES or pieces != PIECES:
            raise UnfitModel("its states have another number of tokens or pieces")
        # Piece by piece, as in decoder_vectors: (role, piece * width, vector).
        by_piece = np.moveaxis(weights, 1, 2).reshape(ROLES, PIECES * self._width, -1)
        self._hidden: Floats = np.ascontiguousarray(np.concatenate(list(by_piece)).T, dtype=np.float32)
        padding = np.moveaxis(lower.get_param("pad")[0], -1, -2).reshape(ROLES, PIECES * self._width)
        bias = np.moveaxis(lower.get_param("b"), -1, -2).reshape(PIECES * self._width)
        self._inside_bias: Floats = np.ascontiguousarray(bias, dtype=np.float32)
        self._outside_bias: Floats = np.ascontiguousarray(bias + padding[1] + padding[2], dtype=np.float32)
        self._output: Floats = np.ascontiguousarray(upper.get_param("W").T, dtype=np.float32)
        self._output_bias: Floats = np.ascontiguousarray(upper.get_param("b"), dtype=np.float32)

    def shares(self, vectors: Floats) -> list[Floats]:
        """Return each token's share in the hidden layer as the current, the first and the previous token."""
        product = vectors @ self._hidden
        width = PIECES * self._width
        return [product[:, role * width : (role + 1) * width] for role in range(ROLES)]

    def outside(self, shares: Sequence[Floats]) -> Floats:
        """Return the scores of all actions at every token outside an entity."""
        return self._scores(shares[0] + self._outside_bias)

    def inside(self, shares: Sequence[Floats], first: Indices, current: Indices) -> Floats:
        """Return the scores of all actions at ``current`` in entities that began at ``first``."""
        return self._scores(shares[0][current] + shares[1][first] + shares[2][current - 1] + self._inside_bias)

    def _scores(self, hidden: Floats) -> Floats:
        best = np.maximum(hidden[:, : self._width], hidden[:, self._width :])
        scores: Floats = best @ self._output + self._output_bias
        return scores


def _limits(docs: Sequence[Doc], lengths: Indices) -> tuple[Mask, Mask]:
    """Return at which tokens an entity must end (the text or a sentence does), and which tokens are blank."""
    columns = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs])
    must_end = np.zeros(len(columns), dtype=bool)
    must_end[:-1] = columns[1:, 1] == 1
    must_end[np.cumsum(lengths)[lengths > 0] - 1] = True
    return must_end, columns[:, 0] > 0


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Yield the texts in order, as many at a time as fit BATCH_TOKENS."""
    batch: list[Doc] = []
    tokens = 0
    for doc in docs:
        if batch and tokens + len(doc) > BATCH_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch
