"""Keeps a trained reader as one safetensors file and one JSON file; nothing in them can run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

TENSORS_NAME = "reader.safetensors"
SETTINGS_NAME = "reader.json"
FORMAT = 2


class ModelUnreadable(RuntimeError):
    """A folder does not hold a reader this version can load."""


def save(folder: Path, settings: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> None:
    """Write the two files into a folder, which is made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, folder / TENSORS_NAME)
    text = json.dumps({"format": FORMAT, **settings}, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / SETTINGS_NAME).write_text(text, encoding="utf-8")


def load(folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return settings and tensors; raises ModelUnreadable with what is wrong."""
    try:
        settings = json.loads((folder / SETTINGS_NAME).read_text(encoding="utf-8"))
        tensors = load_file(folder / TENSORS_NAME)
    except (OSError, ValueError) as error:
        raise ModelUnreadable(f"{folder} holds no readable reader: {error}") from error
    if settings.get("format") != FORMAT:
        raise ModelUnreadable(
            f"{folder} was written in format {settings.get('format')}, not {FORMAT}: train again"
        )
    return settings, tensors
