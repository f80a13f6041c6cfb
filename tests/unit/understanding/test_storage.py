from pathlib import Path

import numpy as np
import pytest

from amends.understanding import storage


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    storage.save(tmp_path / "new", {"a": [1, "ü"]}, {"x": np.arange(6, dtype=np.float32).reshape(2, 3)})
    settings, tensors = storage.load(tmp_path / "new")
    assert settings["a"] == [1, "ü"]
    assert tensors["x"].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_an_older_format_is_refused(tmp_path: Path) -> None:
    storage.save(tmp_path, {}, {"x": np.zeros(1, dtype=np.float32)})
    (tmp_path / storage.SETTINGS_NAME).write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(storage.ModelUnreadable, match="train again"):
        storage.load(tmp_path)


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    storage.save(tmp_path, {}, {"x": np.zeros(1, dtype=np.float32)})
    (tmp_path / storage.SETTINGS_NAME).write_text("{", encoding="utf-8")
    with pytest.raises(storage.ModelUnreadable):
        storage.load(tmp_path)
