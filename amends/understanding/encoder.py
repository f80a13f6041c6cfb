"""Turns texts into unit vectors with a small sentence encoder in ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from amends.understanding.model_files import EncoderFiles, find_encoder

Vectors: TypeAlias = NDArray[np.float32]
DIMENSIONS = 384
MAX_TOKENS = 128


class Encoder:
    """Mean-pooled, L2-normalised sentence vectors."""

    def __init__(self, files: EncoderFiles) -> None:
        """Open the session of verified files."""
        options = onnxruntime.SessionOptions()
        # Turns of several customers share two cores; one thread each keeps the slowest turn short.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.files = files
        self._session = onnxruntime.InferenceSession(
            str(files.model), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._wants_types = any(one.name == "token_type_ids" for one in self._session.get_inputs())
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)
        self._tokenizer.no_padding()

    @classmethod
    def load(cls, folder: Path | None = None, expected: dict[str, str] | None = None) -> Encoder:
        """Find, verify and open the encoder; see find_encoder for the errors."""
        return cls(find_encoder(folder, expected))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), 384), float32, each row of length 1.

        Each text runs by itself: the int8 kernels take one activation scale for a whole batch, so in a
        batch a text's vector would depend on its neighbours, and the same message must always read the same.
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([self._encode_one(text) for text in texts])

    def _encode_one(self, text: str) -> Vectors:
        encoding = self._tokenizer.encode(text)
        ids = np.asarray([encoding.ids], dtype=np.int64)
        mask = np.asarray([encoding.attention_mask], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask}
        if self._wants_types:
            inputs["token_type_ids"] = np.zeros_like(ids)
        states = self._session.run(None, inputs)[0][0]
        pooled = states.mean(axis=0)
        norm = float(np.linalg.norm(pooled))
        return np.asarray(pooled / max(norm, 1e-9), dtype=np.float32)
