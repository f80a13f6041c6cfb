"""The named reasons a customer can be upset about, and what belongs to each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A failure by its name: which intent reports it, how it is called, where it is filed."""

    name: str
    intent: str
    problem: str
    category: str
    order_matters: str = "no"  # always, if_bought (when something was), no


REASONS: tuple[Reason, ...] = (
    Reason("delay", "report_late_delivery", "the delay", "delivery", "always"),
    Reason("missing", "report_missing_item", "the missing item", "delivery", "always"),
    Reason("damaged", "report_damaged_item", "the damage", "damaged_or_wrong", "always"),
    Reason("wrong", "report_wrong_item", "the mix-up", "damaged_or_wrong", "always"),
    Reason("defect", "report_defect", "the fault", "defect", "if_bought"),
    Reason("overcharge", "report_overcharge", "the charge", "billing", "if_bought"),
    Reason("refund", "report_refund_missing", "the missing refund", "refund", "if_bought"),
    Reason("account", "report_account_problem", "the trouble with your account", "account"),
    Reason("outage", "report_outage", "the outage", "outage"),
    Reason("rude", "report_rude_treatment", "the way you were treated", "conduct"),
    Reason("ignored", "report_ignored", "the silence from our side", "ignored"),
    Reason("broken_promise", "", "the broken promise", "other"),
    Reason("other", "report_problem", "this problem", "other"),
)
_BY_NAME = {reason.name: reason for reason in REASONS}
_BY_INTENT = {reason.intent: reason for reason in REASONS if reason.intent}


def reason(name: str | None) -> Reason:
    """The reason of that name; `other` when there is none."""
    return _BY_NAME.get(name or "other", _BY_NAME["other"])


def reported_by(intent: str) -> Reason | None:
    """The reason that an intent reports, None for intents that report nothing."""
    return _BY_INTENT.get(intent)
