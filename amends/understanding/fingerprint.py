"""Sums up everything a trained assistant depends on, so that it is trained again only when that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/readings",
    "data/lookups",
    "data/rules",
    "data/stories",
    "data/responses",
    "data/playbook.yml",
    "data/remedies.yml",
    "data/brand.yml",
    "assistant",
    "amends/understanding",
    "amends/deescalation",
    "amends/rulebook",
    "requirements/assistant.txt",
)
# The measures only look at what was trained.
_LEFT_OUT = frozenset({"__pycache__", "bench"})
_SUFFIXES = frozenset({".py", ".yml", ".yaml", ".jsonl", ".json", ".txt"})


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (
            one
            for one in sorted(path.rglob("*"))
            if one.is_file() and one.suffix in _SUFFIXES and _LEFT_OUT.isdisjoint(one.relative_to(path).parts)
        )


def fingerprint(paths: Iterable[Path], root: Path) -> str:
    """Return a hexadecimal sum over names (relative to ``root``) and contents of files and folders."""
    digest = hashlib.sha256()
    for path in paths:
        for file in _files(path):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def training_fingerprint(root: Path) -> str:
    """Return the sum over what `rasa train` of the project at ``root`` would read or run."""
    return fingerprint((root / name for name in TRAINED_FROM), root)


def room_fingerprint(root: Path) -> str:
    """Return the sum over this room's source, its model files' checksums and the judged readings."""
    return fingerprint(
        (root / "amends/understanding", root / "assistant/message_reader.py", root / "data/readings"), root
    )
