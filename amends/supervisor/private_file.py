"""Writes files that only their owner may read."""

from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Write a file with mode 0600, complete or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
