"""A text with the moment it is meant for, and what was found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.deescalation.bands import BANDS
from amends.deescalation.moves import MOVES

ERROR, WARNING = "error", "warning"
_SLOT = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"“[^“”]*”")


@dataclass(frozen=True)
class Finding:
    """Words that should change; `start` and `end` are their place in the text, in characters."""

    rule: str
    words: str
    instead: str
    severity: str = ERROR
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Spoken:
    """A text, slots and all; `move` is None when nobody knows it, `bands` are who may come to read it."""

    text: str
    move: str | None = None
    bands: tuple[str, ...] = BANDS

    @property
    def plain(self) -> str:
        """The text as long as before: straight apostrophes, blanks where the customer is quoted."""
        blanked = _QUOTED.sub(lambda quote: f"“{' ' * (len(quote[0]) - 2)}”", self.text)
        return blanked.replace("’", "'").replace("‘", "'")

    @property
    def slots(self) -> frozenset[str]:
        """Names of the facts that stand in it."""
        return frozenset(_SLOT.findall(self.text))

    @property
    def to_hostile(self) -> bool:
        """Whether a hostile customer may read it."""
        return "hostile" in self.bands

    @property
    def to_upset(self) -> bool:
        """Whether anyone who is not calm may read it."""
        return any(band != "calm" for band in self.bands)

    def found(self, rule: str, start: int, end: int, instead: str, severity: str = ERROR) -> Finding:
        """A finding about a part of the text."""
        return Finding(rule, " ".join(self.text[start:end].split()), instead, severity, start, end)

    def found_all(self, rule: str, instead: str, severity: str = ERROR) -> Finding:
        """A finding about the text as a whole."""
        return self.found(rule, 0, len(self.text), instead, severity)


def move_of(response: str) -> str | None:
    """The move in a response's name: `utter_<move>_<topic>`, agents' lines too; None when there is none."""
    name = response.removeprefix("utter_").removeprefix("agent_")
    return next((move for move in MOVES if name == move or name.startswith(f"{move}_")), None)
