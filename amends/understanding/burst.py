"""Joins the messages a customer sends in one breath into one text with one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amends.understanding.reader import SMALL_TALK
from amends.understanding.reading import Cue, Entity, Frustration, Reading
from amends.understanding.signals import maximum

SEPARATOR = "\n"


def merge(readings: Sequence[Reading], texts: Sequence[str]) -> tuple[str, Reading]:
    """Return the joined text and one reading of it.

    Spans are moved to the joined text, the strongest intent that is not small talk comes first, signals are
    the maximum. The angriest message gives the overall wording; cues of the others stay as evidence.
    Raises ValueError when nothing is given or the lengths differ.
    """
    if not readings or len(readings) != len(texts):
        raise ValueError("a burst needs as many readings as texts, and at least one")
    if len(readings) == 1:
        return texts[0], readings[0]
    offsets = [sum(len(text) + len(SEPARATOR) for text in texts[:at]) for at in range(len(texts))]
    text = SEPARATOR.join(texts)
    merged = Reading(
        ranking=_ranking(readings),
        intents=_intents(readings),
        frustration=_frustration(readings, offsets, len(text)),
        signals=maximum([reading.signals for reading in readings]),
        entities=_entities(readings, offsets),
    )
    return text, merged


def _by_strength(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda one: (one.intent[0] in SMALL_TALK, -one.intent[1]))


def _ranking(readings: Sequence[Reading]) -> tuple[tuple[str, float], ...]:
    return _by_strength(readings)[0].ranking


def _intents(readings: Sequence[Reading]) -> tuple[str, ...]:
    strong = [name for one in _by_strength(readings) for name in one.intents]
    wanted = [name for name in strong if name not in SMALL_TALK] or strong
    return tuple(dict.fromkeys(wanted))


def _frustration(readings: Sequence[Reading], offsets: Sequence[int], length: int) -> Frustration:
    wording = max(one.frustration.cues[0].weight for one in readings)
    others: list[Cue] = []
    best: dict[str, float] = {}
    for reading, offset in zip(readings, offsets, strict=True):
        totals: dict[str, float] = {}
        for cue in reading.frustration.cues[1:]:
            # A kind of evidence counts as much as in the message that shows it most, so that five short
            # messages are not angrier than the same words in one.
            totals[cue.cue] = totals.get(cue.cue, 0.0) + cue.weight
            left = max(0.0, totals[cue.cue] - best.get(cue.cue, 0.0))
            others.append(replace(cue.moved(offset), weight=min(cue.weight, left)))
        for name, total in totals.items():
            best[name] = max(best.get(name, 0.0), total)
    return Frustration.from_cues((Cue("wording", (0, length), wording), *others))


def _entities(readings: Sequence[Reading], offsets: Sequence[int]) -> tuple[Entity, ...]:
    return tuple(
        replace(entity, start=entity.start + offset, end=entity.end + offset)
        for reading, offset in zip(readings, offsets, strict=True)
        for entity in reading.entities
    )
