"""Describes an error for the log without repeating anything that a customer may have written."""

from __future__ import annotations

import traceback
from pathlib import Path


def describe(error: BaseException, frames: int = 3) -> str:
    """Type of the error and the innermost places it passed, never its message, which may quote a customer."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-frames:]
    ]
    return f"{type(error).__name__} at {' < '.join(reversed(places)) or 'unknown place'}"
