"""Priority: which case to handle and whom to take up first, with the reasons an agent can read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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


@dataclass(frozen=True)
class Need:
    """What is known of somebody who waits for a person; `score` (0..1) is the ledger's, times in seconds."""

    reason: str
    severity: str | None = None
    score: float | None = None
    waited_s: float = 0.0
    broken_promises: int = 0
    passed_over: int = 0
    let_down: int = 0


@dataclass(frozen=True)
class Reason:
    """One thing that makes a handoff more urgent, in words for agents, and its points."""

    text: str
    points: float


@dataclass(frozen=True)
class Urgency:
    """How soon a handoff should be taken: the points are the sum of the reasons' points, no more, no less."""

    points: float
    level: Priority
    reasons: tuple[Reason, ...]


# Danger outweighs everything else together. Harm comes in steps that no anger (at most 12 points) can climb.
DANGER_POINTS = 1000
SEVERITY_POINTS: Mapping[str, int] = {"low": 0, "medium": 15, "high": 40, "critical": 80}
REASON_POINTS: Mapping[str, tuple[int, str]] = {
    "vulnerable_customer": (40, "the customer is vulnerable"),
    "legal_threat": (25, "legal steps were mentioned"),
    "assistant_failed": (10, "the assistant could not answer"),
}
ANGER_POINTS = 12
LONGEST_WAIT_POINTS = 60
BROKEN_PROMISE_POINTS, MOST_BROKEN = 10, 2
LET_DOWN_POINTS = 20
PASSED_OVER_POINTS, MOST_PASSED_OVER = 3, 3
HIGH_FROM, NORMAL_FROM = 40, 15


def judge_urgency(need: Need) -> Urgency:
    """Judge how soon a handoff should be taken, with every point explained.

    Danger comes first always, harm before anger, and waiting adds a point a minute, so that somebody who
    stays calm is not passed by for ever.
    """
    reasons = tuple(reason for reason in _reasons(need) if reason.points > 0)
    points = sum(reason.points for reason in reasons)
    if need.reason == "danger" or need.severity == "critical":
        return Urgency(points, "urgent", reasons)
    return Urgency(points, "high" if points >= HIGH_FROM else _lesser(points), reasons)


def _lesser(points: float) -> Priority:
    return "normal" if points >= NORMAL_FROM else "low"


def _reasons(need: Need) -> Iterator[Reason]:
    if need.reason == "danger":
        yield Reason("somebody may come to harm", DANGER_POINTS)
    yield Reason(f"{need.severity} severity", SEVERITY_POINTS.get(need.severity or "", 0))
    points, text = REASON_POINTS.get(need.reason, (0, ""))
    yield Reason(text, points)
    yield Reason("how upset the customer is", round(ANGER_POINTS * min(1.0, max(0.0, need.score or 0.0))))
    broken = min(need.broken_promises, MOST_BROKEN)
    yield Reason(
        _many(need.broken_promises, "promise we broke", "promises we broke"), broken * BROKEN_PROMISE_POINTS
    )
    yield Reason("an agent joined and did not answer", LET_DOWN_POINTS * min(1, need.let_down))
    passed = min(need.passed_over, MOST_PASSED_OVER)
    times = f"offered {_many(need.passed_over, 'time', 'times')} and not taken"
    yield Reason(times, passed * PASSED_OVER_POINTS)
    minutes = int(max(0.0, need.waited_s) // 60)
    yield Reason(f"waiting for {_many(minutes, 'minute', 'minutes')}", min(minutes, LONGEST_WAIT_POINTS))


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
