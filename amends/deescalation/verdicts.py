"""What became of a rule in a turn, in the words that turn records use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CHOSEN = "chosen"
APPLIED_LATER = "applied_later"  # it would have decided, had no earlier rule done so
NOT_APPLICABLE = "not_applicable"
REFUSED = "refused"  # it wanted to decide, and had nothing new to say or would have broken an invariant


@dataclass(frozen=True)
class Considered:
    """One rule in one turn; `why` is in plain words, for a trainer."""

    rule: str
    verdict: str
    why: str

    def to_dict(self) -> dict[str, str]:
        """JSON form."""
        return {"rule": self.rule, "verdict": self.verdict, "why": self.why}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Considered:
        """Reads back what `to_dict` wrote."""
        return cls(str(data["rule"]), str(data["verdict"]), str(data["why"]))
