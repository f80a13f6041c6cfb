"""What was read in a message, in the order in which a trainer wants to see it."""

from dataclasses import dataclass
from typing import Any

from amends.web.replay.highlight import Cue, Piece, covers_all, cues_of, pieces

FAINTEST_SIGNAL = 0.1
RANKED = 3


@dataclass(frozen=True)
class ReadingView:
    """A reading beside its text; `whole` holds the cues that are about the message as a whole."""

    pieces: list[Piece]
    cues: list[Cue]
    whole: list[Cue]
    intent: str
    confidence: float | None
    others: list[tuple[str, float]]
    score: float | None
    band: str | None
    signals: list[tuple[str, float]]
    entities: list[tuple[str, str]]


def reading_view(reading: dict[str, Any] | None, text: str) -> ReadingView:
    """The view of a reading as the turn record holds it; what is missing there is missing here."""
    reading = reading or {}
    frustration = reading.get("frustration") or {}
    cues = cues_of(frustration.get("cues") or (), len(text))
    intent = reading.get("intent") or {}
    ranking = [(item["name"], float(item["confidence"])) for item in reading.get("intent_ranking") or ()]
    signals = sorted((reading.get("signals") or {}).items(), key=lambda item: -item[1])
    return ReadingView(
        pieces=pieces(text, cues),
        cues=sorted(cues, key=lambda cue: -abs(cue.weight)),
        whole=[cue for cue in cues if covers_all(cue, len(text))],
        intent=str(intent.get("name") or ""),
        confidence=intent.get("confidence"),
        others=[item for item in ranking if item[0] != intent.get("name")][:RANKED],
        score=frustration.get("score"),
        band=frustration.get("band"),
        signals=[(name, value) for name, value in signals if value >= FAINTEST_SIGNAL],
        entities=[
            (str(item.get("entity")), str(item.get("value"))) for item in reading.get("entities") or ()
        ],
    )
