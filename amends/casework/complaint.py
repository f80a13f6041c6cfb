"""A complaint: what the customer says went wrong, and how harmful it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Category = Literal[
    "delivery", "damaged_or_wrong", "defect", "billing", "refund", "account",
    "outage", "conduct", "ignored", "privacy", "other",
]  # fmt: skip
Severity = Literal["low", "medium", "high", "critical"]
Flag = Literal["danger", "vulnerable_customer", "legal_threat", "severity_high"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
FLAGS: tuple[Flag, ...] = get_args(Flag)

# Harm that a complaint of this kind does when nothing else is known; all others do medium harm.
BASE_SEVERITY: Mapping[str, Severity] = {"other": "low", "outage": "high", "privacy": "high"}
FLAG_SEVERITY: Mapping[str, Severity] = {
    "danger": "critical",
    "vulnerable_customer": "high",
    "legal_threat": "high",
    "severity_high": "high",
}


class IncompleteComplaint(ValueError):
    """A complaint came without the customer's own words, so there is nothing to put on record."""


@dataclass(frozen=True)
class Complaint:
    """What went wrong in the customer's words; frustration scores are 0..1."""

    category: Category
    narrative: str
    severity: Severity
    order_number: str | None = None
    remedy_sought: str | None = None
    impact: str | None = None
    confirmed_paraphrase: str | None = None
    frustration: float | None = None
    frustration_peak: float | None = None

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any], flags: Collection[str] = ()) -> Complaint:
        """Read the arguments of an action; an unknown category becomes "other".

        Raises IncompleteComplaint when there is no narrative.
        """
        narrative = _text(arguments.get("narrative"))
        if narrative is None:
            raise IncompleteComplaint("a complaint needs the customer's own words")
        category: Category = next((c for c in CATEGORIES if c == arguments.get("category")), "other")
        frustration = arguments.get("frustration") or {}
        score, peak = _share(frustration.get("score")), _share(frustration.get("peak"))
        return cls(
            category=category,
            narrative=narrative,
            severity=judge_severity(category, flags, arguments.get("severity_hint")),
            order_number=_text(arguments.get("order_number")),
            remedy_sought=_text(arguments.get("remedy_sought")),
            impact=_text(arguments.get("impact")),
            confirmed_paraphrase=_text(arguments.get("confirmed_paraphrase")),
            frustration=score,
            frustration_peak=max((s for s in (score, peak) if s is not None), default=None),
        )


def judge_severity(category: str, flags: Collection[str] = (), hint: object = None) -> Severity:
    """The harm to the customer: the worst of category, flags and hint; anger plays no part in it."""
    found: list[Severity] = [BASE_SEVERITY.get(category, "medium")]
    found += [FLAG_SEVERITY[flag] for flag in flags if flag in FLAG_SEVERITY]
    found += [severity for severity in SEVERITIES if severity == hint]
    return worst(found)


def worst(severities: Collection[Severity]) -> Severity:
    """The most harmful of some severities. Raises ValueError when there are none."""
    return max(severities, key=SEVERITIES.index)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _share(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return min(1.0, max(0.0, float(value)))
