"""Remembers what each step was made from, so that a step runs again only when that changed."""

import hashlib
import os
from pathlib import Path
from typing import Iterable, Iterator

IGNORED = {"node_modules", "dist", "__pycache__", "test-results"}


class Stamps:
    """One small file beside each product; it goes when the product goes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def of(self, *texts: str) -> str:
        """A digest of texts."""
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()

    def of_files(self, paths: Iterable[Path]) -> str:
        """A digest of the names and contents of files and of everything in folders."""
        digest = hashlib.sha256()
        for path in paths:
            for file in sorted(files_under(path)):
                digest.update(str(file.relative_to(self.root)).encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def same(self, place: Path, value: str) -> bool:
        """Whether the product whose stamp lies at `place` was made from `value`."""
        return place.is_file() and place.read_text(encoding="ascii").strip() == value

    def put(self, place: Path, value: str) -> None:
        """Write the stamp, complete or not at all."""
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(place.name + ".new")
        draft.write_text(value + "\n", encoding="ascii")
        draft.replace(place)


def files_under(path: Path) -> Iterator[Path]:
    """The file itself, or every file in a folder except what builds leave behind."""
    if path.is_file():
        yield path
    for folder, names, files in os.walk(str(path)):
        names[:] = [name for name in names if name not in IGNORED]
        yield from (Path(folder) / file for file in files)
