"""Priority: which case to handle first, with the reasons an agent can read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from amends.casework.complaint import SEVERITIES, Severity

Priority = Literal["low", "normal", "high", "urgent"]
PRIORITIES: tuple[Priority, ...] = get_args(Priority)

HOSTILE_FROM = 0.75
LONG_WAIT_S = 24 * 3600.0


@dataclass(frozen=True)
class Ranking:
    """A priority with what led to it, in words for agents."""

    priority: Priority
    reasons: tuple[str, ...]


def rank(
    severity: Severity,
    *,
    frustration_peak: float | None = None,
    flags: Collection[str] = (),
    earlier_cases: int = 0,
    broken_promises: int = 0,
    waited_s: float = 0.0,
) -> Ranking:
    """Rank a case: harm decides, and each thing that makes waiting worse moves it up one step.

    Danger and critical harm are always urgent, and no amount of anger alone makes a case urgent.
    """
    reasons = [f"{severity} severity"]
    if severity == "critical" or "danger" in flags:
        return Ranking(
            "urgent", (*reasons, "somebody may come to harm") if "danger" in flags else (*reasons,)
        )
    steps = SEVERITIES.index(severity)
    for applies, reason in (
        ("vulnerable_customer" in flags, "the customer is vulnerable"),
        ("legal_threat" in flags, "legal steps were mentioned"),
        (broken_promises > 0, "we broke a promise"),
        (earlier_cases > 0, "not the customer's first complaint"),
        (waited_s >= LONG_WAIT_S, "waiting for more than a day"),
    ):
        if applies:
            steps += 1
            reasons.append(reason)
    if frustration_peak is not None and frustration_peak >= HOSTILE_FROM:
        # Anger moves a case up, yet never to the top: shouting must not buy what harm does not.
        reasons.append("the customer was very upset")
        steps = max(steps, min(steps + 1, PRIORITIES.index("high")))
    return Ranking(PRIORITIES[min(steps, len(PRIORITIES) - 1)], tuple(reasons))
