"""Makes an ONNX model show what its inner layers hold, without another library."""

from __future__ import annotations

from collections.abc import Iterable

# Numbers of the fields in ONNX's schema (onnx.proto): what a model, its graph and a value are made of.
_MODEL_GRAPH = 7
_GRAPH_OUTPUT = 12
_VALUE_NAME, _VALUE_TYPE = 1, 2
_TYPE_TENSOR, _TENSOR_KIND, _FLOAT = 1, 1, 1


def _field(number: int, content: bytes) -> bytes:
    """Return one length-delimited field of a protocol buffer; the content is shorter than 128 bytes."""
    if len(content) >= 128:
        raise ValueError("a layer's name is longer than a model may have")
    return bytes([number << 3 | 2, len(content)]) + content


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """Return the model with the named inner values (float tensors) as outputs after its own.

    A message that stands twice in a protocol buffer is read as the two merged, so what is appended here
    joins the graph's outputs. The runtime refuses a name that the graph does not make.
    """
    kind = _field(_TYPE_TENSOR, bytes([_TENSOR_KIND << 3, _FLOAT]))
    added = [
        _field(
            _MODEL_GRAPH,
            _field(_GRAPH_OUTPUT, _field(_VALUE_NAME, name.encode()) + _field(_VALUE_TYPE, kind)),
        )
        for name in names
    ]
    return model + b"".join(added)
