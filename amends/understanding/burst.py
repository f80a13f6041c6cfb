"""Joins the messages a customer sends in one breath into one text with one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amends.understanding.combining import OUT_OF_SCOPE, SMALL_TALK
from amends.understanding.reading import Cue, Entity, Frustration, Reading
from amends.understanding.signals import maximum

SEPARATOR = "\n"


def merge(readings: Sequence[Reading], texts: Sequence[str]) -> tuple[str, Reading]:
    """Return the joined text and one reading of it.

    A pressed button is a reading with an empty text: it adds nothing to the text, and its intent, at
    confidence 1, leads. Spans are moved to the joined text, the strongest intent that is not small talk
    comes first, signals are the maximum. The angriest message gives the overall wording; cues of the
    others stay as evidence. Raises ValueError when nothing is given or the lengths differ.
    """
    if not readings or len(readings) != len(texts):
        raise ValueError("a burst needs as many readings as texts, and at least one")
    if len(readings) == 1:
        return texts[0], readings[0]
    text, offsets = _joined(texts)
    written = [
        (reading.frustration, offset)
        for reading, offset, own in zip(readings, offsets, texts, strict=True)
        if own and reading.frustration.cues
    ]
    merged = Reading(
        ranking=_by_strength(readings)[0].ranking,
        intents=_intents(readings),
        frustration=_frustration(written, len(text)) if written else readings[0].frustration,
        signals=_signals(readings),
        entities=_entities(readings, offsets),
    )
    return text, merged


def _joined(texts: Sequence[str]) -> tuple[str, list[int]]:
    """Return the texts that are not empty, joined, and where each one starts."""
    offsets, length = [], 0
    for text in texts:
        offsets.append(length)
        length += len(text) + len(SEPARATOR) if text else 0
    return SEPARATOR.join(text for text in texts if text), offsets


def _by_strength(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(
        readings,
        key=lambda one: (one.intent[1] < 1.0, one.intent[0] in {*SMALL_TALK, OUT_OF_SCOPE}, -one.intent[1]),
    )


def _intents(readings: Sequence[Reading]) -> tuple[str, ...]:
    strong = [name for one in _by_strength(readings) for name in one.intents]
    wanted = [name for name in strong if name not in SMALL_TALK and name != OUT_OF_SCOPE] or strong
    return tuple(dict.fromkeys(wanted))


def _signals(readings: Sequence[Reading]) -> dict[str, float]:
    """Return the highest of each, but a picture or a stray line leaves the turn as answerable as it was."""
    merged = maximum([reading.signals for reading in readings])
    return merged | {OUT_OF_SCOPE: min(reading.signals[OUT_OF_SCOPE] for reading in readings)}


def _frustration(written: Sequence[tuple[Frustration, int]], length: int) -> Frustration:
    wording = max(one.cues[0].weight for one, _ in written)
    others: list[Cue] = []
    best: dict[str, float] = {}
    for frustration, offset in written:
        totals: dict[str, float] = {}
        for cue in frustration.cues[1:]:
            # A kind of evidence counts as much as in the message that shows it most, so that five short
            # messages are not angrier than the same words in one.
            before = max(totals.get(cue.cue, 0.0), best.get(cue.cue, 0.0))
            totals[cue.cue] = totals.get(cue.cue, 0.0) + cue.weight
            others.append(replace(cue.moved(offset), weight=max(0.0, totals[cue.cue] - before)))
        for name, total in totals.items():
            best[name] = max(best.get(name, 0.0), total)
    return Frustration.from_cues((Cue("wording", (0, length), wording), *others))


def _entities(readings: Sequence[Reading], offsets: Sequence[int]) -> tuple[Entity, ...]:
    return tuple(
        replace(entity, start=entity.start + offset, end=entity.end + offset)
        for reading, offset in zip(readings, offsets, strict=True)
        for entity in reading.entities
    )
