"""Token vectors of a spaCy recogniser, computed with numpy: embeddings kept per word type, convolutions as products.

The recogniser's own layers give every token a vector in two steps, and both can be had cheaper with equal results:

* The *embedding* of a token depends on nothing but its spelling (ORTH) and its norm, so each type is embedded once,
  by the model's own layers, and looked up ever after.
* The *encoder* is a few residual convolutions over a window of three tokens. Its input lies in memory as one row a
  token; a row with both its neighbours is then simply a longer row that starts one row earlier. ``as_strided`` gives
  that view without copying, and each convolution is one matrix product for a whole batch of texts. Between texts lie
  rows of zeros, as the model itself pads them.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH
from spacy.tokens import Doc

Floats = NDArray[np.float32]

MOST_TYPES = 120_000  # kept embeddings; about 400 bytes each, so 50 MB. When full, all are dropped and made anew
VARIANCE_FLOOR = 1e-8  # added to the variance by thinc's layer normalisation
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd 64-bit constant (2**64 / golden ratio): spreads the norm's hash


class UnfitModel(Exception):
    """The recogniser is not built as this reading of it assumes; the message says where."""


class _Convolution:
    """One residual layer: a window of three tokens, maxout over pieces, layer normalisation."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self.width, self.pieces, _ = weights.shape
        # The pieces of a maxout lie behind each other, so that the maximum is taken of whole blocks of columns.
        by_piece = np.moveaxis(weights, 1, 0).reshape(self.pieces * self.width, -1)
        self.weights: Floats = np.ascontiguousarray(by_piece.T, dtype=np.float32)
        self.bias: Floats = np.ascontiguousarray(bias.T.reshape(-1), dtype=np.float32)
        self.gain: Floats = np.ascontiguousarray(norm.get_param("G"), dtype=np.float32)
        self.shift: Floats = np.ascontiguousarray(norm.get_param("b"), dtype=np.float32)

    def __call__(self, windows: Floats) -> Floats:
        """Return what the layer adds to the middle token of each window."""
        activations = windows @ self.weights
        activations += self.bias
        best: Floats = np.maximum(activations[:, : self.width], activations[:, self.width : 2 * self.width])
        for piece in range(2, self.pieces):
            np.maximum(best, activations[:, piece * self.width : (piece + 1) * self.width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(self.width) + np.float32(VARIANCE_FLOOR)
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self.gain
        best += self.shift
        return best


class TokenVectors:
    """The ``tok2vec`` of a recogniser.

    Raises:
        UnfitModel: on construction, where the layers are not an embedding, residual windows of three, and a linear one.
    """

    def __init__(self, tok2vec: Any, vocab: Any) -> None:
        self._vocab = vocab
        try:
            embed, encode = tok2vec.layers[0].layers[:2]
            linear = tok2vec.layers[-1]
            self._project: Floats = np.ascontiguousarray(linear.get_param("W").T, dtype=np.float32)
            self._bias: Floats = np.ascontiguousarray(linear.get_param("b"), dtype=np.float32)
        except (IndexError, KeyError, ValueError) as error:
            raise UnfitModel(f"its token vectors are built otherwise ({error})") from error
        self._embed = embed
        self._layers = _read_convolutions(encode)
        self._width = self._layers[0].width
        self._padding = len(self._layers)  # rows between texts: a window reaches one token further with every layer
        self._rows: dict[int, int] = {}
        self._table: Floats = np.zeros((4096, self._width), np.float32)

    @property
    def types(self) -> int:
        """How many embeddings are kept."""
        return len(self._rows)

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """Return the vectors of all tokens of some texts, one row a token."""
        lengths = [len(doc) for doc in docs]
        rows = self._embed_types(docs)  # may replace the table
        embedded = self._table[rows]
        gaps = np.repeat(self._padding * (1 + np.arange(len(docs))), lengths)
        place = np.arange(len(embedded)) + gaps
        count = sum(lengths) + self._padding * (len(docs) + 1)
        padded = np.zeros((count + 2, self._width), np.float32)  # and a row more at either end, for the outer windows
        inner = padded[1:-1]
        inner[place] = embedded
        view = np.lib.stride_tricks.as_strided(padded, (count, 3 * self._width), padded.strides)
        windows = np.empty((count, 3 * self._width), np.float32)
        for layer in self._layers:
            np.copyto(windows, view)
            inner += layer(windows)
        vectors: Floats = inner[place] @ self._project + self._bias
        return vectors

    def _embed_types(self, docs: Sequence[Doc]) -> NDArray[np.intp]:
        """Return the row in the table of every token, embedding the types that are new."""
        columns = np.concatenate([doc.to_array([ORTH, NORM]) for doc in docs])
        keys = columns[:, 0] ^ (columns[:, 1] * MIX)
        types, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._rows) + len(types) > MOST_TYPES:
            self._rows.clear()
        rows = [self._rows.get(key, -1) for key in types.tolist()]
        new = [number for number, row in enumerate(rows) if row < 0]
        if new:
            base = len(self._rows)
            self._reserve(base + len(new))
            self._table[base : base + len(new)] = self._embed_words(columns[first[new]])
            for offset, number in enumerate(new):
                self._rows[int(types[number])] = rows[number] = base + offset
        return np.asarray(rows, dtype=np.intp)[inverse]

    def _embed_words(self, columns: NDArray[np.uint64]) -> Floats:
        """Return the model's own embedding of types given by ORTH and NORM."""
        strings = self._vocab.strings
        doc = Doc(self._vocab, words=[strings[int(orth)] for orth, _ in columns])
        for token, (_, norm) in zip(doc, columns.tolist(), strict=True):
            if token.norm != norm:  # set by the tokenizer's exceptions, not by the spelling
                token.norm_ = strings[norm]
        embedded: Floats = self._embed.predict([doc])[0]
        return embedded

    def _reserve(self, rows: int) -> None:
        if rows > len(self._table):
            grown = np.zeros((max(rows, 2 * len(self._table)), self._width), np.float32)
            grown[: len(self._table)] = self._table
            self._table = grown


def _read_convolutions(encode: Any) -> list[_Convolution]:
    """Return the residual layers of an encoder whose windows are three tokens wide."""
    nodes = list(encode.walk())
    maxouts = [node for node in nodes if node.name == "maxout"]
    norms = [node for node in nodes if node.name == "layernorm"]
    windows = [node for node in nodes if node.name == "expand_window"]
    residuals = [node for node in nodes if node.name.startswith("residual") and len(node.layers) == 1]
    if not maxouts or not len(maxouts) == len(norms) == len(windows) == len(residuals):
        raise UnfitModel("its encoder has layers of another kind")
    if any(node.attrs["window_size"] != 1 for node in windows):
        raise UnfitModel("its encoder's windows are not three tokens wide")
    layers = [_Convolution(maxout, norm) for maxout, norm in zip(maxouts, norms, strict=True)]
    if any(layer.weights.shape[0] != 3 * layers[0].width or layer.pieces < 2 for layer in layers):
        raise UnfitModel("its encoder's layers differ in width")
    return layers
