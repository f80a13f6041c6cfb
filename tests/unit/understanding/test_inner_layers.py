import onnxruntime
import pytest

from amends.understanding.inner_layers import with_outputs
from amends.understanding.model_files import find_encoder


def test_a_real_model_shows_its_inner_layer() -> None:
    model = with_outputs(find_encoder().model.read_bytes(), ["layer_norm_6"])
    outputs = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).get_outputs()
    assert [one.name for one in outputs] == ["last_hidden_state", "layer_norm_6"]


def test_a_layer_that_is_not_there_is_refused() -> None:
    model = with_outputs(find_encoder().model.read_bytes(), ["no_such_layer"])
    with pytest.raises(Exception, match="no_such_layer"):
        onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])


def test_nothing_asked_changes_nothing() -> None:
    assert with_outputs(b"model", []) == b"model"


def test_an_endless_name_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        with_outputs(b"", ["x" * 200])
