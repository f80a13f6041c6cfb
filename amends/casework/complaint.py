"""A complaint: what the customer says went wrong, and how harmful it is."""

from __future__ import annotations

from typing import Literal, get_args

Category = Literal[
    "delivery", "damaged_or_wrong", "defect", "billing", "refund", "account",
    "outage", "conduct", "ignored", "privacy", "other",
]  # fmt: skip
Severity = Literal["low", "medium", "high", "critical"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
