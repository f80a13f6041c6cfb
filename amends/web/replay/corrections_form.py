"""The form by which a trainer says what was wrong in a turn: from its fields to corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.records.corrections import Wrong
from amends.web.plain_words import words
from amends.web.replay import known

# From here on a signal counts as seen; the same limit makes it stand out on the page.
SEEN = 0.5
LONGEST_NOTE = 1000
LONGEST_TEXT = 4000


class BadCorrection(ValueError):
    """What was filled in makes no correction; the text says why, for the trainer."""


@dataclass(frozen=True)
class ReadAs:
    """What a turn's record says, in the names that corrections use."""

    intent: str
    band: str
    signals: Mapping[str, bool]
    moves: Sequence[str]


def read_as(record: Mapping[str, Any]) -> ReadAs:
    """What the turn was read as and did; what its record does not hold is empty."""
    reading = record.get("reading") or {}
    signals = reading.get("signals") or {}
    return ReadAs(
        intent=str((reading.get("intent") or {}).get("name") or ""),
        band=str((reading.get("frustration") or {}).get("band") or ""),
        signals={name: float(signals.get(name, 0.0)) >= SEEN for name in known.choices()["signal"]},
        moves=list(dict.fromkeys(str(move.get("move")) for move in record.get("moves") or ())),
    )


def wrongs_of(fields: Mapping[str, str], was: ReadAs) -> list[Wrong]:
    """What the fields say was wrong. Raises BadCorrection."""
    found = []
    for subject, before in (("intent", was.intent), ("band", was.band)):
        if right := fields.get(subject, ""):
            found.append(_checked(subject, before, right, right))
    if signal := fields.get("signal", ""):
        if signal not in was.signals:
            raise BadCorrection(f"“{signal[:40]}” is no signal.")
        seen = was.signals[signal]
        found.append(Wrong("signal", signal_said(signal, seen), signal_said(signal, not seen)))
    if fields.get("move_was") or fields.get("move_right"):
        found.append(_move(fields.get("move_was", ""), fields.get("move_right", ""), was))
    if not found:
        raise BadCorrection("Choose at least one thing that would have been right.")
    return found


def signal_said(signal: str, seen: bool) -> str:
    """A signal and whether it is there, as a correction holds it: "abuse: no"."""
    return f"{signal}: {'yes' if seen else 'no'}"


def signal_of(said: str) -> tuple[str, bool]:
    """A signal and whether it is there, out of a correction."""
    name, _, seen = said.partition(": ")
    return name, seen == "yes"


def one_line(text: str) -> str:
    """A text as one line without signs that cannot be seen: rows of training data are lines."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _move(before: str, right: str, was: ReadAs) -> Wrong:
    if before and before not in was.moves:
        raise BadCorrection(f"The turn made no move “{words(before)[:40]}”.")
    if not before and right in was.moves:
        raise BadCorrection(f"The turn made the move “{words(right)}”, so it was not missing.")
    return _checked("move", before, right, right) if right else Wrong("move", before, "")


def _checked(subject: str, before: str, right: str, said: str) -> Wrong:
    if right not in known.choices()[subject]:
        raise BadCorrection(f"“{said[:40]}” is no {subject} that is known.")
    if before == right:
        raise BadCorrection(f"The {subject} was “{words(right)}” already.")
    return Wrong(subject, before, right)
