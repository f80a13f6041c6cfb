"""What was read in one customer message, as the playbook sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.deescalation.bands import band_of

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


@dataclass(frozen=True)
class Cue:
    """One piece of evidence of frustration; the weight is in log-odds."""

    name: str
    weight: float
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Entity:
    """A fact found in the text, such as an order number."""

    name: str
    value: str


@dataclass(frozen=True)
class Reading:
    """Intent, frustration, signals and entities of one turn's text."""

    text: str
    intent: str = ""
    confidence: float = 0.0
    intents: tuple[str, ...] = ()
    score: float = 0.0
    band: str = "calm"
    cues: tuple[Cue, ...] = ()
    signals: Mapping[str, float] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()

    @classmethod
    def from_dict(cls, reading: Mapping[str, Any], text: str) -> Reading:
        """Reads the JSON form; whatever is missing counts as not read."""
        intent = reading.get("intent") or {}
        frustration = reading.get("frustration") or {}
        name = str(intent.get("name") or "")
        score = min(1.0, max(0.0, float(frustration.get("score") or 0.0)))
        return cls(
            text=text,
            intent=name,
            confidence=float(intent.get("confidence") or 0.0),
            intents=tuple(dict.fromkeys([name, *(reading.get("intents") or [])])) if name else (),
            score=score,
            band=str(frustration.get("band") or band_of(score)),
            cues=tuple(_cue(cue) for cue in frustration.get("cues") or []),
            signals={key: float(value or 0.0) for key, value in (reading.get("signals") or {}).items()},
            entities=tuple(_entity(entity) for entity in reading.get("entities") or []),
        )

    def signal(self, name: str) -> float:
        """Strength of a signal, 0 when it was not read."""
        return self.signals.get(name, 0.0)

    def has_cue(self, *names: str) -> bool:
        """Whether one of these cues speaks for frustration."""
        return any(cue.name in names and cue.weight > 0 for cue in self.cues)

    def value(self, entity: str) -> str | None:
        """The first value of an entity, None when it is absent."""
        return next((found.value for found in self.entities if found.name == entity), None)


def _cue(cue: Mapping[str, Any]) -> Cue:
    span = list(cue.get("span") or (0, 0))
    return Cue(str(cue.get("cue", "")), float(cue.get("weight") or 0.0), (int(span[0]), int(span[1])))


def _entity(entity: Mapping[str, Any]) -> Entity:
    return Entity(str(entity.get("entity", "")), str(entity.get("value", "")).strip())
