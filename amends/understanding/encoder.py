"""Turns texts into vectors with a small sentence encoder in ONNX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from amends.understanding.inner_layers import with_outputs
from amends.understanding.model_files import EncoderFiles, find_encoder

Vectors: TypeAlias = NDArray[np.float32]
MAX_TOKENS = 128
BLOCK = 384
# How something is said shows in the middle of the encoder, what is meant at its end (measured, see
# docs/understanding.md). These are the third, fourth and fifth of its six layers; the sixth is its output.
_INNER = ("layer_norm_6", "layer_norm_8", "layer_norm_10")
WIDTH = BLOCK * (len(_INNER) + 2)
WORDING = slice(0, BLOCK * (len(_INNER) + 1))
MEANING = slice(BLOCK * len(_INNER), WIDTH)


class Encoder:
    """Blocks of 384 numbers, each of length 1: the means of layers 3, 4, 5 and 6, the maximum of layer 6."""

    def __init__(self, files: EncoderFiles) -> None:
        """Open the session of verified files."""
        options = onnxruntime.SessionOptions()
        # Turns of several customers share two cores; one thread each keeps the slowest turn short.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.files = files
        model = files.model.read_bytes()
        self._inner = _INNER if all(name.encode() in model for name in _INNER) else ()
        self._session = onnxruntime.InferenceSession(
            with_outputs(model, self._inner), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._last = self._session.get_outputs()[0].name
        self._wants_types = any(one.name == "token_type_ids" for one in self._session.get_inputs())
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)
        self._tokenizer.no_padding()

    @classmethod
    def load(cls, folder: Path | None = None, expected: dict[str, str] | None = None) -> Encoder:
        """Find, verify and open the encoder; see find_encoder for the errors."""
        return cls(find_encoder(folder, expected))

    def encode(
        self, texts: Sequence[str], threads: int = 1, progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        """Return an array of shape (len(texts), WIDTH), float32; ``progress(done, total)`` after each text.

        Each text runs by itself: padding beside longer neighbours would move its last digits, and the
        same message must always read the same. An encoder whose inner layers have other names gives its
        last layer in their place.
        """
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        with ThreadPoolExecutor(threads) as pool:
            for at, row in enumerate(pool.map(self._encode_one, texts)):
                rows[at] = row
                if progress is not None:
                    progress(at + 1, len(texts))
        return rows

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> Vectors:
        """Return the text's vector and those of its stretches, shape (1 + len(spans), WIDTH).

        One pass serves all: a stretch is pooled out of the tokens that stand in it. Only a stretch that
        lies behind the tokens of a pass runs by itself. ``spans`` are characters and must not be empty.
        """
        encoding = self._tokenizer.encode(text)
        layers = self._layers(encoding)
        starts, ends = np.asarray(encoding.offsets).T
        rows = [_pooled(layers)]
        for start, end in spans:
            inside = (starts >= start) & (ends <= end) & (ends > starts)
            if inside.any() and (end <= ends.max() or len(starts) < MAX_TOKENS):
                rows.append(_pooled([layer[inside] for layer in layers]))
            else:
                rows.append(self._encode_one(text[start:end]))
        return np.stack(rows)

    def _encode_one(self, text: str) -> Vectors:
        return _pooled(self._layers(self._tokenizer.encode(text)))

    def _layers(self, encoding: Encoding) -> list[Vectors]:
        """Return the states of every token (n, BLOCK), layer by layer."""
        ids = np.asarray([encoding.ids], dtype=np.int64)
        mask = np.asarray([encoding.attention_mask], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask}
        if self._wants_types:
            inputs["token_type_ids"] = np.zeros_like(ids)
        *inner, last = (layer[0] for layer in self._session.run([*self._inner, self._last], inputs))
        return [*(inner or [last] * len(_INNER)), last]


def _pooled(layers: Sequence[Vectors]) -> Vectors:
    """Return the vector (WIDTH,) of tokens whose states are given layer by layer."""
    blocks = [layer.mean(axis=0) for layer in layers] + [layers[-1].max(axis=0)]
    return np.concatenate([_unit(block) for block in blocks])


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)
