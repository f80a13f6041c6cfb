"""Merges what a message's sentences mean with what its whole means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Small talk around a request ("hi", "thanks in advance") is not what the customer wants.
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "chitchat"})
OUT_OF_SCOPE = "out_of_scope"
_SMALL_TALK_SHARE = 0.25
_NOTICED = 0.4
# A clause torn from its message is easily mistaken for a wish of its own (measured, see docs/decisions/0101).
_NOTICED_IN_CLAUSE = 0.7
_SHORT_WORDS = 60
_DOUBTFUL = 0.3


def combine(
    names: Sequence[str],
    whole: NDArray[np.float64],
    rows: Sequence[NDArray[np.float64]],
    words: Sequence[int],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Merge the whole message's probabilities with its sentences' into one ranking.

    Returns probabilities of shape (k,) and which intents were noticed (k,). Sure sentences count more,
    small talk counts a quarter, and the longer the message the less its blurred whole says.
    """
    if not rows:
        noticed = whole >= _NOTICED
        return whole, noticed
    small = np.asarray([name in SMALL_TALK for name in names])
    shares = np.asarray(
        [row.max() ** 2 * (_SMALL_TALK_SHARE if small[row.argmax()] else 1.0) for row in rows]
    )
    pooled = (np.stack(rows) * shares[:, None]).sum(axis=0) / shares.sum()
    of_whole = max(0.25, 0.6 - sum(words) / (4 * _SHORT_WORDS))
    combined = of_whole * whole + (1.0 - of_whole) * pooled
    noticed = (whole >= _NOTICED) | (np.stack(rows).max(axis=0) >= _NOTICED_IN_CLAUSE)
    # Beside a wish that was understood, small talk and a clause that was not are no wishes of their own.
    aside = small | np.asarray([name == OUT_OF_SCOPE for name in names])
    if (noticed & ~aside).any():
        noticed &= ~aside
    return combined / combined.sum(), noticed


def heed_complaint(
    names: Sequence[str], probabilities: NDArray[np.float64], complaint: float
) -> NDArray[np.float64]:
    """Take belief from small talk and out_of_scope, shape (k,), where the message clearly complains.

    An angry sentence about something the rows never mention looks foreign, and a sarcastic one friendly;
    a customer who complains must still be heard as one.
    """
    if complaint <= 0.5:
        return probabilities
    idle = np.asarray([name in SMALL_TALK or name == OUT_OF_SCOPE for name in names])
    kept = np.where(idle, probabilities * 2.0 * (1.0 - complaint), probabilities)
    return np.asarray(kept / kept.sum())


def doubt(names: Sequence[str], likely: str) -> NDArray[np.float64]:
    """Return probabilities (k,) that say little: the likely name stands a bit above all others."""
    rest = np.full(len(names), (1.0 - _DOUBTFUL) / len(names))
    rest[names.index(likely) if likely in names else 0] += _DOUBTFUL
    return rest
