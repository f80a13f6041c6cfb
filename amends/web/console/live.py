"""The frustration ledger in the console: carried on while an agent talks, with what moved it last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.deescalation.bands import band_of
from amends.deescalation.held_message import HeldMessage
from amends.deescalation.ledger import FULL, Contribution, Ledger
from amends.deescalation.live_ledger import carry_on
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState
from amends.rulebook import house_rulebook

SHOWN_POINTS = 24
IN_TURN = "in the last turn"
BY_CUSTOMER = "in the customer's last message"
BY_AGENT = "in the agent's last message"


@dataclass(frozen=True)
class LiveLedger:
    """Where the score stands now; `points` are the newest scores, the last `held_points` said to an agent."""

    score: float
    band: str
    points: tuple[float, ...]
    held_points: int
    moved: str
    contributions: tuple[Contribution, ...]
    moved_before: float

    @property
    def trend(self) -> str:
        """The points as an SVG line in a box of 100 by 24; nothing for fewer than two."""
        if len(self.points) < 2:
            return ""
        step = 100 / (len(self.points) - 1)
        return " ".join(
            f"{index * step:.1f},{23 - 22 * score:.1f}" for index, score in enumerate(self.points)
        )

    @property
    def direction(self) -> str:
        """Whether what was said last made it better or worse: rising, easing or steady."""
        change = self.score - self.moved_before
        return "rising" if change > 0.005 else "easing" if change < -0.005 else "steady"


def live_ledger(
    record: Mapping[str, Any],
    scores: Sequence[float],
    said: Sequence[Mapping[str, Any]],
    rules: PlaybookRules | None = None,
) -> LiveLedger | None:
    """The ledger now; None while nothing was read.

    `record` is the last turn's, `scores` those after each turn, `said` what `said_while_agent_held` gives.
    """
    last = Ledger.from_dict(record["ledger"]) if record.get("ledger") else None
    held = [HeldMessage.from_dict(one) for one in said]
    memory = memory_of(record)
    start = last.amount if last else memory.score
    steps = carry_on(start, memory, held, rules or house_rulebook().playbook)
    if last is None and not any(step.contributions for step in steps):
        return None
    # A word that moved nothing does not hide what did.
    telling = [(one, step) for one, step in zip(held, steps, strict=True) if step.contributions]
    moved, shown = IN_TURN, last or Ledger()
    if telling:
        message, shown = telling[-1]
        moved = BY_AGENT if message.by_agent else BY_CUSTOMER
    amount = steps[-1].amount if steps else start
    points = [*scores, *(step.amount / FULL for step in steps)]
    return LiveLedger(
        score=amount / FULL,
        band=band_of(amount / FULL),
        points=tuple(points[-SHOWN_POINTS:]),
        held_points=len(steps),
        moved=moved,
        contributions=shown.contributions,
        moved_before=shown.previous_amount / FULL,
    )


def memory_of(record: Mapping[str, Any]) -> ConversationState:
    """What the assistant remembered after a turn; empty before the first one."""
    slots = (record.get("state") or {}).get("slots") or {}
    return ConversationState.from_dict(slots.get("amends_state"))
