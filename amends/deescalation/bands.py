"""Frustration bands: the four names a score falls under."""

from __future__ import annotations

CALM, IRRITATED, FRUSTRATED, HOSTILE = "calm", "irritated", "frustrated", "hostile"
BANDS: tuple[str, ...] = (CALM, IRRITATED, FRUSTRATED, HOSTILE)
_LOWER_BOUNDS = ((0.75, HOSTILE), (0.5, FRUSTRATED), (0.25, IRRITATED))


def band_of(score: float) -> str:
    """The band of a score between 0 and 1."""
    for bound, band in _LOWER_BOUNDS:
        if score >= bound:
            return band
    return CALM


def at_least(band: str, other: str) -> bool:
    """Whether `band` is `other` or worse."""
    return BANDS.index(band) >= BANDS.index(other)


def worse(one: str, other: str) -> str:
    """The worse of two bands."""
    return one if at_least(one, other) else other
