"""Shows how far a long measure has come, or says nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

One = TypeVar("One")


class Watch(Protocol):
    """Hands on the items of a sequence, and may show how many are left."""

    def __call__(self, items: Sequence[One], what: str) -> Iterable[One]:
        """Return the items, in order."""


def silent(items: Sequence[One], what: str) -> Iterable[One]:
    """Hand on the items and show nothing."""
    return items


@contextmanager
def progress_bar() -> Iterator[Watch]:
    """Show a bar on standard error for every sequence that is gone through."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr)) as progress:

        def watch(items: Sequence[One], what: str) -> Iterable[One]:
            return progress.track(items, description=what)

        yield watch
