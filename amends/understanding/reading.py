"""What one message was read as: intents, frustration with its evidence, signals and entities."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SIGNALS = (
    "complaint",
    "wants_human",
    "abuse",
    "legal_threat",
    "churn_threat",
    "vulnerable",
    "disengaged",
    "out_of_scope",
)
BANDS = ((0.25, "calm"), (0.5, "irritated"), (0.75, "frustrated"))


def band_of(score: float) -> str:
    """Return the band's name for a score in 0..1."""
    return next((name for limit, name in BANDS if score < limit), "hostile")


@dataclass(frozen=True)
class Cue:
    """A piece of evidence: its name, the characters it stands on, and its weight in log-odds."""

    cue: str
    span: tuple[int, int]
    weight: float

    def moved(self, by: int) -> Cue:
        """Return the same cue, ``by`` characters further on."""
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


@dataclass(frozen=True)
class Frustration:
    """How frustrated the message sounds; the log-odds of the score are the sum of the cues' weights."""

    score: float
    cues: tuple[Cue, ...]

    @classmethod
    def from_cues(cls, cues: tuple[Cue, ...]) -> Frustration:
        """Add the weights up and turn the log-odds into a score."""
        return cls(1.0 / (1.0 + math.exp(-sum(cue.weight for cue in cues))), cues)

    @property
    def band(self) -> str:
        """The band the score falls into."""
        return band_of(self.score)


@dataclass(frozen=True)
class Entity:
    """A detail found in the text; ``value`` is its normal form, ``start`` and ``end`` are characters."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """Everything read from one message."""

    ranking: tuple[tuple[str, float], ...]
    intents: tuple[str, ...]
    frustration: Frustration
    signals: dict[str, float]
    entities: tuple[Entity, ...]

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Reading:
        """Rebuild a reading from to_dict(), or from a button's short form, where parts may be missing."""
        name, confidence = found["intent"]["name"], float(found["intent"]["confidence"])
        ranking = tuple((one["name"], float(one["confidence"])) for one in found.get("intent_ranking") or ())
        frustration = found.get("frustration") or {}
        cues = tuple(
            Cue(one["cue"], (int(one["span"][0]), int(one["span"][1])), float(one["weight"]))
            for one in frustration.get("cues") or ()
        )
        signals = found.get("signals") or {}
        return cls(
            ranking=ranking or ((name, confidence),),
            intents=tuple(found.get("intents") or (name,)),
            frustration=Frustration(float(frustration.get("score", 0.0)), cues),
            signals={signal: float(signals.get(signal, 0.0)) for signal in SIGNALS},
            entities=tuple(
                Entity(one["entity"], str(one["value"]), int(one.get("start") or 0), int(one.get("end") or 0))
                for one in found.get("entities") or ()
            ),
        )

    @property
    def intent(self) -> tuple[str, float]:
        """The strongest intent with its confidence."""
        return self.ranking[0]

    def to_dict(self) -> dict[str, Any]:
        """Return the reading in the form that crosses process borders."""
        name, confidence = self.intent
        return {
            "intent": {"name": name, "confidence": round(confidence, 4)},
            "intent_ranking": [{"name": n, "confidence": round(c, 4)} for n, c in self.ranking[:10]],
            "intents": list(self.intents),
            "frustration": {
                "score": round(self.frustration.score, 4),
                "band": self.frustration.band,
                "cues": [
                    {"cue": c.cue, "span": list(c.span), "weight": round(c.weight, 4)}
                    for c in self.frustration.cues
                ],
            },
            "signals": {name: round(self.signals[name], 4) for name in SIGNALS},
            "entities": [
                {"entity": e.entity, "value": e.value, "start": e.start, "end": e.end} for e in self.entities
            ],
        }
