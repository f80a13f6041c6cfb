import shutil
from pathlib import Path

import pytest

from amends.understanding.encoder import WIDTH, Encoder
from amends.understanding.model_files import (
    KNOWN_SHA256,
    EncoderFilesAltered,
    EncoderFilesMissing,
    find_encoder,
    sha256_of,
)


def test_the_installed_files_are_the_ones_we_measured() -> None:
    files = find_encoder()
    assert {files.model_sha256, files.tokenizer_sha256} == set(KNOWN_SHA256.values())


def test_any_folder_with_the_two_files_will_do(tmp_path: Path) -> None:
    files = find_encoder()
    shutil.copy(files.model, tmp_path / "model.onnx")
    shutil.copy(files.tokenizer, tmp_path / "tokenizer.json")
    assert Encoder.load(tmp_path).encode(["hello"]).shape == (1, WIDTH)


def test_a_folder_without_the_files_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesMissing, match=r"model\.onnx"):
        find_encoder(tmp_path)


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"something else")
    (tmp_path / "tokenizer.json").write_bytes(b"{}")
    with pytest.raises(EncoderFilesAltered, match="expected"):
        find_encoder(tmp_path, KNOWN_SHA256)


def test_the_sum_is_the_one_everybody_computes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a").startswith("ba7816bf8f01cfea")
